#pragma once
// Question answering as SQuAD has it (P. Rajpurkar et al., "SQuAD: 100,000+ questions for machine comprehension of text",
// EMNLP 2016): JSON of articles, paragraphs and questions, each answered by a part of its paragraph.
#include <string>
#include <vector>

#include "engine/api/core.h"

namespace saddle::datasets {

/// A word, a number, a sign or an ideograph; where it stands in the text, in characters.
struct Word {
    std::string text;              ///< English letters small
    int64_t begin = 0, end = 0;
    bool operator==(const Word&) const = default;
};
/// Words of a text given as characters (utf8.h): letters and digits that touch each other are one, every other sign is one.
std::vector<Word> words_of(const std::vector<std::string>& characters);

struct SquadQuestion {
    std::string text;
    std::vector<Word> words;
    int64_t begin = 0, end = 0;    ///< of the first answer in the context, in characters
};
struct SquadParagraph {
    std::string context;
    std::vector<Word> words;
    std::vector<SquadQuestion> questions;   ///< that have an answer: SQuAD 2.0 has others, which are left out
};
/// At most 256 MiB, 32 levels deep, contexts of 100,000 characters. Invalid names file and path ("data[3].paragraphs[0].context"):
/// what is missing, of another type, not UTF-8, or an answer that does not stand where `answer_start` (in characters) says.
Result<std::vector<SquadParagraph>> read_squad(const std::string& path);

}  // namespace saddle::datasets
