#pragma once
// The box that "/" or a double click opens: type a few letters, Enter places the layer.
#include <QFrame>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "app/canvas/canvas_style.h"

class QLabel;
class QLineEdit;
class QListWidget;

namespace saddle::app {

using LayerList = std::vector<std::shared_ptr<const ops::LayerDef>>;

/// The layers that match `text`, best first: the name's beginning, then its inside, its capitals ("cel" finds
/// CrossEntropyLoss), then family and help. Empty text gives all, in the order of the catalogue.
LayerList find_layers(const LayerList& among, const QString& text);

class LayerSearch : public QFrame {
    Q_OBJECT
public:
    LayerSearch(const CanvasStyle& style, QWidget* parent);

    /// Opens at `at` (parent's coordinates, kept inside it) over `layers`. `context` says what the choice will be wired
    /// to; empty: to nothing.
    void open(const QPoint& at, LayerList layers, const QString& context, std::function<void(const std::string&)> chosen);
    void restyle();

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void list();
    void choose();
    void shut();

    const CanvasStyle& style_;
    QLineEdit* field_;
    QLabel* context_;
    QListWidget* results_;
    LayerList layers_;
    std::function<void(const std::string&)> chosen_;
};

}  // namespace saddle::app
