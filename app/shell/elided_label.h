#pragma once
// One line of text that ends in "…" where there is no room for all of it.
#include <QLabel>
#include <QPainter>
#include <QStyle>

namespace saddle::app {

class ElidedLabel : public QLabel {
public:
    using QLabel::QLabel;
    QSize minimumSizeHint() const override { return {fontMetrics().averageCharWidth() * 8, QLabel::minimumSizeHint().height()}; }

protected:
    void paintEvent(QPaintEvent*) override {
        QPainter painter(this);
        const QRect room = contentsRect();
        style()->drawItemText(&painter, room, int(alignment() | Qt::AlignVCenter), palette(), isEnabled(), fontMetrics().elidedText(text(), Qt::ElideRight, room.width()), foregroundRole());
    }
};

}  // namespace saddle::app
