#pragma once
// Layers are what the user drags. A layer says its ports, attributes and parameters and expands to ops; it has no shape
// rule of its own: expansion runs the ops' rules, and an error inside is reported at the layer's port.
//     SADDLE_LAYER(Conv2d) { return LayerDef("Conv2d")...; }     in engine/ops/layers/conv2d.cpp
#include <functional>
#include <map>
#include <string>
#include <vector>

#include "engine/ops/op_def.h"
#include "engine/ops/sparse_pattern.h"

namespace saddle::ops {

/// What flows on a wire; decides colour, line and axis names (docs: look, section 5).
enum class PortKind { Unknown, Image, Features, Sequence, Graph, Tokens, Scalar };
const char* name(PortKind kind);
/// "N C H W" for an image, "N F", "N T F", "N" ...: one letter an axis.
std::vector<std::string> axis_names(PortKind kind, int rank);

struct LayerPort {
    std::string name;
    PortKind kind = PortKind::Unknown;
    std::string help;
    bool required = true;
};

/// What a data set offers, without its samples: the ports of the Dataset layer and their per-sample types.
struct DataSignature {
    struct Port {
        std::string name;          ///< "image", "label"
        PortKind kind = PortKind::Unknown;
        TensorType type;           ///< of one sample, without the batch axis; scalar for a class id
        /// Samples are graphs and this is one row a node (or an edge): samples lie one after another along the first axis.
        bool joined = false;
        /// Of one sample of kind Graph (or of a sparse matrix): the port carries the pattern of the batch.
        std::optional<SparsePattern> pattern = {};
        /// The port's tensor for `batch` samples.
        TensorType batch_type(int64_t batch) const;
        bool operator==(const Port&) const = default;
    };
    std::vector<Port> ports;
    int64_t classes = 0;           ///< 0: not a classification set
    bool operator==(const DataSignature&) const = default;
};

enum class Mode { Train, Eval, Predict, Sample };   ///< Sample: the network of a diffusion model, fed by the sampler

/// What an expanding layer sees.
class LayerContext {
public:
    LayerContext(Builder& builder, const Node& its_node, const class LayerDef& its_def, Mode its_mode, int64_t batch_size,
                 const DataSignature& signature, const std::string& initializer, std::map<std::string, ir::ValueId> inputs)
        : b(builder), node(its_node), def(its_def), mode(its_mode), batch(batch_size), data(signature),
          default_initializer(initializer), inputs_(std::move(inputs)) {}
    Builder& b;
    const Node& node;
    const LayerDef& def;
    const Mode mode;
    const int64_t batch;
    const DataSignature& data;
    const std::string& default_initializer;

    ir::ValueId in(const std::string& port) const;              ///< absent when not connected
    const TensorType& type(ir::ValueId id) const { return b.type(id); }
    /// Attribute of the node, or the layer's default. An integer may be the word "classes": the data set's class count.
    int64_t integer(const std::string& attribute) const;
    double real(const std::string& attribute) const;
    bool flag(const std::string& attribute) const;
    std::string text(const std::string& attribute) const;
    AttributeValue value(const std::string& attribute) const;
    std::vector<int64_t> integers(const std::string& attribute) const;
    /// A parameter "<node>.<name>", made once and shared by all entries. The initializer's type "default" becomes the
    /// node's "initializer" attribute or the training configuration's.
    ir::ValueId parameter(const std::string& name, Shape shape, ir::Initializer initializer);
    /// The scheme that "default" stands for here.
    std::string initializer_scheme() const;
    ir::ValueId state(const std::string& name, Shape shape, ir::Initializer initializer);
    ir::ValueId op(const std::string& op, std::vector<ir::ValueId> inputs, Attributes attributes = {}) {
        return b.emit(op, std::move(inputs), std::move(attributes));
    }
    void out(const std::string& port, ir::ValueId value) { outputs[port] = value; }
    /// The sparse pattern that a port carries; nothing after a diagnostic where it carries none.
    std::optional<SparsePattern> pattern(const std::string& port);
    /// Reports a mistake at a port or attribute, in the layer's words; expansion of the layer ends there.
    void fail(const std::string& port, const std::string& field, const std::string& text, const std::string& hint);

