#include <algorithm>
#include <cstdlib>

#include "engine/ops/layer_def.h"

namespace saddle::ops {

const char* name(PortKind kind) {
    switch (kind) {
        case PortKind::Unknown: return "unknown";
        case PortKind::Image: return "image";
        case PortKind::Features: return "features";
        case PortKind::Sequence: return "sequence";
        case PortKind::Graph: return "graph";
        case PortKind::Tokens: return "tokens";
        case PortKind::Scalar: return "scalar";
    }
    return "unknown";
}

std::vector<std::string> axis_names(PortKind kind, int rank) {
    if (rank == 0) return {};
    if (kind == PortKind::Image && rank == 4) return {"N", "C", "H", "W"};
    if (kind == PortKind::Sequence && rank == 3) return {"N", "T", "F"};
    if (kind == PortKind::Graph && rank == 2) return {"V", "F"};
    if (rank == 1) return {"N"};
    if (rank == 2) return {"N", "F"};
    std::vector<std::string> names{"N"};
    for (int axis = 1; axis < rank; ++axis) names.push_back("D" + std::to_string(axis));
    return names;
}

TensorType DataSignature::Port::batch_type(int64_t batch) const {
    if (pattern) return {DType::I32, {pattern->times(batch).length()}};
    std::vector<int64_t> dims = type.shape.dims();
    if (joined) dims[0] *= batch;
    else dims.insert(dims.begin(), batch);
    return {type.dtype, Shape(dims)};
}

std::optional<SparsePattern> LayerContext::pattern(const std::string& port) {
    const ir::Value& value = b.program()[in(port)];
    for (const DataSignature::Port& p : data.ports)
        if (p.pattern && value.kind == ir::ValueKind::Input && p.name == value.name) return p.pattern->times(batch);
    fail(port, "", "expected a graph, got " + to_string(value.type), "wire the graph of a data set of graphs into it");
    return std::nullopt;
}

AttributeValue LayerContext::value(const std::string& attribute) const {
    if (const auto it = node.attributes.find(attribute); it != node.attributes.end()) return it->second;
    for (const AttributeDef& a : def.attributes)
        if (a.name == attribute) return a.fallback;
    SADDLE_ASSERT(false, "a layer asks for an attribute that it does not define");
    return {};
}

ir::ValueId LayerContext::in(const std::string& port) const {
    const auto it = inputs_.find(port);
    return it == inputs_.end() ? ir::ValueId{} : it->second;
}

int64_t LayerContext::integer(const std::string& attribute) const {
    const AttributeValue given = value(attribute);
    if (const std::string* word = std::get_if<std::string>(&given); word && *word == "classes") return data.classes;
    return Attributes{{"v", given}}.integer("v");
}
double LayerContext::real(const std::string& attribute) const { return Attributes{{"v", value(attribute)}}.real("v"); }
bool LayerContext::flag(const std::string& attribute) const { return Attributes{{"v", value(attribute)}}.flag("v"); }
std::string LayerContext::text(const std::string& attribute) const { return Attributes{{"v", value(attribute)}}.text("v"); }
std::vector<int64_t> LayerContext::integers(const std::string& attribute) const {
    return Attributes{{"v", value(attribute)}}.integers("v");
}

namespace {
ir::ValueId make_once(Builder& b, const Node& node, ir::ValueKind kind, const std::string& name, Shape shape, ir::Initializer initializer) {
    const std::string full = node.id + "." + name;
    if (const auto made = b.program().find(kind, full)) return *made;
    ir::Value value;
    value.name = full;
    value.kind = kind;
    value.type = {DType::F32, std::move(shape)};
    value.initializer = std::move(initializer);
    value.node = node.id;
    return b.program().add(std::move(value));
}
}  // namespace

namespace {
/// "normal(0.02)" as a type and its number: a deviation, a bound or the constant. What is written otherwise stays an unknown type.
void read_number(ir::Initializer& initializer) {
    const size_t open = initializer.type.find('(');
    const std::string type = initializer.type.substr(0, open);
    if (type != "normal" && type != "uniform" && type != "constant") return;
    double number = type == "constant" ? 0 : 0.05;   // as Keras
    if (open != std::string::npos) {
        char* end = nullptr;
        number = std::strtod(initializer.type.c_str() + open + 1, &end);
        if (std::string(end) != ")" || !(number >= -1e6 && number <= 1e6) || (number < 0 && type != "constant")) return;
    }
    initializer.type = type;
    initializer.gain = number;
}
}  // namespace

std::string LayerContext::initializer_scheme() const {
    const auto own = node.attributes.find("initializer");
    const std::string* word = own == node.attributes.end() ? nullptr : std::get_if<std::string>(&own->second);
    return word && *word != "default" ? *word : default_initializer;
}

AttributeDef initializer_attribute() {
    AttributeDef def{"initializer", std::string("default"), "Initializer", "how the weights begin; default: the training settings'. normal, uniform and constant may say a number: normal(0.02)", "", -1e308, 1e308, {"default"}};
    def.choices.insert(def.choices.end(), ir::initializer_schemes().begin(), ir::initializer_schemes().end());
    return def;
}

ir::ValueId LayerContext::parameter(const std::string& name, Shape shape, ir::Initializer initializer) {
    if (initializer.type == "default") {
        initializer.type = initializer_scheme();
        // Schemes that are about weights leave biases at zero; PyTorch's draws them as it draws the weights.
        if (shape.rank() < 2 && initializer.type != "pytorch") initializer.type = "zeros";
        read_number(initializer);
    }
    return make_once(b, node, ir::ValueKind::Parameter, name, std::move(shape), std::move(initializer));
}

ir::ValueId LayerContext::state(const std::string& name, Shape shape, ir::Initializer initializer) {
    return make_once(b, node, ir::ValueKind::State, name, std::move(shape), std::move(initializer));
}

void LayerContext::fail(const std::string& port, const std::string& field, const std::string& text, const std::string& hint) {
    diagnostics.push_back({Severity::Error, node.id, port, field, text, hint});
}

}  // namespace saddle::ops
