#include "engine/exchange/program_layers.h"

#include <algorithm>
#include <cmath>
#include <deque>
#include <set>

#include "engine/exchange/layer_attributes.h"
#include "engine/exchange/onnx_import/tensor.h"
#include "engine/ops/conv_shape.h"
#include "engine/ops/interpret.h"

namespace saddle::exchange {
namespace {

using List = std::vector<int64_t>;
using ir::ValueId;

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
        std::map<std::string, const Tensor*> named;
        for (const NamedTensor& t : tensors) named[t.name] = &t.tensor;
        for (const ir::ValueKind kind : {ir::ValueKind::Parameter, ir::ValueKind::State})
            for (const ValueId id : program.of_kind(kind))
                if (const auto it = named.find(program[id].name); it != named.end()) weights_[id] = {it->second, it->first};
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
        const auto it = weights_.find(id);
        return it == weights_.end() ? nullptr : it->second.tensor;
    }

    /// What is computed from weights and numbers alone is a weight: it is computed here, by the op's own reference. False where
    /// that is more than a model's maker left to be done: the file's bytes bound what is made of them.
    bool fold(const ir::Instruction& i) {
        const ops::OpDef& op = *ops::find_op(i.op);
        if (!op.reference_rule || i.inputs.empty() || ops::draws(op)) return false;
        std::vector<ops::ReferenceTensor> operands(i.inputs.size());
        std::vector<const ops::ReferenceTensor*> inputs;
        ops::InferContext types{{}, i.attributes, i.outputs.size()};
        std::vector<TensorType> result_types;
        std::string name;
        int64_t given = 0, made = 0;
        for (size_t k = 0; k < i.inputs.size(); ++k) {
            const ValueId in = i.inputs[k];
            const Tensor* tensor = weight(in);
            if (in.present() && !tensor && program_[in].kind != ir::ValueKind::Constant) return false;
            if (tensor && name.empty()) name = weights_.at(in).name;
            if (tensor) operands[k] = ops::widen(*tensor);
            else if (in.present()) operands[k] = {type(in), {program_[in].constant}};
            inputs.push_back(in.present() ? &operands[k] : nullptr);
            types.inputs.push_back(in.present() ? &type(in) : nullptr);
            given += int64_t(operands[k].data.size());
        }
        for (const ValueId out : i.outputs) {
            result_types.push_back(type(out));
            made += type(out).shape.count();
        }
        if (made > 16 * given + 65536 || ops::cost_of(op, types, result_types).flops > 1e9) return false;
        const auto results = ops::interpret(program_, i, std::move(inputs));
        if (!results.ok()) return false;
        for (size_t k = 0; k < results->size(); ++k) {
            auto tensor = narrow((*results)[k]);
            if (!tensor.ok()) return false;
            weights_[i.outputs[k]] = {&folded_.emplace_back(std::move(*tensor)), name};
        }
        return true;
    }

    /// "conv1" of "conv1.weight"; else a fresh name of the layer's.
    NodeId name_for(const ops::LayerDef& def, ValueId parameter) const {
        const auto it = weights_.find(parameter);
        std::string name = it == weights_.end() ? "" : it->second.name;
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
            if (list && fallback && fallback->size() == 1 && a->unit == "px" && std::count(list->begin(), list->end(), list->front()) == int64_t(list->size())) value = List{list->front()};
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
        if (std::none_of(i.inputs.begin(), i.inputs.end(), [&](ValueId in) { return ports_.count(in); })) return fold(i) || refuse("it works on constants");
        if (!ports_.count(i.inputs[0])) return other_way(i);
        if (i.op == "Identity") {
            ports_[i.outputs[0]] = ports_.at(i.inputs[0]);
            return true;
        }
        if (i.op == "Conv" && type(i.inputs[0]).shape.rank() == 4) return conv(i);
        if (i.op == "Gemm") return gemm(i);
        if (i.op == "MatMul" && !ports_.count(i.inputs[1])) return matmul(index);
        if ((i.op == "Sub" || i.op == "Div") && number(i.inputs[1]) && type(i.outputs[0]) == type(i.inputs[0]) && type(i.outputs[0]).dtype == DType::F32) return affine(i);
        if ((i.op == "MaxPool" || i.op == "AveragePool") && type(i.inputs[0]).shape.rank() == 4) return pool(i);
        if (i.op == "Reshape" && program_[i.inputs[0]].batched && type(i.outputs[0]).shape.rank() == 2 && type(i.outputs[0]).shape[0] == type(i.inputs[0]).shape[0])
            return add("Flatten", {i.inputs[0]}, i.outputs[0], {});
        return any_layer(i);
    }

