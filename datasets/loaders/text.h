#pragma once
// Plain text as windows of token ids, each with the same window one token later: next-token prediction.
#include <string>

#include "engine/api/core.h"
#include "engine/api/data.h"

namespace saddle::datasets {

bool recognises_text(const std::string& path);
/// `path` is a .txt file or a folder that holds one. Ports "tokens" [T] and "targets" [T]. Options: `length` (T, default
/// 64), `level` ("character": Unicode code points, "byte", or "word": runs between spaces, rare ones as <unk>),
/// `vocabulary` (most words, default 10,000). The first 90 % of the text train, the next 5 % validate, the last 5 % test;
/// the vocabulary is that of the whole text (of the training part for words). An epoch has as many windows as fit side by
/// side, each where the one before it ends; with a draw each begins at a random place.
Result<std::shared_ptr<const train::DataSource>> open_text(const std::string& path, const DataConfig& config);
/// The same of a text in memory; `info` says where it is from, with its hash.
Result<std::shared_ptr<const train::DataSource>> make_text_source(train::DataInfo info, const std::string& text, const DataConfig& config);

}  // namespace saddle::datasets
