#include "app/canvas/diagnostic_popover.h"

#include <QGraphicsView>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QPainter>
#include <QPushButton>
#include <QUndoStack>
#include <QVBoxLayout>
#include <algorithm>

#include "app/shell/engine_text.h"
#include "app/shell/theme/icon.h"

namespace saddle::app {
namespace {
constexpr int kPopoverWidth = 330, kTip = 10, kTipWidth = 18, kPopoverGap = 6, kTextLeft = 36;   // px
}

DiagnosticPopover::DiagnosticPopover(CanvasScene& scene, QGraphicsView& view)
    : QFrame(&view), scene_(scene), view_(view), title_(new QLabel(this)), reason_(new QLabel(this)), buttons_(new QHBoxLayout), undo_(new QPushButton(this)) {
    setObjectName("diagnosticPopover");
    setFocusPolicy(Qt::StrongFocus);
    title_->setWordWrap(true);
    reason_->setWordWrap(true);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(kTextLeft, kTip + 10, 12, kTip + 10);
    column->setSpacing(4);
    column->addWidget(title_);
    column->addWidget(reason_);
    column->addSpacing(4);
    column->addLayout(buttons_);
    buttons_->setSpacing(8);
    buttons_->addWidget(undo_);
    buttons_->addStretch(1);
    setFixedWidth(kPopoverWidth);
    connect(undo_, &QPushButton::clicked, this, [this] { scene_.document().undoStack().undo(); });
    connect(&scene_.document().undoStack(), &QUndoStack::canUndoChanged, undo_, &QWidget::setEnabled);
    connect(&scene_, &CanvasScene::heatChanged, this, &DiagnosticPopover::follow);   // what the engine knows is new
    connect(&scene_, &CanvasScene::geometryChanged, this, &DiagnosticPopover::follow);
    connect(&scene_.document(), &GraphDocument::selectionChanged, this, [this] {
        if (isVisible() && !scene_.document().selection().contains(QString::fromStdString(node_))) shut();
    });
    restyle();
    hide();
}

void DiagnosticPopover::restyle() {
    const CanvasStyle& style = scene_.style();
    setStyleSheet(QStringLiteral("#diagnosticPopover QLabel { background: transparent; color: %1; }"
                                 "#diagnosticPopover QPushButton { background: transparent; color: %2; border: 1px solid %3; border-radius: 4px; padding: 4px 10px; min-height: 16px; }"
                                 "#diagnosticPopover QPushButton:hover { background: %4; }"
                                 "#diagnosticPopover QPushButton:focus { border: 2px solid %5; padding: 3px 9px; }"
                                 "#diagnosticPopover QPushButton[primary=\"true\"] { background: %5; color: %6; border-color: %5; font-weight: 600; }"
                                 "#diagnosticPopover QPushButton[primary=\"true\"]:focus { border: 2px solid %2; padding: 3px 9px; }"
                                 "#diagnosticPopover QPushButton:disabled { color: %7; }")
                      .arg(style.secondary.name(), style.primary.name(), style.line_strong.name(), style.hover.name(), style.accent.name(), style.accent_on.name(), style.disabled.name()));
    title_->setStyleSheet(QStringLiteral("color: %1").arg(style.primary.name()));
    title_->setFont(style.title);
    reason_->setFont(style.small);
    undo_->setFont(style.base);
    update();
}

std::optional<Diagnostic> DiagnosticPopover::worst() const {
    const auto typed = scene_.document().typed();
    std::optional<Diagnostic> found;
    const NodeItem* item = scene_.node(node_);
    const bool with_inside = item && item->face().kind == FaceKind::Node;   // of a collapsed group
    const auto here = [&](const NodeId& id) { return id == node_ || (with_inside && id.rfind(node_ + '/', 0) == 0); };
    if (typed)
        for (const Diagnostic& d : typed->diagnostics)
            if (here(d.node) && d.severity != Severity::Info && (!found || (found->severity == Severity::Warning && d.severity == Severity::Error))) found = d;
    return found;
}

void DiagnosticPopover::open(const NodeId& node) {
    node_ = node;
    const auto diagnostic = worst();
    if (!diagnostic || !scene_.node(node)) return shut();
    fill(*diagnostic);
    show();
    raise();
    place();
    if (!fixes_.empty()) fixes_.front()->setFocus();
    else setFocus();
}

void DiagnosticPopover::fill(const Diagnostic& diagnostic) {
    shown_ = diagnostic;
    const auto first_large = [](QString text) {
        if (!text.isEmpty()) text[0] = text[0].toUpper();
        return text;
    };
    const bool inside = diagnostic.node != node_;
    const QString inner = QString::fromStdString(diagnostic.node.substr(std::min(diagnostic.node.size(), node_.size() + 1)));
    const QString where = inside ? inner : QString::fromStdString(!diagnostic.field.empty() ? diagnostic.field : diagnostic.port);
    title_->setText((where.isEmpty() ? QString() : where + ": ") + (where.isEmpty() ? first_large(engineText(diagnostic.text)) : engineText(diagnostic.text)));
    reason_->setText(first_large(engineText(diagnostic.hint)));
    reason_->setVisible(!diagnostic.hint.empty());
    undo_->setText(tr("Undo"));
    undo_->setEnabled(scene_.document().undoStack().canUndo());
    setAccessibleName(title_->text());
    setAccessibleDescription(reason_->text());
    for (QPushButton* button : fixes_) button->deleteLater();
    fixes_.clear();
    if (inside) {
        auto* button = new QPushButton(tr("Show %1").arg(inner), this);
        button->setProperty("primary", true);
        button->setFont(scene_.style().base);
        buttons_->insertWidget(0, button);
        connect(button, &QPushButton::clicked, this, [this, node = QString::fromStdString(diagnostic.node)] { Q_EMIT insideWanted(node); });
        fixes_.push_back(button);
    }
    for (const Fix& fix : fixes_for(diagnostic, scene_.document().drawing(), *scene_.document().typed())) {
        auto* button = new QPushButton(fix.text, this);
        button->setProperty("primary", fixes_.empty());
        button->setFont(scene_.style().base);
        buttons_->insertWidget(int(fixes_.size()), button);
        connect(button, &QPushButton::clicked, this, [this, fix] { scene_.apply(fix.edit, fix.text); });
        fixes_.push_back(button);
    }
    adjustSize();
}

void DiagnosticPopover::follow() {
    if (!isVisible()) return;
    const auto diagnostic = worst();
    if (!diagnostic || !scene_.node(node_)) return shut();
    if (*diagnostic != shown_) fill(*diagnostic);
    place();
}

void DiagnosticPopover::place() {
    const QRect node = view_.viewportTransform().mapRect(scene_.node(node_)->box()).toRect();
    const QSize size(kPopoverWidth, layout()->heightForWidth(kPopoverWidth) > 0 ? layout()->heightForWidth(kPopoverWidth) : sizeHint().height());
    resize(size);
    const QRect room = view_.rect().adjusted(4, 4, -4, -4);
    const auto beside = [&](Side side) {
        QRect r(QPoint(), size);
        switch (side) {
            case Side::Below: r.moveTopLeft({node.center().x() - size.width() / 2, node.bottom() + kPopoverGap}); break;
            case Side::Above: r.moveTopLeft({node.center().x() - size.width() / 2, node.top() - kPopoverGap - size.height()}); break;
            case Side::Right: r.moveTopLeft({node.right() + kPopoverGap + 8, node.center().y() - size.height() / 2}); break;
            case Side::Left: r.moveTopLeft({node.left() - kPopoverGap - 8 - size.width(), node.center().y() - size.height() / 2}); break;
        }
        const bool vertical = side == Side::Below || side == Side::Above;   // the other axis may slide to stay in sight
        if (vertical) r.moveLeft(std::clamp(r.left(), room.left(), std::max(room.left(), room.right() - size.width())));
        else r.moveTop(std::clamp(r.top(), room.top(), std::max(room.top(), room.bottom() - size.height())));
        return r;
    };
    int lowest = 1 << 30;
    QRect best;
    for (const Side side : {Side::Below, Side::Above, Side::Right, Side::Left}) {
        const QRect r = beside(side);
        const int hidden = int(scene_.boxesIn(view_.mapToScene(r.adjusted(kTip, kTip, -kTip, -kTip)).boundingRect()).size());
        const int cost = hidden + (room.contains(r) ? 0 : 1000);
        if (cost < lowest) {
            lowest = cost;
            best = r;
            side_ = side;
        }
    }
    move(best.topLeft());
    tip_ = {std::clamp(node.center().x(), best.left() + 24, best.right() - 24) - best.left(), std::clamp(node.center().y(), best.top() + 24, best.bottom() - 24) - best.top()};
    update();
}

void DiagnosticPopover::shut() {
    if (isHidden()) return;
    const bool focused = isAncestorOf(focusWidget()) || hasFocus();
    hide();
    if (focused) view_.setFocus();
}

void DiagnosticPopover::keyPressEvent(QKeyEvent* event) {
    if (event->key() == Qt::Key_Escape) return shut();
    QFrame::keyPressEvent(event);
}

void DiagnosticPopover::paintEvent(QPaintEvent*) {
    const CanvasStyle& style = scene_.style();
    const QColor color = shown_.severity == Severity::Error ? style.error : style.warning;
    const QRectF body = QRectF(rect()).adjusted(kTip - 0.5, kTip - 0.5, -kTip + 0.5, -kTip + 0.5);
    QPainterPath shape;
    shape.addRoundedRect(body, 6, 6);
    QPolygonF tip;
    const double half = kTipWidth / 2.0;
    switch (side_) {
        case Side::Below: tip = {{tip_.x() - half, body.top() + 1}, {double(tip_.x()), 0.5}, {tip_.x() + half, body.top() + 1}}; break;
        case Side::Above: tip = {{tip_.x() - half, body.bottom() - 1}, {double(tip_.x()), height() - 0.5}, {tip_.x() + half, body.bottom() - 1}}; break;
        case Side::Right: tip = {{body.left() + 1, tip_.y() - half}, {0.5, double(tip_.y())}, {body.left() + 1, tip_.y() + half}}; break;
        case Side::Left: tip = {{body.right() - 1, tip_.y() - half}, {width() - 0.5, double(tip_.y())}, {body.right() - 1, tip_.y() + half}}; break;
    }
    QPainterPath pointer;
    pointer.addPolygon(tip);
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(color, 1));
    painter.setBrush(style.raised);
    painter.drawPath(shape.united(pointer));
    paintIcon(painter, shown_.severity == Severity::Error ? "error" : "warning", QRectF(body.left() + 8, body.top() + 9, 16, 16), color);
}

}  // namespace saddle::app

#include "moc_diagnostic_popover.cpp"
