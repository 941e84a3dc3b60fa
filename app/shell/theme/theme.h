#pragma once
// The look of the running program: which tokens are in force, and the application's style sheet, palette and fonts made
// of them. UI thread only.
#include <QObject>

#include "app/shell/theme/tokens.h"

namespace saddle::app {

enum class ThemeChoice { System, Dark, Light };

class Theme : public QObject {
    Q_OBJECT
public:
    static Theme& instance();

    const Tokens& tokens() const { return tokens_; }
    ThemeChoice choice() const { return choice_; }
    /// Restyles the application. System follows the desktop's colour scheme from then on.
    void choose(ThemeChoice choice);
    /// Makes style sheet, palette and fonts again; also after the language changed (Chinese text is never below 11 px).
    void apply();

Q_SIGNALS:
    void changed();

private:
    Theme();
    Tokens tokens_{ThemeName::Dark};
    ThemeChoice choice_ = ThemeChoice::System;
    bool system_dark_ = true;
};

/// Font of the look: "micro", "small", "base", "title", "heading" or "display"; `mono` for measured values.
QFont lookFont(const QString& size, int weight = 400, bool mono = false);

}  // namespace saddle::app
