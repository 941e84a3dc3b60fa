#pragma once
#include <QString>
#include <string>

namespace saddle::app {

/// The engine's text as Qt's.
inline QString qt(const std::string& text) { return QString::fromStdString(text); }

}  // namespace saddle::app
