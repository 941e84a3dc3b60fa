#include "engine/ir/program.h"

#include <algorithm>

namespace saddle::ir {

const std::vector<std::string>& initializer_schemes() {
    static const std::vector<std::string> names{"pytorch", "xavier_uniform", "xavier_normal", "he_uniform", "he_normal", "lecun_uniform", "lecun_normal", "truncated_normal", "orthogonal", "normal", "uniform", "constant", "zeros"};
    return names;
}


const char* name(Phase phase) { return phase == Phase::Forward ? "forward" : phase == Phase::Backward ? "backward" : "update"; }

const char* name(ValueKind kind) {
    switch (kind) {
        case ValueKind::Input: return "input";
        case ValueKind::Parameter: return "parameter";
        case ValueKind::State: return "state";
        case ValueKind::Step: return "step";
        case ValueKind::Constant: return "constant";
        case ValueKind::Temporary: return "temporary";
    }
    return "?";
}

std::optional<ValueId> EntryPoint::output(const std::string& wanted) const {
    for (const Output& output : outputs)
        if (output.name == wanted) return output.value;
    return std::nullopt;
}

ValueId Program::add(Value value) {
    const ValueId id{int32_t(values.size())};
    if (value.kind == ValueKind::Parameter || value.kind == ValueKind::State || value.kind == ValueKind::Step) named_.emplace(std::pair(value.kind, value.name), id);
    values.push_back(std::move(value));
    return id;
}

std::optional<ValueId> Program::find(ValueKind kind, const std::string& name) const {
    const auto it = named_.find({kind, name});
    return it == named_.end() ? std::nullopt : std::optional(it->second);
}

EntryPoint* Program::entry(const std::string& wanted) {
    return const_cast<EntryPoint*>(std::as_const(*this).entry(wanted));
}

const EntryPoint* Program::entry(const std::string& wanted) const {
    const auto it = std::find_if(entries.begin(), entries.end(), [&](const EntryPoint& e) { return e.name == wanted; });
    return it == entries.end() ? nullptr : &*it;
}

std::vector<ValueId> Program::of_kind(ValueKind kind) const {
    std::vector<ValueId> ids;
    for (size_t i = 0; i < values.size(); ++i)
        if (values[i].kind == kind) ids.push_back({int32_t(i)});
    return ids;
}

namespace {

std::string text_of(const Program& program, ValueId id) {
    if (!id.present()) return "-";
    const Value& value = program[id];
    if (value.kind == ValueKind::Constant) return to_string(AttributeValue(value.constant));
    if (value.kind != ValueKind::Temporary) return value.name;
    return "%" + std::to_string(id.index);
}

std::string text_of(const Program& program, const Instruction& instruction) {
    std::string text;
    for (const ValueId id : instruction.outputs)
        text += (text.empty() ? "" : ", ") + text_of(program, id) + " " + to_string(program[id].type) + (program[id].batched ? "*" : "");
    text += (text.empty() ? "" : " = ") + instruction.op + "(";
    for (size_t i = 0; i < instruction.inputs.size(); ++i) text += (i ? ", " : "") + text_of(program, instruction.inputs[i]);
    text += ")";
    for (const auto& [attribute, value] : instruction.attributes) text += " " + attribute + "=" + to_string(value);
    return text + "  ; " + instruction.node + " " + name(instruction.phase);
}

}  // namespace

std::string dump(const Program& program) {
    std::string text;
    for (const ValueKind kind : {ValueKind::Parameter, ValueKind::State})
        for (const ValueId id : program.of_kind(kind)) text += std::string(name(kind)) + " " + program[id].name + " " + to_string(program[id].type) + "\n";
    for (const EntryPoint& entry : program.entries) {
        text += "entry " + entry.name + "(";
        for (size_t i = 0; i < entry.inputs.size(); ++i)
            text += (i ? ", " : "") + program[entry.inputs[i]].name + " " + to_string(program[entry.inputs[i]].type);
        text += ")\n";
        for (const Instruction& instruction : entry.body) text += "  " + text_of(program, instruction) + "\n";
        for (const Output& output : entry.outputs) text += "  output " + output.name + " = " + text_of(program, output.value) + "\n";
        for (const EntryPoint::Assign& assign : entry.assigns) text += "  assign " + program[assign.to].name + " = " + text_of(program, assign.from) + "\n";
    }
    return text;
}

Status verify(const Program& program) {
    const auto broken = [&](const EntryPoint& entry, const std::string& what) {
        return Error{ErrorKind::Internal, "the program's entry '" + entry.name + "' is not well-formed: " + what, "", {}};
    };
    const auto exists = [&](ValueId id) { return id.index >= 0 && size_t(id.index) < program.values.size(); };
    for (const EntryPoint& entry : program.entries) {
        std::vector<bool> defined(program.values.size(), false);
        for (size_t i = 0; i < defined.size(); ++i)
            defined[i] = program.values[i].kind != ValueKind::Temporary && program.values[i].kind != ValueKind::Input;
        for (const ValueId id : entry.inputs) {
            if (!exists(id) || program[id].kind != ValueKind::Input) return broken(entry, "an input is not of kind input");
            defined[size_t(id.index)] = true;
        }
        for (const Instruction& instruction : entry.body) {
            for (const ValueId id : instruction.inputs)
                if (id.present() && (!exists(id) || !defined[size_t(id.index)]))
                    return broken(entry, "a value is used before it is made in " + text_of(program, instruction));
            for (const ValueId id : instruction.outputs) {
                if (!exists(id) || program[id].kind != ValueKind::Temporary) return broken(entry, "an output is not a temporary in " + text_of(program, instruction));
                if (defined[size_t(id.index)]) return broken(entry, "a value is made twice in " + text_of(program, instruction));
                defined[size_t(id.index)] = true;
            }
            if (instruction.node.empty()) return broken(entry, "no provenance in " + text_of(program, instruction));
        }
        for (const Output& output : entry.outputs)
            if (!exists(output.value) || !defined[size_t(output.value.index)]) return broken(entry, "output '" + output.name + "' is never made");
        for (const EntryPoint::Assign& assign : entry.assigns)
            if (!exists(assign.from) || !defined[size_t(assign.from.index)] || !exists(assign.to) || (program[assign.to].kind != ValueKind::State && program[assign.to].kind != ValueKind::Parameter))
                return broken(entry, "an assignment is not of a made value to a state or parameter");
    }
    return {};
}

}  // namespace saddle::ir
