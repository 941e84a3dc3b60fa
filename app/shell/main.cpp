#include <QApplication>
#include <QSettings>
#include <cstdio>

#include "app/shell/language.h"
#include "app/shell/main_window.h"
#include "app/shell/theme/theme.h"
#include "viz/render/driver_width.h"

int main(int argc, char** argv) {
    using namespace saddle;
    using namespace saddle::app;
    viz::keep_driver_width();
    QApplication application(argc, argv);
    QApplication::setApplicationName("saddlepoint");
    QApplication::setOrganizationName("saddlepoint");
    QApplication::setApplicationDisplayName("Saddlepoint");
    QApplication::setApplicationVersion(SADDLE_VERSION);
    QApplication::setDesktopFileName("org.saddlepoint.Saddlepoint");   // gives icon and name on Wayland
    const auto options = readOptions(QApplication::arguments());
    if (!options.ok()) {
        std::fprintf(stderr, "error: %s\n", to_string(options.error()).c_str());
        return exit_code(options.error().kind);
    }
    const QString theme = options->theme.value_or(QSettings().value("theme", "system").toString());
    Language::instance().choose(options->language.value_or(QSettings().value("language").toString()));
    Theme::instance().choose(theme == "dark" ? ThemeChoice::Dark : theme == "light" ? ThemeChoice::Light : ThemeChoice::System);
    QApplication::setWindowIcon(QIcon(":/saddlepoint.svg"));
    MainWindow window(*options);
    window.show();
    window.start(*options);
    return QApplication::exec();
}
