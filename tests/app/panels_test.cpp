// Panels: the inspector and the training page edit through undo, the palette finds and adds layers, runs are kept, removed
// and brought back, the data set is shown.
#include "tests/app/window_fixture.h"

#include <QButtonGroup>
#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QRegularExpression>
#include <QTableView>
#include <QTextBlock>
#include <QToolButton>

#include "app/panels/data_panel.h"
#include "app/panels/fields/attribute_field.h"
#include "app/panels/fields/parse_value.h"
#include "app/panels/fields/switch.h"
#include "app/panels/fields/value_edit.h"
#include "app/panels/flight_panel.h"
#include "app/panels/formula.h"
#include "app/panels/graph_panel.h"
#include "app/panels/inspector_panel.h"
#include "app/panels/palette_panel.h"
#include "app/panels/palette_tile.h"
#include "app/panels/parallel_axes.h"
#include "app/panels/plan_panel.h"
#include "app/panels/problems_panel.h"
#include "app/panels/runs_model.h"
#include "app/panels/runs_panel.h"
#include "app/panels/weights_view.h"
#include "app/panels/training_panel.h"
#include "app/shell/number_text.h"
#include "datasets/open.h"

#include <cmath>
#include <numeric>

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
    RunsPanel& runs = *window->panels().runs;
    auto* table = runs.findChild<QTableView*>("runs");
    ASSERT_TRUE(wait_for([&] { return table->model()->rowCount() == 1 && table->model()->index(0, RunsModel::State).data().toString() == "done"; }));
    EXPECT_EQ(table->model()->index(0, RunsModel::Run).data().toString(), run);
    window->panels().show(&runs);
    window->activateWindow();
    table->setFocus();
    ASSERT_TRUE(wait_for([&] { return table->hasFocus(); }));   // a key is taken where the focus is
    table->selectRow(0);
    QTest::keyClick(table, Qt::Key_Delete);
    ASSERT_EQ(table->model()->rowCount(), 0);
    window->messages().trigger();   // Undo
    EXPECT_TRUE(wait_for([&] { return table->model()->rowCount() == 1; }));
    table->setFocus();
    ASSERT_TRUE(wait_for([&] { return table->hasFocus(); }));
    table->selectRow(0);
    QTest::keyClick(table, Qt::Key_Delete);
    const auto store = store::ExperimentStore::open(folder.filePath("runs.sqlite").toStdString()).value();
    EXPECT_TRUE(wait_for([&] { return store->trashed(run.toStdString()).ok(); }));
    EXPECT_FALSE(store->run(run.toStdString()).ok());
    EXPECT_TRUE(QDir(folder.filePath("runs/" + run)).exists()) << "its files stay until the trash is emptied";
}

class RunsView : public Panels {
protected:
    RunsView() : store(store::ExperimentStore::open(folder.filePath("runs.sqlite").toStdString()).value()), runs(*window->panels().runs), table(*runs.findChild<QTableView*>("runs")) {
        for (int i = 0; i < 3; ++i) {
            store::RunRow run;
            run.id = id(i).toStdString();
            run.name = "MLP";
            run.status = "finished";
            Project project = load_project(SADDLE_SOURCE_DIR "/projects/basics/mlp.json").value();
            project.train.objectives[0].optimizer.attributes["lr"] = 0.125 * (i + 1);
            run.project_json = write_project(project);
            run.best = {{"val_loss", 0.1 * (i + 1)}};
            if (i > 0) run.tags = {"cnn"};
            EXPECT_TRUE(store->begin_run(run).ok());
            std::vector<store::MetricRow> rows;
            for (uint64_t step = 1; step <= 500; ++step) rows.push_back({"train_loss", step, 2.0 / double(step + i), 0});
            EXPECT_TRUE(store->add_metrics(run.id, rows).ok());
            EXPECT_TRUE(store->set_kernels(run.id, {{"conv", "conv/forward", "conv1", "forward", 1, 1.5 * (i + 1), 10, 20, 3, 4, 50, "memory"}}).ok());
        }
        window->panels().show(&runs);
        runs.refresh();
        EXPECT_TRUE(wait_for([this] { return count() == 3; }));
    }
    static QString id(int number) { return QString("20260101-00000%1-0001").arg(number); }
    int count() const { return table.model()->rowCount(); }
    QModelIndex cell(int run, int column) const {
        for (int row = 0; row < count(); ++row)
            if (table.model()->index(row, RunsModel::Run).data().toString() == id(run)) return table.model()->index(row, column);
        return {};
    }
    template <class Widget>
    Widget* named(const QString& name) {
        for (Widget* each : runs.findChildren<Widget*>())
            if (each->text() == name || each->accessibleName() == name) return each;
        return nullptr;
    }
    std::unique_ptr<store::ExperimentStore> store;
    RunsPanel& runs;
    QTableView& table;
};

