// The user's own layers: kept whole, read again, and what is not a layer refused by name.
#include "app/document/layer_library.h"

#include <gtest/gtest.h>

#include <QDir>
#include <QSignalSpy>
#include <QTemporaryDir>

#include "engine/api/files.h"

namespace saddle::app {
namespace {

class Library : public testing::Test {
protected:
    Library() { project = load_project(SADDLE_SOURCE_DIR "/projects/vision/resnet20.json").value(); }
    QString path() const { return folder.filePath("layers"); }
    QTemporaryDir folder;
    Project project;
};

TEST_F(Library, ALayerIsKeptWithWhatItContainsAndReadByTheNextProgram) {
    project.composites.push_back({"Two stages!", "Of blocks.", {}, {{{"a", "BasicBlock", {}}, {"b", "DownBlock", {}}}, {}}});
    LayerLibrary library(path());
    QSignalSpy changed(&library, &LayerLibrary::changed);
    ASSERT_TRUE(library.keep(project, "Two stages!").ok());
    ASSERT_TRUE(library.keep(project, "BasicBlock").ok());
    EXPECT_EQ(changed.count(), 2);
    LayerLibrary next(path());
    ASSERT_EQ(next.layers().size(), 2u);
    const LayerLibrary::Layer* kept = next.find("Two stages!");
    ASSERT_TRUE(kept);
    EXPECT_EQ(kept->part.composites.size(), 3u);
    EXPECT_EQ(*kept->part.composite("DownBlock"), *project.composite("DownBlock"));
    EXPECT_EQ(kept->part.description, "Of blocks.");
    EXPECT_TRUE(next.problems().empty());

    project.composite("BasicBlock")->description = "Another one.";
    ASSERT_TRUE(library.keep(project, "BasicBlock").ok());
    EXPECT_EQ(QDir(path()).entryList(QDir::Files).size(), 2) << "one of that name is replaced";
    next.refresh();
    EXPECT_EQ(next.find("BasicBlock")->part.description, "Another one.");
    ASSERT_TRUE(next.remove("BasicBlock").ok());
    EXPECT_FALSE(next.find("BasicBlock"));
    EXPECT_FALSE(next.remove("BasicBlock").ok());
    EXPECT_FALSE(library.keep(project, "NoSuchBlock").ok());
}

TEST_F(Library, NamesThatFilesCannotHaveAreKeptApart) {
    project.composites.push_back({"a/b", "", {}, {}});
    project.composites.push_back({"a:b", "", {}, {}});
    LayerLibrary library(path());
    ASSERT_TRUE(library.keep(project, "a/b").ok());
    ASSERT_TRUE(library.keep(project, "a:b").ok());
    EXPECT_TRUE(LayerLibrary(path()).find("a/b"));
    EXPECT_TRUE(LayerLibrary(path()).find("a:b"));
}

TEST_F(Library, HostileFilesAreNamedAndLeftAlone) {
    QDir().mkpath(path());
    const std::pair<const char*, std::string> files[] = {
        {"1.json", "not JSON"},
        {"2.json", R"({"saddlepoint": 99, "name": "A", "composites": [{"name": "A"}]})"},
        {"3.json", R"({"saddlepoint": 1, "name": "A", "composites": [{"name": "B"}]})"},
        {"4.json", R"({"saddlepoint": 1, "name": "A", "composites": [{"name": "A", "graph": {"nodes": [{"id": "a", "layer": "B"}]}}, {"name": "B", "graph": {"nodes": [{"id": "b", "layer": "A"}]}}]})"},
        {"5.json", std::string(9 << 20, ' ')},
        {"6.json", std::string(200, '[')},
        {"7.json", R"({"saddlepoint": 1, "name": "A", "composites": [{"name": "A"}], "run": "rm -rf"})"},
        {"8.json", R"({"saddlepoint": 1, "name": "Good", "composites": [{"name": "Good"}]})"},
        {"9.json", R"({"saddlepoint": 1, "name": "Good", "composites": [{"name": "Good"}]})"}};
    for (const auto& [name, text] : files) ASSERT_TRUE(write_file((path() + "/" + name).toStdString(), text).ok());
    const LayerLibrary library(path());
    ASSERT_EQ(library.layers().size(), 1u);
    EXPECT_EQ(library.layers()[0].name(), "Good");
    ASSERT_EQ(library.problems().size(), 8u);
    for (size_t i = 0; i < 7; ++i) EXPECT_NE(library.problems()[i].message.find(files[i].first), std::string::npos) << library.problems()[i].message;
    EXPECT_NE(library.problems()[3].message.find("contains itself"), std::string::npos);
    EXPECT_NE(library.problems()[7].message.find("another layer"), std::string::npos);
    EXPECT_EQ(QDir(path()).entryList(QDir::Files).size(), 9);
}

}  // namespace
}  // namespace saddle::app
