// A residual block is drawn, grouped, made a layer, used five times; one attribute of it is changed inside and in all five.
#include <QCheckBox>
#include <QPushButton>
#include <QTableWidget>

#include "app/canvas/layer_dialog.h"
#include "app/document/layer_library.h"
#include "app/panels/fields/attribute_field.h"
#include "app/panels/fields/switch.h"
#include "app/panels/inspector_panel.h"
#include "tests/e2e/real_mouse.h"

namespace saddle::app {
namespace {

class BlockStory : public RealMouse {
protected:
    BlockStory() { LayerLibrary::instance().remove("Residual").ok(); }
    ~BlockStory() override { LayerLibrary::instance().remove("Residual").ok(); }
    /// The first by a click, the others by a click with Shift.
    void select(const std::vector<NodeId>& nodes) {
        clickNode(nodes.front());
        xdotool({"keydown", "shift"});
        for (size_t i = 1; i < nodes.size(); ++i) click(header(nodes[i]));
        xdotool({"keyup", "shift"});
        ASSERT_EQ(document().selection().size(), int(nodes.size())) << document().selection().join(", ").toStdString();
    }
    /// The check box in the row of the inner attribute.
    void makeOwn(QTableWidget* table, const QString& attribute) {
        for (int row = 0; row < table->rowCount(); ++row)
            if (table->item(row, 1)->text().endsWith(attribute)) {
                const QRect cell = table->visualItemRect(table->item(row, 0));
                click(table->viewport()->mapToGlobal(QPoint(cell.left() + 12, cell.center().y())));
                EXPECT_EQ(table->item(row, 0)->checkState(), Qt::Checked) << attribute.toStdString();
            }
    }
    int64_t parameters() { return document().typed()->total.parameters; }
};

TEST_F(BlockStory, MadeOnceUsedFiveTimesChangedEverywhere) {
    begin();
    key("ctrl+n");
    ASSERT_TRUE(window->documents().current());
    draw("dataset>conv 8 3 p=1>conv 8 3 p=1>relu>conv 8 3 p=1>add>relu");
    key("l");
    key("f");
    QTest::qWait(600);
    drag(port("conv1", "y", true), port("add1", "b", false));
    ASSERT_TRUE(document().project().graph.into({"add1", "b"}));
    key("l");
    key("f");
    QTest::qWait(600);
    select({"conv2", "relu1", "conv3", "add1", "relu2"});
    picture("block-1-drawn");
    key("ctrl+g");
    ASSERT_TRUE(document().project().composite("Group"));
    const NodeId first = document().selection().front().toStdString();
    key("ctrl+shift+l");
    auto* dialog = window->findChild<LayerDialog*>();
    ASSERT_TRUE(wait_for([&] { return dialog && dialog->isActiveWindow(); }, 3000));
    type("Residual");
    key("Tab");
    type("Two convolutions and the way around them");
    auto* table = dialog->findChild<QTableWidget*>("layerAttributes");
    makeOwn(table, ".out_channels");
    auto* keep = dialog->findChild<QCheckBox*>("keepInLibrary");
    click(keep->mapToGlobal(QPoint(10, keep->height() / 2)));
    picture("block-2-layer");
    click(dialog->findChild<QPushButton*>("saveLayer"));
    ASSERT_TRUE(wait_for([this] { return document().project().composite("Residual") != nullptr; }, 3000));
    EXPECT_TRUE(LayerLibrary::instance().find("Residual"));
    EXPECT_EQ(document().project().composite("Residual")->attributes.integer("out_channels"), 8);

    takeKeyboard();
    clickNode(first);
    draw("residual>residual>residual>residual>linear classes>cross", "block-3-typed");
    ASSERT_TRUE(wait_for([this] { return valid(); })) << to_string(document().typed()->diagnostics.front());
    const auto& nodes = document().project().graph.nodes;
    EXPECT_EQ(std::count_if(nodes.begin(), nodes.end(), [](const Node& n) { return n.layer == "Residual"; }), 5);
    key("l");
    key("f");
    QTest::qWait(600);
    picture("block-4-five");

    const int64_t before = parameters();
    clickNode(first);
    key("alt+Down");
    ASSERT_EQ(document().place(), first);
    QTest::qWait(600);
    clickNode(first + "/conv2");
    picture("block-5-inside");
    auto* bias = window->panels().inspector->findChild<AttributeField*>("bias");
    ASSERT_TRUE(bias);
    click(bias->findChild<Switch*>());
    key("alt+Up");
    EXPECT_EQ(document().place(), "") << "out of the group, with the keyboard in the inspector";
    ASSERT_TRUE(wait_for([&] { return valid() && parameters() == before - 5 * 8; }, 5000)) << before << " -> " << parameters();
    ASSERT_TRUE(wait_for([this] { return trainer().obstacle().isEmpty(); }));
    key("F5");
    ASSERT_TRUE(wait_for([this] { return trainer().last().step >= 5; }, 120000));
    key("shift+F5");
    ASSERT_TRUE(wait_for([this] { return trainer().state() == Trainer::State::Idle && trainer().end(); }, 120000));
    EXPECT_EQ(trainer().end()->status, "stopped") << trainer().end()->message;
    printf("a residual block made, used five times and changed everywhere in %d actions\n", actions);
    key("f");
    QTest::qWait(600);
    picture("block-6-trained");
    pictureInChinese("block-7-light-zh");
}

}  // namespace
}  // namespace saddle::app
