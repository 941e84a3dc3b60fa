#include "app/panels/fields/expression.h"

#include <QCoreApplication>
#include <QRegularExpression>
#include <QStringList>
#include <cmath>

namespace saddle::app {
namespace {

struct Expression {
    Q_DECLARE_TR_FUNCTIONS(Expression)
};

/// sum := product {(+|-) product};  product := factor {(*|/) factor};  factor := - factor | ( sum ) | number | name
class Parser {
public:
    Parser(const QString& text, const Names& names) : text_(text), names_(names) {}
    std::optional<double> parse(QString& problem) {
        const double value = sum();
        if (problem_.isEmpty() && at_ < text_.size()) fail(Expression::tr("\"%1\" is not understood").arg(text_.mid(at_)));
        if (problem_.isEmpty() && !std::isfinite(value)) fail(Expression::tr("the result is not a number"));
        problem = problem_;
        return problem_.isEmpty() ? std::optional(value) : std::nullopt;
    }

private:
    void fail(const QString& problem) {
        if (problem_.isEmpty()) problem_ = problem;
    }
    bool take(QChar sign) {
        while (at_ < text_.size() && text_[at_].isSpace()) ++at_;
        if (at_ >= text_.size() || text_[at_] != sign) return false;
        ++at_;
        return true;
    }
    double sum() {
        double value = product();
        for (;;)
            if (take('+')) value += product();
            else if (take('-')) value -= product();
            else return value;
    }
    double product() {
        double value = factor();
        for (;;)
            if (take('*') || take(QChar(0xd7))) {
                value *= factor();
            } else if (take('/')) {
                const double by = factor();
                if (by == 0) fail(Expression::tr("division by zero"));
                value = by == 0 ? 0 : value / by;
            } else {
                return value;
            }
    }
    double factor() {
        if (!problem_.isEmpty()) return 0;
        if (take('-') || take(QChar(0x2212))) return -factor();
        if (take('(')) {
            const double value = sum();
            if (!take(')')) fail(Expression::tr("a closing parenthesis is missing"));
            return value;
        }
        static const QRegularExpression number("\\G\\s*(\\d+\\.?\\d*(?:[eE][-+]?\\d+)?|\\.\\d+(?:[eE][-+]?\\d+)?)\\s*"), name("\\G\\s*([A-Za-z_][A-Za-z0-9_]*(?:\\.[A-Za-z0-9_]+)?)\\s*");
        if (const auto match = number.match(text_, at_); match.hasMatch()) {
            at_ = match.capturedEnd();
            return match.captured(1).toDouble();
        }
        if (const auto match = name.match(text_, at_); match.hasMatch()) {
            at_ = match.capturedEnd();
            if (const auto found = names_.find(match.captured(1)); found != names_.end()) return found->second;
            QStringList known;
            for (const auto& [each, value] : names_) known << each;
            fail(known.isEmpty() ? Expression::tr("\"%1\" is not a number").arg(match.captured(1)) : Expression::tr("there is no \"%1\" here, but: %2").arg(match.captured(1), known.join(", ")));
            return 0;
        }
        fail(at_ < text_.size() ? Expression::tr("\"%1\" is not understood").arg(text_.mid(at_)) : Expression::tr("a number is missing at the end"));
        return 0;
    }

    const QString& text_;
    const Names& names_;
    int at_ = 0;
    QString problem_;
};

}  // namespace

std::optional<double> evaluate(const QString& text, const Names& names, QString& problem) { return Parser(text, names).parse(problem); }

}  // namespace saddle::app
