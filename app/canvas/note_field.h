#pragma once
// The text of a comment or the title of a frame, edited where it stands: Enter or leaving takes it, Shift+Enter begins a new
// line, Esc does not take it.
#include <QPlainTextEdit>

#include "app/canvas/canvas_scene.h"

namespace saddle::app {

class NoteField : public QPlainTextEdit {
    Q_OBJECT
public:
    NoteField(CanvasScene& scene, QWidget* parent);
    /// Opens over `place` (parent's coordinates) with the text of `note`.
    void open(const NodeId& note, const QRect& place);
    void restyle();

protected:
    void keyPressEvent(QKeyEvent* event) override;
    void focusOutEvent(QFocusEvent* event) override;

private:
    void shut(bool take);
    CanvasScene& scene_;
    NodeId note_;
};

}  // namespace saddle::app
