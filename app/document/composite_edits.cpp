#include "app/document/composite_edits.h"

#include <algorithm>

#include "engine/api/catalog.h"

namespace saddle::app {

size_t instances(const Project& project, const std::string& composite) {
    const auto in = [&](const Graph& graph) { return size_t(std::count_if(graph.nodes.begin(), graph.nodes.end(), [&](const Node& n) { return n.layer == composite; })); };
    size_t count = in(project.graph);
    for (const Composite& each : project.composites) count += in(each.graph);
    return count;
}

std::string fresh_composite(const Project& project, const std::string& wish) {
    const auto taken = [&](const std::string& name) { return project.composite(name) || ops::layer_of(project, name) || instances(project, name) > 0; };
    std::string name = wish;
    for (int number = 2; taken(name); ++number) name = wish + ' ' + std::to_string(number);
    return name;
}

std::vector<Composite> with_inner(const Project& project, const std::vector<std::string>& layers) {
    std::vector<Composite> list;
    std::vector<std::string> seen;
    const auto add = [&](const auto& self, const std::string& layer) -> void {
        const Composite* composite = project.composite(layer);
        if (!composite || std::count(seen.begin(), seen.end(), layer)) return;
        seen.push_back(layer);
        for (const Node& node : composite->graph.nodes) self(self, node.layer);
        list.push_back(*composite);
    };
    for (const std::string& layer : layers) add(add, layer);
    return list;
}

Brought bring(const Project& project, const std::vector<Composite>& composites) {
    Project source;
    source.composites = composites;
    std::vector<std::string> all;
    for (const Composite& composite : composites) all.push_back(composite.name);
    Brought brought;
    Project with = project;   // and what has been added so far
    for (Composite composite : with_inner(source, all)) {   // what is inside another one comes before it
        const std::string name = composite.name;
        for (Node& node : composite.graph.nodes)
            if (const auto it = brought.names.find(node.layer); it != brought.names.end()) node.layer = it->second;
        if (const Composite* same = with.composite(name); same && *same == composite) {
            brought.names[name] = name;
            continue;
        }
        composite.name = brought.names[name] = fresh_composite(with, name);
        with.composites.push_back(composite);
        brought.edit.edits.push_back({AddComposite{composite, {}}});
    }
    return brought;
}

}  // namespace saddle::app
