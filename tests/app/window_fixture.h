#pragma once
// The whole window on no screen, with a store and settings of its own, and words for what a user does.
#include <gtest/gtest.h>

#include <QApplication>
#include <QDir>
#include <QDragEnterEvent>
#include <QElapsedTimer>
#include <QMimeData>
#include <QSettings>
#include <QTemporaryDir>
#include <QTest>

#include "app/canvas/canvas_scene.h"
#include "app/shell/actions.h"
#include "app/shell/language.h"
#include "app/shell/live_views.h"
#include "app/shell/main_window.h"
#include "app/shell/message_strip.h"
#include "app/shell/panel_docks.h"
#include "app/shell/theme/theme.h"

namespace saddle::app {

/// Runs the event loop until `done` or `ms` have passed; true when it is done.
template <class Done>
bool wait_for(Done done, int ms = 60000) {
    QElapsedTimer clock;
    clock.start();
    while (!done() && clock.elapsed() < ms) QTest::qWait(5);
    return done();
}

class Window : public testing::Test {
protected:
    Window() {
        // Generated data is shared by all tests; runs and settings are each test's own.
        const QString data = qEnvironmentVariable("SADDLE_TEST_DATA", SADDLE_SOURCE_DIR "/build/test-data");
        qputenv("XDG_DATA_HOME", data.toUtf8());
        QDir(data + "/saddlepoint/recovery").removeRecursively();
        QApplication::setOrganizationName("saddlepoint");
        QApplication::setApplicationName("saddlepoint");
        QSettings::setDefaultFormat(QSettings::IniFormat);
        QSettings::setPath(QSettings::IniFormat, QSettings::UserScope, folder.path());
        QSettings().setValue("tourSeen", true);
        Language::instance().choose("en");
        Theme::instance().choose(ThemeChoice::Dark);
        open();
    }
    void open(const Options& given = {}) {
        Options options = given;
        options.store = folder.filePath("runs.sqlite");
        window = std::make_unique<MainWindow>(options);
        window->resize(1600, 1000);
        window->show();
        EXPECT_TRUE(QTest::qWaitForWindowExposed(window.get()));
        window->start(options);
    }

    DocumentPage& page() { return *window->documents().current(); }
    GraphDocument& document() { return page().document(); }
    CanvasView& canvas() { return page().canvas(); }
    Trainer& trainer() { return window->trainer(); }

    /// Opens a project of projects/ and waits until its shapes are known.
    void openProject(const QString& name) {
        ASSERT_TRUE(window->documents().open(SADDLE_SOURCE_DIR "/projects/" + name).ok());
        ASSERT_TRUE(wait_for([this] { return document().typed() != nullptr; }));
    }
    bool valid() { return document().typed() && document().typed()->valid(); }
    /// Drops a layer of the palette at `at` (viewport px of the canvas).
    void drop(const QByteArray& layer, const QPoint& at) {
        QMimeData mime;
        mime.setData(kLayerMimeType, layer);
        QWidget* viewport = canvas().viewport();
        QDragEnterEvent enter(at, Qt::CopyAction, &mime, Qt::LeftButton, {});
        QApplication::sendEvent(viewport, &enter);
        QDragMoveEvent over(at, Qt::CopyAction, &mime, Qt::LeftButton, {});
        QApplication::sendEvent(viewport, &over);
        QDropEvent end(at, Qt::CopyAction, &mime, Qt::LeftButton, {});
        QApplication::sendEvent(viewport, &end);
    }
    /// Drags a wire with the mouse from an output port to an input port.
    void wire(const NodeId& from, const std::string& out, const NodeId& to, const std::string& in) {
        QWidget* viewport = canvas().viewport();
        const QPoint a = canvas().mapFromScene(canvas().graphScene().portPosition({from, out}, true));
        const QPoint b = canvas().mapFromScene(canvas().graphScene().portPosition({to, in}, false));
        QTest::mousePress(viewport, Qt::LeftButton, {}, a);
        for (const QPoint& at : {a + (b - a) / 3, b}) {
            QMouseEvent move(QEvent::MouseMove, at, viewport->mapToGlobal(QPointF(at)), Qt::NoButton, Qt::LeftButton, {});
            QApplication::sendEvent(viewport, &move);
        }
        QTest::mouseRelease(viewport, Qt::LeftButton, {}, b);
    }
    bool trainToTheEnd(int ms = 120000) {
        if (!wait_for([this] { return trainer().obstacle().isEmpty(); })) return false;
        window->actions().train->trigger();
        return wait_for([this] { return trainer().state() == Trainer::State::Idle && trainer().end(); }, ms);
    }
    /// Grabs the window into build/shots/<name>.png.
    void shot(const QString& name) {
        QDir().mkpath(SADDLE_SOURCE_DIR "/build/shots");
        EXPECT_TRUE(window->grab().save(QString(SADDLE_SOURCE_DIR "/build/shots/") + name + ".png"));
    }

    QTemporaryDir folder;
    std::unique_ptr<MainWindow> window;
};

}  // namespace saddle::app
