#include <algorithm>

#include "engine/compile/passes.h"
#include "engine/graph/flatten.h"
#include "engine/graph/graph_index.h"

namespace saddle::compile {
namespace {

const char* entry_name(ops::Mode mode) {
    return mode == ops::Mode::Train ? "train" : mode == ops::Mode::Eval ? "eval" : mode == ops::Mode::Predict ? "predict" : "sample";
}

/// Whether losses are part of the entry.
bool scores(ops::Mode mode) { return mode == ops::Mode::Train || mode == ops::Mode::Eval; }

std::string listing(const std::vector<std::string>& names) {
    std::string text;
    for (const std::string& name : names) text += (text.empty() ? "" : ", ") + name;
    return text;
}

template <class T>
bool holds_number(const AttributeValue& value) {
    return std::holds_alternative<T>(value);
}

/// The word that is to be one of the choices: an initializer's may be followed by its number, normal(0.02).
std::string chosen(const std::string& word, const ops::AttributeDef& def) {
    return def.name == "initializer" ? word.substr(0, word.find('(')) : word;
}

/// The attribute's value against its definition: kind, range, choices. Empty when it fits.
std::string attribute_problem(const AttributeValue& value, const ops::AttributeDef& def) {
    const auto out_of_range = [&](double number) { return number < def.low || number > def.high; };
    const auto range = [&] { return to_string(AttributeValue(def.low)) + " to " + to_string(AttributeValue(def.high)); };
    const bool word = std::holds_alternative<std::string>(value);
    if (std::holds_alternative<int64_t>(def.fallback) && word && std::get<std::string>(value) == "classes") return {};
    if (std::holds_alternative<std::string>(def.fallback)) {
        if (std::holds_alternative<int64_t>(value) && word == false && def.choices.empty()) return {};
        if (!word) return "expected a word, got " + to_string(value);
        if (!def.choices.empty() && !std::count(def.choices.begin(), def.choices.end(), chosen(std::get<std::string>(value), def)))
            return "'" + std::get<std::string>(value) + "' is not one of " + listing(def.choices);
        return {};
    }
    if (word) return "expected " + std::string(std::holds_alternative<bool>(def.fallback) ? "true or false" : "a number") + ", got '" +
                     std::get<std::string>(value) + "'";
    if (std::holds_alternative<bool>(def.fallback))
        return std::holds_alternative<bool>(value) ? "" : "expected true or false, got " + to_string(value);
    if (std::holds_alternative<bool>(value)) return "expected a number, got " + to_string(value);
    const bool whole = std::holds_alternative<int64_t>(def.fallback) || std::holds_alternative<std::vector<int64_t>>(def.fallback);
    if (whole && (holds_number<double>(value) || holds_number<std::vector<double>>(value)))
        return "expected a whole number, got " + to_string(value);
    const bool list = holds_number<std::vector<int64_t>>(value) || holds_number<std::vector<double>>(value);
    const bool list_wanted = !holds_number<int64_t>(def.fallback) && !holds_number<double>(def.fallback);
    if (list && !list_wanted) return "expected one number, got the list " + to_string(value);
    Attributes one{{"v", value}};
    for (double number : one.reals("v"))
        if (out_of_range(number)) return to_string(AttributeValue(value)) + " is outside " + range();
    return {};
}

class Expander {
public:
    Expander(const Project& project, const ops::DataSignature& data, int64_t batch)
        : project_(project), flat_(flatten(project)), index_(flat_.graph), data_(data), batch_(batch) {}

    Expansion run(const std::vector<ops::Mode>& modes) {
        const TopologicalOrder order = topological_order(flat_.graph);
        for (const Diagnostic& d : flat_.diagnostics) report(d);
        check_edges();
        for (const Node& node : flat_.graph.nodes) check_node(node);
        bool first = true;
        for (const ops::Mode mode : modes) {
            result_.program.entries.push_back({entry_name(mode), {}, {}, {}, {}});
            expand_entry(mode, order, first);
            first = false;
        }
        for (const auto& [port, source] : flat_.ports) {
            if (const auto it = result_.ports.find(source); it != result_.ports.end()) result_.ports[port] = it->second;
            if (const auto it = result_.values.find(source); it != result_.values.end()) result_.values[port] = it->second;
        }
        return std::move(result_);
    }

private:
    void report(Diagnostic diagnostic) {
        if (!std::count(result_.diagnostics.begin(), result_.diagnostics.end(), diagnostic))
            result_.diagnostics.push_back(std::move(diagnostic));
    }

