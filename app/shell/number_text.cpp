#include "app/shell/number_text.h"

#include <algorithm>
#include <cmath>

namespace saddle::app {
namespace {

const QChar kThinSpace(0x2009), kMinus(0x2212);

/// Groups the digits before the decimal point by three.
QString grouped(QString text) {
    const bool negative = text.startsWith('-');
    if (negative) text.remove(0, 1);
    qsizetype point = text.indexOf('.');
    if (point < 0) point = text.size();
    if (point > 4)
        for (qsizetype at = point - 3; at > 0; at -= 3) text.insert(at, kThinSpace);
    return negative ? kMinus + text : text;
}

}  // namespace

QString countText(int64_t count) { return grouped(QString::number(count)); }

QString numberText(double value, int digits) {
    if (std::isnan(value)) return "NaN";
    if (std::isinf(value)) return value > 0 ? "inf" : QString(kMinus) + "inf";
    if (value == 0) return "0";
    const double magnitude = std::abs(value);
    if (magnitude < 1e-4 || magnitude >= 1e7) return QString::number(value, 'e', digits - 1).replace('-', kMinus);
    const int before = int(std::floor(std::log10(magnitude))) + 1;
    return grouped(QString::number(value, 'f', std::max(0, digits - before)));
}

QString siText(double value, const QString& unit) {
    if (!std::isfinite(value)) return numberText(value);
    static const char* const prefixes[] = {"", "k", "M", "G", "T", "P"};
    size_t prefix = 0;
    while (std::abs(value) >= 999.5 && prefix + 1 < std::size(prefixes)) {
        value /= 1000;
        ++prefix;
    }
    const QString number = prefix == 0 && value == std::floor(value) ? QString::number(value) : numberText(value, 3);
    return number + ' ' + prefixes[prefix] + unit;
}

QString durationText(double seconds) {
    const auto whole = int64_t(std::max(0.0, seconds) + 0.5);
    const QString tail = QStringLiteral("%1:%2").arg(whole / 60 % 60, whole >= 3600 ? 2 : 1, 10, QChar('0')).arg(whole % 60, 2, 10, QChar('0'));
    return whole >= 3600 ? QStringLiteral("%1:%2").arg(whole / 3600).arg(tail) : tail;
}

QString percentText(double fraction, int decimals) { return std::isfinite(fraction) ? QString::number(fraction * 100, 'f', decimals) + " %" : numberText(fraction); }

}  // namespace saddle::app
