#include "app/panels/sparkline.h"

#include <QPainter>
#include <QPainterPath>
#include <algorithm>
#include <cmath>

#include "app/panels/runs_model.h"
#include "app/shell/theme/theme.h"

namespace saddle::app {

void Sparkline::paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const {
    QStyledItemDelegate::paint(painter, option, index);   // the cell has no text
    QList<double> values = index.data(RunsModel::kCurveRole).value<QList<double>>();
    if (values.size() < 2) return;
    if (std::all_of(values.begin(), values.end(), [](double v) { return !std::isfinite(v) || v > 0; }))
        for (double& v : values) v = std::log(v);
    double low = INFINITY, high = -INFINITY;
    for (const double v : values)
        if (std::isfinite(v)) low = std::min(low, v), high = std::max(high, v);
    if (!std::isfinite(low)) return;
    const Tokens& tokens = Theme::instance().tokens();
    const QRectF area = QRectF(option.rect).adjusted(6, 4, -6, -4);
    const double span = std::max(high - low, 1e-12);
    QPainterPath line;
    QPointF last;
    std::vector<QPointF> breaks;   // where the loss was a number for the last time
    bool drawing = false;
    for (qsizetype i = 0; i < values.size(); ++i) {
        if (!std::isfinite(values[i])) {   // a gap stays one
            if (drawing) breaks.push_back(last);
            drawing = false;
            continue;
        }
        last = {area.left() + area.width() * double(i) / double(values.size() - 1), area.bottom() - area.height() * (values[i] - low) / span};
        if (drawing) line.lineTo(last);
        else line.moveTo(last);
        drawing = true;
    }
    painter->save();
    painter->setClipRect(option.rect);
    painter->setRenderHint(QPainter::Antialiasing);
    painter->setBrush(Qt::NoBrush);
    painter->setPen(QPen(tokens.color("accent.base"), 1.4));
    painter->drawPath(line);
    painter->setPen(QPen(tokens.color("semantic.error"), 1.4));
    for (const QPointF& at : breaks) {
        painter->drawLine(at + QPointF(-2.5, -2.5), at + QPointF(2.5, 2.5));
        painter->drawLine(at + QPointF(-2.5, 2.5), at + QPointF(2.5, -2.5));
    }
    painter->restore();
}

QList<double> thinned(const std::vector<double>& values, int count) {
    QList<double> means;
    const size_t parts = std::min(values.size(), size_t(count));
    for (size_t part = 0; part < parts; ++part) {
        const size_t begin = values.size() * part / parts, end = values.size() * (part + 1) / parts;
        double sum = 0;
        for (size_t i = begin; i < end; ++i) sum += values[i];
        means << sum / double(end - begin);
    }
    return means;
}

}  // namespace saddle::app
