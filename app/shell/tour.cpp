#include "app/shell/tour.h"

#include <QKeyEvent>
#include <QLabel>
#include <QPainter>
#include <QPainterPath>
#include <QPushButton>
#include <QTimer>
#include <QVBoxLayout>
#include <algorithm>

#include "app/panels/inspector_panel.h"
#include "app/panels/palette_panel.h"
#include "app/shell/file_commands.h"
#include "app/shell/language.h"
#include "app/shell/live_views.h"
#include "app/shell/main_window.h"
#include "app/shell/panel_docks.h"
#include "app/shell/ready_projects.h"
#include "app/shell/theme/theme.h"

namespace saddle::app {
namespace {

constexpr int kCardGap = 12, kCardWidth = 340, kFollowMs = 100;
constexpr double kRingWidth = 2, kRingRadius = 6, kVeil = 0.45;

struct Words { const char *title, *text; };
const Words kSteps[] = {
    {QT_TRANSLATE_NOOP("Tour", "Begin with a ready project"), QT_TRANSLATE_NOOP("Tour", "Each card is a model that trains on this computer. A click opens a copy. The next step opens LeNet-5, which reads handwritten digits.")},
    {QT_TRANSLATE_NOOP("Tour", "Build with layers"), QT_TRANSLATE_NOOP("Tour", "Drag a layer onto the canvas, or press / there and type its name. Dropped on a wire it is inserted. Every wire shows its shape, every mistake what to do about it.")},
    {QT_TRANSLATE_NOOP("Tour", "Change what is selected"), QT_TRANSLATE_NOOP("Tour", "The inspector shows the attributes, shapes and cost of the selected layer; Training beside it has data, batch and optimizer. F1 explains the layer. Everything can be undone.")},
    {QT_TRANSLATE_NOOP("Tour", "Train"), QT_TRANSLATE_NOOP("Tour", "F5 starts, F6 pauses, F10 does a single step. Each run is kept, with its weights and curves.")},
    {QT_TRANSLATE_NOOP("Tour", "Look inside while it runs"), QT_TRANSLATE_NOOP("Tour", "Curves, the loss landscape and every kernel on the device. Point at a kernel and its layer lights up on the canvas, and the other way round.")},
};
constexpr int kCount = int(std::size(kSteps));
enum Step { AtGallery, AtLayers, AtInspector, AtTrain, AtViews };

}  // namespace

Tour::Tour(MainWindow& window)
    : QWidget(&window), window_(window), card_(new QFrame(&window)), title_(new QLabel), text_(new QLabel), count_(new QLabel), skip_(new QPushButton), back_(new QPushButton), next_(new QPushButton) {
    setObjectName("tour");
    setAttribute(Qt::WA_TransparentForMouseEvents);
    card_->setProperty("look", "box");
    card_->setObjectName("tourCard");
    card_->setFixedWidth(kCardWidth);
    text_->setWordWrap(true);
    text_->setProperty("look", "label");
    count_->setProperty("look", "hint");
    next_->setProperty("look", "primary");
    auto* buttons = new QHBoxLayout;
    buttons->addWidget(count_);
    buttons->addStretch(1);
    for (QPushButton* button : {skip_, back_, next_}) {
        button->setFocusPolicy(Qt::StrongFocus);
        button->installEventFilter(this);
        buttons->addWidget(button);
    }
    auto* column = new QVBoxLayout(card_);
    column->setContentsMargins(14, 12, 14, 12);
    column->setSpacing(8);
    column->addWidget(title_);
    column->addWidget(text_);
    column->addLayout(buttons);
    connect(skip_, &QPushButton::clicked, this, &Tour::finish);
    connect(back_, &QPushButton::clicked, this, [this] { go(step_ - 1); });
    connect(next_, &QPushButton::clicked, this, [this] { step_ + 1 < kCount ? go(step_ + 1) : finish(); });
    connect(&window.documents(), &Documents::currentChanged, this, [this](DocumentPage* page) {
        if (page && step_ == AtGallery) go(AtLayers);   // a card was clicked
    });
    auto* follow = new QTimer(this);   // panels move and close under it
    connect(follow, &QTimer::timeout, this, &Tour::place);
    follow->start(kFollowMs);
    translated(this, [this] {
        skip_->setText(tr("Skip"));
        skip_->setToolTip(tr("End the tour; Help > Tour shows it again (Esc)"));
        back_->setText(tr("Back"));
        back_->setToolTip(tr("The step before"));
        go(step_);
    });
}

void Tour::begin() {
    for (Tour* other : window_.findChildren<Tour*>())
        if (other != this) other->finish();
    setAccessibleName(tr("Tour"));
    go(0);
    show();
    card_->show();
    next_->setFocus();
}

void Tour::go(int step) {
    step_ = step;
    if (step_ == AtGallery) window_.documents().showGallery();
    else if (!window_.documents().current()) {
        if (const auto pages = window_.documents().pages(); !pages.empty()) window_.documents().showPage(*pages.back());
        else window_.files().openReady(readyProjects().front().path);
    }
    if (step_ == AtLayers) window_.panels().show(window_.panels().palette);
    if (step_ == AtInspector) {
        window_.panels().show(window_.panels().inspector);
        GraphDocument& document = window_.documents().current()->document();
        const auto& nodes = document.project().graph.nodes;
        const auto telling = std::find_if(nodes.begin(), nodes.end(), [](const Node& node) { return !node.attributes.empty(); });
        if (document.selection().isEmpty() && telling != nodes.end()) document.select({QString::fromStdString(telling->id)});
    }
    if (step_ == AtViews) window_.panels().show(window_.views().loss());
    title_->setFont(lookFont("title", 600));
    title_->setText(tr(kSteps[step_].title));
    text_->setText(tr(kSteps[step_].text));
    count_->setText(tr("%1 of %2").arg(step_ + 1).arg(kCount));
    back_->setEnabled(step_ > 0);
    next_->setText(step_ + 1 < kCount ? tr("Next") : tr("Done"));
    next_->setToolTip(step_ + 1 < kCount ? tr(kSteps[step_ + 1].title) : tr("End the tour"));
    card_->setAccessibleName(title_->text());
    place();
    if (card_->isVisible()) next_->setFocus();   // an opened project took it
}

QWidget* Tour::target() const {
    switch (step_) {
        case AtGallery: return window_.documents().currentWidget();
        case AtLayers: return window_.panels().palette;
        case AtInspector: return window_.panels().inspector;
        case AtTrain: return window_.findChild<QWidget*>("train");
        default: return window_.views().loss();
    }
}

void Tour::place() {
    setGeometry(window_.rect());
    const QWidget* widget = target();
    const QRect area = window_.rect().adjusted(kCardGap, kCardGap, -kCardGap, -kCardGap);
    ring_ = widget && widget->isVisible() ? QRect(widget->mapTo(&window_, QPoint(0, 0)), widget->size()).adjusted(-3, -3, 3, 3) & window_.rect() : QRect();
    const QSize size(kCardWidth, card_->layout()->totalHeightForWidth(kCardWidth));
    card_->resize(size);
    // Beside the ring where there is room: right, left, below, above; else over its lower right corner.
    const QPoint places[] = {{ring_.right() + kCardGap, ring_.top()}, {ring_.left() - kCardGap - size.width(), ring_.top()}, {ring_.left(), ring_.bottom() + kCardGap}, {ring_.left(), ring_.top() - kCardGap - size.height()}};
    QPoint at = ring_.isNull() ? area.center() - QPoint(size.width(), size.height()) / 2 : ring_.bottomRight() - QPoint(size.width() + 2 * kCardGap, size.height() + 2 * kCardGap);
    for (const QPoint& place : places)
        if (!ring_.isNull() && area.contains(QRect(place, size))) {
            at = place;
            break;
        }
    card_->move(at);
    raise();
    card_->raise();
    update();
}

void Tour::finish() {
    card_->hide();
    card_->deleteLater();
    hide();
    deleteLater();
}

void Tour::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    QPainterPath veil, hole;
    veil.addRect(rect());
    hole.addRoundedRect(ring_, kRingRadius, kRingRadius);
    QColor dim = Theme::instance().tokens().color("bg.gutter");
    dim.setAlphaF(kVeil);
    painter.fillPath(veil - hole, dim);
    if (ring_.isNull()) return;
    painter.setPen(QPen(Theme::instance().tokens().color("accent.base"), kRingWidth));
    painter.drawPath(hole);
}

bool Tour::eventFilter(QObject* watched, QEvent* event) {
    if (event->type() != QEvent::KeyPress) return false;
    const int key = static_cast<QKeyEvent*>(event)->key();
    if (key == Qt::Key_Escape) finish();
    else if (key == Qt::Key_Return || key == Qt::Key_Enter) static_cast<QPushButton*>(watched)->click();
    else return false;
    return true;
}

}  // namespace saddle::app
