#include "engine/analysis/data_facts.h"

#include <algorithm>
#include <cmath>

#include "engine/analysis/graph_advice.h"
#include "engine/train/data_loader.h"

namespace saddle::analysis {
namespace {

constexpr int64_t kChunk = 256;

/// The port of what is to be predicted; lengths and the like are whole numbers too. The number of ports where there is none.
size_t class_port(const ops::DataSignature& data) {
    if (data.classes > 0)
        for (const char* name : {"label", "targets", "text"})
            for (size_t i = 0; i < data.ports.size(); ++i)
                if (data.ports[i].name == name && data.ports[i].type.dtype == DType::I32) return i;
    return data.ports.size();
}

/// Sums of a port while its samples go by.
struct Sums {
    PortFacts facts;
    size_t port = 0;
    int64_t inner = 1;               // numbers between two of a column: H W of an image, 1 where columns are the last axis
    double sum = 0, squares = 0;
    std::vector<float> first;        // by column: the value it began with
    std::vector<bool> changes;

    void add(const std::vector<float>& values) {
        for (size_t i = 0; i < values.size(); ++i) {
            const float value = values[i];
            ++facts.values;
            if (!std::isfinite(value)) {
                ++facts.not_finite;
                continue;
            }
            if (facts.values - facts.not_finite == 1) facts.low = facts.high = double(value);
            facts.low = std::min(facts.low, double(value));
            facts.high = std::max(facts.high, double(value));
            sum += double(value);
            squares += double(value) * double(value);
            const size_t column = i / size_t(inner) % first.size();
            if (std::isnan(first[column])) first[column] = value;
            else if (first[column] != value) changes[column] = true;
        }
    }
    PortFacts finish() {
        const double count = double(std::max<int64_t>(1, facts.values - facts.not_finite));
        facts.mean = sum / count;
        facts.deviation = std::sqrt(std::max(0.0, squares / count - facts.mean * facts.mean));
        for (size_t column = 0; column < changes.size(); ++column)
            if (!changes[column] && facts.values > facts.columns) facts.constant.push_back(int64_t(column));
        return std::move(facts);
    }
};

void count_labels(DataFacts& facts, const std::vector<int32_t>& labels) {
    for (const int32_t label : labels) {
        if (label < 0) {
            ++facts.unlabelled;
        } else if (size_t(label) < facts.classes.size()) {
            ++facts.classes[size_t(label)];
        } else {
            ++facts.out_of_range;
            facts.worst_label = std::max<int64_t>(facts.worst_label, label);
        }
    }
}

std::string listing(const std::vector<int64_t>& numbers) {
    std::string text;
    for (size_t i = 0; i < numbers.size() && i < 6; ++i) text += (i ? ", " : "") + std::to_string(numbers[i]);
    return numbers.size() > 6 ? text + ", ..." : text;
}

}  // namespace

Result<DataFacts> data_facts(const train::DataSource& source, int64_t value_limit) {
    DataFacts facts;
    facts.train = source.size(train::Split::Train);
    facts.validation = source.size(train::Split::Validation);
    facts.test = source.size(train::Split::Test);
    const ops::DataSignature& data = source.signature();
    std::vector<Sums> sums;
    const size_t labels = class_port(data);
    int64_t each = 1;                // numbers of a sample
    for (size_t i = 0; i < data.ports.size(); ++i) {
        const auto& port = data.ports[i];
        const Shape& shape = port.type.shape;
        each += shape.count();
        if (port.type.dtype != DType::F32 || port.pattern || shape.rank() == 0) continue;
        const bool image = port.kind == ops::PortKind::Image;
        Sums sum;
        sum.port = i;
        sum.facts.name = port.name;
        sum.facts.columns = shape[image ? 0 : shape.rank() - 1];
        sum.inner = image ? shape.count() / std::max<int64_t>(1, shape[0]) : 1;
        sum.first.assign(size_t(sum.facts.columns), NAN);
        sum.changes.assign(size_t(sum.facts.columns), false);
        sums.push_back(std::move(sum));
    }
    if (labels < data.ports.size()) {
        facts.class_port = data.ports[labels].name;
        facts.classes.assign(size_t(data.classes), 0);
    }
    facts.counted = std::clamp<int64_t>(value_limit / each, std::min<int64_t>(facts.train, 16), facts.train);
    for (int64_t begin = 0; begin < facts.counted; begin += kChunk) {
        std::vector<uint32_t> indices;
        for (int64_t i = begin; i < std::min(begin + kChunk, facts.counted); ++i) indices.push_back(uint32_t(i * facts.train / facts.counted));
        std::vector<Tensor> batch;
        TRY_STATUS(source.read(train::Split::Train, indices, std::nullopt, batch));
        for (Sums& sum : sums) sum.add(batch[sum.port].f32);
        if (labels < data.ports.size()) count_labels(facts, batch[labels].i32);
    }
    for (Sums& sum : sums) facts.ports.push_back(sum.finish());
    return facts;
}

std::vector<uint32_t> first_batch(const train::DataSource& source, const TrainConfig& train) {
    std::vector<uint32_t> order = train::sample_order(source.size(train::Split::Train), train.seed, 0, train.shuffle);
    order.resize(std::min(order.size(), size_t(std::max<int64_t>(1, train.batch_size))));
    return order;
}

std::vector<Diagnostic> data_advice(const DataFacts& facts, const Project& project, const ops::DataSignature& data) {
    std::vector<Diagnostic> list;
    const Node* dataset = compile::data_node(project.graph);
    const NodeId node = dataset ? dataset->id : NodeId();
    const auto say = [&](Severity severity, const std::string& port, const std::string& field, std::string text, std::string hint) {
        list.push_back({severity, field.empty() ? node : NodeId(), port, field, std::move(text), std::move(hint)});
    };
    const std::string of_counted = " in " + std::to_string(facts.counted) + " samples looked at";
    if (facts.train == 0) say(Severity::Error, "", "data", "the data set has no training samples", "choose another set or folder");
    if (facts.out_of_range > 0)
        say(Severity::Error, facts.class_port, "", std::to_string(facts.out_of_range) + " labels are out of range: up to " + std::to_string(facts.worst_label) + ", and there are " + std::to_string(data.classes) + " classes", "number the classes from 0");
    if (facts.unlabelled > 0 && !ignores_labels(project))
        say(Severity::Error, facts.class_port, "", std::to_string(facts.unlabelled) + " labels are negative" + of_counted, "set the loss's ignored label, or take these samples out");
    std::vector<int64_t> unseen;
    int64_t most = 0, fewest = INT64_MAX;
    for (size_t c = 0; c < facts.classes.size(); ++c) {
        if (facts.classes[c] == 0) unseen.push_back(int64_t(c));
        else fewest = std::min(fewest, facts.classes[c]);
        most = std::max(most, facts.classes[c]);
    }
    // A text's vocabulary has rare letters; few samples of many classes miss some by chance.
    const bool whole = facts.counted == facts.train || most > 100 * int64_t(facts.classes.size());
    if (!unseen.empty() && whole && most > 0)
        say(Severity::Warning, facts.class_port, "", std::to_string(unseen.size()) + " of " + std::to_string(facts.classes.size()) + " classes do not occur" + of_counted + ": " + listing(unseen), "they cannot be learnt; check the folder, or take fewer classes");
    const bool one_each = !facts.class_port.empty() && std::any_of(data.ports.begin(), data.ports.end(), [&](const auto& p) { return p.name == facts.class_port && p.type.shape.rank() == 0; });
    if (one_each && most > 10 * fewest)
        say(Severity::Info, facts.class_port, "", "the classes are uneven: the most frequent has " + std::to_string(most) + " samples, the rarest " + std::to_string(fewest), "class weights in the loss, or FocalLoss, let rare classes count");
    for (const PortFacts& port : facts.ports) {
        if (port.not_finite > 0)
            say(Severity::Error, port.name, "", std::to_string(port.not_finite) + " of " + std::to_string(port.values) + " values are NaN or infinite" + of_counted, "the loss would be NaN at once: fill or remove them");
        if (port.values > 0 && int64_t(port.constant.size()) == port.columns)
            say(Severity::Warning, port.name, "", "every value is the same" + of_counted, "nothing can be learnt from it");
        else if (!port.constant.empty())
            say(Severity::Warning, port.name, "", std::to_string(port.constant.size()) + " of " + std::to_string(port.columns) + " columns never change" + of_counted + ": " + listing(port.constant), "they carry nothing and may be left out");
    }
    const int64_t batch = project.train.batch_size;
    if (facts.train > 0 && batch > facts.train)
        say(Severity::Warning, "", "train.batch_size", "the batch of " + std::to_string(batch) + " is larger than the set's " + std::to_string(facts.train) + " training samples: one step an epoch", "choose a smaller batch");
    if (facts.train > 0 && facts.validation == 0)
        say(Severity::Info, "", "data", "the set has no validation samples: nothing will tell when the network learns by heart", "");
    return list;
}

}  // namespace saddle::analysis