    void check_edges() {
        for (const Edge& edge : flat_.graph.edges)
            for (const bool output : {true, false}) {
                const PortRef& end = output ? edge.from : edge.to;
                const Node* node = index_.find(end.node);
                if (!node) {
                    report({Severity::Error, end.node, end.port, "", "a wire names a node that does not exist", "remove the wire"});
                    continue;
                }
                const ops::LayerDef* def = ops::find_layer(node->layer);
                if (!def) continue;
                const std::vector<std::string> names = output ? outputs_of(*def) : names_of(def->inputs);
                if (!std::count(names.begin(), names.end(), end.port))
                    report({Severity::Error, end.node, end.port, "",
                            node->layer + " has no " + (output ? "output" : "input") + " '" + end.port + "'",
                            "it has: " + listing(names)});
            }
    }

    void check_node(const Node& node) {
        const ops::LayerDef* def = ops::find_layer(node.layer);
        if (!def) {
            report({Severity::Error, node.id, "", "layer", "unknown layer '" + node.layer + "'",
                    "this version does not have it; see the palette for the layers it has"});
            return;
        }
        for (const auto& [name, value] : node.attributes) {
            const auto it = std::find_if(def->attributes.begin(), def->attributes.end(), [&](const auto& a) { return a.name == name; });
            std::vector<std::string> names;
            for (const ops::AttributeDef& attribute : def->attributes) names.push_back(attribute.name);
            if (it == def->attributes.end())
                report({Severity::Error, node.id, "", name, node.layer + " has no attribute '" + name + "'",
                        names.empty() ? "remove it" : "it has: " + listing(names)});
            else if (const std::string problem = attribute_problem(value, *it); !problem.empty()) {
                report({Severity::Error, node.id, "", name, problem, it->help});
                broken_.insert(node.id);
            }
        }
    }

    void expand_entry(ops::Mode mode, const TopologicalOrder& order, bool first) {
        const size_t entry_index = result_.program.entries.size() - 1;
        std::map<PortRef, ir::ValueId> values;
        std::vector<ir::Output> losses;
        for (const size_t index : order.order) {
            const Node& node = flat_.graph.nodes[index];
            const ops::LayerDef* def = ops::find_layer(node.layer);
            if (!def || broken_.count(node.id)) continue;
            std::map<std::string, ir::ValueId> inputs;
            bool ready = true;
            for (const ops::LayerPort& port : def->inputs) {
                const Edge* edge = index_.into({node.id, port.name});
                if (!edge) {
                    if (!port.required) continue;
                    ready = false;
                    report({Severity::Error, node.id, port.name, "", "is not connected",
                            "drag a wire to it, or remove " + node.id});
                } else if (const auto it = values.find(edge->from); it != values.end()) {
                    inputs[port.name] = values[{node.id, port.name}] = it->second;
                    if (first) note_port({node.id, port.name}, it->second, kind_of(edge->from, port.kind));
                } else {
                    ready = false;  // the mistake is upstream and said there
                }
            }
            if (!ready) continue;
            if (node.bypassed && !def->inputs.empty() && !def->outputs.empty()) {
                const auto& [port, value] = *inputs.begin();
                values[{node.id, def->outputs[0].name}] = value;
                if (first) note_port({node.id, def->outputs[0].name}, value, kind_of({node.id, port}, ops::PortKind::Unknown));
                continue;
            }
            const bool loss = def->role == ops::LayerRole::Loss;
            ir::EntryPoint& entry = result_.program.entries[entry_index];
            if (loss && !def->inputs.empty() && !entry.output("predictions"))
                entry.outputs.push_back({"predictions", inputs[def->inputs[0].name]});
            // Predictions over the steps of sequences say how many of these count.
            if (const auto steps = inputs.find("input_lengths"); loss && steps != inputs.end() && mode != ops::Mode::Train && !entry.output("input_lengths"))
                entry.outputs.push_back({"input_lengths", steps->second});
            if (loss && !scores(mode)) continue;

            ops::Builder builder(result_.program, entry);
            builder.node = node.id;
            ops::LayerContext context(builder, node, *def, mode, batch_, data_, project_.train.initializer, inputs);
            def->expand_rule(context);
            for (Diagnostic& d : context.diagnostics) report(std::move(d));
            if (builder.error) report_op_error(node, *def, *builder.error);
            if (builder.error || !context.diagnostics.empty()) continue;
            for (const std::string& port : outputs_of(*def)) {
                const auto it = context.outputs.find(port);
                if (it == context.outputs.end() || !it->second.present()) continue;
                values[{node.id, port}] = it->second;
                if (first) note_port({node.id, port}, it->second, output_kind(*def, port, inputs, node.id));
            }
            if (loss) losses.push_back({node.id, context.outputs.begin()->second});
            if (loss) add_metrics(builder, node, inputs);
        }
        result_.values = std::move(values);
        finish(mode, entry_index, losses);
    }

