// Some thousand random actions with mouse and keyboard: nothing crashes, the document stays a valid file, and undo leads
// back to the first byte.
#include <QLineEdit>
#include <random>

#include "app/canvas/layer_search.h"
#include "app/canvas/note_field.h"
#include "tests/app/canvas_fixture.h"

namespace saddle::app {
namespace {

class CanvasRandom : public Canvas {
protected:
    size_t below(size_t n) { return std::uniform_int_distribution<size_t>(0, n - 1)(engine); }
    QPoint anywhere() { return {int(below(size_t(view->width()))), int(below(size_t(view->height())))}; }
    QPoint somewhere() {   // mostly on something
        if (scene().nodes().empty() || below(4) == 0) return anywhere();
        const NodeItem* item = std::next(scene().nodes().begin(), long(below(scene().nodes().size())))->second;
        if (item->face().ports.empty() || below(2) == 0) return px(item->box().center());
        return px(item->portAt(item->face().ports[below(item->face().ports.size())]));
    }
    void act() {
        static const Qt::KeyboardModifiers modifiers[] = {{}, {}, {}, Qt::ShiftModifier, Qt::ControlModifier, Qt::AltModifier};
        static const int keys[] = {Qt::Key_Delete, Qt::Key_B, Qt::Key_C, Qt::Key_L, Qt::Key_Left, Qt::Key_Down, Qt::Key_Escape, Qt::Key_Tab, Qt::Key_F, Qt::Key_Return};
        const auto& layers = ops::all_layers();
        switch (below(14)) {
            case 0: return dragLayer(QByteArray::fromStdString(layers[below(layers.size())].name), somewhere());
            case 1: return click(somewhere(), modifiers[below(6)]);
            case 2:
            case 3:
            case 4: return drag(somewhere(), somewhere(), modifiers[below(6)]);
            case 5: return key(keys[below(std::size(keys))]);
            case 6:
                key(Qt::Key_Slash);
                QTest::keyClicks(view->findChild<LayerSearch*>()->findChild<QLineEdit*>(), QString(QChar('a' + int(below(26)))));
                return QTest::keyClick(view->findChild<LayerSearch*>()->findChild<QLineEdit*>(), below(2) ? Qt::Key_Return : Qt::Key_Escape);
            case 7: return key(below(2) ? Qt::Key_C : Qt::Key_X, Qt::ControlModifier);
            case 8: return document.drawing().graph.nodes.size() < 60 ? key(below(2) ? Qt::Key_V : Qt::Key_D, Qt::ControlModifier) : key(Qt::Key_Delete);
            case 9: {   // a gesture that is left in the middle
                press(somewhere());
                moveHeld(somewhere());
                if (below(2)) key(Qt::Key_Escape);
                else if (document.undoStack().canUndo()) document.undoStack().undo();
                return release(somewhere());
            }
            case 12: {   // groups; mostly of few, so that they lie in each other
                if (below(2)) {
                    QStringList some;
                    for (const auto& [id, item] : scene().nodes())
                        if (below(4) == 0) some << QString::fromStdString(id);
                    document.select(some);
                }
                static const std::pair<int, Qt::KeyboardModifiers> verbs[] = {{Qt::Key_G, Qt::ControlModifier}, {Qt::Key_G, Qt::ControlModifier | Qt::ShiftModifier}, {Qt::Key_E, {}},
                                                                             {Qt::Key_Down, Qt::AltModifier}, {Qt::Key_Up, Qt::AltModifier}, {Qt::Key_E, {}}, {Qt::Key_Up, Qt::AltModifier}};
                const auto& [code, held] = verbs[below(std::size(verbs))];
                return key(code, held);
            }
            case 13: {
                key(Qt::Key_N, below(2) ? Qt::ShiftModifier : Qt::NoModifier);
                auto* field = view->findChild<NoteField*>();
                if (!field->isVisible()) return;
                QTest::keyClicks(field, QString(QChar('a' + int(below(26)))));
                return QTest::keyClick(field, below(2) ? Qt::Key_Return : Qt::Key_Escape);
            }
            case 10: return below(2) ? document.undoStack().undo() : document.undoStack().redo();
            default:
                if (document.drawing().graph.nodes.size() > 40) {
                    key(Qt::Key_A, Qt::ControlModifier);
                    return below(3) ? key(Qt::Key_Escape) : key(Qt::Key_Delete);
                }
                return QTest::mouseDClick(view->viewport(), Qt::LeftButton, {}, somewhere());
        }
    }
    /// Each wire runs as it would if all were routed anew.
    void expectWaysOfANewRouter() const {
        std::vector<QRectF> boxes;
        std::vector<WireRouter::Wire> wires;
        for (const auto& [id, item] : scene().nodes())
            if (item->face().kind == FaceKind::Node) boxes.push_back(item->box());
        const auto& edges = document.drawing().graph.edges;
        for (const Edge& edge : edges) wires.push_back({&edge, scene().portPosition(edge.from, true), scene().portPosition(edge.to, false)});
        const std::vector<Route> anew = WireRouter(scene().style()).route(boxes, wires);
        for (size_t i = 0; i < edges.size(); ++i) ASSERT_EQ(scene().wire(edges[i])->route().path, anew[i].path) << edges[i].from.node << " to " << edges[i].to.node;
    }
    std::mt19937 engine{20};
};

TEST_F(CanvasRandom, ThousandsOfActionsKeepTheDocumentValid) {
    const int actions = qEnvironmentVariableIsSet("SADDLE_LONG_TESTS") ? 10000 : 2000;
    open("vision/lenet5.json");
    bool grouped = false;
    for (int i = 0; i < actions; ++i) {
        act();
        const Project& drawn = document.drawing();
        ASSERT_EQ(scene().nodes().size(), drawn.graph.nodes.size() + drawn.sketch.notes.size()) << "after action " << i;
        ASSERT_EQ(scene().wires().size(), drawn.graph.edges.size()) << "after action " << i;
        if (i % 20 == 0) {
            const std::string text = write_project(project());
            const auto again = read_project(text, "document");
            ASSERT_TRUE(again.ok()) << "after action " << i << ": " << to_string(again.error());
            ASSERT_EQ(*again, project());
            for (const Node& each : drawn.graph.nodes) ASSERT_EQ(node(each.id)->pos(), QPointF(each.x, each.y)) << each.id << " after action " << i;
            for (const Note& each : drawn.sketch.notes) ASSERT_EQ(node(each.id)->pos(), QPointF(each.x, each.y)) << each.id << " after action " << i;
            ASSERT_NO_FATAL_FAILURE(expectWaysOfANewRouter()) << "after action " << i;
            grouped |= !project().composites.empty() && !project().sketch.notes.empty();
        }
    }
    EXPECT_GT(document.undoStack().count(), 100);
    EXPECT_TRUE(grouped);
    undoAll();
    EXPECT_EQ(write_project(project()), first);
}

}  // namespace
}  // namespace saddle::app
