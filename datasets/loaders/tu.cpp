#include "datasets/loaders/tu.h"

#include <algorithm>
#include <filesystem>
#include <map>

#include "datasets/csv.h"
#include "datasets/graph_source.h"
#include "datasets/image_source.h"
#include "engine/api/files.h"

namespace saddle::datasets {
namespace {

namespace fs = std::filesystem;

/// "folder/NAME" of the set in a folder; empty when there is none.
std::string stem_of(const std::string& folder) {
    std::error_code ignored;
    std::vector<std::string> stems;
    for (const auto& entry : fs::directory_iterator(folder, ignored)) {
        const std::string file = entry.path().string(), end = "_graph_indicator.txt";
        if (file.size() > end.size() && file.compare(file.size() - end.size(), end.size(), end) == 0) stems.push_back(file.substr(0, file.size() - end.size()));
    }
    return stems.size() == 1 && fs::exists(stems[0] + "_A.txt", ignored) && fs::exists(stems[0] + "_graph_labels.txt", ignored) ? stems[0] : "";
}

/// Numbers as they stand, as 0, 1, 2, ... in ascending order.
Result<std::map<int64_t, int32_t>> numbered(const Csv& csv) {
    std::map<int64_t, int32_t> ids;
    for (const CsvRow& row : csv.rows) {
        TRY(const int64_t value, csv.integer(row, 0));
        ids.emplace(value, 0);
    }
    int32_t next = 0;
    for (auto& [value, id] : ids) id = next++;
    return ids;
}

class Reader {
public:
    Reader(const std::string& folder, const DataConfig& config) : stem_(stem_of(folder)), config_(config) { set_.info = info_of(folder, "tu"); }

    Result<GraphSet> read() {
        TRY_STATUS(read_graphs());
        TRY_STATUS(read_nodes());
        TRY_STATUS(read_edges());
        TRY(set_.info.hash, hash_of(files_));
        return std::move(set_);
    }

private:
    bool has(const char* part) const { return fs::exists(stem_ + part); }
    /// One line for each of so many things; 0: any number.
    Result<Csv> lines(const char* part, int64_t count, const char* what) {
        files_.push_back(stem_ + part);
        TRY(Csv csv, read_csv(files_.back(), false));
        if (csv.rows.empty() || (count > 0 && int64_t(csv.rows.size()) != count))
            return invalid(csv.path + " has " + std::to_string(csv.rows.size()) + " lines, expected one for each of " + (count > 0 ? std::to_string(count) + " " : "the ") + what);
        return csv;
    }

    Status read_graphs() {
        TRY(const Csv labels, lines("_graph_labels.txt", 0, "graphs"));
        TRY(const auto ids, numbered(labels));
        set_.classes = int64_t(ids.size());
        for (const auto& [value, id] : ids) set_.info.class_names.push_back(std::to_string(value));
        for (const CsvRow& row : labels.rows) {
            TRY(const int64_t value, labels.integer(row, 0));
            set_.graphs.emplace_back().label = ids.at(value);
        }
        TRY(const Csv indicator, lines("_graph_indicator.txt", 0, "nodes"));
        if (int64_t(indicator.rows.size()) > kMostNodes) return invalid(indicator.path + " has " + std::to_string(indicator.rows.size()) + " lines, expected at most " + std::to_string(kMostNodes));
        int64_t last = 1;
        for (const CsvRow& row : indicator.rows) {
            TRY(const int64_t graph, indicator.integer(row, 0));
            if (graph < last || graph > int64_t(set_.graphs.size()))
                return invalid(indicator.place(row, 0) + ": graph " + std::to_string(graph) + (graph < last ? " follows graph " + std::to_string(last) : " has no label"), "nodes must be listed graph by graph, from 1");
            last = graph;
            graph_of_.push_back(int32_t(graph - 1));
            number_of_.push_back(int32_t(set_.graphs[size_t(graph - 1)].nodes++));
        }
        return {};
    }

    Status read_nodes() {
        const auto nodes = int64_t(graph_of_.size());
        std::optional<Csv> labels, attributes;
        std::map<int64_t, int32_t> ids;
        if (has("_node_labels.txt")) {
            TRY(labels, lines("_node_labels.txt", nodes, "nodes"));
            TRY(ids, numbered(*labels));
        }
        if (has("_node_attributes.txt")) {
            TRY(attributes, lines("_node_attributes.txt", nodes, "nodes"));
        }
        const auto kinds = int64_t(ids.size()), numbers = attributes ? int64_t(attributes->rows[0].fields.size()) : 0;
        set_.features = std::max<int64_t>(1, kinds + numbers);
        if (set_.features > kMostNumbers / nodes) return invalid(stem_ + ": " + std::to_string(nodes) + " nodes of " + std::to_string(set_.features) + " features are too many");
        for (int64_t node = 0; node < nodes; ++node) {
            std::vector<float>& features = set_.graphs[size_t(graph_of_[size_t(node)])].features;
            const size_t first = features.size();
            features.resize(first + size_t(set_.features), 0);
            if (kinds + numbers == 0) features[first] = 1;
            if (labels) {
                TRY(const int64_t value, labels->integer(labels->rows[size_t(node)], 0));
                features[first + size_t(ids.at(value))] = 1;
            }
            for (int c = 0; c < numbers; ++c) {
                TRY(const double value, attributes->number(attributes->rows[size_t(node)], c));
                features[first + size_t(kinds + c)] = float(value);
            }
        }
        return {};
    }

    Status read_edges() {
        TRY(const Csv csv, lines("_A.txt", 0, "edges"));
        if (csv.rows[0].fields.size() != 2) return invalid(csv.path + " has " + std::to_string(csv.rows[0].fields.size()) + " numbers a line, expected two nodes");
        for (const CsvRow& row : csv.rows) {
            int64_t ends[2];
            for (int k = 0; k < 2; ++k) {
                TRY(ends[k], csv.integer(row, k));
                if (ends[k] < 1 || ends[k] > int64_t(graph_of_.size())) return invalid(csv.place(row, k) + ": node " + std::to_string(ends[k]) + " is outside 1 to " + std::to_string(graph_of_.size()));
            }
            const size_t from = size_t(ends[0] - 1), to = size_t(ends[1] - 1);
            if (graph_of_[from] != graph_of_[to]) return invalid(csv.place(row, 0) + ": the edge joins graphs " + std::to_string(graph_of_[from] + 1) + " and " + std::to_string(graph_of_[to] + 1));
            set_.graphs[size_t(graph_of_[from])].edges.emplace_back(number_of_[to], number_of_[from]);
        }
        for (GraphSet::Graph& graph : set_.graphs) graph.edges = tidy(std::move(graph.edges), config_.options.flag("directed", false));
        return {};
    }

    const std::string stem_;
    const DataConfig& config_;
    GraphSet set_;
    std::vector<int32_t> graph_of_, number_of_;   ///< of each node of the files: its graph, and its number there
    std::vector<std::string> files_;
};

}  // namespace

bool recognises_tu(const std::string& path) { return !stem_of(path).empty(); }

Result<std::shared_ptr<const train::DataSource>> open_tu(const std::string& path, const DataConfig& config) {
    TRY(GraphSet set, Reader(path, config).read());
    return make_graph_source(std::move(set), config);
}

}  // namespace saddle::datasets
