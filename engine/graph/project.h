#pragma once
// A project: the graph, the data it is fed and how it is trained. One JSON file, versioned, diff-friendly
// (docs/file-formats.md). Unknown fields are kept as errors that name the path; a newer version is refused.
#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "engine/graph/graph.h"

namespace saddle {

/// Parameters that take other values of some of the optimizer's attributes: no weight decay for biases, say.
struct ParameterGroup {
    std::string parameters;     ///< globs over their names, separated by commas: "*.bias, bn*"; the first group that matches counts
    Attributes attributes;      ///< "weight_decay", "lr", ...
    bool operator==(const ParameterGroup&) const = default;
};

struct OptimizerConfig {
    std::string type = "SGD";   ///< OptimizerDef name
    Attributes attributes;      ///< "lr", "momentum", ...
    std::vector<ParameterGroup> groups;
    bool operator==(const OptimizerConfig&) const = default;
};

/// Learning rate over optimizer steps: the name and attributes of a train::ScheduleDef.
struct ScheduleConfig {
    std::string type = "constant";
    Attributes attributes;
    bool operator==(const ScheduleConfig&) const = default;
};

/// Minimise `loss` over the parameters whose names match `parameters` (globs separated by commas), in steps `every`, 2 `every`,
/// ... (counted from 1). Its gradient flows to no others. A parameter belongs to the first objective that matches it; one that
/// belongs to none stays as it is. All objectives of a step see the same forward pass.
struct Objective {
    PortRef loss;               ///< empty node: the sum of all losses of the graph
    std::string parameters = "*";
    OptimizerConfig optimizer;
    int64_t every = 1;
    bool operator==(const Objective&) const = default;
};

struct TrainConfig {
    int64_t batch_size = 64;
    int64_t epochs = 1;
    uint64_t seed = 1;
    bool shuffle = true;
    std::vector<Objective> objectives{Objective{}};
    ScheduleConfig schedule;
    std::string initializer = "pytorch";  ///< default of every layer: "pytorch", "xavier_uniform", "he_normal", "zeros", ...
    /// safetensors file that training begins from instead of the initializers; empty: none. In a project file relative to it.
    std::string weights;
    int64_t checkpoint_every_epochs = 1;
    int64_t checkpoint_every_steps = 0;   ///< within epochs too, every so many optimizer steps; 0: not
    int64_t keep_megabytes = 1024;        ///< that a run's stored points may take; its last and its best checkpoint stay whatever they take
    int64_t accumulate = 1;               ///< batches whose gradients are averaged, sample by sample, for one optimizer step
    double clip_norm = 0;                 ///< longest gradient of an objective, its parameters together (L2); 0: not clipped
    double clip_value = 0;                ///< largest element of a gradient; 0: not clipped
    double ema = 0;                       ///< decay of the running mean of the weights that results are made with; 0: none
    bool operator==(const TrainConfig&) const = default;
};

/// Where samples come from. `loader` names a loader in datasets/; `set` a known set or the folder's own name.
struct DataConfig {
    std::string loader = "idx";
    std::string set = "sample-digits";
    std::string path;              ///< folder chosen by the user; empty: the bundled or fetched set
    Attributes options;            ///< "mean", "std", ... of the loader
    bool operator==(const DataConfig&) const = default;
};

/// A text on the drawing: a comment, or the title of a frame, which takes what lies in it along. Its name holds a colon
/// ("note:1"), which no node's does.
struct Note {
    NodeId id;
    bool frame = false;
    std::string text;
    double x = 0, y = 0, width = 0, height = 0;   ///< on the canvas, logical px
    bool operator==(const Note&) const = default;
};

/// What a drawing shows beside its graph. The engine ignores it.
struct Sketch {
    std::vector<Note> notes;
    std::set<NodeId> expanded;     ///< instances of composites whose contents are shown in their place

    const Note* note(const NodeId& id) const;
    Note* note(const NodeId& id);
    bool operator==(const Sketch&) const = default;
};

/// A node that contains a graph, defined once and placed any number of times: `Node::layer` names it. Its ports are the nodes
/// of layer Input and Output in it, by their names. Attributes inside may say "$name" for one of its own. May hold others.
struct Composite {
    std::string name;
    std::string description;
    Attributes attributes;         ///< with their defaults
    Graph graph;
    Sketch sketch = {};

    /// Names of the nodes of layer `layer` (kInputLayer or kOutputLayer), in drawing order.
    std::vector<std::string> ports(const std::string& layer) const;
    bool operator==(const Composite&) const = default;
};
inline constexpr const char* kInputLayer = "Input";    ///< inside a composite: what comes in, at its output "value"
inline constexpr const char* kOutputLayer = "Output";  ///< inside a composite: what goes out, at its input "value"
inline constexpr const char* kInnerPort = "value";

struct Project {
    std::string name;
    std::string description;
    std::vector<Composite> composites;
    Graph graph;
    Sketch sketch = {};
    DataConfig data;
    TrainConfig train;

    const Composite* composite(const std::string& layer) const;   ///< the one of that name, or nullptr
    Composite* composite(const std::string& layer);
    /// Whether nodes of `layer` are, or contain, instances of the composite `inner`.
    bool contains(const std::string& layer, const std::string& inner) const;
    bool operator==(const Project&) const = default;
};

inline constexpr int kProjectVersion = 1;

/// JSON text of a project; byte-identical for equal projects.
std::string write_project(const Project& project);
/// Parses JSON text. Errors name the field's path ("graph.nodes[3].layer"). `source` is the file name for messages.
Result<Project> read_project(const std::string& json, const std::string& source);
Result<Project> load_project(const std::string& path);
/// Writes atomically: temporary file beside it, fsync, rename.
Status save_project(const Project& project, const std::string& path);

/// Applies "optimizer.lr=0.1", "train.batch_size=32", "conv1.out_channels=8" or "data.mean=0.5".
/// "optimizer.weight_decay[*.bias]=0" sets an attribute of a group of parameters. Prefixes: optimizer. (of the first
/// objective), objective1., objective2., ... (loss, parameters, every, or as optimizer.), schedule., train., data., else a node id.
Status set_value(Project& project, const std::string& assignment);

}  // namespace saddle
