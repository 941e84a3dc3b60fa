#include "app/shell/document_page.h"

#include <QAction>
#include <QButtonGroup>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QToolButton>

#include "app/shell/documents.h"
#include "app/shell/elided_label.h"
#include "app/shell/heat_legend.h"
#include "app/shell/language.h"
#include "app/shell/number_text.h"
#include "app/shell/theme/theme.h"
#include "app/shell/theme/themed_icon.h"

namespace saddle::app {
namespace {

QWidget* canvas_row(QWidget* parent, QHBoxLayout*& layout) {
    auto* row = new QWidget(parent);
    row->setProperty("look", "canvas");
    row->setAttribute(Qt::WA_StyledBackground);
    row->setFixedHeight(40);
    layout = new QHBoxLayout(row);
    layout->setContentsMargins(14, 0, 14, 0);
    layout->setSpacing(6);
    return row;
}

QToolButton* verb_button(CanvasView& canvas, CanvasVerb verb, const QString& icon) {
    auto* button = new QToolButton;
    QAction* action = canvas.action(verb);
    action->setIcon(themedIcon(icon));
    button->setDefaultAction(action);
    button->setToolButtonStyle(Qt::ToolButtonIconOnly);
    button->setFocusPolicy(Qt::TabFocus);
    translated(button, [button, action] { button->setAccessibleName(action->text()); });
    return button;
}

}  // namespace

DocumentPage::DocumentPage(QWidget* parent) : QWidget(parent), canvas_(new CanvasView(document_, this)), heat_(new QButtonGroup(this)), legend_(new HeatLegend(this)), zoom_(new QLabel(this)) {
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(topRow());
    column->addWidget(canvas_, 1);
    column->addWidget(bottomRow());
    setFocusProxy(canvas_);
    canvas_->setTokens(Theme::instance().tokens());
    connect(&Theme::instance(), &Theme::changed, this, [this] { canvas_->setTokens(Theme::instance().tokens()); });
    connect(&document_, &GraphDocument::pathChanged, this, &DocumentPage::titleChanged);
    connect(&document_, &GraphDocument::dirtyChanged, this, &DocumentPage::titleChanged);
    connect(&document_, &GraphDocument::changed, this, &DocumentPage::titleChanged);
    const auto show_scale = [this] {
        const auto [high, what] = canvas_->heatScale();
        legend_->setScale(high, what);
    };
    connect(canvas_, &CanvasView::heatScaleChanged, this, show_scale);
    const auto show_zoom = [this](double zoom) { zoom_->setText(QStringLiteral("%1 %").arg(qRound(zoom * 100))); };
    connect(canvas_, &CanvasView::zoomChanged, this, show_zoom);
    show_zoom(canvas_->zoom());
    translated(this, [this, show_scale] { show_scale(); });
}

DocumentPage::~DocumentPage() {
    delete canvas_;                  // it looks at the document
    document_.blockSignals(true);    // an undo stack says that it is clean while it goes
}

QWidget* DocumentPage::topRow() {
    QHBoxLayout* row;
    QWidget* widget = canvas_row(this, row);
    auto* segments = new QHBoxLayout;
    segments->setSpacing(0);
    const std::tuple<HeatMode, const char*, const char*> modes[] = {
        {HeatMode::Time, QT_TR_NOOP("Time"), QT_TR_NOOP("Measured time of a step: forward, backward and update")},
        {HeatMode::Flops, QT_TR_NOOP("FLOPs"), QT_TR_NOOP("Floating-point operations, forward")},
        {HeatMode::Memory, QT_TR_NOOP("Memory"), QT_TR_NOOP("Activations written forward")},
        {HeatMode::Parameters, QT_TR_NOOP("Parameters"), QT_TR_NOOP("Numbers that are trained")},
        {HeatMode::GradientNorm, QT_TR_NOOP("Gradient"), QT_TR_NOOP("L2 norm of the gradient of a node's parameters, measured every 64 steps")},
        {HeatMode::Zeros, QT_TR_NOOP("Zeros"), QT_TR_NOOP("Share of zeros in what a node gives (activation sparsity), measured every 64 steps")}};
    for (const auto& [mode, text, help] : modes) {
        auto* button = new QPushButton(widget);
        button->setCheckable(true);
        button->setProperty("look", "segment");
        button->setFocusPolicy(Qt::TabFocus);
        heat_->addButton(button, int(mode));
        segments->addWidget(button);
        translated(button, [button, text = text, help = help] {
            button->setText(tr(text));
            button->setToolTip(tr("Nodes show and glow by: %1").arg(tr(text)) + '\n' + tr(help));
        });
    }
    heat_->button(int(canvas_->heatMode()))->setChecked(true);
    connect(heat_, &QButtonGroup::idClicked, this, [this](int id) { canvas_->setHeatMode(HeatMode(id)); });
    connect(canvas_, &CanvasView::heatModeChanged, this, [this](HeatMode mode) { heat_->button(int(mode))->setChecked(true); });
    row->addLayout(segments);
    row->addSpacing(8);
    row->addWidget(legend_);
    row->addStretch(1);
    for (const auto& [verb, icon] : {std::pair(CanvasVerb::AddLayer, "add"), {CanvasVerb::AutoLayout, "layout"}, {CanvasVerb::ToggleSnap, "snap"}, {CanvasVerb::ExportImage, "image"}})
        row->addWidget(verb_button(*canvas_, verb, icon));
    return widget;
}

QWidget* DocumentPage::bottomRow() {
    QHBoxLayout* row;
    QWidget* widget = canvas_row(this, row);
    auto* hint = new ElidedLabel(widget);
    hint->setProperty("look", "hint");
    translated(hint, [hint] { hint->setText(tr("/ adds a layer · drop on a wire inserts it · right mouse button or middle drag pans")); });
    zoom_->setAlignment(Qt::AlignCenter);
    zoom_->setMinimumWidth(48);
    zoom_->setFont(lookFont("small", 400, true));
    row->addWidget(hint);
    row->addStretch(1);
    for (const auto& [verb, sign] : {std::pair(CanvasVerb::ZoomOut, QChar(0x2212)), {CanvasVerb::ZoomIn, QChar('+')}}) {
        auto* button = new QToolButton;
        QAction* action = canvas_->action(verb);
        button->setText(sign);
        button->setFocusPolicy(Qt::TabFocus);
        connect(button, &QToolButton::clicked, action, &QAction::trigger);
        translated(button, [button, action] {
            button->setAccessibleName(action->text());
            button->setToolTip(action->toolTip());
        });
        row->addWidget(button);
        if (verb == CanvasVerb::ZoomOut) row->addWidget(zoom_);
    }
    row->addWidget(verb_button(*canvas_, CanvasVerb::Fit, "fit"));
    return widget;
}

QString DocumentPage::name() const {
    const QString name = QString::fromStdString(document_.project().name);
    return !name.isEmpty() ? name : !document_.path().isEmpty() ? Documents::fileTitle(document_.path()) : tr("Untitled");
}

QString DocumentPage::title() const { return document_.dirty() ? name() + QString::fromUtf8(" •") : name(); }

}  // namespace saddle::app
