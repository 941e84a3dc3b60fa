// The playground by hand: a function chosen and written, a start clicked, optimizers added, changed and taken out.
#include <QComboBox>
#include <QFileDialog>
#include <QLineEdit>
#include <QPushButton>
#include <QTemporaryDir>
#include <QTimer>
#include <QToolButton>

#include "app/bridge/vulkan_view.h"
#include "app/panels/fields/attribute_field.h"
#include "app/panels/fields/note_strip.h"
#include "app/shell/playground_window.h"
#include "tests/app/window_fixture.h"

namespace saddle::app {
namespace {

class Playground : public Window {
protected:
    Playground() {
        window->actions().playground->trigger();
        dialog = window->findChild<PlaygroundWindow*>();
        EXPECT_TRUE(dialog && QTest::qWaitForWindowExposed(dialog));
        EXPECT_TRUE(wait_for([this] { return dialog->scene() != nullptr; }));
    }
    /// Types into the field of that name.
    void type(const QString& field, const QString& text) {
        auto* edit = dialog->findChild<AttributeField*>(field)->findChild<QLineEdit*>();
        edit->setFocus();
        edit->selectAll();
        QTest::keyClicks(edit, text);
        QTest::keyClick(edit, Qt::Key_Return);
    }
    NoteStrip* note() { return dialog->findChild<NoteStrip*>(QString(), Qt::FindChildrenRecursively); }
    template <class Act>
    void then(Act act) {
        const auto before = dialog->scene();
        act();
        EXPECT_TRUE(wait_for([&] { return dialog->scene() != before; }, 10000));
    }
    PlaygroundWindow* dialog = nullptr;
};

TEST_F(Playground, OptimizersRaceOnAKnownFunction) {
    ASSERT_EQ(dialog->scene()->surface.name, "himmelblau");
    EXPECT_EQ(dialog->scene()->critical.size(), 9u);
    ASSERT_EQ(dialog->scene()->racers.size(), 3u);
    for (const auto& racer : dialog->scene()->racers) {
        EXPECT_EQ(racer.path.points.size(), 201u) << racer.name;
        EXPECT_LT(racer.path.points.back().value, 1) << racer.name;
    }
    if (!dialog->picture().problem().isEmpty()) GTEST_SKIP() << dialog->picture().problem().toStdString();
    ASSERT_TRUE(wait_for([this] { return dialog->picture().frames() > 2; }));
    ASSERT_TRUE(wait_for([this] { return dialog->view().step() > 3; })) << "it plays by itself";
    // A click on the map is a new start for all.
    const viz::plot::Frame& map = dialog->view().map();
    const viz::plot::Point at = map.at(2, -3);
    then([&] { QTest::mouseClick(&dialog->picture(), Qt::LeftButton, {}, QPoint(int(at.x), int(at.y))); });
    EXPECT_NEAR(dialog->scene()->surface.start[0], 2, 0.05);
    EXPECT_NEAR(dialog->scene()->surface.start[1], -3, 0.05);
    for (const auto& racer : dialog->scene()->racers) EXPECT_NEAR(racer.path.points[0].at[0], 2, 0.05);
}

TEST_F(Playground, AFormulaOfOnesOwnAndItsMistakes) {
    type("formula", "x^2 + foo(y)");
    EXPECT_TRUE(wait_for([this] { return note()->isVisible(); }, 10000));
    EXPECT_EQ(dialog->scene()->surface.name, "himmelblau") << "the last picture stays";
    then([this] { type("formula", "x^4 - x^2 + y^2"); });
    EXPECT_FALSE(note()->isVisible());
    EXPECT_EQ(dialog->scene()->surface.formula, "x^4 - x^2 + y^2");
    EXPECT_EQ(dialog->scene()->critical.size(), 3u);
}

TEST_F(Playground, OptimizersComeAndGoWithTheirSettings) {
    then([this] { QTest::mouseClick(dialog->findChild<QPushButton*>("addOptimizer"), Qt::LeftButton); });
    EXPECT_EQ(dialog->scene()->racers.size(), 4u);
    then([this] { QTest::mouseClick(dialog->findChild<QToolButton*>("removeOptimizer"), Qt::LeftButton); });
    EXPECT_EQ(dialog->scene()->racers.size(), 3u);
    then([this] { type("steps", "50"); });
    EXPECT_EQ(dialog->scene()->racers[0].path.points.size(), 51u);
    then([this] { type("lr", "0.004"); });
    EXPECT_NE(dialog->scene()->racers[0].name.find("0.004"), std::string::npos);
    // A schedule of its own: the first one's, the others go on as they were.
    const auto others = dialog->scene()->racers;
    then([this] {
        auto* choice = dialog->findChild<AttributeField*>("schedule")->findChild<QComboBox*>();
        choice->setCurrentIndex(choice->findText("cosine"));
        Q_EMIT choice->activated(choice->currentIndex());
    });
    EXPECT_NE(dialog->scene()->racers[0].name.find("cosine"), std::string::npos);
    EXPECT_NE(dialog->scene()->racers[0].path, others[0].path);
    EXPECT_EQ(dialog->scene()->racers[1].path, others[1].path);
}

TEST_F(Playground, ItsMenuSavesTheRace) {
    if (!dialog->picture().problem().isEmpty()) GTEST_SKIP() << dialog->picture().problem().toStdString();
    ASSERT_TRUE(wait_for([this] { return dialog->picture().frames() > 2; }));
    const QTemporaryDir files;
    const auto saved = [&](const QString& name) {   // the dialog that asks where runs a loop of its own
        QTimer answer;
        QObject::connect(&answer, &QTimer::timeout, [&] {
            auto* asks = qobject_cast<QFileDialog*>(QApplication::activeModalWidget());
            if (!asks) return;
            asks->selectFile(files.filePath(name));
            static_cast<QDialog*>(asks)->accept();
        });
        answer.start(20);
        return wait_for([&] { return QFile::exists(files.filePath(name)); }, 10000);
    };
    dialog->view().save("race.csv", dialog->view().csv());
    EXPECT_TRUE(saved("race.csv"));
    dialog->view().save_picture("race.png");
    ASSERT_TRUE(saved("race.png"));
    const QImage picture(files.filePath("race.png"));
    EXPECT_EQ(picture.size(), dialog->picture().size() * dialog->picture().devicePixelRatioF());
}

TEST_F(Playground, TheWindowClosesBeforeAndAfterItsPlayground) {
    dialog->close();
    QTest::qWait(20);
    EXPECT_EQ(window->findChild<PlaygroundWindow*>(), nullptr);
    window->actions().playground->trigger();
    EXPECT_NE(window->findChild<PlaygroundWindow*>(), nullptr);
    window.reset();   // a computation may be on its way
}

}  // namespace
}  // namespace saddle::app
