#include "engine/train/ctc_decode.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>
#include <numeric>

namespace saddle::train {
namespace {

constexpr double kNever = -std::numeric_limits<double>::infinity();

double log_add(double a, double b) {
    const double most = std::max(a, b);
    return most == kNever ? kNever : most + std::log1p(std::exp(std::min(a, b) - most));
}

/// Logarithms of the chances of all paths that spell a text: of those that end in a blank, and in its last label.
struct Ending {
    double blank = kNever, label = kNever;
    double all() const { return log_add(blank, label); }
};

std::vector<double> log_softmax(std::span<const float> row) {
    const double most = *std::max_element(row.begin(), row.end());
    double sum = 0;
    for (const float score : row) sum += std::exp(double(score) - most);
    std::vector<double> shares;
    for (const float score : row) shares.push_back(double(score) - most - std::log(sum));
    return shares;
}

}  // namespace

std::vector<int32_t> ctc_greedy(std::span<const float> scores, int64_t classes, int32_t blank) {
    std::vector<int32_t> text;
    int32_t before = blank;
    for (; !scores.empty(); scores = scores.subspan(size_t(classes))) {
        const auto best = int32_t(std::max_element(scores.begin(), scores.begin() + classes) - scores.begin());
        if (best != blank && best != before) text.push_back(best);
        before = best;
    }
    return text;
}

std::vector<int32_t> ctc_beam(std::span<const float> scores, int64_t classes, int32_t blank, int64_t width) {
    using Text = std::vector<int32_t>;
    std::vector<std::pair<Text, Ending>> kept(1);
    kept[0].second.blank = 0;
    for (; !scores.empty(); scores = scores.subspan(size_t(classes))) {
        const std::vector<double> p = log_softmax(scores.first(size_t(classes)));
        std::map<Text, Ending> next;
        for (const auto& [text, ending] : kept) {
            Ending& same = next[text];
            same.blank = log_add(same.blank, ending.all() + p[size_t(blank)]);
            if (!text.empty()) same.label = log_add(same.label, ending.label + p[size_t(text.back())]);
            Text longer = text;
            longer.push_back(0);
            for (int32_t c = 0; c < classes; ++c) {
                if (c == blank) continue;
                longer.back() = c;
                Ending& other = next[longer];
                // A label that follows its like is a new one only after a blank.
                other.label = log_add(other.label, (!text.empty() && c == text.back() ? ending.blank : ending.all()) + p[size_t(c)]);
            }
        }
        kept.assign(next.begin(), next.end());
        std::stable_sort(kept.begin(), kept.end(), [](const auto& a, const auto& b) { return a.second.all() > b.second.all(); });
        if (int64_t(kept.size()) > width) kept.resize(size_t(width));
    }
    return kept[0].first;
}

int64_t edit_distance(std::span<const int32_t> a, std::span<const int32_t> b) {
    std::vector<int64_t> row(b.size() + 1);   // distances of the beginnings of b to a's first letters
    std::iota(row.begin(), row.end(), 0);
    for (size_t i = 0; i < a.size(); ++i) {
        int64_t diagonal = row[0]++;
        for (size_t j = 0; j < b.size(); ++j) {
            const int64_t replaced = diagonal + (a[i] != b[j]);
            diagonal = row[j + 1];
            row[j + 1] = std::min({replaced, row[j] + 1, row[j + 1] + 1});
        }
    }
    return row.back();
}

}  // namespace saddle::train
