// The window as a user meets it: from an empty canvas to a trained model and back, files, closing during a run.
#include "tests/app/window_fixture.h"

#include <QAbstractButton>
#include <QDockWidget>
#include <QPushButton>
#include <QToolBar>
#include <QToolButton>

#include "engine/api/files.h"

namespace saddle::app {
namespace {

TEST_F(Window, ThreeLayersAreDrawnTrainedAndUndone) {
    window->actions().newProject->trigger();
    const std::string empty = write_project(document().project());
    drop("Dataset", {60, 60});
    drop("Flatten", {280, 60});
    drop("Linear", {480, 60});
    drop("CrossEntropyLoss", {700, 200});
    const Graph& graph = document().project().graph;
    ASSERT_EQ(graph.nodes.size(), 4u);
    const NodeId data = graph.nodes[0].id, flatten = graph.nodes[1].id, linear = graph.nodes[2].id, loss = graph.nodes[3].id;
    wire(data, "image", flatten, "x");
    wire(flatten, "y", linear, "x");
    wire(linear, "y", loss, "scores");
    wire(data, "label", loss, "labels");
    ASSERT_EQ(graph.edges.size(), 4u);
    ASSERT_TRUE(wait_for([this] { return valid(); }));

    std::shared_ptr<const HistorySnapshot> history;
    QObject::connect(&window->engine(), &EngineClient::historyChanged, window.get(), [&](std::shared_ptr<const HistorySnapshot> h) { history = std::move(h); });
    ASSERT_TRUE(trainToTheEnd());
    EXPECT_EQ(trainer().end()->status, "finished");
    ASSERT_TRUE(history);
    const Series& curve = history->series.front();
    ASSERT_EQ(curve.name, "train loss");
    ASSERT_GE(curve.value.size(), 90u);
    const auto mean = [&](size_t begin, size_t end) {
        double sum = 0;
        for (size_t i = begin; i < end; ++i) sum += curve.value[i];
        return sum / double(end - begin);
    };
    EXPECT_LT(mean(curve.value.size() - 10, curve.value.size()), 0.7 * mean(0, 10));
    EXPECT_FALSE(trainer().profile()->kernels.empty());

    while (document().undoStack().canUndo()) window->actions().undo->trigger();
    EXPECT_EQ(write_project(document().project()), empty);
    EXPECT_TRUE(graph.nodes.empty());
}

TEST_F(Window, TheGalleryOpensAProjectAndPanelsComeWithIt) {
    EXPECT_EQ(window->documents().current(), nullptr);
    for (QDockWidget* dock : window->panels().docks()) EXPECT_FALSE(dock->isVisible()) << dock->objectName().toStdString();
    EXPECT_FALSE(window->actions().train->isEnabled());
    openProject("vision/lenet5.json");
    EXPECT_TRUE(window->panels().docks().front()->isVisible());
    ASSERT_TRUE(wait_for([this] { return window->actions().train->isEnabled(); }));
}

TEST_F(Window, SaveAndOpenGiveTheSameProject) {
    openProject("vision/lenet5.json");
    const QString path = folder.filePath("mine.json");
    ASSERT_TRUE(document().apply({SetAttribute{"conv1", "out_channels", int64_t(8)}}, "change").ok());
    EXPECT_TRUE(document().dirty());
    EXPECT_TRUE(page().title().endsWith(QString::fromUtf8("•")));
    ASSERT_TRUE(document().save(path).ok());
    EXPECT_FALSE(document().dirty());
    const std::string saved = write_project(document().project());
    window->documents().close(page());
    EXPECT_EQ(window->documents().current(), nullptr);
    ASSERT_TRUE(window->documents().open(path).ok());
    EXPECT_EQ(write_project(document().project()), saved);
    ASSERT_TRUE(window->documents().open(path).ok());
    EXPECT_EQ(window->documents().pages().size(), 1u) << "the same file opens once";
}

TEST_F(Window, ABrokenFileIsExplainedAndNothingIsLost) {
    openProject("vision/lenet5.json");
    const QString path = folder.filePath("broken.json");
    ASSERT_TRUE(saddle::write_file(path.toStdString(), "{\"saddlepoint\": 99}").ok());
    EXPECT_FALSE(window->documents().open(path).ok());
    Options options;
    options.project = path;
    window->start(options);
    EXPECT_TRUE(window->messages().text().contains("broken.json")) << window->messages().text().toStdString();
    EXPECT_EQ(window->documents().pages().size(), 1u);
}

TEST_F(Window, ShrinksToASmallScreenWithAllInReach) {
    window->resize(1024, 640);
    for (const char* language : {"en", "zh_CN"}) {
        Language::instance().choose(language);
        openProject("vision/lenet5.json");
        ASSERT_TRUE(wait_for([this] { return window->size() == QSize(1024, 640); }, 2000)) << language << ": " << window->width() << " x " << window->height();
        for (QDockWidget* dock : window->panels().docks()) {
            dock->raise();
            QTest::qWait(20);
            for (auto* button : dock->widget()->findChildren<QPushButton*>()) {
                if (!button->isVisible() || button->visibleRegion().isEmpty()) continue;   // scrolled away
                EXPECT_GE(button->width(), button->minimumSizeHint().width()) << language << ", " << dock->objectName().toStdString() << ": " << button->text().toStdString();
                EXPECT_EQ(button->visibleRegion().boundingRect().width(), button->width()) << language << ", " << dock->objectName().toStdString() << ": " << button->text().toStdString();
            }
        }
        auto* bar = window->findChild<QToolBar*>("trainingBar");
        auto* rest = bar->findChild<QToolButton*>("qt_toolbar_ext_button");
        ASSERT_TRUE(rest->isVisible()) << "what has no room is behind it";
        QToolButton* undo = nullptr;
        for (auto* button : bar->findChildren<QToolButton*>())
            if (button->defaultAction() == window->actions().undo) undo = button;
        EXPECT_TRUE(undo->visibleRegion().isEmpty());
        QTest::mouseClick(rest, Qt::LeftButton);
        EXPECT_TRUE(wait_for([&] { return undo->visibleRegion().boundingRect().size() == undo->size(); }, 3000)) << language << ": the rest of the tool bar opens";
        QTest::mouseClick(rest, Qt::LeftButton);
        EXPECT_TRUE(wait_for([&] { return undo->visibleRegion().isEmpty() && bar->height() < 50; }, 3000)) << language << ": and closes";
        EXPECT_GE(canvas().width(), 500);
        EXPECT_GE(canvas().height(), 150);
    }
    window->documents().showGallery();
    QTest::qWait(50);
    EXPECT_EQ(window->size(), QSize(1024, 640));
}

TEST_F(Window, AMistakeKeepsTrainFromStartingAndSaysWhy) {
    openProject("vision/lenet5.json");
    ASSERT_TRUE(document().apply({SetAttribute{"conv2", "groups", int64_t(4)}}, "break it").ok());
    ASSERT_TRUE(wait_for([this] { return !valid(); }));
    EXPECT_FALSE(window->actions().train->isEnabled());
    EXPECT_TRUE(window->actions().train->toolTip().contains("1 error")) << window->actions().train->toolTip().toStdString();
    document().undoStack().undo();
    EXPECT_TRUE(wait_for([this] { return window->actions().train->isEnabled(); }));
}

TEST_F(Window, PauseStepAndStop) {
    openProject("vision/lenet5.json");
    ASSERT_TRUE(wait_for([this] { return trainer().obstacle().isEmpty(); }));
    window->actions().step->trigger();   // begins a paused run and does one step
    ASSERT_TRUE(wait_for([this] { return trainer().last().step == 1; }));
    EXPECT_EQ(trainer().state(), Trainer::State::Paused);
    window->actions().step->trigger();
    ASSERT_TRUE(wait_for([this] { return trainer().last().step == 2; }));
    QTest::qWait(200);
    EXPECT_EQ(trainer().last().step, 2u) << "a paused run does not go on by itself";
    window->actions().train->trigger();
    ASSERT_TRUE(wait_for([this] { return trainer().last().step > 4; }));
    EXPECT_EQ(trainer().state(), Trainer::State::Training);
    window->actions().stop->trigger();
    ASSERT_TRUE(wait_for([this] { return trainer().state() == Trainer::State::Idle; }));
    EXPECT_EQ(trainer().end()->status, "stopped");
}

TEST_F(Window, ClosingDuringARunEndsCleanAndSoon) {
    openProject("vision/lenet5.json");
    ASSERT_TRUE(wait_for([this] { return trainer().obstacle().isEmpty(); }));
    window->actions().train->trigger();
    ASSERT_TRUE(wait_for([this] { return trainer().last().step > 3; }));
    const std::string run = window->engine().currentRun().toStdString();
    QElapsedTimer clock;
    clock.start();
    window->close();
    window.reset();
    EXPECT_LT(clock.elapsed(), 2000);
    const auto stored = store::ExperimentStore::open(folder.filePath("runs.sqlite").toStdString());
    ASSERT_TRUE(stored.ok());
    EXPECT_EQ((*stored)->run(run)->status, "stopped");
    EXPECT_FALSE((*stored)->checkpoints(run)->empty());
}

TEST_F(Window, ChangesAreAskedAboutBeforeTheWindowCloses) {
    openProject("vision/lenet5.json");
    ASSERT_TRUE(document().apply({SetAttribute{"conv1", "out_channels", int64_t(8)}}, "change").ok());
    window->close();
    EXPECT_TRUE(window->isVisible());
    QWidget* box = QApplication::activeModalWidget();
    ASSERT_TRUE(box);
    for (QAbstractButton* button : box->findChildren<QAbstractButton*>())
        if (button->text() == "Close without saving") button->click();
    EXPECT_TRUE(wait_for([this] { return !window->isVisible(); }, 2000));
}

}  // namespace
}  // namespace saddle::app
