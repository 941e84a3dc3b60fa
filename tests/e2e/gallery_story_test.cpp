// From the gallery: a small model drawn by dragging, and LeNet-5 as it comes, in both themes and languages.
#include <QPushButton>

#include "app/panels/palette_panel.h"
#include "app/panels/palette_tile.h"
#include "tests/e2e/real_mouse.h"

namespace saddle::app {
namespace {

class GalleryStory : public RealMouse {
protected:
    /// Finds the layer by typing its name, then drags its tile onto the canvas (scene coordinates).
    void dragLayer(const QString& layer, const QPointF& to) {
        auto* search = window->panels().palette->findChild<QLineEdit*>("paletteSearch");
        click(search);
        key("ctrl+a");
        type(layer);
        PaletteTile* tile = nullptr;
        for (PaletteTile* each : window->panels().palette->findChildren<PaletteTile*>())
            if (each->isVisible() && each->text() == layer) tile = each;
        ASSERT_TRUE(tile) << layer.toStdString();
        QTest::qWait(150);
        const size_t before = document().project().graph.nodes.size();
        drag(tile->mapToGlobal(tile->rect().center()), canvas().viewport()->mapToGlobal(canvas().mapFromScene(to)));
        ASSERT_TRUE(wait_for([&] { return document().project().graph.nodes.size() == before + 1; }, 3000)) << layer.toStdString() << " did not arrive";
    }
};

TEST_F(GalleryStory, FromTheGalleryToATrainedModel) {
    window->move(0, 0);
    QTest::qWait(500);
    picture("1-gallery");
    QPushButton* create = nullptr;
    for (QPushButton* button : window->findChildren<QPushButton*>())
        if (button->isVisible() && button->text() == "New project") create = button;
    ASSERT_TRUE(create);
    click(create);
    ASSERT_TRUE(window->documents().current());
    QTest::qWait(300);
    const QPointF origin = canvas().mapToScene(QPoint(40, 80));
    dragLayer("Dataset", origin + QPointF(60, 20));
    dragLayer("Flatten", origin + QPointF(280, 20));
    dragLayer("Linear", origin + QPointF(460, 20));
    dragLayer("CrossEntropyLoss", origin + QPointF(660, 120));
    const Graph& graph = document().project().graph;
    const NodeId data = graph.nodes[0].id, flatten = graph.nodes[1].id, linear = graph.nodes[2].id, loss = graph.nodes[3].id;
    drag(port(data, "image", true), port(flatten, "x", false));
    drag(port(flatten, "y", true), port(linear, "x", false));
    drag(port(linear, "y", true), port(loss, "scores", false));
    drag(port(data, "label", true), port(loss, "labels", false));
    EXPECT_EQ(graph.edges.size(), 4u);
    ASSERT_TRUE(wait_for([this] { return valid(); }));
    picture("2-drawn");
    click(canvas().viewport()->mapToGlobal(canvas().mapFromScene(canvas().graphScene().node(linear)->pos() + QPointF(40, 12))));
    EXPECT_EQ(document().selection(), QStringList{QString::fromStdString(linear)});
    key("F5");
    ASSERT_TRUE(wait_for([this] { return trainer().last().step > 10; }));
    picture("3-training");
    ASSERT_TRUE(wait_for([this] { return trainer().state() == Trainer::State::Idle && trainer().end(); }, 120000));
    EXPECT_EQ(trainer().end()->status, "finished");
    picture("4-trained");
}

TEST_F(GalleryStory, LeNetInBothThemesAndLanguages) {
    window->move(0, 0);
    openProject("vision/lenet5.json");
    QTest::qWait(300);
    click(canvas().viewport()->mapToGlobal(QPoint(500, 12)));   // without a window manager the keyboard follows the mouse
    key("F5");
    ASSERT_TRUE(wait_for([this] { return trainer().last().step > 60; }));
    document().select({"conv2"});
    picture("5-lenet-dark");
    ASSERT_TRUE(wait_for([this] { return trainer().state() == Trainer::State::Idle && trainer().end(); }, 180000));
    double done = 0;
    QObject::connect(&window->engine(), &EngineClient::landscapeChanged, window.get(), [&](std::shared_ptr<const LandscapeGrid> grid) { done = grid->done; });
    key("F7");
    EXPECT_TRUE(wait_for([&] { return done == 1; }, 90000));
    picture("6-lenet-landscape");
    key("ctrl+shift+d");
    EXPECT_FALSE(Theme::instance().tokens().dark());
    picture("7-lenet-light");
    Language::instance().choose("zh_CN");
    Theme::instance().apply();
    picture("8-lenet-light-zh");
    key("ctrl+shift+d");
    picture("9-lenet-dark-zh");
}

}  // namespace
}  // namespace saddle::app
