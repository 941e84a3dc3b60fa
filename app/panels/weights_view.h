#pragma once
// A section of the inspector: a node's parameters as training begins and as the shown run has them, read off the UI thread.
#include <QTimer>
#include <QWidget>

#include "app/bridge/engine_client.h"
#include "app/panels/weights_summary.h"

class QLabel;

namespace saddle::app {

class ChoiceBox;
class FactTable;
class FilterPictures;
class Section;
class WeightHistogram;

class WeightsView : public QWidget {
    Q_OBJECT
public:
    explicit WeightsView(EngineClient& engine, QWidget* parent = nullptr);
    /// Of a node of a valid project with so many parameters; null: nothing is shown.
    void show(const Project& project, const Node* node, int64_t parameters);
    const std::vector<WeightsSummary>& summaries() const { return summaries_; }

private:
    void ask();
    void showParameter();
    EngineClient& engine_;
    Project project_;
    Node node_;
    int64_t parameters_ = 0;
    quint64 question_ = 0;
    std::vector<WeightsSummary> summaries_;
    QTimer again_;             ///< while a run goes on
    Section* section_;
    ChoiceBox* choice_;
    WeightHistogram* histogram_;
    FactTable* facts_;
    QLabel* source_;
    FilterPictures* filters_;
};

}  // namespace saddle::app
