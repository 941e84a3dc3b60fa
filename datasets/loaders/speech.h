#pragma once
// Labelled recordings as log-mel spectrograms: what a keyword recogniser hears.
#include <string>

#include "engine/api/core.h"
#include "engine/api/data.h"

namespace saddle::datasets {

bool recognises_speech(const std::string& folder);
/// A folder with an index.csv (columns `file`, a label column and perhaps `official_split` of train/test), or a folder a
/// class with audio files (WAV, FLAC, ... by libsndfile). Ports "image" [1, mels, frames] and "label". Options: `label`
/// (column; default `label`, else `digit`), `mels` (default 40), `frames` (default 64; longer recordings are cut in the
/// middle, shorter ones padded with silence), `window_ms` (25), `hop_ms` (10),
/// `shift` (frames each way, augmentation while training). The log-mel values are standardised
/// over the training recordings. Without an official split every tenth recording validates.
Result<std::shared_ptr<const train::DataSource>> open_speech(const std::string& folder, const DataConfig& config);

/// Mono samples in [-1, 1] of the recording behind a sample. Invalid for a set that is none of recordings.
struct Waveform { std::vector<float> samples; double rate = 0; };
Result<Waveform> waveform(const train::DataSource& source, train::Split split, uint32_t index);

}  // namespace saddle::datasets
