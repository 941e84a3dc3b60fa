#include "app/panels/memory_timeline.h"

#include <QHelpEvent>
#include <QPainter>
#include <QToolTip>
#include <algorithm>

#include "app/shell/number_text.h"
#include "app/shell/theme/theme.h"

namespace saddle::app {

MemoryTimeline::MemoryTimeline(QWidget* parent) : QWidget(parent) { setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed); }

void MemoryTimeline::setForecast(analysis::MemoryForecast forecast) {
    forecast_ = std::move(forecast);
    update();
}

void MemoryTimeline::paintEvent(QPaintEvent*) {
    const Tokens& tokens = Theme::instance().tokens();
    QPainter painter(this);
    painter.fillRect(rect(), tokens.color("bg.canvas"));
    const std::vector<int64_t>& alive = forecast_.alive;
    if (alive.empty()) return;
    const double most = double(std::max<int64_t>(1, alive[size_t(forecast_.peak)])), room = height() - 4;
    for (int x = 0; x < width(); ++x) {   // the highest of the calls in this column
        const size_t begin = size_t(x) * alive.size() / size_t(width()), end = std::max(begin + 1, size_t(x + 1) * alive.size() / size_t(width()));
        const double high = double(*std::max_element(alive.begin() + long(begin), alive.begin() + long(std::min(end, alive.size())))) / most;
        painter.fillRect(QRectF(x, height() - room * high, 1, room * high), tokens.color("family.data"));
    }
    const int peak = int((double(forecast_.peak) + 0.5) * width() / double(alive.size()));
    painter.fillRect(peak, 0, 2, height(), tokens.color("accent.base"));
}

bool MemoryTimeline::event(QEvent* event) {
    if (event->type() != QEvent::ToolTip || forecast_.alive.empty()) return QWidget::event(event);
    auto* help = static_cast<QHelpEvent*>(event);
    const size_t calls = forecast_.alive.size(), call = std::min(calls - 1, size_t(std::max(0, help->pos().x())) * calls / size_t(std::max(1, width())));
    QToolTip::showText(help->globalPos(), tr("Kernel %1 of %2: %3 alive").arg(call + 1).arg(calls).arg(siText(double(forecast_.alive[call]), "B")) + "\n" + tr("Most at %1").arg(QString::fromStdString(forecast_.peak_node)), this);
    return true;
}

}  // namespace saddle::app
