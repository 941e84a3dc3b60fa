// The filter language on runs.
#include "engine/store/run_filter.h"

#include <gtest/gtest.h>

#include <cmath>

namespace saddle::store {
namespace {

RunRow lenet() {
    RunRow r;
    r.id = "20260101-120000-0001";
    r.name = "LeNet-5";
    r.status = "finished";
    r.note = "Twice the rate";
    r.device = "llvmpipe (LLVM 15)";
    r.data_name = "MNIST";
    r.seed = 7;
    r.steps = 938;
    r.seconds = 60.5;
    r.tags = {"cnn", "baseline"};
    r.best = {{"val_loss", 0.08}, {"train_loss", 0.2}, {"val_accuracy", 0.975}, {"val_perplexity", NAN}};
    r.settings_json = R"({"batch_size": 64, "shuffle": true, "optimizer": {"type": "SGD", "lr": 0.01}, "objectives": [{"loss": "a.y", "optimizer": {"lr": 3}}]})";
    return r;
}

bool wanted(const std::string& filter) {
    const auto parsed = parse_filter(filter);
    EXPECT_TRUE(parsed.ok()) << filter << ": " << parsed.error().message;
    return parsed.ok() && (*parsed)(lenet());
}

TEST(RunFilter, TellsRunsApart) {
    for (const char* yes : {"", "   ", "loss<0.1 and tag:cnn", "loss < 0.1 tag:CNN", "lenet", "LENET mnist", "\"twice the\"", "status=finished", "state:fin", "lr=0.01", "optimizer.lr<=0.01",
                            "optimizer:sgd", "optimizer.type=SGD", "objectives.0.optimizer.lr=3", "batch_size>=64", "batch_size:64", "seed==7", "steps!=1", "accuracy>0.97", "train_loss>0.1", "shuffle=true",
                            "not tag:rnn", "tag!=rnn", "nothing or cnn", "(nothing or cnn) and not (rnn or loss>1)", "NOT nothing AND cnn", "device:llvm", "run:20260101", "started=\"\"", "name>lenet"})
        EXPECT_TRUE(wanted(yes)) << yes;
    for (const char* no : {"loss<0.08", "loss>=0.1 and tag:cnn", "tag:cn", "tag!=cnn", "rnn", "cnn nothing", "status=fin", "lr>0.01", "momentum=0.9", "momentum!=0.9", "not momentum!=0.9 and nothing", "not cnn",
                           "val_perplexity<1e9", "val_perplexity>0", "loss:x", "name<lenet", "batch_size=640", "objectives.1.optimizer.lr=3", "nothing and cnn or rnn", "optimizer.type.x=1"})
        EXPECT_FALSE(wanted(no)) << no;
    EXPECT_TRUE(wanted("nothing and nothing or cnn")) << "and binds tighter";
}

TEST(RunFilter, SaysWhereATextGoesWrong) {
    for (const auto& [text, at, says] : {std::tuple("loss<", 6, "needs a value"), {"loss<<1", 6, "needs a value"}, {"(cnn", 5, "')'"}, {"cnn)", 4, "')' is not expected"}, {"and cnn", 1, "missing"}, {"cnn or", 7, "missing"},
                                         {"cnn not", 8, "missing"}, {"\"cnn", 1, "quotation"}, {"a ! b", 3, "'!='"}, {"<1", 1, "missing"}, {"()", 2, "missing"}, {"cnn or or b", 8, "missing"}}) {
        const auto parsed = parse_filter(text);
        ASSERT_FALSE(parsed.ok()) << text;
        EXPECT_EQ(parsed.error().kind, ErrorKind::Usage);
        EXPECT_NE(parsed.error().message.find("character " + std::to_string(at) + ":"), std::string::npos) << parsed.error().message;
        EXPECT_NE(parsed.error().message.find(says), std::string::npos) << parsed.error().message;
    }
    EXPECT_FALSE(parse_filter(std::string(100000, '(') + "a").ok()) << "a hostile depth is an answer, not an end";
    std::string nots;
    for (int i = 0; i < 50000; ++i) nots += "not ";
    EXPECT_FALSE(parse_filter(nots + "a").ok());
}

TEST(RunFilter, ValuesAreTextAndNumbers) {
    EXPECT_EQ(value_of(lenet(), "lr"), "0.01");
    EXPECT_EQ(number_of(lenet(), "lr"), 0.01);
    EXPECT_EQ(value_of(lenet(), "optimizer"), "SGD");
    EXPECT_TRUE(std::isnan(*number_of(lenet(), "status")));
    EXPECT_EQ(number_of(lenet(), "nothing"), std::nullopt);
    EXPECT_EQ(setting_names(lenet()), (std::vector<std::string>{"batch_size", "objectives.0.loss", "objectives.0.optimizer.lr", "optimizer.lr", "optimizer.type", "shuffle"}));
    RunRow bare = lenet();
    bare.settings_json = "not json";
    EXPECT_EQ(value_of(bare, "lr"), std::nullopt);
    EXPECT_TRUE(setting_names(bare).empty());
}

}  // namespace
}  // namespace saddle::store
