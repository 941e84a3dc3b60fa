#pragma once
// The data set of the project: name, licence and sizes, some samples, and how many of each class.
#include <QPointer>
#include <QWidget>

#include "app/bridge/data_preview.h"
#include "app/bridge/engine_client.h"
#include "app/document/graph_document.h"

class QLabel;

namespace saddle::app {

class DataPictures;
class EmptyState;

class DataPanel : public QWidget {
    Q_OBJECT
public:
    explicit DataPanel(EngineClient& engine, QWidget* parent = nullptr);
    void setDocument(GraphDocument* document);

private:
    void ask();
    void show(const Result<DataPreview>& preview);
    EngineClient& engine_;
    QPointer<GraphDocument> document_;
    std::optional<DataConfig> asked_;
    QWidget* page_;
    EmptyState* empty_;
    QLabel *name_, *licence_, *sizes_;
    DataPictures* pictures_;
};

}  // namespace saddle::app
