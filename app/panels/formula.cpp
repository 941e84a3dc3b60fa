#include "app/panels/formula.h"

#include <map>

namespace saddle::app {
namespace {

const std::map<QString, QString>& signs() {
    static const std::map<QString, QString> map{
        {"sum", "Σ"}, {"prod", "∏"}, {"sqrt", "√"}, {"int", "∫"}, {"partial", "∂"}, {"nabla", "∇"}, {"infty", "∞"}, {"in", "∈"}, {"le", "≤"}, {"leq", "≤"}, {"ge", "≥"}, {"geq", "≥"},
        {"ne", "≠"}, {"approx", "≈"}, {"cdot", "·"}, {"times", "×"}, {"odot", "⊙"}, {"otimes", "⊗"}, {"oplus", "⊕"}, {"to", "→"}, {"rightarrow", "→"}, {"leftarrow", "←"}, {"pm", "±"}, {"sim", "~"},
        {"ldots", "…"}, {"dots", "…"}, {"quad", " "}, {"alpha", "α"}, {"beta", "β"}, {"gamma", "γ"}, {"delta", "δ"}, {"epsilon", "ε"}, {"eta", "η"}, {"theta", "θ"}, {"lambda", "λ"}, {"mu", "μ"},
        {"nu", "ν"}, {"pi", "π"}, {"rho", "ρ"}, {"sigma", "σ"}, {"tau", "τ"}, {"phi", "φ"}, {"Phi", "Φ"}, {"psi", "ψ"}, {"omega", "ω"}, {"Delta", "Δ"}, {"Sigma", "Σ"}, {"Omega", "Ω"},
        {"left", ""}, {"right", ""}, {"mathrm", ""}, {"text", ""}, {"operatorname", ""}, {"mathbf", ""}, {"hat", ""}, {"bar", ""}, {"tilde", ""},
    };
    return map;
}

class Reader {
public:
    explicit Reader(QString tex) : tex_(std::move(tex)) {}
    QString all() {
        QString html;
        while (at_ < tex_.size()) html += atom();
        return html;
    }

private:
    /// One letter, sign, command or group in braces.
    QString atom() {
        const QChar c = tex_[at_++];
        if (c == '{') return group();
        if (c == '\\') return command();
        if ((c == '_' || c == '^') && at_ < tex_.size()) {
            const char* tag = c == '_' ? "sub" : "sup";
            return QStringLiteral("<%1>%2</%1>").arg(tag, atom());
        }
        if (c == '-') return QString(QChar(0x2212));
        return QString(c).toHtmlEscaped();
    }
    QString group() {
        QString html;
        while (at_ < tex_.size() && tex_[at_] != '}') html += atom();
        ++at_;
        return html;
    }
    QString command() {
        qsizetype end = at_;
        while (end < tex_.size() && tex_[end].isLetter()) ++end;
        if (end == at_) return end < tex_.size() ? QString(tex_[at_++]).toHtmlEscaped() : QString("\\");
        const QString name = tex_.mid(at_, end - at_);
        at_ = end;
        if (name == "frac") {
            const QString over = atom();
            return over + "/" + (at_ < tex_.size() ? atom() : QString());
        }
        const auto it = signs().find(name);
        if (it == signs().end()) return name;   // max, ln, tanh: words as they are
        if (at_ < tex_.size() && tex_[at_] == ' ') ++at_;   // the space only ended the command
        return it->second;
    }
    const QString tex_;
    qsizetype at_ = 0;
};

}  // namespace

QString formulaHtml(const std::string& tex) { return Reader(QString::fromStdString(tex)).all(); }

}  // namespace saddle::app
