#include "app/shell/shortcuts.h"

#include <QSettings>

#include "app/shell/actions.h"

namespace saddle::app {
namespace {

constexpr char kDefaults[] = "defaultKeys";

QString key_of(const QAction& action) { return "shortcuts/" + action.objectName(); }

void set_keys(QAction& action, const QList<QKeySequence>& keys) {
    if (action.shortcuts() == keys) return;
    QString help = action.toolTip();
    if (const QString old = tooltipText({}, action.shortcut()); !old.isEmpty() && help.endsWith(old)) help.chop(old.size());
    action.setShortcuts(keys);
    action.setToolTip(tooltipText(help, action.shortcut()));
}

}  // namespace

QList<QKeySequence> defaultKeys(const QAction& action) {
    const QVariant own = action.property(kDefaults);
    return own.isValid() ? QKeySequence::listFromString(own.toString()) : action.shortcuts();
}

bool hasUserKeys(const QAction& action) { return QSettings().contains(key_of(action)); }

void applyUserKeys(const QList<QAction*>& actions) {
    for (QAction* action : actions) {
        if (action->objectName().isEmpty()) continue;
        if (!action->property(kDefaults).isValid()) action->setProperty(kDefaults, QKeySequence::listToString(action->shortcuts()));
        set_keys(*action, hasUserKeys(*action) ? QKeySequence::listFromString(QSettings().value(key_of(*action)).toString()) : defaultKeys(*action));
    }
}

void setUserKeys(QAction& action, const QList<QKeySequence>& keys) {
    if (keys == defaultKeys(action)) QSettings().remove(key_of(action));
    else QSettings().setValue(key_of(action), QKeySequence::listToString(keys));
    set_keys(action, keys);
}

}  // namespace saddle::app
