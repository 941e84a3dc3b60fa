#include "app/panels/palette_panel.h"

#include <QKeyEvent>
#include <QLineEdit>
#include <QMenu>
#include <QScrollArea>
#include <QVBoxLayout>

#include "app/document/composite_edits.h"
#include "app/document/layer_library.h"
#include "app/panels/empty_state.h"
#include "app/panels/palette_family.h"
#include "app/panels/palette_tile.h"
#include "app/shell/language.h"
#include "app/shell/theme/themed_icon.h"

namespace saddle::app {
namespace {

using Layers = std::vector<std::shared_ptr<const ops::LayerDef>>;

Layers layers_of(const std::string& family) {
    Layers layers;
    for (const ops::LayerDef& def : ops::all_layers())
        if (def.family == family) layers.emplace_back(std::shared_ptr<const ops::LayerDef>(), &def);
    return layers;
}

}  // namespace

PalettePanel::PalettePanel(QWidget* parent) : QWidget(parent), list_(new QVBoxLayout), search_(new QLineEdit), nothing_(new EmptyState("search")) {
    setProperty("look", "panel");
    setAttribute(Qt::WA_StyledBackground);
    search_->setObjectName("paletteSearch");
    search_->setProperty("look", "search");
    search_->setClearButtonEnabled(true);
    search_->addAction(themedIcon("search"), QLineEdit::LeadingPosition);
    auto* inner = new QWidget;
    inner->setProperty("look", "panel");
    inner->setLayout(list_);
    list_->setContentsMargins(0, 2, 4, 8);
    list_->setSpacing(4);
    for (const char* family : {"data", "conv", "pool", "linear", "act", "norm", "recurrent", "attention", "graph", "diffusion", "shape", "loss"}) {
        const auto layers = layers_of(family);
        if (layers.empty()) continue;
        auto* section = new PaletteFamily(family, layers);
        connect(section, &PaletteFamily::layerChosen, this, &PalettePanel::layerChosen);
        families_.push_back(section);
        list_->addWidget(section);
    }
    list_->addWidget(nothing_);
    list_->addStretch(1);
    refreshGroups();
    connect(&LayerLibrary::instance(), &LayerLibrary::changed, this, &PalettePanel::refreshGroups);
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

void PalettePanel::setDocument(GraphDocument* document) {
    if (document_) document_->disconnect(this);
    document_ = document;
    if (document)
        connect(document, &GraphDocument::changed, this, [this] {
            if (document_->project().composites != shown_groups_) refreshGroups();
        });
    refreshGroups();
}

/// The family of groups: those that come with the program, the project's, and those of the user's library.
void PalettePanel::refreshGroups() {
    Layers layers = layers_of("group");
    shown_groups_ = document_ ? document_->project().composites : std::vector<Composite>();
    if (document_)
        for (const Composite& composite : shown_groups_) layers.push_back(ops::layer_of(document_->project(), composite.name));
    for (const LayerLibrary::Layer& kept : LayerLibrary::instance().layers())
        if (!document_ || !document_->project().composite(kept.name())) layers.push_back(ops::layer_of(kept.part, kept.name()));
    auto* fresh = new PaletteFamily("group", layers);
    connect(fresh, &PaletteFamily::layerChosen, this, &PalettePanel::layerChosen);
    for (PaletteTile* tile : fresh->tiles()) {
        tile->setContextMenuPolicy(Qt::CustomContextMenu);
        connect(tile, &QWidget::customContextMenuRequested, this, [this, tile](const QPoint& at) { offer(tile->text(), tile->mapToGlobal(at)); });
    }
    if (groups_) {
        fresh->setOpen(groups_->isOpen());
        std::erase(families_, groups_);
        groups_->hide();
        groups_->deleteLater();   // the tile that asked for the change may be one of its
    }
    groups_ = fresh;
    families_.push_back(fresh);
    list_->insertWidget(list_->indexOf(nothing_), fresh);
    filter();
}

/// What can be done with a group's tile.
void PalettePanel::offer(const QString& layer, const QPoint& at) {
    const std::string name = layer.toStdString();
    const bool own = document_ && document_->project().composite(name), kept = LayerLibrary::instance().find(name);
    if (!own && !kept) return;
    QMenu menu(this);
    menu.setToolTipsVisible(true);
    const auto tell = [this](const Status& status) {
        if (!status.ok()) Q_EMIT refused(status.error());
    };
    if (own) {
        menu.addAction(tr("Edit layer..."), this, [this, layer] { Q_EMIT editLayer(layer); });
        menu.addAction(tr("Keep in my library"), this, [this, name, tell] { tell(LayerLibrary::instance().keep(document_->project(), name)); });
        QAction* remove = menu.addAction(tr("Delete from the project"), this, [this, name, layer, tell] { tell(document_->apply({RemoveComposite{name}}, tr("Delete layer %1").arg(layer))); });
        if (const size_t count = instances(document_->project(), name)) {
            remove->setEnabled(false);
            remove->setToolTip(tr("It is used %n time(s): remove or unpack these first", nullptr, int(count)));
        }
    }
    if (kept) menu.addAction(tr("Remove from my library"), this, [name, tell] { tell(LayerLibrary::instance().remove(name)); });
    menu.exec(at);
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
