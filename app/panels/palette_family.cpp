#include "app/panels/palette_family.h"

#include <QCoreApplication>
#include <QGridLayout>
#include <QLabel>
#include <QToolButton>

#include "app/panels/palette_tile.h"
#include "app/shell/language.h"
#include "app/shell/theme/icon.h"
#include "app/shell/theme/theme.h"
#include "app/shell/theme/themed_icon.h"

namespace saddle::app {
namespace {

struct FamilyText { const char *name, *title, *icon; };
const FamilyText kFamilies[] = {
    {"data", QT_TRANSLATE_NOOP("LayerFamilies", "Data"), "data"},
    {"conv", QT_TRANSLATE_NOOP("LayerFamilies", "Convolution"), "conv"},
    {"pool", QT_TRANSLATE_NOOP("LayerFamilies", "Pooling"), "pool"},
    {"linear", QT_TRANSLATE_NOOP("LayerFamilies", "Linear and embedding"), "linear"},
    {"act", QT_TRANSLATE_NOOP("LayerFamilies", "Activation"), "act"},
    {"norm", QT_TRANSLATE_NOOP("LayerFamilies", "Normalisation"), "norm"},
    {"recurrent", QT_TRANSLATE_NOOP("LayerFamilies", "Recurrent"), "recurrent"},
    {"attention", QT_TRANSLATE_NOOP("LayerFamilies", "Attention"), "attention"},
    {"graph", QT_TRANSLATE_NOOP("LayerFamilies", "Graph"), "graph"},
    {"diffusion", QT_TRANSLATE_NOOP("LayerFamilies", "Diffusion"), "diffusion"},
    {"shape", QT_TRANSLATE_NOOP("LayerFamilies", "Shape"), "reshape"},
    {"loss", QT_TRANSLATE_NOOP("LayerFamilies", "Loss and metric"), "target"},
    {"group", QT_TRANSLATE_NOOP("LayerFamilies", "Groups"), "group"},
};

const FamilyText* text_of(const QString& family) {
    for (const FamilyText& text : kFamilies)
        if (family == text.name) return &text;
    return nullptr;
}

}  // namespace

QString layerFamilyTitle(const QString& family) {
    const FamilyText* text = text_of(family);
    return text ? QCoreApplication::translate("LayerFamilies", text->title) : family;
}

QString layerFamilyIcon(const QString& family) {
    const FamilyText* text = text_of(family);
    return text ? text->icon : "group";
}

PaletteFamily::PaletteFamily(const QString& family, const std::vector<std::shared_ptr<const ops::LayerDef>>& layers, QWidget* parent)
    : QWidget(parent), header_(new QToolButton), count_(new QLabel), body_(new QWidget), grid_(new QGridLayout(body_)) {
    header_->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    header_->setIcon(themedIcon(layerFamilyIcon(family), "family." + family));
    header_->setFocusPolicy(Qt::TabFocus);
    header_->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    header_->setCheckable(false);
    count_->setProperty("look", "hint");
    auto* chevron = new QLabel;
    chevron->setObjectName("chevron");
    auto* head = new QHBoxLayout;
    head->setContentsMargins(0, 0, 4, 0);
    head->setSpacing(2);
    head->addWidget(chevron);
    head->addWidget(header_);
    head->addStretch(1);
    head->addWidget(count_);
    grid_->setContentsMargins(0, 0, 0, 2);
    grid_->setSpacing(4);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(2);
    column->addLayout(head);
    column->addWidget(body_);
    for (const auto& def : layers) {
        auto* tile = new PaletteTile(def, body_);
        connect(tile, &PaletteTile::activated, this, [this, tile] { Q_EMIT layerChosen(tile->text()); });
        tiles_.push_back(tile);
    }
    connect(header_, &QToolButton::clicked, this, [this] { setOpen(!open_); });
    const auto dress = [this] { arrange(!wanted_.isEmpty() || open_); };
    connect(&Theme::instance(), &Theme::changed, this, dress);
    translated(this, [this, family] {
        header_->setFont(lookFont("small", 600));
        header_->setText(layerFamilyTitle(family));
        header_->setToolTip(tr("Show or hide the layers of this family"));
        header_->setAccessibleName(layerFamilyTitle(family));
    });
    filter({});
}

void PaletteFamily::setOpen(bool open) {
    open_ = open;
    filter(wanted_);
}

int PaletteFamily::filter(const QString& wanted) {
    wanted_ = wanted;
    int shown = 0;
    for (PaletteTile* tile : tiles_) {
        tile->setVisible(tile->matches(wanted));
        shown += tile->isVisibleTo(tile->parentWidget());
    }
    count_->setText(QString::number(shown));
    setVisible(shown > 0);
    arrange(!wanted.isEmpty() || open_);
    return shown;
}

void PaletteFamily::arrange(bool open) {
    findChild<QLabel*>("chevron")->setPixmap(themedIcon(open ? "chevron-down" : "chevron-right", "text.tertiary").pixmap(QSize(12, 12), devicePixelRatioF()));
    int place = 0;
    for (PaletteTile* tile : tiles_) {
        grid_->removeWidget(tile);
        if (tile->isHidden() && tile->parentWidget()) continue;
        const int columns = tile->wide() ? 2 : 1;
        if (columns == 2) place += place % 2;
        grid_->addWidget(tile, place / 2, place % 2, 1, columns);
        place += columns;
    }
    for (int column : {0, 1}) grid_->setColumnStretch(column, 1);
    body_->setVisible(open);
}

std::vector<PaletteTile*> PaletteFamily::shown() const {
    std::vector<PaletteTile*> shown;
    for (PaletteTile* tile : tiles_)
        if (!tile->isHidden()) shown.push_back(tile);
    return shown;
}

}  // namespace saddle::app
