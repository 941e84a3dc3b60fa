// The projects that come with the program, as a user first sees them.
#include "app/shell/ready_projects.h"
#include "tests/app/canvas_fixture.h"

namespace saddle::app {
namespace {

/// As far as two nodes must keep apart for a wire and its arrow to be seen between them, px; and one below the other.
constexpr double kBeside = 24, kBelow = 12;

class ReadyProjects : public Canvas {};

TEST_F(ReadyProjects, NodesKeepApart) {
    ASSERT_GT(readyProjects().size(), 20u);
    for (const ReadyProject& ready : readyProjects()) {
        document.reset(ready.project);
        const auto area = [&](const Node& n) { return QRectF(node(n.id)->pos(), node(n.id)->face().size).adjusted(-kBeside / 2, -kBelow / 2, kBeside / 2, kBelow / 2); };
        const std::vector<Node>& nodes = graph().nodes;
        std::string close;
        for (size_t i = 0; i < nodes.size(); ++i)
            for (size_t k = 0; k < i; ++k)
                if (area(nodes[i]).intersects(area(nodes[k]))) close += " " + nodes[k].id + "|" + nodes[i].id;
        EXPECT_EQ(close, "") << ready.path.toStdString();
    }
}

}  // namespace
}  // namespace saddle::app
