#pragma once
// The flight check: what a run will take of the device, what the data show, and doubts with their repairs. Made anew after
// every edit while it is in sight, off the UI thread.
#include <QPointer>
#include <QTimer>
#include <QWidget>

#include "app/bridge/engine_client.h"
#include "app/document/graph_document.h"
#include "engine/api/flight.h"

class QLabel;
class QPushButton;
class QScrollArea;

namespace saddle::app {

class EmptyState;
class FactTable;
class KernelRows;
class MemoryTimeline;
class NoteStrip;
class Section;
class Trainer;

class FlightPanel : public QWidget {
    Q_OBJECT
public:
    FlightPanel(EngineClient& engine, Trainer& trainer, QWidget* parent = nullptr);
    void setDocument(GraphDocument* document);
    /// The newest; null until there is one, older than the document while the next is made.
    std::shared_ptr<const FlightReport> report() const { return report_; }

Q_SIGNALS:
    void nodeChosen(const QString& node);
    void refused(const saddle::Error& error);

protected:
    void showEvent(QShowEvent* event) override;

private:
    void ask();
    void measure();
    void show(const FlightReport& report);
    void showTime(const FlightReport& report);
    void showMemory(const analysis::MemoryForecast& memory);
    void showData(const analysis::DataFacts& data);
    void showAdvice(const FlightReport& report);

    EngineClient& engine_;
    Trainer& trainer_;
    QPointer<GraphDocument> document_;
    const std::shared_ptr<api::FlightCheck> check_;
    std::shared_ptr<const FlightReport> report_;
    QTimer later_;             ///< edits come in bursts
    quint64 question_ = 0;
    QScrollArea* scroll_;
    EmptyState* empty_;
    NoteStrip* verdict_;
    Section *advice_, *time_, *memory_, *kernels_, *data_;
    FactTable *time_table_, *memory_table_, *data_table_;
    QPushButton* measure_;
    MemoryTimeline* timeline_;
    KernelRows* kernel_rows_;
};

}  // namespace saddle::app
