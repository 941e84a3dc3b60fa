#include "datasets/loaders/linqs.h"

#include <algorithm>
#include <filesystem>
#include <map>

#include "datasets/csv.h"
#include "datasets/graph_source.h"
#include "datasets/image_source.h"

namespace saddle::datasets {
namespace {

namespace fs = std::filesystem;

/// "folder/NAME" where both files lie; empty when there is none, or more than one.
std::string stem_of(const std::string& folder) {
    std::error_code ignored;
    if (fs::exists(folder + "/edge.csv", ignored)) return "";
    std::vector<std::string> stems;
    for (const auto& entry : fs::directory_iterator(folder, ignored))
        if (entry.path().extension() == ".content" && fs::exists(fs::path(entry.path()).replace_extension(".cites"), ignored)) stems.push_back(fs::path(entry.path()).replace_extension().string());
    return stems.size() == 1 ? stems[0] : "";
}

using Ids = std::map<std::string, int32_t>;

Status read_content(const Csv& csv, NodeSet& set, Ids& papers) {
    set.nodes = int64_t(csv.rows.size());
    const auto columns = csv.rows.empty() ? 0 : int(csv.rows[0].fields.size());
    if (columns < 3) return invalid(csv.path + " has " + std::to_string(columns) + " columns, expected an id, numbers and a class", "separate them with tabs");
    set.features.columns = columns - 2;
    if (set.nodes > kMostNodes || set.nodes * set.features.columns > kMostNumbers) return invalid(csv.path + " has " + std::to_string(set.nodes) + " papers of " + std::to_string(set.features.columns) + " numbers, more than are read here");
    Ids classes;
    for (const CsvRow& row : csv.rows) classes.emplace(row.fields.back(), 0);
    for (auto& [name, number] : classes) {
        number = int32_t(set.info.class_names.size());
        set.info.class_names.push_back(name);
    }
    set.classes = int64_t(classes.size());
    for (const CsvRow& row : csv.rows) {
        const auto node = int32_t(set.labels.size());
        if (!papers.emplace(row.fields[0], node).second) return invalid(csv.place(row, 0) + ": paper '" + row.fields[0] + "' stands there already");
        set.labels.push_back(classes[row.fields.back()]);
        for (int column = 1; column + 1 < columns; ++column) {
            TRY(const double value, csv.number(row, column));
            if (value == 0) continue;
            set.features.places.emplace_back(node, column - 1);
            set.features.values.push_back(float(value));
        }
    }
    return {};
}

}  // namespace

bool recognises_linqs(const std::string& path) { return !stem_of(path).empty(); }

Result<std::shared_ptr<const train::DataSource>> open_linqs(const std::string& path, const DataConfig& config) {
    const std::string stem = stem_of(path);
    NodeSet set;
    set.info = info_of(path, "linqs");
    TRY(const Csv content, read_csv(stem + ".content", false, '\t'));
    TRY(const Csv cites, read_csv(stem + ".cites", false, '\t'));
    Ids papers;
    TRY_STATUS(read_content(content, set, papers));
    if (!cites.rows.empty() && cites.rows[0].fields.size() != 2) return invalid(cites.path + " has " + std::to_string(cites.rows[0].fields.size()) + " columns, expected the cited and the citing paper", "separate them with a tab");
    if (int64_t(cites.rows.size()) > kMostEdges) return invalid(cites.path + " has " + std::to_string(cites.rows.size()) + " lines, expected at most " + std::to_string(kMostEdges));
    std::vector<Edge> edges;
    for (const CsvRow& row : cites.rows) {
        const auto cited = papers.find(row.fields[0]), citing = papers.find(row.fields[1]);
        if (cited != papers.end() && citing != papers.end()) edges.emplace_back(cited->second, citing->second);
    }
    if (edges.empty()) return invalid(cites.path + ": none of its " + std::to_string(cites.rows.size()) + " citations is between papers of " + content.path);
    set.edges = tidy(std::move(edges), config.options.flag("directed", false));
    TRY_STATUS(draw_split(set, config, 20));
    TRY(set.info.hash, hash_of({stem + ".content", stem + ".cites"}));
    return make_node_source(std::move(set), config);
}

}  // namespace saddle::datasets
