#pragma once
// What happens inside a run's model on samples of its data: what nodes give, filters, predictions, attention, embeddings.
#include "engine/api/run.h"
#include "engine/train/sampler.h"

namespace saddle {

enum class InsideWhat { FeatureMaps, Filters, Predictions, Saliency, Embedding, Attention, Histograms, Gradients, ThroughTime, Messages, Smoothing, Denoising };

struct InsideRequest {
    std::string run;
    train::DataOpener open_data;
    std::string data_path, device = "auto", store_path;
    InsideWhat what = InsideWhat::FeatureMaps;
    NodeId node;                        ///< may lie inside a composite ("block/conv1"). Empty, of an embedding: what enters the last Linear
    std::optional<train::Split> split;  ///< default: validation
    int64_t sample = 0;                 ///< of the split
    int64_t samples = 0;                ///< taken for predictions (0: all of the split) and an embedding (0: 500); graph nodes drawn (0: 150); denoised (0: 6)
    std::optional<int64_t> target;      ///< class whose score a saliency explains; unset: the predicted one
    uint64_t seed = 1;                  ///< of the choice of samples, and of t-SNE
    std::optional<uint64_t> step;       ///< of a stored point of the run: how it was then; unset: the newest
    std::function<RunPhase()> phase;    ///< of a run beside this computation, as of a landscape
};

struct Insight {
    InsideWhat what = InsideWhat::FeatureMaps;
    std::string run, split;
    uint64_t step = 0;                  ///< of the weights
    NodeId node;
    int64_t split_samples = 0;          ///< that the split has
    std::vector<std::string> class_names;   ///< empty: numbers

    int64_t sample = -1;                ///< the one that is looked at; -1: many, or none
    Tensor input;                       ///< of it, as the model gets it: the data set's first port
    ops::PortKind input_kind = ops::PortKind::Unknown;
    std::optional<int32_t> label;       ///< its truth, where that is one class
    std::vector<float> scores;          ///< of the classes, as the model gives them; of a sequence at its last place

    /// FeatureMaps: what the node gives for the sample; Filters: its weight [O, I, ...]; Saliency: gradient x input, shaped as where
    /// numbers enter the model; Attention: [heads, T, S]. `axes` names each axis by a letter.
    Tensor values;
    std::vector<std::string> axes;
    int64_t target = -1;                ///< class that a saliency explains

    /// Of what a node gives over a batch around the sample. A unit is an element of what it gives for a sample; dead: 0 for every sample.
    struct Activity {
        int64_t samples = 0, units = 0, dead = 0;
        double zeros = 0, low = 0, high = 0, mean = 0, deviation = 0;   ///< zeros: share of elements
        std::vector<int64_t> histogram;     ///< of all elements, in bins of equal width from low to high
        std::vector<float> map_zeros;       ///< share of zeros of each map (first axis after the samples')
    } activity;

    struct Prediction {
        int64_t sample = 0;             ///< of the split; of a graph's nodes, the node
        int32_t truth = 0, said = 0;
        float confidence = 0;           ///< softmax of the scores at what was said
    };
    std::vector<Prediction> predictions;    ///< by sample; of a sequence one a place
    std::vector<std::vector<int64_t>> confusion;   ///< counts by [truth][said]

    struct Embedding {
        std::vector<int64_t> samples;   ///< a point each
        std::vector<int32_t> labels, said;   ///< empty where the data set has no classes
        std::vector<double> pca_x, pca_y, tsne_x, tsne_y;   ///< tsne_*: empty before t-SNE has begun
        double explained[2] = {0, 0};   ///< variance along the principal components
        int64_t width = 0;              ///< numbers a point has in the model
        double first_divergence = 0, divergence = 0;   ///< of t-SNE, in nats
        int iterations = 0;             ///< of t-SNE so far
    } embedding;

    /// Histograms: how the numbers of a node spread along the run, on one batch of the split. `counts`: bins from low to high of each step.
    struct Spread {
        double low = 0, high = 0;
        size_t bins = 0;
        std::vector<int64_t> counts;        ///< [steps, bins]
        std::vector<double> mean, deviation, zeros;   ///< of each step; zeros: share
    };
    struct History {
        std::vector<uint64_t> steps;
        Spread activations, weights, gradients;   ///< what it gives; its weight, and the loss's gradient by it: without bins where it has none
        std::vector<double> dead;           ///< share of units that are 0 for every sample, of each step
    } history;

