// Plain descent on a table of vectors moves only the rows that the batch looked up: their gradient is never spread over the
// table. Optimizers with states move every row at every step, as do clipping, decay and running means.
#include <algorithm>

#include "engine/compile/passes.h"
#include "engine/ops/term.h"

namespace saddle::compile {
namespace {

using ops::Term;

bool plain_descent(const TrainConfig& train) {
    if (train.objectives.size() != 1 || train.accumulate != 1 || train.clip_norm > 0 || train.clip_value > 0 || train.ema > 0) return false;
    const Objective& objective = train.objectives[0];
    const Attributes& a = objective.optimizer.attributes;
    return objective.optimizer.type == "SGD" && objective.optimizer.groups.empty() && objective.every == 1 && a.real("momentum") == 0 && a.real("weight_decay") == 0;
}

/// The instruction that adds rows to a table of zeros and makes `value`; nullptr where another does.
const ir::Instruction* rows_added(const ir::Program& program, const ir::EntryPoint& entry, ir::ValueId value) {
    const auto made = [&](ir::ValueId id) -> const ir::Instruction* {
        const auto it = std::find_if(entry.body.begin(), entry.body.end(), [&](const ir::Instruction& i) { return !i.outputs.empty() && i.outputs[0] == id; });
        return it == entry.body.end() ? nullptr : &*it;
    };
    const ir::Instruction* scatter = made(value);
    if (!scatter || scatter->op != "ScatterRows" || scatter->attributes.text("reduction") != "add") return nullptr;
    const ir::Instruction* zeros = made(scatter->inputs[0]);
    const bool empty = zeros && zeros->op == "Expand" && program[zeros->inputs[0]].kind == ir::ValueKind::Constant && program[zeros->inputs[0]].constant == 0;
    return empty ? scatter : nullptr;
}

}  // namespace

Status update_rows(ir::Program& program, const TrainConfig& train) {
    if (!plain_descent(train)) return {};
    ir::EntryPoint& entry = *program.entry("train");
    TRY(const auto owner, owners(program, train));
    ops::Builder b(program, entry);
    b.phase = ir::Phase::Update;
    for (const auto& [parameter, objective] : owner) {
        const auto output = std::find_if(entry.outputs.begin(), entry.outputs.end(), [&, id = parameter](const ir::Output& o) { return o.name == std::string(kGradient) + program[id].name; });
        const ir::Instruction* scatter = output == entry.outputs.end() ? nullptr : rows_added(program, entry, output->value);
        if (!scatter) continue;
        const ir::ValueId places = scatter->inputs[1], rows = scatter->inputs[2];
        b.node = program[parameter].node;
        const Term moved = Term(b, rows) * -Term(b, b.step("lr"));
        const ir::ValueId table = b.emit("ScatterRows", {parameter, places, moved}, {{"reduction", std::string("add")}, {"in_place", true}});
        entry.outputs.erase(output);   // what it would be has no place in memory
        entry.assigns.push_back({parameter, table});
    }
    if (b.error) return *b.error;
    return {};
}

}  // namespace saddle::compile
