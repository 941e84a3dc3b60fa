#pragma once
// What one training step is made of: every kernel on a time axis, in a sortable table and under the device's roofs. What is
// hovered or selected in one of them is so in all, and on the canvas.
#include "viz/views/advice.h"
#include "viz/views/controls.h"
#include "viz/views/kernel_comparison.h"
#include "viz/views/kernel_rows.h"
#include "viz/views/kernel_trend.h"
#include "viz/views/roofline.h"
#include "viz/views/sharing.h"
#include "viz/views/table.h"
#include "viz/views/timeline.h"

namespace saddle::viz {

class KernelsView final : public View {
public:
    const char* id() const override { return "kernels"; }
    bool draw(const Context& context) override;

    void set(std::shared_ptr<const StepProfile> profile);
    /// Measures the device's peaks, so that roofs are known; without it the view names the command that does.
    std::function<void()> measure_peaks;
    /// Where the menu saves CSV and SVG; without it they are not offered.
    SaveText save;
    SavePicture save_picture;

    KernelGrouping grouping() const { return grouping_; }
    void group(KernelGrouping grouping);
    /// What stands below the timeline; where there is room the roofline always does, beside one of the others.
    enum class Pane { Table, Advice, Roofline };
    void show(Pane pane) { pane_ = pane; }

    /// The table shows the newest profile beside the one that is there now, until it is told otherwise.
    void keep_for_comparison(bool keep);
    const KernelComparison& comparison() const { return comparison_; }

    std::string timeline_svg(const Context& context, float width) const;
    std::string roofline_svg(const Context& context, float width, float height) const;

    const std::vector<KernelRow>& rows() const { return rows_; }
    const Table& table() const { return table_; }
    const plot::Frame& timeline_frame() const { return timeline_; }     ///< of the last drawing
    const plot::Frame& roofline_frame() const { return roofline_; }

private:
    void head(const Context& context, const plot::Rect& rect, bool both);
    void menu(const Context& context);
    void draw_timeline(const Context& context, const plot::Rect& rect);
    void draw_table(const Context& context, const plot::Rect& rect);
    void draw_comparison(const Context& context, const plot::Rect& rect);
    void draw_roofline(const Context& context, const plot::Rect& rect);
    void cell(plot::Canvas& canvas, const Context& context, int row, int column, const plot::Rect& rect) const;
    void sort() { sort_rows(rows_, KernelColumn(table_.sorted_by), table_.descending); }
    void point_at(const Context& context, const plot::Pointer& pointer, int call);
    CallLook look(const Context& context, int call) const;
    void tell(const Context& context, int call) const;

    std::shared_ptr<const StepProfile> profile_;
    std::vector<KernelRow> rows_;
    KernelGrouping grouping_ = KernelGrouping::Calls;
    double largest_[6] = {};                             // of the table's columns, for their decimals
    Table table_{int(KernelColumn::Ms)};
    plot::Navigator timeline_moves_{plot::Navigator::Axes::X}, roofline_moves_;
    plot::Frame timeline_, roofline_;
    Pane pane_ = Pane::Table;
    KernelTrend trend_;
    KernelComparison comparison_;
    std::vector<int> hovered_, next_hovered_;            // calls; what a pane finds holds for all panes of the next frame
    SharedHover<std::string> shared_{&Link::hovered_node, ""};
    std::string seen_node_;                              // Link::node when the table last followed it
};

}  // namespace saddle::viz
