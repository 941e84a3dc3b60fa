// What the engine says is shown in the window's language where the sentence is known.
#include <gtest/gtest.h>

#include <QRegularExpression>

#include "app/shell/engine_text.h"
#include "app/shell/language.h"
#include "engine/api/check.h"
#include "engine/api/document.h"

namespace saddle::app {
namespace {

class EngineText : public testing::Test {
protected:
    void SetUp() override { Language::instance().choose("zh_CN"); }
    void TearDown() override { Language::instance().choose("en"); }
    /// The first mistake of LeNet-5 with these settings.
    static Diagnostic mistake(const std::vector<std::string>& settings, const Edge& without = {}) {
        Project project = load_project(SADDLE_SOURCE_DIR "/projects/vision/lenet5.json").value();
        for (const std::string& setting : settings) EXPECT_TRUE(set_value(project, setting).ok());
        std::erase(project.graph.edges, without);
        const ops::DataSignature digits{{{"image", ops::PortKind::Image, {DType::F32, {1, 28, 28}}}, {"label", ops::PortKind::Tokens, {DType::I32, {}}}}, 10};
        const compile::TypedGraph typed = compile::infer_shapes(project, digits, 64);
        return typed.diagnostics.empty() ? Diagnostic{} : typed.diagnostics.front();
    }
};

TEST_F(EngineText, MistakesAreSaidInChineseWithTheirNumbersAndNames) {
    const Diagnostic wrong[] = {mistake({"conv2.kernel=50"}), mistake({"conv2.groups=4", "conv2.out_channels=15"}), mistake({"fc3.out_features=4"}), mistake({"conv1.out_channels=0"}),
                                mistake({}, {{"pool1", "y"}, {"conv2", "x"}})};
    static const QRegularExpression chinese("\\p{Han}"), number("\\d+");
    for (const Diagnostic& d : wrong) {
        ASSERT_FALSE(d.text.empty());
        const QString text = engineText(d.text);
        EXPECT_TRUE(text.contains(chinese)) << d.text;
        EXPECT_TRUE(engineText(d.hint).contains(chinese)) << d.hint;
        for (auto each = number.globalMatch(QString::fromStdString(d.text)); each.hasNext();) EXPECT_TRUE(text.contains(each.next().captured())) << text.toStdString();
    }
    EXPECT_EQ(engineText("drag a wire to it, or remove %1"), QString::fromUtf8("拖一条连线到这里，或移除 %1")) << "what is put in is not looked at again";
}

TEST_F(EngineText, WhatIsNotKnownStaysAsItIs) {
    EXPECT_EQ(engineText("disk full: /data"), "disk full: /data");
    EXPECT_EQ(withHint(engineText("is not connected"), engineText("remove the wire")), QString::fromUtf8("未连接。移除这条连线"));
    Language::instance().choose("en");
    EXPECT_EQ(engineText("is not connected"), "is not connected");
    EXPECT_EQ(withHint("is not connected", "remove the wire"), "is not connected. Remove the wire");
    EXPECT_EQ(withHint("is not connected", ""), "is not connected");
}

}  // namespace
}  // namespace saddle::app