    std::map<std::string, ir::ValueId> outputs;
    std::vector<Diagnostic> diagnostics;

private:
    std::map<std::string, ir::ValueId> inputs_;
};

/// The attribute "initializer" of layers with weights: a scheme, or "default", which follows the training configuration.
AttributeDef initializer_attribute();

/// Noise and Latent: a graph that has it can be sampled from, by taking noise away step by step or from a latent in one pass.
enum class LayerRole { Layer, Dataset, Loss, Noise, Latent };

class LayerDef {
public:
    explicit LayerDef(std::string layer_name) : name(std::move(layer_name)) {}
    /// `family` is one of: data conv pool norm act linear recurrent attention graph diffusion shape loss group.
    LayerDef& about(std::string family_name, std::string one_line, std::string math) {
        family = std::move(family_name); summary = std::move(one_line); formula = std::move(math); return *this;
    }
    LayerDef& input(LayerPort p) { inputs.push_back(std::move(p)); return *this; }
    LayerDef& output(LayerPort p) { outputs.push_back(std::move(p)); return *this; }
    LayerDef& attribute(AttributeDef a) { attributes.push_back(std::move(a)); return *this; }
    LayerDef& expand(std::function<void(LayerContext&)> rule) { expand_rule = std::move(rule); return *this; }
    LayerDef& stem(std::string text) { id_stem = std::move(text); return *this; }   ///< names of new nodes: "conv" -> conv1
    LayerDef& as(LayerRole r) { role = r; return *this; }

    std::string name, family, summary, formula, id_stem;
    LayerRole role = LayerRole::Layer;
    std::vector<LayerPort> inputs, outputs;
    std::vector<AttributeDef> attributes;
    std::function<void(LayerContext&)> expand_rule;
};

const LayerDef* find_layer(const std::string& name);
const std::vector<LayerDef>& all_layers();

/// An optimizer: state per parameter and the update, written once as GLSL and once as C++.
///     SADDLE_OPTIMIZER(Adam) { return OptimizerDef("Adam")...; }   in engine/ops/optimizers/adam.cpp
class OptimizerDef {
public:
    explicit OptimizerDef(std::string optimizer_name) : name(std::move(optimizer_name)) {}
    std::string name, summary, formula;
    std::vector<AttributeDef> attributes;        ///< "lr" first
    std::vector<std::string> states;             ///< "momentum" or "m", "v": tensors of the parameter's shape, zero at start
    /// Statements on vec4 `p` (parameter), `g` (gradient), each state by name, floats `lr` (scheduled), `step` (from 1)
    /// and every attribute by name; they change p and the states.
    std::string glsl;
    /// The same in double: x = {p, states...} in place.
    std::function<void(double* x, double gradient, double lr, int64_t step, const Attributes&)> update;
    /// In place of `glsl` and `update`, of an optimizer that looks at a tensor as a whole: emits what follows x = {parameter,
    /// states...} from the gradient, the rate (a scalar) and the step from 1 (a scalar F32).
    std::function<std::vector<ir::ValueId>(Builder&, std::span<const ir::ValueId> x, ir::ValueId gradient, ir::ValueId lr, ir::ValueId step, const Attributes&)> emit;
    double flops_each = 0;
};
const OptimizerDef* find_optimizer(const std::string& name);
const std::vector<OptimizerDef>& all_optimizers();

#define SADDLE_LAYER(Name) ::saddle::ops::LayerDef define_layer_##Name()
#define SADDLE_OPTIMIZER(Name) ::saddle::ops::OptimizerDef define_optimizer_##Name()

}  // namespace saddle::ops
