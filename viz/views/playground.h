#pragma once
// Optimizers that race on a function of two parameters: its map with minima and saddles, their ways up to a step, what they keep
// as arrows, and the value against the steps. The host computes what is asked for; the view never waits.
#include <functional>
#include <memory>

#include "engine/api/playground.h"
#include "viz/views/controls.h"
#include "viz/views/landscape_picture.h"

namespace saddle::viz {

/// All that the view shows, as one value.
struct PlaygroundScene {
    analysis::Surface surface;
    LandscapeGrid grid;                                  ///< values over the surface's area
    std::vector<analysis::SurfacePoint> critical;
    struct Racer {
        std::string name;
        analysis::RacePath path;
    };
    std::vector<Racer> racers;
};

class PlaygroundView final : public View {
public:
    const char* id() const override { return "playground"; }
    bool draw(const Context& context) override;

    /// A new scene, whose race begins; the map stays as it was moved where the function is the same. null: it is on its way.
    void set(std::shared_ptr<const PlaygroundScene> scene);
    /// A start that the user clicked.
    std::function<void(analysis::Point2)> on_start;
    SaveText save;

    double step() const { return step_; }
    void show_step(double step);
    bool playing() const { return playing_; }
    void play(bool playing) { playing_ = playing; }
    int last_step() const;
    const plot::Frame& map() const { return map_; }      ///< of the last drawing
    /// Racer, step, x, y, value: a row a step.
    std::string csv() const;

private:
    void controls(const Context& context, const plot::Rect& rect);
    bool advance(const Context& context);
    void keys();
    void draw_map(const Context& context, const plot::Rect& rect);
    void draw_values(const Context& context, const plot::Rect& rect);
    void paint_critical(plot::Canvas& canvas, const Context& context, plot::Point pointer, bool hovered) const;
    void paint_racers(plot::Canvas& canvas, const Context& context) const;

    std::shared_ptr<const PlaygroundScene> scene_;
    HeightField field_;
    plot::Navigator navigator_;
    plot::Frame map_;
    double step_ = 0, seconds_ = -1;                     // of the present step; when it was drawn last
    bool playing_ = true, log_ = true, arrows_ = true;
};

}  // namespace saddle::viz
