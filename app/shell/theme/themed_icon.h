#pragma once
// QIcons of the look: painted when shown, in the colours of the theme that is in force then.
#include <QIcon>

namespace saddle::app {

/// `color`: a token ("family.conv"); disabled and active states follow the look. Empty: by the widget's state.
QIcon themedIcon(const QString& name, const QString& color = {});

}  // namespace saddle::app
