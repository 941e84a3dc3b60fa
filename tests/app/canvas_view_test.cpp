// Looking: zoom, pan, fit, minimap, heat, wires' ways, pictures, speed.
#include <QAccessible>
#include <QStyleOptionGraphicsItem>
#include <QSvgRenderer>
#include <QTemporaryDir>
#include <QToolTip>
#include <ctime>

#include "app/canvas/camera.h"
#include "app/canvas/minimap.h"
#include "app/shell/number_text.h"
#include "tests/app/canvas_fixture.h"

namespace saddle::app {
namespace {

class CanvasLook : public Canvas {
protected:
    void wheel(const QPoint& at, int eighths, Qt::KeyboardModifiers modifiers = {}) {
        QWheelEvent event(at, view->viewport()->mapToGlobal(QPointF(at)), {}, {0, eighths}, Qt::NoButton, modifiers, Qt::NoScrollPhase, false);
        QApplication::sendEvent(view->viewport(), &event);
    }
    /// A project whose nodes lie in disorder.
    void openScattered(const QString& file) {
        open(file);
        Project scattered = project();
        for (size_t i = 0; i < scattered.graph.nodes.size(); ++i) {
            scattered.graph.nodes[i].x = double(i * 37 % 11) * 60;
            scattered.graph.nodes[i].y = double(i * 23 % 7) * 50;
        }
        first = write_project(scattered);
        document.reset(std::move(scattered));
    }
    /// How the canvas looks on `widget` once every node in sight is painted: a frame paints as many as it has time for.
    QImage complete(QWidget& widget) {
        QImage last, now = widget.grab().toImage();
        do {
            last = now;
            QTest::qWait(20);
            now = widget.grab().toImage();
        } while (now != last);
        return now;
    }
    /// A grid of `n` convolutions, each fed by the one before.
    void openLarge(int n) {
        Project large;
        for (int i = 0; i < n; ++i) {
            const std::string id = "conv" + std::to_string(i + 1);
            large.graph.nodes.push_back({id, "Conv2d", {}, double(i % 50) * 208, double(i / 50) * 160, false});
            if (i > 0) large.graph.edges.push_back({{"conv" + std::to_string(i), "y"}, {id, "x"}});
        }
        document.reset(std::move(large));
    }
};

TEST_F(CanvasLook, TheWheelZoomsToThePointer) {
    open("vision/lenet5.json");
    const QPoint at(700, 180);
    const QPointF under = view->mapToScene(at);
    const double zoom = view->zoom();
    QSignalSpy zoomed(view.get(), &CanvasView::zoomChanged);
    for (int i = 0; i < 5; ++i) wheel(at, 120);
    EXPECT_GT(view->zoom(), zoom * 1.5);
    EXPECT_EQ(zoomed.count(), 5);
    EXPECT_LE(QLineF(view->mapToScene(at), under).length(), 2 / zoom);
    for (int i = 0; i < 60; ++i) wheel(at, -120);
    EXPECT_NEAR(view->zoom(), 0.1, 1e-9) << "there is an end to it";
}

TEST_F(CanvasLook, PanByMiddleSpaceRightAndWheel) {
    open("vision/lenet5.json");
    const auto shifted = [&](const std::function<void()>& act) {
        const QPointF before = view->mapToScene(QPoint(0, 0));
        act();
        return (before - view->mapToScene(QPoint(0, 0))) * view->zoom();
    };
    EXPECT_EQ(shifted([&] { drag({300, 300}, {360, 340}, {}, Qt::MiddleButton); }).toPoint(), QPoint(60, 40));
    EXPECT_EQ(shifted([&] { drag({300, 300}, {240, 340}, {}, Qt::RightButton); }).toPoint(), QPoint(-60, 40));
    EXPECT_EQ(shifted([&] {
                  QTest::keyPress(view.get(), Qt::Key_Space);
                  drag(px("conv1"), px("conv1") + QPoint(50, 20));
                  QTest::keyRelease(view.get(), Qt::Key_Space);
              }).toPoint(), QPoint(50, 20));
    EXPECT_GT(shifted([&] { wheel({300, 300}, 120, Qt::ShiftModifier); }).x(), 50);
    EXPECT_GT(shifted([&] { wheel({300, 300}, 120, Qt::AltModifier); }).y(), 50);
    EXPECT_GT(shifted([&] { key(Qt::Key_Left); }).x(), 20) << "arrows pan when nothing is selected";
    EXPECT_EQ(write_project(project()), first);
    EXPECT_TRUE(document.selection().isEmpty());
}

TEST_F(CanvasLook, FitZoomToSelectionAndActualSize) {
    open("vision/lenet5.json");
    const QRectF window(view->viewport()->rect());
    key(Qt::Key_F);
    EXPECT_TRUE(window.contains(view->viewportTransform().mapRect(scene().content())));
    EXPECT_LE(view->zoom(), 1);
    document.select({"fc1", "fc2"});
    key(Qt::Key_F, Qt::ShiftModifier);
    EXPECT_TRUE(window.contains(view->viewportTransform().mapRect(node("fc1")->box() | node("fc2")->box())));
    key(Qt::Key_0, Qt::ControlModifier);
    EXPECT_EQ(view->zoom(), 1);
    const QPointF middle = view->mapToScene(window.center().toPoint());
    view->resize(view->width() + 200, view->height() - 100);
    EXPECT_LE(QLineF(view->mapToScene(view->viewport()->rect().center()), middle).length(), 2) << "the middle stays in the middle";
}

TEST_F(CanvasLook, WhatWasFittedStaysSoUntilItIsLookedAtOtherwise) {
    open("vision/lenet5.json");
    const auto fits = [&] {
        const QRectF content = view->mapFromScene(scene().content()).boundingRect();
        return QRectF(view->viewport()->rect()).contains(content) && (content.width() > view->viewport()->width() - 100 || content.height() > view->viewport()->height() - 100);
    };
    for (const QSize& size : {QSize(300, 400), QSize(700, 300), QSize(900, 640)}) {   // docks come and go
        view->resize(size);
        EXPECT_TRUE(fits()) << size.width() << " x " << size.height();
    }
    wheel({450, 300}, 120);
    const double zoom = view->zoom();
    view->resize(500, 500);
    EXPECT_EQ(view->zoom(), zoom);
    view->action(CanvasVerb::Fit)->trigger();
    ASSERT_TRUE(document.apply({MoveTo{"conv1", 3000, 0}}, "Move").ok());
    view->resize(700, 500);
    EXPECT_FALSE(fits()) << "it was edited where it is";
}

TEST_F(CanvasLook, FromFarWhatIsPaintedTogetherLooksAsEachDoesByItself) {
    open("vision/resnet20.json");
    document.select({QString::fromStdString(graph().nodes[3].id)});
    while (view->zoom() >= 0.2) view->action(CanvasVerb::ZoomOut)->trigger();
    for (const bool known : {true, false}) {
        if (!known) document.setTyped(nullptr);   // nodes are dim
        view->viewport()->repaint();
        const QImage together = view->viewport()->grab().toImage().convertToFormat(QImage::Format_RGB32);
        QImage each(together.size(), QImage::Format_RGB32);
        QPainter painter(&each);
        painter.fillRect(each.rect(), scene().style().canvas);
        painter.setWorldTransform(view->viewportTransform());
        for (QGraphicsItem* item : scene().items(Qt::AscendingOrder)) {
            painter.setWorldTransform(item->sceneTransform() * view->viewportTransform());
            QStyleOptionGraphicsItem option;
            option.exposedRect = item->boundingRect();
            item->paint(&painter, &option, nullptr);
        }
        painter.end();
        int others = 0, painted = 0;
        for (int y = 0; y < each.height(); ++y)
            for (int x = 0; x < each.width(); ++x) {
                if (each.pixelColor(x, y) == scene().style().canvas) continue;   // there are dots in the other
                ++painted;
                others += each.pixel(x, y) != together.pixel(x, y);
            }
        EXPECT_GT(painted, 400);
        EXPECT_EQ(others, 0) << (known ? "known" : "dim");
    }
}

TEST_F(CanvasLook, ThePicturesAreMadeWhenTheZoomRests) {
    openLarge(600);
    const auto looks = [&] { return view->viewport()->grab().toImage(); };
    view->action(CanvasVerb::Fit)->trigger();
    QTest::qWait(300);
    for (int i = 0; i < 12; ++i) {
        wheel({500, 270}, 60);
        view->viewport()->repaint();
    }
    ASSERT_GT(view->zoom(), 0.22);
    const QImage hurried = looks();
    QTRY_VERIFY(looks() != hurried);
    QTest::qWait(600);
    const QImage rested = looks();
    for (const auto& [id, item] : scene().nodes()) item->repaint();   // all anew
    EXPECT_EQ(looks(), rested);
}

TEST_F(CanvasLook, TheMinimapLeadsThere) {
    openLarge(200);
    auto* map = view->findChild<Minimap*>();
    ASSERT_TRUE(map->isVisible());
    view->action(CanvasVerb::ZoomActual)->trigger();
    QTest::mouseClick(map, Qt::LeftButton, {}, {130, 38});
    const QPointF right = view->mapToScene(view->viewport()->rect().center());
    QTest::mouseClick(map, Qt::LeftButton, {}, {8, 38});
    EXPECT_GT(right.x(), view->mapToScene(view->viewport()->rect().center()).x() + 5000);
}

TEST_F(CanvasLook, HeatFollowsItsMode) {
    open("vision/lenet5.json");
    EXPECT_EQ(node("conv1")->face().value, QString::fromUtf8("–")) << "not measured is a dash, never 0";
    EXPECT_LT(node("conv1")->face().fill, 0);
    EXPECT_TRUE(view->heatScale().first.isEmpty());
    view->setTimes({{"conv1", 0.25}, {"fc1", 0.75}});
    EXPECT_EQ(node("conv1")->face().value, "0.250 ms");
    EXPECT_EQ(view->heatScale().first, "100 %");
    EXPECT_NEAR(node("conv1")->face().fill, 0.25, 1e-9);
    QSignalSpy scale(view.get(), &CanvasView::heatScaleChanged);
    view->setHeatMode(HeatMode::Parameters);
    EXPECT_GE(scale.count(), 1);
    EXPECT_EQ(node("fc1")->face().value, countText(48120));
    EXPECT_GT(node("fc1")->face().fill, node("conv1")->face().fill);
    view->setHeatMode(HeatMode::Memory);
    EXPECT_TRUE(node("conv1")->face().value.endsWith("B"));
}

TEST_F(CanvasLook, FacesSayWhatIsKnown) {
    open("vision/lenet5.json");
    const NodeFace& conv = node("conv2")->face();
    ASSERT_EQ(conv.rows.size(), 3u);
    EXPECT_EQ(conv.rows[0].name, "channels");
    EXPECT_EQ(conv.rows[0].value, QString::fromUtf8("6→16"));
    EXPECT_EQ(conv.rows[1].value, QString::fromUtf8("5×5"));
    EXPECT_EQ(conv.parameters, countText(2416));
    EXPECT_TRUE(node("relu1")->face().compact());
    EXPECT_EQ(node("relu1")->face().size.width(), 66);
    EXPECT_EQ(conv.port("x", false)->at, QPointF(0, 13));
    EXPECT_EQ(conv.port("y", true)->at, QPointF(conv.size.width(), 13));
    EXPECT_EQ(node("data")->face().port("label", true)->at.y(), 38);
    EXPECT_EQ(node("data")->face().rows[0].value, "sample-digits");
    EXPECT_EQ(node("data")->face().rows[1].value, "64");
    ASSERT_TRUE(document.apply({Disconnect{*graph().into({"conv2", "x"})}}, "Disconnect").ok());
    EXPECT_FALSE(node("conv2")->face().error) << "an input that is not wired yet is no alarm";
    EXPECT_FALSE(node("conv2")->face().known);
    EXPECT_EQ(node("relu2")->face().port("x", false)->kind, ops::PortKind::Unknown);
}

TEST_F(CanvasLook, NodesAreWhereTheyAreWhereverTheCanvasLies) {
    open("vision/lenet5.json");
    const QImage alone = complete(*view);
    QWidget window;
    window.resize(1200, 700);
    view->setParent(&window);
    view->move(40, 30);
    window.show();
    view->show();
    const QImage placed = complete(window).copy(view->geometry());
    view->setParent(nullptr);
    ASSERT_EQ(placed.size(), alone.size());
    const QRect face = view->mapFromScene(node("conv1")->sceneBoundingRect()).boundingRect();
    EXPECT_EQ(placed.copy(face), alone.copy(face));
}

TEST_F(CanvasLook, ScreenReadersFindTheNodes) {
    open("vision/lenet5.json");
    QAccessibleInterface* canvas = QAccessible::queryAccessibleInterface(view.get());
    ASSERT_NE(canvas, nullptr);
    EXPECT_EQ(canvas->text(QAccessible::Name), "Canvas");
    ASSERT_EQ(canvas->childCount(), int(graph().nodes.size()));
    QAccessibleInterface* conv = canvas->child(1);
    EXPECT_EQ(canvas->indexOfChild(conv), 1);
    EXPECT_TRUE(conv->text(QAccessible::Name).startsWith("conv1, Conv2d")) << conv->text(QAccessible::Name).toStdString();
    EXPECT_FALSE(conv->state().selected);
    document.select({"conv1"});
    EXPECT_TRUE(conv->state().selected);
    EXPECT_EQ(canvas->focusChild(), conv);
    EXPECT_EQ(canvas->childAt(conv->rect().center().x(), conv->rect().center().y()), conv);
    ASSERT_TRUE(document.apply({SetAttribute{"conv1", "groups", AttributeValue(int64_t(4))}}, "Set groups").ok());
    EXPECT_TRUE(conv->text(QAccessible::Name).contains("Error: groups 4 does not divide"));
    ASSERT_TRUE(document.apply({RemoveNode{"conv1"}}, "Delete").ok());
    EXPECT_FALSE(conv->isValid());
}

TEST_F(CanvasLook, TooltipsSayWhatIsUnderThePointer) {
    open("vision/lenet5.json");
    view->action(CanvasVerb::ZoomActual)->trigger();
    const auto tip = [&](const QPoint& at) {
        QHelpEvent event(QEvent::ToolTip, at, view->viewport()->mapToGlobal(at));
        QApplication::sendEvent(view->viewport(), &event);
        return QToolTip::text();
    };
    EXPECT_TRUE(tip(portPx("conv2", "x", false)).startsWith("conv2.x")) << QToolTip::text().toStdString();
    EXPECT_TRUE(QToolTip::text().contains(QString::fromUtf8("64 × 6 × 14 × 14"))) << QToolTip::text().toStdString();
    EXPECT_TRUE(tip(px("conv2")).contains("Slides filters")) << QToolTip::text().toStdString();
}

TEST_F(CanvasLook, WiresOfAnArrangedGraphPassNoNode) {
    for (const char* file : {"vision/lenet5.json", "vision/lenet5-1998.json", "basics/mlp.json"}) {
        openScattered(file);
        key(Qt::Key_L);
        EXPECT_EQ(document.undoStack().count(), 1);
        for (const auto& [edge, wire] : scene().wires())
            for (const auto& [id, item] : scene().nodes()) {
                const QRectF box = item->box().adjusted(3, 3, -3, -3);
                for (int i = 0; i <= 200; ++i) ASSERT_FALSE(box.contains(wire->route().path.pointAtPercent(i / 200.0)))
                    << file << ": " << edge.from.node << " -> " << edge.to.node << " passes " << id;
            }
        for (const auto& [a, item] : scene().nodes())
            for (const auto& [b, other] : scene().nodes())
                if (a < b) { EXPECT_FALSE(item->box().intersects(other->box())) << file << ": " << a << " lies on " << b; }
        document.undoStack().undo();
        EXPECT_EQ(write_project(project()), first);
    }
}

TEST_F(CanvasLook, ArrangingGlidesUnlessMotionIsReduced) {
    openScattered("vision/lenet5.json");
    view->setReduceMotion(false);
    const QPointF from = node("fc3")->pos();
    key(Qt::Key_L);
    const QPointF to(graph().find("fc3")->x, graph().find("fc3")->y);
    ASSERT_NE(from, to);
    EXPECT_NE(node("fc3")->pos(), to) << "on its way";
    key(Qt::Key_F);   // fits where they are going
    QTRY_COMPARE_WITH_TIMEOUT(node("fc3")->pos(), to, 2000);
    QTest::qWait(400);
    const QRectF sight = view->mapToScene(view->viewport()->rect()).boundingRect();
    for (const auto& [id, item] : scene().nodes()) EXPECT_TRUE(sight.contains(item->box())) << id;
}

TEST_F(CanvasLook, PicturesAreWrittenWithoutTheSelection) {
    open("vision/lenet5.json");
    QTemporaryDir folder;
    const auto bytes = [](const QString& path) {
        QFile file(path);
        EXPECT_TRUE(file.open(QIODevice::ReadOnly)) << path.toStdString();
        return file.readAll();
    };
    for (const QString& ending : {QString("svg"), QString("png")}) {
        const QString plain = folder.filePath("plain." + ending), selected = folder.filePath("selected." + ending);
        document.select({});
        ASSERT_TRUE(view->exportImage(plain).ok());
        document.select({"conv1"});
        ASSERT_TRUE(view->exportImage(selected).ok());
        EXPECT_EQ(bytes(plain), bytes(selected));
        EXPECT_TRUE(node("conv1")->selectedLook()) << "the canvas itself stays as it was";
    }
    const QByteArray svg = bytes(folder.filePath("plain.svg"));
    EXPECT_TRUE(QSvgRenderer(svg).isValid());
    EXPECT_TRUE(svg.contains("Conv2d"));
    EXPECT_FALSE(svg.contains("<image")) << "icons are paths too";
    QImage png(folder.filePath("plain.png"));
    EXPECT_NEAR(png.width(), 2 * (scene().content().width() + 48), 2);
    EXPECT_FALSE(view->exportImage(folder.filePath("plain.gif")).ok());
    EXPECT_FALSE(view->exportImage(folder.filePath("no/folder/plain.svg")).ok());
}

TEST_F(CanvasLook, TwoThousandNodesArePaintedAndEditedQuickly) {
    openLarge(2000);
    const auto milliseconds = [&](int times, const std::function<void()>& act) {
        const std::clock_t start = std::clock();   // of this process: other work on the machine does not count
        for (int i = 0; i < times; ++i) act();
        return double(std::clock() - start) * 1000 / CLOCKS_PER_SEC / times;
    };
    bool left = false;
    const auto pan = [&] {   // there and back
        wheel({500, 250}, (left = !left) ? 240 : -240, Qt::ShiftModifier);
        view->viewport()->repaint();
    };
    const auto zoom = [&] {
        wheel({500, 250}, (left = !left) ? 30 : -30);
        view->viewport()->repaint();
    };
    const auto frames = [&] {
        QTest::qWait(150);   // until the zoom is at rest
        milliseconds(2, pan);
        return std::pair{milliseconds(20, pan), milliseconds(20, zoom)};
    };
    view->action(CanvasVerb::Fit)->trigger();
    view->resize(1600, 900);
    view->action(CanvasVerb::Fit)->trigger();
    const auto all = frames();
    view->action(CanvasVerb::ZoomActual)->trigger();
    const auto near = frames();
    while (view->zoom() > 0.6) view->action(CanvasVerb::ZoomOut)->trigger();
    const auto half = frames();
    while (view->zoom() > 0.3) view->action(CanvasVerb::ZoomOut)->trigger();
    const auto far = frames();
    document.select({"conv700"});
    const double checking = milliseconds(3, [&] { compile::infer_shapes(project(), digits(), 64); });
    const double nudge = milliseconds(5, [&] { key(Qt::Key_Right); });
    const double arrange = milliseconds(1, [&] { key(Qt::Key_L); });
    const std::pair<const char*, std::pair<double, double>> measured[] = {{"all in sight", all}, {"100 %", near}, {"60 %", half}, {"30 %", far}};
    for (const auto& [what, ms] : measured) {
        std::printf("2000 nodes, 1600 x 900, %s: pan %.1f ms a frame, zoom %.1f ms\n", what, ms.first, ms.second);
        EXPECT_LT(ms.first, 100) << what;
        EXPECT_LT(ms.second, 200) << what;
    }
    std::printf("2000 nodes: check %.1f ms, nudge %.1f ms of its own, arrange %.0f ms\n", checking, nudge - checking, arrange);
    EXPECT_LT(nudge - checking, 500);
    EXPECT_LT(arrange, 5000);
}

}  // namespace
}  // namespace saddle::app
