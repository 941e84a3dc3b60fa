#pragma once
// The data set of the project: name, licence and sizes; some samples, the first batch as the network will see it, and what the
// numbers are.
#include <QPointer>
#include <QWidget>

#include "app/bridge/data_preview.h"
#include "app/bridge/engine_client.h"
#include "app/document/graph_document.h"

class QButtonGroup;
class QLabel;
class QPlainTextEdit;
class QScrollArea;

namespace saddle::app {

class DataDrawings;
class DataPictures;
class EmptyState;
class FactTable;

class DataPanel : public QWidget {
    Q_OBJECT
public:
    explicit DataPanel(EngineClient& engine, QWidget* parent = nullptr);
    void setDocument(GraphDocument* document);
    const std::optional<DataPreview>& preview() const { return preview_; }
    enum class Part { Samples, Batch, Numbers };
    void showPart(Part part);

private:
    void ask();
    void show(const Result<DataPreview>& preview);
    void showNumbers();
    /// What the preview depends on.
    struct Question {
        DataConfig data;
        int64_t batch = 0;
        uint64_t seed = 0;
        bool shuffle = false;
        bool operator==(const Question&) const = default;
    };
    EngineClient& engine_;
    QPointer<GraphDocument> document_;
    std::optional<Question> asked_;
    std::optional<DataPreview> preview_;
    QWidget* page_;
    EmptyState* empty_;
    QLabel *name_, *licence_, *sizes_;
    QButtonGroup* parts_;
    QScrollArea* scroll_;      ///< of drawings
    QPlainTextEdit* text_;
    DataPictures* pictures_;
    DataDrawings* drawings_;
    FactTable* numbers_;
    std::vector<QWidget*> views_;
};

}  // namespace saddle::app
