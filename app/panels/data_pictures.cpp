#include "app/panels/data_pictures.h"

#include <QHelpEvent>
#include <QPainter>
#include <QToolTip>
#include <algorithm>

#include "app/shell/number_text.h"
#include "app/shell/theme/theme.h"

namespace saddle::app {
namespace {
constexpr int kGap = 3, kHistogram = 44, kAxis = 16, kMinimum = 28;
}

DataPictures::DataPictures(QWidget* parent) : QWidget(parent) {
    setMinimumHeight(2 * kMinimum + kHistogram);
    setMouseTracking(true);
}

void DataPictures::setPreview(DataPreview preview) {
    preview_ = std::move(preview);
    update();
}

QString DataPictures::className(size_t class_id) const {
    const auto& names = preview_.info.class_names;
    return class_id < names.size() ? QString::fromStdString(names[class_id]) : QString::number(class_id);
}

/// As many columns as fit, at least 28 px each way; rows above the histogram only. Lines and spectrograms keep their form.
QRect DataPictures::picture(size_t index) const {
    const QSize pixels = preview_.images[index].size();
    const double form = double(pixels.width()) / double(std::max(1, pixels.height()));
    const int least = std::max(kMinimum, int(kMinimum * form));
    const int columns = std::max(1, (width() + kGap) / (least + kGap)), wide = (width() + kGap) / columns - kGap, tall = std::max(1, int(wide / form));
    const int room = std::max(1, (height() - (preview_.histogram.empty() ? 0 : kHistogram + 8) + kGap) / (tall + kGap));
    if (int(index) >= columns * room) return {};
    return {int(index) % columns * (wide + kGap), int(index) / columns * (tall + kGap), wide, tall};
}

int DataPictures::picturesBottom() const {
    int bottom = 0;
    for (size_t i = 0; i < preview_.images.size(); ++i) bottom = std::max(bottom, picture(i).bottom() + 1);
    return bottom;
}

QRect DataPictures::bar(size_t class_id, int top) const {
    const int64_t most = std::max<int64_t>(1, *std::max_element(preview_.histogram.begin(), preview_.histogram.end()));
    const double step = double(width()) / double(preview_.histogram.size());
    const int room = kHistogram - kAxis, tall = int(double(room) * double(preview_.histogram[class_id]) / double(most));
    const int left = int(double(class_id) * step);
    return {left, top + room - tall, std::max(1, int(double(class_id + 1) * step) - left - (step > 4 ? 2 : 0)), tall};
}

void DataPictures::paintEvent(QPaintEvent*) {
    const Tokens& tokens = Theme::instance().tokens();
    QPainter painter(this);
    for (size_t i = 0; i < preview_.images.size(); ++i)
        if (const QRect box = picture(i); !box.isEmpty()) {
            painter.setRenderHint(QPainter::SmoothPixmapTransform, preview_.images[i].width() > box.width());
            painter.drawImage(box, preview_.images[i]);
        }
    if (preview_.histogram.empty()) return;
    const int top = picturesBottom() + 8;
    painter.setFont(lookFont("micro", 400, true));
    const size_t classes = preview_.histogram.size();
    for (size_t c = 0; c < classes; ++c) {
        const QRect box = bar(c, top);
        painter.fillRect(box, tokens.color("family.data"));
        painter.setPen(tokens.color("text.tertiary"));
        if (classes <= 20)
            painter.drawText(QRect(box.left() - 2, top + kHistogram - kAxis, box.width() + 4, kAxis), Qt::AlignCenter, painter.fontMetrics().elidedText(className(c), Qt::ElideRight, box.width() - 2));
    }
}

bool DataPictures::event(QEvent* event) {
    if (event->type() != QEvent::ToolTip) return QWidget::event(event);
    auto* help = static_cast<QHelpEvent*>(event);
    for (size_t i = 0; i < preview_.images.size(); ++i)
        if (picture(i).contains(help->pos())) {
            const int label = preview_.labels[i];
            const QString said = i < preview_.texts.size() ? QString::fromStdString(preview_.texts[i]) : label >= 0 ? className(size_t(label)) : QString();
            QToolTip::showText(help->globalPos(), tr("Sample %1").arg(i) + (said.isEmpty() ? said : ": " + said), this);
            return true;
        }
    if (preview_.histogram.empty()) return true;
    const auto c = size_t(std::clamp(help->pos().x() * int(preview_.histogram.size()) / std::max(1, width()), 0, int(preview_.histogram.size()) - 1));
    QToolTip::showText(help->globalPos(), tr("Class %1: %2 of %3 counted samples").arg(className(c), countText(preview_.histogram[c]), countText(preview_.counted)), this);
    return true;
}

}  // namespace saddle::app
