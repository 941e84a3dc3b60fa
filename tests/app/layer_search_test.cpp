// The search box as a line that models are written in: values after a name, layers behind one another.
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>

#include "app/canvas/layer_search.h"
#include "tests/app/canvas_fixture.h"
#include "tests/app/window_fixture.h"

namespace saddle::app {
namespace {

using Ints = std::vector<int64_t>;

LayerValues values(const char* layer, const QString& words) { return layer_values(*ops::find_layer(layer), words.split(' ')); }

TEST(LayerWords, BareValuesFollowTheDefinition) {
    EXPECT_EQ(values("Conv2d", "20 5").attributes, (Attributes{{"out_channels", int64_t(20)}, {"kernel", Ints{5}}}));
    EXPECT_EQ(values("Conv2d", "20 5x3 2 1").attributes, (Attributes{{"out_channels", int64_t(20)}, {"kernel", Ints{5, 3}}, {"stride", Ints{2}}, {"padding", Ints{1}}}));
    EXPECT_EQ(values("Linear", "classes").attributes, (Attributes{{"out_features", std::string("classes")}}));
    EXPECT_EQ(values("Dropout", "0.25").attributes, (Attributes{{"ratio", 0.25}}));
    EXPECT_EQ(values("Linear", "2*60").attributes, (Attributes{{"out_features", int64_t(120)}}));
}

TEST(LayerWords, NamesAndTheirBeginnings) {
    EXPECT_EQ(values("Conv2d", "20 padding=2 5").attributes, (Attributes{{"out_channels", int64_t(20)}, {"kernel", Ints{5}}, {"padding", Ints{2}}})) << "a named value takes no turn";
    EXPECT_EQ(values("Conv2d", "k=5 b=no").attributes, (Attributes{{"kernel", Ints{5}}, {"bias", false}}));
    EXPECT_EQ(values("Conv2d", "initializer=xavier_u").attributes, (Attributes{{"initializer", std::string("xavier_uniform")}}));
}

TEST(LayerWords, WhatIsWrongIsSaid) {
    const auto problem = [](const char* layer, const QString& words) {
        const LayerValues read = values(layer, words);
        return read.problem.toStdString();
    };
    EXPECT_EQ(problem("Conv2d", "0"), "out_channels: 0 is less than 1, the smallest allowed");
    EXPECT_EQ(problem("Conv2d", "twenty"), "out_channels: \"twenty\" is not a number");
    EXPECT_EQ(problem("Conv2d", "depth=3"), "Conv2d has no attribute \"depth\"");
    EXPECT_EQ(problem("ConvTranspose2d", "o=3"), "\"o\" may be out_channels or output_padding");
    EXPECT_EQ(problem("ReLU", "6"), "ReLU takes no values");
    EXPECT_EQ(problem("Dropout", "0.5 2"), "Dropout has no attribute left for \"2\"");
    EXPECT_EQ(problem("Conv2d", "bias=perhaps"), "bias: \"perhaps\" is not yes or no");
    EXPECT_EQ(problem("Conv2d", "kernel="), "kernel: Write one number or several, with commas");
    EXPECT_EQ(problem("MSELoss", "median"), "reduction: \"median\" is none of mean, sum");
}

TEST(LayerWords, WhereTheNameEnds) {
    LayerList all;
    for (const ops::LayerDef& layer : ops::all_layers()) all.push_back(std::make_shared<ops::LayerDef>(layer));
    const auto read = [&](const QString& text) {
        const NamedLayers named = named_layers(all, text);
        return named.layers.empty() ? std::string() : named.layers.front()->name + '|' + named.values.join('|').toStdString();
    };
    EXPECT_EQ(read("conv2d 20 5"), "Conv2d|20|5");
    EXPECT_EQ(read("linear classes"), "Linear|classes");
    EXPECT_EQ(read("weighted sum of all"), "Linear|") << "words of the help";
    EXPECT_EQ(read("weighted sum of all 10"), "Linear|10");
    EXPECT_EQ(read("conv2d kernel = 5"), "Conv2d|kernel=5");
    EXPECT_EQ(read("nothing of the kind"), "");
}

class SearchBox : public Canvas {
protected:
    LayerSearch* box() { return view->findChild<LayerSearch*>(); }
    QLineEdit* field() { return box()->findChild<QLineEdit*>(); }
    /// What the box says of the row in hand.
    QString said() {
        QStringList texts;
        for (QLabel* label : box()->findChildren<QLabel*>())
            if (!label->isHidden()) texts << label->text();
        return texts.join('\n');
    }
    void write(const QString& text) {
        if (!box()->isVisible()) key(Qt::Key_Slash);
        QTest::keyClicks(field(), text);
    }
    void enter() { QTest::keyClick(field(), Qt::Key_Return); }
};

TEST_F(SearchBox, ValuesAreThoseOfTheNode) {
    write("");
    EXPECT_EQ(box()->findChild<QListWidget*>()->item(0)->text(), "Dataset") << "a drawing begins with its data";
    enter();
    write("conv 20 k=5");
    EXPECT_TRUE(said().contains("fed by data1.image")) << said().toStdString();
    EXPECT_TRUE(said().contains("out_channels&nbsp;20")) << said().toStdString();
    EXPECT_TRUE(said().contains("kernel&nbsp;5<")) << said().toStdString();
    enter();
    ASSERT_TRUE(graph().find("conv1"));
    EXPECT_EQ(graph().find("conv1")->attributes, (Attributes{{"out_channels", int64_t(20)}, {"kernel", Ints{5}}}));
    EXPECT_TRUE(wired("data1.image", "conv1.x"));
    EXPECT_EQ(document.undoStack().count(), 2) << "the layer with its values is one step";
}

TEST_F(SearchBox, AWrongValuePlacesNothing) {
    write("data");
    enter();
    const std::string before = write_project(project());
    write("conv 20 k=99");
    EXPECT_TRUE(said().contains("kernel: 99 is more than 64")) << said().toStdString();
    enter();
    EXPECT_TRUE(box()->isVisible());
    EXPECT_EQ(write_project(project()), before);
    QTest::keyClick(field(), Qt::Key_Backspace);
    EXPECT_TRUE(said().contains("kernel&nbsp;9<")) << said().toStdString();
    enter();
    EXPECT_FALSE(box()->isVisible());
    EXPECT_TRUE(wired("data1.image", "conv1.x"));
}

TEST_F(SearchBox, ALineOfLayersIsAModel) {
    write("dataset > conv 6 5 p=2 > relu > max > conv 16 5 > relu > max > linear 120");
    EXPECT_TRUE(said().contains("fed by pool2.y through Flatten")) << said().toStdString();
    QTest::keyClicks(field(), " > relu > linear 84 > relu > linear classes > cross");
    EXPECT_EQ(graph().nodes.size(), 13u) << "the last one is not placed yet";
    enter();
    EXPECT_FALSE(box()->isVisible());
    EXPECT_TRUE(view->hasFocus());
    ASSERT_TRUE(document.typed()->valid()) << to_string(document.typed()->diagnostics.front());
    EXPECT_TRUE(wired("pool2.y", "flatten1.x"));
    EXPECT_TRUE(wired("flatten1.y", "fc1.x"));
    EXPECT_TRUE(wired("fc3.y", "loss1.scores"));
    EXPECT_TRUE(wired("data1.label", "loss1.labels")) << "the labels come along";
    const Project lenet = load_project((kProjects + "vision/lenet5.json").toStdString()).value();
    EXPECT_EQ(document.typed()->total.parameters, compile::infer_shapes(lenet, digits(), 64).total.parameters);
    for (const auto& [a, item] : scene().nodes())
        for (const auto& [b, other] : scene().nodes())
            if (a < b) { EXPECT_FALSE(item->box().intersects(other->box())) << a << " lies on " << b; }
    EXPECT_EQ(document.undoStack().count(), 13) << "each layer is a step";
    undoAll();
    EXPECT_TRUE(graph().nodes.empty());
}

TEST_F(SearchBox, GoingOnNeedsALayer) {
    write(">");
    EXPECT_TRUE(box()->isVisible());
    EXPECT_TRUE(field()->text().isEmpty());
    EXPECT_TRUE(graph().nodes.empty());
    write("data>");
    EXPECT_EQ(graph().nodes.size(), 1u);
    QTest::keyClick(field(), Qt::Key_Escape);
    EXPECT_FALSE(box()->isVisible());
    EXPECT_EQ(graph().nodes.size(), 1u) << "what is placed stays";
}

/// In the window shapes come from another thread: keys that are faster than it wait for what fits.
TEST_F(Window, ALineIsReadAsFastAsItIsTyped) {
    window->actions().newProject->trigger();
    canvas().action(CanvasVerb::AddLayer)->trigger();
    auto* box = canvas().findChild<LayerSearch*>();
    QTest::keyClicks(box->findChild<QLineEdit*>(), "data>conv 6 5 p=2>relu>max>conv 16 5>relu>max>linear 120>relu>linear 84>relu>linear classes>cross\r");
    const Graph& graph = document().project().graph;
    ASSERT_TRUE(wait_for([&] { return graph.nodes.size() == 14 && valid(); })) << graph.nodes.size() ;
    EXPECT_FALSE(box->isVisible());
    EXPECT_EQ(graph.nodes[4].layer, "Conv2d");
    EXPECT_TRUE(graph.into({"flatten1", "x"}));
    EXPECT_TRUE(graph.into({"loss1", "labels"}));
}

}  // namespace
}  // namespace saddle::app
