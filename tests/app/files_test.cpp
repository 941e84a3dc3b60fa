// Files as other programs and the system leave them: changed, replaced and removed under an open project, dropped on the
// window, printed, and what is left when the program is killed.
#include "tests/app/window_fixture.h"

#include <QDirIterator>
#include <QPrinter>
#include <QProcess>
#include <QPushButton>
#include <csignal>

#include "app/canvas/canvas_export.h"
#include "app/shell/journal.h"
#include "app/shell/print_graph.h"
#include "engine/api/files.h"

namespace saddle::app {
namespace {

const QString kOpened = SADDLE_SOURCE_DIR "/projects/vision/lenet5.json";

class Files : public Window {
protected:
    /// A project file of this test's own, open in a tab.
    void openCopy() {
        path = folder.filePath("mine.json");
        ASSERT_TRUE(QFile::copy(kOpened, path));
        ASSERT_TRUE(window->documents().open(path).ok());
        ASSERT_TRUE(wait_for([this] { return document().typed() != nullptr; }));
    }
    std::string other(int64_t channels) {
        Project project = *load_project(path.toStdString());
        EXPECT_TRUE(saddle::apply(project, {SetAttribute{"conv1", "out_channels", channels}}).ok());
        return write_project(project);
    }
    void overwrite(const std::string& text) {   // in place, as careless programs do it
        QFile file(path);
        ASSERT_TRUE(file.open(QIODevice::WriteOnly | QIODevice::Truncate));
        file.write(QByteArray::fromStdString(text));
    }
    bool told(const QString& words) {
        return wait_for([&] { return window->messages().text().contains(words); }, 20000);
    }
    int64_t channels() { return std::get<int64_t>(document().project().graph.find("conv1")->attributes.at("out_channels")); }
    void drop(const QString& file) {   // as a file manager does it, on the canvas or the gallery
        QMimeData mime;
        mime.setUrls({QUrl::fromLocalFile(file)});
        QDragEnterEvent enter({400, 300}, Qt::CopyAction, &mime, Qt::LeftButton, {});
        QApplication::sendEvent(window.get(), &enter);
        ASSERT_TRUE(enter.isAccepted());
        QDropEvent end({400, 300}, Qt::CopyAction, &mime, Qt::LeftButton, {});
        QApplication::sendEvent(window.get(), &end);
    }
    QString path;
};

TEST_F(Files, AFileChangedByAnotherProgramIsReloadedOrKept) {
    openCopy();
    overwrite(other(7));
    ASSERT_TRUE(told("was changed by another program"));
    window->messages().trigger();   // Reload
    EXPECT_EQ(channels(), 7);
    EXPECT_FALSE(document().dirty());

    overwrite(other(9));
    ASSERT_TRUE(told("was changed by another program"));
    window->messages().triggerSecond();   // Keep mine
    EXPECT_EQ(channels(), 7);
    EXPECT_TRUE(document().dirty()) << "what is kept differs from the file";
    QTest::qWait(600);
    EXPECT_EQ(window->messages().text(), "") << "it is not asked twice";
    ASSERT_TRUE(window->documents().save(page()));
    EXPECT_EQ(std::get<int64_t>(load_project(path.toStdString())->graph.find("conv1")->attributes.at("out_channels")), 7);
}

TEST_F(Files, AFileReplacedByRenameIsNoticedEveryTime) {
    openCopy();
    for (const int64_t channels_now : {7, 8, 9}) {
        ASSERT_TRUE(saddle::write_file(path.toStdString(), other(channels_now)).ok());   // a file beside it, renamed
        ASSERT_TRUE(told("was changed by another program")) << channels_now;
        window->messages().trigger();
        EXPECT_EQ(channels(), channels_now);
    }
}

TEST_F(Files, ARemovedFileIsSaidAndCanBeSavedAgain) {
    openCopy();
    ASSERT_TRUE(QFile::remove(path));
    ASSERT_TRUE(told("was removed by another program"));
    window->messages().trigger();
    EXPECT_TRUE(QFile::exists(path));
    QTest::qWait(600);
    EXPECT_EQ(window->messages().text(), "");
}

TEST_F(Files, SavingIsNoChangeByAnotherProgram) {
    openCopy();
    for (const int64_t channels_now : {7, 8}) {
        ASSERT_TRUE(document().apply({SetAttribute{"conv1", "out_channels", channels_now}}, "change").ok());
        ASSERT_TRUE(window->documents().save(page()));
        ASSERT_TRUE(document().apply({SetAttribute{"conv1", "out_channels", channels_now + 4}}, "change").ok());
        QTest::qWait(600);
        EXPECT_EQ(window->messages().text(), "");
    }
}

TEST_F(Files, ABrokenReplacementLeavesTheProject) {
    openCopy();
    overwrite("{");
    ASSERT_TRUE(told("was changed by another program"));
    window->messages().trigger();
    EXPECT_TRUE(told("mine.json")) << window->messages().text().toStdString();
    EXPECT_EQ(document().project(), *load_project(kOpened.toStdString()));
}

TEST_F(Files, TheWindowsTitleNamesProjectAndChanges) {
    EXPECT_EQ(window->windowTitle(), "Saddlepoint");
    openCopy();
    EXPECT_EQ(window->windowTitle(), "LeNet-5[*]");
    EXPECT_FALSE(window->isWindowModified());
    ASSERT_TRUE(document().apply({SetAttribute{"conv1", "out_channels", int64_t(8)}}, "change").ok());
    EXPECT_TRUE(window->isWindowModified());
    document().undoStack().undo();
    EXPECT_FALSE(window->isWindowModified());
}

TEST_F(Files, AProjectDroppedOnTheWindowOpens) {
    drop(kOpened);
    ASSERT_TRUE(window->documents().current());
    EXPECT_EQ(document().path(), kOpened);
}

TEST_F(Files, OpeningALargeProjectCanBeCancelled) {
    Project large;
    large.name = "large";
    for (int i = 0; i < 3000; ++i) {
        large.graph.nodes.push_back({"n" + std::to_string(i), i ? "ReLU" : "Dataset", {}, 208.0 * (i % 50), 100.0 * (i / 50)});
        if (i) large.graph.edges.push_back({{"n" + std::to_string(i - 1), i > 1 ? "y" : "image"}, {"n" + std::to_string(i), "x"}});
    }
    const QString file = folder.filePath("large.json");
    ASSERT_TRUE(save_project(large, file.toStdString()).ok());
    const auto press = [&](const QString& text) {
        for (auto* button : window->messages().findChildren<QPushButton*>())
            if (button->isVisible() && button->text() == text) return QTest::mouseClick(button, Qt::LeftButton);
        ADD_FAILURE() << "no button " << text.toStdString();
    };
    drop(file);
    EXPECT_EQ(window->documents().current(), nullptr) << "it is read beside the window";
    EXPECT_TRUE(window->messages().text().contains("Opening large.json"));
    press("Cancel");
    EXPECT_TRUE(window->messages().text().contains("large.json was not opened")) << window->messages().text().toStdString();
    bool over = false;
    window->documents().files().post(window.get(), [] { return true; }, [&](bool done) { over = done; });
    ASSERT_TRUE(wait_for([&] { return over; }));
    EXPECT_TRUE(window->documents().pages().empty());
    EXPECT_TRUE(Documents::recent().isEmpty());

    drop(file);
    drop(file);   // once more, while it is read
    ASSERT_TRUE(told("large.json is open: 3000 nodes")) << window->messages().text().toStdString();
    ASSERT_EQ(window->documents().pages().size(), 1u);
    EXPECT_EQ(document().project(), large);
    EXPECT_EQ(Documents::recent(), QStringList{file});

    ASSERT_TRUE(saddle::write_file(file.toStdString(), std::string(1 << 20, '{')).ok());
    window->documents().close(page());
    drop(file);
    ASSERT_TRUE(told("large.json")) << "what is wrong with it";
    ASSERT_TRUE(wait_for([&] { return !window->messages().text().contains("Opening"); }));
    EXPECT_TRUE(window->documents().pages().empty());
}

TEST_F(Files, AModelGoesOutAsOnnxAndWeightsAndComesBackByDrop) {
    openProject("basics/mlp.json");
    Project quick = document().project();
    quick.train.epochs = 1;
    ASSERT_TRUE(document().apply({SetTrain{quick.train}}, "one epoch").ok());
    ASSERT_TRUE(wait_for([this] { return valid(); }));
    const int64_t parameters = document().typed()->total.parameters;
    ASSERT_TRUE(trainToTheEnd(300000));
    const QString run = window->engine().currentRun(), onnx = folder.filePath("net.onnx"), weights = folder.filePath("net.safetensors");
    int exported = 0;
    QObject::connect(&window->engine(), &EngineClient::jobDone, window.get(), [&](const QString&, const Status& status) { exported += status.ok(); });
    window->engine().exportRun(run, "onnx", onnx);
    window->engine().exportRun(run, "safetensors", weights);
    ASSERT_TRUE(wait_for([&] { return exported == 2; }));

    drop(weights);   // onto the project that they belong to
    ASSERT_TRUE(told("Training begins from net.safetensors")) << window->messages().text().toStdString();
    EXPECT_EQ(document().project().train.weights, weights.toStdString());
    document().undoStack().undo();
    EXPECT_TRUE(document().project().train.weights.empty());

    const auto kept = [] { return QDir(QString::fromStdString(data_folder()) + "/imports").entryList(QDir::Files); };
    const QStringList before = kept();
    drop(onnx);
    window->messages().trigger();   // Cancel
    ASSERT_TRUE(told("The import was cancelled"));
    bool over = false;   // what the jobs thread was at
    window->engine().post({}, window.get(), [] { return true; }, [&](bool done) { over = done; });
    ASSERT_TRUE(wait_for([&] { return over; }));
    EXPECT_EQ(window->documents().pages().size(), 1u);
    EXPECT_EQ(kept(), before) << "nothing of it stays";

    drop(onnx);
    ASSERT_TRUE(told("net.onnx is imported")) << window->messages().text().toStdString();
    ASSERT_EQ(window->documents().pages().size(), 2u);
    EXPECT_TRUE(document().path().isEmpty());
    EXPECT_TRUE(QFile::exists(QString::fromStdString(document().project().train.weights)));
    ASSERT_TRUE(wait_for([this] { return valid(); }));
    EXPECT_EQ(document().typed()->total.parameters, parameters);
    QFile::remove(QString::fromStdString(document().project().train.weights));

    openProject("vision/lenet5.json");
    drop(weights);   // of another model
    ASSERT_TRUE(told("belongs to another model")) << window->messages().text().toStdString();
    EXPECT_TRUE(document().project().train.weights.empty());
}

TEST_F(Files, WhatIsNoModelIsExplained) {
    const QString weights = folder.filePath("w.safetensors"), onnx = folder.filePath("a.onnx");
    ASSERT_TRUE(saddle::write_file(weights.toStdString(), "{}").ok());
    ASSERT_TRUE(saddle::write_file(onnx.toStdString(), "no model").ok());
    drop(weights);
    ASSERT_TRUE(told("Open the project that they belong to"));
    drop(onnx);
    ASSERT_TRUE(told("a.onnx")) << window->messages().text().toStdString();
    EXPECT_TRUE(window->documents().pages().empty());
    QMimeData mime;
    mime.setUrls({QUrl::fromLocalFile("/tmp/holiday.mp4")});
    QDragEnterEvent enter({400, 300}, Qt::CopyAction, &mime, Qt::LeftButton, {});
    enter.ignore();
    QApplication::sendEvent(window.get(), &enter);
    EXPECT_FALSE(enter.isAccepted());
}

TEST_F(Files, TheGraphPrintsAsVectorsOnOnePage) {
    openProject("vision/lenet5.json");
    const QString pdf = folder.filePath("graph.pdf");
    QPrinter printer(QPrinter::HighResolution);
    printer.setOutputFormat(QPrinter::PdfFormat);
    printer.setOutputFileName(pdf);
    printer.setPageSize(QPageSize(QPageSize::A4));
    printGraph(document(), HeatMode::Parameters, printer);
    EXPECT_EQ(printer.pageLayout().orientation(), QPageLayout::Landscape) << "the graph is wider than high";
    QFile file(pdf);
    ASSERT_TRUE(file.open(QIODevice::ReadOnly));
    const QByteArray bytes = file.readAll();
    EXPECT_TRUE(bytes.startsWith("%PDF"));
    EXPECT_FALSE(bytes.contains("/Subtype /Image"));
    EXPECT_TRUE(bytes.contains("/Count 1"));
    EXPECT_GT(bytes.size(), 10000);
}

TEST_F(Files, APictureHasTheScaleThatIsAskedFor) {
    openProject("vision/lenet5.json");
    const QSizeF size = picture_area(canvas().graphScene()).size();
    CanvasScene scene(document(), CanvasStyle(Tokens(ThemeName::Light)));
    for (const double scale : {1.0, 3.0}) {
        const QString path_now = folder.filePath("graph.png");
        ASSERT_TRUE(write_picture(scene, path_now, scale).ok());
        const QImage image(path_now);
        EXPECT_EQ(image.size(), (picture_area(scene).size() * scale).toSize());
        EXPECT_GE(picture_area(scene).width(), size.width() - 1) << "the whole graph";
    }
}

/// The desktop as a program of its own, which the test below kills.
TEST_F(Files, DISABLED_EditsUntilItIsKilled) {
    openProject("vision/lenet5.json");
    ASSERT_TRUE(document().apply({SetAttribute{"conv1", "out_channels", int64_t(12)}}, "change").ok());
    window->actions().newProject->trigger();
    Window::drop("Dataset", {60, 60});
    Window::drop("Flatten", {280, 60});
    const auto& nodes = document().project().graph.nodes;
    wire(nodes[0].id, "image", nodes[1].id, "x");
    ASSERT_EQ(document().project().graph.edges.size(), 1u);
    QTest::qWait(Journal::kDelayMs + 300);
    std::puts("edited");
    std::fflush(stdout);
    QTest::qWait(60000);
}

TEST_F(Files, WhatWasNotSavedSurvivesAKill) {
    window.reset();
    QTemporaryDir home;
    qputenv("XDG_DATA_HOME", home.path().toUtf8());
    QProcess child;
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.insert("SADDLE_TEST_DATA", home.path());
    child.setProcessEnvironment(environment);
    child.start(QCoreApplication::applicationFilePath(), {"--gtest_also_run_disabled_tests", "--gtest_filter=Files.DISABLED_EditsUntilItIsKilled"});
    QByteArray said;
    ASSERT_TRUE(wait_for([&] { return (said += child.readAllStandardOutput()).contains("edited") || child.state() == QProcess::NotRunning; }, 60000));
    ASSERT_EQ(child.state(), QProcess::Running) << "it ended by itself";
    open();
    EXPECT_EQ(window->messages().text(), "") << "what a living program holds is its own";
    ::kill(pid_t(child.processId()), SIGKILL);
    ASSERT_TRUE(wait_for([&] { return child.state() == QProcess::NotRunning; }, 5000));
    EXPECT_EQ(child.exitStatus(), QProcess::CrashExit);

    open();
    ASSERT_TRUE(told("2 projects had unsaved changes")) << window->messages().text().toStdString();
    window->messages().trigger();
    std::map<QString, DocumentPage*> pages;
    for (DocumentPage* each : window->documents().pages()) pages[each->document().path()] = each;
    ASSERT_EQ(pages.size(), 2u);
    ASSERT_TRUE(pages.count(kOpened) && pages.count(""));
    EXPECT_EQ(std::get<int64_t>(pages[kOpened]->document().project().graph.find("conv1")->attributes.at("out_channels")), 12);
    EXPECT_TRUE(pages[kOpened]->document().dirty());
    EXPECT_EQ(pages[""]->document().project().graph.nodes.size(), 2u);
    EXPECT_EQ(pages[""]->document().project().graph.edges.size(), 1u);

    // Recovered, they are this session's: they lie in its journal until they are saved, and are not offered again.
    ASSERT_TRUE(wait_for([&] {
        int entries = 0;
        for (QDirIterator it(home.path() + "/saddlepoint/recovery", {"*.json"}, QDir::Files, QDirIterator::Subdirectories); it.hasNext(); it.next()) ++entries;
        return entries == 2;
    }, 5000));
    window.reset();
    EXPECT_TRUE(QDir(home.path() + "/saddlepoint/recovery").isEmpty()) << "a program that ends in order leaves nothing";
    qputenv("XDG_DATA_HOME", SADDLE_SOURCE_DIR "/build/test-data");
}

}  // namespace
}  // namespace saddle::app
