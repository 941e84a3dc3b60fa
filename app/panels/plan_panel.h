#pragma once
// What the compiler makes of the graph, stage by stage, as text, and what changes from the plan without some of its passes. Lines
// of the selected nodes are marked; a click on a line selects its node.
#include <QPointer>
#include <QWidget>

#include "app/bridge/engine_client.h"
#include "app/document/graph_document.h"

class QLabel;
class QListWidget;
class QPlainTextEdit;
class QSplitter;

namespace saddle::app {

class ChoiceBox;
class EmptyState;
class Trainer;

class PlanPanel : public QWidget {
    Q_OBJECT
public:
    PlanPanel(EngineClient& engine, Trainer& trainer, QWidget* parent = nullptr);
    void setDocument(GraphDocument* document);

protected:
    void showEvent(QShowEvent* event) override;
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void ask();
    void show(PlanText plan, const std::string& difference);
    bool comparing() const;
    void showStage();
    QString owner(const QString& line) const;
    void markSelection();
    EngineClient& engine_;
    Trainer& trainer_;
    QPointer<GraphDocument> document_;
    QListWidget* stages_;
    QPlainTextEdit* text_;
    ChoiceBox* off_;
    QSplitter* pages_;
    EmptyState* empty_;
    std::vector<std::pair<std::string, std::string>> plan_;   // the last: the difference, made only while it is read
    quint64 question_ = 0;
};

}  // namespace saddle::app
