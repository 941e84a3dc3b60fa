#pragma once
// Who points at a wire is told what goes along it in the next optimizer step: norm, mean and range of the value and of the gradient
// that comes back, of the run that is paused or has ended at the step that is shown, or of a run to be.
#include <QObject>
#include <QPointer>
#include <map>

#include "app/bridge/engine_client.h"
#include "app/document/graph_document.h"

namespace saddle::app {

class CanvasView;
class Trainer;

class WireTips : public QObject {
    Q_OBJECT
public:
    WireTips(EngineClient& engine, Trainer& trainer, QObject* parent);
    /// The canvas that is shown, of `document`; null: none.
    void setCanvas(CanvasView* canvas, GraphDocument* document);

private:
    void tell(const Edge& edge);
    void ask(const Edge& edge);
    void forget();
    EngineClient& engine_;
    Trainer& trainer_;
    QPointer<CanvasView> canvas_;
    QPointer<GraphDocument> document_;
    Project project_;                    ///< that `known_` is of
    std::map<PortRef, QString> known_;
    quint64 age_ = 0;                    ///< counts what made the answers old
    bool busy_ = false;
    std::optional<Edge> waiting_;        ///< pointed at while another was computed
};

}  // namespace saddle::app
