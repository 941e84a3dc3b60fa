#include "app/panels/weights_pictures.h"

#include <QHelpEvent>
#include <QPainter>
#include <QPainterPath>
#include <QToolTip>
#include <algorithm>
#include <cmath>

#include "app/shell/number_text.h"
#include "app/shell/theme/theme.h"

namespace saddle::app {
namespace {

constexpr int kWeightAxis = 14, kTileGap = 2, kLeastTile = 10, kMostRows = 12;

int64_t highest(const std::vector<int64_t>& bins) { return bins.empty() ? 0 : *std::max_element(bins.begin(), bins.end()); }

}  // namespace

WeightHistogram::WeightHistogram(QWidget* parent) : QWidget(parent) { setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed); }

void WeightHistogram::setSummary(const WeightsSummary& summary) {
    summary_ = summary;
    update();
}

void WeightHistogram::setWords(const QString& initial, const QString& current) {
    initial_words_ = initial;
    current_words_ = current;
}

void WeightHistogram::paintEvent(QPaintEvent*) {
    const Tokens& tokens = Theme::instance().tokens();
    QPainter painter(this);
    const QRectF box(0, 0, width(), height() - kWeightAxis);
    painter.fillRect(box, tokens.color("bg.canvas"));
    const double most = double(std::max<int64_t>(1, std::max(highest(summary_.initial.bins), highest(summary_.current.bins))));
    const double step = box.width() / kWeightBins;
    const auto top = [&](int64_t count) { return box.bottom() - double(count) / most * (box.height() - 3); };
    for (size_t i = 0; i < summary_.current.bins.size(); ++i)
        if (summary_.current.bins[i] > 0) painter.fillRect(QRectF(double(i) * step, top(summary_.current.bins[i]), std::max(1.0, step - 1), box.bottom() - top(summary_.current.bins[i])), tokens.color("accent.base"));
    if (!summary_.initial.bins.empty()) {
        QPainterPath outline(box.bottomLeft());
        for (size_t i = 0; i < summary_.initial.bins.size(); ++i) {
            outline.lineTo(double(i) * step, top(summary_.initial.bins[i]));
            outline.lineTo(double(i + 1) * step, top(summary_.initial.bins[i]));
        }
        outline.lineTo(box.bottomRight());
        painter.setRenderHint(QPainter::Antialiasing);
        painter.strokePath(outline, QPen(tokens.color("text.secondary"), 1.25));
    }
    painter.setFont(lookFont("micro", 400, true));
    painter.setPen(tokens.color("text.tertiary"));
    const QRect axis(0, height() - kWeightAxis, width(), kWeightAxis);
    painter.drawText(axis, Qt::AlignLeft | Qt::AlignVCenter, numberText(summary_.low, 3));
    painter.drawText(axis, Qt::AlignRight | Qt::AlignVCenter, numberText(summary_.high, 3));
    if (summary_.low < 0 && summary_.high > 0) {
        const int zero = int(-summary_.low / (summary_.high - summary_.low) * width());
        painter.drawLine(zero, 0, zero, int(box.bottom()));
    }
}

bool WeightHistogram::event(QEvent* event) {
    if (event->type() != QEvent::ToolTip) return QWidget::event(event);
    auto* help = static_cast<QHelpEvent*>(event);
    const int bin = std::clamp(help->pos().x() * kWeightBins / std::max(1, width()), 0, kWeightBins - 1);
    const double step = (summary_.high - summary_.low) / kWeightBins;
    QString text = tr("%1 to %2").arg(numberText(summary_.low + bin * step, 3), numberText(summary_.low + (bin + 1) * step, 3));
    if (!summary_.initial.bins.empty()) text += "\n" + (initial_words_.isEmpty() ? tr("As training begins (outline): %1") : initial_words_).arg(countText(summary_.initial.bins[size_t(bin)]));
    if (!summary_.current.bins.empty()) text += "\n" + (current_words_.isEmpty() ? tr("Now (filled): %1") : current_words_).arg(countText(summary_.current.bins[size_t(bin)]));
    QToolTip::showText(help->globalPos(), text, this);
    return true;
}

