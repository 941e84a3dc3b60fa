#pragma once
// D-Bus signals reach named slots only, so this needs a class; see system_scheme.h for its use.
#include <QDBusVariant>
#include <QObject>
#include <functional>

namespace saddle::app {

class PortalListener : public QObject {
    Q_OBJECT
public:
    PortalListener(QObject* owner, std::function<void(bool dark)> told);

private Q_SLOTS:
    void settingChanged(const QString& group, const QString& key, const QDBusVariant& value);

private:
    std::function<void(bool)> told_;
};

}  // namespace saddle::app
