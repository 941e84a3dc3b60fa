#pragma once
// One family of the palette: header with icon and count, its layers in two columns below.
#include <QWidget>
#include <memory>

#include "engine/api/catalog.h"

class QGridLayout;
class QLabel;
class QToolButton;

namespace saddle::app {

class PaletteTile;

/// "Convolution" for "conv", in the user's language.
QString layerFamilyTitle(const QString& family);
/// Icon of the look that stands for the family.
QString layerFamilyIcon(const QString& family);

class PaletteFamily : public QWidget {
    Q_OBJECT
public:
    PaletteFamily(const QString& family, const std::vector<std::shared_ptr<const ops::LayerDef>>& layers, QWidget* parent = nullptr);
    /// Shows what matches; an empty text shows all, open or closed as the user left it. Number of layers shown.
    int filter(const QString& wanted);
    std::vector<PaletteTile*> shown() const;
    const std::vector<PaletteTile*>& tiles() const { return tiles_; }
    bool isOpen() const { return open_; }
    void setOpen(bool open);

Q_SIGNALS:
    void layerChosen(const QString& layer);

private:
    void arrange(bool open);
    QToolButton* header_;
    QLabel* count_;
    QWidget* body_;
    QGridLayout* grid_;
    std::vector<PaletteTile*> tiles_;
    QString wanted_;
    bool open_ = true;
};

}  // namespace saddle::app
