#include "app/panels/data_drawings.h"

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

constexpr int kDrawingGap = 6, kDrawingRow = 52, kRecording = 84, kGraph = 150;

/// A line through `values` from left to right in `box`, `low` at the bottom; of more values than pixels their extremes.
QPainterPath line(const std::vector<float>& values, const QRectF& box, float low, float high) {
    QPainterPath path;
    const float scale = high > low ? 1 / (high - low) : 0;
    const auto y = [&](float value) { return box.bottom() - double((value - low) * scale) * box.height(); };
    const size_t columns = std::min(values.size(), size_t(std::max(2.0, box.width())));
    for (size_t c = 0; c < columns; ++c) {
        const size_t begin = c * values.size() / columns, end = std::max(begin + 1, (c + 1) * values.size() / columns);
        const auto [least, most] = std::minmax_element(values.begin() + long(begin), values.begin() + long(end));
        const double x = box.left() + double(c) * box.width() / double(std::max<size_t>(1, columns - 1));
        if (c == 0) path.moveTo(x, y(*least));
        else path.lineTo(x, y(*least));
        if (*most != *least) path.lineTo(x, y(*most));
    }
    return path;
}

}  // namespace

DataDrawings::DataDrawings(QWidget* parent) : QWidget(parent) { setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Minimum); }

void DataDrawings::setSamples(std::vector<DataSample> samples, std::vector<std::string> class_names) {
    samples_ = std::move(samples);
    class_names_ = std::move(class_names);
    std::erase_if(samples_, [](const DataSample& s) { return !draws(s); });
    updateGeometry();
    update();
}

QSize DataDrawings::sizeHint() const { return {200, samples_.empty() ? 0 : place(samples_.size() - 1).bottom() + 1}; }

QRect DataDrawings::place(size_t index) const {
    const DataSample& sample = samples_[index];
    if (!sample.graph.places.empty()) {   // alone it takes the width
        const int columns = samples_.size() == 1 ? 1 : std::max(1, width() / kGraph), side = std::max(40, width() / columns - kDrawingGap);
        return {int(index) % columns * (side + kDrawingGap), int(index) / columns * (side + kDrawingGap), side, side};
    }
    const int row = sample.wave.empty() ? kDrawingRow : kRecording;
    return {0, int(index) * (row + kDrawingGap), width(), row};
}

QString DataDrawings::name(const DataSample& sample) const {
    if (sample.label < 0) return {};
    return size_t(sample.label) < class_names_.size() ? QString::fromStdString(class_names_[size_t(sample.label)]) : QString::number(sample.label);
}

void DataDrawings::paintEvent(QPaintEvent*) {
    const Tokens& tokens = Theme::instance().tokens();
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    for (size_t i = 0; i < samples_.size(); ++i) {
        const QRect box = place(i);
        if (box.top() > height()) break;
        painter.fillRect(box, tokens.color("bg.canvas"));
        if (!samples_[i].graph.places.empty()) paintGraph(painter, samples_[i], box);
        else if (!samples_[i].wave.empty()) paintRecording(painter, samples_[i], box);
        else paintCurves(painter, samples_[i], box);
        painter.setFont(lookFont("micro"));
        painter.setPen(tokens.color("text.tertiary"));
        painter.drawText(box.adjusted(4, 2, -4, -2), Qt::AlignLeft | Qt::AlignTop, name(samples_[i]));
    }
}

void DataDrawings::paintCurves(QPainter& painter, const DataSample& sample, const QRect& box) const {
    const std::vector<QColor> series = Theme::instance().tokens().colors("categorical");
    float low = INFINITY, high = -INFINITY;
    for (const auto& column : sample.curves)
        for (const float value : column)
            if (std::isfinite(value)) {
                low = std::min(low, value);
                high = std::max(high, value);
            }
    for (size_t c = 0; c < sample.curves.size(); ++c) painter.strokePath(line(sample.curves[c], QRectF(box).adjusted(3, 5, -3, -5), low, high), QPen(series[c % series.size()], 1.25));
}

void DataDrawings::paintRecording(QPainter& painter, const DataSample& sample, const QRect& box) const {
    const Tokens& tokens = Theme::instance().tokens();
    const QRect wave(box.left(), box.top(), box.width(), box.height() / 2), spectrum(box.left(), wave.bottom() + 2, box.width(), box.height() - wave.height() - 2);
    float most = 1e-6f;
    for (const float value : sample.wave) most = std::max(most, std::abs(value));
    painter.strokePath(line(sample.wave, QRectF(wave).adjusted(2, 2, -2, -2), -most, most), QPen(tokens.color("family.data"), 1));
    if (sample.image.isNull()) return;
    painter.setRenderHint(QPainter::SmoothPixmapTransform);
    painter.drawImage(spectrum, sample.image.mirrored(false, true));   // low tones below
}

void DataDrawings::paintGraph(QPainter& painter, const DataSample& sample, const QRect& box) const {
    const Tokens& tokens = Theme::instance().tokens();
    const std::vector<QColor> classes = tokens.colors("categorical");
    const double dot = std::clamp(40.0 / std::sqrt(double(std::max<size_t>(1, sample.graph.places.size()))), 2.5, 6.0);
    const QRectF room = QRectF(box).adjusted(dot + 4, dot + 14, -dot - 4, -dot - 4);
    const auto at = [&](size_t node) { return QPointF(room.left() + sample.graph.places[node].x() * room.width(), room.top() + sample.graph.places[node].y() * room.height()); };
    painter.setPen(QPen(tokens.color("line.strong"), 1));
    for (const auto& [a, b] : sample.graph.edges) painter.drawLine(at(size_t(a)), at(size_t(b)));
    painter.setPen(QPen(tokens.color("bg.canvas"), 1));
    for (size_t node = 0; node < sample.graph.places.size(); ++node) {
        const int label = node < sample.graph.labels.size() ? sample.graph.labels[node] : -1;
        painter.setBrush(label >= 0 ? classes[size_t(label) % classes.size()] : tokens.color("text.tertiary"));
        painter.drawEllipse(at(node), dot, dot);
    }
}

bool DataDrawings::event(QEvent* event) {
    if (event->type() != QEvent::ToolTip) return QWidget::event(event);
    auto* help = static_cast<QHelpEvent*>(event);
    for (size_t i = 0; i < samples_.size(); ++i) {
        const DataSample& s = samples_[i];
        if (!place(i).contains(help->pos())) continue;
        QString text = tr("Sample %1").arg(i) + (s.label >= 0 ? ": " + name(s) : QString());
        if (!s.wave.empty()) text += "\n" + tr("%1 s at %2 Hz: waveform above, spectrogram as the network sees it below").arg(numberText(double(s.wave.size()) / s.wave_rate, 3)).arg(s.wave_rate);
        if (!s.graph.places.empty()) text += "\n" + (int(s.graph.places.size()) < s.graph.nodes ? tr("%1 of %2 nodes, the nearest to the one with most edges").arg(s.graph.places.size()).arg(s.graph.nodes) : tr("%1 nodes, %2 edges").arg(s.graph.nodes).arg(s.graph.edges.size()));
        QToolTip::showText(help->globalPos(), text, this);
        return true;
    }
    return true;
}

}  // namespace saddle::app
