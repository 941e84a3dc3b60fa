// A network that reads lines of text, from memory: two branches of convolutions, a sequence of columns, an LSTM, CTC.
#include <QComboBox>

#include "app/panels/training_panel.h"
#include "tests/e2e/real_mouse.h"

namespace saddle::app {
namespace {

class ReaderStory : public RealMouse {};

TEST_F(ReaderStory, TwoBranchesAndAnLstmAreDrawnAndTrain) {
    begin();
    key("ctrl+n");
    ASSERT_TRUE(window->documents().current());
    window->panels().show(window->panels().training);
    QTest::qWait(300);
    auto* set = window->panels().training->findChild<QWidget*>("set")->findChild<QComboBox*>();
    click(set);
    type("sample-lines");
    key("Return");
    ASSERT_TRUE(wait_for([this] { return document().project().data.set == "sample-lines"; }, 3000));
    click(canvas().viewport()->mapToGlobal(QPoint(300, 200)));
    draw("dataset>conv 16 3 p=1>relu>max>conv 24 3 p=1>relu>concat");
    key("f");
    QTest::qWait(500);
    clickNode("pool1");
    draw("conv 24 5 p=2>relu");
    key("f");
    QTest::qWait(500);
    picture("reader-1-branches");
    drag(port("relu3", "y", true), port("concat1", "b", false));
    ASSERT_TRUE(document().project().graph.into({"concat1", "b"}));
    clickNode("concat1");
    draw("max>imageto 4>lstm 64 bid=yes>linear classes>ctc");
    ASSERT_TRUE(wait_for([this] { return valid(); })) << to_string(document().typed()->diagnostics.front());
    EXPECT_TRUE(document().project().graph.into({"loss1", "targets"})) << "the text comes along";
    key("l");
    key("f");
    QTest::qWait(600);
    picture("reader-2-drawn");
    key("F5");
    ASSERT_TRUE(wait_for([this] { return trainer().last().step >= 3; }, 120000));
    EXPECT_TRUE(std::isfinite(trainer().last().loss));
    key("shift+F5");
    ASSERT_TRUE(wait_for([this] { return trainer().state() == Trainer::State::Idle && trainer().end(); }, 120000));
    EXPECT_EQ(trainer().end()->status, "stopped");
    printf("a reader of two branches drawn and trained in %d actions\n", actions);
    picture("reader-3-trained");
    pictureInChinese("reader-4-light-zh");
}

}  // namespace
}  // namespace saddle::app
