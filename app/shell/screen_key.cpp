#include "app/shell/screen_key.h"

#include <QGuiApplication>
#include <QScreen>
#include <QSettings>

namespace saddle::app {

QString screenKey(const QScreen& screen) {
    return QStringLiteral("screens/%1 %2x%3/").arg(screen.name().replace('/', '-')).arg(screen.size().width()).arg(screen.size().height());
}

QScreen& lastScreen() {
    const QString key = QSettings().value("screen").toString();
    for (QScreen* screen : QGuiApplication::screens())
        if (screenKey(*screen) == key) return *screen;
    return *QGuiApplication::primaryScreen();
}

}  // namespace saddle::app
