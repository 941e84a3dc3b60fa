#include "app/shell/step_slider.h"

#include <QHelpEvent>
#include <QPainter>
#include <QPainterPath>
#include <QToolTip>
#include <QWheelEvent>
#include <cmath>

#include "app/shell/number_text.h"
#include "app/shell/theme/theme.h"

namespace saddle::app {
namespace {
constexpr double kEdge = 9, kNear = 4, kThumb = 5.5;   // px: beside the track, for a mark, radius
constexpr int kHeight = 24;
}  // namespace

StepSlider::StepSlider(QWidget* parent) : QSlider(Qt::Horizontal, parent) {
    setFixedHeight(kHeight);
    setMinimumWidth(120);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    connect(&Theme::instance(), &Theme::changed, this, [this] { update(); });
}

QSize StepSlider::sizeHint() const { return {320, kHeight}; }

void StepSlider::setMarks(std::vector<StepMark> marks) {
    marks_ = std::move(marks);
    update();
}

void StepSlider::setAway(bool away) {
    away_ = away;
    update();
}

double StepSlider::xOf(int step) const { return kEdge + (width() - 2 * kEdge) * (step - minimum()) / std::max(1, maximum() - minimum()); }

const StepMark* StepSlider::markAt(double x) const {
    const StepMark* nearest = nullptr;
    for (const StepMark& mark : marks_)
        if (std::abs(xOf(mark.step) - x) <= (nearest ? std::abs(xOf(nearest->step) - x) : kNear)) nearest = &mark;
    return nearest;
}

int StepSlider::stepAt(double x) const {
    if (const StepMark* mark = markAt(x)) return mark->step;
    const double share = std::clamp((x - kEdge) / std::max(1.0, width() - 2 * kEdge), 0.0, 1.0);
    return minimum() + int(std::lround(share * (maximum() - minimum())));
}

void StepSlider::mousePressEvent(QMouseEvent* event) {
    if (event->button() != Qt::LeftButton) return;
    setSliderDown(true);
    setValue(stepAt(event->position().x()));
}

void StepSlider::mouseMoveEvent(QMouseEvent* event) {
    if (isSliderDown()) setValue(stepAt(event->position().x()));
}

void StepSlider::mouseReleaseEvent(QMouseEvent*) { setSliderDown(false); }

void StepSlider::wheelEvent(QWheelEvent* event) {
    if (event->angleDelta().y() != 0) Q_EMIT markWanted(event->angleDelta().y() > 0 ? 1 : -1);
    event->accept();
}

void StepSlider::keyPressEvent(QKeyEvent* event) {
    if (event->key() == Qt::Key_PageUp || event->key() == Qt::Key_PageDown) Q_EMIT markWanted(event->key() == Qt::Key_PageUp ? -1 : 1);
    else QSlider::keyPressEvent(event);
}

bool StepSlider::event(QEvent* event) {
    if (event->type() != QEvent::ToolTip) return QSlider::event(event);
    const auto* help = static_cast<QHelpEvent*>(event);
    const StepMark* mark = isEnabled() ? markAt(help->pos().x()) : nullptr;
    QToolTip::showText(help->globalPos(), mark ? mark->text : toolTip(), this);
    return true;
}

void StepSlider::paintEvent(QPaintEvent*) {
    const Tokens& tokens = Theme::instance().tokens();
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const double middle = height() / 2.0, here = xOf(value());
    const auto track = [&](double from, double to, const QColor& color) { painter.fillRect(QRectF(from, middle - 1, to - from, 2), color); };
    track(kEdge, width() - kEdge, tokens.color("line.strong"));
    if (isEnabled()) track(kEdge, here, tokens.color("accent.base"));
    // A tick where weights were kept, a triangle for a checkpoint, on a foot for the best one.
    for (const StepMark& mark : marks_) {
        const double x = std::floor(xOf(mark.step)) + 0.5;
        const QColor color = tokens.color(!isEnabled() ? "text.disabled" : mark.best ? "text.primary" : "text.tertiary");
        if (!mark.checkpoint) {
            painter.setPen(QPen(color, 1));
            painter.drawLine(QPointF(x, middle + 3), QPointF(x, middle + 7));
            continue;
        }
        QPainterPath triangle(QPointF(x, middle + 3));
        triangle.lineTo(x + 3.5, middle + 9);
        triangle.lineTo(x - 3.5, middle + 9);
        triangle.closeSubpath();
        painter.fillPath(triangle, color);
        if (mark.best) painter.fillRect(QRectF(x - 3.5, middle + 10, 7, 1.5), color);
    }
    painter.setPen(QPen(tokens.color(isEnabled() ? "accent.base" : "text.disabled"), 2));
    painter.setBrush(tokens.color(away_ ? "accent.base" : "bg.panel"));
    painter.drawEllipse(QPointF(here, middle), kThumb, kThumb);
    if (hasFocus()) {
        painter.setPen(QPen(tokens.color("accent.base"), 1));
        painter.setBrush(Qt::NoBrush);
        painter.drawEllipse(QPointF(here, middle), kThumb + 3, kThumb + 3);
    }
}

}  // namespace saddle::app
