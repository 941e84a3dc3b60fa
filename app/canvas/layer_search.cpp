#include "app/canvas/layer_search.h"

#include <QApplication>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QPainter>
#include <QPixmap>
#include <QSignalBlocker>
#include <QVBoxLayout>
#include <algorithm>

#include "app/panels/fields/parse_value.h"
#include "app/shell/theme/icon.h"

namespace saddle::app {
namespace {

constexpr int kSearchWidth = 300, kSearchRow = 24, kRows = 9;

constexpr int kAttributes = 5;   // named in the preview, beside those that get a value

/// "out_channels 20 · kernel 5": what the layer will be. Values that are typed stand out.
QString preview(const ops::LayerDef& layer, const Attributes& typed, const CanvasStyle& style) {
    QStringList parts;
    int shown = 0;
    for (const ops::AttributeDef& def : layer.attributes) {
        const auto own = typed.find(def.name);
        if (own == typed.end() && ++shown > kAttributes) continue;
        const QString text = (QString::fromStdString(def.name) + ' ' + valueText(own == typed.end() ? def.fallback : own->second)).toHtmlEscaped().replace(' ', "&nbsp;");
        parts << (own == typed.end() ? text : QStringLiteral("<span style='color:%1'><b>%2</b></span>").arg(style.primary.name(), text));
    }
    return parts.join(QStringLiteral(" \u00b7 "));
}

}  // namespace

LayerSearch::LayerSearch(const CanvasStyle& style, QWidget* parent)
    : QFrame(parent), style_(style), field_(new QLineEdit(this)), context_text_(new QLabel(this)), preview_(new QLabel(this)), results_(new QListWidget(this)) {
    setObjectName("layerSearch");
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(8, 8, 8, 8);
    column->setSpacing(6);
    column->addWidget(field_);
    column->addWidget(context_text_);
    column->addWidget(results_);
    column->addWidget(preview_);
    preview_->setTextFormat(Qt::RichText);
    preview_->setWordWrap(true);
    preview_->setAlignment(Qt::AlignTop | Qt::AlignLeft);
    setFixedWidth(kSearchWidth);
    results_->setFocusPolicy(Qt::NoFocus);
    results_->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    results_->setFixedHeight(kSearchRow * kRows + 4);
    results_->setUniformItemSizes(true);
    field_->installEventFilter(this);
    connect(field_, &QLineEdit::textChanged, this, &LayerSearch::list);
    connect(results_, &QListWidget::itemClicked, this, [this] { choose(false); });
    connect(results_, &QListWidget::currentRowChanged, this, &LayerSearch::describe);
    restyle();
    hide();
}

LayerSearch::~LayerSearch() = default;

void LayerSearch::restyle() {
    setStyleSheet(QStringLiteral("#layerSearch { background: %1; border: 1px solid %2; border-radius: 6px; }"
                                 "#layerSearch QLabel { color: %3; font-size: 11px; }"
                                 "#layerSearch QLineEdit { background: %4; color: %5; border: 1px solid %6; border-radius: 4px; padding: 3px 6px; font-size: 12px; selection-background-color: %7; }"
                                 "#layerSearch QListWidget { background: transparent; color: %5; border: none; outline: none; font-size: 12px; }"
                                 "#layerSearch QListWidget::item { height: %8px; border-radius: 3px; }"
                                 "#layerSearch QListWidget::item:selected { background: %7; color: %5; }"
                                 "#layerSearch QListWidget::item:hover { background: %9; }")
                      .arg(style_.raised.name(), style_.line_strong.name(), style_.tertiary.name(), style_.field.name(), style_.primary.name(), style_.line.name(),
                           style_.accent_soft.name())
                      .arg(kSearchRow)
                      .arg(style_.hover.name()));
    setFont(style_.base);
    field_->setFont(style_.base);
    results_->setFont(style_.base);
    for (QLabel* label : {context_text_, preview_}) label->setFont(style_.small);
    preview_->setFixedHeight(2 * QFontMetrics(style_.small).lineSpacing() + 2);
}

void LayerSearch::open(const QPoint& at, LayerList layers, Context context, Chosen chosen) {
    context_ = std::move(context);
    chosen_ = std::move(chosen);
    awaited_ = false;
    field_->clear();
    setLayers(std::move(layers));
    if (isVisible()) return;
    field_->setAccessibleName(tr("Search layers"));
    results_->setAccessibleName(tr("Layers found"));
    results_->setToolTip(tr("Layers found"));
    field_->setToolTip(tr("A layer's name and perhaps values: \"conv 20 5\", \"conv 20 padding=2\". Enter places it, > places it and goes on behind it."));
    adjustSize();
    const QRect room = parentWidget()->rect().adjusted(8, 8, -8, -8);
    move(std::clamp(at.x(), room.left(), std::max(room.left(), room.right() - width())), std::clamp(at.y(), room.top(), std::max(room.top(), room.bottom() - height())));
    show();
    raise();
    field_->setFocus();
}

void LayerSearch::setLayers(LayerList layers) {
    layers_ = std::move(layers);
    awaited_ = false;
    field_->setPlaceholderText(tr("Search %n layers", nullptr, int(layers_.size())));
    list();
    for (const auto& key : std::exchange(held_, {})) QApplication::sendEvent(isVisible() ? static_cast<QWidget*>(field_) : parentWidget(), key.get());
}

void LayerSearch::list() {
    const QSignalBlocker quiet(results_);   // its rows come one by one
    results_->clear();
    found_ = named_layers(layers_, field_->text());
    const qreal ratio = devicePixelRatioF();
    for (const auto& layer : found_.layers) {
        const CanvasStyle::Family& family = style_.family(QString::fromStdString(layer->family));
        QPixmap icon(QSize(14, 14) * ratio);
        icon.setDevicePixelRatio(ratio);
        icon.fill(Qt::transparent);
        QPainter painter(&icon);
        paintIcon(painter, family.icon, QRectF(0, 0, 14, 14), family.color);
        painter.end();
        auto* item = new QListWidgetItem(QIcon(icon), QString::fromStdString(layer->name), results_);
        item->setToolTip(QString::fromStdString(layer->summary));
        item->setSizeHint(QSize(0, kSearchRow));
    }
    results_->setCurrentRow(0);
    describe();
}

/// What the row in hand would become, or why it cannot.
void LayerSearch::describe() {
    const int row = results_->currentRow();
    const ops::LayerDef* layer = row >= 0 && size_t(row) < found_.layers.size() ? found_.layers[size_t(row)].get() : nullptr;
    const QString context = layer && context_ ? context_(layer->name) : QString();
    context_text_->setText(context);
    context_text_->setVisible(!context.isEmpty());
    QString text = tr("No layer that fits here is called so.").toHtmlEscaped(), problem;
    if (layer) {
        const LayerValues values = layer_values(*layer, found_.values);
        problem = values.problem;
        text = preview(*layer, values.attributes, style_);
    }
    preview_->setText(problem.isEmpty() ? text : QStringLiteral("<span style='color:%1'>%2</span>").arg(style_.error.name(), problem.toHtmlEscaped()));
    field_->setAccessibleDescription(problem);
}

void LayerSearch::choose(bool go_on) {
    const int row = results_->currentRow();
    if (row < 0 || (go_on && field_->text().trimmed().isEmpty())) return;
    const ops::LayerDef& layer = *found_.layers[size_t(row)];
    const LayerValues values = layer_values(layer, found_.values);
    if (!values.problem.isEmpty()) return;   // the preview says it
    const std::string name = layer.name;
    const Chosen chosen = std::exchange(chosen_, nullptr);
    if (!go_on) shut();
    if (chosen) chosen(name, values.attributes);
    if (go_on) Q_EMIT wentOn();
}

void LayerSearch::shut() {
    chosen_ = nullptr;
    held_.clear();
    hide();
    parentWidget()->setFocus();
}

bool LayerSearch::pressed(const QKeyEvent& key) {
    const bool enter = key.key() == Qt::Key_Return || key.key() == Qt::Key_Enter, on = key.text() == ">";
    if (awaited_ && key.key() != Qt::Key_Escape && (enter || on || !held_.empty())) {
        held_.emplace_back(key.clone());
        return true;
    }
    const int rows = results_->count(), row = results_->currentRow();
    switch (key.key()) {
        case Qt::Key_Escape: shut(); return true;
        case Qt::Key_Down: results_->setCurrentRow(std::min(rows - 1, row + 1)); return true;
        case Qt::Key_Up: results_->setCurrentRow(std::max(0, row - 1)); return true;
        case Qt::Key_PageDown: results_->setCurrentRow(std::min(rows - 1, row + kRows)); return true;
        case Qt::Key_PageUp: results_->setCurrentRow(std::max(0, row - kRows)); return true;
        default: break;
    }
    if (enter || on) choose(on);
    return enter || on;
}

bool LayerSearch::eventFilter(QObject* watched, QEvent* event) {
    if (event->type() == QEvent::FocusOut && isVisible() && static_cast<QFocusEvent*>(event)->reason() != Qt::ActiveWindowFocusReason) {
        chosen_ = nullptr;
        held_.clear();
        hide();
    }
    if (event->type() == QEvent::KeyPress && pressed(*static_cast<QKeyEvent*>(event))) return true;
    return QFrame::eventFilter(watched, event);
}

}  // namespace saddle::app

#include "moc_layer_search.cpp"
