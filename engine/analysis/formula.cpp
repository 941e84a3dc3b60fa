#include "engine/analysis/formula.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <numbers>

#include "engine/ops/term.h"

namespace saddle::analysis {
namespace {

using ops::Term;

constexpr size_t kLongest = 4096;
constexpr int kDeepest = 100;      // parentheses and signs within each other
constexpr int64_t kProducts = 64;  // whole powers up to here are products: right for negative bases, and quick

struct Function { const char* name; const char* op; double (*of)(double); };
constexpr Function kFunctions[] = {
    {"abs", "Abs", [](double x) { return std::abs(x); }},     {"acos", "Acos", [](double x) { return std::acos(x); }},
    {"asin", "Asin", [](double x) { return std::asin(x); }},  {"atan", "Atan", [](double x) { return std::atan(x); }},
    {"cos", "Cos", [](double x) { return std::cos(x); }},     {"cosh", "Cosh", [](double x) { return std::cosh(x); }},
    {"erf", "Erf", [](double x) { return std::erf(x); }},     {"exp", "Exp", [](double x) { return std::exp(x); }},
    {"log", "Log", [](double x) { return std::log(x); }},     {"sigmoid", "Sigmoid", [](double x) { return 1 / (1 + std::exp(-x)); }},
    {"sin", "Sin", [](double x) { return std::sin(x); }},     {"sinh", "Sinh", [](double x) { return std::sinh(x); }},
    {"softplus", "Softplus", [](double x) { return std::max(x, 0.0) + std::log1p(std::exp(-std::abs(x))); }},
    {"sqrt", "Sqrt", [](double x) { return std::sqrt(x); }},  {"tan", "Tan", [](double x) { return std::tan(x); }},
    {"tanh", "Tanh", [](double x) { return std::tanh(x); }},
};

/// A part of the formula: a number as long as neither x nor y is in it.
struct Part {
    double number = 0;
    std::optional<Term> term;
};

/// By recursive descent; the first mistake wins and ends all of it.
class Parser {
public:
    Parser(ops::Builder& builder, const std::string& text, Term x, Term y, const Constants& constants) : b_(builder), text_(text), x_(x), y_(y), constants_(constants) {}

    Result<ir::ValueId> run() {
        if (text_.size() > kLongest) return invalid("the formula has " + std::to_string(text_.size()) + " characters", "at most " + std::to_string(kLongest));
        const Part all = sum();
        if (!error_ && at_ < text_.size()) fail(peek() == ')' ? "')' closes nothing" : "an operator is missing before '" + text_.substr(at_, 1) + "'");
        if (error_) return *error_;
        const ir::ValueId value = all.term ? *all.term : x_.filled(all.number);
        if (b_.error) return *b_.error;
        return value;
    }

private:
    char peek() {
        while (at_ < text_.size() && std::isspace(static_cast<unsigned char>(text_[at_]))) ++at_;
        return at_ < text_.size() ? text_[at_] : '\0';
    }
    bool take(char c) {
        if (peek() != c) return false;
        ++at_;
        return true;
    }
    Part fail(const std::string& what, const std::string& hint = {}) {
        if (!error_) error_ = invalid("formula, character " + std::to_string(at_ + 1) + ": " + what, hint);
        at_ = text_.size();
        return {};
    }
    template <class OfNumbers, class OfTerms>
    Part join(const Part& a, const Part& b, OfNumbers numbers, OfTerms terms) {
        if (error_) return {};
        if (!a.term && !b.term) return {numbers(a.number, b.number), {}};
        const Term anchor = a.term ? *a.term : *b.term;
        return {0, terms(a.term ? *a.term : anchor.number(a.number), b.term ? *b.term : anchor.number(b.number))};
    }

