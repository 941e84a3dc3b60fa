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
        if (targets && (lengths || !counted)) return Reader(*targets, lengths, int32_t(node.attributes.integer("blank")), beam);
    }
    return std::nullopt;
}

std::vector<Reader::Text> Reader::read(const std::map<std::string, Tensor>& outputs, const std::vector<Tensor>& batch) const {
    const Tensor &scores = outputs.at("predictions"), &targets = batch[targets_];
    const auto ends = outputs.find("input_lengths");
    const int64_t steps = scores.type.shape[1], classes = scores.type.shape[2], longest = targets.type.shape[1];
    std::vector<Text> texts;
    for (int64_t n = 0; n < scores.type.shape[0]; ++n) {
        const int64_t end = ends == outputs.end() ? steps : std::clamp<int64_t>(ends->second.i32[size_t(n)], 0, steps);
        const int64_t length = lengths_ ? std::clamp<int64_t>(batch[*lengths_].i32[size_t(n)], 0, longest) : longest;
        const std::span<const float> seen(&scores.f32[size_t(n * steps * classes)], size_t(end * classes));
        const auto truth = targets.i32.begin() + n * longest;
        texts.push_back({beam_ > 1 ? ctc_beam(seen, classes, blank_, beam_) : ctc_greedy(seen, classes, blank_), {truth, truth + length}});
    }
    return texts;
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
