#include "datasets/loaders/series.h"

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <sstream>

#include "datasets/csv.h"
#include "datasets/image_source.h"
#include "engine/api/files.h"

namespace saddle::datasets {
namespace {

namespace fs = std::filesystem;

std::vector<std::string> csv_files(const std::string& path) {
    std::error_code ignored;
    if (fs::is_regular_file(path, ignored)) return fs::path(path).extension() == ".csv" ? std::vector{path} : std::vector<std::string>();
    std::vector<std::string> files;
    for (const auto& entry : fs::directory_iterator(path, ignored))
        if (entry.path().extension() == ".csv") files.push_back(entry.path().string());
    std::sort(files.begin(), files.end());
    return files;
}

class SeriesSource final : public train::DataSource {
public:
    const train::DataInfo& info() const override { return info_; }
    const ops::DataSignature& signature() const override { return signature_; }
    /// A sample is a target; training targets lie in the training part, validation targets behind it (their windows may
    /// reach back into it: the past is known).
    int64_t size(train::Split split) const override {
        if (split == train::Split::Train) return std::max<int64_t>(0, train_rows_ - reach());
        return split == train::Split::Validation ? std::max<int64_t>(0, rows_ - std::max(train_rows_, reach())) : 0;
    }
    Status read(train::Split split, std::span<const uint32_t> indices, const std::optional<train::Draw>&, std::vector<Tensor>& batch) const override {
        const int64_t count = int64_t(indices.size()), first = split == train::Split::Train ? 0 : std::max(train_rows_, reach()) - reach();
        Tensor series{{DType::F32, {count, window_, columns_}}, {}, {}}, target{{DType::F32, {count, 1}}, {}, {}};
        for (const uint32_t index : indices) {
            const auto from = values_.begin() + (first + int64_t(index)) * columns_;
            series.f32.insert(series.f32.end(), from, from + window_ * columns_);
            target.f32.push_back(from[reach() * columns_ + target_]);
        }
        batch.clear();
        batch.push_back(std::move(series));
        batch.push_back(std::move(target));
        if (marked_.empty()) return {};
        Tensor anomaly{{DType::I32, {count}}, {}, {}};
        for (const uint32_t index : indices) {
            const auto from = marked_.begin() + first + int64_t(index);
            anomaly.i32.push_back(std::count(from, from + window_, true) > 0);
        }
        batch.push_back(std::move(anomaly));
        return {};
    }

    Status open(const std::string& file, const DataConfig& config) {
        info_ = info_of(file, "series");
        TRY(const Csv csv, read_csv(file));
        const std::string anomaly = config.options.text("anomaly");
        TRY(const std::vector<int> columns, choose_columns(csv, config.options.text("columns"), anomaly));
        columns_ = int64_t(columns.size());
        const std::string target = config.options.text("target", csv.header[size_t(columns.back())]);
        const auto it = std::find(columns.begin(), columns.end(), csv.column(target));
        if (it == columns.end()) return invalid("data.options.target: '" + target + "' is not a column that is read from " + file);
        target_ = it - columns.begin();
        window_ = config.options.integer("window", 30);
        horizon_ = config.options.integer("horizon", 1);
        const double part = config.options.real("train", 0.8);
        rows_ = int64_t(csv.rows.size());
        train_rows_ = int64_t(double(rows_) * part);
        if (!(part > 0 && part <= 1)) return invalid("data.options.train: " + std::to_string(part) + " is not a part of 0 to 1");
        if (window_ < 1 || horizon_ < 1 || train_rows_ <= reach())
            return invalid("data.options.window: windows of " + std::to_string(window_) + " with a horizon of " + std::to_string(horizon_) + " do not fit the " + std::to_string(train_rows_) + " training rows of " + file);
        for (const CsvRow& row : csv.rows)
            for (const int column : columns) {
                TRY(const double value, csv.number(row, column));
                values_.push_back(float(value));
            }
        for (int64_t c = 0; c < columns_; ++c) standardise(c);
        TRY_STATUS(read_marks(csv, anomaly));
        TRY(const std::string bytes, read_file(file));
        info_.hash = sha256(bytes);
        signature_.ports = {{"series", ops::PortKind::Sequence, {DType::F32, {window_, columns_}}}, {"target", ops::PortKind::Features, {DType::F32, {1}}}};
        if (!marked_.empty()) signature_.ports.push_back({"anomaly", ops::PortKind::Tokens, {DType::I32, {}}});
        return {};
    }

private:
    int64_t reach() const { return window_ + horizon_ - 1; }   // rows from a window's first to its target

    Status read_marks(const Csv& csv, const std::string& name) {
        if (name.empty()) return {};
        const int column = csv.column(name);
        if (column < 0) return invalid("data.options.anomaly: " + csv.path + " has no column '" + name + "'");
        for (const CsvRow& row : csv.rows) {
            TRY(const double mark, csv.number(row, column));
            marked_.push_back(mark != 0);
        }
        return {};
    }

    /// The columns of `names` or, where there are none, all of numbers but the marks.
    static Result<std::vector<int>> choose_columns(const Csv& csv, const std::string& names, const std::string& marks) {
        if (csv.rows.empty()) return invalid(csv.path + " has no rows");
        std::vector<int> columns;
        std::istringstream list(names);
        for (std::string name; std::getline(list, name, ',');) {
            columns.push_back(csv.column(name));
            if (columns.back() < 0) return invalid("data.options.columns: " + csv.path + " has no column '" + name + "'");
        }
        for (int c = 0; names.empty() && c < int(csv.header.size()); ++c)
            if (csv.header[size_t(c)] != marks && csv.number(csv.rows[0], c).ok()) columns.push_back(c);
        if (columns.empty()) return invalid(csv.path + " has no column of numbers");
        return columns;
    }

    void standardise(int64_t column) {
        double sum = 0, squares = 0;
        for (int64_t r = 0; r < train_rows_; ++r) {
            const double v = values_[size_t(r * columns_ + column)];
            sum += v;
            squares += v * v;
        }
        const double mean = sum / double(train_rows_), deviation = std::sqrt(std::max(1e-12, squares / double(train_rows_) - mean * mean));
        for (int64_t r = 0; r < rows_; ++r) values_[size_t(r * columns_ + column)] = float((values_[size_t(r * columns_ + column)] - mean) / deviation);
        if (column == target_) info_.scale = {mean, deviation};
    }

    train::DataInfo info_;
    ops::DataSignature signature_;
    std::vector<float> values_;   ///< [rows, columns]
    std::vector<bool> marked_;    ///< by row; empty: nothing is marked
    int64_t rows_ = 0, train_rows_ = 0, columns_ = 0, target_ = 0, window_ = 30, horizon_ = 1;
};

}  // namespace

bool recognises_series(const std::string& path) { return !csv_files(path).empty(); }

Result<std::shared_ptr<const train::DataSource>> open_series(const std::string& path, const DataConfig& config) {
    const std::vector<std::string> files = csv_files(path);
    if (files.size() != 1) {
        std::string names;
        for (const std::string& file : files) names += (names.empty() ? "" : ", ") + fs::path(file).filename().string();
        return invalid(path + " holds " + std::to_string(files.size()) + " CSV files: " + names, "give one of the files with --data");
    }
    auto source = std::make_shared<SeriesSource>();
    TRY_STATUS(source->open(files[0], config));
    return std::shared_ptr<const train::DataSource>(std::move(source));
}

}  // namespace saddle::datasets