TEST_F(RunsView, AFilterShowsTheRunsThatItWantsAndSaysWhereItIsWrong) {
    auto* line = named<QLineEdit>("Filter runs");
    line->setText("tag:cnn and lr<0.3");
    ASSERT_EQ(count(), 1);
    EXPECT_EQ(table.model()->index(0, RunsModel::Run).data().toString(), id(1));
    line->setText("tag:cnn and lr<");
    const auto said = [&] {
        for (const QLabel* label : runs.findChildren<QLabel*>())
            if (label->isVisibleTo(&runs) && label->text().contains("character 16")) return true;
        return false;
    };
    EXPECT_FALSE(said()) << "it may still be being written";
    EXPECT_TRUE(wait_for(said));
    EXPECT_TRUE(line->property("wrong").toBool());
    EXPECT_EQ(count(), 1) << "the runs stay until it is right";
    line->setText("tag:none");
    EXPECT_EQ(count(), 0);
    EXPECT_FALSE(said());
    EXPECT_TRUE(named<QLabel>("No run fits the filter")->isVisibleTo(&runs));
    line->clear();
    EXPECT_EQ(count(), 3);
}

TEST_F(RunsView, TagsAndNotesAreWrittenInTheirCells) {
    EXPECT_TRUE(wait_for([&] { return cell(0, RunsModel::Curve).data(RunsModel::kCurveRole).value<QList<double>>().size() == 64; })) << "the loss as a small line";
    table.selectAll();
    table.setCurrentIndex(cell(1, RunsModel::Tags));
    table.selectAll();
    ASSERT_TRUE(table.model()->setData(cell(1, RunsModel::Tags), "wide, \"deep\""));
    EXPECT_TRUE(wait_for([&] { return store->run(id(0).toStdString()).value().tags == std::set<std::string>{"deep", "wide"}; })) << "all that are chosen get them";
    table.clearSelection();
    ASSERT_TRUE(table.model()->setData(cell(2, RunsModel::Note), "the best one"));
    EXPECT_TRUE(wait_for([&] { return store->run(id(2).toStdString()).value().note == "the best one"; }));
    EXPECT_EQ(store->run(id(2).toStdString()).value().tags, (std::set<std::string>{"deep", "wide"})) << "in place of cnn";
    EXPECT_FALSE(table.model()->flags(cell(2, RunsModel::ValLoss)) & Qt::ItemIsEditable);
}

TEST_F(RunsView, ChosenRunsAreComparedAndTheirCurvesShownTogether) {
    std::shared_ptr<const HistorySnapshot> history;
    QObject::connect(&window->engine(), &EngineClient::historyChanged, window.get(), [&](std::shared_ptr<const HistorySnapshot> h) { history = std::move(h); });
    auto* compare = named<QPushButton>("Compare");
    EXPECT_FALSE(compare->isEnabled());
    table.selectAll();
    QTest::mouseClick(compare, Qt::LeftButton);
    const auto row = [&](const QString& text) {
        for (const QTableView* each : runs.findChildren<QTableView*>())
            for (int at = 0; at < each->model()->rowCount(); ++at)
                if (each != &table && each->model()->index(at, 0).data().toString() == text) return each->model()->index(at, 0);
        return QModelIndex();
    };
    ASSERT_TRUE(wait_for([&] { return history && row("optimizer.lr").isValid() && row("val_loss").isValid() && row("conv1").isValid(); }));
    const QModelIndex loss = row("val_loss");
    for (int run = 0; run < 3; ++run) {
        const bool first = loss.model()->headerData(run + 1, Qt::Horizontal).toString() == id(0);
        EXPECT_EQ(loss.siblingAtColumn(run + 1).data(Qt::FontRole).value<QFont>().bold(), first) << "the lowest loss is bold";
    }
    const auto* axes = runs.findChild<ParallelAxes*>();
    std::set<double> places;
    for (int run = 0; run < 3; ++run) places.insert(axes->place(0, run).value());
    EXPECT_EQ(places, (std::set<double>{0, 0.5, 1})) << "learning rates of 0.125, 0.25, 0.375";
    std::set<std::string> together;
    for (const Series& series : history->series)
        if (series.step.size() == 500) together.insert(series.run);
    EXPECT_EQ(together.size(), 3u);
    QTest::mouseClick(named<QToolButton>("All runs"), Qt::LeftButton);
    EXPECT_TRUE(table.isVisible());
}

