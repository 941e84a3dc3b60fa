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
    /// While training on a CPU device frames come at most 8 times a second, else 30.
    void setTraining(bool training);
    /// Frames painted so far, for tests.
    int frames() const;

Q_SIGNALS:
    void linkChanged();        ///< the view changed the selection or the hovered step

protected:
    bool event(QEvent* event) override;
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    struct Impl;
    std::unique_ptr<Impl> impl_;
};

}  // namespace saddle::app
