#pragma once
// Training as the window sees it: which document would be trained or is being trained, whether it can be and why not,
// how far the run is. The transport buttons, the status bar and the progress display are views of this.
#include <QElapsedTimer>
#include <QObject>
#include <QPointer>

#include "app/bridge/engine_client.h"
#include "app/document/graph_document.h"

namespace saddle::app {

class Trainer : public QObject {
    Q_OBJECT
public:
    enum class State { Idle, Starting, Training, Paused };
    Trainer(EngineClient& engine, QObject* parent);

    /// The document that Train would train; may be null.
    void setDocument(GraphDocument* document);
    GraphDocument* document() const { return document_; }
    /// The document of the run in progress or of the last one; null when it was closed.
    GraphDocument* trained() const { return trained_; }
    /// The document whose nodes were measured: trained(), or that of a stored run which is shown; null when it is not open.
    GraphDocument* measured() const { return measured_; }
    void setMeasured(GraphDocument* document) { measured_ = document; }

    State state() const { return state_; }
    /// Why Train is not possible now, for a tooltip; empty when it is.
    QString obstacle() const;
    QString device() const { return device_; }   ///< "auto", "vulkan:0", "reference"
    void setDevice(const QString& device);

    const RunStart& start() const { return start_; }
    const StepReport& last() const { return last_; }
    const std::optional<RunEnd>& end() const { return end_; }
    std::shared_ptr<const StepProfile> profile() const { return profile_; }
    std::shared_ptr<const train::Observation> observation() const { return observation_; }
    std::optional<uint64_t> checkpoint() const { return checkpoint_; }   ///< step of the last one of the run in progress
    double remainingSeconds() const;                     ///< < 0: not known yet

public Q_SLOTS:
    void train();           ///< or continue, when paused
    void pause();
    void step();            ///< one optimizer step; begins a paused run when none is in progress
    void stop();
    void resumeRun(const QString& run);

Q_SIGNALS:
    void stateChanged();      ///< state, document, device or obstacle
    void progressed();        ///< at most 30 a second
    void profileChanged();    ///< or the observation

private:
    void begin(const QString& resume, bool paused);
    void update();

    EngineClient& engine_;
    QPointer<GraphDocument> document_, trained_, measured_;
    State state_ = State::Idle;
    QString device_ = "auto";
    std::optional<uint64_t> checkpoint_;
    RunStart start_;
    StepReport last_;
    std::optional<RunEnd> end_;
    std::shared_ptr<const StepProfile> profile_;
    std::shared_ptr<const train::Observation> observation_;
    QElapsedTimer clock_;
};

}  // namespace saddle::app
