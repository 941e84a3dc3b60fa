#include "app/shell/theme/system_scheme.h"

#include <QDBusConnection>
#include <QDBusMessage>
#include <QDBusPendingCallWatcher>
#include <QDBusPendingReply>
#include <QDBusVariant>
#include <QPalette>

#include "app/shell/theme/portal_listener.h"

namespace saddle::app {
namespace {

constexpr char kService[] = "org.freedesktop.portal.Desktop", kPath[] = "/org/freedesktop/portal/desktop", kInterface[] = "org.freedesktop.portal.Settings";
constexpr char kNamespace[] = "org.freedesktop.appearance", kKey[] = "color-scheme";

/// 0: no preference, 1: dark, 2: light. Older portals wrap the value in one more variant.
std::optional<bool> dark_of(QVariant value) {
    while (value.canConvert<QDBusVariant>()) value = value.value<QDBusVariant>().variant();
    const uint scheme = value.toUInt();
    return scheme == 0 ? std::nullopt : std::optional(scheme == 1);
}

}  // namespace

bool isPaletteDark(const QPalette& palette) { return palette.color(QPalette::Window).lightness() < palette.color(QPalette::WindowText).lightness(); }

PortalListener::PortalListener(QObject* owner, std::function<void(bool)> told) : QObject(owner), told_(std::move(told)) {
    QDBusConnection bus = QDBusConnection::sessionBus();
    if (!bus.isConnected()) return;
    bus.connect(kService, kPath, kInterface, "SettingChanged", this, SLOT(settingChanged(QString, QString, QDBusVariant)));
    QDBusMessage read = QDBusMessage::createMethodCall(kService, kPath, kInterface, "Read");
    read << QString(kNamespace) << QString(kKey);
    auto* watcher = new QDBusPendingCallWatcher(bus.asyncCall(read), this);
    connect(watcher, &QDBusPendingCallWatcher::finished, this, [this, watcher] {
        const QDBusPendingReply<QDBusVariant> reply = *watcher;
        if (reply.isValid()) settingChanged(kNamespace, kKey, reply.value());
        watcher->deleteLater();
    });
}

void PortalListener::settingChanged(const QString& group, const QString& key, const QDBusVariant& value) {
    if (group != kNamespace || key != kKey) return;
    if (const auto dark = dark_of(QVariant::fromValue(value))) told_(*dark);
}

void watchSystemScheme(QObject* owner, std::function<void(bool)> told) { new PortalListener(owner, std::move(told)); }

}  // namespace saddle::app
