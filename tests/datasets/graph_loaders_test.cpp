// Loaders of graphs on small files made here, what they refuse, and real sets where they are beside the checkout.
#include <gtest/gtest.h>

#include <filesystem>
#include <numeric>
#include <set>

#include "datasets/graph_source.h"
#include "datasets/open.h"
#include "engine/api/files.h"

namespace saddle::datasets {
namespace {

namespace fs = std::filesystem;
using ops::SparsePattern;
using train::Split;

class GraphLoaders : public testing::Test {
protected:
    void SetUp() override { folder_ = fs::temp_directory_path() / ("saddle-graphs-" + std::to_string(getpid())); }
    void TearDown() override { fs::remove_all(folder_); }
    void write(const std::string& name, const std::string& content) {
        fs::create_directories((folder_ / name).parent_path());
        EXPECT_TRUE(write_file((folder_ / name).string(), content).ok());
    }
    Result<std::shared_ptr<const train::DataSource>> open(const Attributes& options = {}) const {
        DataConfig config;
        config.options = options;
        return open_data(config, folder_.string());
    }
    std::string refusal(const Attributes& options = {}) const {
        const auto source = open(options);
        return source.ok() ? "" : to_string(source.error());
    }
    static std::vector<Tensor> read(const train::DataSource& source, Split split, std::vector<uint32_t> indices) {
        std::vector<Tensor> batch;
        EXPECT_TRUE(source.read(split, indices, {}, batch).ok());
        for (size_t p = 0; p < batch.size(); ++p) EXPECT_EQ(batch[p].type, source.signature().ports[p].batch_type(int64_t(indices.size()))) << source.signature().ports[p].name;
        return batch;
    }
    /// Four nodes in two classes: a path 0-1-2 and a node alone.
    void write_path() {
        write("edge.csv", "0,1\n1,2\n2,1\n1,1\n");
        write("node-label.csv", "0\n1\n1\n0\n");
    }
    /// A triangle, a pair and a single node.
    void write_small() {
        write("S_A.txt", "1, 2\n2, 1\n2, 3\n3, 1\n4, 5\n");
        write("S_graph_indicator.txt", "1\n1\n1\n2\n2\n3\n");
        write("S_graph_labels.txt", "1\n-1\n1\n");
        write("S_node_labels.txt", "0\n7\n0\n0\n7\n7\n");
    }
    static std::string real(const char* set) { return std::string(SADDLE_SOURCE_DIR) + "/../shared/data/" + set; }
    fs::path folder_;
};

TEST_F(GraphLoaders, EdgesGoBothWaysOnceAndLoopsAreLeftOut) {
    write_path();
    const auto source = open({{"train_per_class", int64_t(1)}});
    ASSERT_TRUE(source.ok()) << to_string(source.error());
    const auto& ports = (*source)->signature().ports;
    ASSERT_EQ(ports.size(), 3u);
    EXPECT_EQ(*ports[1].pattern, (SparsePattern{4, 4, 4, 1}));
    const auto batch = read(**source, Split::Train, {0});
    const SparsePattern& p = *ports[1].pattern;
    const std::vector<int32_t>& g = batch[1].i32;
    const auto part = [&](int64_t at, int64_t count) { return std::vector<int32_t>(g.begin() + at, g.begin() + at + count); };
    EXPECT_EQ(part(p.row_ptr(), 5), (std::vector<int32_t>{0, 1, 3, 4, 4}));
    EXPECT_EQ(part(p.column(), 4), (std::vector<int32_t>{1, 0, 2, 1}));
    EXPECT_EQ(part(p.column_entry(), 4), (std::vector<int32_t>{1, 0, 3, 2}));
    EXPECT_EQ(part(p.group_ptr(), 2), (std::vector<int32_t>{0, 4}));
    EXPECT_EQ(batch[0].f32[5], 1) << "without features each node has one of its own";
    std::multiset<int32_t> labels(batch[2].i32.begin(), batch[2].i32.end());
    EXPECT_EQ(labels, (std::multiset<int32_t>{-1, -1, 0, 1})) << "one label of each class is for training";
    const auto directed = open({{"directed", true}});
    EXPECT_EQ(*(*directed)->signature().ports[1].pattern, (SparsePattern{4, 4, 3, 1}));
}

TEST_F(GraphLoaders, BatchesLieSideBySideWithPaddingBehind) {
    write_small();
    const auto source = open({{"folds", int64_t(3)}});
    ASSERT_TRUE(source.ok()) << to_string(source.error());
    EXPECT_EQ((*source)->size(Split::Train) + (*source)->size(Split::Validation), 3);
    EXPECT_EQ((*source)->info().class_names, (std::vector<std::string>{"-1", "1"}));
    const auto batch = read(**source, Split::Train, {0, 1});
    const SparsePattern p{6, 6, 12, 2};
    EXPECT_EQ((*source)->signature().ports[1].pattern->times(2), p);
    EXPECT_EQ(batch[0].type.shape, (Shape{6, 2}));
    const std::vector<int32_t>& g = batch[1].i32;
    const int32_t nodes = g[size_t(p.group_ptr() + 2)], edges = g[size_t(p.row_ptr() + p.rows)];
    for (int64_t v = nodes; v < p.rows; ++v) {
        EXPECT_EQ(g[size_t(p.group() + v)], -1);
        EXPECT_EQ(batch[0].f32[size_t(2 * v)] + batch[0].f32[size_t(2 * v + 1)], 0);
    }
    for (int64_t e = edges; e < p.entries; ++e) EXPECT_EQ(g[size_t(p.row() + e)], -1);
    for (int64_t e = 0; e < edges; ++e) EXPECT_EQ(g[size_t(p.group() + g[size_t(p.row() + e)])], g[size_t(p.group() + g[size_t(p.column() + e)])]) << "an edge stays in its graph";
}

TEST_F(GraphLoaders, HostileFilesAreRefusedInWords) {
    write_path();
    write("edge.csv", "0,1\n1,4\n");
    EXPECT_NE(refusal().find("edge.csv:2"), std::string::npos) << refusal();
    EXPECT_NE(refusal().find("node 4 is outside 0 to 3"), std::string::npos) << refusal();
    write("edge.csv", "0,1\n1\n");
    EXPECT_NE(refusal().find("edge.csv:2 has 1 fields"), std::string::npos) << refusal();
    write("edge.csv", "0,99999999999999999999\n");
    EXPECT_NE(refusal().find("is not a whole number"), std::string::npos) << refusal();
    write_path();
    write("node-feat-sparse.csv", "node,feature,value\n0,16777215,1\n");
    EXPECT_TRUE(open({{"features", std::string("sparse")}}).ok());
    write("node-feat-sparse.csv", "node,feature,value\n0,16777216,1\n");
    EXPECT_NE(refusal().find("feature 16777216 is outside"), std::string::npos) << refusal();
    write("node-feat-sparse.csv", "node,feature,value\n0,1,1\n0,1,2\n");
    EXPECT_NE(refusal().find("twice"), std::string::npos) << refusal();
    write("node-feat-sparse.csv", "node,feature,value\n0,1,1\n");
    write("split/a/train.csv", "0\n1\n");
    write("split/a/valid.csv", "1\n");
    write("split/a/test.csv", "2\n");
    EXPECT_NE(refusal().find("node 1 is in a split already"), std::string::npos) << refusal();
    EXPECT_NE(refusal({{"split", std::string("b")}}).find("there are: a"), std::string::npos) << refusal({{"split", std::string("b")}});
    write("node-label.csv", "0\n-1\n1\n0\n");
    EXPECT_NE(refusal().find("class -1"), std::string::npos) << refusal();
    fs::remove_all(folder_);

    write_small();
    write("S_A.txt", "1, 2\n3, 4\n");
    EXPECT_NE(refusal({{"folds", int64_t(2)}}).find("joins graphs 1 and 2"), std::string::npos) << refusal();
    write("S_A.txt", "1, 7\n");
    EXPECT_NE(refusal().find("node 7 is outside 1 to 6"), std::string::npos) << refusal();
    write_small();
    write("S_graph_indicator.txt", "1\n2\n1\n2\n2\n3\n");
    EXPECT_NE(refusal().find("graph 1 follows graph 2"), std::string::npos) << refusal();
    write_small();
    write("S_node_labels.txt", "0\n7\n");
    EXPECT_NE(refusal().find("has 2 lines, expected one for each of 6 nodes"), std::string::npos) << refusal();
    write_small();
    EXPECT_NE(refusal({{"folds", int64_t(9)}}).find("9 parts of 3 graphs"), std::string::npos);
}

TEST_F(GraphLoaders, LinqsFilesAreOneGraph) {
    const std::string content = "p9\t1\t0\t0\tRivers\nx2\t0\t0.5\t1\tBirds\n7\t0\t0\t0\tRivers\n";
    write("s.content", content);
    write("s.cites", "p9\tx2\nx2\tp9\n7\tx2\ngone\tx2\n");
    const auto source = open({{"train_per_class", int64_t(1)}});
    ASSERT_TRUE(source.ok()) << to_string(source.error());
    EXPECT_EQ((*source)->info().class_names, (std::vector<std::string>{"Birds", "Rivers"}));
    EXPECT_EQ(*(*source)->signature().ports[1].pattern, (SparsePattern{3, 3, 4, 1})) << "a citation of a paper that is not there is left out";
    const auto batch = read(**source, Split::Train, {0});
    EXPECT_EQ(batch[0].f32, (std::vector<float>{1, 0, 0, 0, 0.5f, 1, 0, 0, 0}));
    EXPECT_EQ(std::count_if(batch[2].i32.begin(), batch[2].i32.end(), [](int32_t label) { return label >= 0; }), 2);
    write("s.content", content + "p9\t1\t1\t1\tBirds\n");
    EXPECT_NE(refusal().find("s.content:4, column 1: paper 'p9' stands there already"), std::string::npos) << refusal();
    write("s.content", "p9\t1\t0\tRivers\nx2\t0\tmany\tBirds\n");
    EXPECT_NE(refusal().find("s.content:2"), std::string::npos) << refusal();
    write("s.content", "p9\tRivers\n");
    EXPECT_NE(refusal().find("has 2 columns"), std::string::npos) << refusal();
    write("s.content", content);
    write("s.cites", "gone\tx2\n");
    EXPECT_NE(refusal().find("none of its 1 citations is between papers"), std::string::npos) << refusal();
    write("s.cites", "p9\tx2\t1\n");
    EXPECT_NE(refusal().find("s.cites has 3 columns"), std::string::npos) << refusal();
}

TEST_F(GraphLoaders, MadeUpSetsLookLikeRealOnes) {
    setenv("XDG_DATA_HOME", folder_.c_str(), 1);
    DataConfig config;
    config.set = "sample-citations";
    const auto papers = open_data(config, "");
    ASSERT_TRUE(papers.ok()) << to_string(papers.error());
    EXPECT_EQ((*papers)->signature().classes, 7);
    for (const auto& [split, count] : {std::pair(Split::Train, 140), std::pair(Split::Validation, 200), std::pair(Split::Test, 500)}) {
        const auto batch = read(**papers, split, {0});
        EXPECT_EQ(std::count_if(batch[2].i32.begin(), batch[2].i32.end(), [](int32_t label) { return label >= 0; }), count);
    }
    config.set = "sample-molecules";
    const auto molecules = open_data(config, "");
    ASSERT_TRUE(molecules.ok()) << to_string(molecules.error());
    EXPECT_EQ((*molecules)->size(Split::Train) + (*molecules)->size(Split::Validation), 200);
    EXPECT_EQ((*molecules)->signature().classes, 2);
    EXPECT_EQ((*molecules)->signature().ports[0].type.shape[1], 4);
}

TEST_F(GraphLoaders, RealSetsHaveTheCountsThatTheirNotesState) {
    if (!fs::exists(real("cora"))) GTEST_SKIP() << "needs " << real("cora");
    const auto cora = open_data(DataConfig{}, real("cora"));
    ASSERT_TRUE(cora.ok()) << to_string(cora.error());
    EXPECT_EQ((*cora)->signature().ports[0].type.shape, (Shape{2708, 1433}));
    EXPECT_EQ(*(*cora)->signature().ports[1].pattern, (SparsePattern{2708, 2708, 2 * 5278, 1}));
    for (const auto& [split, count] : {std::pair(Split::Train, 140), std::pair(Split::Validation, 500), std::pair(Split::Test, 1000)}) {
        const auto batch = read(**cora, split, {0});
        EXPECT_EQ(std::count_if(batch[2].i32.begin(), batch[2].i32.end(), [](int32_t label) { return label >= 0; }), count);
    }
    EXPECT_EQ((*cora)->info().class_names[0], "Theory");
    DataConfig sparse;
    sparse.options = {{"features", std::string("sparse")}, {"normalise", true}};
    const auto words = open_data(sparse, real("cora"));
    ASSERT_TRUE(words.ok());
    EXPECT_EQ(*(*words)->signature().ports[1].pattern, (SparsePattern{2708, 1433, 49216, 0}));
    const auto values = read(**words, Split::Train, {0})[0].f32;
    EXPECT_NEAR(std::accumulate(values.begin(), values.end(), 0.0), 2708, 1e-2);

    for (const char* file : {"cora.content", "cora.cites"}) {
        fs::create_directories(folder_);
        fs::copy_file(real("cora") + "/" + file, folder_ / file, fs::copy_options::overwrite_existing);
    }
    const auto linqs = open();
    ASSERT_TRUE(linqs.ok()) << to_string(linqs.error());
    EXPECT_EQ((*linqs)->signature().ports[0].type.shape, (Shape{2708, 1433}));
    EXPECT_EQ(*(*linqs)->signature().ports[1].pattern, (SparsePattern{2708, 2708, 2 * 5278, 1}));
    EXPECT_EQ((*linqs)->signature().classes, 7);

    const auto mutag = open_data(DataConfig{}, real("mutag"));
    ASSERT_TRUE(mutag.ok()) << to_string(mutag.error());
    EXPECT_EQ((*mutag)->size(Split::Train) + (*mutag)->size(Split::Validation), 188);
    EXPECT_EQ((*mutag)->signature().ports[0].type.shape, (Shape{28, 7}));
    int64_t total = 0;
    for (int64_t fold = 0; fold < 10; ++fold) {
        DataConfig config;
        config.options = {{"fold", fold}};
        total += open_data(config, real("mutag")).value()->size(Split::Validation);
    }
    EXPECT_EQ(total, 188) << "the folds are parts of the whole";

    const auto karate = open_data(DataConfig{}, real("karate"));
    ASSERT_TRUE(karate.ok());
    EXPECT_EQ(*(*karate)->signature().ports[1].pattern, (SparsePattern{34, 34, 156, 1}));
    setenv("XDG_DATA_HOME", folder_.c_str(), 1);
    DataConfig bundled;
    bundled.set = "karate-club";
    const auto ours = open_data(bundled, "");
    ASSERT_TRUE(ours.ok()) << to_string(ours.error());
    EXPECT_EQ(read(**ours, Split::Validation, {0})[1].i32, read(**karate, Split::Validation, {0})[1].i32) << "the bundled club is the real one";
}

}  // namespace
}  // namespace saddle::datasets
