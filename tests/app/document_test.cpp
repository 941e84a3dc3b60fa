// The document without a window: undo and redo of everything, merging, files, selection.
#include <gtest/gtest.h>

#include <QTemporaryDir>
#include <random>

#include "app/document/graph_document.h"

namespace saddle::app {
namespace {

const QString kLenetFile = SADDLE_SOURCE_DIR "/projects/vision/lenet5.json";

struct Random {
    explicit Random(unsigned seed) : engine(seed) {}
    size_t below(size_t n) { return std::uniform_int_distribution<size_t>(0, n - 1)(engine); }
    std::mt19937 engine;
};

NodeId any_node(const Project& project, Random& random) {
    const auto& nodes = project.graph.nodes;
    return nodes.empty() ? "nobody" : nodes[random.below(nodes.size())].id;
}

/// An edit that makes sense most of the time; some are refused.
GraphEdit random_edit(const Project& project, Random& random, int depth = 0) {
    const NodeId a = any_node(project, random), b = any_node(project, random);
    switch (random.below(depth < 2 ? 12 : 11)) {
        case 0: return {AddNode{Node{"n" + std::to_string(random.below(60)), "ReLU", {}, double(random.below(900)), 8, false}, {}, {}}};
        case 1: return {RemoveNode{a}};
        case 2:
        case 3: return {Connect{Edge{{a, "y"}, {b, random.below(2) ? "x" : "a"}}, {}}};
        case 4: {
            const auto& edges = project.graph.edges;
            return {Disconnect{edges.empty() ? Edge{} : edges[random.below(edges.size())]}};
        }
        case 5: return {SetAttribute{a, "kernel", random.below(3) ? std::optional<AttributeValue>(int64_t(random.below(9))) : std::nullopt}};
        case 6: return {SetBypass{a, random.below(2) == 1}};
        case 7: return {Rename{a, random.below(4) ? "n" + std::to_string(random.below(60)) : "loss"}};
        case 8: return {MoveTo{a, double(random.below(4000)) / 3, double(random.below(900))}};
        case 9: {
            TrainConfig train = project.train;
            train.epochs = int64_t(random.below(50));
            train.objectives[0].loss = {random.below(2) ? a : "n" + std::to_string(random.below(60)), "loss"};   // may be nobody
            return {SetTrain{train}};
        }
        case 10: return {SetTitle{"title " + std::to_string(random.below(99)), project.description}};
        default: {
            EditList list;
            for (size_t i = random.below(4); i > 0; --i) list.edits.push_back(random_edit(project, random, depth + 1));
            return {list};
        }
    }
}

TEST(Document, TenThousandRandomEditsUndoneAndRedoneGiveTheSameBytes) {
    GraphDocument document;
    ASSERT_TRUE(document.load(kLenetFile).ok());
    const std::string first = write_project(document.project());
    Random random(7);
    int refused = 0;
    std::vector<std::string> every_hundredth;
    for (int i = 0; i < 10000; ++i) {
        const std::string before = i % 50 ? "" : write_project(document.project());
        const QString key = random.below(5) == 0 ? QString("gesture %1").arg(random.below(3)) : QString();
        if (!document.apply(random_edit(document.project(), random), "edit", key).ok()) {
            ++refused;
            if (!before.empty()) { ASSERT_EQ(write_project(document.project()), before) << "a refused edit changed the project"; }
        }
        document.select({QString::fromStdString(any_node(document.project(), random))});
    }
    EXPECT_GT(refused, 100);
    EXPECT_LT(refused, 6000);
    const std::string last = write_project(document.project());
    EXPECT_NE(first, last);
    const int steps = document.undoStack().count();
    EXPECT_GT(steps, 3000);
    for (int i = 0; i < steps; ++i) {
        document.undoStack().undo();
        if (i % 97 == 0) every_hundredth.push_back(write_project(document.project()));
    }
    EXPECT_EQ(write_project(document.project()), first);
    EXPECT_FALSE(document.undoStack().canUndo());
    for (int i = steps - 1; i >= 0; --i) {
        if (i % 97 == 0) {
            ASSERT_EQ(write_project(document.project()), every_hundredth.back()) << "after redoing to step " << steps - i;
            every_hundredth.pop_back();
        }
        document.undoStack().redo();
    }
    EXPECT_EQ(write_project(document.project()), last);
}

TEST(Document, EditsOfOneGestureAreOneStep) {
    GraphDocument document;
    ASSERT_TRUE(document.load(kLenetFile).ok());
    const std::string first = write_project(document.project());
    for (int64_t kernel = 1; kernel <= 1000; ++kernel)
        ASSERT_TRUE(document.apply({SetAttribute{"conv1", "kernel", AttributeValue(kernel)}}, "Set kernel", "conv1.kernel#1").ok());
    EXPECT_EQ(document.undoStack().count(), 1);
    ASSERT_TRUE(document.apply({SetAttribute{"conv1", "kernel", AttributeValue(int64_t(3))}}, "Set kernel", "conv1.kernel#2").ok());
    EXPECT_EQ(document.undoStack().count(), 2);
    ASSERT_TRUE(document.apply({MoveTo{"conv1", 8, 8}}, "Move", "nudge").ok());
    ASSERT_TRUE(document.apply({MoveTo{"conv2", 8, 8}}, "Move", "nudge").ok());
    EXPECT_EQ(document.undoStack().count(), 3) << "different edits of one gesture are one step too";
    document.undoStack().undo();
    document.undoStack().undo();
    EXPECT_EQ(document.project().graph.find("conv1")->attributes.integer("kernel"), 1000);
    document.undoStack().undo();
    EXPECT_EQ(write_project(document.project()), first);
}

TEST(Document, TakingBackANameLeavesObjectivesThatRememberedIt) {
    GraphDocument document;
    ASSERT_TRUE(document.load(kLenetFile).ok());
    TrainConfig train = document.project().train;
    train.objectives[0].loss = {"loss", "loss"};
    ASSERT_TRUE(document.apply({SetTrain{train}}, "Set loss").ok());
    ASSERT_TRUE(document.apply({RemoveNode{"loss"}}, "Delete").ok());
    const std::string before = write_project(document.project());
    ASSERT_TRUE(document.apply({Rename{"relu1", "loss"}}, "Rename").ok());
    document.undoStack().undo();
    EXPECT_EQ(write_project(document.project()), before);
    document.undoStack().redo();
    document.undoStack().undo();
    EXPECT_EQ(write_project(document.project()), before);
}

TEST(Document, ARefusedEditChangesNothingAndSaysWhy) {
    GraphDocument document;
    ASSERT_TRUE(document.load(kLenetFile).ok());
    int changes = 0;
    QObject::connect(&document, &GraphDocument::changed, [&] { ++changes; });
    const Status status = document.apply({EditList{{{MoveTo{"conv1", 0, 0}}, {RemoveNode{"conv9"}}}}}, "Nonsense");
    ASSERT_FALSE(status.ok());
    EXPECT_NE(status.error().message.find("conv9"), std::string::npos);
    EXPECT_EQ(document.undoStack().count(), 0);
    EXPECT_EQ(changes, 0);
    EXPECT_FALSE(document.dirty());
}

TEST(Document, KnowsWhenItIsSaved) {
    QTemporaryDir folder;
    const QString path = folder.filePath("模型.json");
    GraphDocument document;
    document.reset(Project{});
    std::vector<bool> signals_seen;
    QObject::connect(&document, &GraphDocument::dirtyChanged, [&](bool dirty) { signals_seen.push_back(dirty); });
    ASSERT_TRUE(document.apply({AddNode{Node{"conv1", "Conv2d", {}, 0, 0, false}, {}, {}}}, "Add").ok());
    EXPECT_TRUE(document.dirty());
    ASSERT_TRUE(document.save(path).ok());
    EXPECT_FALSE(document.dirty());
    EXPECT_EQ(document.path(), path);
    document.undoStack().undo();
    EXPECT_TRUE(document.dirty());
    EXPECT_EQ(signals_seen, (std::vector<bool>{true, false, true}));

    GraphDocument other;
    ASSERT_TRUE(other.load(path).ok());
    EXPECT_EQ(other.project().graph.nodes.size(), 1u);
    EXPECT_FALSE(other.load(folder.filePath("none.json")).ok());
    EXPECT_EQ(other.path(), path) << "a failed load keeps what was open";
    EXPECT_FALSE(other.save(folder.filePath("no/such/folder.json")).ok());
    EXPECT_EQ(other.path(), path);
}

TEST(Document, SelectionFollowsRenamesAndComesBackWithUndo) {
    GraphDocument document;
    ASSERT_TRUE(document.load(kLenetFile).ok());
    document.select({"conv1", "nobody", "conv2", "conv1"});
    EXPECT_EQ(document.selection(), (QStringList{"conv1", "conv2"}));
    ASSERT_TRUE(document.apply({Rename{"conv1", "first"}}, "Rename").ok());
    EXPECT_EQ(document.selection(), (QStringList{"first", "conv2"}));
    ASSERT_TRUE(document.apply({RemoveNode{"first"}}, "Delete").ok());
    EXPECT_EQ(document.selection(), (QStringList{"conv2"}));
    document.undoStack().undo();
    EXPECT_EQ(document.selection(), (QStringList{"first", "conv2"}));
    document.undoStack().undo();
    EXPECT_EQ(document.selection(), (QStringList{"conv1", "conv2"}));
    document.undoStack().redo();
    EXPECT_EQ(document.selection(), (QStringList{"first", "conv2"}));
}

}  // namespace
}  // namespace saddle::app
