#include <algorithm>
#include <filesystem>
#include <nlohmann/json.hpp>
#include <set>

#include "engine/core/file.h"
#include "engine/graph/project_reading.h"

namespace saddle {
namespace {

using Json = nlohmann::ordered_json;

Json to_json(const AttributeValue& value) {
    return std::visit([](const auto& v) { return Json(v); }, value);
}
Json to_json(const Attributes& attributes) {
    Json json = Json::object();
    for (const auto& [name, value] : attributes) json[name] = to_json(value);
    return json;
}
Json to_json(const OptimizerConfig& optimizer) {
    Json json{{"type", optimizer.type}};
    for (const auto& [name, value] : optimizer.attributes) json[name] = to_json(value);
    for (const ParameterGroup& group : optimizer.groups) {
        Json fields{{"parameters", group.parameters}};
        for (const auto& [name, value] : group.attributes) fields[name] = to_json(value);
        json["groups"].push_back(std::move(fields));
    }
    return json;
}
std::string port_text(const PortRef& port) { return port.node + "." + port.port; }

/// What leaves a reading that is not wanted any more; read_project catches it.
struct Stopped {};

struct Reading {
    const Cancellation& stop;
    std::optional<Error> error;

    void go_on() const {
        if (stop.cancelled()) throw Stopped();
    }
};

/// Walks JSON with the path of where it is, so that every error names its field. The first error is kept.
class Reader {
public:
    Reader(const Json& json, std::string path, Reading& reading) : json_(json), path_(std::move(path)), reading_(reading) {}

