#pragma once
// The live views of the window (loss, landscape, kernels, memory, inside) on the engine's device, fed from the engine, sharing one selection
// with the canvas and one hovered step with each other.
#include <QElapsedTimer>
#include <QPointer>
#include <QWidget>
#include <deque>

#include "app/bridge/engine_client.h"
#include "app/bridge/vulkan_view.h"
#include "app/document/graph_document.h"
#include "viz/views/inside.h"
#include "viz/views/kernels.h"
#include "viz/views/landscape.h"
#include "viz/views/loss.h"
#include "viz/views/memory.h"

namespace saddle::app {

class Trainer;

class LiveViews : public QObject {
    Q_OBJECT
public:
    LiveViews(EngineClient& engine, Trainer& trainer, QObject* parent);

    VulkanView* loss() { return loss_widget_; }
    VulkanView* landscape() { return landscape_widget_; }
    VulkanView* kernels() { return kernels_widget_; }
    VulkanView* memory() { return memory_widget_; }
    VulkanView* inside() { return inside_widget_; }
    const viz::LossView& lossView() const { return loss_; }
    const viz::LandscapeView& landscapeView() const { return landscape_; }
    const viz::KernelsView& kernelsView() const { return kernels_; }
    viz::InsideView& insideView() { return inside_; }
    const viz::Link& link() const { return link_; }

    /// A widget for one more view, which outlives it: dressed and linked as the others are.
    VulkanView* host(viz::View& view);
    /// What the menu of a view saves goes to a file that the user names.
    template <class AnyView>
    void letSave(AnyView& view, VulkanView* widget) {
        view.save = [this](const std::string& name, const std::string& text) { save(name, text); };
        view.save_picture = [this, widget](const std::string& name) { savePicture(widget, name); };
    }
    void setDocument(GraphDocument* document);
    /// The node under the pointer on the canvas.
    void setHoveredNode(const QString& node);
    /// The earlier step of the run that all views are at; unset: the newest.
    void setShownStep(std::optional<uint64_t> step);
    void setReduceMotion(bool reduce);
    /// Computes the landscape of the current run.
    void computeLandscape(const viz::LandscapeView::Wish& wish);

Q_SIGNALS:
    void hoveredNodeChanged(const QString& node);
    void failed(const saddle::Error& error);
    void said(const QString& text);

private:
    void dress();
    void follow();
    void showState();
    void lookInside();
    void measurePeaks();
    void showProfile();
    void refreshAll();
    void save(const std::string& name, const std::string& text);
    void savePicture(VulkanView* widget, const std::string& name);
    EngineClient& engine_;
    Trainer& trainer_;
    QPointer<GraphDocument> document_;
    viz::Link link_;
    std::optional<viz::Theme> theme_;
    viz::LandscapeView::Wish wish_;      ///< the last one, for the next run
    viz::LossView loss_;
    viz::LandscapeView landscape_;
    viz::KernelsView kernels_;
    viz::MemoryView memory_;
    viz::InsideView inside_;
    std::deque<std::shared_ptr<const StepProfile>> profiles_;   ///< of the current run, oldest first
    QElapsedTimer looked_;               ///< since the last look inside was asked for
    qint64 look_took_ms_ = 0;
    std::vector<QPointer<VulkanView>> widgets_;
    VulkanView *loss_widget_, *landscape_widget_, *kernels_widget_, *memory_widget_, *inside_widget_;
};

}  // namespace saddle::app
