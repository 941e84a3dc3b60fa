#pragma once
// A layer in the palette: drag it onto the canvas, double-click it or press Enter to add it.
#include <QAbstractButton>
#include <memory>

#include "engine/api/catalog.h"

class QMimeData;

namespace saddle::app {

class PaletteTile : public QAbstractButton {
    Q_OBJECT
public:
    static constexpr int kHalf = 104;   ///< px of a column
    explicit PaletteTile(std::shared_ptr<const ops::LayerDef> def, QWidget* parent = nullptr);
    const ops::LayerDef& def() const { return *def_; }
    /// The name, the one line of help and the family contain every word of `wanted`.
    bool matches(const QString& wanted) const;
    QSize sizeHint() const override { return {kHalf, 26}; }
    /// The name needs both columns.
    bool wide() const;
    QMimeData* mimeData() const;   ///< what a drag carries

Q_SIGNALS:
    void activated();

protected:
    void paintEvent(QPaintEvent* event) override;
    void enterEvent(QEnterEvent* event) override;
    void leaveEvent(QEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseDoubleClickEvent(QMouseEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;

private:
    const std::shared_ptr<const ops::LayerDef> def_;   ///< a group's lives no longer than its tile
    QPoint pressed_;
};

}  // namespace saddle::app
