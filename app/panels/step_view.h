#pragma once
// An optimizer step by its phases, at the wire that is selected: what goes along it, the gradient that comes back, and what the update
// makes of the weights before it. Computed off the UI thread, by the engine's own step.
#include <QWidget>

#include "app/bridge/engine_client.h"
#include "app/panels/step_look.h"

class QLabel;
class QPushButton;

namespace saddle::app {

class ChoiceBox;
class FactTable;
class FilterPictures;
class Section;
class WeightHistogram;

class StepView : public QWidget {
    Q_OBJECT
public:
    explicit StepView(EngineClient& engine, QWidget* parent = nullptr);
    /// The wire from an output port to an input port of the project. `of_run`: the project is the shown run's, whose next step it is;
    /// else the first step of a run to be.
    void show(const Project& project, const Edge& edge, bool of_run, const QString& device);
    /// Takes the step up to this phase; later phases of the same step go on from there.
    void take(StepPhase phase);
    const std::optional<StepLook>& look() const { return look_; }
    bool busy() const { return busy_; }

Q_SIGNALS:
    void updated();      ///< a paused run whose newest step was looked at: take it

private:
    struct Part {
        Section* section;
        WeightHistogram* histogram;
        FactTable* facts;
        FilterPictures* pictures;
    };
    void forget();
    void ask(StepPhase phase);
    void fill();
    void fill(const Part& part, const TensorLook* look);
    void fillUpdate();
    EngineClient& engine_;
    Project project_;
    Edge edge_;
    QString device_;
    bool of_run_ = false, busy_ = false;
    quint64 question_ = 0;
    std::optional<uint64_t> base_;       ///< of the stored point before the step that is taken apart
    std::optional<StepPhase> taken_;
    std::optional<StepLook> look_;
    QString problem_;
    QLabel *title_, *summary_, *hint_;
    QPushButton* phases_[3];
    Part value_, gradient_;
    Section* weights_;
    ChoiceBox* choice_;
    WeightHistogram* change_;
    FactTable* change_facts_;
};

}  // namespace saddle::app
