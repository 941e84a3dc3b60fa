#include "app/shell/heat_legend.h"

#include <QPainter>

#include "app/shell/theme/theme.h"

namespace saddle::app {
namespace {
constexpr int kRamp = 78, kRampGap = 6;
}

HeatLegend::HeatLegend(QWidget* parent) : QWidget(parent) {
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
    connect(&Theme::instance(), &Theme::changed, this, [this] { update(); });
}

void HeatLegend::setScale(const QString& high, const QString& what) {
    high_ = high;
    what_ = what;
    setAccessibleName(what);
    setToolTip(what);
    updateGeometry();
    update();
}

QSize HeatLegend::sizeHint() const {
    const QFontMetrics mono(lookFont("micro", 400, true)), text(lookFont("small"));
    if (high_.isEmpty()) return {text.horizontalAdvance(what_) + 2, 20};
    return {mono.horizontalAdvance("0" + high_) + kRamp + text.horizontalAdvance(what_) + 3 * kRampGap + 4, 20};
}

void HeatLegend::paintEvent(QPaintEvent*) {
    const Tokens& tokens = Theme::instance().tokens();
    QPainter painter(this);
    const QFont mono = lookFont("micro", 400, true), small = lookFont("small");
    int x = 0;
    const auto write = [&](const QString& text, const QFont& font, const char* color) {
        painter.setFont(font);
        painter.setPen(tokens.color(color));
        const int width = std::min(QFontMetrics(font).horizontalAdvance(text) + 1, this->width() - x);
        if (width > 0) painter.drawText(QRect(x, 0, width, height()), Qt::AlignVCenter | Qt::AlignLeft, QFontMetrics(font).elidedText(text, Qt::ElideRight, width));
        x += width + kRampGap;
    };
    if (!high_.isEmpty()) {
        write("0", mono, "text.tertiary");
        const std::vector<QColor> stops = tokens.colors("sequentialHeat");
        for (int i = 0; i < kRamp; ++i) painter.fillRect(x + i, height() / 2 - 3, 1, 6, interpolate(stops, double(i) / (kRamp - 1)));
        x += kRamp + kRampGap;
        write(high_, mono, "text.secondary");
    }
    write(what_, small, "text.tertiary");
}

}  // namespace saddle::app