    /// Right classifications of a batch, where the loss compares scores with class ids; of sequences, the mean over positions.
    /// Where only some labels count, it is their share of the batch's samples: a graph is one sample, whose nodes are labelled.
    void add_metrics(ops::Builder& builder, const Node& node, std::map<std::string, ir::ValueId>& inputs) {
        const auto scores = inputs.find("scores"), labels = inputs.find("labels");
        if (scores == inputs.end() || labels == inputs.end() || builder.entry().output("correct")) return;
        const Shape at = builder.type(labels->second).shape, each = builder.type(scores->second).shape;
        const bool sequence = each.rank() == 3 && at == Shape{each[0], each[1]};
        if (builder.type(labels->second).dtype != DType::I32 || (each.rank() != 2 && !sequence)) return;
        const auto total = [&](ir::ValueId hits) { return builder.emit("ReduceSum", {hits}, {{"keepdims", int64_t(0)}}); };
        ir::ValueId right = total(builder.emit("CorrectCount", {scores->second, labels->second}, {{"axis", int64_t(each.rank() - 1)}}));
        if (node.attributes.count("ignore_index")) {
            const ir::ValueId ignored = builder.constant(double(Attributes(node.attributes).integer("ignore_index")), DType::I32);
            const ir::ValueId counted = total(builder.emit("Cast", {builder.emit("Not", {builder.emit("Equal", {labels->second, ignored})})}));
            right = builder.emit("Mul", {builder.emit("Div", {right, counted}), builder.constant(double(batch_))});
        } else if (sequence) {
            right = builder.emit("Mul", {right, builder.constant(1 / double(at[1]))});
        }
        builder.entry().outputs.push_back({"correct", right});
    }

    void finish(ops::Mode mode, size_t entry_index, const std::vector<ir::Output>& losses) {
        ir::EntryPoint& entry = result_.program.entries[entry_index];
        if (!losses.empty()) {
            ops::Builder builder(result_.program, entry);
            builder.node = losses[0].name;
            ir::ValueId total = losses[0].value;
            for (size_t i = 1; i < losses.size(); ++i) total = builder.emit("Add", {total, losses[i].value});
            entry.outputs.push_back({"loss", total});
            for (const ir::Output& loss : losses)
                if (losses.size() > 1) entry.outputs.push_back({"loss:" + loss.name, loss.value});
        }
        if (mode == ops::Mode::Train && losses.empty() && result_.diagnostics.empty())
            report({Severity::Error, "", "", "", "the graph has no loss", "add a CrossEntropyLoss and wire the scores and labels into it"});
    }

    void report_op_error(const Node& node, const ops::LayerDef& def, const Error& error) {
        report({Severity::Error, node.id, def.inputs.empty() ? "" : def.inputs[0].name, "", error.message, error.hint});
    }

    void note_port(const PortRef& port, ir::ValueId value, ops::PortKind kind) {
        result_.ports[port] = {result_.program[value].type, kind};
    }
    ops::PortKind kind_of(const PortRef& from, ops::PortKind fallback) const {
        const auto it = result_.ports.find(from);
        return it == result_.ports.end() ? fallback : it->second.kind;
    }
    static std::vector<std::string> names_of(const std::vector<ops::LayerPort>& ports) {
        std::vector<std::string> names;
        for (const ops::LayerPort& port : ports) names.push_back(port.name);
        return names;
    }
    /// Dataset has the outputs that the project's data set offers.
    std::vector<std::string> outputs_of(const ops::LayerDef& def) const {
        std::vector<std::string> names;
        if (def.role == ops::LayerRole::Dataset)
            for (const ops::DataSignature::Port& port : data_.ports) names.push_back(port.name);
        return names.empty() ? names_of(def.outputs) : names;
    }
    /// A port of unknown kind (ReLU's y) has the kind of the first input.
    ops::PortKind output_kind(const ops::LayerDef& def, const std::string& port, const std::map<std::string, ir::ValueId>& inputs, const NodeId& node) const {
        if (def.role == ops::LayerRole::Dataset)
            for (const ops::DataSignature::Port& p : data_.ports)
                if (p.name == port) return p.kind;
        const auto declared = std::find_if(def.outputs.begin(), def.outputs.end(), [&](const ops::LayerPort& p) { return p.name == port; });
        const ops::PortKind kind = declared == def.outputs.end() ? ops::PortKind::Unknown : declared->kind;
        return kind != ops::PortKind::Unknown || inputs.empty() ? kind : kind_of({node, def.inputs[0].name}, kind);
    }

    const Project& project_;
    const FlatGraph flat_;
    const GraphIndex index_;
    const ops::DataSignature& data_;
    const int64_t batch_;
    Expansion result_;
    std::set<NodeId> broken_;
};

}  // namespace

Expansion expand(const Project& project, const ops::DataSignature& data, int64_t batch, const std::vector<ops::Mode>& modes) {
    return Expander(project, data, batch).run(modes);
}

}  // namespace saddle::compile
