#include "datasets/generators/sample_questions.h"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "datasets/generators/whole_folder.h"
#include "datasets/generators/words.h"
#include "engine/api/files.h"

namespace saddle::datasets {
namespace {

using Json = nlohmann::ordered_json;

const Words kSyllables{"al", "bor", "cas", "den", "el", "far", "gro", "hel", "is", "kor", "lun", "mar", "nor", "ol", "pel", "ris", "sel", "tor", "ul", "ven"};
const Words kFirstNames{"Anna", "Bruno", "Clara", "David", "Edith", "Felix", "Greta", "Henry", "Ida", "Jonas", "Laura", "Martin", "Nora", "Oscar", "Paula", "Simon"};
const Words kGoods{"glass", "cheese", "clocks", "roses", "paper", "bells", "wool", "honey", "pottery", "ships", "silk", "violins"};

std::string name(Random& random) {
    std::string text;
    for (uint32_t left = 2 + random.below(2); left > 0; --left) text += one_of(kSyllables, random);
    text[0] = char(std::toupper(text[0]));
    return text;
}
std::string person(Random& random) {
    const std::string first = one_of(kFirstNames, random);
    return first + " " + name(random);
}
std::string number(Random& random, uint32_t low, uint32_t high) { return std::to_string(low + random.below(high - low)); }

struct Sentence {
    std::string text;
    std::vector<std::pair<std::string, std::string>> questions;   ///< and their answers, parts of the text
};

Json make_paragraph(Random& random, int64_t& asked) {
    const std::string town = name(random), river = name(random), founder = person(random), mayor = person(random);
    const std::string founded = number(random, 1100, 1800), since = number(random, 1990, 2020), people = number(random, 2000, 90000), metres = number(random, 40, 400) + " metres";
    const std::string goods = std::string(one_of(kGoods, random)) + " and " + one_of(kGoods, random);
    std::vector<Sentence> sentences{
        {town + " lies on the river " + river + ".", {{"On which river does " + town + " lie?", river}}},
        {"The town was founded by " + founder + " in " + founded + ".", {{"Who founded " + town + "?", founder}, {"When was " + town + " founded?", founded}}},
        {"About " + people + " people live there.", {{"How many people live in " + town + "?", people}}},
        {"It is known for its " + goods + ".", {{"What is " + town + " known for?", goods}}},
        {mayor + " has been the mayor since " + since + ".", {{"Who is the mayor of " + town + "?", mayor}, {"Since when has " + mayor + " been the mayor?", since}}},
        {"The old bridge over the river is " + metres + " long.", {{"How long is the old bridge?", metres}}}};
    const std::vector<uint32_t> order = random.permutation(uint32_t(sentences.size() - 1));   // the town's name comes first
    std::string context = sentences[0].text;
    std::vector<Json> questions;
    const auto ask = [&](const Sentence& sentence, size_t begin) {
        for (const auto& [question, answer] : sentence.questions)
            questions.push_back({{"id", ""}, {"question", question}, {"answers", {{{"answer_start", begin + sentence.text.find(answer)}, {"text", answer}}}}});
    };
    ask(sentences[0], 0);
    for (const uint32_t k : order) {
        ask(sentences[k + 1], context.size() + 1);
        context += " " + sentences[k + 1].text;
    }
    Json qas = Json::array();
    const std::vector<uint32_t> chosen = random.permutation(uint32_t(questions.size()));
    for (size_t k = 0; k < 4; ++k) {
        questions[chosen[k]]["id"] = std::to_string(asked++);
        qas.push_back(std::move(questions[chosen[k]]));
    }
    return {{"context", context}, {"qas", std::move(qas)}};
}

Status make_split(const std::string& path, int paragraphs, Random& random) {
    Json list = Json::array();
    int64_t asked = 0;
    for (int i = 0; i < paragraphs; ++i) list.push_back(make_paragraph(random, asked));
    return write_file(path, Json{{"version", "1.1"}, {"data", {{{"title", "Towns"}, {"paragraphs", std::move(list)}}}}}.dump() + "\n");
}

}  // namespace

Status make_sample_questions(const std::string& folder) {
    return make_folder(folder, [](const std::string& work) -> Status {
        Random random(20260101, stream_of("questions"));
        TRY_STATUS(make_split(work + "/train.json", 240, random));
        return make_split(work + "/dev.json", 40, random);
    });
}

}  // namespace saddle::datasets
