// Groups, comments and frames on the canvas by real events.
#include <QLineEdit>
#include <QPushButton>
#include <QTableWidget>
#include <QTemporaryDir>
#include <QToolButton>

#include "app/canvas/breadcrumbs.h"
#include "app/canvas/diagnostic_popover.h"
#include "app/canvas/layer_dialog.h"
#include "app/canvas/layer_search.h"
#include "app/canvas/note_field.h"
#include "app/document/layer_library.h"
#include "tests/app/canvas_fixture.h"

namespace saddle::app {
namespace {

class CanvasGroups : public Canvas {
protected:
    void openLenet() {
        open("vision/lenet5.json");
        view->action(CanvasVerb::AutoLayout)->trigger();
        view->action(CanvasVerb::Fit)->trigger();
        document.undoStack().clear();
        first = write_project(project());
        view->setFocus();
    }
    void group(const QStringList& nodes) {
        document.select(nodes);
        key(Qt::Key_G, Qt::ControlModifier);
    }
    const Graph& drawn() const { return document.drawing().graph; }
    QPoint header(const NodeId& id) const { return px(node(id)->grip().topLeft() + QPointF(node(id)->grip().width() / 2, 12)); }
    void allDrawn() const {
        ASSERT_EQ(scene().nodes().size(), drawn().nodes.size() + document.drawing().sketch.notes.size());
        ASSERT_EQ(scene().wires().size(), drawn().edges.size());
    }
};

TEST_F(CanvasGroups, CtrlGMakesOneNodeAndCtrlShiftGPutsItBack) {
    openLenet();
    click(px("conv2"));
    click(px("relu2"), Qt::ShiftModifier);
    click(px("pool2"), Qt::ShiftModifier);
    key(Qt::Key_G, Qt::ControlModifier);
    EXPECT_EQ(document.selection(), QStringList{"group1"});
    EXPECT_EQ(document.undoStack().undoText(), "Group");
    EXPECT_TRUE(wired("pool1.y", "group1.x") && wired("group1.y", "flatten.x"));
    EXPECT_TRUE(node("group1")->face().port("x", false)->connected);
    EXPECT_TRUE(document.typed()->valid());
    key(Qt::Key_G, Qt::ControlModifier | Qt::ShiftModifier);
    EXPECT_EQ(document.selection(), (QStringList{"conv2", "relu2", "pool2"}));
    EXPECT_TRUE(wired("pool1.y", "conv2.x"));
    EXPECT_EQ(document.undoStack().count(), 2);
    undoAll();
    EXPECT_EQ(write_project(project()), first);
    document.select({"conv1", "pool1"});
    key(Qt::Key_G, Qt::ControlModifier);
    EXPECT_EQ(document.undoStack().count(), 2) << "still those that were taken back";
    EXPECT_TRUE(messages.last().contains("relu1")) << messages.last().toStdString();
}

TEST_F(CanvasGroups, AGroupIsEnteredEditedWithAllVerbsAndLeft) {
    openLenet();
    group({"conv1", "relu1", "pool1"});
    QTest::mouseDClick(view->viewport(), Qt::LeftButton, {}, px("group1"));
    ASSERT_EQ(document.place(), "group1");
    allDrawn();
    EXPECT_FALSE(node("conv2"));
    ASSERT_TRUE(node("group1/conv1"));
    EXPECT_TRUE(view->viewport()->rect().contains(px("group1/conv1"))) << "the inside is seen as a whole";
    EXPECT_TRUE(node("group1/conv1")->face().known) << "shapes are those of the instance";
    EXPECT_EQ(node("group1/x")->face().port("value", true)->kind, ops::PortKind::Image);
    auto* crumbs = view->findChild<Breadcrumbs*>();
    ASSERT_TRUE(crumbs->isVisible());

    dragLayer("BatchNorm2d", (portPx("group1/conv1", "y", true) + portPx("group1/relu1", "x", false)) / 2);
    EXPECT_TRUE(project().composite("Group")->graph.find("bn1")) << "dropped on a wire inside";
    EXPECT_TRUE(document.typed()->valid());
    key(Qt::Key_F2);
    auto* field = view->findChild<QLineEdit*>("renameField");
    EXPECT_EQ(field->text(), "bn1");
    field->setText("norm");
    QTest::keyClick(field, Qt::Key_Return);
    EXPECT_EQ(document.selection(), QStringList{"group1/norm"});
    key(Qt::Key_D, Qt::ControlModifier);
    EXPECT_TRUE(project().composite("Group")->graph.find("norm1"));
    key(Qt::Key_Delete);
    EXPECT_FALSE(project().composite("Group")->graph.find("norm1"));
    key(Qt::Key_Slash);
    auto* search = view->findChild<LayerSearch*>();
    QTest::keyClicks(search->findChild<QLineEdit*>(), "output");
    QTest::keyClick(search->findChild<QLineEdit*>(), Qt::Key_Return);
    EXPECT_EQ(project().composite("Group")->ports(kOutputLayer).size(), 2u) << "a port is a node in the group";
    document.undoStack().undo();

    crumbs->findChild<QToolButton*>()->click();
    EXPECT_EQ(document.place(), "");
    EXPECT_EQ(document.selection(), QStringList{"group1"});
    EXPECT_FALSE(crumbs->isVisible());
    key(Qt::Key_Down, Qt::AltModifier);
    EXPECT_EQ(document.place(), "group1");
    key(Qt::Key_Up, Qt::AltModifier);
    EXPECT_EQ(document.place(), "");
    key(Qt::Key_Return);
    EXPECT_EQ(document.place(), "group1") << "Enter enters where nothing is wrong";
    undoAll();
    EXPECT_EQ(document.place(), "") << "undo shows what it takes back";
    EXPECT_EQ(write_project(project()), first);
    allDrawn();
}

TEST_F(CanvasGroups, AGroupOpensInItsPlaceAndWhatIsBesideMakesRoom) {
    openLenet();
    group({"conv1", "relu1", "pool1"});
    view->action(CanvasVerb::Fit)->trigger();
    const std::string grouped = write_project(project());
    const int steps = document.undoStack().count();
    click(px(node("group1")->chevron().center()));
    ASSERT_EQ(node("group1")->face().kind, FaceKind::Group);
    allDrawn();
    EXPECT_EQ(document.undoStack().count(), steps + 1) << "one step, with the room that is made";
    for (const char* inner : {"group1/conv1", "group1/relu1", "group1/pool1", "group1/x", "group1/y"}) EXPECT_TRUE(node("group1")->box().contains(node(inner)->box())) << inner;
    for (const auto& [id, item] : scene().nodes())
        if (id.rfind("group1", 0) != 0) { EXPECT_FALSE(item->box().intersects(node("group1")->box())) << id; }
    EXPECT_EQ(scene().portPosition({"group1", "x"}, false).y(), scene().portPosition({"group1/x", "value"}, true).y()) << "ports are level with what they stand for";

    // Inside it all is edited where it is; the frame follows.
    view->action(CanvasVerb::Fit)->trigger();
    click(px("group1/conv1"));
    EXPECT_EQ(document.selection(), QStringList{"group1/conv1"});
    drag(px("group1/pool1"), px("group1/pool1") + QPoint(0, 60));
    EXPECT_TRUE(node("group1")->box().contains(node("group1/pool1")->box()));
    const QPointF inner = node("group1/conv1")->pos(), outer = node("group1")->pos();
    drag(header("group1"), header("group1") + QPoint(0, 40));
    EXPECT_EQ(node("group1/conv1")->pos() - inner, node("group1")->pos() - outer) << "a frame takes its contents along";
    EXPECT_NE(node("group1")->pos(), outer);
    while (document.undoStack().count() > steps + 1 && document.undoStack().index() > steps + 1) document.undoStack().undo();
    view->action(CanvasVerb::Fit)->trigger();
    document.select({"group1"});
    key(Qt::Key_E);
    EXPECT_EQ(write_project(project()), grouped) << "collapsing gives the room back";
    undoAll();
    EXPECT_EQ(write_project(project()), first);
}

TEST_F(CanvasGroups, AMistakeInsideIsShownAtTheGroupAndLeadsIn) {
    openLenet();
    group({"conv1", "relu1", "pool1"});
    ASSERT_TRUE(document.enter("group1"));
    ASSERT_TRUE(document.apply({SetAttribute{"group1/pool1", "kernel", int64_t(99)}}, "break").ok());
    EXPECT_TRUE(node("group1/pool1")->face().error);
    key(Qt::Key_Up, Qt::AltModifier);
    EXPECT_TRUE(node("group1")->face().error) << "at the instance";
    view->showNode("group1");
    auto* popover = view->findChild<DiagnosticPopover*>();
    ASSERT_TRUE(popover->isVisible());
    QPushButton* show = nullptr;
    for (QPushButton* button : popover->findChildren<QPushButton*>())
        if (button->text().contains("pool1")) show = button;
    ASSERT_TRUE(show);
    show->click();
    QTRY_COMPARE_WITH_TIMEOUT(document.place(), NodeId("group1"), 2000);
    EXPECT_EQ(document.selection(), QStringList{"group1/pool1"});
    EXPECT_EQ(popover->node(), "group1/pool1");
    ASSERT_TRUE(document.enter(""));
    view->showNode("group1/pool1");   // as the list of problems does
    EXPECT_EQ(document.place(), "group1");
}

TEST_F(CanvasGroups, AGroupIsSavedAsALayerAndKeptInTheLibrary) {
    LayerLibrary::instance().remove("ConvBlock").ok();
    openLenet();
    group({"conv1", "relu1"});
    view->action(CanvasVerb::SaveAsLayer)->trigger();
    auto* dialog = view->window()->findChild<LayerDialog*>();
    ASSERT_TRUE(dialog);
    auto* name = dialog->findChild<QLineEdit*>("layerName");
    auto* table = dialog->findChild<QTableWidget*>("layerAttributes");
    name->setText("ReLU");
    dialog->findChild<QPushButton*>("saveLayer")->click();
    EXPECT_TRUE(dialog->isVisible()) << "that is the name of another layer";
    name->clear();
    QTest::keyClicks(name, "ConvBlock");
    dialog->findChild<QLineEdit*>("layerDescription")->setText("A convolution and its activation.");
    for (int row = 0; row < table->rowCount(); ++row)
        if (table->item(row, 1)->text() == "conv1.out_channels") {
            table->item(row, 0)->setCheckState(Qt::Checked);
            table->item(row, 2)->setText("channels");
        }
    dialog->findChild<QAbstractButton*>("keepInLibrary")->click();
    dialog->findChild<QPushButton*>("saveLayer")->click();
    const Composite* layer = project().composite("ConvBlock");
    ASSERT_TRUE(layer);
    EXPECT_EQ(layer->attributes.integer("channels"), 6);
    EXPECT_EQ(node("group1")->face().title, "ConvBlock");
    EXPECT_EQ(document.undoStack().undoText(), "Save as layer");
    ASSERT_TRUE(LayerLibrary::instance().find("ConvBlock"));

    // Out of the library into another project, dropped on a wire.
    document.load(kProjects + "vision/lenet5.json").ok();
    view->action(CanvasVerb::AutoLayout)->trigger();
    document.undoStack().clear();
    first = write_project(project());
    dragLayer("ConvBlock", (portPx("conv1", "y", true) + portPx("relu1", "x", false)) / 2);
    EXPECT_TRUE(project().composite("ConvBlock"));
    EXPECT_TRUE(wired("conv1.y", "convblock1.x") && wired("convblock1.y", "relu1.x"));
    EXPECT_TRUE(document.typed()->valid());
    EXPECT_EQ(document.undoStack().count(), 1);
    document.undoStack().undo();
    EXPECT_EQ(write_project(project()), first);
    EXPECT_TRUE(LayerLibrary::instance().remove("ConvBlock").ok());
    dragLayer("ConvBlock", {300, 300});
    EXPECT_EQ(write_project(project()), first) << "nobody knows that layer now";
}

TEST_F(CanvasGroups, CommentsAreWrittenMovedResizedCopiedAndDeleted) {
    openLenet();
    move({500, 500});
    key(Qt::Key_N);
    auto* field = view->findChild<NoteField*>();
    ASSERT_TRUE(field->isVisible());
    QTest::keyClicks(field, "Why two convolutions?");
    QTest::keyClick(field, Qt::Key_Return, Qt::ShiftModifier);
    QTest::keyClicks(field, "See LeCun 1998.");
    QTest::keyClick(field, Qt::Key_Return);
    ASSERT_EQ(project().sketch.notes.size(), 1u);
    const NodeId id = project().sketch.notes[0].id;
    EXPECT_EQ(project().sketch.note(id)->text, "Why two convolutions?\nSee LeCun 1998.");
    EXPECT_TRUE(document.typed()->valid());
    allDrawn();
    ASSERT_TRUE(document.apply({MoveTo{id, 16, -200}}, "aside").ok());
    view->action(CanvasVerb::Fit)->trigger();
    const Note before = *project().sketch.note(id);
    drag(px(node(id)->box().center()), px(node(id)->box().center()) + QPoint(40, 24));
    EXPECT_NE(project().sketch.note(id)->x, before.x);
    EXPECT_EQ(document.selection(), QStringList{QString::fromStdString(id)});
    drag(px(node(id)->corner().center()), px(node(id)->corner().center()) + QPoint(64, 40));
    EXPECT_GT(project().sketch.note(id)->width, before.width);
    key(Qt::Key_C, Qt::ControlModifier);
    key(Qt::Key_V, Qt::ControlModifier);
    EXPECT_EQ(project().sketch.notes.size(), 2u);
    key(Qt::Key_Left);
    key(Qt::Key_Delete);
    EXPECT_EQ(project().sketch.notes.size(), 1u);
    click(px(node(id)->box().center()));
    QTest::mouseDClick(view->viewport(), Qt::LeftButton, {}, px(node(id)->box().center()));
    ASSERT_TRUE(field->isVisible());
    QTest::keyClicks(field, "other");
    QTest::keyClick(field, Qt::Key_Escape);
    EXPECT_EQ(project().sketch.note(id)->text, before.text) << "Esc does not take it";
    QTemporaryDir folder;
    ASSERT_TRUE(view->exportImage(folder.filePath("canvas.svg")).ok());
    QFile svg(folder.filePath("canvas.svg"));
    ASSERT_TRUE(svg.open(QIODevice::ReadOnly));
    EXPECT_TRUE(svg.readAll().contains("LeCun"));
    undoAll();
    EXPECT_EQ(write_project(project()), first);
}

TEST_F(CanvasGroups, AFrameTakesWhatIsInItAlong) {
    openLenet();
    document.select({"conv1", "relu1"});
    key(Qt::Key_N, Qt::ShiftModifier);
    auto* field = view->findChild<NoteField*>();
    ASSERT_TRUE(field->isVisible());
    QTest::keyClicks(field, "Features");
    QTest::keyClick(field, Qt::Key_Return);
    ASSERT_EQ(project().sketch.notes.size(), 1u);
    const Note frame = project().sketch.notes[0];
    EXPECT_TRUE(frame.frame);
    EXPECT_EQ(frame.text, "Features");
    EXPECT_TRUE(node(frame.id)->box().contains(node("conv1")->box()) && node(frame.id)->box().contains(node("relu1")->box()));
    const QPointF conv = node("conv1")->pos(), pool = node("pool1")->pos();
    const int steps = document.undoStack().count();
    drag(header(frame.id), header(frame.id) + QPoint(0, 80));
    EXPECT_EQ(node("conv1")->pos() - conv, node(frame.id)->pos() - QPointF(frame.x, frame.y));
    EXPECT_GT(node("conv1")->pos().y(), conv.y());
    EXPECT_EQ(node("pool1")->pos(), pool) << "it is not in the frame";
    EXPECT_EQ(document.undoStack().count(), steps + 1);
    click({5, 5});
    click(px(node(frame.id)->box().center() + QPointF(0, node(frame.id)->box().height() / 2 - 8)));
    EXPECT_TRUE(document.selection().isEmpty()) << "a frame is taken by its header alone";
    undoAll();
    EXPECT_EQ(write_project(project()), first);
}

TEST_F(CanvasGroups, Shots) {
    openLenet();
    group({"conv2", "relu2", "pool2"});
    document.select({"conv1", "relu1", "pool1"});
    key(Qt::Key_N, Qt::ShiftModifier);
    QTest::keyClick(view->findChild<NoteField*>(), Qt::Key_Return);
    document.select({"group1"});
    key(Qt::Key_E);
    key(Qt::Key_N);
    QTest::keyClicks(view->findChild<NoteField*>(), "The second stage halves the picture again.");
    QTest::keyClick(view->findChild<NoteField*>(), Qt::Key_Return);
    view->action(CanvasVerb::Fit)->trigger();
    shot("groups-expanded");
    ASSERT_TRUE(document.enter("group1"));
    shot("groups-entered");
}

}  // namespace
}  // namespace saddle::app
