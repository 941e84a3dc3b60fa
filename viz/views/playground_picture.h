#pragma once
// The pictures of the playground: a function of two parameters from above and in space, the ways of the optimizers that race on
// it, what they keep as arrows, and the value against the steps.
#include <memory>

#include "engine/api/playground.h"
#include "viz/view.h"
#include "viz/views/relief.h"

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

struct PlaygroundPicture {
    const Context& context;
    const PlaygroundScene& scene;
    const HeightField& field;
    double step = 0;                 ///< of all racers
    bool arrows = true;
};

plot::Frame playground_map_frame(const plot::Canvas& canvas, const plot::Rect& rect, const PlaygroundPicture& picture, const plot::Navigator& navigator);
void paint_playground_map(plot::Canvas& canvas, const PlaygroundPicture& picture, const plot::Frame& frame);
void paint_playground_relief(plot::Canvas& canvas, const PlaygroundPicture& picture, const plot::Rect& rect, const Camera& camera);
plot::Frame playground_value_frame(const plot::Canvas& canvas, const plot::Rect& rect, const PlaygroundPicture& picture, int last_step);
/// With the step at which each left the saddle.
void paint_playground_values(plot::Canvas& canvas, const PlaygroundPicture& picture, const plot::Frame& frame);

/// The racer's last point at or before `step`; its path is not empty.
size_t reached(const analysis::RacePath& path, double step);
/// By how much an adaptive optimizer stretches each axis there: 1 / the root of the square of the slope that it keeps, the larger one 1.
/// None: it keeps no such square, or nothing is in it yet.
std::optional<analysis::Point2> adaptive_scale(const analysis::RacePath& path, size_t point);
/// Name, place, value, slope and what the optimizer keeps at a point of its way, in words.
std::vector<std::string> words_of(const Context& context, const PlaygroundScene::Racer& racer, size_t point);
std::vector<std::string> words_of(const Context& context, const analysis::SurfacePoint& critical);

}  // namespace saddle::viz
