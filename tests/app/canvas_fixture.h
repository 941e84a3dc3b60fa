#pragma once
// A canvas on no screen with the engine's check answering every change at once, and words for what a user does.
#include <gtest/gtest.h>

#include <QDir>
#include <QDragEnterEvent>
#include <QMimeData>
#include <QSignalSpy>
#include <QTest>

#include "app/canvas/canvas_scene.h"
#include "app/canvas/canvas_view.h"
#include "app/document/compatibility.h"

namespace saddle::app {

inline const QString kProjects = SADDLE_SOURCE_DIR "/projects/";

class Canvas : public testing::Test {
protected:
    Canvas() {
        QObject::connect(&document, &GraphDocument::changed, [this] { check(); });
        view = std::make_unique<CanvasView>(document);
        view->setReduceMotion(true);
        view->resize(1030, 550);
        view->show();
        QObject::connect(view.get(), &CanvasView::message, [this](const QString& text) { messages << text; });
        EXPECT_TRUE(QTest::qWaitForWindowExposed(view.get()));
        view->setFocus();
    }

    /// Images of 28 x 28 in ten classes, as the sample digits have.
    static ops::DataSignature digits() {
        return {{{"image", ops::PortKind::Image, {DType::F32, {1, 28, 28}}}, {"label", ops::PortKind::Tokens, {DType::I32, {}}}}, 10};
    }
    void check() { document.setTyped(std::make_shared<compile::TypedGraph>(compile::infer_shapes(project(), digits(), project().train.batch_size))); }
    void open(const QString& project) {
        ASSERT_TRUE(document.load(kProjects + project).ok());
        first = write_project(document.project());
        view->action(CanvasVerb::Fit)->trigger();
    }
    const Project& project() const { return document.project(); }
    const Graph& graph() const { return document.project().graph; }
    const CanvasScene& scene() const { return view->graphScene(); }
    NodeItem* node(const NodeId& id) const { return scene().node(id); }
    bool wired(const std::string& from, const std::string& to) const {
        const auto port = [](const std::string& text) { return PortRef{text.substr(0, text.find('.')), text.substr(text.find('.') + 1)}; };
        const Edge* edge = graph().into(port(to));
        return edge && edge->from == port(from);
    }

    /// Scene to viewport px.
    QPoint px(const QPointF& scene_point) const { return view->mapFromScene(scene_point); }
    QPoint px(const NodeId& id) const { return px(node(id)->pos() + QPointF(node(id)->face().size.width() / 2, node(id)->face().size.height() - 12)); }
    QPoint portPx(const NodeId& id, const std::string& port, bool output) const { return px(scene().portPosition({id, port}, output)); }

    void move(const QPoint& at) { QTest::mouseMove(view->viewport(), at); }
    void press(const QPoint& at, Qt::KeyboardModifiers modifiers = {}) { QTest::mousePress(view->viewport(), Qt::LeftButton, modifiers, at); }
    void drag(const QPoint& from, const QPoint& to, Qt::KeyboardModifiers modifiers = {}, Qt::MouseButton button = Qt::LeftButton) {
        QTest::mousePress(view->viewport(), button, modifiers, from);
        moveHeld(from + (to - from) / 3, modifiers, button);
        moveHeld(to, modifiers, button);
        QTest::mouseRelease(view->viewport(), button, modifiers, to);
    }
    /// QTest::mouseMove forgets the modifiers and the held button.
    void moveHeld(const QPoint& at, Qt::KeyboardModifiers modifiers = {}, Qt::MouseButton button = Qt::LeftButton) {
        QMouseEvent event(QEvent::MouseMove, at, view->viewport()->mapToGlobal(QPointF(at)), Qt::NoButton, button, modifiers);
        QApplication::sendEvent(view->viewport(), &event);
    }
    void release(const QPoint& at, Qt::KeyboardModifiers modifiers = {}) { QTest::mouseRelease(view->viewport(), Qt::LeftButton, modifiers, at); }
    void click(const QPoint& at, Qt::KeyboardModifiers modifiers = {}) { QTest::mouseClick(view->viewport(), Qt::LeftButton, modifiers, at); }
    void key(int code, Qt::KeyboardModifiers modifiers = {}) { QTest::keyClick(view.get(), Qt::Key(code), modifiers); }
    /// Drags a layer from a palette over the canvas; without `drop` it stays there.
    void dragLayer(const QByteArray& layer, const QPoint& at, bool drop = true) {
        mime.setData(kLayerMimeType, layer);
        QDragEnterEvent enter(at, Qt::CopyAction, &mime, Qt::LeftButton, {});
        QApplication::sendEvent(view->viewport(), &enter);
        QDragMoveEvent over(at, Qt::CopyAction, &mime, Qt::LeftButton, {});
        QApplication::sendEvent(view->viewport(), &over);
        if (!drop) return;
        QDropEvent end(at, Qt::CopyAction, &mime, Qt::LeftButton, {});
        QApplication::sendEvent(view->viewport(), &end);
    }
    void undoAll() {
        while (document.undoStack().canUndo()) document.undoStack().undo();
    }
    /// Grabs the canvas into build/shots/<name>.png.
    void shot(const QString& name) {
        QDir().mkpath(SADDLE_SOURCE_DIR "/build/shots");
        EXPECT_TRUE(view->grab().save(QString(SADDLE_SOURCE_DIR "/build/shots/") + name + ".png"));
    }

    GraphDocument document;
    std::unique_ptr<CanvasView> view;
    QStringList messages;
    std::string first;
    QMimeData mime;
};

}  // namespace saddle::app
