#pragma once
// The box that "/" or a double click opens: type a few letters and perhaps values, Enter places the layer; ">" places it and
// goes on behind it.
#include <QFrame>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "app/canvas/canvas_style.h"
#include "app/canvas/layer_words.h"

class QKeyEvent;
class QLabel;
class QLineEdit;
class QListWidget;

namespace saddle::app {

class LayerSearch : public QFrame {
    Q_OBJECT
public:
    LayerSearch(const CanvasStyle& style, QWidget* parent);
    ~LayerSearch() override;

    /// What a choice would be wired to, of a layer; empty: to nothing.
    using Context = std::function<QString(const std::string& layer)>;
    using Chosen = std::function<void(const std::string& layer, const Attributes& attributes)>;
    /// Opens at `at` (parent's coordinates, kept inside it) over `layers`; where it is when it is open.
    void open(const QPoint& at, LayerList layers, Context context, Chosen chosen);
    /// Layers that fit are being found out: what would place one waits, with the keys after it, for setLayers.
    void awaitLayers() { awaited_ = true; }
    void setLayers(LayerList layers);
    void restyle();

Q_SIGNALS:
    void wentOn();   ///< a layer was placed and the next one is asked for

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void list();
    void describe();
    bool pressed(const QKeyEvent& key);
    void choose(bool go_on);
    void shut();

    const CanvasStyle& style_;
    QLineEdit* field_;
    QLabel *context_text_, *preview_;
    QListWidget* results_;
    LayerList layers_;
    NamedLayers found_;
    Context context_;
    Chosen chosen_;
    bool awaited_ = false;
    std::vector<std::unique_ptr<QKeyEvent>> held_;   ///< keys that wait for the layers
};

}  // namespace saddle::app