    /// A window of two axes with the same padding on both sides; false with a reason otherwise.
    bool plane(const ir::Instruction& i, const List& kernel, ops::Window& window) {
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
        if (type(x).shape.rank() < 2 || type(x).shape.rank() > 3 || weights->type.shape.rank() != 2) return refuse("only features N F and sequences N T F have a layer");
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

    /// A difference with a number, or a quotient by one.
    bool affine(const ir::Instruction& i) {
        const double number = *this->number(i.inputs[1]);
        return add("Affine", {i.inputs[0]}, i.outputs[0], i.op == "Sub" ? Attributes{{"shift", -number}} : Attributes{{"scale", 1 / number}});
    }

    /// The number that an operand stands for, where it is one.
    std::optional<double> number(ValueId id) const {
        if (program_[id].kind == ir::ValueKind::Constant) return program_[id].constant;
        const Tensor* tensor = weight(id);
        if (!tensor || tensor->count() != 1) return std::nullopt;
        return tensor->type.dtype == DType::I32 ? double(tensor->i32[0]) : double(tensor->f32[0]);
    }

    /// Its first operand is fixed: of a sum or a product that is the second one as well.
    bool other_way(ir::Instruction i) {
        if (i.op == "Add" || i.op == "Mul") std::swap(i.inputs[0], i.inputs[1]);
        return any_layer(i);
    }
    /// A layer whose expansion is just this instruction: tried, not listed.
    bool any_layer(const ir::Instruction& i) {
        std::vector<ValueId> wires;
        for (const ValueId in : i.inputs) {
            if (in.present() && ports_.count(in)) wires.push_back(in);
            else if (in.present() && own_tensor(i, in)) wires.push_back(in);
            else if (in.present() && !weight(in) && !number(in)) return refuse("one of its operands is computed from constants");
        }
        const Attributes guess = layer_attributes(program_, i, [&](ValueId id) { return number(id); });
        for (const ops::LayerDef& def : ops::all_layers()) {
            if (def.role != ops::LayerRole::Layer || def.inputs.size() < wires.size() || def.outputs.size() < i.outputs.size()) continue;
            Node node{"node", def.name, {}, 0, 0, false};
            std::vector<std::string> words{""};   // of the one attribute that says which function it is, if there is one
            for (const ops::AttributeDef& a : def.attributes) {
                const auto it = guess.find(a.name);
                const AttributeValue value = it == guess.end() ? AttributeValue() : as(a.fallback, it->second);
                if (it != guess.end() && (value.index() == a.fallback.index() || a.choices.empty())) node.attributes[a.name] = value;
                else if (!a.choices.empty()) words = a.choices;
            }
            for (const std::string& word : words) {
                for (const ops::AttributeDef& a : def.attributes)
                    if (!word.empty() && a.choices == words) node.attributes[a.name] = word;
                if (const auto parameters = expanded(def, node, i, wires)) return adopt(def, node, i, wires, *parameters);
            }
        }
        return refuse("");
    }
    /// A tensor that a sum or a product meets is a layer of its own; trained if the model's maker had real numbers in it.
    bool own_tensor(const ir::Instruction& i, ValueId operand) {
        const Tensor* tensor = weight(operand);
        if (!tensor || tensor->count() < 2 || (i.op != "Add" && i.op != "Mul" && i.op != "Sub" && i.op != "Div" && i.op != "MatMul")) return false;
        const bool trained = std::all_of(tensor->f32.begin(), tensor->f32.end(), [](float x) { return std::isfinite(x); });
        add("Parameter", {}, operand, {{"shape", List(tensor->type.shape.begin(), tensor->type.shape.end())}, {"trained", trained}}, operand);
        keep("weight", *tensor);
        return true;
    }
    bool adopt(const ops::LayerDef& def, const Node& node, const ir::Instruction& i, const std::vector<ValueId>& wires, const std::map<std::string, ValueId>& parameters) {
        add(def.name.c_str(), wires, i.outputs[0], node.attributes, parameters.empty() ? ValueId{} : parameters.begin()->second);
        const NodeId id = model_.graph.nodes.back().id;
        for (size_t k = 1; k < i.outputs.size(); ++k) ports_[i.outputs[k]] = {id, def.outputs[k].name};
        for (const auto& [name, value] : parameters) keep(name.c_str(), *weight(value));
        return true;
    }
    /// Whether the node, fed by `wires`, expands to just `wanted`; if so, which operand each of its parameters is.
    std::optional<std::map<std::string, ValueId>> expanded(const ops::LayerDef& def, const Node& node, const ir::Instruction& wanted, const std::vector<ValueId>& wires) const {
        ir::Program scratch;
        scratch.entries.push_back({"predict", {}, {}, {}, {}});
        ir::EntryPoint& entry = scratch.entries[0];
        std::map<std::string, ValueId> inputs, parameters;
        std::map<ValueId, ValueId> wired;
        for (size_t k = 0; k < def.inputs.size(); ++k) {
            if (k >= wires.size()) {
                if (def.inputs[k].required) return std::nullopt;
                continue;
            }
            ir::Value value = program_[wires[k]];
            value.kind = ir::ValueKind::Input;
            wired[inputs[def.inputs[k].name] = scratch.add(std::move(value))] = wires[k];
        }
        ops::Builder builder(scratch, entry);
        builder.node = node.id;
        const int64_t batch = wires.empty() || type(wires[0]).shape.rank() == 0 ? 1 : type(wires[0]).shape[0];
        ops::LayerContext context(builder, node, def, ops::Mode::Predict, batch, data_, "pytorch", inputs);
        def.expand_rule(context);
        if (builder.error || !context.diagnostics.empty() || entry.body.size() != 1) return std::nullopt;
        const ir::Instruction& made = entry.body[0];
        if (made.op != wanted.op || made.inputs.size() != wanted.inputs.size() || made.outputs.size() != wanted.outputs.size() || !same_meaning(scratch, made, program_, wanted)) return std::nullopt;
        for (size_t k = 0; k < made.inputs.size(); ++k) {
            const ir::Value* its = made.inputs[k].present() ? &scratch[made.inputs[k]] : nullptr;
            const ValueId operand = wanted.inputs[k];
            if (!its || !operand.present()) {
                if (its || operand.present()) return std::nullopt;
            } else if (its->kind == ir::ValueKind::Input) {
                if (wired[made.inputs[k]] != operand) return std::nullopt;
            } else if (its->kind == ir::ValueKind::Constant) {
                if (const auto value = number(operand); !value || float(*value) != float(its->constant)) return std::nullopt;
            } else {
                if (!weight(operand) || weight(operand)->type != its->type) return std::nullopt;
                parameters[its->name.substr(node.id.size() + 1)] = operand;
            }
        }
        for (size_t k = 0; k < made.outputs.size(); ++k)
            if (context.outputs[def.outputs[k].name] != made.outputs[k]) return std::nullopt;
        return parameters;
    }

    const ir::Program& program_;
    const ir::EntryPoint& entry_;
    const ops::DataSignature& data_;
    struct Weight { const Tensor* tensor; std::string name; };
    std::map<ValueId, Weight> weights_;
    std::deque<Tensor> folded_;          ///< weights computed from the model's
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
