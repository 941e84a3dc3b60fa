#include "datasets/loaders/graph_csv.h"

#include <algorithm>
#include <filesystem>

#include "datasets/csv.h"
#include "datasets/graph_source.h"
#include "datasets/image_source.h"
#include "engine/api/files.h"

namespace saddle::datasets {
namespace {

namespace fs = std::filesystem;

bool is_there(const std::string& path) {
    std::error_code ignored;
    return fs::is_regular_file(path, ignored);
}

/// A field as a number in [0, bound).
Result<int32_t> number_below(const Csv& csv, const CsvRow& row, int column, int64_t bound, const char* what) {
    TRY(const int64_t value, csv.integer(row, column));
    if (value < 0 || value >= bound) return invalid(csv.place(row, column) + ": " + what + " " + std::to_string(value) + " is outside 0 to " + std::to_string(bound - 1));
    return int32_t(value);
}

class Reader {
public:
    Reader(const std::string& folder, const DataConfig& config) : folder_(folder), config_(config) {}

    Result<NodeSet> read() {
        set_.info = info_of(folder_, "graph-csv");
        TRY_STATUS(read_labels());
        TRY_STATUS(read_edges());
        TRY_STATUS(read_features());
        TRY_STATUS(read_splits());
        TRY(set_.info.hash, hash_of(files_));
        return std::move(set_);
    }

private:
    Result<Csv> csv(const std::string& name, bool header, size_t columns) {
        files_.push_back(folder_ + "/" + name);
        TRY(Csv file, read_csv(files_.back(), header));
        const size_t found = header ? file.header.size() : file.rows.empty() ? columns : file.rows[0].fields.size();
        if (columns > 0 && found != columns) return invalid(files_.back() + " has " + std::to_string(found) + " columns, expected " + std::to_string(columns));
        return file;
    }

    Status read_labels() {
        TRY(const Csv file, csv("node-label.csv", false, 1));
        set_.nodes = int64_t(file.rows.size());
        if (set_.nodes == 0 || set_.nodes > kMostNodes) return invalid(file.path + " has " + std::to_string(set_.nodes) + " lines, expected one a node, at most " + std::to_string(kMostNodes));
        for (const CsvRow& row : file.rows) {
            TRY(const int32_t label, number_below(file, row, 0, 100'000, "class"));
            set_.labels.push_back(label);
            set_.classes = std::max<int64_t>(set_.classes, label + 1);
        }
        if (!is_there(folder_ + "/class-names.csv")) return {};
        TRY(const Csv names, csv("class-names.csv", true, 2));
        set_.info.class_names.resize(size_t(set_.classes));
        for (const CsvRow& row : names.rows) {
            TRY(const int32_t label, number_below(names, row, 0, set_.classes, "class"));
            set_.info.class_names[size_t(label)] = row.fields[1];
        }
        return {};
    }

    Status read_edges() {
        TRY(const Csv file, csv("edge.csv", false, 2));
        if (int64_t(file.rows.size()) > kMostEdges) return invalid(file.path + " has " + std::to_string(file.rows.size()) + " lines, expected at most " + std::to_string(kMostEdges));
        std::vector<Edge> edges;
        for (const CsvRow& row : file.rows) {
            TRY(const int32_t from, number_below(file, row, 0, set_.nodes, "node"));
            TRY(const int32_t to, number_below(file, row, 1, set_.nodes, "node"));
            edges.emplace_back(to, from);
        }
        set_.edges = tidy(std::move(edges), config_.options.flag("directed", false));
        return {};
    }

    Status read_features() {
        SparseRows& rows = set_.features;
        if (is_there(folder_ + "/node-feat-sparse.csv")) {
            TRY(const Csv file, csv("node-feat-sparse.csv", true, 3));
            std::vector<std::pair<Edge, float>> found;
            for (const CsvRow& row : file.rows) {
                TRY(const int32_t node, number_below(file, row, 0, set_.nodes, "node"));
                TRY(const int32_t feature, number_below(file, row, 1, 1 << 24, "feature"));
                TRY(const double value, file.number(row, 2));
                found.push_back({{node, feature}, float(value)});
                rows.columns = std::max<int64_t>(rows.columns, feature + 1);
            }
            std::sort(found.begin(), found.end());
            for (const auto& [place, value] : found) {
                if (!rows.places.empty() && rows.places.back() == place) return invalid(file.path + " gives feature " + std::to_string(place.second) + " of node " + std::to_string(place.first) + " twice");
                rows.places.push_back(place);
                rows.values.push_back(value);
            }
        } else if (is_there(folder_ + "/node-feat.csv")) {
            TRY(const Csv file, csv("node-feat.csv", false, 0));
            if (int64_t(file.rows.size()) != set_.nodes) return invalid(file.path + " has " + std::to_string(file.rows.size()) + " lines, expected " + std::to_string(set_.nodes) + ", one a node");
            rows.columns = int64_t(file.rows[0].fields.size());
            for (int32_t node = 0; node < set_.nodes; ++node)
                for (int32_t feature = 0; feature < rows.columns; ++feature) {
                    TRY(const double value, file.number(file.rows[size_t(node)], feature));
                    if (value == 0) continue;
                    rows.places.emplace_back(node, feature);
                    rows.values.push_back(float(value));
                }
        } else {
            rows.columns = set_.nodes;
            for (int32_t node = 0; node < set_.nodes; ++node) rows.places.emplace_back(node, node);
            rows.values.assign(size_t(set_.nodes), 1);
        }
        return {};
    }

    Status read_splits() {
        std::vector<std::string> names;
        std::error_code ignored;
        for (const auto& entry : fs::directory_iterator(folder_ + "/split", ignored))
            if (entry.is_directory()) names.push_back(entry.path().filename().string());
        std::sort(names.begin(), names.end());
        const std::string asked = config_.options.text("split", names.size() == 1 ? names[0] : "");
        if (names.empty()) return draw_split(set_, config_, 2);
        if (std::find(names.begin(), names.end(), asked) == names.end()) {
            std::string list;
            for (const std::string& name : names) list += (list.empty() ? "" : ", ") + name;
            return invalid("data.options.split: '" + asked + "' is not a folder of " + folder_ + "/split", "there are: " + list);
        }
        std::vector<bool> taken(size_t(set_.nodes), false);
        for (const auto& [name, list] : {std::pair("train", &set_.train), std::pair("valid", &set_.validation), std::pair("test", &set_.test)}) {
            TRY(const Csv file, csv("split/" + asked + "/" + name + ".csv", false, 1));
            for (const CsvRow& row : file.rows) {
                TRY(const int32_t node, number_below(file, row, 0, set_.nodes, "node"));
                if (taken[size_t(node)]) return invalid(file.place(row, 0) + ": node " + std::to_string(node) + " is in a split already");
                taken[size_t(node)] = true;
                list->push_back(node);
            }
        }
        return {};
    }

    const std::string folder_;
    const DataConfig& config_;
    NodeSet set_;
    std::vector<std::string> files_;
};

}  // namespace

bool recognises_graph_csv(const std::string& path) { return is_there(path + "/edge.csv") && is_there(path + "/node-label.csv"); }

Result<std::shared_ptr<const train::DataSource>> open_graph_csv(const std::string& path, const DataConfig& config) {
    TRY(NodeSet set, Reader(path, config).read());
    return make_node_source(std::move(set), config);
}

}  // namespace saddle::datasets
