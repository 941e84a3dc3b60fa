// The view of what is inside: what it asks for, what the pointer reads, which samples lie behind a cell.
#include <cmath>

#include "engine/api/inside_csv.h"
#include "tests/viz/inside_answers.h"

namespace saddle::viz {
namespace {

using plot::Point;

std::shared_ptr<const Insight> maps() {
    Insight inside = answer(InsideWhat::FeatureMaps, "conv1");
    inside.values = Tensor::zeros({DType::F32, {6, 10, 10}});
    for (size_t i = 0; i < 600; ++i) inside.values.f32[i] = std::sin(float(i % 100) * 0.13f * float(1 + i / 100));
    inside.axes = {"C", "H", "W"};
    inside.activity = {64, 600, 12, 0.31, -1, 1, 0.02, 0.7, std::vector<int64_t>(64, 600), std::vector<float>(6, 0.31f)};
    return std::make_shared<const Insight>(std::move(inside));
}

std::shared_ptr<const Insight> predictions() {
    Insight inside = answer(InsideWhat::Predictions);
    inside.sample = -1;
    inside.confusion.assign(10, std::vector<int64_t>(10, 0));
    for (int i = 0; i < 200; ++i) {
        const int truth = i % 10, said = i % 7 == 3 ? (truth + 5) % 10 : truth;
        inside.predictions.push_back({i, truth, said, 0.5f + float(i) / 500});
        ++inside.confusion[size_t(truth)][size_t(said)];
    }
    return std::make_shared<const Insight>(std::move(inside));
}

std::shared_ptr<const Insight> saliency() {
    Insight inside = answer(InsideWhat::Saliency);
    inside.values = inside.input;
    for (size_t i = 0; i < 144; ++i) inside.values.f32[i] *= std::cos(float(i));
    inside.axes = {"C", "H", "W"};
    inside.target = 2;
    return std::make_shared<const Insight>(std::move(inside));
}

std::shared_ptr<const Insight> embedding(bool tsne) {
    Insight inside = answer(InsideWhat::Embedding, "fc3");
    inside.sample = -1;
    Insight::Embedding& e = inside.embedding;
    for (int i = 0; i < 60; ++i) {
        e.samples.push_back(10 + i);
        e.labels.push_back(i % 10);
        e.said.push_back(i == 7 ? 1 : i % 10);
        e.pca_x.push_back(std::cos(i % 10) * 3 + 0.2 * std::sin(i * 7));
        e.pca_y.push_back(std::sin(i % 10) * 3 + 0.2 * std::cos(i * 5));
        if (!tsne) continue;
        e.tsne_x.push_back(e.pca_x.back() * 10);
        e.tsne_y.push_back(-e.pca_y.back() * 10);
    }
    e.explained[0] = 0.4;
    e.explained[1] = 0.2;
    e.width = 84;
    e.divergence = 0.5;
    return std::make_shared<const Insight>(std::move(inside));
}

std::shared_ptr<const Insight> attention() {
    Insight inside = answer(InsideWhat::Attention, "block1");
    inside.class_names = {"a", "b", "c", " ", "\n"};
    inside.input = Tensor::of(Shape{8}, std::vector<int32_t>{0, 1, 2, 3, 0, 4, 1, 2});
    inside.values = Tensor::zeros({DType::F32, {4, 8, 8}});
    for (int64_t i = 0; i < 256; ++i) inside.values.f32[size_t(i)] = i % 8 <= i / 8 % 8 ? 1 / float(i / 8 % 8 + 1) : 0;
    inside.axes = {"heads", "T", "S"};
    return std::make_shared<const Insight>(std::move(inside));
}

std::shared_ptr<const Insight> histograms() {
    Insight inside = answer(InsideWhat::Histograms, "conv1");
    Insight::History& h = inside.history;
    for (size_t t = 0; t < 12; ++t) h.steps.push_back(8 * t);
    for (Insight::Spread* s : {&h.activations, &h.weights}) {
        s->low = -2;
        s->high = 2;
        s->bins = 64;
        for (size_t t = 0; t < 12; ++t) {
            const double width = 0.2 + 0.1 * double(t);
            for (size_t k = 0; k < 64; ++k) s->counts.push_back(int64_t(4000 * std::exp(-std::pow((-2 + 4 * (double(k) + 0.5) / 64) / width, 2) / 2)));
            s->mean.push_back(0.01 * double(t));
            s->deviation.push_back(width);
            s->zeros.push_back(0.4);
        }
    }
    h.dead.assign(12, 0.05);
    return std::make_shared<const Insight>(std::move(inside));
}

std::shared_ptr<const Insight> gradients(double shrink) {
    Insight inside = answer(InsideWhat::Gradients);
    inside.sample = -1;
    Insight::GradientProfile& g = inside.gradients;
    g.nodes = {"conv1", "conv2", "fc1", "fc2", "fc3"};
    for (size_t t = 0; t < 10; ++t) {
        g.steps.push_back(64 * t);
        for (int n = 0; n < 5; ++n) g.lengths.push_back(std::pow(shrink, 4 - n) * (1 + 0.1 * std::sin(double(t))));
    }
    return std::make_shared<const Insight>(std::move(inside));
}

TEST(InsideView, AsksWhenWhatIsWantedChangesAndOnlyThen) {
    FakeUi ui(900, 360);
    Asking a;
    ui.link.node = "conv1";
    ui.frame(a.view);
    ui.frame(a.view);
    ASSERT_EQ(a.asked.size(), 1u);
    EXPECT_EQ(a.asked[0], (InsideView::Wish{InsideWhat::FeatureMaps, "conv1", 0, {}}));
    a.view.set(maps(), true);
    ui.frame(a.view);
    EXPECT_EQ(a.asked.size(), 1u);
    a.view.show_sample(5);
    ui.frame(a.view);
    ASSERT_EQ(a.asked.size(), 2u);
    EXPECT_EQ(a.asked[1].sample, 5);
    a.view.show_sample(1000);
    EXPECT_EQ(a.view.wish().sample, 199) << "the split has 200";
    ui.frame(a.view);
    ui.link.node = "relu1";
    ui.frame(a.view);
    EXPECT_EQ(a.asked.back().node, "relu1");
    const size_t before = a.asked.size();
    a.view.choose(InsideWhat::Predictions);
    ui.frame(a.view);
    ASSERT_EQ(a.asked.size(), before + 1);
    EXPECT_EQ(a.asked.back(), (InsideView::Wish{InsideWhat::Predictions, "", 0, {}}));
    ui.link.node = "conv2";
    ui.frame(a.view);
    EXPECT_EQ(a.asked.size(), before + 1) << "predictions are of no node";
    a.view.outdated();
    ui.frame(a.view);
    EXPECT_EQ(a.asked.size(), before + 2) << "the weights are others";
    a.view.stopped("no checkpoint");
    ui.frame(a.view);
    EXPECT_EQ(a.asked.size(), before + 2) << "what failed is not asked for in every frame";
}

TEST(InsideView, ALookThatANodeDoesNotOfferGivesWay) {
    FakeUi ui(900, 360);
    Asking a;
    ui.link.node = "conv1";
    ui.frame(a.view);
    a.view.choose(InsideWhat::Filters);
    ui.frame(a.view);
    EXPECT_EQ(a.asked.back().what, InsideWhat::Filters);
    ui.link.node = "relu1";
    ui.frame(a.view);
    EXPECT_EQ(a.asked.back(), (InsideView::Wish{InsideWhat::FeatureMaps, "relu1", 0, {}}));
}

TEST(InsideView, WithoutRunOrNodeItSaysWhatToDo) {
    FakeUi ui;
    InsideView view;
    EXPECT_FALSE(ui.frame(view));
    Asking a;
    ui.frame(a.view);   // no node: a look at the model as a whole
    ASSERT_EQ(a.asked.size(), 1u);
    EXPECT_EQ(a.asked[0].what, InsideWhat::Predictions);
}

TEST(InsideView, ThePointerReadsTheElementOfAMap) {
    FakeUi ui(900, 360);
    Asking a;
    ui.link.node = "conv1";
    ui.frame(a.view);
    a.view.set(maps(), true);
    ui.frame(a.view);
    const TileGrid& grid = a.view.tiles();
    EXPECT_EQ(grid.count, 6);
    const plot::Rect tile = grid.tile(4);
    const Point at{tile.left + tile.width() * 0.75f, tile.top + tile.height() * 0.25f};
    ui.hover(a.view, at);
    EXPECT_EQ(grid.at(at), 4);
    EXPECT_EQ(a.view.maps().hovered(), 400 + 2 * 10 + 7);
    ui.hover(a.view, {1, 1});
    EXPECT_EQ(a.view.maps().hovered(), -1);
}

TEST(InsideView, ACellOfTheMatrixOpensItsSamples) {
    FakeUi ui(900, 420);
    Asking a;
    a.view.choose(InsideWhat::Predictions);
    const auto inside = predictions();
    a.view.set(inside, true);
    ui.frame(a.view);
    const auto wrong = [&](int i) { return inside->predictions[size_t(i)].truth != inside->predictions[size_t(i)].said; };
    EXPECT_EQ(int64_t(a.view.confusion().listed().size()), std::count_if(inside->predictions.begin(), inside->predictions.end(), [](const auto& p) { return p.truth != p.said; }));
    for (const int i : a.view.confusion().listed()) EXPECT_TRUE(wrong(i));
    ui.click(a.view, middle(a.view.confusion().cell(3, 8)));
    ASSERT_EQ(int64_t(a.view.confusion().listed().size()), inside->confusion[3][8]);
    for (const int i : a.view.confusion().listed()) {
        EXPECT_EQ(inside->predictions[size_t(i)].truth, 3);
        EXPECT_EQ(inside->predictions[size_t(i)].said, 8);
    }
    const auto first = inside->predictions[size_t(a.view.confusion().listed()[0])];
    ui.click(a.view, middle(a.view.confusion().row(0)));
    EXPECT_EQ(a.view.wish().what, InsideWhat::Saliency);
    EXPECT_EQ(a.view.wish().sample, first.sample);
    EXPECT_EQ(a.asked.back().sample, first.sample);
}

TEST(InsideView, AClassIsExplainedWhenItIsClicked) {
    FakeUi ui(900, 360);
    Asking a;
    a.view.choose(InsideWhat::Saliency);
    a.view.set(saliency(), true);
    ui.frame(a.view);
    ui.click(a.view, middle(a.view.sample().score_row(8)));
    ASSERT_TRUE(a.asked.back().target);
    EXPECT_EQ(*a.asked.back().target, 8);
}

TEST(InsideView, APointIsASample) {
    FakeUi ui(900, 420);
    Asking a;
    a.view.choose(InsideWhat::Embedding);
    a.view.set(embedding(false), false);
    ui.frame(a.view);
    const Point before = a.view.embedding().point(7);
    a.view.set(embedding(true), true);
    ui.frame(a.view);
    EXPECT_NE(before.y, a.view.embedding().point(7).y) << "t-SNE has begun";
    ui.hover(a.view, a.view.embedding().point(7));
    EXPECT_EQ(a.view.embedding().hovered(), 7);
    ui.click(a.view, a.view.embedding().point(7));
    EXPECT_EQ(a.view.wish().what, InsideWhat::Saliency);
    EXPECT_EQ(a.view.wish().sample, 17);
}

TEST(InsideView, AHistogramIsReadAtItsStep) {
    FakeUi ui(900, 360);
    Asking a;
    a.view.looks_of = [](const NodeId&) { return std::vector<InsideWhat>{InsideWhat::Histograms}; };
    ui.link.node = "conv1";
    ui.frame(a.view);
    EXPECT_EQ(a.asked.back(), (InsideView::Wish{InsideWhat::Histograms, "conv1", 0, {}}));
    a.view.set(histograms(), false);
    ui.frame(a.view);
    const plot::Rect map = a.view.history().map();
    ui.hover(a.view, {map.left + map.width() * (7.5f / 12), map.centre_y()});
    EXPECT_EQ(a.view.history().hovered_step(), 7);
    ui.hover(a.view, {1, 1});
    EXPECT_EQ(a.view.history().hovered_step(), -1);
}

TEST(InsideView, ALayerOfTheGradientProfileIsSelected) {
    FakeUi ui(900, 360);
    Asking a;
    a.view.looks_of = [](const NodeId&) { return std::vector<InsideWhat>{InsideWhat::Gradients}; };
    ui.frame(a.view);
    a.view.set(gradients(0.5), true);
    ui.frame(a.view);
    const plot::Rect calm = a.view.gradients().bar(0);
    ui.click(a.view, middle(a.view.gradients().bar(3)));
    EXPECT_EQ(ui.link.node, "fc2");
    EXPECT_EQ(a.asked.size(), 1u) << "the profile is of all layers";
    a.view.set(gradients(0.1), true);   // 1e-4 from the last layer to the first
    ui.frame(a.view);
    EXPECT_GT(a.view.gradients().bar(0).top, calm.top) << "a notice stands above";
}

TEST(InsideTables, HoldWhatIsSeen) {
    std::string text = api::inside_csv(*maps());
    EXPECT_EQ(text.rfind("C,H,W,value", 0), 0u);
    EXPECT_EQ(std::count(text.begin(), text.end(), '\n'), 601);
    EXPECT_EQ(api::inside_csv(*predictions()).rfind("sample,truth,said,confidence", 0), 0u);
    text = api::inside_csv(*histograms());
    EXPECT_EQ(text.rfind("step,dead,mean,deviation,zeros,weight_mean", 0), 0u);
    EXPECT_EQ(std::count(text.begin(), text.end(), '\n'), 13);
    EXPECT_EQ(api::inside_csv(*gradients(0.5)).rfind("step,conv1,conv2,fc1,fc2,fc3", 0), 0u);
    text = api::inside_csv(*embedding(true));
    EXPECT_EQ(text.rfind("sample,label,said,pca_x,pca_y,tsne_x,tsne_y", 0), 0u);
    EXPECT_EQ(std::count(text.begin(), text.end(), '\n'), 61);
}

TEST(InsideView, AFrameOfManyMapsIsLight) {
    FakeUi ui(1200, 800);
    Asking a;
    ui.link.node = "conv1";
    ui.frame(a.view);
    Insight inside = answer(InsideWhat::FeatureMaps, "conv1");
    inside.values = Tensor::zeros({DType::F32, {64, 112, 112}});
    for (size_t i = 0; i < inside.values.f32.size(); ++i) inside.values.f32[i] = float(i % 251) / 251;
    inside.axes = {"C", "H", "W"};
    inside.activity.samples = 64;
    a.view.set(std::make_shared<const Insight>(std::move(inside)), true);
    ui.frame(a.view);
    std::printf("64 maps of 112 x 112 at 1200 x 800: %.2f ms\n", ui.frame_ms(a.view, 15));
    EXPECT_LT(ImGui::GetDrawData()->TotalVtxCount, 400000);
}

TEST(InsideView, PicturesInBothThemes) {
    const std::tuple<const char*, InsideWhat, std::shared_ptr<const Insight>, Point> looks[] = {
        {"maps", InsideWhat::FeatureMaps, maps(), {420, 200}}, {"predictions", InsideWhat::Predictions, predictions(), {300, 200}},
        {"saliency", InsideWhat::Saliency, saliency(), {420, 200}}, {"embedding", InsideWhat::Embedding, embedding(true), {420, 200}},
        {"attention", InsideWhat::Attention, attention(), {420, 200}}, {"histograms", InsideWhat::Histograms, histograms(), {420, 200}},
        {"gradients", InsideWhat::Gradients, gradients(0.1), {500, 200}}};
    for (const char* name : {"dark", "light"})
        for (const auto& [look, what, inside, pointer] : looks) {
            Asking a;
            a.view.choose(what);
            a.view.looks_of = [](const NodeId&) { return std::vector<InsideWhat>{InsideWhat::FeatureMaps, InsideWhat::Filters, InsideWhat::Attention, InsideWhat::Histograms, InsideWhat::Gradients, InsideWhat::Predictions, InsideWhat::Saliency, InsideWhat::Embedding}; };
            a.view.set(inside, true);
            Link link;
            link.node = inside->node.empty() ? "conv1" : inside->node;
            const auto picture = snapshot(a.view, link, theme_named(name), {.width = 900, .height = 380, .frames = 4, .input = [p = pointer](int, ImGuiIO& io) { io.MousePos = {p.x, p.y}; }});
            if (!picture.ok()) GTEST_SKIP() << to_string(picture.error());
            keep(*picture, std::string("inside-") + look + "-" + name);
            EXPECT_GT(distinct_colors(*picture), 60u) << look;
        }
}

TEST(InsideView, FeaturesOfThousandsOfNodesFillTheRoom) {
    const plot::Rect area{10, 20, 510, 220};
    const TileGrid features = arrange(area, 1, 64, 2708), picture = arrange(area, 1, 28, 28), maps = arrange(area, 6, 28, 28);
    EXPECT_GT(features.tile(0).width(), 490);
    EXPECT_GT(features.tile(0).height(), 190);
    EXPECT_EQ(features.at({509, 219}), -1) << "the gap";
    EXPECT_EQ(features.at({400, 200}), 0);
    EXPECT_EQ(picture.tile(0).width(), picture.tile(0).height()) << "cells of pictures stay square";
    EXPECT_EQ(maps.tile(5).width(), maps.tile(5).height());
}

}  // namespace
}  // namespace saddle::viz
