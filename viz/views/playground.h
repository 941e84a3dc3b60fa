#pragma once
// Optimizers that race on a function of two parameters: its map with minima and saddles and its surface in space, their ways up
// to a step, and the value against the steps. The host computes what is asked for; the view never waits.
#include <functional>

#include "viz/views/controls.h"
#include "viz/views/playground_picture.h"

namespace saddle::viz {

class PlaygroundView final : public View {
public:
    const char* id() const override { return "playground"; }
    bool draw(const Context& context) override;

    /// A new scene, whose race begins; the map stays as it was moved where the function is the same. null: it is on its way.
    void set(std::shared_ptr<const PlaygroundScene> scene);
    /// A start that the user clicked.
    std::function<void(analysis::Point2)> on_start;
    SaveText save;
    SavePicture save_picture;

    double step() const { return step_; }
    /// Of all racers; the race stops there.
    void show_step(double step);
    bool playing() const { return playing_; }
    void play(bool playing) { playing_ = playing; }
    int last_step() const;
    enum class Shown { Map, Both, Relief };   ///< Both: where there is room, else the map
    Shown shown() const { return shown_; }
    void show(Shown shown) { shown_ = shown; }
    const Camera& camera() const { return camera_; }
    const plot::Frame& map() const { return map_; }      ///< of the last drawing
    const plot::Rect& relief() const { return places_.relief; }
    /// Racer, step, x, y, value, slope and what the optimizers keep: a row a step.
    std::string csv() const;
    /// The pictures as they are looked at.
    std::string svg(const Context& context, float width, float height) const;

private:
    /// Where the pictures lie; empty: not shown.
    struct Places {
        plot::Rect map, relief, values;
    };
    Places places(const plot::Rect& rect) const;
    PlaygroundPicture picture(const Context& context) const { return {context, *scene_, field_, step_, arrows_}; }
    void controls(const Context& context, const plot::Rect& rect);
    void menu(const Context& context);
    bool advance(const Context& context);
    void keys();
    void draw_map(const Context& context);
    void draw_relief(const Context& context);
    void draw_values(const Context& context);
    void tell(const Context& context, plot::Point pointer) const;

    std::shared_ptr<const PlaygroundScene> scene_;
    HeightField field_;
    plot::Navigator navigator_;
    plot::Frame map_;
    Places places_;                                      // of the last drawing
    Camera camera_;
    Shown shown_ = Shown::Both;
    double step_ = 0, seconds_ = -1;                     // of the present step; when it was drawn last
    bool playing_ = true, log_ = true, arrows_ = true;
};

}  // namespace saddle::viz
