#pragma once
// The look's numbers (theme/tokens.json), read once from the program's resources: the only place where Qt code gets a
// colour, a size or a font from. Names are paths in the file: color("bg.canvas"), number("canvas.node.title").
// An unknown name is a bug of ours and asserts.
#include <QColor>
#include <QFont>
#include <QJsonObject>
#include <vector>

namespace saddle::app {

enum class ThemeName { Dark, Light };

class Tokens {
public:
    explicit Tokens(ThemeName theme);

    ThemeName theme() const { return theme_; }
    bool dark() const { return theme_ == ThemeName::Dark; }
    /// Of the theme: "text.primary", "family.conv".
    QColor color(const QString& path) const;
    /// Of the theme: stops of a colour map or a series ("sequentialHeat", "categorical").
    std::vector<QColor> colors(const QString& path) const;
    /// Theme-independent size in logical px, time in ms or share: "radius.node", "motion.slow".
    double number(const QString& path) const;
    /// "ui" or "mono" in px and a CSS weight (400, 500, 600). Measured values take mono: the figures of Inter are
    /// proportional, and Qt before 6.7 cannot ask for its tabular ones.
    QFont font(const QString& family, double pixels, int weight = 400) const;

private:
    ThemeName theme_;
    QJsonObject all_, themed_;
};

/// The colour map through `stops` at `share` in 0..1, linear in sRGB.
QColor interpolate(const std::vector<QColor>& stops, double share);

}  // namespace saddle::app
