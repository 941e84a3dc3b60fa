#include "app/panels/kernel_rows.h"

#include <QHelpEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QToolTip>

#include "app/shell/number_text.h"
#include "app/shell/theme/theme.h"

namespace saddle::app {
namespace {

constexpr int kKernelRow = 30;

/// Forward is a circle, backward a square, update a triangle: the phase is never told by colour alone.
void paint_mark(QPainter& painter, ir::Phase phase, const QRectF& box) {
    if (phase == ir::Phase::Forward) painter.drawEllipse(box);
    else if (phase == ir::Phase::Backward) painter.drawRect(box);
    else painter.drawPolygon(QPolygonF{{box.center().x(), box.top()}, box.bottomRight(), box.bottomLeft()});
}

}  // namespace

KernelRows::KernelRows(QWidget* parent) : QWidget(parent) { setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed); }

void KernelRows::setKernels(std::vector<KernelTiming> kernels) {
    const bool resized = kernels.size() != kernels_.size();
    kernels_ = std::move(kernels);
    if (resized) updateGeometry();
    update();
}

QSize KernelRows::sizeHint() const { return {200, int(kernels_.size()) * kKernelRow}; }

void KernelRows::paintEvent(QPaintEvent*) {
    const Tokens& tokens = Theme::instance().tokens();
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const QFont mono = lookFont("small", 400, true);
    for (size_t i = 0; i < kernels_.size(); ++i) {
        const KernelTiming& kernel = kernels_[i];
        const int top = int(i) * kKernelRow;
        const QColor phase = tokens.color(QString("phase.") + ir::name(kernel.phase));
        painter.setPen(Qt::NoPen);
        painter.setBrush(phase);
        paint_mark(painter, kernel.phase, QRectF(1, top + 6, 7, 7));
        painter.setFont(mono);
        const bool measured = kernel.percent_of_roofline > 0;
        const QString time = kernel.ms > 0 ? numberText(kernel.ms, 3) + " ms" : kUnknown, percent = measured ? QString::number(kernel.percent_of_roofline, 'f', 0) + " %" : kUnknown;
        const QRect line(15, top, width() - 15, 19);
        painter.setPen(tokens.color("text.secondary"));
        painter.drawText(line, Qt::AlignRight | Qt::AlignVCenter, percent);
        painter.setPen(tokens.color("text.primary"));
        painter.drawText(line.adjusted(0, 0, -48, 0), Qt::AlignRight | Qt::AlignVCenter, time);
        const int room = line.width() - 52 - painter.fontMetrics().horizontalAdvance(time) - 6;
        painter.drawText(line, Qt::AlignLeft | Qt::AlignVCenter, painter.fontMetrics().elidedText(QString::fromStdString(kernel.kernel), Qt::ElideRight, room));
        const QRectF track(0, top + 21, width(), 3);
        painter.setPen(Qt::NoPen);
        painter.setBrush(tokens.color("bg.active"));
        painter.drawRoundedRect(track, 1.5, 1.5);
        painter.setBrush(phase);
        painter.drawRoundedRect(QRectF(track.topLeft(), QSizeF(track.width() * std::clamp(kernel.percent_of_roofline / 100, 0.0, 1.0), 3)), 1.5, 1.5);
    }
}

void KernelRows::mousePressEvent(QMouseEvent* event) {
    const auto row = size_t(std::max(0, event->pos().y() / kKernelRow));
    if (row < kernels_.size()) Q_EMIT chosen(QString::fromStdString(kernels_[row].node));
}

bool KernelRows::event(QEvent* event) {
    if (event->type() != QEvent::ToolTip) return QWidget::event(event);
    auto* help = static_cast<QHelpEvent*>(event);
    const auto row = size_t(std::max(0, help->pos().y() / kKernelRow));
    if (row >= kernels_.size()) return true;
    const KernelTiming& k = kernels_[row];
    QString text = QString::fromStdString(k.kernel + " (" + k.source + ")") + "\n" + tr("%1 GFLOP/s, %2 GB/s, %3 FLOP/byte").arg(numberText(k.gflops, 3), numberText(k.gbytes_per_s, 3), numberText(k.intensity, 3));
    if (k.percent_of_roofline > 0) text += "\n" + tr("%1 % of the roofline, bound by %2").arg(numberText(k.percent_of_roofline, 3), QString::fromStdString(k.bound));
    else text += "\n" + tr("Percent of roofline needs measured peaks: saddle devices --measure");
    QToolTip::showText(help->globalPos(), text, this);
    return true;
}

}  // namespace saddle::app
