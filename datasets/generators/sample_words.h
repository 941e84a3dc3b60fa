#pragma once
// Bundled recordings of ten made-up words, spoken by the program itself: a buzz and a hiss through the resonances of vowels
// (source and filter, G. Fant, "Acoustic theory of speech production", 1960), by voices that differ in pitch, size of the mouth,
// pace and loudness. Seeded: the same sounds everywhere.
#include <string>

#include "engine/api/core.h"

namespace saddle::datasets {

/// Writes index.csv (file,label,official_split) and recordings/, 40 + 10 a word as 16-bit WAV at 8 kHz, unless they are there.
Status make_sample_words(const std::string& folder);

}  // namespace saddle::datasets