    Part sum() {
        Part left = product();
        for (;;) {
            if (take('+')) left = join(left, product(), std::plus(), [](Term a, Term b) { return a + b; });
            else if (take('-')) left = join(left, product(), std::minus(), [](Term a, Term b) { return a - b; });
            else return left;
        }
    }
    Part product() {
        Part left = sign();
        for (;;) {
            if (take('*')) left = join(left, sign(), std::multiplies(), [](Term a, Term b) { return a * b; });
            else if (take('/')) left = join(left, sign(), std::divides(), [](Term a, Term b) { return a / b; });
            else return left;
        }
    }
    Part sign() {
        if (++depth_ > kDeepest) return fail("too deep", "at most " + std::to_string(kDeepest) + " parentheses and signs within each other");
        Part part;
        if (take('-')) {
            part = sign();
            if (part.term) part.term = -*part.term;
            else part.number = -part.number;
        } else if (take('+')) part = sign();
        else part = power();
        --depth_;
        return part;
    }
    Part power() {
        const Part base = atom();
        if (!take('^')) return base;
        const Part exponent = sign();   // 2^-x, and 2^3^2 is 2^(3^2)
        if (error_) return {};
        const double n = exponent.number;
        if (base.term && !exponent.term && n == std::floor(n) && n >= 0 && n <= double(kProducts)) return {0, product_of(*base.term, int64_t(n))};
        return join(base, exponent, [](double a, double b) { return std::pow(a, b); }, [](Term a, Term b) { return a.then("Pow", {b}); });
    }
    /// By squares.
    Term product_of(Term base, int64_t n) {
        if (n == 0) return base.filled(1);
        if (n == 1) return base;
        const Term half = product_of(base, n / 2), square = half * half;
        return n % 2 ? square * base : square;
    }
    Part atom() {
        const char c = peek();
        if (take('(')) {
            const Part inner = sum();
            return error_ || take(')') ? inner : fail("')' is missing");
        }
        if (std::isdigit(static_cast<unsigned char>(c)) || c == '.') {
            double number = 0;
            const auto [end, problem] = std::from_chars(text_.data() + at_, text_.data() + text_.size(), number);
            if (problem != std::errc()) return fail("no number");
            at_ = size_t(end - text_.data());
            return {number, {}};
        }
        if (!std::isalpha(static_cast<unsigned char>(c))) return c == '\0' ? fail("something is missing at the end") : fail("'" + std::string(1, c) + "' is unexpected here");
        const size_t begin = at_;
        while (at_ < text_.size() && (std::isalnum(static_cast<unsigned char>(text_[at_])) || text_[at_] == '_')) ++at_;
        return named(text_.substr(begin, at_ - begin), begin);
    }
    Part named(const std::string& name, size_t begin) {
        if (name == "x") return {0, x_};
        if (name == "y") return {0, y_};
        if (const auto it = constants_.find(name); it != constants_.end()) return {it->second, {}};
        if (name == "pi") return {std::numbers::pi, {}};
        if (name == "e") return {std::numbers::e, {}};
        const auto* function = std::find_if(std::begin(kFunctions), std::end(kFunctions), [&](const Function& f) { return name == f.name; });
        if (function == std::end(kFunctions)) {
            std::string known = "x, y, pi, e";
            for (const auto& [constant, value] : constants_) known += ", " + constant;
            for (const Function& f : kFunctions) known += std::string(", ") + f.name;
            at_ = begin;
            return fail("'" + name + "' is unknown", "known are " + known);
        }
        if (!take('(')) return fail("'(' is missing after " + name);
        const Part inner = sum();
        if (!error_ && !take(')')) return fail("')' is missing");
        if (error_ || inner.term) return {0, error_ ? std::optional<Term>() : inner.term->then(function->op)};
        return {function->of(inner.number), {}};
    }

    ops::Builder& b_;
    const std::string& text_;
    Term x_, y_;
    const Constants& constants_;
    std::optional<Error> error_;
    size_t at_ = 0;
    int depth_ = 0;
};

}  // namespace

Result<ir::ValueId> emit_formula(ops::Builder& builder, const std::string& text, ir::ValueId x, ir::ValueId y, const Constants& constants) {
    return Parser(builder, text, {builder, x}, {builder, y}, constants).run();
}

std::vector<std::string> formula_functions() {
    std::vector<std::string> names;
    for (const Function& f : kFunctions) names.push_back(f.name);
    return names;
}

}  // namespace saddle::analysis
