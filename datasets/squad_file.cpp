#include "datasets/squad_file.h"

#include <nlohmann/json.hpp>

#include "datasets/utf8.h"
#include "engine/api/files.h"

namespace saddle::datasets {
namespace {

using Json = nlohmann::json;
constexpr uint64_t kMostBytes = 256 << 20;
constexpr int64_t kMostCharacters = 100'000;
constexpr int kMostDepth = 32;

enum class Kind { Space, Letter, Sign };

Kind kind_of(const std::string& character) {
    const auto lead = uint8_t(character[0]);
    if (lead <= ' ' || character == "\xc2\xa0") return Kind::Space;   // and the space that keeps words together
    if (lead < 0x80) return std::isalnum(lead) ? Kind::Letter : Kind::Sign;
    const bool punctuation = lead == 0xe2 && (uint8_t(character[1]) == 0x80 || uint8_t(character[1]) == 0x81);
    const bool ideograph = lead >= 0xe3 && lead <= 0xe9;
    return punctuation || ideograph ? Kind::Sign : Kind::Letter;
}

/// A value of the file and the path to it.
struct Place {
    const Json& json;
    std::string path;

    Error wrong(const std::string& what) const { return invalid(path + " " + what, "the file must be as SQuAD's: data[].paragraphs[].qas[].answers[]"); }
    Result<Place> at(const char* key) const {
        if (!json.is_object()) return wrong("is not an object, but " + std::string(json.type_name()));
        const auto it = json.find(key);
        if (it == json.end()) return wrong("has no '" + std::string(key) + "'");
        return Place{*it, path + (path.ends_with(": ") ? "" : ".") + key};
    }
    Result<std::vector<Place>> list(const char* key) const {
        TRY(const Place place, at(key));
        if (!place.json.is_array()) return place.wrong("is not a list, but " + std::string(place.json.type_name()));
        std::vector<Place> places;
        for (size_t i = 0; i < place.json.size(); ++i) places.push_back({place.json[i], place.path + "[" + std::to_string(i) + "]"});
        return places;
    }
    Result<std::string> text(const char* key) const {
        TRY(const Place place, at(key));
        if (!place.json.is_string()) return place.wrong("is not a text, but " + std::string(place.json.type_name()));
        return place.json.get<std::string>();
    }
};

Result<SquadQuestion> read_question(const Place& place, const Place& answer, const std::vector<std::string>& context) {
    SquadQuestion question;
    TRY(question.text, place.text("question"));
    TRY(const auto letters, characters(question.text, place.path + ".question", "save the file as UTF-8"));
    if (int64_t(letters.size()) > kMostCharacters) return place.wrong("has a question of " + std::to_string(letters.size()) + " characters, more than the " + std::to_string(kMostCharacters) + " that are read here");
    question.words = words_of(letters);
    if (question.words.empty()) return place.wrong("has a question without words");
    TRY(const std::string text, answer.text("text"));
    TRY(const Place start, answer.at("answer_start"));
    if (!start.json.is_number_integer()) return start.wrong("is not a whole number, but " + std::string(start.json.type_name()));
    TRY(const auto said, characters(text, answer.path + ".text", "save the file as UTF-8"));
    const auto begin = start.json.get<int64_t>();
    if (said.empty()) return answer.wrong("has an empty text");
    if (begin < 0 || begin > int64_t(context.size()) - int64_t(said.size()))
        return start.wrong("is " + std::to_string(begin) + ": " + std::to_string(said.size()) + " characters from there do not lie within the context's " + std::to_string(context.size()));
    std::string there;
    for (size_t k = 0; k < said.size(); ++k) there += context[size_t(begin) + k];
    if (there != text) return start.wrong("is " + std::to_string(begin) + ", where the context says '" + there + "' and not '" + text + "'");
    question.begin = begin;
    question.end = begin + int64_t(said.size());
    return question;
}

Result<SquadParagraph> read_paragraph(const Place& place) {
    SquadParagraph paragraph;
    TRY(paragraph.context, place.text("context"));
    TRY(const auto context, characters(paragraph.context, place.path + ".context", "save the file as UTF-8"));
    if (int64_t(context.size()) > kMostCharacters) return place.wrong("has a context of " + std::to_string(context.size()) + " characters, more than the " + std::to_string(kMostCharacters) + " that are read here");
    paragraph.words = words_of(context);
    TRY(const std::vector<Place> questions, place.list("qas"));
    for (const Place& question : questions) {
        TRY(const std::vector<Place> answers, question.list("answers"));
        if (answers.empty()) continue;
        TRY(SquadQuestion read, read_question(question, answers[0], context));
        paragraph.questions.push_back(std::move(read));
    }
    return paragraph;
}

}  // namespace

std::vector<Word> words_of(const std::vector<std::string>& characters) {
    std::vector<Word> words;
    Kind before = Kind::Space;
    for (size_t i = 0; i < characters.size(); ++i) {
        const Kind kind = kind_of(characters[i]);
        if (kind != Kind::Space && (kind == Kind::Sign || before != Kind::Letter)) words.push_back({"", int64_t(i), int64_t(i)});
        if (kind != Kind::Space) {
            words.back().text += characters[i].size() == 1 ? std::string(1, char(std::tolower(uint8_t(characters[i][0])))) : characters[i];
            words.back().end = int64_t(i) + 1;
        }
        before = kind;
    }
    return words;
}

Result<std::vector<SquadParagraph>> read_squad(const std::string& path) {
    TRY(const std::string text, read_file(path, kMostBytes));
    bool deep = false;
    Json json;
    try {
        json = Json::parse(text, [&](int depth, Json::parse_event_t, Json&) { return !(deep |= depth > kMostDepth); });
    } catch (const Json::exception& e) {
        return invalid(path + " is not valid JSON: " + e.what());
    }
    if (deep) return invalid(path + " is nested deeper than " + std::to_string(kMostDepth) + " levels");
    const Place file{json, path + ": "};
    std::vector<SquadParagraph> paragraphs;
    TRY(const std::vector<Place> articles, file.list("data"));
    for (const Place& article : articles) {
        TRY(const std::vector<Place> places, article.list("paragraphs"));
        for (const Place& place : places) {
            TRY(SquadParagraph paragraph, read_paragraph(place));
            paragraphs.push_back(std::move(paragraph));
        }
    }
    return paragraphs;
}

}  // namespace saddle::datasets
