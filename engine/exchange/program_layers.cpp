#include "engine/exchange/program_layers.h"

#include <algorithm>
#include <set>

#include "engine/ops/conv_shape.h"

namespace saddle::exchange {
namespace {

using List = std::vector<int64_t>;
using ir::ValueId;

/// The op's attributes with its defaults filled in, so that two spellings of one meaning are equal.
Attributes complete(const std::string& op, Attributes attributes) {
    for (const ops::AttributeDef& a : ops::find_op(op)->attributes) attributes.emplace(a.name, a.fallback);
    return attributes;
}

Tensor transposed(const Tensor& matrix) {
    const int64_t rows = matrix.type.shape[0], columns = matrix.type.shape[1];
    Tensor result = Tensor::zeros({DType::F32, {columns, rows}});
    for (int64_t i = 0; i < rows; ++i)
        for (int64_t j = 0; j < columns; ++j) result.f32[size_t(j * rows + i)] = matrix.f32[size_t(i * columns + j)];
    return result;
}

class Lifter {
public:
    Lifter(const ir::Program& program, const std::vector<NamedTensor>& tensors, const ops::DataSignature& data)
        : program_(program), entry_(*program.entry("predict")), data_(data) {
        for (const NamedTensor& t : tensors) weights_[t.name] = &t.tensor;
        for (const ir::Instruction& i : entry_.body)
            for (const ValueId in : i.inputs) ++readers_[in];
        for (const ir::Output& output : entry_.outputs) ++readers_[output.value];
    }

    Result<LayeredModel> run() {
        TRY_STATUS(add_data());
        for (size_t i = 0; i < entry_.body.size(); ++i)
            if (!done_.count(i) && !lift(i)) report(entry_.body[i]);
        if (!missing_.empty())
            return Error{ErrorKind::Invalid, "the model has " + std::to_string(missing_.size()) + " operations that no layer stands for: " + kinds(), "", missing_};
        const auto output = ports_.find(entry_.outputs[0].value);
        if (output == ports_.end()) return invalid("the model's output '" + entry_.outputs[0].name + "' does not depend on its input");
        model_.output = output->second;
        if (entry_.outputs.size() > 1) model_.notes.push_back("of its " + std::to_string(entry_.outputs.size()) + " outputs only '" + entry_.outputs[0].name + "' is kept");
        return std::move(model_);
    }

private:
    Status add_data() {
        model_.graph.nodes.push_back({"data", "Dataset", {}, 0, 0, false});
        place(model_.graph.nodes.back());
        for (const ValueId id : entry_.inputs) {
            const ir::Value& input = program_[id];
            const Shape sample(List(input.type.shape.begin() + (input.type.shape.rank() > 0), input.type.shape.end()));
            const auto named = std::find_if(data_.ports.begin(), data_.ports.end(), [&](const auto& p) { return p.name == input.name; });
            const auto typed = std::find_if(data_.ports.begin(), data_.ports.end(), [&](const auto& p) { return p.type == TensorType{input.type.dtype, sample}; });
            const auto port = named != data_.ports.end() ? named : typed;
            if (port == data_.ports.end() || port->type.shape != sample)
                return invalid("the data set has no port for the model's input '" + input.name + "' of " + to_string(TensorType{input.type.dtype, sample}) + " a sample" + offered(),
                               "choose another data set");
            ports_[id] = {"data", port->name};
        }
        return {};
    }
    std::string offered() const {
        std::string text;
        for (const auto& port : data_.ports) text += (text.empty() ? "; it has " : ", ") + port.name + " of " + to_string(port.type);
        return text;
    }

