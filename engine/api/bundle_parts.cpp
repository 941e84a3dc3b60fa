#include "engine/api/bundle_parts.h"

#include <algorithm>
#include <cmath>
#include <nlohmann/json.hpp>
#include <utility>

namespace saddle::api {
namespace {

using Ordered = nlohmann::ordered_json;
using store::KernelRow;
using store::RunRow;

constexpr uint64_t kVersion = 1;
constexpr int kDepth = 8;
constexpr std::pair<const char*, std::string RunRow::*> kTexts[] = {
    {"name", &RunRow::name}, {"status", &RunRow::status}, {"message", &RunRow::message}, {"data", &RunRow::data_name}, {"data_hash", &RunRow::data_hash}, {"device", &RunRow::device}, {"driver", &RunRow::driver},
    {"version", &RunRow::engine_version}, {"started", &RunRow::started}, {"ended", &RunRow::ended}, {"note", &RunRow::note}, {"forked_from", &RunRow::forked_from}};
constexpr std::pair<const char*, std::string KernelRow::*> kKernelTexts[] = {{"kernel", &KernelRow::kernel}, {"source", &KernelRow::source}, {"node", &KernelRow::node}, {"phase", &KernelRow::phase}, {"bound", &KernelRow::bound}};
constexpr std::pair<const char*, double KernelRow::*> kKernelNumbers[] = {{"ms", &KernelRow::ms}, {"flops", &KernelRow::flops}, {"bytes", &KernelRow::bytes}, {"gflops", &KernelRow::gflops},
    {"gbytes_per_s", &KernelRow::gbytes_per_s}, {"percent_of_roofline", &KernelRow::percent_of_roofline}};

Ordered spelled(double value) { return std::isfinite(value) ? Ordered(value) : Ordered(std::isnan(value) ? "NaN" : value > 0 ? "Infinity" : "-Infinity"); }
template <class Map>
Ordered spelled_map(const Map& values) {
    Ordered object = Ordered::object();
    for (const auto& [name, value] : values) object[name] = spelled(value);
    return object;
}
std::string written(const Ordered& json, int indent) { return json.dump(indent, ' ', false, Ordered::error_handler_t::replace) + "\n"; }

struct Wrong { std::string what; };   // thrown and caught here

const Ordered& field(const Ordered& object, const std::string& name) {
    if (!object.is_object()) throw Wrong{"it should be an object"};
    const auto it = object.find(name);
    if (it == object.end()) throw Wrong{"'" + name + "' is missing"};
    return *it;
}
/// Terminals show them: nothing that would steer one.
std::string text_of(const Ordered& value, const std::string& name) {
    if (!value.is_string()) throw Wrong{"'" + name + "' should be a text"};
    const auto& text = value.get_ref<const std::string&>();
    if (std::any_of(text.begin(), text.end(), [](char c) { return (uint8_t(c) < ' ' && c != '\n' && c != '\t') || c == 127; })) throw Wrong{"'" + name + "' has control characters"};
    return text;
}
std::string text(const Ordered& object, const std::string& name) { return text_of(field(object, name), name); }
/// That fits into the store's signed 64 bits.
uint64_t whole_of(const Ordered& value, const std::string& name) {
    if (!value.is_number_unsigned() || value.get<uint64_t>() > uint64_t(INT64_MAX)) throw Wrong{"'" + name + "' should be a whole number"};
    return value.get<uint64_t>();
}
uint64_t whole(const Ordered& object, const std::string& name) { return whole_of(field(object, name), name); }
double real_of(const Ordered& value, const std::string& name) {
    if (value.is_number()) return value.get<double>();
    for (const auto& [word, meant] : {std::pair("NaN", double(NAN)), std::pair("Infinity", double(INFINITY)), std::pair("-Infinity", -double(INFINITY))})
        if (value == word) return meant;
    throw Wrong{"'" + name + "' should be a number"};
}
double real(const Ordered& object, const std::string& name) { return real_of(field(object, name), name); }
const Ordered& list(const Ordered& object, const std::string& name) {
    const Ordered& value = field(object, name);
    if (!value.is_array()) throw Wrong{"'" + name + "' should be a list"};
    return value;
}
std::map<std::string, double> numbers(const Ordered& object, const std::string& name) {
    std::map<std::string, double> values;
    const Ordered& value = field(object, name);
    if (!value.is_object()) throw Wrong{"'" + name + "' should be an object"};
    for (const auto& [key, number] : value.items()) values[text_of(key, name)] = real_of(number, key);
    return values;
}

template <class Read>
Status parse(const std::string& part, const std::string& text, const Read& read) {
    try {
        bool deep = false;
        const Ordered json = Ordered::parse(text, [&](int depth, Ordered::parse_event_t, Ordered&) { return !(deep |= depth > kDepth); });
        if (deep) throw Wrong{"it is too deep"};
        return read(json);
    } catch (const Wrong& wrong) {
        return invalid(part + ": " + wrong.what);
    } catch (const Ordered::exception& e) {
        return invalid(part + " cannot be read (" + e.what() + ")");
    }
}

bool is_run_id(const std::string& id) {
    constexpr std::string_view kForm = "00000000-000000-ffff";
    return id.size() == kForm.size() && std::equal(id.begin(), id.end(), kForm.begin(), [](char c, char form) {
               return form == '-' ? c == '-' : (c >= '0' && c <= '9') || (form == 'f' && c >= 'a' && c <= 'f');
           });
}

}  // namespace

std::string run_json(const WholeRun& run) {
    Ordered json{{"saddlepoint_run", kVersion}, {"run", run.row.id}};
    for (const auto& [name, field] : kTexts) json[name] = run.row.*field;
    json["forked_step"] = run.row.forked_step;
    json["seed"] = run.row.seed;
    json["steps"] = run.row.steps;
    json["epochs"] = run.row.epochs;
    json["parameters"] = run.row.parameters;
    json["seconds"] = spelled(run.row.seconds);
    json["best"] = spelled_map(run.row.best);
    json["tags"] = run.row.tags;
    json["resumed"] = Ordered::array();
    for (const store::ResumptionRow& each : run.resumptions) json["resumed"].push_back({{"step", each.step}, {"at", each.at}});
    if (run.checkpoint) json["checkpoint"] = {{"step", run.checkpoint->step}, {"created", run.checkpoint->created}, {"best", spelled_map(run.checkpoint->metrics)}};
    return written(json, 1);
}

std::string curves_json(const std::vector<store::Curve>& curves) {
    Ordered json = Ordered::array();
    for (const store::Curve& curve : curves) {
        Ordered one{{"name", curve.name}, {"steps", curve.steps}, {"values", Ordered::array()}, {"seconds", Ordered::array()}};
        for (const double value : curve.values) one["values"].push_back(spelled(value));
        for (const double value : curve.seconds) one["seconds"].push_back(spelled(value));
        json.push_back(std::move(one));
    }
    return written(json, -1);
}

std::string kernels_json(const std::vector<KernelRow>& kernels) {
    Ordered json = Ordered::array();
    for (const KernelRow& kernel : kernels) {
        Ordered one{{"calls", kernel.calls}};
        for (const auto& [name, field] : kKernelTexts) one[name] = kernel.*field;
        for (const auto& [name, field] : kKernelNumbers) one[name] = spelled(kernel.*field);
        json.push_back(std::move(one));
    }
    return written(json, 1);
}

Status read_run_json(const std::string& content, WholeRun& run) {
    return parse("run.json", content, [&](const Ordered& json) -> Status {
        if (const uint64_t version = whole(json, "saddlepoint_run"); version != kVersion)
            return Error{ErrorKind::Incompatible, "it was written by a newer version (bundle version " + std::to_string(version) + ", this program knows " + std::to_string(kVersion) + ")", "use the newer program", {}};
        run.row.id = text(json, "run");
        if (!is_run_id(run.row.id)) throw Wrong{"'" + run.row.id + "' is no id of a run"};
        for (const auto& [name, field] : kTexts) run.row.*field = text(json, name);
        run.row.forked_step = whole(json, "forked_step");
        // A seed has all 64 bits.
        if (!field(json, "seed").is_number_unsigned()) throw Wrong{"'seed' should be a whole number"};
        run.row.seed = field(json, "seed").get<uint64_t>();
        run.row.steps = whole(json, "steps");
        run.row.epochs = int64_t(whole(json, "epochs"));
        run.row.parameters = int64_t(whole(json, "parameters"));
        run.row.seconds = real(json, "seconds");
        run.row.best = numbers(json, "best");
        for (const Ordered& tag : list(json, "tags")) run.row.tags.insert(text_of(tag, "tags"));
        for (const Ordered& each : list(json, "resumed")) run.resumptions.push_back({whole(each, "step"), text(each, "at")});
        if (json.contains("checkpoint")) {
            const Ordered& point = json["checkpoint"];
            run.checkpoint = store::CheckpointRow{whole(point, "step"), "", "", 0, text(point, "created"), numbers(point, "best")};
        }
        return {};
    });
}

Status read_curves_json(const std::string& content, WholeRun& run) {
    return parse("curves.json", content, [&](const Ordered& json) -> Status {
        if (!json.is_array()) throw Wrong{"it should be a list"};
        for (const Ordered& one : json) {
            store::Curve curve{text(one, "name"), {}, {}, {}};
            for (const Ordered& step : list(one, "steps")) curve.steps.push_back(whole_of(step, "steps"));
            for (const Ordered& value : list(one, "values")) curve.values.push_back(real_of(value, curve.name));
            for (const Ordered& value : list(one, "seconds")) curve.seconds.push_back(real_of(value, "seconds"));
            if (curve.values.size() != curve.steps.size() || curve.seconds.size() != curve.steps.size()) throw Wrong{"'" + curve.name + "' has steps, values and seconds of other numbers"};
            run.curves.push_back(std::move(curve));
        }
        return {};
    });
}

Status read_kernels_json(const std::string& content, WholeRun& run) {
    return parse("kernels.json", content, [&](const Ordered& json) -> Status {
        if (!json.is_array()) throw Wrong{"it should be a list"};
        for (const Ordered& one : json) {
            KernelRow kernel;
            kernel.calls = int(std::min<uint64_t>(whole(one, "calls"), INT32_MAX));
            for (const auto& [name, field] : kKernelTexts) kernel.*field = text(one, name);
            for (const auto& [name, field] : kKernelNumbers) kernel.*field = real(one, name);
            run.kernels.push_back(std::move(kernel));
        }
        return {};
    });
}

}  // namespace saddle::api