    bool is_object() {
        if (!json_.is_object()) fail("expected an object, got " + std::string(json_.type_name()));
        return json_.is_object();
    }
    bool has(const char* key) const { return json_.is_object() && json_.contains(key); }
    Reader operator[](const std::string& key) const { return {json_.at(key), path_.empty() ? key : path_ + "." + key, reading_}; }
    Reader operator[](size_t index) const {
        reading_.go_on();
        return {json_.at(index), path_ + "[" + std::to_string(index) + "]", reading_};
    }
    size_t array_size() {
        if (!json_.is_array()) fail("expected a list, got " + std::string(json_.type_name()));
        return json_.is_array() ? json_.size() : 0;
    }
    void known(std::initializer_list<const char*> keys) {
        std::string list;
        for (const char* key : keys) list += (list.empty() ? "" : ", ") + std::string(key);
        for (const auto& [key, value] : json_.items())
            if (std::none_of(keys.begin(), keys.end(), [&](const char* k) { return key == k; }))
                return fail("unknown field '" + key + "'", "known fields: " + list);
    }
    void read(std::string& out) {
        if (json_.is_string()) out = json_.get<std::string>();
        else fail("expected text, got " + std::string(json_.type_name()));
    }
    void read(int64_t& out) {
        if (json_.is_number_integer()) out = json_.get<int64_t>();
        else fail("expected a whole number, got " + std::string(json_.type_name()));
    }
    void read(uint64_t& out) {
        if (json_.is_number_unsigned()) out = json_.get<uint64_t>();
        else fail("expected a whole number >= 0");
    }
    void read(double& out) {
        if (json_.is_number()) out = json_.get<double>();
        else fail("expected a number, got " + std::string(json_.type_name()));
    }
    void read(bool& out) {
        if (json_.is_boolean()) out = json_.get<bool>();
        else fail("expected true or false, got " + std::string(json_.type_name()));
    }
    void read(AttributeValue& out) {
        if (json_.is_boolean()) out = json_.get<bool>();
        else if (json_.is_number_integer()) out = json_.get<int64_t>();
        else if (json_.is_number()) out = json_.get<double>();
        else if (json_.is_string()) out = json_.get<std::string>();
        else if (json_.is_array() && std::all_of(json_.begin(), json_.end(), [](const Json& j) { return j.is_number_integer(); })) out = json_.get<std::vector<int64_t>>();
        else if (json_.is_array() && std::all_of(json_.begin(), json_.end(), [](const Json& j) { return j.is_number(); })) out = json_.get<std::vector<double>>();
        else fail("expected a number, text, true, false or a list of numbers");
    }
    void read(Attributes& out, std::initializer_list<const char*> except = {}) {
        if (!is_object()) return;
        for (const auto& [key, value] : json_.items())
            if (std::none_of(except.begin(), except.end(), [&](const char* k) { return key == k; })) (*this)[key].read(out[key]);
    }
    void read(PortRef& out) {
        std::string text;
        read(text);
        const size_t dot = text.rfind('.');
        if (reading_.error) return;
        if (dot == std::string::npos || dot == 0 || dot + 1 == text.size()) return fail("'" + text + "' is not a port", "write node.port, e.g. \"conv1.x\"");
        out = {text.substr(0, dot), text.substr(dot + 1)};
    }
    template <class T>
    void maybe(const char* key, T& out) {
        if (has(key)) (*this)[key].read(out);
    }
    template <class T>
    void need(const char* key, T& out) {
        if (!has(key)) return fail("the field '" + std::string(key) + "' is missing");
        (*this)[key].read(out);
    }
    void fail(const std::string& text, const std::string& hint = {}) {
        if (!reading_.error) reading_.error = Error{ErrorKind::Invalid, (path_.empty() ? "" : path_ + ": ") + text, hint, {}};
    }

private:
    const Json& json_;
    std::string path_;
    Reading& reading_;
};

std::filesystem::path folder_of(const std::string& path) { return std::filesystem::absolute(path).parent_path(); }

void read_optimizer(Reader r, OptimizerConfig& out) {
    if (!r.is_object()) return;
    r.need("type", out.type);
    r.read(out.attributes, {"type", "groups"});
    if (!r.has("groups")) return;
    Reader list = r["groups"];
    for (size_t i = 0, n = list.array_size(); i < n; ++i) {
        ParameterGroup group;
        if (!list[i].is_object()) return;
        list[i].need("parameters", group.parameters);
        list[i].read(group.attributes, {"parameters"});
        out.groups.push_back(std::move(group));
    }
}

void read_train(Reader r, TrainConfig& out) {
    if (!r.is_object()) return;
    r.known({"batch_size", "epochs", "seed", "shuffle", "optimizer", "objectives", "schedule", "initializer", "weights", "checkpoint_every_epochs", "checkpoint_every_steps", "keep_megabytes", "accumulate", "clip_norm", "clip_value", "ema"});
    r.maybe("batch_size", out.batch_size);
    r.maybe("epochs", out.epochs);
    r.maybe("seed", out.seed);
    r.maybe("shuffle", out.shuffle);
    r.maybe("initializer", out.initializer);
    r.maybe("weights", out.weights);
    r.maybe("checkpoint_every_epochs", out.checkpoint_every_epochs);
    r.maybe("checkpoint_every_steps", out.checkpoint_every_steps);
    r.maybe("keep_megabytes", out.keep_megabytes);
    r.maybe("accumulate", out.accumulate);
    for (const auto& [key, field] : {std::pair("clip_norm", &out.clip_norm), std::pair("clip_value", &out.clip_value), std::pair("ema", &out.ema)}) r.maybe(key, *field);
    if (r.has("optimizer") && r.has("objectives")) return r.fail("has both 'optimizer' and 'objectives'", "keep one of them");
    if (r.has("optimizer")) read_optimizer(r["optimizer"], out.objectives[0].optimizer);
    if (r.has("objectives")) {
        out.objectives.clear();
        Reader list = r["objectives"];
        for (size_t i = 0, n = list.array_size(); i < n; ++i) {
            Reader o = list[i];
            if (!o.is_object()) return;
            o.known({"loss", "parameters", "optimizer", "every"});
            Objective objective;
            if (o.has("loss")) o["loss"].read(objective.loss);
            o.maybe("parameters", objective.parameters);
            o.maybe("every", objective.every);
            if (o.has("optimizer")) read_optimizer(o["optimizer"], objective.optimizer);
            out.objectives.push_back(std::move(objective));
        }
        if (out.objectives.empty()) list.fail("needs at least one objective");
    }
    if (r.has("schedule")) {
        Reader s = r["schedule"];
        if (!s.is_object()) return;
        s.need("type", out.schedule.type);
        s.read(out.schedule.attributes, {"type"});
    }
}

void read_notes(Reader list, Sketch& out) {
    for (size_t i = 0, n = list.array_size(); i < n; ++i) {
        Reader item = list[i];
        if (!item.is_object()) return;
        item.known({"id", "frame", "text", "x", "y", "width", "height"});
        Note note;
        item.need("id", note.id);
        item.maybe("frame", note.frame);
        item.need("text", note.text);
        item.maybe("x", note.x);
        item.maybe("y", note.y);
        item.need("width", note.width);
        item.need("height", note.height);
        if (note.width < 0 || note.height < 0) return item.fail("a width or height is less than 0");
        if (note.id.find(':') == std::string::npos || out.note(note.id)) return item.fail("'" + note.id + "' cannot be the name of a note", "number them: \"note:1\", \"note:2\"");
        out.notes.push_back(std::move(note));
    }
}

void read_graph(Reader r, Graph& out, Sketch& sketch) {
    if (!r.is_object()) return;
    r.known({"nodes", "edges", "notes"});
    std::set<NodeId> ids;
    std::set<PortRef> taken;   // inputs that have their wire
    if (r.has("nodes")) {
        Reader list = r["nodes"];
        for (size_t i = 0, n = list.array_size(); i < n; ++i) {
            Reader item = list[i];
            if (!item.is_object()) return;
            item.known({"id", "layer", "attributes", "x", "y", "bypassed", "expanded"});
            Node node;
            item.need("id", node.id);
            item.need("layer", node.layer);
            if (item.has("attributes")) item["attributes"].read(node.attributes);
            item.maybe("x", node.x);
            item.maybe("y", node.y);
            item.maybe("bypassed", node.bypassed);
            bool expanded = false;
            item.maybe("expanded", expanded);
            if (expanded) sketch.expanded.insert(node.id);
            if (!ids.insert(node.id).second) return item.fail("a second node is called '" + node.id + "'", "names are unique");
            if (node.id.empty() || node.id.find_first_of(".:") != std::string::npos) return item.fail("'" + node.id + "' cannot be a name", "use letters, digits, - and _");
            out.nodes.push_back(std::move(node));
        }
    }
    if (r.has("edges")) {
        Reader list = r["edges"];
        for (size_t i = 0, n = list.array_size(); i < n; ++i) {
            Reader item = list[i];
            if (item.array_size() != 2) return item.fail("expected [\"node.port\", \"node.port\"]");
            Edge edge;
            item[0].read(edge.from);
            item[1].read(edge.to);
            for (const PortRef* end : {&edge.from, &edge.to})
                if (!ids.count(end->node)) return item.fail("there is no node '" + end->node + "'");
            if (!taken.insert(edge.to).second) return item.fail(port_text(edge.to) + " has a wire already", "an input takes one wire");
            out.edges.push_back(std::move(edge));
        }
    }
    if (r.has("notes")) read_notes(r["notes"], sketch);
}

void read_composites(Reader list, std::vector<Composite>& out) {
    for (size_t i = 0, n = list.array_size(); i < n; ++i) {
        Reader item = list[i];
        if (!item.is_object()) return;
        item.known({"name", "description", "attributes", "graph"});
        Composite composite;
        item.need("name", composite.name);
        item.maybe("description", composite.description);
        if (item.has("attributes")) item["attributes"].read(composite.attributes);
        if (item.has("graph")) read_graph(item["graph"], composite.graph, composite.sketch);
        if (std::any_of(out.begin(), out.end(), [&](const Composite& c) { return c.name == composite.name; }))
            return item.fail("a second composite is called '" + composite.name + "'", "names are unique");
        out.push_back(std::move(composite));
    }
}

Json to_json(const Graph& graph, const Sketch& sketch) {
    Json nodes = Json::array(), edges = Json::array();
    for (const Node& node : graph.nodes) {
        Json json{{"id", node.id}, {"layer", node.layer}};
        if (!node.attributes.empty()) json["attributes"] = to_json(node.attributes);
        json["x"] = node.x;
        json["y"] = node.y;
        if (node.bypassed) json["bypassed"] = true;
        if (sketch.expanded.count(node.id)) json["expanded"] = true;
        nodes.push_back(std::move(json));
    }
    for (const Edge& edge : graph.edges) edges.push_back({port_text(edge.from), port_text(edge.to)});
    Json json{{"nodes", nodes}, {"edges", edges}};
    for (const Note& note : sketch.notes) {
        Json fields{{"id", note.id}, {"text", note.text}, {"x", note.x}, {"y", note.y}, {"width", note.width}, {"height", note.height}};
        if (note.frame) fields["frame"] = true;
        json["notes"].push_back(std::move(fields));
    }
    return json;
}

}  // namespace

std::vector<std::string> Composite::ports(const std::string& layer) const {
    std::vector<std::string> names;
    for (const Node& node : graph.nodes)
        if (node.layer == layer) names.push_back(node.id);
    return names;
}

const Composite* Project::composite(const std::string& layer) const {
    const auto it = std::find_if(composites.begin(), composites.end(), [&](const Composite& c) { return c.name == layer; });
    return it == composites.end() ? nullptr : &*it;
}

const Note* Sketch::note(const NodeId& id) const {
    const auto it = std::find_if(notes.begin(), notes.end(), [&](const Note& n) { return n.id == id; });
    return it == notes.end() ? nullptr : &*it;
}

Note* Sketch::note(const NodeId& id) { return const_cast<Note*>(std::as_const(*this).note(id)); }

Composite* Project::composite(const std::string& layer) { return const_cast<Composite*>(std::as_const(*this).composite(layer)); }

bool Project::contains(const std::string& layer, const std::string& inner) const {
    std::vector<std::string> open{layer}, seen;
    while (!open.empty()) {
        const std::string name = std::move(open.back());
        open.pop_back();
        if (name == inner) return true;
        const Composite* holder = composite(name);
        if (!holder || std::count(seen.begin(), seen.end(), name)) continue;
        seen.push_back(name);
        for (const Node& node : holder->graph.nodes) open.push_back(node.layer);
    }
    return false;
}

std::string write_project(const Project& project) {
    Json train{{"batch_size", project.train.batch_size}, {"epochs", project.train.epochs}, {"seed", project.train.seed}, {"shuffle", project.train.shuffle}};
    const std::vector<Objective>& objectives = project.train.objectives;
    const Objective plain{{}, "*", objectives.at(0).optimizer, 1};
    if (objectives.size() == 1 && objectives[0] == plain) {
        train["optimizer"] = to_json(objectives[0].optimizer);
    } else {
        train["objectives"] = Json::array();
        for (const Objective& o : objectives) {
            Json json = Json::object();
            if (!o.loss.node.empty()) json["loss"] = port_text(o.loss);
            json["parameters"] = o.parameters;
            json["every"] = o.every;
            json["optimizer"] = to_json(o.optimizer);
            train["objectives"].push_back(std::move(json));
        }
    }
    train["schedule"] = Json{{"type", project.train.schedule.type}};
    for (const auto& [name, value] : project.train.schedule.attributes) train["schedule"][name] = to_json(value);
    train["initializer"] = project.train.initializer;
    if (!project.train.weights.empty()) train["weights"] = project.train.weights;
    train["checkpoint_every_epochs"] = project.train.checkpoint_every_epochs;
    if (project.train.checkpoint_every_steps != 0) train["checkpoint_every_steps"] = project.train.checkpoint_every_steps;
    if (project.train.keep_megabytes != TrainConfig().keep_megabytes) train["keep_megabytes"] = project.train.keep_megabytes;
    if (project.train.accumulate != 1) train["accumulate"] = project.train.accumulate;
    for (const auto& [key, value] : {std::pair("clip_norm", project.train.clip_norm), std::pair("clip_value", project.train.clip_value), std::pair("ema", project.train.ema)})
        if (value != 0) train[key] = value;

    Json data{{"loader", project.data.loader}, {"set", project.data.set}};
    if (!project.data.path.empty()) data["path"] = project.data.path;
    if (!project.data.options.empty()) data["options"] = to_json(project.data.options);

    Json json{{"saddlepoint", kProjectVersion}, {"name", project.name}, {"description", project.description}, {"data", data}, {"train", train}};
    for (const Composite& c : project.composites)
        json["composites"].push_back({{"name", c.name}, {"description", c.description}, {"attributes", to_json(c.attributes)}, {"graph", to_json(c.graph, c.sketch)}});
    json["graph"] = to_json(project.graph, project.sketch);
    return json.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

namespace {

Result<Project> read(const std::string& text, const std::string& source, const Cancellation& stop) {
    constexpr size_t kLimit = 64 << 20;
    constexpr int kDepth = 32;
    const auto named = [&](Error error) {
        error.message = source + ": " + error.message;
        return error;
    };
    if (text.size() > kLimit) return named(invalid("has " + std::to_string(text.size()) + " bytes, more than a project may have"));
    Json json;
    Reading reading{stop, {}};
    try {
        bool deep = false;
        json = Json::parse(text, [&](int depth, Json::parse_event_t, Json&) {
            reading.go_on();
            return !(deep |= depth > kDepth);
        });
        if (deep) return named(invalid("is nested deeper than " + std::to_string(kDepth) + " levels"));
    } catch (const Json::parse_error& e) {
        size_t line = 1, column = 1;
        for (size_t i = 0; i + 1 < e.byte && i < text.size(); ++i) {
            column = text[i] == '\n' ? 1 : column + 1;
            line += text[i] == '\n';
        }
        return named(invalid("not valid JSON at line " + std::to_string(line) + ", column " + std::to_string(column),
                             "the file is damaged or was edited by hand; look there for a missing comma or bracket"));
    }
    std::optional<Error>& error = reading.error;
    Reader r(json, "", reading);
    Project project;
    if (r.is_object()) {
        int64_t version = 0;
        r.need("saddlepoint", version);
        if (!error && version > kProjectVersion)
            return named(invalid("is of project version " + std::to_string(version) + "; this program reads up to " + std::to_string(kProjectVersion), "open it with a newer version"));
        if (!error && version < 1) return named(invalid("'saddlepoint' must be a version from 1, got " + std::to_string(version)));
        if (!error) r.known({"saddlepoint", "name", "description", "data", "train", "composites", "graph"});
        r.maybe("name", project.name);
        r.maybe("description", project.description);
        if (r.has("data")) {
            Reader data = r["data"];
            if (data.is_object()) {
                data.known({"loader", "set", "path", "options"});
                data.maybe("loader", project.data.loader);
                data.maybe("set", project.data.set);
                data.maybe("path", project.data.path);
                if (data.has("options")) data["options"].read(project.data.options);
            }
        }
        if (r.has("train")) read_train(r["train"], project.train);
        if (r.has("composites")) read_composites(r["composites"], project.composites);
        if (r.has("graph")) read_graph(r["graph"], project.graph, project.sketch);
    }
    if (error) return named(std::move(*error));
    return project;
}

}  // namespace

Result<Project> read_project(const std::string& text, const std::string& source, const Cancellation& stop) {
    try {
        return read(text, source, stop);
    } catch (const Stopped&) {
        return Error{ErrorKind::Interrupted, "reading " + source + " was cancelled"};
    }
}

Result<Project> read_project(const std::string& text, const std::string& source) { return read_project(text, source, Cancellation()); }

Result<Project> load_project(const std::string& path, const Cancellation& stop) {
    std::error_code ignored;  // reading says what else is wrong
    if (!std::filesystem::exists(path, ignored)) return invalid("there is no project file " + path, "check the path");
    TRY(const std::string text, read_file(path, 64 << 20));
    TRY(Project project, read_project(text, path, stop));
    if (!project.train.weights.empty()) project.train.weights = (folder_of(path) / project.train.weights).lexically_normal().string();
    return project;
}

Result<Project> load_project(const std::string& path) { return load_project(path, Cancellation()); }

Status save_project(const Project& project, const std::string& path) {
    Project stored = project;
    if (!stored.train.weights.empty()) stored.train.weights = std::filesystem::absolute(stored.train.weights).lexically_relative(folder_of(path)).string();
    return write_file(path, write_project(stored));
}

}  // namespace saddle
