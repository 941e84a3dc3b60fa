#pragma once
// Qt's input events as ImGui 1.86 wants them: a state per frame. Events wait in order, and a frame takes no more of them
// than it can tell apart, so that a click between two frames is still a press in one and a release in the next.
#include <imgui.h>

#include <QEvent>
#include <QPointF>
#include <QRect>
#include <QString>
#include <deque>

namespace saddle::app {

class ImGuiInput {
public:
    /// Key map, clipboard and the place of the text cursor, for the current context. Lives as long as that.
    void attach();
    /// Queues what the event means to ImGui; false when it means nothing.
    bool take(QEvent* event);
    /// Fills the current context's input for the next frame; true: more waits for the one after.
    bool apply();
    /// Where the input method should open its window.
    QRect textCursor() const { return textCursor_; }
    /// A key or button is held: ImGui repeats keys by itself, frame by frame.
    bool holding() const;
    static Qt::CursorShape cursorShape(ImGuiMouseCursor cursor);

private:
    enum class Kind { Move, Button, Wheel, Key, Text, Leave, Release };
    struct Input {
        Kind kind;
        QPointF at;                  // position, or wheel steps
        int code = 0;                // button or key slot
        bool down = false, twice = false;
        QString text;
        Qt::KeyboardModifiers modifiers;
    };
    std::deque<Input> waiting_;
    QRect textCursor_;
    QByteArray clipboard_;           // owns what ImGui was last given
};

}  // namespace saddle::app
