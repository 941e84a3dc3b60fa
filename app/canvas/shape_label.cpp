#include "app/canvas/shape_label.h"

#include <QCoreApplication>
#include <QStaticText>

namespace saddle::app {
namespace {

constexpr double kDigit = 6, kFigureGap = 5, kEndMargin = 8;   // a mono figure of 10 px, between columns, at both ends
constexpr double kAxisBaseline = -5, kSizeBaseline = 12.5;

double column(const ShapeLabel& label, qsizetype i) { return double(std::max(label.axes[i].size(), label.sizes[i].size())) * kDigit; }

/// `text` laid out in `font`: the same few sizes stand on all wires, and shaping them takes as long as painting them. UI thread.
QStaticText laid_out(const QFont& font, const QString& text) {
    constexpr qsizetype kMost = 5000;
    static QHash<std::pair<QFont, QString>, QStaticText> known;
    if (known.size() >= kMost) known.clear();
    QStaticText& it = known[{font, text}];
    if (it.text().isEmpty()) {
        it = QStaticText(text);
        it.setTextFormat(Qt::PlainText);
        it.setPerformanceHint(QStaticText::AggressiveCaching);
        it.prepare({}, font);
    }
    return it;
}

}  // namespace

double ShapeLabel::width() const {
    double width = kEndMargin + kFigureGap * double(std::max<qsizetype>(0, axes.size() - 1));
    for (qsizetype i = 0; i < axes.size(); ++i) width += column(*this, i);
    return axes.isEmpty() ? 0 : width;
}

ShapeLabel shape_label(const compile::PortType* type, ops::PortKind kind, int64_t batch) {
    ShapeLabel label;
    if (type) {
        for (const std::string& axis : ops::axis_names(type->kind, type->type.shape.rank())) label.axes << QString::fromStdString(axis);
        for (const int64_t size : type->type.shape) label.sizes << QString::number(size);
        if (type->type.dtype == DType::I32 && type->type.shape.rank() == 1) label.note = QCoreApplication::translate("ShapeLabel", "class ids");
        return label;
    }
    const int rank = kind == ops::PortKind::Image ? 4 : kind == ops::PortKind::Sequence ? 3 : kind == ops::PortKind::Scalar ? 0 : kind == ops::PortKind::Tokens ? 1 : 2;
    for (const std::string& axis : ops::axis_names(kind, rank)) label.axes << QString::fromStdString(axis);
    if (kind == ops::PortKind::Unknown) label.axes = {"N", "?"};
    for (qsizetype i = 0; i < label.axes.size(); ++i) label.sizes << (i == 0 && batch > 0 && kind != ops::PortKind::Graph ? QString::number(batch) : QStringLiteral("?"));
    return label;
}

void paint_shape_label(QPainter& painter, const QPointF& at, const ShapeLabel& label, ops::PortKind kind, bool wrong, bool behind, const CanvasStyle& style) {
    const double further = kind == ops::PortKind::Sequence ? 1.5 : kind == ops::PortKind::Graph ? 2.5 : 0;
    const double width = label.width();
    if (behind) {
        painter.setPen(Qt::NoPen);
        painter.setBrush(style.canvas);
        painter.drawRoundedRect(QRectF(at.x() - width / 2 + 1, at.y() - 13 - further, width - 2, 28 + 2 * further), 3, 3);
    }
    const auto centred = [&](const QFont& font, double middle, double y, const QString& text, const QColor& color) {
        painter.setFont(font);
        painter.setPen(color);
        painter.drawStaticText(QPointF(middle - text_width(font, text) / 2, y - QFontMetricsF(font).ascent()), laid_out(font, text));
    };
    double x = at.x() - width / 2 + kEndMargin / 2;
    for (qsizetype i = 0; i < label.axes.size(); ++i) {
        const double middle = x + column(label, i) / 2;
        centred(style.axis, middle, at.y() + kAxisBaseline - further, label.axes[i], wrong ? style.error : style.tertiary);
        centred(style.size, middle, at.y() + kSizeBaseline + further, label.sizes[i], wrong ? style.error : style.primary);
        x += column(label, i) + kFigureGap;
    }
    if (!label.note.isEmpty() && !behind) {
        painter.setFont(style.small);
        painter.setPen(style.tertiary);
        painter.drawText(QPointF(x + 2, at.y() + kSizeBaseline + further), label.note);
    }
}

}  // namespace saddle::app