    /// Gradients: length of the gradient of each node's parameters, as the run observed it while it trained.
    struct GradientProfile {
        std::vector<NodeId> nodes;          ///< with parameters, in the order of the data's way
        std::vector<uint64_t> steps;
        std::vector<double> lengths;        ///< [steps, nodes]; NaN: not observed
        /// Of the first node to that of the last one at the last step; NaN: not known. Beyond kVanishing and kExploding it is a warning.
        double first_to_last() const;
    } gradients;
    /// ThroughTime: lengths of gradients by the states of a recurrent layer, on one batch of the split: L2 over samples and numbers of the
    /// state. A state is what a step hands on to the next one and to what reads it: h and, beside it, an LSTM's cell c.
    struct TimeGradients {
        struct State {
            std::string name;               ///< h, c; of several layers h_l1, of the way from the last step to the first h_reverse
            std::vector<int64_t> steps;     ///< in the order of its way
            std::vector<double> loss;       ///< of the loss by each
            /// Of the last state of the uppermost layer, as the loss pulls at it, by each: how much of it is left so many steps before.
            /// Y. Bengio, P. Simard and P. Frasconi, "Learning long-term dependencies with gradient descent is difficult", 1994.
            std::vector<double> last;
        };
        std::vector<State> states;
        int64_t samples = 0;                ///< of the batch
        /// `last` at the first step to that at the last one, of the uppermost h; NaN: not known. Beyond kVanishing and kExploding it is a warning.
        double first_to_last() const;
    } through_time;

    /// Messages: a graph as it is drawn, and by how much each edge's source counts at its target in one layer: attention of GATConv, the
    /// normalised adjacency D^{-1/2} (A + I) D^{-1/2} of GCNConv, else shares of a sum or a mean. All of a small graph, of a larger one what
    /// lies within two edges of a node.
    struct GraphPart {
        int64_t graph_nodes = 0, graph_edges = 0;       ///< of all; a wire without direction is two edges
        int64_t left_out = 0;                           ///< nodes within two edges that are too many to be drawn
        std::vector<int64_t> nodes;                     ///< numbers in the graph; the first is the one looked at
        std::vector<double> x, y;                       ///< where they are drawn, 0 to 1
        std::vector<int32_t> labels, said;              ///< classes of each, -1: not known in this split; empty: nodes have no classes
        std::vector<std::pair<int32_t, int32_t>> edges; ///< source and target, places in `nodes`
        int64_t heads = 1;
        std::vector<float> along, own;                  ///< [edges, heads]; [nodes, heads] of a node's own, empty where the layer has none
    } graph;

    /// Smoothing: how alike a graph's nodes are after each layer over it (engine/analysis/graph_view.h). Of several graphs the mean.
    struct Smoothing {
        struct Layer {
            NodeId node;                                ///< empty: what enters the first one
            double distance = 0, neighbours = 0;        ///< mean cosine distance of all pairs of nodes, and along the edges
            double energy = 0;                          ///< Dirichlet energy for each square of the rows
            int64_t zero_rows = 0;
        };
        std::vector<Layer> layers;
        int64_t nodes = 0;
    } smoothing;

    /// Denoising: samples of a diffusion model on their way from noise to data, by DDIM in `steps` steps.
    train::Denoising denoising;
    struct { int64_t steps = 0; double black = 0, white = 1; } denoising_shown;   ///< numbers of a picture's darkest and brightest place

    static constexpr double kVanishing = 1e-3, kExploding = 1e3;
};

namespace api {

/// The looks that make sense at a node of the graph, those at the model as a whole (an embedding, predictions, saliency) among them; those
/// alone where `node` is empty or unknown.
std::vector<InsideWhat> looks_of(const Project& project, const NodeId& node);

/// The weights are those of the run's newest finite snapshot (up to the step that is asked for), while it goes on too (their running
/// mean, where the run keeps it).
/// Keeps device, data and plans from one look to the next at the same run. For one thread.
class InsideLook {
public:
    InsideLook();
    ~InsideLook();
    /// `progress`: an embedding or histograms as far as they are. Usage errors name nodes that there are.
    Result<Insight> look(const InsideRequest& request, const std::function<void(std::shared_ptr<const Insight>)>& progress = {}, const Cancellation& cancellation = {});

private:
    std::unique_ptr<class ProbedRun> run_;
};

}  // namespace api
}  // namespace saddle
