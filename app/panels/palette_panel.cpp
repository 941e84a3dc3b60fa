#include "app/panels/palette_panel.h"

#include <QKeyEvent>
#include <QLineEdit>
#include <QScrollArea>
#include <QVBoxLayout>

#include "app/panels/empty_state.h"
#include "app/panels/palette_family.h"
#include "app/panels/palette_tile.h"
#include "app/shell/language.h"
#include "app/shell/theme/themed_icon.h"

namespace saddle::app {

PalettePanel::PalettePanel(QWidget* parent) : QWidget(parent), search_(new QLineEdit), nothing_(new EmptyState("search")) {
    setProperty("look", "panel");
    setAttribute(Qt::WA_StyledBackground);
    search_->setObjectName("paletteSearch");
    search_->setProperty("look", "search");
    search_->setClearButtonEnabled(true);
    search_->addAction(themedIcon("search"), QLineEdit::LeadingPosition);
    auto* inner = new QWidget;
    inner->setProperty("look", "panel");
    auto* list = new QVBoxLayout(inner);
    list->setContentsMargins(0, 2, 4, 8);
    list->setSpacing(4);
    for (const char* family : {"data", "conv", "pool", "linear", "act", "norm", "recurrent", "attention", "graph", "diffusion", "shape", "loss", "group"}) {
        std::vector<const ops::LayerDef*> layers;
        for (const ops::LayerDef& def : ops::all_layers())
            if (def.family == family) layers.push_back(&def);
        if (layers.empty()) continue;
        auto* section = new PaletteFamily(family, layers);
        connect(section, &PaletteFamily::layerChosen, this, &PalettePanel::layerChosen);
        families_.push_back(section);
        list->addWidget(section);
    }
    list->addWidget(nothing_);
    list->addStretch(1);
    nothing_->hide();
    auto* scroll = new QScrollArea;
    scroll->setWidget(inner);
    scroll->setWidgetResizable(true);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    scroll->setFocusPolicy(Qt::NoFocus);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(8, 8, 4, 0);
    column->setSpacing(6);
    column->addWidget(search_);
    column->addWidget(scroll, 1);
    connect(search_, &QLineEdit::textChanged, this, &PalettePanel::filter);
    connect(search_, &QLineEdit::returnPressed, this, [this] {
        const PaletteTile* best = nullptr;  // the one called so, else the first
        for (const PaletteFamily* family : families_)
            for (const PaletteTile* tile : family->shown())
                if (!best || tile->text().compare(search_->text().trimmed(), Qt::CaseInsensitive) == 0) best = tile;
        if (best) Q_EMIT layerChosen(best->text());
    });
    translated(this, [this] {
        search_->setPlaceholderText(tr("Search %1 layers").arg(ops::all_layers().size()));
        search_->setAccessibleName(tr("Search layers"));
        search_->setToolTip(tr("Words of a layer's name or help; Enter adds the first one\n/"));
        static_cast<EmptyState*>(nothing_)->setTexts(tr("No layer is called that"), tr("Try another word, or clear the search."));
    });
}

void PalettePanel::focusSearch() {
    search_->setFocus(Qt::ShortcutFocusReason);
    search_->selectAll();
}

void PalettePanel::keyPressEvent(QKeyEvent* event) {
    if (event->text() == "/") focusSearch();
    else if (event->key() == Qt::Key_Escape) search_->clear();
    else QWidget::keyPressEvent(event);
}

void PalettePanel::filter() {
    int shown = 0;
    for (PaletteFamily* family : families_) shown += family->filter(search_->text());
    nothing_->setVisible(shown == 0);
}

}  // namespace saddle::app
