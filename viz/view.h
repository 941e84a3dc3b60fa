#pragma once
// A live view: draws immutable values with Dear ImGui into the rectangle it is given. No Qt, no engine internals.
// Everything here is called on the UI thread with the view's own ImGui context current.
#include <functional>
#include <string>

#include "viz/theme.h"

namespace saddle::viz {

/// What all views of one window share: what is selected or hovered in one shows in the others, the canvas included.
struct Link {
    std::string node;            ///< selected node; empty: none
    std::string hovered_node;
    double hovered_step = -1;    ///< crosshair shared by the plots; < 0: none
    double shown_step = -1;      ///< earlier step of the run that all views are at; < 0: the newest
    unsigned revision = 0;       ///< counts changes, so that hosts know when to draw again
};

struct Context {
    const Theme& theme;
    Link& link;
    std::function<std::string(const char*)> tr;   ///< English text to the user's language
    double seconds = 0;                           ///< monotonic, for animations; fixed in tests
    bool reduce_motion = false;
};

class View {
public:
    virtual ~View() = default;
    /// Stable identifier, e.g. "loss", "kernels", "landscape".
    virtual const char* id() const = 0;
    /// Draws into the whole current ImGui window. True: something moves, draw again soon.
    virtual bool draw(const Context& context) = 0;
};

}  // namespace saddle::viz
