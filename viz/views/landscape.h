#pragma once
// The loss around a run, as a surface in space or as a contour map, while it fills and afterwards. The host feeds grids
// and computes them when asked; the view never waits.
#include <functional>
#include <optional>

#include "viz/views/controls.h"
#include "viz/views/curvature_card.h"
#include "viz/views/landscape_picture.h"

namespace saddle::viz {

class LandscapeView final : public View {
public:
    const char* id() const override { return "landscape"; }
    bool draw(const Context& context) override;

    /// A new grid, finished or on its way; null: none. An unfinished one means that it is being computed.
    void set(std::shared_ptr<const LandscapeGrid> grid);
    /// The computation ended without a finished grid: cancelled, or failed for a reason in the user's words.
    void stopped(const std::string& problem = {});
    /// The trail's last point is where training is now, rather than where a run has ended.
    void set_live(bool live) { live_ = live; }

    struct Wish {
        std::string axes = "random";   ///< or "pca", "hessian", "line"
        int size = 25;
        double range = 1;
        bool curvature = false;        ///< also the eigenvalues at each point
    };
    /// Asks for a landscape; unset: there is no run to compute it of, and no button.
    std::function<void(const Wish&)> on_compute;
    std::function<void()> on_cancel;
    /// A computed point was clicked: asks how the loss bends there. The host answers by set_curvature as often as more is known.
    std::function<void(std::shared_ptr<const LandscapeGrid>, double a, double b)> on_pick;
    std::function<void()> on_unpick;   ///< nobody waits for the answer any more
    void set_curvature(CurvatureState state) { curvature_ = std::move(state); }
    int picked_cell() const { return picked_; }   ///< -1: none
    /// Where what the menu saves goes; without them it is not offered.
    SaveText save;
    SavePicture save_picture;

    // What the controls show and change; also for hosts that remember or script a view.
    bool map() const { return map_; }
    void show_map(bool map) { map_ = map; }
    bool shows_bends() const { return show_bends_; }   ///< the map's colours are those of the curvature
    bool log_height() const { return log_; }
    void set_log_height(bool log);
    const Camera& camera() const { return camera_; }
    bool computing() const { return computing_; }
    /// The grid point or trail point under the pointer in the last drawing; -1: none.
    int hovered_cell() const { return hovered_cell_; }
    int hovered_trail() const { return hovered_trail_; }
    const LandscapePoints& points() const { return points_; }   ///< on the screen, of the last drawing
    /// The trail, then every computed point: kind, a, b, loss, step, distance out of the plane.
    std::string csv() const;
    /// Surface, map or line, as it is looked at.
    std::string svg(const Context& context, float width, float height) const;

private:
    bool line() const { return grid_ && grid_->axes == "line"; }
    void make_fields();
    void controls(const Context& context, const plot::Rect& rect);
    void menu(const Context& context);
    void ask(Wish wish);
    void complaint(const Context& context, plot::Rect& rect);
    void progress(const Context& context, const plot::Rect& rect);
    LandscapeScene scene(const Context& context) const { return {context, *grid_, map_ && show_bends_ ? bends_ : field_, live_}; }
    void paint_title(plot::Canvas& canvas, const Context& context, const plot::Rect& area, float right) const;
    void move_camera(const plot::Pointer& pointer, const plot::Rect& area);
    void pick(const Context& context, const plot::Pointer& pointer, const plot::Rect& area);
    void unpick();
    void hover(const Context& context, const plot::Pointer& pointer, const plot::Rect& area);
    void read_out(const Context& context, plot::Point at, const plot::Rect& area, const std::vector<std::pair<std::string, std::string>>& lines);

    std::shared_ptr<const LandscapeGrid> grid_;
    HeightField field_, bends_;        // bends_: of the curvature, where it is known
    LandscapePoints points_;
    Camera camera_;
    plot::Navigator navigator_;
    Wish wish_;
    std::string problem_;
    bool map_ = false, log_ = true, show_bends_ = false, computing_ = false, live_ = false, shares_step_ = false;
    int hovered_cell_ = -1, hovered_trail_ = -1, picked_ = -1;
    CurvatureState curvature_;         // at the picked cell
    plot::Rect card_;                  // what it covers
    plot::Rect picture_;               // where it was drawn last
    std::optional<std::pair<double, double>> began_;   // seconds and fraction when the present computation was first seen
};

}  // namespace saddle::viz
