#pragma once
// What happens inside a run's model on samples of its data. A look is chosen at the top, the node is the one that is selected; the
// host computes what is asked for, the view never waits.
#include <functional>
#include <memory>
#include <optional>

#include "engine/api/inside.h"
#include "viz/views/controls.h"
#include "viz/views/inside_confusion.h"
#include "viz/views/inside_denoising.h"
#include "viz/views/inside_embedding.h"
#include "viz/views/inside_graph.h"
#include "viz/views/inside_history.h"
#include "viz/views/inside_maps.h"
#include "viz/views/inside_sample.h"
#include "viz/views/inside_smoothing.h"
#include "viz/views/inside_time.h"
#include "viz/views/sharing.h"

namespace saddle::viz {

class InsideView final : public View {
public:
    const char* id() const override { return "inside"; }
    bool draw(const Context& context) override;

    struct Wish {
        InsideWhat what = InsideWhat::FeatureMaps;
        NodeId node;                       ///< empty: a look at the model as a whole
        int64_t sample = 0;
        std::optional<int64_t> target;     ///< class that a saliency explains
        bool operator==(const Wish&) const = default;
    };
    /// Asks for a look; unset: there is no run to look into. Asked again whenever what is wanted changes.
    std::function<void(const Wish&)> on_look;
    /// The looks that a node offers, those of the model as a whole included; an empty id: of the model alone.
    std::function<std::vector<InsideWhat>(const NodeId&)> looks_of;
    SaveText save;
    SavePicture save_picture;

    /// An answer; an embedding that t-SNE still moves is not finished.
    void set(std::shared_ptr<const Insight> inside, bool finished);
    /// The look failed for a reason in the user's words.
    void stopped(const std::string& problem);
    /// The weights moved on, or the run or the graph is another: it is asked again when it is drawn.
    void outdated();

    const Wish& wish() const { return wish_; }
    void choose(InsideWhat what);
    void show_sample(int64_t sample);
    const std::vector<InsideWhat>& looks() const { return looks_; }
    const TileGrid& tiles() const { return maps_.grid(); }          ///< of the last drawing
    const MapsPart& maps() const { return maps_; }
    const ConfusionPart& confusion() const { return confusion_; }
    const EmbeddingPart& embedding() const { return embedding_; }
    const SamplePart& sample() const { return sample_; }
    const HistoryPart& history() const { return history_; }
    const GradientsPart& gradients() const { return gradients_; }
    const TimePart& time() const { return time_; }
    const GraphPart& graph() const { return graph_; }
    const SmoothingPart& smoothing() const { return smoothing_; }
    const DenoisingPart& denoising() const { return denoising_; }

private:
    void follow(const Context& context);
    void ask();
    void controls(const Context& context, const plot::Rect& rect);
    void menu(const Context& context);
    void keys();
    void body(const Context& context, const plot::Rect& rect);
    void caption(const Context& context, const plot::Rect& rect);

    std::shared_ptr<const Insight> inside_;
    Wish wish_;
    std::optional<Wish> asked_;
    NodeId node_;                          ///< the last one that was selected
    std::vector<InsideWhat> looks_;
    bool looks_known_ = false, by_hand_ = false, finished_ = true;   // by_hand_: the look was chosen, not only offered
    std::string problem_;
    MapsPart maps_;
    ConfusionPart confusion_;
    EmbeddingPart embedding_;
    SamplePart sample_;
    HistoryPart history_;
    GradientsPart gradients_;
    TimePart time_;
    GraphPart graph_;
    SmoothingPart smoothing_;
    DenoisingPart denoising_;
};

}  // namespace saddle::viz
