#pragma once
// Window and docks are remembered for each screen: what fits a large one is no layout for a small one.
#include <QString>

class QScreen;

namespace saddle::app {

/// Where the settings keep what belongs to `screen`: "screens/DP-1 2560x1440/".
QString screenKey(const QScreen& screen);
/// The screen that the window was closed on, where it is connected; else the primary one.
QScreen& lastScreen();

}  // namespace saddle::app
