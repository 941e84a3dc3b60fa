#include "app/shell/project_card.h"

#include <QKeyEvent>
#include <QLabel>
#include <QPainter>
#include <QStyle>
#include <QTextLayout>
#include <QVBoxLayout>

#include "app/shell/graph_thumbnail.h"
#include "app/shell/language.h"
#include "app/shell/number_text.h"
#include "app/shell/theme/theme.h"

namespace saddle::app {
namespace {

constexpr int kProjectWidth = 296, kPicture = 112, kProjectHeight = 236, kProjectMargin = 14, kLines = 3;

QLabel* fact(QGridLayout& grid, int column, const char* title) {
    auto* name = new QLabel;
    name->setProperty("look", "micro");
    translated(name, [name, title] { name->setText(ProjectCard::tr(title)); });
    auto* value = new QLabel;
    value->setProperty("look", "value");
    grid.addWidget(name, 0, column);
    grid.addWidget(value, 1, column);
    return value;
}

/// As much of `text` as fits in `lines` lines of `width` px; what is left out is an ellipsis.
QString shortened(const QString& text, const QFont& font, int width, int lines) {
    QTextLayout layout(text, font);
    layout.beginLayout();
    for (int line = 0;; ++line) {
        QTextLine part = layout.createLine();
        if (!part.isValid()) break;
        part.setLineWidth(width);
        if (line + 1 < lines || part.textStart() + part.textLength() == text.size()) continue;
        return text.left(part.textStart()) + QFontMetrics(font).elidedText(text.mid(part.textStart()), Qt::ElideRight, width);
    }
    return text;
}

}  // namespace

ProjectCard::ProjectCard(const ReadyProject& ready, QWidget* parent) : QFrame(parent), ready_(ready), state_(new QLabel(this)) {
    setProperty("look", "card");
    setFixedSize(kProjectWidth, kProjectHeight);
    setFocusPolicy(Qt::StrongFocus);
    setCursor(Qt::PointingHandCursor);
    auto* name = new QLabel;
    name->setFont(lookFont("title", 600));
    auto* about = new QLabel;
    about->setProperty("look", "hint");
    about->setWordWrap(true);
    about->setAlignment(Qt::AlignTop);
    state_->setProperty("look", "chip");
    auto* head = new QHBoxLayout;
    head->addWidget(name, 1);
    head->addWidget(state_);
    auto* grid = new QGridLayout;
    grid->setHorizontalSpacing(16);
    grid->setVerticalSpacing(0);
    fact(*grid, 0, QT_TR_NOOP("data"))->setText(QString::fromStdString(ready.project.data.set));
    parameters_ = fact(*grid, 1, QT_TR_NOOP("parameters"));
    fact(*grid, 2, QT_TR_NOOP("nodes"))->setText(countText(int64_t(ready.project.graph.nodes.size())));
    grid->setColumnStretch(0, 1);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(kProjectMargin, kPicture + 10, kProjectMargin, 12);
    column->setSpacing(2);
    column->addLayout(head);
    column->addWidget(about, 1);
    column->addLayout(grid);
    translated(this, [this, name, about] {
        name->setText(catalogText(ready_.project.name));
        const QString description = catalogText(ready_.project.description);
        about->setText(shortened(description, lookFont("small"), kProjectWidth - 2 * kProjectMargin - 2, kLines));
        setAccessibleName(tr("Open %1").arg(catalogText(ready_.project.name)));
        setToolTip(description + '\n' + tr("Opens a copy of this project (Enter)"));
        showFacts();
    });
    connect(&Theme::instance(), &Theme::changed, this, [this] { update(); });
}

void ProjectCard::setFacts(const ProjectFacts& facts) {
    facts_ = facts;
    showFacts();
}

void ProjectCard::showFacts() {
    parameters_->setText(facts_ && facts_->parameters > 0 ? countText(facts_->parameters) : kUnknown);
    state_->setVisible(facts_.has_value());
    if (!facts_) return;
    state_->setText(facts_->problem.isEmpty() ? tr("ready") : tr("needs data"));
    state_->setToolTip(facts_->problem);
}

void ProjectCard::paintEvent(QPaintEvent* event) {
    QFrame::paintEvent(event);
    QPainter painter(this);
    const Tokens& tokens = Theme::instance().tokens();
    const QRect picture(2, 2, width() - 4, kPicture - 2);
    painter.fillRect(picture.adjusted(4, 4, -4, 0), tokens.color("bg.canvas"));
    painter.fillRect(picture.left(), picture.bottom(), picture.width(), 1, tokens.color("line.subtle"));
    paintThumbnail(painter, picture.adjusted(14, 12, -14, -12), ready_.project.graph);
}

void ProjectCard::mouseReleaseEvent(QMouseEvent* event) {
    if (event->button() == Qt::LeftButton && rect().contains(event->pos())) Q_EMIT activated();
}

void ProjectCard::keyPressEvent(QKeyEvent* event) {
    if (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter || event->key() == Qt::Key_Space) Q_EMIT activated();
    else QFrame::keyPressEvent(event);
}

}  // namespace saddle::app
