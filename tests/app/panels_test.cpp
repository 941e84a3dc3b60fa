// Panels: the inspector and the training page edit through undo, the palette finds and adds layers, runs are kept, removed
// and brought back, the data set is shown.
#include "tests/app/window_fixture.h"

#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QTableView>

#include "app/panels/data_panel.h"
#include "app/panels/fields/attribute_field.h"
#include "app/panels/fields/parse_value.h"
#include "app/panels/fields/switch.h"
#include "app/panels/fields/value_edit.h"
#include "app/panels/formula.h"
#include "app/panels/graph_panel.h"
#include "app/panels/inspector_panel.h"
#include "app/panels/palette_panel.h"
#include "app/panels/palette_tile.h"
#include "app/panels/problems_panel.h"
#include "app/panels/runs_panel.h"
#include "app/panels/training_panel.h"

namespace saddle::app {
namespace {

class Panels : public Window {
protected:
    template <class Editor>
    Editor* editor(QWidget* panel, const QString& attribute, int index = 0) {
        auto* field = panel->findChild<AttributeField*>(attribute);
        EXPECT_TRUE(field) << attribute.toStdString();
        return field ? field->findChildren<Editor*>().value(index) : nullptr;
    }
    void type(ValueEdit* edit, const QString& text) {
        edit->setFocus();
        edit->selectAll();
        QTest::keyClicks(edit, text);
        QTest::keyClick(edit, Qt::Key_Return);
    }
    AttributeValue value(const NodeId& node, const std::string& attribute) {
        const Attributes& attributes = document().project().graph.find(node)->attributes;
        const auto it = attributes.find(attribute);
        return it == attributes.end() ? AttributeValue(std::string("default")) : it->second;
    }
};

TEST_F(Panels, TheInspectorEditsThroughUndo) {
    openProject("vision/lenet5.json");
    QWidget* inspector = window->panels().inspector;
    document().select({"conv1"});
    type(editor<ValueEdit>(inspector, "out_channels"), "12");
    EXPECT_EQ(value("conv1", "out_channels"), AttributeValue(int64_t(12)));
    type(editor<ValueEdit>(inspector, "kernel", 1), "3");
    EXPECT_EQ(value("conv1", "kernel"), AttributeValue(std::vector<int64_t>{5, 3}));
    QTest::mouseClick(editor<Switch>(inspector, "bias"), Qt::LeftButton);
    EXPECT_EQ(value("conv1", "bias"), AttributeValue(false));
    EXPECT_EQ(document().undoStack().count(), 3);
    window->actions().undo->trigger();
    EXPECT_TRUE(editor<Switch>(inspector, "bias")->isChecked());
    window->actions().undo->trigger();
    window->actions().undo->trigger();
    EXPECT_EQ(editor<ValueEdit>(inspector, "out_channels")->text(), "6");
    EXPECT_FALSE(document().dirty());
}

TEST_F(Panels, ValuesOutsideTheirRangeAreMarkedAndNotTaken) {
    openProject("vision/lenet5.json");
    document().select({"conv1"});
    auto* edit = editor<ValueEdit>(window->panels().inspector, "out_channels");
    type(edit, "0");
    EXPECT_TRUE(edit->property("wrong").toBool());
    EXPECT_TRUE(edit->toolTip().contains("less than 1")) << edit->toolTip().toStdString();
    EXPECT_FALSE(document().dirty());
    QTest::keyClick(edit, Qt::Key_Escape);
    EXPECT_EQ(edit->text(), "6");
}

TEST_F(Panels, SeveralNodesAreEditedAtOnceAndTakenBackAtOnce) {
    openProject("vision/lenet5.json");
    QWidget* inspector = window->panels().inspector;
    document().select({"conv1", "conv2"});
    auto* edit = editor<ValueEdit>(inspector, "out_channels");
    EXPECT_TRUE(edit->text().isEmpty()) << "the two differ";
    type(edit, "10");
    EXPECT_EQ(value("conv1", "out_channels"), AttributeValue(int64_t(10)));
    EXPECT_EQ(value("conv2", "out_channels"), AttributeValue(int64_t(10)));
    EXPECT_EQ(document().undoStack().count(), 1);
    document().select({"conv1", "fc1"});
    EXPECT_TRUE(inspector->findChild<AttributeField*>("bias")) << "what both layers have";
    EXPECT_FALSE(inspector->findChild<AttributeField*>("out_channels"));
}

TEST_F(Panels, ADraggedLabelIsOneUndoStep) {
    openProject("vision/lenet5.json");
    document().select({"conv1"});
    auto* edit = editor<ValueEdit>(window->panels().inspector, "out_channels");
    for (int i = 0; i < 5; ++i) edit->stepBy(1, "drag#1");
    EXPECT_EQ(value("conv1", "out_channels"), AttributeValue(int64_t(11)));
    EXPECT_EQ(document().undoStack().count(), 1);
}

TEST_F(Panels, RenamingKeepsWiresAndRefusesTakenNames) {
    openProject("vision/lenet5.json");
    document().select({"conv1"});
    auto* name = window->panels().inspector->findChild<QLineEdit*>("nodeName");
    name->setFocus();
    name->selectAll();
    QTest::keyClicks(name, "stem");
    QTest::keyClick(name, Qt::Key_Return);
    EXPECT_TRUE(document().project().graph.find("stem"));
    EXPECT_TRUE(document().project().graph.into({"relu1", "x"})->from.node == "stem");
    name->selectAll();
    QTest::keyClicks(name, "conv2");
    QTest::keyClick(name, Qt::Key_Return);
    EXPECT_EQ(name->text(), "stem");
    EXPECT_TRUE(window->messages().text().contains("conv2"));
}

TEST_F(Panels, AMistakeShowsAtItsField) {
    openProject("vision/lenet5.json");
    document().select({"conv2"});
    type(editor<ValueEdit>(window->panels().inspector, "groups"), "4");
    ASSERT_TRUE(wait_for([this] { return !valid(); }));
    EXPECT_EQ(window->panels().problems->count(), int(document().typed()->diagnostics.size()));
    bool shown = false;
    for (QLabel* label : window->panels().inspector->findChild<AttributeField*>("groups")->findChildren<QLabel*>()) shown = shown || label->text().contains("does not divide");
    EXPECT_TRUE(shown);
}

TEST_F(Panels, TrainingSettingsAreEditsOfTheDocument) {
    openProject("vision/lenet5.json");
    QWidget* training = window->panels().training;
    const Project before = document().project();
    type(editor<ValueEdit>(training, "batch_size"), "32");
    EXPECT_EQ(document().project().train.batch_size, 32);
    auto* optimizer = editor<QComboBox>(training, "optimizer");
    optimizer->setCurrentIndex(optimizer->findText("Adam"));
    Q_EMIT optimizer->activated(optimizer->currentIndex());
    EXPECT_EQ(document().project().train.objectives.front().optimizer.type, "Adam");
    EXPECT_FALSE(document().project().train.objectives.front().optimizer.attributes.count("momentum")) << "SGD's own";
    QTest::qWait(10);
    type(editor<ValueEdit>(training, "beta1"), "0.8");
    EXPECT_EQ(document().project().train.objectives.front().optimizer.attributes.real("beta1"), 0.8);
    while (document().undoStack().canUndo()) window->actions().undo->trigger();
    EXPECT_EQ(document().project(), before);
}

TEST_F(Panels, EachObjectiveHasItsPartOfTheSettings) {
    openProject("generative/gan.json");
    window->panels().show(window->panels().training);
    const auto objectives = [this] { return document().project().train.objectives; };
    const auto fields = [this](const char* name) { return window->panels().training->findChildren<AttributeField*>(name); };
    const Project before = document().project();
    ASSERT_EQ(fields("every").size(), 2);
    type(fields("every")[1]->findChild<ValueEdit*>(), "3");
    EXPECT_EQ(objectives()[0].every, 1);
    EXPECT_EQ(objectives()[1].every, 3);
    type(fields("groups")[0]->findChild<ValueEdit*>(), "*.bias: weight_decay=0.5");
    EXPECT_EQ(objectives()[0].optimizer.groups, (std::vector<ParameterGroup>{{"*.bias", {{"weight_decay", 0.5}}}}));
    auto* loss = fields("loss")[1]->findChild<QComboBox*>();
    EXPECT_EQ(loss->count(), 3) << "all, and the two losses of the graph";
    shot("training-objectives");
    QTest::mouseClick(window->panels().training->findChild<QPushButton*>("addObjective"), Qt::LeftButton);
    QTest::qWait(10);
    EXPECT_EQ(objectives().size(), 3u);
    EXPECT_EQ(fields("every").size(), 3);
    QTest::mouseClick(window->panels().training->findChildren<QPushButton*>("removeObjective")[2], Qt::LeftButton);
    QTest::qWait(10);
    EXPECT_EQ(fields("every").size(), 2);
    while (document().undoStack().canUndo()) window->actions().undo->trigger();
    EXPECT_EQ(document().project(), before);
    openProject("vision/lenet5.json");
    EXPECT_EQ(fields("every").size(), 0) << "one loss, one optimizer";
}

TEST_F(Panels, ThePaletteFindsAndAddsLayers) {
    openProject("vision/lenet5.json");
    auto* search = window->panels().palette->findChild<QLineEdit*>("paletteSearch");
    search->setFocus();
    QTest::keyClicks(search, "maxpool2d");
    QStringList shown;
    for (PaletteTile* tile : window->panels().palette->findChildren<PaletteTile*>())
        if (tile->isVisible()) shown << tile->text();
    shown.sort();
    EXPECT_TRUE(shown.contains("MaxPool2d") && shown.contains("AdaptiveMaxPool2d")) << shown.join(", ").toStdString() << ": Enter takes the one called so";
    const size_t before = document().project().graph.nodes.size();
    QTest::keyClick(search, Qt::Key_Return);
    EXPECT_EQ(document().project().graph.nodes.size(), before + 1);
    EXPECT_EQ(document().project().graph.nodes.back().layer, "MaxPool2d");
}

TEST_F(Panels, RunsAreListedRemovedAndBroughtBack) {
    openProject("basics/mlp.json");
    TrainConfig train = document().project().train;
    train.epochs = 1;
    ASSERT_TRUE(document().apply({SetTrain{train}}, "short").ok());
    ASSERT_TRUE(trainToTheEnd());
    const QString run = window->engine().currentRun();
    auto* table = window->panels().runs->findChild<QTableView*>();
    ASSERT_TRUE(wait_for([&] { return table->model()->rowCount() == 1 && table->model()->index(0, 2).data().toString() == "done"; }));
    EXPECT_EQ(table->model()->index(0, 0).data().toString(), run);
    window->panels().show(window->panels().runs);
    table->setFocus();
    table->selectRow(0);
    QTest::keyClick(table, Qt::Key_Delete);
    ASSERT_EQ(table->model()->rowCount(), 0);
    window->messages().trigger();   // Undo
    EXPECT_EQ(table->model()->rowCount(), 1);
    table->selectRow(0);
    QTest::keyClick(table, Qt::Key_Delete);
    window->panels().runs->commitRemovals();
    EXPECT_TRUE(wait_for([&] { return !QDir(folder.filePath("runs/" + run)).exists(); }));
    EXPECT_FALSE((*store::ExperimentStore::open(folder.filePath("runs.sqlite").toStdString()))->run(run.toStdString()).ok());
}

TEST_F(Panels, AStoredRunShowsItsCurvesAndKernelsAgain) {
    openProject("basics/mlp.json");
    ASSERT_TRUE(trainToTheEnd());
    const QString run = window->engine().currentRun();
    window.reset();
    open();
    std::shared_ptr<const HistorySnapshot> history;
    QObject::connect(&window->engine(), &EngineClient::historyChanged, window.get(), [&](std::shared_ptr<const HistorySnapshot> h) { history = std::move(h); });
    window->engine().showRun(run);
    ASSERT_TRUE(wait_for([&] { return history && trainer().profile(); }));
    EXPECT_GT(history->series.front().value.size(), 50u);
    EXPECT_FALSE(trainer().profile()->kernels.empty());
}

TEST_F(Panels, TheWholeGraphAndTheCanvasShareTheSelection) {
    openProject("vision/lenet5.json");
    auto* table = window->panels().graph->findChild<QTableView*>();
    ASSERT_EQ(table->model()->rowCount(), int(document().project().graph.nodes.size()));
    table->selectRow(1);
    EXPECT_EQ(document().selection(), QStringList{table->model()->index(1, 0).data().toString()});
    document().select({"fc1"});
    ASSERT_EQ(table->selectionModel()->selectedRows().size(), 1);
    EXPECT_EQ(table->selectionModel()->selectedRows().front().data().toString(), "fc1");
}

TEST(Fields, WhatIsTypedIsParsedByTheAttributesType) {
    QString problem;
    const ops::AttributeDef integer{"n", int64_t(1), "", "", "", 1, 10}, real{"r", 0.5, "", "", "", 0, 1}, list{"l", std::vector<int64_t>{3, 3}, "", "", "px", 1, 64};
    EXPECT_EQ(parseValue(integer, "7", problem), AttributeValue(int64_t(7)));
    EXPECT_EQ(parseValue(integer, "classes", problem), AttributeValue(std::string("classes")));
    EXPECT_FALSE(parseValue(integer, "2.5", problem)) << "not whole";
    EXPECT_FALSE(parseValue(integer, "11", problem));
    EXPECT_TRUE(problem.contains("10"));
    EXPECT_EQ(parseValue(real, "1e-2", problem), AttributeValue(0.01));
    EXPECT_FALSE(parseValue(real, "nan", problem));
    EXPECT_EQ(parseValue(list, "5, 3", problem), AttributeValue(std::vector<int64_t>{5, 3}));
    EXPECT_EQ(parseValue(list, "5x3", problem), AttributeValue(std::vector<int64_t>{5, 3}));
    EXPECT_FALSE(parseValue(list, "", problem));
    EXPECT_EQ(stepped(integer, "10", 3), "10");
    EXPECT_EQ(stepped(real, "0.01", 2).toDouble(), 0.012);
}

TEST(Fields, FormulasBecomeRichText) {
    EXPECT_EQ(formulaHtml("y_{i,j} = \\sum_k x^2"), QString::fromUtf8("y<sub>i,j</sub> = Σ<sub>k</sub> x<sup>2</sup>"));
    EXPECT_EQ(formulaHtml("max(x, 0) < 1"), "max(x, 0) &lt; 1");
    EXPECT_EQ(formulaHtml("a \\frac{1}{2}"), "a 1/2");
}

}  // namespace
}  // namespace saddle::app