    void place(Node& node) const {
        const size_t index = model_.graph.nodes.size() - 1;
        node.x = 16 + 192 * double(index % 6);
        node.y = 16 + 160 * double(index / 6);
    }
    void report(const ir::Instruction& i) {
        std::string types;
        for (const ValueId in : i.inputs) types += (types.empty() ? "" : ", ") + (in.present() ? to_string(type(in)) : std::string("-"));
        missing_.push_back({Severity::Error, i.node, "", "", i.op + "(" + types + ") has no layer" + (why_.empty() ? "" : ": " + why_), ""});
        why_.clear();
        for (const ValueId out : i.outputs) ports_[out] = {i.node, "y"};  // what follows is judged by itself
    }
    std::string kinds() const {
        std::map<std::string, int> counts;
        for (const Diagnostic& d : missing_) ++counts[d.text.substr(0, d.text.find('('))];
        std::string text;
        for (const auto& [op, count] : counts) text += (text.empty() ? "" : ", ") + op + (count > 1 ? " (" + std::to_string(count) + ")" : "");
        return text;
    }

    const TensorType& type(ValueId id) const { return program_[id].type; }
    const Tensor* weight(ValueId id) const {
        const auto it = id.present() ? weights_.find(program_[id].name) : weights_.end();
        return it == weights_.end() || program_[id].kind == ir::ValueKind::Temporary ? nullptr : it->second;
    }

    /// "conv1" of "conv1.weight"; else a fresh name of the layer's.
    NodeId name_for(const ops::LayerDef& def, ValueId parameter) const {
        std::string name = parameter.present() ? program_[parameter].name : "";
        const size_t dot = name.rfind('.');
        name = dot == std::string::npos ? "" : name.substr(0, dot);
        std::replace_if(name.begin(), name.end(), [](unsigned char c) { return !std::isalnum(c) && c != '_' && c != '-'; }, '_');
        return name.empty() || model_.graph.find(name) ? fresh_id(model_.graph, def.id_stem) : name;
    }

    bool add(const char* layer, const std::vector<ValueId>& inputs, ValueId output, Attributes attributes, ValueId parameter = {}) {
        const ops::LayerDef& def = *ops::find_layer(layer);
        Node node{name_for(def, parameter), layer, {}, 0, 0, false};
        for (auto& [name, value] : attributes) {
            const auto a = std::find_if(def.attributes.begin(), def.attributes.end(), [&](const auto& d) { return d.name == name; });
            const List *list = std::get_if<List>(&value), *fallback = std::get_if<List>(&a->fallback);
            if (list && fallback && fallback->size() == 1 && std::count(list->begin(), list->end(), list->front()) == int64_t(list->size())) value = List{list->front()};
            if (a->fallback != value) node.attributes.emplace(name, std::move(value));
        }
        for (size_t k = 0; k < inputs.size(); ++k) model_.graph.edges.push_back({ports_.at(inputs[k]), {node.id, def.inputs[k].name}});
        ports_[output] = {node.id, def.outputs[0].name};
        model_.graph.nodes.push_back(std::move(node));
        place(model_.graph.nodes.back());
        return true;
    }
    void keep(const char* name, Tensor tensor) { model_.tensors.push_back({model_.graph.nodes.back().id + "." + name, std::move(tensor)}); }
    bool refuse(const std::string& why) {
        why_ = why;
        return false;
    }

    bool lift(size_t index) {
        const ir::Instruction& i = entry_.body[index];
        if (i.inputs.empty() || !ports_.count(i.inputs[0])) return refuse("it works on constants");
        if (i.op == "Identity") {
            ports_[i.outputs[0]] = ports_.at(i.inputs[0]);
            return true;
        }
        if (i.op == "Conv") return conv(i);
        if (i.op == "Gemm") return gemm(i);
        if (i.op == "MatMul") return matmul(index);
        if (i.op == "BatchNormalization") return batch_norm(i);
        if (i.op == "MaxPool" || i.op == "AveragePool") return pool(i);
        if (i.op == "Reshape" && program_[i.inputs[0]].batched && type(i.outputs[0]).shape.rank() == 2 && type(i.outputs[0]).shape[0] == type(i.inputs[0]).shape[0])
            return add("Flatten", {i.inputs[0]}, i.outputs[0], {});
        return any_layer(i);
    }

