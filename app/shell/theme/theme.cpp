#include "app/shell/theme/theme.h"

#include <QApplication>
#include <QPalette>
#include <QStyle>
#include <QToolTip>
#include <algorithm>

#include "app/shell/language.h"
#include "app/shell/theme/shell_style.h"
#include "app/shell/theme/style_sheet.h"
#include "app/shell/theme/system_scheme.h"

namespace saddle::app {
namespace {

QPalette palette_of(const Tokens& t) {
    QPalette p;
    const auto set = [&](QPalette::ColorRole role, const char* token) { p.setColor(role, t.color(token)); };
    set(QPalette::Window, "bg.panel");
    set(QPalette::WindowText, "text.primary");
    set(QPalette::Base, "bg.field");
    set(QPalette::AlternateBase, "bg.panel");
    set(QPalette::Text, "text.primary");
    set(QPalette::PlaceholderText, "text.tertiary");
    set(QPalette::Button, "bg.raised");
    set(QPalette::ButtonText, "text.primary");
    set(QPalette::BrightText, "text.primary");
    set(QPalette::ToolTipBase, "bg.raised");
    set(QPalette::ToolTipText, "text.primary");
    set(QPalette::Highlight, "accent.soft");
    set(QPalette::HighlightedText, "text.primary");
    set(QPalette::Link, "accent.base");
    set(QPalette::LinkVisited, "accent.base");
    set(QPalette::Light, "line.strong");
    set(QPalette::Midlight, "line.normal");
    set(QPalette::Mid, "line.normal");
    set(QPalette::Dark, "line.subtle");
    set(QPalette::Shadow, "bg.gutter");
    for (const QPalette::ColorRole role : {QPalette::WindowText, QPalette::Text, QPalette::ButtonText, QPalette::HighlightedText})
        p.setColor(QPalette::Disabled, role, t.color("text.disabled"));
    return p;
}

}  // namespace

Theme& Theme::instance() {
    static Theme* theme = new Theme;   // lives as long as the process: widgets ask for it until the very end
    return *theme;
}

Theme::Theme() : system_dark_(isPaletteDark(QApplication::palette())) {
    QApplication::setStyle(new ShellStyle);
    watchSystemScheme(this, [this](bool dark) {
        system_dark_ = dark;
        if (choice_ == ThemeChoice::System) choose(ThemeChoice::System);
    });
}

void Theme::choose(ThemeChoice choice) {
    choice_ = choice;
    const bool dark = choice == ThemeChoice::Dark || (choice == ThemeChoice::System && system_dark_);
    tokens_ = Tokens(dark ? ThemeName::Dark : ThemeName::Light);
    apply();
}

void Theme::apply() {
    QApplication::setFont(lookFont("base"));
    QToolTip::setFont(lookFont("small"));
    QApplication::setPalette(palette_of(tokens_));
    QToolTip::setPalette(palette_of(tokens_));
    qApp->setStyleSheet(styleSheet(tokens_));
    Q_EMIT changed();
}

QFont lookFont(const QString& size, int weight, bool mono) {
    const Tokens& tokens = Theme::instance().tokens();
    double pixels = tokens.number("font.size." + size);
    if (Language::instance().chinese()) {
        pixels = std::max(pixels, tokens.number("font.size.small"));
        weight = 400;   // the Chinese fonts have no bold of their own
    }
    return tokens.font(mono ? "mono" : "ui", pixels, weight);
}

}  // namespace saddle::app
