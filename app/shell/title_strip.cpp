#include "app/shell/title_strip.h"

#include <QDateTime>
#include <QFileInfo>
#include <QHBoxLayout>
#include <QLabel>
#include <QMenuBar>
#include <QPainter>
#include <QPainterPath>
#include <QTimer>

#include "app/shell/language.h"
#include "app/shell/theme/theme.h"

namespace saddle::app {

void paintSign(QPainter& painter, const QRectF& rect) {
    const Tokens& tokens = Theme::instance().tokens();
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.translate(rect.topLeft());
    painter.scale(rect.width() / 20, rect.height() / 20);
    const auto stroke = [&](const char* color, qreal width, const QPainterPath& path) {
        painter.setPen(QPen(tokens.color(color), width, Qt::SolidLine, Qt::RoundCap));
        painter.setBrush(Qt::NoBrush);
        painter.drawPath(path);
    };
    QPainterPath valley(QPointF(2, 5.5)), ridge(QPointF(3, 16.5));
    valley.cubicTo(5.2, 5.5, 6.6, 11.5, 10, 11.5);
    valley.cubicTo(13.4, 11.5, 14.8, 5.5, 18, 5.5);
    ridge.cubicTo(5.5, 14.9, 7.3, 11.5, 10, 11.5);
    ridge.cubicTo(12.7, 11.5, 14.5, 14.9, 17, 16.5);
    stroke("accent.base", 2, valley);
    stroke("text.tertiary", 1.6, ridge);
    painter.setPen(Qt::NoPen);
    painter.setBrush(tokens.color("text.primary"));
    painter.drawEllipse(QPointF(10, 11.5), 2.1, 2.1);
    painter.restore();
}

TitleStrip::TitleStrip(QMenuBar* menus, QWidget* parent) : QWidget(parent), menus_(menus), title_(new QLabel(this)), saved_(new QLabel(this)) {
    setProperty("look", "gutter");
    setAttribute(Qt::WA_StyledBackground);
    setFixedHeight(int(Theme::instance().tokens().number("size.menuBar")));
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(36, 0, 12, 0);
    row->setSpacing(0);
    row->addWidget(menus_, 0, Qt::AlignVCenter);
    row->addStretch(1);
    row->addWidget(saved_, 0, Qt::AlignVCenter);
    menus_->setSizePolicy(QSizePolicy::Maximum, QSizePolicy::Preferred);
    saved_->setProperty("look", "hint");
    title_->setAlignment(Qt::AlignCenter);
    title_->setTextFormat(Qt::RichText);
    title_->setAttribute(Qt::WA_TransparentForMouseEvents);
    auto* clock = new QTimer(this);
    clock->setInterval(10000);
    connect(clock, &QTimer::timeout, this, &TitleStrip::showTitle);
    clock->start();
    connect(&Theme::instance(), &Theme::changed, this, &TitleStrip::showTitle);
    translated(this, [this] { showTitle(); });
}

void TitleStrip::setDocument(GraphDocument* document) {
    if (document_) document_->disconnect(this);
    document_ = document;
    if (document) {
        connect(document, &GraphDocument::changed, this, &TitleStrip::showTitle);
        connect(document, &GraphDocument::pathChanged, this, &TitleStrip::showTitle);
        connect(document, &GraphDocument::dirtyChanged, this, &TitleStrip::showTitle);
    }
    showTitle();
}

void TitleStrip::showTitle() {
    const Tokens& tokens = Theme::instance().tokens();
    QString saved;
    if (document_) {
        const QString name = QString::fromStdString(document_->project().name), set = QString::fromStdString(document_->project().data.set);
        title_->setText(QStringLiteral("<b>%1</b> <span style='color:%2'>%3</span>").arg((name.isEmpty() ? tr("Untitled") : name).toHtmlEscaped(), tokens.color("text.tertiary").name(), set.toHtmlEscaped()));
        if (document_->path().isEmpty()) saved = tr("Not saved yet");
        else if (document_->dirty()) saved = tr("Unsaved changes");
        else {
            const qint64 seconds = QFileInfo(document_->path()).lastModified().secsTo(QDateTime::currentDateTime());
            saved = seconds < 60 ? tr("Saved just now") : seconds < 3600 ? tr("Saved %1 min ago").arg(seconds / 60) : tr("Saved");
        }
    } else {
        title_->setText("<b>Saddlepoint</b>");
    }
    saved_->setText(saved);
    resizeEvent(nullptr);
}

void TitleStrip::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    painter.fillRect(rect(), Theme::instance().tokens().color("bg.gutter"));
    paintSign(painter, QRectF(10, (height() - 20) / 2.0, 20, 20));
}

void TitleStrip::resizeEvent(QResizeEvent*) {
    const int left = 36 + menus_->sizeHint().width(), right = saved_->sizeHint().width() + 20, wide = title_->sizeHint().width() + 8;
    const int x = std::max(left, (width() - wide) / 2);   // in the middle, unless the menus reach there
    title_->setGeometry(x, 0, std::max(0, std::min(wide, width() - right - x)), height());
}

}  // namespace saddle::app
