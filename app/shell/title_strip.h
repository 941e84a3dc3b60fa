#pragma once
// The top line of the window: sign, menus, the project's name in the middle, when it was saved at the right.
#include <QElapsedTimer>
#include <QPointer>
#include <QWidget>

#include "app/document/graph_document.h"

class QLabel;
class QMenuBar;

namespace saddle::app {

class TitleStrip : public QWidget {
    Q_OBJECT
public:
    explicit TitleStrip(QMenuBar* menus, QWidget* parent = nullptr);
    void setDocument(GraphDocument* document);

protected:
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    void showTitle();
    QPointer<GraphDocument> document_;
    QMenuBar* menus_;
    QLabel *title_, *saved_;
};

/// The sign of Saddlepoint: two ways up, two ways down, and the point between them.
void paintSign(QPainter& painter, const QRectF& rect);

}  // namespace saddle::app
