#pragma once
// The kernels of a node: mark of the phase, name, time a step, percent of the roofline with a bar.
#include <QWidget>

#include "engine/api/views.h"

namespace saddle::app {

class KernelRows : public QWidget {
    Q_OBJECT
public:
    explicit KernelRows(QWidget* parent = nullptr);
    void setKernels(std::vector<KernelTiming> kernels);
    QSize sizeHint() const override;

Q_SIGNALS:
    void chosen(const QString& node);   ///< a kernel was clicked: the node it belongs to

protected:
    void mousePressEvent(QMouseEvent* event) override;
    void paintEvent(QPaintEvent* event) override;
    bool event(QEvent* event) override;

private:
    std::vector<KernelTiming> kernels_;
};

}  // namespace saddle::app
