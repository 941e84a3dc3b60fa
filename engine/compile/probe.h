#pragma once
// What is looked at of a network on a batch, as an entry of its own: what nodes take and give, attention, gradients of the scores.
#include "engine/compile/compile.h"

namespace saddle::compile {

inline constexpr const char *kProbe = "probe", *kProbed = "probed", *kAttention = "attention", *kPicked = "picked", *kSaliency = "saliency", *kSlope = "slope", *kStates = "states:", *kMessages = "messages", *kOwnMessages = "messages:own", *kLayer = "layer:";
inline constexpr const char* kEdgeGradient = "edge gradient";

struct Probe {
    std::optional<PortRef> port;    ///< of a node of the graph, or of one inside a composite ("block/conv1"): output "probed"
    NodeId attention;               ///< weights that this node gives to what it attends to, output "attention": [N, (H,) T, S]
    /// Gradient x input of the predictions, weighed by the input "picked" of their shape and summed: output "saliency". M. Denil,
    /// A. Demiraj and N. de Freitas, "Extraction of salient sentences from labelled documents", 2014. It is taken at the first
    /// real numbers of a sample, which are the vectors looked up where the sample itself is of whole numbers.
    bool saliency = false;
    std::string parameter = {};     ///< by which the loss is differentiated: output "slope"
    NodeId states = {};             ///< of a recurrent layer, by which the loss is differentiated: outputs "states:..." (probe_states.h)
    NodeId messages = {};           ///< of a layer over a graph: by how much each edge's source counts at its target (probe_graph.h)
    bool layers = false;            ///< what each layer over a graph makes of the graph's nodes: outputs "layer:<node>"
    /// As "train" has it, in place of "eval": statistics of the batch, and noise and dropout of the step whose scalars are submitted;
    /// output "loss" too.
    bool training = false;
    bool gradient = false;          ///< of the loss by what goes through the port: output "edge gradient", absent where it does not depend on it
    auto operator<=>(const Probe&) const = default;
};
/// The model as the entry "eval" has it (running statistics, nothing dropped out; or as "train") as the entry "probe", which computes what is
/// asked for and "predictions" alone. Usage errors name a node or port that there is not, and names like it.
Result<ir::Program> probe(const Project& project, const ops::DataSignature& data, int64_t batch, const Probe& wanted);

/// The node of that name, also inside composites. Usage: there is none; the error names those like it.
Result<Node> find_node(const Project& project, const NodeId& id);
/// What the node gives: of several outputs the first.
Result<PortRef> first_output(const Project& project, const ops::DataSignature& data, const NodeId& id);
/// Nodes of the flat graph of these layers, in the order of the data's way.
std::vector<NodeId> nodes_of_layers(const Project& project, const std::set<std::string>& layers);

}  // namespace saddle::compile
