// A broken model is repaired by what the program proposes alone: problems are clicked, then the first repair, until it trains.
#include <QListWidget>
#include <QPushButton>

#include "app/canvas/diagnostic_popover.h"
#include "app/panels/flight_panel.h"
#include "app/panels/problems_panel.h"
#include "tests/e2e/real_mouse.h"

namespace saddle::app {
namespace {

class RepairStory : public RealMouse {
protected:
    /// LeNet-5 with three mistakes and a doubt: no Flatten, fewer scores than classes, no labels; softmax before the loss.
    QString broken() {
        Project project = load_project(SADDLE_SOURCE_DIR "/projects/vision/lenet5.json").value();
        project.name = "Broken";
        project.train.epochs = 1;
        const auto edit = [&](const GraphEdit& e) {
            const auto done = saddle::apply(project, e);
            EXPECT_TRUE(done.ok()) << to_string(done.error());
        };
        edit({RemoveNode{"flatten"}});
        edit({Connect{{{"pool2", "y"}, {"fc1", "x"}}, {}}});
        edit({SetAttribute{"fc3", "out_features", int64_t(4)}});
        edit({Disconnect{{{"data", "label"}, {"loss", "labels"}}}});
        edit({AddNode{Node{"softmax", "Softmax", {}, 928, 440, false}, {}, {}}});
        edit({Connect{{{"fc3", "y"}, {"softmax", "x"}}, {}}});
        edit({Connect{{{"softmax", "y"}, {"loss", "scores"}}, {}}});
        const QString path = folder.filePath("broken.json");
        QFile file(path);
        EXPECT_TRUE(file.open(QIODevice::WriteOnly));
        file.write(QByteArray::fromStdString(write_project(project)));
        return path;
    }
    QPushButton* visibleButton(QWidget* in, const QString& text = {}) {
        for (QPushButton* button : in->findChildren<QPushButton*>())
            if (button->isVisible() && button->property("primary").toBool() == text.isEmpty() && (text.isEmpty() || button->text() == text)) return button;
        return nullptr;
    }
};

TEST_F(RepairStory, ThreeMistakesAndADoubtGoByClicksAlone) {
    begin();
    ASSERT_TRUE(window->documents().open(broken()).ok());
    ASSERT_TRUE(wait_for([this] { return document().typed() != nullptr; }));
    EXPECT_FALSE(valid());
    EXPECT_FALSE(trainer().obstacle().isEmpty()) << "Train says why it is not possible";
    ProblemsPanel* problems = window->panels().problems;
    window->panels().show(problems);
    QTest::qWait(400);
    picture("repair-1-broken");
    QStringList done;
    auto* popover = canvas().findChild<DiagnosticPopover*>();
    for (int round = 0; round < 6 && !valid(); ++round) {
        auto* list = problems->findChild<QListWidget*>();
        ASSERT_GT(list->count(), 0);
        click(list->viewport()->mapToGlobal(list->visualItemRect(list->item(0)).center()));
        ASSERT_TRUE(wait_for([&] { return popover->isVisible(); }, 3000)) << list->item(0)->text().toStdString();
        QTest::qWait(400);   // the view may be on its way
        picture(QString("repair-2-mistake-%1").arg(round + 1));
        QPushButton* fix = visibleButton(popover);
        ASSERT_TRUE(fix) << "no repair of: " << list->item(0)->text().toStdString();
        done << fix->text();
        const auto before = document().typed();
        click(fix);
        ASSERT_TRUE(wait_for([&] { return document().typed() != before; }, 5000));
    }
    ASSERT_TRUE(valid()) << done.join(", ").toStdString();
    EXPECT_EQ(done.size(), 3) << done.join(", ").toStdString();
    key("ctrl+F5");
    FlightPanel* flight = window->panels().flight;
    QPushButton* doubt = nullptr;
    ASSERT_TRUE(wait_for([&] { return (doubt = visibleButton(flight, "Remove softmax")) != nullptr; }, 30000));
    QTest::qWait(300);
    picture("repair-3-flight-check");
    click(doubt);
    ASSERT_TRUE(wait_for([&] { return valid() && !document().project().graph.find("softmax"); }, 5000));
    EXPECT_EQ(document().typed()->total.parameters, 61706) << "LeNet-5 again";
    ASSERT_TRUE(wait_for([this] { return trainer().obstacle().isEmpty(); }));
    key("F5");
    ASSERT_TRUE(wait_for([this] { return trainer().state() == Trainer::State::Idle && trainer().end(); }, 240000));
    EXPECT_EQ(trainer().end()->status, "finished");
    printf("a broken model repaired in %d actions: %s, Remove softmax\n", actions, done.join(", ").toUtf8().constData());
    picture("repair-4-trained");
    pictureInChinese("repair-5-light-zh");
}

}  // namespace
}  // namespace saddle::app
