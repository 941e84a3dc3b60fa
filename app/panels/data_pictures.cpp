#include "app/panels/data_pictures.h"

#include <QHelpEvent>
#include <QPainter>
#include <QToolTip>
#include <algorithm>

#include "app/shell/number_text.h"
#include "app/shell/theme/theme.h"

namespace saddle::app {
namespace {
constexpr int kPictureGap = 3, kHistogram = 44, kAxis = 16, kMinimum = 28;
}

DataPictures::DataPictures(QWidget* parent) : QWidget(parent) {
    setMinimumHeight(2 * kMinimum + kHistogram);
    setMouseTracking(true);
}

void DataPictures::setSamples(std::vector<DataSample> samples, std::vector<int64_t> histogram, int64_t counted, std::vector<std::string> class_names) {
    samples_ = std::move(samples);
    histogram_ = std::move(histogram);
    counted_ = counted;
    class_names_ = std::move(class_names);
    update();
}

QString DataPictures::className(size_t class_id) const {
    return class_id < class_names_.size() ? QString::fromStdString(class_names_[class_id]) : QString::number(class_id);
}

/// As many columns as fit, at least 28 px each way; rows above the histogram only. Lines and spectrograms keep their form.
QRect DataPictures::picture(size_t index) const {
    const QSize pixels = samples_[index].image.size();
    const double form = double(pixels.width()) / double(std::max(1, pixels.height()));
    const int least = std::max(kMinimum, int(kMinimum * form));
    const int columns = std::max(1, (width() + kPictureGap) / (least + kPictureGap)), wide = (width() + kPictureGap) / columns - kPictureGap, tall = std::max(1, int(wide / form));
    const int room = std::max(1, (height() - (histogram_.empty() ? 0 : kHistogram + 8) + kPictureGap) / (tall + kPictureGap));
    if (int(index) >= columns * room) return {};
    return {int(index) % columns * (wide + kPictureGap), int(index) / columns * (tall + kPictureGap), wide, tall};
}

int DataPictures::picturesBottom() const {
    int bottom = 0;
    for (size_t i = 0; i < samples_.size(); ++i) bottom = std::max(bottom, picture(i).bottom() + 1);
    return bottom;
}

QRect DataPictures::bar(size_t class_id, int top) const {
    const int64_t most = std::max<int64_t>(1, *std::max_element(histogram_.begin(), histogram_.end()));
    const double step = double(width()) / double(histogram_.size());
    const int room = kHistogram - kAxis, tall = int(double(room) * double(histogram_[class_id]) / double(most));
    const int left = int(double(class_id) * step);
    return {left, top + room - tall, std::max(1, int(double(class_id + 1) * step) - left - (step > 4 ? 2 : 0)), tall};
}

void DataPictures::paintEvent(QPaintEvent*) {
    const Tokens& tokens = Theme::instance().tokens();
    QPainter painter(this);
    for (size_t i = 0; i < samples_.size(); ++i)
        if (const QRect box = picture(i); !box.isEmpty()) {
            painter.setRenderHint(QPainter::SmoothPixmapTransform, samples_[i].image.width() > box.width());
            painter.drawImage(box, samples_[i].image);
        }
    if (histogram_.empty()) return;
    const int top = picturesBottom() + 8;
    painter.setFont(lookFont("micro", 400, true));
    const size_t classes = histogram_.size();
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
    for (size_t i = 0; i < samples_.size(); ++i)
        if (picture(i).contains(help->pos())) {
            const int label = samples_[i].label;
            const QString said = !samples_[i].text.empty() ? QString::fromStdString(samples_[i].text) : label >= 0 ? className(size_t(label)) : QString();
            QToolTip::showText(help->globalPos(), tr("Sample %1").arg(i) + (said.isEmpty() ? said : ": " + said), this);
            return true;
        }
    if (histogram_.empty()) return true;
    const auto c = size_t(std::clamp(help->pos().x() * int(histogram_.size()) / std::max(1, width()), 0, int(histogram_.size()) - 1));
    QToolTip::showText(help->globalPos(), tr("Class %1: %2 of %3 counted samples").arg(className(c), countText(histogram_[c]), countText(counted_)), this);
    return true;
}

}  // namespace saddle::app
