#pragma once
// The whole graph: sums, what is wrong, and a table of its nodes to find and sort them.
#include <QPointer>
#include <QWidget>

#include "app/document/graph_document.h"
#include "engine/api/views.h"

class QLineEdit;
class QSortFilterProxyModel;
class QStandardItemModel;
class QTableView;

namespace saddle::app {

class FactTable;

class GraphPanel : public QWidget {
    Q_OBJECT
public:
    explicit GraphPanel(QWidget* parent = nullptr);
    void setDocument(GraphDocument* document);
    void setProfile(std::shared_ptr<const StepProfile> profile);
    void focusSearch();

private:
    void refresh();
    void showSelection();
    QPointer<GraphDocument> document_;
    std::shared_ptr<const StepProfile> profile_;
    FactTable* sums_;
    QLineEdit* search_;
    QTableView* table_;
    QStandardItemModel* model_;
    QSortFilterProxyModel* sorted_;
    bool following_ = false;   ///< the selection comes from the document
};

}  // namespace saddle::app
