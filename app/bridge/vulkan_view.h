#pragma once
// Hosts one viz::View in a QWidget: Qt's events become ImGui's, a frame is rendered offscreen on the engine's device,
// fetched when its fence has signalled, and painted. Never waits on the GPU; draws only when something changed.
#include <QWidget>
#include <memory>

#include "viz/view.h"

namespace saddle::app {

class VulkanView : public QWidget {
    Q_OBJECT
public:
    /// `view` and `link` outlive the widget. Without a usable device the widget paints why, and what to do.
    VulkanView(viz::View& view, viz::Link& link, QWidget* parent = nullptr);
    ~VulkanView() override;

    void setTheme(const viz::Theme& theme);
    /// The view's values changed: a frame is due.
    void refresh();
    /// While training on a CPU device new values come to the screen at most 8 times a second, else 30. What the user does
    /// in the view is always answered at up to 30.
    void setTraining(bool training);
    /// Animations end at once.
    void setReduceMotion(bool reduce);
    /// Frames that have arrived so far, for tests.
    int frames() const;
    /// Why nothing is drawn; empty when all is well.
    QString problem() const;

    QSize sizeHint() const override { return {480, 320}; }
    QVariant inputMethodQuery(Qt::InputMethodQuery query) const override;

Q_SIGNALS:
    void linkChanged();        ///< the view changed the selection or the hovered step

protected:
    bool event(QEvent* event) override;
    void paintEvent(QPaintEvent* event) override;

private:
    struct Impl;
    std::unique_ptr<Impl> impl_;
};

}  // namespace saddle::app
