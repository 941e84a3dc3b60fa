#pragma once
// The scale of the nodes' heat: colour map with its two ends and what it measures.
#include <QWidget>

namespace saddle::app {

class HeatLegend : public QWidget {
    Q_OBJECT
public:
    explicit HeatLegend(QWidget* parent = nullptr);
    /// `high` is the value at the hot end, `what` its meaning; an empty `high` says that nothing is measured.
    void setScale(const QString& high, const QString& what);
    QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    QString high_, what_;
};

}  // namespace saddle::app
