#pragma once
// The keys of actions: the program's own, or those that the user chose. The settings keep the user's under "shortcuts" by
// QAction::objectName; actions without a name have no keys to choose.
#include <QAction>

namespace saddle::app {

/// Gives each action the user's keys; its own become its defaults. May be called again, after other actions changed.
void applyUserKeys(const QList<QAction*>& actions);
QList<QKeySequence> defaultKeys(const QAction& action);
bool hasUserKeys(const QAction& action);
/// Changes the action's keys (its tooltip with them) and remembers them; equal to the defaults, nothing is remembered.
void setUserKeys(QAction& action, const QList<QKeySequence>& keys);

}  // namespace saddle::app