TEST_F(RunsView, ARemovedRunStaysAwayAndComesBackFromTheTrash) {
    auto* trash = named<QToolButton>("Trash");
    bool back = false, listed = false;
    QObject::connect(table.model(), &QAbstractItemModel::modelReset, &runs, [&] { back |= cell(1, 0).isValid(); });
    runs.refresh();   // a list of before the removal is on its way
    table.selectRow(cell(1, 0).row());
    window->activateWindow();
    table.setFocus();
    ASSERT_TRUE(table.hasFocus());
    QTest::keyClick(&table, Qt::Key_Delete);
    ASSERT_EQ(count(), 2);
    QObject::connect(&window->engine(), &EngineClient::runsListed, &runs, [&] { listed = true; });
    ASSERT_TRUE(wait_for([&] { return listed; }));
    EXPECT_FALSE(back);
    EXPECT_EQ(count(), 2);
    EXPECT_TRUE(store->trashed(id(1).toStdString()).ok());
    trash->click();
    ASSERT_TRUE(wait_for([&] { return count() == 1; }));
    EXPECT_FALSE(table.model()->flags(cell(1, RunsModel::Note)) & Qt::ItemIsEditable);
    table.selectRow(0);
    QTest::mouseClick(named<QPushButton>("Bring back"), Qt::LeftButton);
    EXPECT_TRUE(wait_for([&] { return store->run(id(1).toStdString()).ok(); }));
    EXPECT_TRUE(wait_for([&] { return named<QLabel>("The trash is empty"); }));
    trash->click();
    EXPECT_TRUE(wait_for([&] { return count() == 3; }));
}

