#include "engine/store/run_filter.h"

#include <algorithm>
#include <cctype>
#include <cmath>
#include <cstdlib>

namespace saddle::store {
namespace {

std::string lower(std::string text) {
    for (char& c : text) c = char(std::tolower(static_cast<unsigned char>(c)));
    return text;
}
bool contains(const std::string& text, const std::string& lower_part) { return lower(text).find(lower_part) != std::string::npos; }

struct Token {
    enum Kind { Word, Quoted, Operator, Open, Close, End } kind;
    std::string text;
    size_t at;   // of the first character, from 0
};

Error mistake(const std::string& text, size_t at, const std::string& what) {
    return {ErrorKind::Usage, "the filter '" + text + "' is wrong at character " + std::to_string(at + 1) + ": " + what, "e.g. loss<0.1 and tag:cnn", {}};
}

Result<std::vector<Token>> split(const std::string& text) {
    std::vector<Token> tokens;
    for (size_t i = 0; i < text.size();) {
        const char c = text[i];
        if (std::isspace(static_cast<unsigned char>(c))) {
            ++i;
        } else if (c == '(' || c == ')') {
            tokens.push_back({c == '(' ? Token::Open : Token::Close, {c}, i});
            ++i;
        } else if (c == '"') {
            const size_t end = text.find('"', i + 1);
            if (end == std::string::npos) return mistake(text, i, "the quotation does not end");
            tokens.push_back({Token::Quoted, text.substr(i + 1, end - i - 1), i});
            i = end + 1;
        } else if (std::string_view("<>=!:").find(c) != std::string_view::npos) {
            const size_t length = i + 1 < text.size() && text[i + 1] == '=' && c != ':' ? 2 : 1;
            if (c == '!' && length == 1) return mistake(text, i, "'!' is no comparison, '!=' is one");
            const std::string name = text.substr(i, length);
            tokens.push_back({Token::Operator, name == "==" ? "=" : name, i});
            i += length;
        } else {
            const size_t end = std::min(text.find_first_of(" \t\n()\"<>=!:", i), text.size());
            tokens.push_back({Token::Word, text.substr(i, end - i), i});
            i = end;
        }
    }
    tokens.push_back({Token::End, "", text.size()});
    return tokens;
}

bool compare(const std::string& op, double a, double b) {
    return op == "<" ? a < b : op == "<=" ? a <= b : op == ">" ? a > b : op == ">=" ? a >= b : op == "!=" ? a != b : a == b;
}

RunFilter term(const std::string& name, const std::string& op, const std::string& value) {
    const std::string wanted = lower(value);
    if (name == "tag")
        return [wanted, on = op != "!="](const RunRow& run) { return on == std::any_of(run.tags.begin(), run.tags.end(), [&](const std::string& tag) { return lower(tag) == wanted; }); };
    char* end = nullptr;
    const double number = std::strtod(value.c_str(), &end);
    const bool numeric = !value.empty() && *end == '\0';
    return [=](const RunRow& run) {
        if (numeric) {
            const std::optional<double> have = number_of(run, name);
            if (!have) return false;
            if (!std::isnan(*have) || op == "<" || op == "<=" || op == ">" || op == ">=") return compare(op, *have, number);
        }
        const std::optional<std::string> have = value_of(run, name);
        if (!have) return false;
        if (op == ":") return contains(*have, wanted);
        const int order = lower(*have).compare(wanted);
        return compare(op, order, 0);
    };
}

class Parser {
public:
    Parser(const std::string& text, std::vector<Token> tokens) : text_(text), tokens_(std::move(tokens)) {}

    Result<RunFilter> any_of(int depth) {
        TRY(RunFilter left, all_of(depth));
        while (take_word("or")) {
            TRY(RunFilter right, all_of(depth));
            left = [a = std::move(left), b = std::move(right)](const RunRow& run) { return a(run) || b(run); };
        }
        return left;
    }
    const Token& next() const { return tokens_[at_]; }

private:
    Result<RunFilter> all_of(int depth) {
        TRY(RunFilter left, factor(depth));
        while (take_word("and") || (next().kind != Token::End && next().kind != Token::Close && !is_word("or"))) {
            TRY(RunFilter right, factor(depth));
            left = [a = std::move(left), b = std::move(right)](const RunRow& run) { return a(run) && b(run); };
        }
        return left;
    }
    Result<RunFilter> factor(int depth) {
        if (depth > 64 || at_ > 4096) return mistake(text_, next().at, "it is too long or too deep");
        if (take_word("not")) {
            TRY(RunFilter inner, factor(depth + 1));
            return RunFilter([inner = std::move(inner)](const RunRow& run) { return !inner(run); });
        }
        const Token token = tokens_[at_];
        if (token.kind == Token::Open) {
            ++at_;
            TRY(RunFilter inner, any_of(depth + 1));
            if (next().kind != Token::Close) return mistake(text_, next().at, "a ')' is missing");
            ++at_;
            return inner;
        }
        if ((token.kind != Token::Word && token.kind != Token::Quoted) || is_word("and") || is_word("or")) return mistake(text_, token.at, "a word or a comparison is missing");
        ++at_;
        if (next().kind != Token::Operator || token.kind == Token::Quoted) return word(token.text);
        const Token op = tokens_[at_++], value = next();
        if (value.kind != Token::Word && value.kind != Token::Quoted) return mistake(text_, value.at, "'" + token.text + op.text + "' needs a value");
        ++at_;
        return term(lower(token.text), op.text, value.text);
    }
    static RunFilter word(const std::string& text) {
        return [part = lower(text)](const RunRow& run) {
            for (const std::string* field : {&run.id, &run.name, &run.status, &run.data_name, &run.device, &run.note})
                if (contains(*field, part)) return true;
            return std::any_of(run.tags.begin(), run.tags.end(), [&](const std::string& tag) { return contains(tag, part); });
        };
    }
    bool is_word(const char* word) const { return next().kind == Token::Word && lower(next().text) == word; }
    bool take_word(const char* word) {
        const bool is = is_word(word);
        if (is) ++at_;
        return is;
    }
    const std::string& text_;
    std::vector<Token> tokens_;
    size_t at_ = 0;
};

}  // namespace

Result<RunFilter> parse_filter(const std::string& text) {
    TRY(std::vector<Token> tokens, split(text));
    if (tokens.size() == 1) return RunFilter([](const RunRow&) { return true; });
    Parser parser(text, std::move(tokens));
    TRY(RunFilter filter, parser.any_of(0));
    if (parser.next().kind != Token::End) return mistake(text, parser.next().at, "'" + parser.next().text + "' is not expected here");
    return filter;
}

}  // namespace saddle::store
