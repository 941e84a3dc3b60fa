// Every kind of repair takes its diagnostic away, in one step that can be undone.
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>

#include "app/document/training_fixes.h"
#include "datasets/open.h"

namespace saddle::app {
namespace {

const std::string kProjects = SADDLE_SOURCE_DIR "/projects/";

class DocumentFixes : public testing::Test {
protected:
    DocumentFixes() { project = load_project(kProjects + "vision/lenet5.json").value(); }

    compile::TypedGraph check() const {
        const ops::DataSignature digits{{{"image", ops::PortKind::Image, {DType::F32, {1, 28, 28}}}, {"label", ops::PortKind::Tokens, {DType::I32, {}}}}, 10};
        return compile::infer_shapes(project, digits, 64);
    }
    void edit(const GraphEdit& edit) {
        const auto done = saddle::apply(project, edit);
        ASSERT_TRUE(done.ok()) << to_string(done.error());
    }
    void set(const NodeId& node, const std::string& name, AttributeValue value) { edit({SetAttribute{node, name, std::move(value)}}); }
    /// The first repair of the first mistake at `node` is called `text`, and after it the node has none.
    void expectFix(const NodeId& node, const std::string& text) {
        const compile::TypedGraph before = check();
        const Diagnostic* mistake = nullptr;
        for (const Diagnostic& d : before.diagnostics)
            if (d.node == node && !mistake) mistake = &d;
        ASSERT_NE(mistake, nullptr) << "no mistake at " << node;
        const std::vector<Fix> fixes = fixes_for(*mistake, project, before);
        ASSERT_FALSE(fixes.empty()) << to_string(*mistake);
        EXPECT_EQ(fixes[0].text.toStdString(), text);
        const std::string broken = write_project(project);
        const auto inverse = saddle::apply(project, fixes[0].edit);
        ASSERT_TRUE(inverse.ok()) << to_string(inverse.error());
        for (const Diagnostic& d : check().diagnostics) EXPECT_NE(d, *mistake) << to_string(d);
        Project undone = project;
        ASSERT_TRUE(saddle::apply(undone, *inverse).ok());
        EXPECT_EQ(write_project(undone), broken);
    }
    Project project;
};

TEST_F(DocumentFixes, GroupsBecomeTheNearestCommonDivisor) {
    set("conv2", "groups", int64_t(4));
    expectFix("conv2", "Set groups to 2");
    EXPECT_TRUE(check().valid());
}

TEST_F(DocumentFixes, AWindowBecomesAsLargeAsItsInput) {
    set("conv2", "kernel", std::vector<int64_t>{40, 3});
    expectFix("conv2", "Set kernel to [14, 3]");
    set("pool1", "padding", std::vector<int64_t>{2, 2});
    expectFix("pool1", "Set padding to 1");
}

TEST_F(DocumentFixes, ValuesComeBackIntoTheirRange) {
    set("conv1", "out_channels", int64_t(5000));
    expectFix("conv1", "Set out channels to 4096");
    set("conv1", "out_channels", std::string("many"));
    expectFix("conv1", "Reset out_channels");
    set("conv1", "colour", std::string("red"));
    expectFix("conv1", "Remove colour");
    set("conv1", "initializer", std::string("magic"));
    expectFix("conv1", "Reset initializer");
}

TEST_F(DocumentFixes, FlattenGoesBeforeLinear) {
    edit({RemoveNode{"flatten"}});
    edit({Connect{{{"pool2", "y"}, {"fc1", "x"}}, {}}});
    expectFix("fc1", "Insert Flatten");
    EXPECT_TRUE(check().valid());
    EXPECT_NE(project.graph.into({"fc1", "x"})->from.node, "pool2");
}

TEST_F(DocumentFixes, BranchesOfOtherChannelsMeetThroughAConvolution) {
    edit({AddNode{Node{"same", "Conv2d", {{"kernel", int64_t(3)}, {"padding", int64_t(1)}, {"out_channels", int64_t(12)}}, 0, 0, false}, {}, {}}});
    edit({AddNode{Node{"add", "Add", {}, 0, 0, false}, {}, {}}});
    edit({Connect{{{"relu1", "y"}, {"same", "x"}}, {}}});
    edit({Connect{{{"same", "y"}, {"add", "a"}}, {}}});
    edit({Connect{{{"relu1", "y"}, {"add", "b"}}, {}}});
    edit({Connect{{{"add", "y"}, {"pool1", "x"}}, {}}});
    expectFix("add", QString::fromUtf8("Insert a 1 × 1 Conv2d to 12 channels").toStdString());
    EXPECT_TRUE(check().valid());
}

TEST_F(DocumentFixes, LabelsAndClassesOfTheLoss) {
    edit({Disconnect{*project.graph.into({"loss", "labels"})}});
    expectFix("loss", "Wire data.label into labels");
    edit({Connect{{{"data", "image"}, {"loss", "labels"}}, {}}});
    expectFix("loss", "Wire data.label into labels");
    set("fc3", "out_features", int64_t(4));
    expectFix("loss", "Let fc3 have one output a class");
    EXPECT_TRUE(check().valid());
}

TEST_F(DocumentFixes, WiresThatLeadNowhereAndLayersThatDoNotExist) {
    project.graph.edges.push_back({{"relu1", "z"}, {"pool1", "x2"}});
    expectFix("relu1", "Remove the wire");
    project.graph.nodes.push_back({"ghost", "Hologram", {}, 0, 0, false});
    expectFix("ghost", "Remove ghost");
    EXPECT_TRUE(check().valid());
}

TEST_F(DocumentFixes, ACycleIsOpenedAtItsNewestWire) {
    edit({Connect{{{"relu2", "y"}, {"relu1", "x"}}, {}}});
    const compile::TypedGraph typed = check();
    ASSERT_FALSE(typed.valid());
    const std::vector<Fix> fixes = fixes_for(typed.diagnostics[0], project, typed);
    ASSERT_FALSE(fixes.empty());
    edit(fixes[0].edit);
    EXPECT_TRUE(topological_order(project.graph).cycle.empty());
}

/// The repairs of what a flight check says, named by `text`, leave the check without it.
TEST_F(DocumentFixes, DoubtsOfTheFlightCheck) {
    api::FlightCheck check(datasets::open_data, (std::filesystem::temp_directory_path() / "saddle-fixes.sqlite").string());
    const auto repaired = [&](const std::string& doubt, const std::string& text) {
        const auto before = check(project, "reference");
        ASSERT_TRUE(before.ok()) << to_string(before.error());
        for (const Diagnostic& d : before->advice) {
            if (d.text.find(doubt) == std::string::npos) continue;
            const std::vector<Fix> fixes = fixes_for(d, project, this->check(), *before);
            ASSERT_FALSE(fixes.empty()) << to_string(d);
            EXPECT_EQ(fixes[0].text.toStdString(), text);
            edit(fixes[0].edit);
            for (const Diagnostic& left : check(project, "reference")->advice) EXPECT_NE(left, d) << to_string(left);
            return;
        }
        ADD_FAILURE() << "no doubt says " << doubt;
    };
    std::sort(project.graph.edges.begin(), project.graph.edges.end());
    const std::string sound = write_project(project);
    edit({AddNode{Node{"soft", "Softmax", {}, 0, 0, false}, {}, {}}});
    edit({Connect{{{"fc3", "y"}, {"soft", "x"}}, {}}});
    edit({Connect{{{"soft", "y"}, {"loss", "scores"}}, {}}});
    repaired("applies softmax itself", "Remove soft");
    edit({AddNode{Node{"side", "Linear", {}, 0, 0, false}, {}, {}}});
    edit({AddNode{Node{"tail", "ReLU", {}, 0, 0, false}, {}, {}}});
    edit({Connect{{{"flatten", "y"}, {"side", "x"}}, {}}});
    edit({Connect{{{"side", "y"}, {"tail", "x"}}, {}}});
    repaired("dead branch", "Remove the branch (2 nodes)");
    std::sort(project.graph.edges.begin(), project.graph.edges.end());
    EXPECT_EQ(write_project(project), sound) << "as before, but for the order of the wires";
    project.train.objectives[0].optimizer.attributes["lr"] = 50.0;
    repaired("learning rate", "Set the learning rate to 0.01");
    project.train.batch_size = 1 << 20;
    repaired("larger than the set", "Set the batch to 2048");
}

TEST_F(DocumentFixes, WhatIsNotCertainIsLeftToTheUser) {
    edit({RemoveNode{"conv2"}});
    const compile::TypedGraph typed = check();
    for (const Diagnostic& d : typed.diagnostics)
        if (d.node == "relu2") { EXPECT_TRUE(fixes_for(d, project, typed).empty()) << "a free input may be meant for anything"; }
}

}  // namespace
}  // namespace saddle::app
