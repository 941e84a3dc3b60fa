#pragma once
// From scores at each step to text: what a model trained with CTC reads. Scores are [steps][classes], before softmax or after
// its logarithm; `blank` is the class that stands for no label.
#include <cstdint>
#include <span>
#include <vector>

namespace saddle::train {

/// The likeliest class of each step, repeats joined and blanks left out ("best path decoding", A. Graves et al., ICML 2006).
std::vector<int32_t> ctc_greedy(std::span<const float> scores, int64_t classes, int32_t blank);

/// The likeliest text of those that a search keeps, `width` (at least 1) at each step: all paths that spell a text count
/// together, those that end in a blank apart. A. Hannun et al., "First-pass large vocabulary continuous speech recognition using
/// bi-directional recurrent DNNs", 2014, Algorithm 1, without a language model. Equal ones: the smaller text.
std::vector<int32_t> ctc_beam(std::span<const float> scores, int64_t classes, int32_t blank, int64_t width);

/// The fewest insertions, deletions and substitutions that turn one text into the other (V. Levenshtein, 1966).
int64_t edit_distance(std::span<const int32_t> a, std::span<const int32_t> b);

}  // namespace saddle::train
