#pragma once
// The real mouse and keyboard: xdotool moves them on the display, the window is the one that users get. What a user does is
// counted: a click, a drag, a key or chord, a typed word and a ">" are one action each. Each chapter leaves a picture of the
// display in build/shots.
#include <QLineEdit>
#include <QProcess>
#include <QRegularExpression>
#include <QScreen>

#include "app/canvas/layer_search.h"
#include "tests/app/window_fixture.h"

namespace saddle::app {

class RealMouse : public Window {
protected:
    /// Runs xdotool while the window goes on living: a drag has an event loop of its own.
    void xdotool(const QStringList& arguments) {
        QProcess process;
        process.start("xdotool", arguments);
        ASSERT_TRUE(wait_for([&] { return process.state() == QProcess::NotRunning; }, 60000)) << arguments.join(' ').toStdString();
        ASSERT_EQ(process.exitCode(), 0) << process.readAllStandardError().toStdString();
        QTest::qWait(60);
    }
    /// The window in the corner with the keyboard.
    void begin() {
        window->move(0, 0);
        takeKeyboard();
    }
    /// A window manager would give it, also when a dialog has closed.
    void takeKeyboard() {
        xdotool({"windowfocus", QString::number(window->winId())});
        ASSERT_TRUE(wait_for([this] { return window->isActiveWindow(); }, 5000));
    }
    /// To a place of the desktop in logical px.
    static QStringList moveTo(const QPoint& at) {
        const qreal ratio = QGuiApplication::primaryScreen()->devicePixelRatio();
        return {"mousemove", QString::number(qRound(at.x() * ratio)), QString::number(qRound(at.y() * ratio)), "sleep", "0.05"};
    }
    void click(const QPoint& at) {
        ++actions;
        xdotool(moveTo(at) + QStringList{"click", "1", "sleep", "0.05"});
    }
    void click(QWidget* widget) { click(widget->mapToGlobal(widget->rect().center())); }
    void key(const QString& name) {
        ++actions;
        xdotool({"key", name});
    }
    /// At the speed of a quick typist: 12 letters a second.
    void type(const QString& text) {
        static const QRegularExpression between("[\\s>]+");
        actions += int(text.split(between, Qt::SkipEmptyParts).size() + text.count('>'));
        xdotool({"type", "--delay", "80", text});
    }
    void drag(const QPoint& from, const QPoint& to) {
        ++actions;
        QStringList words = moveTo(from) + QStringList{"mousedown", "1", "sleep", "0.1"};
        for (int i = 1; i <= 6; ++i) words += moveTo(from + (to - from) * i / 6);
        xdotool(words + moveTo(to) + QStringList{"sleep", "0.1", "mouseup", "1", "sleep", "0.1"});
    }
    QPoint onScreen(const QPointF& scene) { return canvas().viewport()->mapToGlobal(canvas().mapFromScene(scene)); }
    QPoint port(const NodeId& node, const std::string& name, bool output) { return onScreen(canvas().graphScene().portPosition({node, name}, output)); }
    /// Where a click takes hold of the node.
    QPoint header(const NodeId& node) {
        const NodeItem* item = canvas().graphScene().node(node);
        EXPECT_TRUE(item) << node;
        return item ? onScreen(item->pos() + QPointF(item->face().size.width() / 2, 10)) : QPoint();
    }
    void clickNode(const NodeId& node) {
        click(header(node));
        EXPECT_EQ(document().selection(), QStringList{QString::fromStdString(node)});
    }
    /// "/", the line, Return; until all its layers are there. A picture shows the box before Return.
    void draw(const QString& line, const QString& picture_name = {}) {
        key("slash");
        auto* box = canvas().findChild<LayerSearch*>();
        ASSERT_TRUE(wait_for([&] { return box->isVisible(); }, 3000));
        type(line);
        if (!picture_name.isEmpty()) picture(picture_name);
        key("Return");
        ASSERT_TRUE(wait_for([&] { return !box->isVisible(); }, 20000)) << "what was typed was not placed: " << box->findChild<QLineEdit*>()->text().toStdString();
        QTest::qWait(300);
    }
    /// The whole display, as it is.
    void picture(const QString& name) {
        QTest::qWait(400);
        QDir().mkpath(SADDLE_SOURCE_DIR "/build/shots");
        const QString scale = qEnvironmentVariable("QT_SCALE_FACTOR");
        const QString file = QString(SADDLE_SOURCE_DIR "/build/shots/story-%1%2.png").arg(name, scale.isEmpty() ? QString() : "-x" + scale);
        EXPECT_TRUE(QGuiApplication::primaryScreen()->grabWindow(0).save(file));
    }
    /// The other theme in Chinese, and back.
    void pictureInChinese(const QString& name) {
        window->actions().switchTheme->trigger();
        Language::instance().choose("zh_CN");
        Theme::instance().apply();
        QTest::qWait(1500);   // the live views are drawn by a thread of their own
        picture(name);
        window->actions().switchTheme->trigger();
        Language::instance().choose("en");
        Theme::instance().apply();
    }

    int actions = 0;
};

}  // namespace saddle::app
