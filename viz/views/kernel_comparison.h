#pragma once
// A profile that was kept beside the newest one: the time of each kernel or node in both, and their ratio.
#include "engine/api/profile_diff.h"
#include "viz/plot/canvas.h"
#include "viz/views/kernel_rows.h"
#include "viz/views/table.h"

namespace saddle::viz {

class KernelComparison {
public:
    enum Column { Name, Before, Now, Change, Ratio };

    /// Null: there is nothing to compare with.
    void keep(std::shared_ptr<const StepProfile> profile) { kept_ = std::move(profile); }
    bool active() const { return kept_ != nullptr; }
    /// Of calls, those of one kernel and node are one row: another plan has others.
    void compare(const StepProfile& now, KernelGrouping grouping);

    /// As Table::draw, of `rows()`.
    Table::Events draw(const Context& context, const plot::Rect& rect, const std::function<TableRow(const ProfileDiff::Row&)>& look);
    const std::vector<ProfileDiff::Row>& rows() const { return diff_.rows; }
    const Table& table() const { return table_; }

private:
    void sort();
    void cell(plot::Canvas& canvas, const Context& context, int row, int column, const plot::Rect& rect) const;

    std::shared_ptr<const StepProfile> kept_;
    ProfileDiff diff_;
    Table table_{Change};
};

}  // namespace saddle::viz
