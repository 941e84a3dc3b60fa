// What a live landscape costs the training beside it, in the window on no screen.     usage: bench_live PROJECT [TURNS [SECONDS]]   (default: 5 8)
//
// One run trains, with all views open. Turn by turn, for so many seconds each, it goes on without a landscape and with one that is
// computed beside it and follows it. Prints optimizer steps a second of every turn, medians, and the share that the landscape costs.
#include <QApplication>
#include <QElapsedTimer>
#include <QSettings>
#include <QTemporaryDir>
#include <algorithm>
#include <cstdio>

#include "app/shell/actions.h"
#include "app/shell/documents.h"
#include "app/shell/live_views.h"
#include "app/shell/main_window.h"
#include "app/shell/trainer.h"
#include "engine/api/files.h"
#include "viz/render/driver_width.h"

namespace saddle::app {
namespace {

constexpr int kSettle = 1500;   // ms at the beginning of a turn that do not count: a landscape's plan is compiled then

template <class Done>
bool wait_for(Done done, int ms) {
    QElapsedTimer clock;
    clock.start();
    while (!done() && clock.elapsed() < ms) QApplication::processEvents(QEventLoop::WaitForMoreEvents | QEventLoop::AllEvents, 5);
    return done();
}
void pass(int ms) {
    wait_for([] { return false; }, ms);
}

/// Steps a second, `seconds` long.
double pace(Trainer& trainer, int seconds) {
    pass(kSettle);
    QElapsedTimer clock;
    const uint64_t before = trainer.last().step;
    clock.start();
    pass(seconds * 1000);
    return double(trainer.last().step - before) * 1e3 / double(clock.elapsed());
}

double median(std::vector<double> values) {
    std::nth_element(values.begin(), values.begin() + std::ptrdiff_t(values.size() / 2), values.end());
    return values[values.size() / 2];
}

int run(const std::string& file, int turns, int seconds) {
    const auto text = read_file(file);
    auto project = text.ok() ? read_project(*text, file) : Result<Project>(text.error());
    if (!project.ok()) return std::fprintf(stderr, "%s\n", to_string(project.error()).c_str()), 3;
    project->train.epochs = 100000;   // it is stopped
    const QTemporaryDir folder;
    QSettings::setDefaultFormat(QSettings::IniFormat);
    QSettings::setPath(QSettings::IniFormat, QSettings::UserScope, folder.path());
    QSettings().setValue("tourSeen", true);
    Options options;
    options.store = folder.filePath("runs.sqlite");
    MainWindow window(options);
    window.resize(1600, 1000);
    window.show();
    window.start(options);
    window.documents().add(std::move(*project));
    Trainer& trainer = window.trainer();
    if (!wait_for([&] { return trainer.obstacle().isEmpty(); }, 60000)) return std::fprintf(stderr, "%s\n", qPrintable(trainer.obstacle())), 3;
    window.actions().train->trigger();
    if (!wait_for([&] { return trainer.last().step > 20; }, 120000)) return std::fprintf(stderr, "the run does not begin\n"), 3;
    std::vector<double> without, with, cost;
    for (int turn = 0; turn < turns; ++turn) {
        window.engine().cancelLandscape();
        without.push_back(pace(trainer, seconds));
        window.views().computeLandscape({});
        with.push_back(pace(trainer, seconds));
        cost.push_back(1 - with.back() / without.back());
        std::printf("without %.1f steps/s, with %.1f: %.1f %%\n", without.back(), with.back(), 100 * cost.back());
        std::fflush(stdout);
    }
    window.actions().stop->trigger();
    wait_for([&] { return trainer.state() == Trainer::State::Idle; }, 60000);
    std::printf("median of %d turns of %d s: %.1f and %.1f steps/s, a live landscape costs %.1f %%\n", turns, seconds, median(without), median(with), 100 * median(cost));
    return 0;
}

}  // namespace
}  // namespace saddle::app

int main(int argc, char** argv) {
    qputenv("QT_QPA_PLATFORM", "offscreen");
    saddle::viz::keep_driver_width();
    QApplication application(argc, argv);
    QApplication::setOrganizationName("saddlepoint");
    QApplication::setApplicationName("saddlepoint");
    if (argc < 2) return std::fprintf(stderr, "usage: bench_live PROJECT [TURNS [SECONDS]]\n"), 2;
    return saddle::app::run(argv[1], argc > 2 ? std::max(1, std::atoi(argv[2])) : 5, argc > 3 ? std::max(1, std::atoi(argv[3])) : 8);
}
