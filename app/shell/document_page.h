#pragma once
// One open project in its tab: the canvas between the row that says what nodes show and the row for zoom and hints.
#include <QWidget>

#include "app/canvas/canvas_view.h"

class QButtonGroup;
class QLabel;

namespace saddle::app {

class HeatLegend;

class DocumentPage : public QWidget {
    Q_OBJECT
public:
    explicit DocumentPage(QWidget* parent = nullptr);
    ~DocumentPage() override;

    GraphDocument& document() { return document_; }
    CanvasView& canvas() { return *canvas_; }
    /// "LeNet-5", or the file's name.
    QString name() const;
    /// The name, with a dot when there is something to save.
    QString title() const;

Q_SIGNALS:
    void titleChanged();

private:
    QWidget* topRow();
    QWidget* bottomRow();
    GraphDocument document_;
    CanvasView* canvas_;
    QButtonGroup* heat_;
    HeatLegend* legend_;
    QLabel* zoom_;
};

}  // namespace saddle::app
