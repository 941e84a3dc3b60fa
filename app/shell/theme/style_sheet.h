#pragma once
// The application's style sheet: theme/style.qss with its @names@ replaced by tokens.
#include <QString>

#include "app/shell/theme/tokens.h"

namespace saddle::app {

/// "@bg.panel@" becomes the colour, "@font.size.small@" and other numbers the number. An unknown name asserts.
QString styleSheet(const Tokens& tokens);

}  // namespace saddle::app
