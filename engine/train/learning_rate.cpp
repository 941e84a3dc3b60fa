#include "engine/train/learning_rate.h"

#include <algorithm>
#include <cmath>
#include <numbers>

#include "engine/ops/layer_def.h"

namespace saddle::train {
namespace {

const ScheduleDef* find_schedule(const std::string& name) {
    for (const ScheduleDef& def : all_schedules())
        if (def.name == name) return &def;
    return nullptr;
}

double done(const Progress& at) { return std::min(1.0, double(at.step) / double(at.total)); }
double half_cosine(double from, double to, double part) { return to + (from - to) * 0.5 * (1 + std::cos(std::numbers::pi * part)); }

std::vector<ScheduleDef> make_schedules() {
    std::vector<ScheduleDef> list;
    list.push_back({"constant", "The same rate throughout.", "lr", {}, [](const Progress&, const Attributes&) { return 1.0; }});
    list.push_back({"step", "A fixed factor every few epochs.", "lr \\gamma^{\\lfloor e / k \\rfloor}",
                    {{"every_epochs", int64_t(10), "Every", "epochs between two drops", "epochs", 1, 1e9}, {"factor", 0.1, "Factor", "what the rate is multiplied by", "", 0, 1}},
                    [](const Progress& at, const Attributes& a) { return std::pow(a.real("factor"), double(int64_t(at.step) / at.per_epoch / a.integer("every_epochs"))); }});
    list.push_back({"exponential", "The same factor after every epoch, spread over its steps.", "lr \\gamma^e",
                    {{"factor", 0.95, "Factor", "of one epoch", "", 0.001, 1}},
                    [](const Progress& at, const Attributes& a) { return std::pow(a.real("factor"), double(at.step) / double(at.per_epoch)); }});
    list.push_back({"linear", "A straight line down to the end.", "lr (1 - t / T)",
                    {{"min_factor", 0.0, "End", "part of the rate that is left at the end", "", 0, 1}},
                    [](const Progress& at, const Attributes& a) { return 1 - (1 - a.real("min_factor")) * done(at); }});
    list.push_back({"cosine", "Half a cosine down to the end (Loshchilov and Hutter 2017).", "lr (1 + \\cos(\\pi t / T)) / 2",
                    {{"min_factor", 0.0, "End", "part of the rate that is left at the end", "", 0, 1}},
                    [](const Progress& at, const Attributes& a) { return half_cosine(1, a.real("min_factor"), done(at)); }});
    list.push_back({"one_cycle", "Up to the rate, then far below where it began (Smith and Topin 2018).", "lr / d \\to lr \\to lr / (d D)",
                    {{"rise", 0.3, "Rise", "part of the run that goes up", "", 0.01, 0.99}, {"start_divisor", 25.0, "Start", "the rate begins at this part", "", 1, 1e6},
                     {"end_divisor", 1e4, "End", "and ends at this part of where it began", "", 1, 1e9}},
                    [](const Progress& at, const Attributes& a) {
                        const double rise = a.real("rise"), start = 1 / a.real("start_divisor"), t = done(at);
                        return t < rise ? half_cosine(start, 1, t / rise) : half_cosine(1, start / a.real("end_divisor"), (t - rise) / (1 - rise));
                    }});
    list.push_back({"plateau", "Drops whenever the loss of some epochs was no better: of the validation samples or, where there are none, of the training ones.", "lr \\gamma^{n}",
                    {{"factor", 0.1, "Factor", "what the rate is multiplied by", "", 0, 1}, {"patience", int64_t(10), "Patience", "epochs without progress before a drop", "epochs", 0, 1e9},
                     {"threshold", 1e-4, "Threshold", "part of the best loss that counts as progress", "", 0, 1}, {"min_factor", 0.0, "End", "part of the rate that is always left", "", 0, 1}},
                    [](const Progress& at, const Attributes&) { return at.plateau; }});
    for (ScheduleDef& def : list) def.attributes.push_back({"warmup_steps", int64_t(0), "Warm-up", "steps over which the rate grows from nothing", "steps", 0, 1e9});
    return list;
}

}  // namespace

const std::vector<ScheduleDef>& all_schedules() {
    static const std::vector<ScheduleDef> list = make_schedules();
    return list;
}

double base_rate(const OptimizerConfig& optimizer) {
    const ops::OptimizerDef* def = ops::find_optimizer(optimizer.type);
    return optimizer.attributes.real("lr", def ? Attributes{{"lr", def->attributes.at(0).fallback}}.real("lr") : 0.01);
}

Result<double> learning_rate(const ScheduleConfig& schedule, double base, const Progress& at) {
    std::string names;
    for (const ScheduleDef& d : all_schedules()) names += (names.empty() ? "" : ", ") + d.name;
    const ScheduleDef* def = find_schedule(schedule.type);
    if (!def) return invalid("train.schedule.type: unknown schedule '" + schedule.type + "'", "use one of: " + names);
    Attributes all;
    for (const ops::AttributeDef& a : def->attributes) all[a.name] = a.fallback;
    for (const auto& [name, value] : schedule.attributes) {
        const auto it = std::find_if(def->attributes.begin(), def->attributes.end(), [&](const auto& a) { return a.name == name; });
        if (it == def->attributes.end()) return invalid("train.schedule." + name + ": the schedule '" + schedule.type + "' has no such attribute");
        const bool number = std::holds_alternative<int64_t>(value) || (std::holds_alternative<double>(value) && std::holds_alternative<double>(it->fallback));
        const double amount = Attributes{{name, value}}.real(name);
        if (!number || !(amount >= it->low && amount <= it->high))
            return invalid("train.schedule." + name + ": " + to_string(value) + " is not a " + (std::holds_alternative<int64_t>(it->fallback) ? "whole " : "") + "number of " +
                           to_string(AttributeValue(it->low)) + " to " + to_string(AttributeValue(it->high)), it->help);
        all[name] = value;
    }
    const double warmup = double(all.integer("warmup_steps"));
    return base * def->factor(at, all) * (warmup > 0 ? std::min(1.0, double(at.step + 1) / warmup) : 1.0);
}

Plateau after_epoch(const ScheduleConfig& schedule, Plateau plateau, double loss) {
    if (schedule.type != "plateau") return plateau;
    Attributes a;
    for (const ops::AttributeDef& def : find_schedule("plateau")->attributes) a[def.name] = def.fallback;
    for (const auto& [name, value] : schedule.attributes) a[name] = value;
    plateau.waited += 1;
    if (loss < plateau.best * (1 - a.real("threshold"))) {   // as PyTorch's ReduceLROnPlateau with a relative threshold
        plateau.best = loss;
        plateau.waited = 0;
    }
    if (plateau.waited > a.integer("patience")) {
        plateau.factor = std::max(a.real("min_factor"), plateau.factor * a.real("factor"));
        plateau.waited = 0;
    }
    return plateau;
}

}  // namespace saddle::train
