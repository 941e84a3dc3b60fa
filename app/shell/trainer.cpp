#include "app/shell/trainer.h"

#include <algorithm>

namespace saddle::app {

Trainer::Trainer(EngineClient& engine, QObject* parent) : QObject(parent), engine_(engine) {
    connect(&engine_, &EngineClient::stateChanged, this, &Trainer::update);
    connect(&engine_, &EngineClient::started, this, [this](const RunStart& start) {
        start_ = start;
        last_ = {};
        last_.step = start.first_step;
        end_.reset();
        clock_.start();
        update();
    });
    connect(&engine_, &EngineClient::stepped, this, [this](const StepReport& report) {
        last_ = report;
        Q_EMIT progressed();
    });
    connect(&engine_, &EngineClient::profiled, this, [this](std::shared_ptr<const StepProfile> profile) {
        profile_ = std::move(profile);
        Q_EMIT profileChanged();
    });
    connect(&engine_, &EngineClient::observed, this, [this](std::shared_ptr<const train::Observation> seen) {
        observation_ = std::move(seen);
        Q_EMIT profileChanged();
    });
    connect(&engine_, &EngineClient::checkpointed, this, [this](const CheckpointReport& report) {
        checkpoint_ = report.step;
        Q_EMIT progressed();
    });
    connect(&engine_, &EngineClient::ended, this, [this](const RunEnd& end) {
        end_ = end;
        Q_EMIT progressed();
    });
}

void Trainer::setDocument(GraphDocument* document) {
    if (document_) document_->disconnect(this);
    document_ = document;
    if (document) {
        connect(document, &GraphDocument::typedChanged, this, &Trainer::update);
        connect(document, &QObject::destroyed, this, &Trainer::update);
    }
    update();
}

void Trainer::setDevice(const QString& device) {
    device_ = device;
    update();
}

QString Trainer::obstacle() const {
    if (state_ == State::Starting || state_ == State::Training) return tr("A run is in progress.");
    if (state_ == State::Paused) return {};
    if (!document_) return tr("Open a project to train.");
    const auto typed = document_->typed();
    if (!typed) return tr("The graph is being checked.");
    const auto errors = std::count_if(typed->diagnostics.begin(), typed->diagnostics.end(), [](const Diagnostic& d) { return d.severity == Severity::Error; });
    if (errors > 0) return tr("%n error(s): training needs a valid graph", nullptr, int(errors));
    return {};
}

double Trainer::remainingSeconds() const {
    const double done = double(last_.step) - double(start_.first_step), all = double(start_.total_steps) - double(start_.first_step);
    if (done < 2 || state_ != State::Training) return -1;
    return double(clock_.elapsed()) * 1e-3 * (all - done) / done;
}

void Trainer::begin(const QString& resume, bool paused) {
    if (!document_ || state_ != State::Idle) return;
    trained_ = measured_ = document_;
    profile_.reset();
    observation_.reset();
    checkpoint_.reset();
    start_ = {};
    last_ = {};
    end_.reset();
    engine_.train(document_->project(), device_, resume, paused);
    Q_EMIT profileChanged();
}

void Trainer::train() {
    if (state_ == State::Paused) engine_.resume();
    else if (obstacle().isEmpty()) begin({}, false);
}

void Trainer::pause() {
    if (state_ == State::Training || state_ == State::Starting) engine_.pause();
}

void Trainer::step() {
    if (state_ == State::Training) engine_.pause();
    else if (state_ == State::Idle && obstacle().isEmpty()) begin({}, true);
    engine_.stepOnce();
}

void Trainer::stop() { engine_.stop(); }
void Trainer::resumeRun(const QString& run) { begin(run, false); }

void Trainer::update() {
    state_ = !engine_.training() ? State::Idle : engine_.paused() ? State::Paused : start_.run.empty() ? State::Starting : State::Training;
    Q_EMIT stateChanged();
}

}  // namespace saddle::app
