#pragma once
// Questions about paragraphs, answered by a part of them: SQuAD's JSON (squad_file.h) as words.
#include <string>

#include "engine/api/core.h"
#include "engine/api/data.h"

namespace saddle::datasets {

bool recognises_squad(const std::string& path);
/// `path` is a .json file, or a folder with train*.json and perhaps dev*.json (or val*.json) and test*.json. Without those two
/// the questions of every tenth paragraph validate. Ports: "context" [C] and "question" [Q], word ids padded with 0;
/// "context_length" and "question_length"; "overlap" [C, 1], 1 where the context's word occurs in the question (D. Chen et al.,
/// "Reading Wikipedia to answer open-domain questions", ACL 2017); "answer" [2], the numbers of its first and last word.
/// Word 0 is padding, 1 any that is not among the `vocabulary` - 2 commonest of the training paragraphs and questions. Options:
/// `vocabulary` (10,000), `context` and `question` (most words; default: the longest, of contexts up to 400; questions whose
/// answer is cut off are left out), `view`: "questions", or "text": paragraphs and questions one after another as
/// make_text_source has them.
Result<std::shared_ptr<const train::DataSource>> open_squad(const std::string& path, const DataConfig& config);

}  // namespace saddle::datasets
