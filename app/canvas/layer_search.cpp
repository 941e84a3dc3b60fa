#include "app/canvas/layer_search.h"

#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QPainter>
#include <QPixmap>
#include <QVBoxLayout>
#include <algorithm>

#include "app/shell/theme/icon.h"

namespace saddle::app {
namespace {

constexpr int kWidth = 300, kRow = 24, kRows = 9;

/// Lower is better; negative: no match.
int rank(const ops::LayerDef& layer, const QString& text) {
    if (text.isEmpty()) return 0;
    const QString name = QString::fromStdString(layer.name);
    if (name.compare(text, Qt::CaseInsensitive) == 0) return 0;
    if (name.startsWith(text, Qt::CaseInsensitive)) return 1;
    if (name.contains(text, Qt::CaseInsensitive)) return 2;
    QString capitals;
    for (const QChar c : name)
        if (c.isUpper() || c.isDigit()) capitals += c;
    if (capitals.startsWith(text, Qt::CaseInsensitive)) return 3;
    if (QString::fromStdString(layer.family).startsWith(text, Qt::CaseInsensitive)) return 4;
    if (text.size() > 2 && QString::fromStdString(layer.summary).contains(text, Qt::CaseInsensitive)) return 5;
    return -1;
}

}  // namespace

LayerList find_layers(const LayerList& among, const QString& text) {
    std::vector<std::pair<int, std::shared_ptr<const ops::LayerDef>>> ranked;
    for (const auto& layer : among)
        if (const int r = rank(*layer, text.trimmed()); r >= 0) ranked.emplace_back(r, layer);
    std::stable_sort(ranked.begin(), ranked.end(), [](const auto& a, const auto& b) { return a.first < b.first; });
    LayerList found;
    for (auto& [r, layer] : ranked) found.push_back(std::move(layer));
    return found;
}

LayerSearch::LayerSearch(const CanvasStyle& style, QWidget* parent)
    : QFrame(parent), style_(style), field_(new QLineEdit(this)), context_(new QLabel(this)), results_(new QListWidget(this)) {
    setObjectName("layerSearch");
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(8, 8, 8, 8);
    column->setSpacing(6);
    column->addWidget(field_);
    column->addWidget(context_);
    column->addWidget(results_);
    setFixedWidth(kWidth);
    results_->setFocusPolicy(Qt::NoFocus);
    results_->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    results_->setFixedHeight(kRow * kRows + 4);
    results_->setUniformItemSizes(true);
    field_->installEventFilter(this);
    connect(field_, &QLineEdit::textChanged, this, &LayerSearch::list);
    connect(results_, &QListWidget::itemClicked, this, [this] { choose(); });
    restyle();
    hide();
}

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
                      .arg(kRow)
                      .arg(style_.hover.name()));
    setFont(style_.base);
    field_->setFont(style_.base);
    results_->setFont(style_.base);
    context_->setFont(style_.small);
}

void LayerSearch::open(const QPoint& at, LayerList layers, const QString& context, std::function<void(const std::string&)> chosen) {
    layers_ = std::move(layers);
    chosen_ = std::move(chosen);
    field_->setPlaceholderText(tr("Search %n layers", nullptr, int(layers_.size())));
    for (const auto& [widget, name] : {std::pair<QWidget*, QString>(field_, tr("Search layers")), {results_, tr("Layers found")}}) {
        widget->setAccessibleName(name);
        widget->setToolTip(name);
    }
    context_->setText(context);
    context_->setVisible(!context.isEmpty());
    field_->clear();
    list();
    adjustSize();
    const QRect room = parentWidget()->rect().adjusted(8, 8, -8, -8);
    move(std::clamp(at.x(), room.left(), std::max(room.left(), room.right() - width())), std::clamp(at.y(), room.top(), std::max(room.top(), room.bottom() - height())));
    show();
    raise();
    field_->setFocus();
}

void LayerSearch::list() {
    results_->clear();
    const qreal ratio = devicePixelRatioF();
    for (const auto& layer : find_layers(layers_, field_->text())) {
        const CanvasStyle::Family& family = style_.family(QString::fromStdString(layer->family));
        QPixmap icon(QSize(14, 14) * ratio);
        icon.setDevicePixelRatio(ratio);
        icon.fill(Qt::transparent);
        QPainter painter(&icon);
        paintIcon(painter, family.icon, QRectF(0, 0, 14, 14), family.color);
        painter.end();
        auto* item = new QListWidgetItem(QIcon(icon), QString::fromStdString(layer->name), results_);
        item->setToolTip(QString::fromStdString(layer->summary));
        item->setSizeHint(QSize(0, kRow));
    }
    results_->setCurrentRow(0);
}

void LayerSearch::choose() {
    const QListWidgetItem* item = results_->currentItem();
    if (!item) return;
    const std::string name = item->text().toStdString();
    const auto chosen = std::exchange(chosen_, nullptr);
    shut();
    if (chosen) chosen(name);
}

void LayerSearch::shut() {
    chosen_ = nullptr;
    hide();
    parentWidget()->setFocus();
}

bool LayerSearch::eventFilter(QObject* watched, QEvent* event) {
    if (event->type() == QEvent::FocusOut && isVisible()) {
        chosen_ = nullptr;
        hide();
    }
    if (event->type() == QEvent::KeyPress) {
        const auto* key = static_cast<QKeyEvent*>(event);
        const int rows = results_->count(), row = results_->currentRow();
        switch (key->key()) {
            case Qt::Key_Escape: shut(); return true;
            case Qt::Key_Return:
            case Qt::Key_Enter: choose(); return true;
            case Qt::Key_Down: results_->setCurrentRow(std::min(rows - 1, row + 1)); return true;
            case Qt::Key_Up: results_->setCurrentRow(std::max(0, row - 1)); return true;
            case Qt::Key_PageDown: results_->setCurrentRow(std::min(rows - 1, row + kRows)); return true;
            case Qt::Key_PageUp: results_->setCurrentRow(std::max(0, row - kRows)); return true;
            default: break;
        }
    }
    return QFrame::eventFilter(watched, event);
}

}  // namespace saddle::app

#include "moc_layer_search.cpp"
