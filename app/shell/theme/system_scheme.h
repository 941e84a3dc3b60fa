#pragma once
// Whether the desktop prefers dark: from the freedesktop settings portal where there is one, else from the palette that
// the platform gave at the start.
#include <QObject>
#include <functional>

class QPalette;

namespace saddle::app {

bool isPaletteDark(const QPalette& palette);
/// Calls `told` when the portal answers and at each change, while `owner` lives. Without a session bus: never.
void watchSystemScheme(QObject* owner, std::function<void(bool dark)> told);

}  // namespace saddle::app