    /// A window of two axes with the same padding on both sides; false with a reason otherwise.
    bool plane(const ir::Instruction& i, const List& kernel, ops::Window& window) {
        if (type(i.inputs[0]).shape.rank() != 4) return refuse("only images N C H W have a layer");
        window = ops::window_of(type(i.inputs[0]).shape, kernel, i.attributes).value();
        if (window.h.before != window.h.after || window.w.before != window.w.after) return refuse("its padding differs between the sides");
        return true;
    }

    bool conv(const ir::Instruction& i) {
        const Tensor *w = weight(i.inputs[1]), *b = i.inputs.size() > 2 ? weight(i.inputs[2]) : nullptr;
        if (!w || (i.inputs.size() > 2 && !b)) return refuse("its weights are computed");
        ops::Window s;
        if (!plane(i, List(w->type.shape.begin() + 2, w->type.shape.end()), s)) return false;
        add("Conv2d", {i.inputs[0]}, i.outputs[0],
            {{"out_channels", w->type.shape[0]}, {"kernel", List{s.h.kernel, s.w.kernel}}, {"stride", List{s.h.stride, s.w.stride}}, {"padding", List{s.h.before, s.w.before}},
             {"dilation", List{s.h.dilation, s.w.dilation}}, {"groups", i.attributes.integer("group", 1)}, {"bias", b != nullptr}}, i.inputs[1]);
        keep("weight", *w);
        if (b) keep("bias", *b);
        return true;
    }

    bool pool(const ir::Instruction& i) {
        ops::Window s;
        if (!plane(i, i.attributes.integers("kernel_shape"), s)) return false;
        if (s.h.dilation != 1 || s.w.dilation != 1) return refuse("its window is dilated");
        const auto whole = [](const ops::WindowAxis& axis) { return (axis.out - 1) * axis.stride + axis.kernel <= axis.in + axis.before + axis.after; };
        if (i.attributes.integer("count_include_pad") && s.padded()) return refuse("it counts the padding");
        Attributes attributes{{"kernel", List{s.h.kernel, s.w.kernel}}, {"stride", List{s.h.stride, s.w.stride}}, {"padding", List{s.h.before, s.w.before}}};
        if (!whole(s.h) || !whole(s.w)) attributes["ceil"] = true;
        return add(i.op == "MaxPool" ? "MaxPool2d" : "AvgPool2d", {i.inputs[0]}, i.outputs[0], std::move(attributes));
    }

    bool linear(ValueId x, ValueId y, ValueId w, bool out_first, ValueId b) {
        const Tensor *weights = weight(w), *bias = weight(b);
        if (!weights || (b.present() && !bias)) return refuse("its weights are computed");
        if (type(x).shape.rank() != 2 || weights->type.shape.rank() != 2) return refuse("only features N F have a layer");
        Tensor matrix = out_first ? *weights : transposed(*weights);
        const int64_t out = matrix.type.shape[0];
        if (bias && bias->count() != out) return refuse("its bias is not one number an output");
        add("Linear", {x}, y, {{"out_features", out}, {"bias", bias != nullptr}}, w);
        keep("weight", std::move(matrix));
        if (bias) keep("bias", Tensor::of({out}, bias->f32));
        return true;
    }
    bool gemm(const ir::Instruction& i) {
        const Attributes& a = i.attributes;
        if (a.real("alpha", 1) != 1 || a.integer("transA") != 0 || (i.inputs.size() > 2 && a.real("beta", 1) != 1)) return refuse("it scales or transposes");
        return linear(i.inputs[0], i.outputs[0], i.inputs[1], a.integer("transB") != 0, i.inputs.size() > 2 ? i.inputs[2] : ValueId{});
    }
    /// A product, and the sum with a bias that follows it.
    bool matmul(size_t index) {
        const ir::Instruction& i = entry_.body[index];
        for (size_t next = index + 1; next < entry_.body.size() && readers_[i.outputs[0]] == 1; ++next) {
            const ir::Instruction& add = entry_.body[next];
            if (add.op != "Add" || (add.inputs[0] != i.outputs[0] && add.inputs[1] != i.outputs[0])) continue;
            const ValueId bias = add.inputs[0] == i.outputs[0] ? add.inputs[1] : add.inputs[0];
            if (!weight(bias) || !linear(i.inputs[0], add.outputs[0], i.inputs[1], false, bias)) break;
            done_.insert(next);
            return true;
        }
        return linear(i.inputs[0], i.outputs[0], i.inputs[1], false, {});
    }

