#pragma once
// What is wrong with the graph, one row each: what, and what to do. A click shows the node.
#include <QPointer>
#include <QWidget>

#include "app/document/graph_document.h"

class QListWidget;

namespace saddle::app {

class EmptyState;

class ProblemsPanel : public QWidget {
    Q_OBJECT
public:
    explicit ProblemsPanel(QWidget* parent = nullptr);
    void setDocument(GraphDocument* document);
    int count() const;

Q_SIGNALS:
    void nodeChosen(const QString& node);

private:
    void refresh();
    QPointer<GraphDocument> document_;
    QListWidget* list_;
    EmptyState* empty_;
};

}  // namespace saddle::app
