#include "app/panels/parallel_axes.h"

#include <QHelpEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QPainterPath>
#include <QToolTip>
#include <algorithm>
#include <cmath>

#include "app/panels/run_line.h"
#include "app/shell/theme/theme.h"

namespace saddle::app {
namespace {

constexpr double kSide = 56, kTop = 44, kBottom = 26, kNear = 6;   // px
constexpr double kDecades = 30;                                     // a largest value so many times the least wants a logarithmic axis

double way_to(const QPointF& at, const QPointF& a, const QPointF& b) {
    const QPointF line = b - a;
    const double share = std::clamp(QPointF::dotProduct(at - a, line) / std::max(QPointF::dotProduct(line, line), 1e-9), 0.0, 1.0);
    const QPointF off = at - (a + share * line);
    return std::hypot(off.x(), off.y());
}

}  // namespace

ParallelAxes::ParallelAxes(QWidget* parent) : QWidget(parent) { setMouseTracking(true); }

void ParallelAxes::setRuns(QStringList runs, std::vector<Axis> axes) {
    runs_ = std::move(runs);
    axes_ = std::move(axes);
    scales_.clear();
    for (const Axis& axis : axes_) scales_.push_back(scaled(axis));
    hovered_ = -1;
    update();
}

ParallelAxes::Scale ParallelAxes::scaled(const Axis& axis) {
    Scale scale;
    if (axis.numbers.empty()) {
        std::vector<QString> words;
        for (const QString& text : axis.texts)
            if (!text.isEmpty() && std::find(words.begin(), words.end(), text) == words.end()) words.push_back(text);
        for (const QString& text : axis.texts) {
            const auto at = std::find(words.begin(), words.end(), text) - words.begin();
            scale.places.push_back(text.isEmpty() ? std::nullopt : std::optional(words.size() < 2 ? 0.5 : double(at) / double(words.size() - 1)));
        }
        if (!words.empty()) scale.low = words.front(), scale.high = words.size() > 1 ? words.back() : QString();
        return scale;
    }
    int low = -1, high = -1;
    for (int run = 0; run < int(axis.numbers.size()); ++run) {
        const auto& value = axis.numbers[size_t(run)];
        if (!value || !std::isfinite(*value)) continue;
        if (low < 0 || *value < *axis.numbers[size_t(low)]) low = run;
        if (high < 0 || *value > *axis.numbers[size_t(high)]) high = run;
    }
    if (low < 0) return scale.places.resize(axis.numbers.size()), scale;
    const double least = *axis.numbers[size_t(low)], most = *axis.numbers[size_t(high)];
    const bool logarithmic = least > 0 && most / least >= kDecades;
    for (const auto& value : axis.numbers) {
        if (!value || !std::isfinite(*value)) scale.places.push_back(std::nullopt);
        else if (most == least) scale.places.push_back(0.5);
        else scale.places.push_back(logarithmic ? std::log(*value / least) / std::log(most / least) : (*value - least) / (most - least));
    }
    scale.low = axis.texts[size_t(low)];
    scale.high = most == least ? QString() : axis.texts[size_t(high)];
    return scale;
}

std::optional<double> ParallelAxes::place(int axis, int run) const { return scales_[size_t(axis)].places[size_t(run)]; }
double ParallelAxes::x(int axis) const { return axes_.size() < 2 ? width() / 2.0 : kSide + (width() - 2 * kSide) * axis / double(axes_.size() - 1); }
double ParallelAxes::y(double place) const { return height() - kBottom - (height() - kTop - kBottom) * place; }

int ParallelAxes::runAt(const QPointF& at) const {
    int nearest = -1;
    double best = kNear;
    for (int run = 0; run < runs_.size(); ++run)
        for (int axis = 0; axis + 1 < int(axes_.size()); ++axis) {
            const auto a = place(axis, run), b = place(axis + 1, run);
            if (!a || !b) continue;
            if (const double way = way_to(at, {x(axis), y(*a)}, {x(axis + 1), y(*b)}); way < best) best = way, nearest = run;
        }
    return nearest;
}

void ParallelAxes::paintEvent(QPaintEvent*) {
    const Tokens& tokens = Theme::instance().tokens();
    QPainter painter(this);
    painter.fillRect(rect(), tokens.color("plot.bg"));
    painter.setRenderHint(QPainter::Antialiasing);
    const double room = axes_.size() < 2 ? width() : (width() - 2 * kSide) / double(axes_.size() - 1);
    for (int axis = 0; axis < int(axes_.size()); ++axis) {
        const double at = std::floor(x(axis)) + 0.5;
        painter.setPen(QPen(tokens.color("plot.axis"), 1));
        painter.drawLine(QPointF(at, y(0)), QPointF(at, y(1)));
        const auto write = [&](const QString& text, double top, const QFont& font, const char* color) {
            painter.setFont(font);
            painter.setPen(tokens.color(color));
            const double wide = std::min(room - 4, 2 * std::min(at, width() - at) - 4);
            painter.drawText(QRectF(at - wide / 2, top, wide, 16), Qt::AlignCenter, painter.fontMetrics().elidedText(text, Qt::ElideMiddle, int(wide)));
        };
        write(axes_[size_t(axis)].name, 6, lookFont("small", 500), "text.secondary");
        write(scales_[size_t(axis)].high, kTop - 20, lookFont("micro", 400, true), "text.tertiary");
        write(scales_[size_t(axis)].low, height() - kBottom + 4, lookFont("micro", 400, true), "text.tertiary");
    }
    for (int turn = 0; turn < 2; ++turn)   // the one under the pointer last, above the others
        for (int run = 0; run < runs_.size(); ++run) {
            if ((run == hovered_) != (turn == 1)) continue;
            painter.setOpacity(hovered_ < 0 || run == hovered_ ? 1 : 0.3);
            QPen pen = runPen(size_t(run), run == hovered_ ? 2.5 : 1.75);
            painter.setPen(pen);
            painter.setBrush(Qt::NoBrush);
            QPainterPath line;
            bool drawing = false;
            for (int axis = 0; axis < int(axes_.size()); ++axis) {
                const auto at = place(axis, run);
                if (at && drawing) line.lineTo(x(axis), y(*at));
                else if (at) line.moveTo(x(axis), y(*at));
                drawing = at.has_value();
            }
            painter.drawPath(line);
            painter.setPen(Qt::NoPen);
            painter.setBrush(pen.color());
            for (int axis = 0; axis < int(axes_.size()); ++axis)
                if (const auto at = place(axis, run)) painter.drawEllipse(QPointF(x(axis), y(*at)), 3, 3);
        }
}

void ParallelAxes::mouseMoveEvent(QMouseEvent* event) {
    const int run = runAt(event->position());
    if (run == hovered_) return;
    hovered_ = run;
    update();
}

void ParallelAxes::leaveEvent(QEvent*) {
    hovered_ = -1;
    update();
}

bool ParallelAxes::event(QEvent* event) {
    if (event->type() != QEvent::ToolTip) return QWidget::event(event);
    const auto* help = static_cast<QHelpEvent*>(event);
    const int run = runAt(help->pos());
    if (run < 0) return QWidget::event(event);
    QStringList lines{runs_[run]};
    for (const Axis& axis : axes_) lines << axis.name + " " + axis.texts[size_t(run)];
    QToolTip::showText(help->globalPos(), lines.join('\n'), this);
    return true;
}

}  // namespace saddle::app
