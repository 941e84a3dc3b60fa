#include "app/panels/palette_tile.h"

#include <QApplication>
#include <QDrag>
#include <QKeyEvent>
#include <QMimeData>
#include <QPainter>

#include "app/canvas/canvas_view.h"
#include "app/panels/formula.h"
#include "app/shell/language.h"
#include "app/shell/theme/theme.h"

namespace saddle::app {

PaletteTile::PaletteTile(std::shared_ptr<const ops::LayerDef> def, QWidget* parent) : QAbstractButton(parent), def_(std::move(def)) {
    setText(QString::fromStdString(def_->name));
    setFixedHeight(int(Theme::instance().tokens().number("size.paletteTile")));
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    setFocusPolicy(Qt::StrongFocus);
    setCursor(Qt::OpenHandCursor);
    translated(this, [this] {
        setAccessibleName(text());
        setAccessibleDescription(catalogText(def_->summary));
        setToolTip(QStringLiteral("<b>%1</b><br>%2<br><i>%3</i><br>%4").arg(text().toHtmlEscaped(), catalogText(def_->summary).toHtmlEscaped(), formulaHtml(def_->formula), tr("Drag it to the canvas, or double-click to add it")));
    });
}

bool PaletteTile::matches(const QString& wanted) const {
    const QString all = text() + " " + QString::fromStdString(def_->summary + " " + def_->family) + " " + catalogText(def_->summary);
    for (const QString& word : wanted.split(' ', Qt::SkipEmptyParts))
        if (!all.contains(word, Qt::CaseInsensitive)) return false;
    return true;
}

bool PaletteTile::wide() const { return QFontMetrics(lookFont("base")).horizontalAdvance(text()) > kHalf - 22; }

QMimeData* PaletteTile::mimeData() const {
    auto* mime = new QMimeData;
    mime->setData(kLayerMimeType, QByteArray::fromStdString(def_->name));
    mime->setText(text());
    return mime;
}

void PaletteTile::paintEvent(QPaintEvent*) {
    const Tokens& tokens = Theme::instance().tokens();
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const bool focus = hasFocus(), hover = underMouse();
    painter.setPen(focus ? QPen(tokens.color("accent.base"), 1.5) : QPen(tokens.color(hover ? "line.strong" : tokens.dark() ? "bg.raised" : "line.subtle"), 1));
    painter.setBrush(tokens.color(hover ? "bg.hover" : "bg.raised"));
    painter.drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), 4, 4);
    painter.setPen(Qt::NoPen);
    painter.setBrush(tokens.color("family." + QString::fromStdString(def_->family)));
    painter.drawRoundedRect(QRectF(8, 7, 2.5, height() - 14), 1, 1);
    painter.setPen(tokens.color("text.primary"));
    painter.setFont(lookFont("base"));
    const QRect box(17, 0, width() - 21, height());
    painter.drawText(box, Qt::AlignVCenter | Qt::AlignLeft, painter.fontMetrics().elidedText(text(), Qt::ElideRight, box.width()));
}

void PaletteTile::enterEvent(QEnterEvent* event) {
    QAbstractButton::enterEvent(event);
    update();
}

void PaletteTile::leaveEvent(QEvent* event) {
    QAbstractButton::leaveEvent(event);
    update();
}

void PaletteTile::mousePressEvent(QMouseEvent* event) {
    pressed_ = event->pos();
    setFocus(Qt::MouseFocusReason);
    event->accept();
}

void PaletteTile::mouseMoveEvent(QMouseEvent* event) {
    if (!(event->buttons() & Qt::LeftButton) || (event->pos() - pressed_).manhattanLength() < QApplication::startDragDistance()) return;
    auto* drag = new QDrag(this);
    drag->setMimeData(mimeData());
    drag->setPixmap(grab());
    drag->setHotSpot(pressed_);
    drag->exec(Qt::CopyAction);
}

void PaletteTile::mouseDoubleClickEvent(QMouseEvent*) { Q_EMIT activated(); }

void PaletteTile::keyPressEvent(QKeyEvent* event) {
    switch (event->key()) {
        case Qt::Key_Return:
        case Qt::Key_Enter: return Q_EMIT activated();
        case Qt::Key_Right:
        case Qt::Key_Down: focusNextChild(); return;
        case Qt::Key_Left:
        case Qt::Key_Up: focusPreviousChild(); return;
        default: QAbstractButton::keyPressEvent(event);
    }
}

}  // namespace saddle::app
