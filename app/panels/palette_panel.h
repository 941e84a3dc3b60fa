#pragma once
// All layers by family, with a search field that "/" leads to.
#include <QPointer>
#include <QWidget>

#include "app/document/graph_document.h"

class QLineEdit;
class QVBoxLayout;

namespace saddle::app {

class PaletteFamily;

class PalettePanel : public QWidget {
    Q_OBJECT
public:
    explicit PalettePanel(QWidget* parent = nullptr);
    void focusSearch();
    /// The groups of its project are among the layers.
    void setDocument(GraphDocument* document);

Q_SIGNALS:
    void layerChosen(const QString& layer);   ///< double click or Enter
    void editLayer(const QString& layer);     ///< a group of the project
    void refused(const saddle::Error& error);

protected:
    void keyPressEvent(QKeyEvent* event) override;

private:
    void filter();
    void refreshGroups();
    void offer(const QString& layer, const QPoint& at);
    QPointer<GraphDocument> document_;
    std::vector<Composite> shown_groups_;
    PaletteFamily* groups_ = nullptr;
    QVBoxLayout* list_;
    QLineEdit* search_;
    QWidget* nothing_;
    std::vector<PaletteFamily*> families_;
};

}  // namespace saddle::app
