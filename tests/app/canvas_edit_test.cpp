// The verbs of the canvas by real events.
#include <QClipboard>
#include <QLineEdit>
#include <QListWidget>
#include <QPushButton>
#include <QToolTip>

#include "app/canvas/layer_search.h"
#include "app/document/graph_edits.h"
#include "tests/app/canvas_fixture.h"

namespace saddle::app {
namespace {

class CanvasEdit : public Canvas {
protected:
    void openLenet() {
        open("vision/lenet5.json");
        view->action(CanvasVerb::AutoLayout)->trigger();
        document.undoStack().clear();
        first = write_project(project());
        view->setFocus();
    }
    LayerSearch* search() { return view->findChild<LayerSearch*>(); }
    QLineEdit* searchField() { return search()->findChild<QLineEdit*>(); }
    void type(const QString& text) { QTest::keyClicks(searchField(), text); }
    size_t count(const std::string& layer) const {
        return size_t(std::count_if(graph().nodes.begin(), graph().nodes.end(), [&](const Node& n) { return n.layer == layer; }));
    }
};

TEST_F(CanvasEdit, ALayerDroppedLandsUnderThePointerOnTheGrid) {
    dragLayer("Conv2d", {400, 200});
    ASSERT_EQ(graph().nodes.size(), 1u);
    const Node& conv = graph().nodes[0];
    EXPECT_EQ(conv.id, "conv1");
    EXPECT_EQ(std::fmod(conv.x, 8), 0);
    EXPECT_EQ(std::fmod(conv.y, 8), 0);
    EXPECT_TRUE(node("conv1")->box().contains(view->mapToScene(400, 200)));
    EXPECT_EQ(document.selection(), QStringList{"conv1"});
    EXPECT_EQ(document.undoStack().undoText(), "Add Conv2d");
    undoAll();
    EXPECT_TRUE(graph().nodes.empty());
    EXPECT_TRUE(scene().nodes().empty());
}

TEST_F(CanvasEdit, AForeignDragIsRefused) {
    mime.setText("not a layer");
    QDragEnterEvent enter(QPoint(100, 100), Qt::CopyAction, &mime, Qt::LeftButton, {});
    enter.accept();
    QApplication::sendEvent(view->viewport(), &enter);
    EXPECT_FALSE(enter.isAccepted());
    dragLayer("NoSuchLayer", {100, 100});
    EXPECT_TRUE(graph().nodes.empty());
}

TEST_F(CanvasEdit, ALayerDroppedOnAWireGoesIntoIt) {
    openLenet();
    dragLayer("BatchNorm2d", (portPx("conv1", "y", true) + portPx("relu1", "x", false)) / 2);
    EXPECT_TRUE(wired("conv1.y", "bn1.x"));
    EXPECT_TRUE(wired("bn1.y", "relu1.x"));
    EXPECT_EQ(document.undoStack().count(), 1);
    EXPECT_TRUE(document.typed()->valid());
    document.undoStack().undo();
    EXPECT_EQ(write_project(project()), first);
    dragLayer("CrossEntropyLoss", (portPx("conv1", "y", true) + portPx("relu1", "x", false)) / 2);
    EXPECT_TRUE(wired("conv1.y", "relu1.x")) << "a loss does not fit there: it is only placed";
}

TEST_F(CanvasEdit, NodesMoveOnTheGridAsOneStep) {
    openLenet();
    click(px("conv1"));
    click(px("relu1"), Qt::ShiftModifier);
    EXPECT_EQ(document.selection(), (QStringList{"conv1", "relu1"}));
    const QPointF conv = node("conv1")->pos(), relu = node("relu1")->pos();
    drag(px("conv1"), px("conv1") + QPoint(0, 211));
    EXPECT_EQ(document.undoStack().count(), 1);
    const QPointF by = node("conv1")->pos() - conv;
    EXPECT_NEAR(by.y(), 211 / view->zoom(), 8);
    EXPECT_EQ(node("relu1")->pos() - relu, by);
    EXPECT_EQ(document.selection(), (QStringList{"conv1", "relu1"})) << "a drag keeps what is selected";
    document.undoStack().undo();
    EXPECT_EQ(write_project(project()), first);
    EXPECT_EQ(node("conv1")->pos(), conv);

    click(px("conv1"));
    EXPECT_EQ(document.selection(), QStringList{"conv1"}) << "a click on one of several selects it alone";
}

TEST_F(CanvasEdit, MovedNodesAlignWithOthersAndShowAGuide) {
    openLenet();
    view->action(CanvasVerb::ZoomActual)->trigger();
    const double top = node("relu1")->pos().y();
    const QPoint at = px("conv1");
    press(at);
    moveHeld(at + QPoint(0, 60));
    moveHeld(at + QPoint(0, 4));
    EXPECT_EQ(node("conv1")->pos().y(), top) << "four px away from its row, it snaps back";
    int guides = 0;
    for (QGraphicsItem* item : scene().items()) guides += qgraphicsitem_cast<QGraphicsLineItem*>(item) != nullptr;
    EXPECT_GT(guides, 0);
    key(Qt::Key_Escape);
    release(at);
    EXPECT_EQ(write_project(project()), first) << "Esc takes a drag back";
    EXPECT_EQ(document.undoStack().count(), 0);
    press(at, Qt::ControlModifier);
    release(at, Qt::ControlModifier);
    document.select({"conv1"});
    press(at);
    moveHeld(at + QPoint(40, 43), Qt::ControlModifier);
    release(at + QPoint(40, 43), Qt::ControlModifier);
    EXPECT_NE(std::fmod(node("conv1")->pos().y(), 8), 0) << "Ctrl moves freely";
}

TEST_F(CanvasEdit, AWireIsDrawnFromEitherEnd) {
    dragLayer("Dataset", {150, 150});
    dragLayer("Conv2d", {420, 150});
    dragLayer("ReLU", {650, 150});
    drag(portPx("data1", "image", true), portPx("conv1", "x", false));
    EXPECT_TRUE(wired("data1.image", "conv1.x"));
    drag(portPx("relu1", "x", false), portPx("conv1", "y", true));
    EXPECT_TRUE(wired("conv1.y", "relu1.x"));
    EXPECT_EQ(document.undoStack().undoText(), "Connect");
    undoAll();
    EXPECT_TRUE(graph().nodes.empty());
}

TEST_F(CanvasEdit, WhileAWireIsDraggedOthersSayWhyNot) {
    openLenet();
    const QPoint from = portPx("conv2", "y", true), fc = portPx("fc1", "x", false), early = portPx("relu1", "x", false);
    press(from);
    moveHeld(from + QPoint(10, 10));
    moveHeld(fc);
    QTRY_VERIFY_WITH_TIMEOUT(QToolTip::text().contains("Flatten"), 2000);
    moveHeld(early);
    QTRY_VERIFY_WITH_TIMEOUT(QToolTip::text().contains("cycle"), 2000);
    release(early);
    EXPECT_EQ(write_project(project()), first) << "a refused port takes no wire";
    EXPECT_TRUE(messages.last().contains("cycle")) << messages.last().toStdString();
}

TEST_F(CanvasEdit, AWireToAnOccupiedInputReplacesIt) {
    openLenet();
    drag(portPx("conv1", "y", true), portPx("pool1", "x", false));
    EXPECT_TRUE(wired("conv1.y", "pool1.x"));
    EXPECT_EQ(graph().edges.size(), read_project(first, "first").value().graph.edges.size());
    EXPECT_EQ(document.undoStack().count(), 1);
    document.undoStack().undo();
    EXPECT_EQ(write_project(project()), first);
}

TEST_F(CanvasEdit, TheEndOfAWireIsLedElsewhereOrLetGo) {
    openLenet();
    dragLayer("Tanh", {500, 520});
    document.undoStack().clear();
    const std::string before = write_project(project());
    drag(portPx("relu1", "x", false), portPx("tanh1", "x", false));
    EXPECT_TRUE(wired("conv1.y", "tanh1.x"));
    EXPECT_EQ(graph().into({"relu1", "x"}), nullptr);
    EXPECT_EQ(document.undoStack().undoText(), "Rewire");
    document.undoStack().undo();
    EXPECT_EQ(write_project(project()), before);
    drag(portPx("relu1", "x", false), {900, 530});
    EXPECT_EQ(graph().into({"relu1", "x"}), nullptr);
    EXPECT_EQ(document.undoStack().undoText(), "Disconnect");
    document.undoStack().undo();
    EXPECT_EQ(write_project(project()), before);
}

TEST_F(CanvasEdit, AWireReleasedOnNothingAsksForALayerThatFits) {
    openLenet();
    drag(portPx("fc3", "y", true), {700, 540});
    ASSERT_TRUE(search()->isVisible());
    type("softm");
    QTest::keyClick(searchField(), Qt::Key_Return);
    EXPECT_FALSE(search()->isVisible());
    EXPECT_TRUE(wired("fc3.y", "softmax1.x"));
    EXPECT_EQ(document.selection(), QStringList{"softmax1"});
    drag(portPx("conv1", "y", true), {700, 540});
    type("Softmaxx");
    EXPECT_EQ(search()->findChild<QListWidget*>()->count(), 0);
    QTest::keyClick(searchField(), Qt::Key_Return);
    EXPECT_TRUE(search()->isVisible()) << "there is nothing to place";
    searchField()->clear();
    type("BatchNorm1d");
    EXPECT_TRUE(search()->findChild<QListWidget*>()->findItems("BatchNorm1d", Qt::MatchExactly).isEmpty()) << "an image is no series, so it is not offered";
    QTest::keyClick(searchField(), Qt::Key_Escape);
    EXPECT_FALSE(search()->isVisible());
    EXPECT_TRUE(view->hasFocus());
}

TEST_F(CanvasEdit, SlashPlacesALayerAndWiresItToTheSelection) {
    key(Qt::Key_Slash);
    ASSERT_TRUE(search()->isVisible());
    type("data");
    QTest::keyClick(searchField(), Qt::Key_Return);
    ASSERT_EQ(document.selection(), QStringList{"data1"});
    for (const char* layer : {"Conv2d", "ReLU", "maxp", "flat", "lin"}) {
        key(Qt::Key_Slash);
        type(layer);
        QTest::keyClick(searchField(), Qt::Key_Return);
    }
    EXPECT_TRUE(wired("data1.image", "conv1.x"));
    EXPECT_TRUE(wired("conv1.y", "relu1.x"));
    EXPECT_TRUE(wired("relu1.y", "pool1.x"));
    EXPECT_TRUE(wired("pool1.y", "flatten1.x"));
    EXPECT_TRUE(wired("flatten1.y", "fc1.x"));
    for (const auto& [a, item] : scene().nodes())
        for (const auto& [b, other] : scene().nodes())
            if (a < b) { EXPECT_FALSE(item->box().intersects(other->box())) << a << " lies on " << b; }
    EXPECT_EQ(document.undoStack().count(), 6);
    undoAll();
    EXPECT_TRUE(graph().nodes.empty());
}

TEST_F(CanvasEdit, ADoubleClickOpensTheSearchWhereItIs) {
    QTest::mouseDClick(view->viewport(), Qt::LeftButton, {}, {500, 300});
    ASSERT_TRUE(search()->isVisible());
    type("crossen");
    QTest::keyClick(searchField(), Qt::Key_Return);
    ASSERT_EQ(graph().nodes.size(), 1u);
    EXPECT_EQ(graph().nodes[0].layer, "CrossEntropyLoss");
    EXPECT_TRUE(node(graph().nodes[0].id)->box().contains(view->mapToScene(500, 300)));
}

TEST_F(CanvasEdit, ADoubleClickOnAWireInserts) {
    openLenet();
    QTest::mouseDClick(view->viewport(), Qt::LeftButton, {}, (portPx("conv1", "y", true) + portPx("relu1", "x", false)) / 2);
    ASSERT_TRUE(search()->isVisible());
    type("batch");
    QTest::keyClick(searchField(), Qt::Key_Return);
    EXPECT_TRUE(wired("conv1.y", "bn1.x"));
    EXPECT_TRUE(wired("bn1.y", "relu1.x"));
}

TEST_F(CanvasEdit, DeletingAMiddleNodeHealsTheWire) {
    openLenet();
    click(px("relu1"));
    key(Qt::Key_Delete);
    EXPECT_EQ(graph().find("relu1"), nullptr);
    EXPECT_TRUE(wired("conv1.y", "pool1.x"));
    EXPECT_EQ(document.undoStack().count(), 1);
    document.undoStack().undo();
    EXPECT_EQ(write_project(project()), first);
    document.select({"relu1", "pool1", "conv2"});
    key(Qt::Key_Backspace);
    EXPECT_TRUE(wired("conv1.y", "relu2.x"));
    document.undoStack().undo();
    document.select({"flatten"});
    key(Qt::Key_Delete);
    EXPECT_EQ(graph().into({"fc1", "x"}), nullptr) << "an image does not fit Linear: no wire is better than a wrong one";
    document.undoStack().undo();
    EXPECT_EQ(write_project(project()), first);
}

TEST_F(CanvasEdit, AWireIsSelectedAndDeleted) {
    openLenet();
    click((portPx("conv1", "y", true) + portPx("relu1", "x", false)) / 2);
    EXPECT_EQ(scene().selectedWires().size(), 1u);
    EXPECT_TRUE(document.selection().isEmpty());
    key(Qt::Key_Delete);
    EXPECT_EQ(graph().into({"relu1", "x"}), nullptr);
    document.undoStack().undo();
    EXPECT_EQ(write_project(project()), first);
}

TEST_F(CanvasEdit, ABandSelectsAndShiftAdds) {
    openLenet();
    const QRect conv = view->viewportTransform().mapRect(node("conv1")->box()).toRect(), relu = view->viewportTransform().mapRect(node("relu1")->box()).toRect();
    const QPoint below(conv.left() - 6, conv.bottom() + 12);
    drag(below, QPoint(conv.right() - 20, conv.bottom() - 10));
    EXPECT_EQ(document.selection(), QStringList{"conv1"});
    drag(QPoint(relu.left() - 6, relu.bottom() + 14), QPoint(relu.right() - 4, relu.bottom() - 4), Qt::ShiftModifier);
    EXPECT_EQ(document.selection(), (QStringList{"conv1", "relu1"}));
    click({5, 5});
    EXPECT_TRUE(document.selection().isEmpty());
    EXPECT_EQ(document.undoStack().count(), 0);
}

TEST_F(CanvasEdit, CopyPasteAsTextAcrossWindows) {
    openLenet();
    document.select({"conv1", "relu1", "pool1"});
    key(Qt::Key_C, Qt::ControlModifier);
    const QString text = QGuiApplication::clipboard()->text();
    EXPECT_TRUE(text.contains("\"saddlepoint\""));
    key(Qt::Key_V, Qt::ControlModifier);
    EXPECT_EQ(count("Conv2d"), 3u);
    EXPECT_TRUE(wired("conv3.y", "relu5.x")) << "wires between the copied come along";
    EXPECT_EQ(graph().into({"conv3", "x"}), nullptr);
    EXPECT_EQ(document.selection().size(), 3);
    document.undoStack().undo();
    EXPECT_EQ(write_project(project()), first);

    GraphDocument other;
    CanvasView window(other);
    window.show();
    window.setFocus();
    window.action(CanvasVerb::Paste)->trigger();
    EXPECT_EQ(other.project().graph.nodes.size(), 3u);
    EXPECT_NE(other.project().graph.find("conv1"), nullptr) << "names that are free stay";
}

TEST_F(CanvasEdit, ForeignTextIsRefusedPolitely) {
    openLenet();
    for (const char* text : {"hello", "", "{\"nodes\": []}", "{\"saddlepoint\": 99, \"graph\": {}}", "{\"saddlepoint\": 1, \"graph\": {\"nodes\": []}}"}) {
        QGuiApplication::clipboard()->setText(text);
        messages.clear();
        key(Qt::Key_V, Qt::ControlModifier);
        ASSERT_EQ(messages.size(), 1) << text;
        EXPECT_TRUE(messages[0].startsWith("Nothing to paste")) << messages[0].toStdString();
    }
    EXPECT_EQ(write_project(project()), first);
    EXPECT_EQ(document.undoStack().count(), 0);
}

TEST_F(CanvasEdit, CutAndDuplicate) {
    openLenet();
    document.select({"relu1"});
    key(Qt::Key_X, Qt::ControlModifier);
    EXPECT_TRUE(wired("conv1.y", "pool1.x"));
    key(Qt::Key_V, Qt::ControlModifier);
    EXPECT_NE(graph().find("relu1"), nullptr);
    undoAll();
    EXPECT_EQ(write_project(project()), first);
    document.select({"relu1"});
    key(Qt::Key_D, Qt::ControlModifier);
    ASSERT_EQ(document.selection().size(), 1);
    EXPECT_TRUE(wired("conv1.y", document.selection()[0].toStdString() + ".x")) << "a duplicate keeps what feeds it";
}

TEST_F(CanvasEdit, AltDragDuplicates) {
    openLenet();
    click(px("relu1"));
    const QPointF was = node("relu1")->pos();
    drag(px("relu1"), px("relu1") + QPoint(10, 180), Qt::AltModifier);
    EXPECT_EQ(node("relu1")->pos(), was);
    ASSERT_EQ(document.selection().size(), 1);
    const NodeItem* copy = node(document.selection()[0].toStdString());
    EXPECT_NE(copy->id(), "relu1");
    EXPECT_NEAR(copy->pos().y() - was.y(), 180 / view->zoom(), 8);
    EXPECT_EQ(document.undoStack().count(), 1);
    document.undoStack().undo();
    EXPECT_EQ(write_project(project()), first);
}

TEST_F(CanvasEdit, RenameInPlace) {
    openLenet();
    click(px("conv1"));
    key(Qt::Key_F2);
    auto* field = view->findChild<QLineEdit*>("renameField");
    ASSERT_TRUE(field->isVisible());
    field->setText("C1");
    QTest::keyClick(field, Qt::Key_Return);
    EXPECT_NE(graph().find("C1"), nullptr);
    EXPECT_EQ(document.selection(), QStringList{"C1"});
    EXPECT_TRUE(wired("C1.y", "relu1.x"));
    QTest::mouseDClick(view->viewport(), Qt::LeftButton, {}, px("C1"));
    ASSERT_TRUE(field->isVisible());
    field->setText("conv2");
    QTest::keyClick(field, Qt::Key_Return);
    EXPECT_NE(graph().find("C1"), nullptr) << "a name that is taken is refused";
    EXPECT_TRUE(messages.last().contains("conv2"));
    document.undoStack().undo();
    EXPECT_EQ(write_project(project()), first);
}

TEST_F(CanvasEdit, BypassAndConnectByKeyboard) {
    openLenet();
    document.select({"relu1"});
    key(Qt::Key_B);
    EXPECT_TRUE(graph().find("relu1")->bypassed);
    EXPECT_TRUE(node("relu1")->face().bypassed);
    key(Qt::Key_B);
    EXPECT_FALSE(graph().find("relu1")->bypassed);
    key(Qt::Key_C, Qt::ShiftModifier);
    EXPECT_EQ(graph().into({"relu1", "x"}), nullptr);
    EXPECT_EQ(graph().into({"pool1", "x"}), nullptr);
    document.select({"conv1", "relu1", "pool1"});
    key(Qt::Key_C);
    EXPECT_TRUE(wired("conv1.y", "relu1.x"));
    EXPECT_TRUE(wired("relu1.y", "pool1.x"));
    undoAll();
    EXPECT_EQ(write_project(project()), first);
}

TEST_F(CanvasEdit, KeysNudgeCycleSelectAllAndNone) {
    openLenet();
    document.select({"conv1"});
    const QPointF was = node("conv1")->pos();
    for (int i = 0; i < 3; ++i) key(Qt::Key_Right);
    key(Qt::Key_Down, Qt::ShiftModifier);
    EXPECT_EQ(node("conv1")->pos(), was + QPointF(24, 32));
    EXPECT_EQ(document.undoStack().count(), 1) << "nudges are one step";
    document.undoStack().undo();
    EXPECT_EQ(write_project(project()), first);
    key(Qt::Key_Tab);
    EXPECT_EQ(document.selection(), QStringList{"relu1"});
    key(Qt::Key_Backtab, Qt::ShiftModifier);
    key(Qt::Key_Backtab, Qt::ShiftModifier);
    EXPECT_EQ(document.selection(), QStringList{"data"});
    key(Qt::Key_A, Qt::ControlModifier);
    EXPECT_EQ(size_t(document.selection().size()), graph().nodes.size());
    key(Qt::Key_Escape);
    EXPECT_TRUE(document.selection().isEmpty());
}

TEST_F(CanvasEdit, ALooseNodeDroppedOnAWireGoesIntoIt) {
    openLenet();
    dragLayer("Dropout", {520, 530});
    const QPoint wire = (portPx("fc1", "y", true) + portPx("relu3", "x", false)) / 2;
    drag(px("dropout1"), wire);
    EXPECT_TRUE(wired("fc1.y", "dropout1.x"));
    EXPECT_TRUE(wired("dropout1.y", "relu3.x"));
    EXPECT_EQ(document.undoStack().undoText(), "Insert into wire");
    undoAll();
    EXPECT_EQ(write_project(project()), first);
}

TEST_F(CanvasEdit, AMistakeIsRepairedFromItsPopover) {
    openLenet();
    ASSERT_TRUE(document.apply({SetAttribute{"conv2", "groups", AttributeValue(int64_t(4))}}, "Set groups").ok());
    EXPECT_TRUE(node("conv2")->face().error);
    EXPECT_FALSE(node("pool2")->face().known);
    click(px(node("conv2")->badge().center()));
    auto* popover = view->findChild<QFrame*>("diagnosticPopover");
    ASSERT_TRUE(popover->isVisible());
    shot("popover-dark");
    QPushButton* fix = nullptr;
    for (QPushButton* button : popover->findChildren<QPushButton*>())
        if (button->property("primary").toBool()) fix = button;
    ASSERT_NE(fix, nullptr);
    EXPECT_EQ(fix->text(), "Set groups to 2");
    QTest::mouseClick(fix, Qt::LeftButton);
    EXPECT_TRUE(document.typed()->valid());
    EXPECT_FALSE(popover->isVisible());
    EXPECT_EQ(document.undoStack().undoText(), "Set groups to 2");
}

TEST_F(CanvasEdit, AChangeFromElsewhereEndsAGesture) {
    openLenet();
    const QPoint at = px("conv1");
    press(at);
    moveHeld(at + QPoint(60, 60));
    ASSERT_TRUE(document.apply({RemoveNode{"conv1"}}, "Delete").ok());   // as an undo by keyboard would
    moveHeld(at + QPoint(90, 90));
    release(at + QPoint(90, 90));
    EXPECT_EQ(document.undoStack().count(), 1);
    document.undoStack().undo();
    EXPECT_EQ(write_project(project()), first);
}

}  // namespace
}  // namespace saddle::app
