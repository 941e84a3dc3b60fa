#pragma once
// What a node gives for a sample, filters, attention: one picture a map, side by side on one scale, and what the values are like.
#include "engine/api/inside.h"
#include "viz/views/raster.h"

namespace saddle::viz {

/// Rectangles of equal pictures in an area, in rows.
struct TileGrid {
    int64_t count = 0, columns = 1, width = 1, height = 1;   ///< pictures, and the cells of one
    float step_x = 1, step_y = 1;                            ///< px from one to the next
    plot::Rect area;
    plot::Rect tile(int64_t index) const;
    int64_t at(plot::Point point) const;                     ///< picture under a point; -1: none
};
/// The arrangement of `count` pictures that shows them largest; `columns` > 0: so many, where they can be seen then.
TileGrid arrange(const plot::Rect& area, int64_t count, int64_t width, int64_t height, int64_t columns = 0);

class MapsPart {
public:
    void set(std::shared_ptr<const Insight> inside);
    void draw(const Context& context, const plot::Rect& rect);
    const TileGrid& grid() const { return grid_; }
    int64_t hovered() const { return hovered_; }             ///< element of the values under the pointer; -1: none

private:
    void activity(const Context& context, const plot::Rect& rect);
    void bars(const Context& context, const plot::Rect& rect);
    std::vector<std::string> element(const Context& context, int64_t index) const;

    std::shared_ptr<const Insight> inside_;
    TileGrid grid_;
    int64_t hovered_ = -1;
};

/// The bars of a histogram from low to high.
void paint_histogram(const Context& context, const plot::Rect& rect, std::span<const int64_t> counts, double low, double high);

}  // namespace saddle::viz