TEST_F(RunsView, ChosenColumnsAndTheirSortingAreRemembered) {
    table.setColumnHidden(RunsModel::Data, true);
    table.sortByColumn(RunsModel::ValLoss, Qt::DescendingOrder);
    window.reset();
    QSettings().setValue("runs/values", QStringList{"lr"});
    open();
    auto* again = window->panels().runs->findChild<QTableView*>("runs");
    ASSERT_TRUE(wait_for([&] { return again->model()->rowCount() == 3; }));
    EXPECT_TRUE(again->isColumnHidden(RunsModel::Data));
    EXPECT_EQ(again->model()->index(0, RunsModel::Run).data().toString(), id(2)) << "the highest loss";
    EXPECT_EQ(again->model()->headerData(RunsModel::kColumns, Qt::Horizontal).toString(), "lr");
    EXPECT_EQ(again->model()->index(0, RunsModel::kColumns).data().toString(), "0.3750");
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

TEST_F(Panels, TheCanvasGlowsByGradientsAndZerosWhileItTrainsAndOfAStoredRun) {
    openProject("vision/lenet5.json");
    const auto segment = [&](HeatMode mode) { return page().findChild<QButtonGroup*>()->button(int(mode)); };
    QTest::mouseClick(segment(HeatMode::GradientNorm), Qt::LeftButton);
    const auto face = [&](const char* node) { return canvas().graphScene().node(node)->face(); };
    EXPECT_TRUE(canvas().heatScale().second.startsWith("train to measure"));
    TrainConfig train = document().project().train;
    train.epochs = 1;
    ASSERT_TRUE(document().apply({SetTrain{train}}, "short").ok());
    ASSERT_TRUE(trainToTheEnd());
    ASSERT_TRUE(trainer().observation());
    const QString gradient = face("conv2").value, run = window->engine().currentRun();
    EXPECT_EQ(gradient, numberText(trainer().observation()->gradient_norm.at("conv2"), 3));
    EXPECT_GT(face("conv2").fill, 0);
    EXPECT_EQ(face("relu1").value, QString::fromUtf8("–")) << "it has no parameters";
    QTest::mouseClick(segment(HeatMode::Zeros), Qt::LeftButton);
    EXPECT_EQ(canvas().heatScale().first, "100 %");
    EXPECT_NEAR(face("relu1").fill, trainer().observation()->zeros.at("relu1"), 1e-9);
    EXPECT_GT(face("relu1").fill, 0.05);
    const QString zeros = face("relu1").value;

    window.reset();
    open();
    openProject("basics/mlp.json");
    openProject("vision/lenet5.json");
    QTest::mouseClick(segment(HeatMode::GradientNorm), Qt::LeftButton);
    window->engine().showRun(run);
    ASSERT_TRUE(wait_for([&] { return face("conv2").value == gradient; })) << face("conv2").value.toStdString();
    QTest::mouseClick(segment(HeatMode::Zeros), Qt::LeftButton);
    EXPECT_EQ(face("relu1").value, zeros);
    EXPECT_LT(window->documents().pages().front()->canvas().graphScene().heat().total, 1e-12) << "the other model was not measured";
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

TEST_F(Panels, TheFlightCheckFollowsEditsAndRepairs) {
    openProject("vision/lenet5.json");
    auto* flight = window->panels().flight;
    EXPECT_FALSE(flight->report()) << "nobody looks";
    window->actions().flight->trigger();
    ASSERT_TRUE(wait_for([&] { return flight->report() != nullptr; }));
    EXPECT_TRUE(flight->report()->advice.empty());
    const int64_t parameters = flight->report()->parameters;
    ASSERT_TRUE(document().apply({AddNode{Node{"soft", "Softmax", {}, 0, 0, false}, {}, {}}}, "add").ok());
    ASSERT_TRUE(document().apply({Connect{{{"fc3", "y"}, {"soft", "x"}}, {}}}, "wire").ok());
    ASSERT_TRUE(document().apply({Connect{{{"soft", "y"}, {"loss", "scores"}}, {}}}, "wire").ok());
    ASSERT_TRUE(wait_for([&] { return flight->report() && flight->report()->advice.size() == 1; }));
    QPushButton* repair = nullptr;
    for (QPushButton* button : flight->findChildren<QPushButton*>())
        if (button->text() == "Remove soft") repair = button;
    ASSERT_TRUE(repair);
    shot("flight");
    QTest::mouseClick(repair, Qt::LeftButton);
    EXPECT_FALSE(document().project().graph.find("soft"));
    ASSERT_TRUE(wait_for([&] { return flight->report() && flight->report()->advice.empty(); }));
    EXPECT_EQ(flight->report()->parameters, parameters);
}

TEST_F(Panels, ThePlanSharesTheSelection) {
    openProject("vision/lenet5.json");
    PlanPanel* plan = window->panels().plan;
    window->panels().show(plan);
    auto* text = plan->findChild<QPlainTextEdit*>();
    ASSERT_TRUE(wait_for([&] { return text->document()->blockCount() > 10; }));
    EXPECT_TRUE(text->extraSelections().isEmpty());
    document().select({"conv2"});
    ASSERT_FALSE(text->extraSelections().isEmpty());
    for (const auto& mark : text->extraSelections()) EXPECT_TRUE(mark.cursor.block().text().contains("conv2")) << mark.cursor.block().text().toStdString();
    QTextBlock line = text->document()->begin();
    while (!line.text().startsWith("parameter fc1.weight")) line = line.next();
    text->setTextCursor(QTextCursor(line));
    text->ensureCursorVisible();
    QTest::mouseClick(text->viewport(), Qt::LeftButton, {}, text->cursorRect().center());
    EXPECT_EQ(document().selection(), QStringList{"fc1"});
}

TEST_F(Panels, ThePlanTellsWhatAPassChanges) {
    openProject("vision/lenet5.json");
    PlanPanel* plan = window->panels().plan;
    window->panels().show(plan);
    auto* stages = plan->findChild<QListWidget*>();
    auto* text = plan->findChild<QPlainTextEdit*>();
    EXPECT_EQ(text->font().families(), lookFont("small", 400, true).families()) << "its columns stand below one another";
    auto* off = plan->findChild<QComboBox*>();
    ASSERT_TRUE(wait_for([&] { return stages->count() > 4; }));
    EXPECT_FALSE(off->isVisible()) << "a stage is not compared with anything";
    const QString stage = text->toPlainText();
    QTest::mouseClick(stages->viewport(), Qt::LeftButton, {}, stages->visualItemRect(stages->item(stages->count() - 1)).center());
    EXPECT_TRUE(off->isVisible());
    ASSERT_TRUE(wait_for([&] { return text->toPlainText().contains("calls are the same"); })) << text->toPlainText().toStdString();
    EXPECT_TRUE(text->toPlainText().contains(QRegularExpression("^- forward +relu1 ", QRegularExpression::MultilineOption))) << "fused into the convolution";
    document().select({"relu1"});
    EXPECT_FALSE(text->extraSelections().isEmpty());
    shot("plan-difference");
    const QString fusion = text->toPlainText();
    off->setFocus();
    QTest::keyClick(off, Qt::Key_End);
    ASSERT_TRUE(wait_for([&] { return text->toPlainText() != fusion; }));
    EXPECT_FALSE(text->toPlainText().contains("\n-")) << "memory is no kernel's: " << text->toPlainText().toStdString();
    stages->setCurrentRow(0);
    EXPECT_EQ(text->toPlainText(), stage);
    EXPECT_FALSE(off->isVisible());
}

TEST_F(Panels, NumbersMayBeExpressionsOfTheNodesOwnSizes) {
    openProject("vision/lenet5.json");
    QWidget* inspector = window->panels().inspector;
    document().select({"conv2"});
    auto* channels = editor<ValueEdit>(inspector, "out_channels");
    type(channels, "2*in_channels + kernel");
    EXPECT_EQ(value("conv2", "out_channels"), AttributeValue(int64_t(17))) << "6 channels in, a window of 5";
    EXPECT_EQ(channels->text(), "17") << "what is kept is the value";
    type(channels, "17/2");
    EXPECT_TRUE(channels->toolTip().contains("whole")) << channels->toolTip().toStdString();
    type(channels, "2*colour");
    EXPECT_TRUE(channels->toolTip().contains("in_channels")) << "says what there is";
    EXPECT_EQ(value("conv2", "out_channels"), AttributeValue(int64_t(17)));
    document().select({"conv1", "conv2"});
    const int steps = document().undoStack().count();
    type(editor<ValueEdit>(inspector, "out_channels"), "4*C");
    EXPECT_EQ(value("conv1", "out_channels"), AttributeValue(int64_t(4)));
    EXPECT_EQ(value("conv2", "out_channels"), AttributeValue(int64_t(24))) << "each by its own input";
    EXPECT_EQ(document().undoStack().count(), steps + 1);
    document().undoStack().undo();
    EXPECT_EQ(value("conv2", "out_channels"), AttributeValue(int64_t(17)));
    document().select({"conv1"});
    type(editor<ValueEdit>(inspector, "kernel", 1), "W/7 - 1");
    EXPECT_EQ(value("conv1", "kernel"), AttributeValue(std::vector<int64_t>{5, 3}));
}

TEST_F(Panels, WeightsAsTrainingBeginsAndAsTheRunHasThem) {
    openProject("vision/lenet5.json");
    auto* weights = window->panels().inspector->findChild<WeightsView*>();
    const auto of = [&](const char* name) -> const WeightsSummary* {
        for (const WeightsSummary& s : weights->summaries())
            if (s.name == name) return &s;
        return nullptr;
    };
    document().select({"conv1"});
    ASSERT_TRUE(wait_for([&] { return of("conv1.weight") != nullptr; }));
    const WeightsSummary before = *of("conv1.weight");
    EXPECT_EQ(std::accumulate(before.initial.bins.begin(), before.initial.bins.end(), int64_t(0)), 150);
    EXPECT_NEAR(before.initial.most, 0.2, 0.03) << "U(-1/5, 1/5)";
    EXPECT_EQ(before.filters, 6);
    EXPECT_EQ(before.initial.planes.size(), 150u);
    EXPECT_TRUE(before.current.bins.empty()) << "nothing is trained yet";
    TrainConfig once = document().project().train;
    once.epochs = 1;
    ASSERT_TRUE(document().apply({SetTrain{once}}, "once").ok());
    ASSERT_TRUE(trainToTheEnd());
    ASSERT_TRUE(wait_for([&] { return of("conv1.weight") && !of("conv1.weight")->current.bins.empty(); }));
    const WeightsSummary after = *of("conv1.weight");
    EXPECT_EQ(after.initial.bins.size(), after.current.bins.size());
    EXPECT_NE(after.current.planes, after.initial.planes);
    EXPECT_EQ(after.initial.mean, before.initial.mean);
    EXPECT_GT(after.step, 0u);
    shot("weights");
    document().select({"relu1"});
    ASSERT_TRUE(wait_for([&] { return !weights->isVisible(); })) << "it has no parameters";
}

TEST_F(Panels, TheDataPanelShowsTheFirstBatchAndTheNumbers) {
    openProject("vision/lenet5.json");
    DataPanel* panel = window->panels().data;
    ASSERT_TRUE(wait_for([&] { return panel->preview().has_value(); }));
    DataConfig shifted = document().project().data;
    shifted.options["shift"] = int64_t(3);
    ASSERT_TRUE(document().apply({SetData{shifted}}, "augment").ok());
    ASSERT_TRUE(wait_for([&] { return panel->preview() && panel->preview()->info.hash.size() && document().typed() && panel->preview()->batch.size() == 64; }));
    EXPECT_EQ(panel->preview()->facts.ports.at(0).name, "image");
    for (const auto part : {DataPanel::Part::Samples, DataPanel::Part::Batch, DataPanel::Part::Numbers}) {
        panel->showPart(part);
        shot(QString("data%1").arg(int(part)));
    }
}

TEST(DataPreviews, EachKindOfSampleIsShownAsWhatItIs) {
    qputenv("XDG_DATA_HOME", SADDLE_SOURCE_DIR "/build/test-data");
    const auto preview = [](const std::string& name) {
        const Project project = load_project(SADDLE_SOURCE_DIR "/projects/" + name + ".json").value();
        auto made = preview_data(datasets::open_data, project.data, project.train, 8);
        EXPECT_TRUE(made.ok()) << to_string(made.error());
        return made.ok() ? *made : DataPreview{};
    };
    const DataPreview text = preview("sequence/char-lstm");
    ASSERT_FALSE(text.samples.empty());
    EXPECT_GT(text.samples[0].text.size(), 20u);
    EXPECT_NE(text.samples[0].text, text.batch.at(0).text) << "windows are drawn at random";
    const DataPreview words = preview("audio/spoken-digits");
    ASSERT_FALSE(words.samples.empty());
    EXPECT_GT(words.samples[0].wave.size(), 1000u);
    EXPECT_GT(words.samples[0].wave_rate, 1000);
    EXPECT_FALSE(words.samples[0].image.isNull());
    EXPECT_TRUE(words.batch[0].wave.empty()) << "the network hears the spectrogram";
    const DataPreview club = preview("graph/karate-gcn");
    ASSERT_EQ(club.samples.size(), 1u);
    EXPECT_EQ(club.samples[0].graph.nodes, 34);
    EXPECT_EQ(club.samples[0].graph.edges.size(), 78u);
    for (const QPointF& place : club.samples[0].graph.places) EXPECT_TRUE(QRectF(0, 0, 1, 1).contains(place));
    QTemporaryDir folder;
    QFile table(folder.filePath("waves.csv"));
    ASSERT_TRUE(table.open(QFile::WriteOnly));
    table.write("a,b\n");
    for (int i = 0; i < 200; ++i) table.write(QByteArray::number(std::sin(i * 0.1)) + "," + QByteArray::number(i % 7) + "\n");
    table.close();
    DataConfig config{"series", "", table.fileName().toStdString(), {{"window", int64_t(16)}}};
    const auto series = preview_data(datasets::open_data, config, TrainConfig{}, 4);
    ASSERT_TRUE(series.ok()) << to_string(series.error());
    ASSERT_EQ(series->samples.size(), 4u);
    ASSERT_EQ(series->samples[0].curves.size(), 2u);
    EXPECT_EQ(series->samples[0].curves[0].size(), 16u);
    EXPECT_EQ(series->samples[1].curves[1][0], series->samples[0].curves[1][1]) << "windows step by step";
}

TEST(Fields, WhatIsTypedIsParsedByTheAttributesType) {
    QString problem;
    const ops::AttributeDef integer{"n", int64_t(1), "", "", "", 1, 10}, real{"r", 0.5, "", "", "", 0, 1}, list{"l", std::vector<int64_t>{3, 3}, "", "", "px", 1, 64};
    EXPECT_EQ(parseValue(integer, "7", problem), AttributeValue(int64_t(7)));
    EXPECT_EQ(parseValue(integer, "classes", problem), AttributeValue(std::string("classes")));
    EXPECT_FALSE(parseValue(integer, "2.5", problem)) << "not whole";
    EXPECT_FALSE(parseValue(integer, "11", problem));
    EXPECT_TRUE(problem.contains("10"));
    EXPECT_EQ(parseValue(integer, "2*(1 + 6/3)", problem), AttributeValue(int64_t(6)));
    EXPECT_EQ(parseValue(integer, "n - -3", problem, {{"n", 4}}), AttributeValue(int64_t(7)));
    EXPECT_FALSE(parseValue(integer, "(2", problem));
    EXPECT_TRUE(problem.contains("parenthesis"));
    EXPECT_FALSE(parseValue(integer, "4/0", problem));
    EXPECT_EQ(parseValue(list, "2*3, 1+1", problem), AttributeValue(std::vector<int64_t>{6, 2}));
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
