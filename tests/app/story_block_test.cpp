// A story with real events: a residual block is drawn, grouped, saved as a layer, used five times; one attribute is changed
// inside and changes everywhere; then the model trains.
#include <QLineEdit>
#include <QPushButton>
#include <QTableWidget>

#include "app/canvas/layer_dialog.h"
#include "app/canvas/layer_search.h"
#include "app/document/layer_library.h"
#include "app/panels/palette_panel.h"
#include "app/panels/palette_tile.h"
#include "tests/app/window_fixture.h"

namespace saddle::app {
namespace {

class StoryBlock : public Window {
protected:
    void key(int code, Qt::KeyboardModifiers modifiers = {}) { QTest::keyClick(&canvas(), Qt::Key(code), modifiers); }
    /// A name in the search box, Enter: after what is selected.
    NodeId add(const QString& layer) {
        const size_t before = project().graph.nodes.size();
        canvas().action(CanvasVerb::AddLayer)->trigger();   // no window manager makes the window active after a dialog
        auto* search = canvas().findChild<LayerSearch*>();
        QTest::keyClicks(search->findChild<QLineEdit*>(), layer);
        QTest::keyClick(search->findChild<QLineEdit*>(), Qt::Key_Return);
        EXPECT_TRUE(wait_for([&] { return project().graph.nodes.size() == before + 1; })) << layer.toStdString();
        EXPECT_EQ(document().selection().size(), 1) << layer.toStdString();
        return document().selection().isEmpty() ? NodeId() : document().selection().front().toStdString();
    }
    void set(const NodeId& node, const std::string& attribute, const AttributeValue& value) { ASSERT_TRUE(document().apply({SetAttribute{node, attribute, value}}, "set").ok()); }
    const Project& project() { return document().project(); }
};

TEST_F(StoryBlock, AResidualBlockIsMadeALayerUsedFiveTimesChangedOnceAndTrains) {
    LayerLibrary::instance().remove("ResBlock").ok();
    window->actions().newProject->trigger();
    const std::string empty = write_project(project());
    drop("Dataset", {60, 200});
    const NodeId data = document().selection().front().toStdString();
    ASSERT_TRUE(wait_for([this] { return document().typed() && !document().typed()->ports.empty(); }));
    const NodeId stem = add("Conv2d");
    const auto conv = [&](const NodeId& id) {
        set(id, "out_channels", int64_t(4));
        set(id, "kernel", int64_t(3));
        set(id, "padding", int64_t(1));
    };
    conv(stem);
    const NodeId first = add("Conv2d");
    conv(first);
    const NodeId relu = add("ReLU"), second = add("Conv2d");
    conv(second);
    const NodeId sum = add("Add");
    canvas().action(CanvasVerb::AutoLayout)->trigger();
    canvas().action(CanvasVerb::Fit)->trigger();
    QTest::qWait(400);
    wire(stem, "y", sum, "b");   // around the convolutions
    ASSERT_TRUE(project().graph.into({sum, "b"}));

    document().select({QString::fromStdString(first), QString::fromStdString(relu), QString::fromStdString(second), QString::fromStdString(sum)});
    key(Qt::Key_G, Qt::ControlModifier);
    const QString group = document().selection().front();
    const Composite* made = project().composite("Group");
    ASSERT_TRUE(made);
    EXPECT_EQ(made->ports(kInputLayer).size(), 1u) << "the stem feeds both ways";
    EXPECT_EQ(made->ports(kOutputLayer).size(), 1u);
    key(Qt::Key_L, Qt::ControlModifier | Qt::ShiftModifier);
    auto* dialog = window->findChild<LayerDialog*>();
    ASSERT_TRUE(dialog);
    QTest::keyClicks(dialog->findChild<QLineEdit*>("layerName"), "ResBlock");
    QTest::keyClicks(dialog->findChild<QLineEdit*>("layerDescription"), "Two convolutions and the way around them.");
    auto* table = dialog->findChild<QTableWidget*>("layerAttributes");
    int promoted = 0;
    for (int row = 0; row < table->rowCount(); ++row)
        if (table->item(row, 1)->text().endsWith(".out_channels")) {
            table->item(row, 0)->setCheckState(Qt::Checked);
            table->item(row, 2)->setText("channels");
            ++promoted;
        }
    EXPECT_EQ(promoted, 2);
    dialog->findChild<QAbstractButton*>("keepInLibrary")->click();
    QTest::mouseClick(dialog->findChild<QPushButton*>("saveLayer"), Qt::LeftButton);
    ASSERT_TRUE(project().composite("ResBlock"));
    ASSERT_TRUE(LayerLibrary::instance().find("ResBlock"));
    PaletteTile* tile = nullptr;
    for (PaletteTile* each : window->panels().palette->findChildren<PaletteTile*>())
        if (each->text() == "ResBlock" && each->isVisibleTo(window.get())) tile = each;
    ASSERT_TRUE(tile) << "it is in the palette";

    document().select({group});
    for (int i = 0; i < 4; ++i) add("ResBlock");
    add("Flatten");
    const NodeId scores = add("Linear"), loss = add("CrossEntropyLoss");
    ASSERT_TRUE(document().apply({Connect{{{data, "label"}, {loss, "labels"}}, {}}}, "label").ok());
    EXPECT_EQ(std::count_if(project().graph.nodes.begin(), project().graph.nodes.end(), [](const Node& n) { return n.layer == "ResBlock"; }), 5);
    set(scores, "out_features", std::string("classes"));
    ASSERT_TRUE(wait_for([this] { return valid(); })) << to_string(document().typed()->diagnostics.front());
    canvas().action(CanvasVerb::AutoLayout)->trigger();
    QTest::qWait(400);
    const int64_t before = document().typed()->total.parameters;

    // One attribute of the definition: all five follow.
    document().select({group});
    canvas().action(CanvasVerb::Enter)->trigger();   // the dialog was the active window, and no window manager gives that back
    EXPECT_EQ(document().place(), group.toStdString());
    set(group.toStdString() + "/" + first, "bias", false);
    canvas().action(CanvasVerb::Leave)->trigger();
    ASSERT_TRUE(wait_for([&] { return valid() && document().typed()->total.parameters == before - 5 * 4; })) << document().typed()->total.parameters << " of " << before;
    shot("story-block");

    TrainConfig train = project().train;
    train.batch_size = 16;
    ASSERT_TRUE(document().apply({SetTrain{train}}, "batch").ok());
    ASSERT_TRUE(wait_for([this] { return valid() && trainer().obstacle().isEmpty(); }));
    window->actions().step->trigger();
    ASSERT_TRUE(wait_for([this] { return trainer().last().step >= 1; }, 120000)) << "a step is trained";
    window->actions().stop->trigger();
    ASSERT_TRUE(wait_for([this] { return trainer().state() == Trainer::State::Idle && trainer().end(); }, 60000));
    EXPECT_NE(trainer().end()->status, "failed") << trainer().end()->message;

    while (document().undoStack().canUndo()) window->actions().undo->trigger();
    EXPECT_EQ(write_project(project()), empty);
    EXPECT_TRUE(LayerLibrary::instance().remove("ResBlock").ok());
}

}  // namespace
}  // namespace saddle::app
