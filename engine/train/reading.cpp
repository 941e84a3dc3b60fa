#include "engine/train/reading.h"

#include <algorithm>

#include "engine/train/ctc_decode.h"
#include "engine/train/metrics.h"

namespace saddle::train {

std::optional<Reader> Reader::of(const Project& project, const ops::DataSignature& data, int64_t beam) {
    for (const Node& node : project.graph.nodes) {
        if (node.layer != "CTCLoss") continue;
        const auto number = [&](const char* port) -> std::optional<size_t> {
            const ops::DataSignature::Port* found = data_port(project.graph, data, {node.id, port});
            return found ? std::optional(size_t(found - data.ports.data())) : std::nullopt;
        };
        const auto targets = number("targets"), lengths = number("target_lengths");
        const bool counted = project.graph.into({node.id, "target_lengths"}) != nullptr;
        if (targets && (lengths || !counted)) return Reader(*targets, lengths, node, beam);
    }
    return std::nullopt;
}

int64_t Reader::steps(const std::map<std::string, Tensor>& outputs, int64_t n) const {
    const int64_t all = outputs.at("predictions").type.shape[1];
    const auto ends = outputs.find("input_lengths");
    return ends == outputs.end() ? all : std::clamp<int64_t>(ends->second.i32[size_t(n)], 0, all);
}

std::span<const int32_t> Reader::truth(const std::vector<Tensor>& batch, int64_t n) const {
    const int64_t longest = batch[targets_].type.shape[1], length = lengths_ ? std::clamp<int64_t>(batch[*lengths_].i32[size_t(n)], 0, longest) : longest;
    return std::span(batch[targets_].i32).subspan(size_t(n * longest), size_t(length));
}

std::vector<Reader::Text> Reader::read(const std::map<std::string, Tensor>& outputs, const std::vector<Tensor>& batch) const {
    const Tensor& scores = outputs.at("predictions");
    const int64_t classes = scores.type.shape[2], each = scores.type.shape[1] * classes;
    std::vector<Text> texts;
    for (int64_t n = 0; n < scores.type.shape[0]; ++n) {
        const auto seen = std::span(scores.f32).subspan(size_t(n * each), size_t(steps(outputs, n) * classes));
        const auto own = truth(batch, n);
        texts.push_back({beam_ > 1 ? ctc_beam(seen, classes, blank_, beam_) : ctc_greedy(seen, classes, blank_), {own.begin(), own.end()}});
    }
    return texts;
}

std::optional<Reader::Impossible> Reader::impossible(const std::map<std::string, Tensor>& outputs, const std::vector<Tensor>& batch) const {
    if (leaves_out_) return std::nullopt;
    for (int64_t n = 0; n < outputs.at("predictions").type.shape[0]; ++n) {
        const auto text = truth(batch, n);
        int64_t needed = int64_t(text.size());
        for (size_t k = 1; k < text.size(); ++k) needed += text[k] == text[k - 1];   // a blank tells them apart
        if (needed > steps(outputs, n)) return Impossible{n, int64_t(text.size()), needed, steps(outputs, n)};
    }
    return std::nullopt;
}

void Reader::add(const std::vector<Text>& texts) {
    for (const Text& text : texts) {
        const int64_t edits = edit_distance(text.read, text.truth);
        ++texts_;
        right_ += edits == 0;
        edits_ += edits;
        characters_ += int64_t(text.truth.size());
    }
}

std::map<std::string, double> Reader::metrics() const {
    return {{"character_error_rate", double(edits_) / double(std::max<int64_t>(1, characters_))}, {"string_accuracy", double(right_) / double(std::max<int64_t>(1, texts_))}};
}

}  // namespace saddle::train
