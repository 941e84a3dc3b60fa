#pragma once
// The few controls that views carry, in the look: a row of chips, switches and a slider above a plot, a menu, and what a
// view shows while it has nothing to show.
#include <functional>
#include <string>
#include <vector>

#include "viz/plot/canvas.h"
#include "viz/view.h"

namespace saddle::viz {

/// Writes a text file under a name that the user may change; given by the host, who asks where.
using SaveText = std::function<void(const std::string& name, const std::string& text)>;

/// Writes the view's picture, as it is on the screen, as PNG under a name that the user may change; given by the host.
using SavePicture = std::function<void(const std::string& name)>;

/// The rectangle that the current ImGui window leaves to a view.
plot::Rect content_rect();

/// A row of controls, filled from both ends. Rows are 28 high.
class ControlRow {
public:
    static constexpr float kHeight = 28;
    ControlRow(const Context& context, const plot::Rect& rect);

    /// One of several, as a switch: the index now chosen. What has no room is left out, from the end.
    int choose(const char* id, const std::vector<std::string>& options, int chosen);
    /// On or off; true when it was clicked.
    bool toggle(const char* id, const std::string& label, bool on, const std::string& tip);
    /// A value in [0, 1] dragged on a short track behind its name and text; double click gives `standard`.
    bool slide(const char* id, const std::string& name, const std::string& text, double& value, double standard);
    /// A button of three dots; true when it was clicked.
    bool menu(const char* id, const std::string& tip);
    /// Text at the left end; units and names tertiary, values primary in mono.
    void note(const std::string& text);
    void value(const std::string& name, const std::string& value);
    /// From here on controls are placed from the right end, or from the left one again.
    void right() { from_right_ = true; }
    void left() { from_right_ = false; }
    float room() const { return right_ - left_; }

private:
    plot::Rect place(float width);
    bool press(const char* id, const plot::Rect& rect, const std::string& tip);

    const Context& context_;
    plot::Rect rect_;
    float left_, right_;
    bool from_right_ = false;
};

/// A popup in the look, opened by ImGui::OpenPopup(id): items are added by menu_item between begin and end.
bool begin_menu(const Context& context, const char* id);
bool menu_item(const Context& context, const std::string& label, bool checked = false);
void menu_line(const Context& context);
void end_menu();

/// A tooltip beside the pointer: the first line is what it is, the others say more.
void show_tip(const Context& context, const std::vector<std::string>& lines);

/// A strip of 26 px that tells something and offers one action; empty action: none. True: the action was clicked.
bool notice(const Context& context, const plot::Rect& rect, const std::string& text, const std::string& action);

/// What is missing and how to get it, centred at a third of the rectangle.
void empty_state(const Context& context, const plot::Rect& rect, const std::string& missing, const std::string& remedy);

}  // namespace saddle::viz