FilterPictures::FilterPictures(QWidget* parent) : QWidget(parent) {
    QSizePolicy policy(QSizePolicy::Expanding, QSizePolicy::Preferred);
    policy.setHeightForWidth(true);
    setSizePolicy(policy);
}

void FilterPictures::setSummary(const WeightsSummary& summary) {
    summary_ = summary;
    updateGeometry();
    update();
}

/// One tile a plane, or one a filter of three channels.
int FilterPictures::tiles() const { return summary_.channels == 3 ? summary_.filters : summary_.filters * summary_.channels; }

FilterPictures::Grid FilterPictures::grid(int width) const {
    Grid g;
    if (tiles() == 0 || planes().empty()) return g;
    const bool matrix = summary_.channels > 1 && summary_.channels != 3;   // a row a filter
    const double form = double(summary_.height) / summary_.width;
    const int fitting = std::max(1, (width + kTileGap) / (std::max(kLeastTile, summary_.width) + kTileGap));
    g.columns = std::min(fitting, matrix ? summary_.channels : std::min(tiles(), 16));
    g.tile_width = std::min(32, (width + kTileGap) / g.columns - kTileGap);
    g.tile_height = std::max(4, int(g.tile_width * form));
    g.rows = std::min(kMostRows, matrix ? summary_.filters : (tiles() + g.columns - 1) / g.columns);
    return g;
}

int FilterPictures::heightForWidth(int width) const {
    const Grid g = grid(width);
    return g.rows * (g.tile_height + kTileGap);
}

void FilterPictures::paintEvent(QPaintEvent*) {
    const Grid g = grid(width());
    const std::vector<QColor> map = Theme::instance().tokens().colors("diverging");
    const size_t plane = size_t(summary_.height) * size_t(summary_.width);
    float most = 1e-12f;
    for (const float value : planes())
        if (std::isfinite(value)) most = std::max(most, std::abs(value));
    QPainter painter(this);
    const bool matrix = summary_.channels > 1 && summary_.channels != 3;
    for (int row = 0; row < g.rows; ++row)
        for (int column = 0; column < g.columns; ++column) {
            const int tile = matrix ? row * summary_.channels + column : row * g.columns + column;
            if (tile >= tiles()) return;
            const float* values = planes().data() + size_t(tile) * plane * (summary_.channels == 3 ? 3 : 1);
            QImage image(summary_.width, summary_.height, QImage::Format_RGB32);
            for (size_t i = 0; i < plane; ++i) {
                const auto level = [&](size_t channel) { return std::clamp(int(127.5f + 127.5f * values[channel * plane + i] / most), 0, 255); };
                image.setPixel(int(i) % summary_.width, int(i) / summary_.width,
                               summary_.channels == 3 ? qRgb(level(0), level(1), level(2)) : interpolate(map, 0.5 + 0.5 * double(values[i] / most)).rgb());
            }
            painter.drawImage(QRect(column * (g.tile_width + kTileGap), row * (g.tile_height + kTileGap), g.tile_width, g.tile_height), image);
        }
}

bool FilterPictures::event(QEvent* event) {
    const Grid g = grid(width());
    if (event->type() != QEvent::ToolTip || g.rows == 0) return QWidget::event(event);
    auto* help = static_cast<QHelpEvent*>(event);
    const int column = help->pos().x() / (g.tile_width + kTileGap), row = help->pos().y() / (g.tile_height + kTileGap);
    if (column >= g.columns) return true;
    const bool matrix = summary_.channels > 1 && summary_.channels != 3;
    const int filter = matrix ? row : row * g.columns + column;
    QToolTip::showText(help->globalPos(), filter >= summary_.filters ? QString() : matrix ? tr("Filter %1, channel %2").arg(filter).arg(column) : (word_.isEmpty() ? tr("Filter %1") : word_).arg(filter), this);
    return true;
}

}  // namespace saddle::app