    bool batch_norm(const ir::Instruction& i) {
        if (type(i.inputs[0]).shape.rank() != 4) return refuse("only images N C H W have a layer");
        const char* names[] = {"weight", "bias", "running_mean", "running_var"};
        for (size_t k = 1; k < 5; ++k)
            if (!weight(i.inputs[k])) return refuse("its weights are computed");
        add("BatchNorm2d", {i.inputs[0]}, i.outputs[0], {{"epsilon", i.attributes.real("epsilon", 1e-5)}, {"momentum", 1 - i.attributes.real("momentum", 0.9)}}, i.inputs[1]);
        for (size_t k = 1; k < 5; ++k) keep(names[k - 1], *weight(i.inputs[k]));
        return true;
    }

    /// A layer without parameters whose expansion is just this instruction: tried, not listed.
    bool any_layer(const ir::Instruction& i) {
        for (const ValueId in : i.inputs)
            if (!ports_.count(in)) return refuse("one of its operands is a constant");
        for (const ops::LayerDef& def : ops::all_layers()) {
            if ((def.family != "act" && def.family != "shape" && def.family != "pool") || def.inputs.size() != i.inputs.size() || def.outputs.size() != 1) continue;
            Node node{"node", def.name, {}, 0, 0, false};
            for (const ops::AttributeDef& a : def.attributes)
                if (const auto it = i.attributes.find(a.name); it != i.attributes.end()) node.attributes.insert(*it);
            if (expands_to(def, node, i)) return add(def.name.c_str(), i.inputs, i.outputs[0], node.attributes);
        }
        return refuse("");
    }
    bool expands_to(const ops::LayerDef& def, const Node& node, const ir::Instruction& wanted) const {
        ir::Program scratch;
        ir::EntryPoint entry{"predict", {}, {}, {}, {}};
        std::map<std::string, ValueId> inputs;
        std::vector<ValueId> given;
        for (size_t k = 0; k < def.inputs.size(); ++k) {
            ir::Value value = program_[wanted.inputs[k]];
            value.kind = ir::ValueKind::Input;
            given.push_back(inputs[def.inputs[k].name] = scratch.add(std::move(value)));
        }
        ops::Builder builder(scratch, entry);
        builder.node = node.id;
        const int64_t batch = type(wanted.inputs[0]).shape.rank() > 0 ? type(wanted.inputs[0]).shape[0] : 1;
        ops::LayerContext context(builder, node, def, ops::Mode::Predict, batch, data_, "pytorch", inputs);
        def.expand_rule(context);
        return !builder.error && context.diagnostics.empty() && entry.body.size() == 1 && scratch.of_kind(ir::ValueKind::Parameter).empty() && entry.body[0].op == wanted.op &&
               entry.body[0].inputs == given && complete(wanted.op, entry.body[0].attributes) == complete(wanted.op, wanted.attributes) &&
               context.outputs[def.outputs[0].name] == entry.body[0].outputs[0];
    }

    const ir::Program& program_;
    const ir::EntryPoint& entry_;
    const ops::DataSignature& data_;
    std::map<std::string, const Tensor*> weights_;
    std::map<ValueId, int> readers_;
    std::map<ValueId, PortRef> ports_;
    std::set<size_t> done_;
    std::vector<Diagnostic> missing_;
    std::string why_;
    LayeredModel model_;
};

}  // namespace

Result<LayeredModel> layers_of(const ir::Program& program, const std::vector<NamedTensor>& tensors, const ops::DataSignature& data) {
    return Lifter(program, tensors, data).run();
}

}  // namespace saddle::exchange
