// How fast the canvas is on large graphs, on no screen.     usage: bench_canvas [NODES...]   (default: 1000 2000 10000)
//
// A graph of residual blocks on a grid is written, read and opened. Then, wall and processor time of the UI thread:
//   read      project file to value (any thread)       open   value to items, wires routed, first frame painted
//   check     shapes and diagnostics (engine thread)    shown  what the check found, on the nodes and wires
//   edit      one attribute changed (every shape behind it is another: check and shown again), one node moved
//   pan, zoom   a frame, all nodes in sight: median, 95th and longest of 100
//   sweep       from all nodes in sight to 200 % and back
//   drag      a move of the pointer with a node held and its frame; then eight nodes; "dropped": the release and its frame
#include <time.h>

#include <QApplication>
#include <QElapsedTimer>
#include <QMouseEvent>
#include <QTemporaryDir>
#include <QThread>
#include <QWheelEvent>
#include <algorithm>
#include <cstdio>

#include "app/canvas/canvas_scene.h"
#include "app/canvas/canvas_view.h"

namespace saddle::app {
namespace {

ops::DataSignature images() {
    return {{{"image", ops::PortKind::Image, {DType::F32, {3, 32, 32}}}, {"label", ops::PortKind::Tokens, {DType::I32, {}}}}, 10};
}

/// conv, norm, ReLU, conv, norm, sum with what came in; 40 nodes a row.
Project residual_net(int nodes) {
    Project project;
    project.name = "bench";
    Graph& graph = project.graph;
    const auto add = [&](const char* layer, Attributes attributes = {}) {
        const int place = int(graph.nodes.size());
        graph.nodes.push_back({std::string("n") + std::to_string(place), layer, std::move(attributes), 208.0 * (place % 40), 176.0 * (place / 40)});
        return graph.nodes.back().id;
    };
    const auto wire = [&](const NodeId& from, const char* out, const NodeId& to, const char* in) { graph.edges.push_back({{from, out}, {to, in}}); };
    const Attributes same{{"out_channels", int64_t(8)}, {"padding", std::vector<int64_t>{1, 1}}};
    const NodeId data = add("Dataset");
    NodeId last = add("Conv2d", same);
    wire(data, "image", last, "x");
    while (int(graph.nodes.size()) + 9 <= nodes) {
        const NodeId around = last;
        for (const char* layer : {"Conv2d", "BatchNorm2d", "ReLU", "Conv2d", "BatchNorm2d"}) {
            const NodeId next = add(layer, std::string(layer) == "Conv2d" ? same : Attributes{});
            wire(last, "y", next, "x");
            last = next;
        }
        const NodeId sum = add("Add");
        wire(last, "y", sum, "a");
        wire(around, "y", sum, "b");
        last = sum;
    }
    const NodeId flat = add("Flatten"), linear = add("Linear", {{"out_features", std::string("classes")}}), loss = add("CrossEntropyLoss");
    wire(last, "y", flat, "x");
    wire(flat, "y", linear, "x");
    wire(linear, "y", loss, "scores");
    wire(data, "label", loss, "labels");
    return project;
}

struct Paints : QObject {
    int count = 0;
    bool eventFilter(QObject*, QEvent* event) override {
        count += event->type() == QEvent::Paint;
        return false;
    }
};

struct Times {
    double wall = 0, own = 0;   ///< ms, of the clock and of this thread's processor
};

template <class Work>
Times measure(Work work) {
    const auto own = [] {
        timespec time{};
        clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
        return double(time.tv_sec) * 1e3 + double(time.tv_nsec) * 1e-6;
    };
    const double before = own();
    QElapsedTimer clock;
    clock.start();
    work();
    return {double(clock.nsecsElapsed()) * 1e-6, own() - before};
}

void say(const char* what, const Times& t) { std::printf("  %-12s %9.2f ms   processor %9.2f ms\n", what, t.wall, t.own); }

template <class Frame>
void say_frames(const char* what, Frame frame) {
    std::vector<double> own;
    for (int i = 0; i < 100; ++i) own.push_back(measure([&] { frame(i); }).own);
    std::sort(own.begin(), own.end());
    std::printf("  %-12s %9.2f ms   95th %.2f   longest %.2f ms of the processor a frame\n", what, own[50], own[95], own[99]);
}

void run(int nodes) {
    QTemporaryDir folder;
    const std::string file = folder.filePath("bench.json").toStdString();
    const Project project = residual_net(nodes);
    if (!save_project(project, file).ok()) return;
    std::printf("%zu nodes, %zu wires\n", project.graph.nodes.size(), project.graph.edges.size());
    Project read;
    say("read", measure([&] { read = load_project(file).value(); }));
    GraphDocument document;
    CanvasView view(document);
    view.setReduceMotion(true);
    view.resize(1200, 800);
    view.show();
    QApplication::processEvents();
    say("open", measure([&] {
            document.reset(std::move(read), QString::fromStdString(file));
            view.action(CanvasVerb::Fit)->trigger();
            view.viewport()->repaint();
        }));
    std::shared_ptr<compile::TypedGraph> typed;
    say("check", measure([&] { typed = std::make_shared<compile::TypedGraph>(compile::infer_shapes(document.project(), images(), 64)); }));
    if (!typed->valid()) std::printf("  the graph is not valid: %s\n", to_string(typed->diagnostics[0]).c_str());
    say("shown", measure([&] {
            document.setTyped(typed);
            view.viewport()->repaint();
        }));
    say("edit value", measure([&] {
            (void)document.apply({SetAttribute{"n1", "out_channels", int64_t(16)}}, "edit");
            view.viewport()->repaint();
        }));
    say("its shapes", measure([&] { typed = std::make_shared<compile::TypedGraph>(compile::infer_shapes(document.project(), images(), 64)); }));
    say("shown", measure([&] {
            document.setTyped(typed);
            view.viewport()->repaint();
        }));
    document.undoStack().undo();   // a valid graph again
    document.setTyped(std::make_shared<compile::TypedGraph>(compile::infer_shapes(document.project(), images(), 64)));
    say("edit place", measure([&] {
            (void)document.apply({MoveTo{"n7", 64, 1024}}, "edit");
            view.viewport()->repaint();
        }));
    say("far place", measure([&] {
            (void)document.apply({MoveTo{"n9", -20000, 20000}}, "edit");
            view.viewport()->repaint();
        }));
    document.undoStack().undo();
    const auto turn = [&](QPoint angle, Qt::KeyboardModifiers modifiers) {
        const QPointF at(600, 400);
        QWheelEvent wheel(at, view.mapToGlobal(at), {}, angle, Qt::NoButton, modifiers, Qt::NoScrollPhase, false);
        QApplication::sendEvent(view.viewport(), &wheel);
        view.viewport()->repaint();
    };
    say_frames("sweep", [&](int i) { turn({0, i < 50 ? 40 : -40}, {}); });
    view.action(CanvasVerb::Fit)->trigger();
    say_frames("pan", [&](int i) { turn({0, i % 20 < 10 ? 12 : -12}, Qt::ShiftModifier); });
    say_frames("zoom", [&](int i) { turn({0, i % 20 < 10 ? 24 : -24}, {}); });
    Paints painted;
    view.viewport()->installEventFilter(&painted);
    const auto mouse = [&](QEvent::Type type, const QPointF& at) {
        const bool move = type == QEvent::MouseMove;
        QMouseEvent event(type, at, view.viewport()->mapToGlobal(at), move ? Qt::NoButton : Qt::LeftButton, type == QEvent::MouseButtonRelease ? Qt::NoButton : Qt::LeftButton, {});
        QApplication::sendEvent(view.viewport(), &event);
        painted.count = 0;
        for (int i = 0; i < 20 && !painted.count; ++i) {   // what has changed, and no more
            QThread::msleep(1);
            QApplication::processEvents();
        }
    };
    const auto drag = [&](const char* what, const QStringList& held) {
        document.select(held);
        const NodeItem* grabbed = view.graphScene().node(held.front().toStdString());
        const QPointF start = view.mapFromScene(grabbed->box().center());
        mouse(QEvent::MouseButtonPress, start);
        say_frames(what, [&](int i) { mouse(QEvent::MouseMove, start + QPointF(8 + i % 50, 6 + i % 30)); });
        say("dropped", measure([&] { mouse(QEvent::MouseButtonRelease, start + QPointF(40, 30)); }));
    };
    QStringList eight;
    for (int i = 0; i < 8; ++i) eight << QString("n%1").arg(nodes / 2 + i);
    drag("drag", {eight.front()});
    drag("drag, 8", eight);
    while (view.zoom() < 1) view.action(CanvasVerb::ZoomActual)->trigger();
    say_frames("pan, 100 %", [&](int i) { turn({0, i % 20 < 10 ? 12 : -12}, Qt::ShiftModifier); });
    view.showNode(eight.front());
    drag("drag, 100 %", {eight.front()});
}

}  // namespace
}  // namespace saddle::app

int main(int argc, char** argv) {
    qputenv("QT_QPA_PLATFORM", "offscreen");
    QApplication application(argc, argv);
    std::vector<int> sizes;
    for (int i = 1; i < argc; ++i) sizes.push_back(std::atoi(argv[i]));
    for (const int nodes : sizes.empty() ? std::vector<int>{1000, 2000, 10000} : sizes) saddle::app::run(nodes);
}
