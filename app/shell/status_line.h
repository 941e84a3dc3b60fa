#pragma once
// The status bar: whether the graph is valid, its counts and the selection; the run, its seed and device.
#include <QStatusBar>

#include "app/shell/document_page.h"
#include "app/shell/trainer.h"

namespace saddle::app {

class StatusLine : public QStatusBar {
    Q_OBJECT
public:
    explicit StatusLine(Trainer& trainer, QWidget* parent = nullptr);
    void setDocument(GraphDocument* document);

private:
    void showGraph();
    void showRun();
    Trainer& trainer_;
    QPointer<GraphDocument> document_;
    QLabel *icon_, *valid_, *counts_, *selected_, *run_, *language_;
};

}  // namespace saddle::app
