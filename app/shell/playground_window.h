#pragma once
// The playground in a window of its own: a function of two parameters, the optimizers that race on it with all their settings,
// and the picture of it (viz/views/playground.h).
#include <QDialog>

#include "app/bridge/engine_client.h"
#include "viz/views/playground.h"

class QVBoxLayout;

namespace saddle::app {

class LiveViews;
class NoteStrip;
class Section;
class VulkanView;

class PlaygroundWindow : public QDialog {
    Q_OBJECT
public:
    PlaygroundWindow(EngineClient& engine, LiveViews& views, QWidget* parent);
    ~PlaygroundWindow() override;

    const viz::PlaygroundView& view() const { return view_; }
    VulkanView& picture() { return *picture_; }
    /// What is shown; null until the first is computed.
    const std::shared_ptr<const viz::PlaygroundScene>& scene() const { return scene_; }

private:
    /// A number, text or choice of the form; `rebuild`: other fields follow from it.
    void add(Section& section, const ops::AttributeDef& def, const AttributeValue& value, std::function<void(const AttributeValue&)> write, bool rebuild = false);
    void addAttributes(Section& section, const std::vector<ops::AttributeDef>& defs, std::function<Attributes&()> of);
    void build();
    void buildFunction();
    void buildRacer(size_t index);
    /// The scene of what the form says, on the jobs thread; the newest one wins.
    void compute();

    EngineClient& engine_;
    analysis::Surface surface_;
    std::vector<analysis::Racer> racers_;
    int steps_ = 200;
    viz::PlaygroundView view_;
    std::shared_ptr<const viz::PlaygroundScene> scene_;
    Section *function_, *start_, *area_;
    QVBoxLayout* racer_rows_;
    NoteStrip* note_;
    VulkanView* picture_;
};

}  // namespace saddle::app
