#pragma once
// A table in the look: a head that sorts, rows of 22 px that scroll, numbers right-aligned in mono. Only the rows in sight
// are drawn.
#include <functional>
#include <string>
#include <vector>

#include "viz/plot/canvas.h"
#include "viz/view.h"

namespace saddle::viz {

struct TableColumn {
    std::string title, tip;
    float width = 60;            ///< px; the first column takes what the others leave
    bool words = false;          ///< left-aligned
    int rank = 0;                ///< where there is no room, columns of high rank go first; 0 never goes
};

struct TableRow { bool selected = false, hovered = false; };

class Table {
public:
    static constexpr float kRow = 22;

    explicit Table(int sort_by) : sorted_by(sort_by) {}
    int sorted_by;               ///< column
    bool descending = true;

    struct Events {
        int hovered = -1, clicked = -1;      ///< rows; arrow keys click too while the table is hovered
        bool sorted = false;                 ///< sorted_by or descending changed
    };
    /// `look(row)` and `cell(canvas, row, column, rect)` are called for what is seen.
    Events draw(const Context& context, const char* id, const plot::Rect& rect, const std::vector<TableColumn>& columns, int rows,
                const std::function<TableRow(int)>& look, const std::function<void(plot::Canvas&, int, int, const plot::Rect&)>& cell);
    /// Brings a row into sight at the next drawing.
    void show(int row) { wanted_ = row; }
    /// Where a row was drawn last, for what points at it from outside; empty when it was out of sight.
    plot::Rect row_rect(int row) const;
    plot::Rect head_rect(int column) const;

private:
    std::vector<float> place(const plot::Rect& rect, const std::vector<TableColumn>& columns);
    bool head(const Context& context, const plot::Rect& rect, const std::vector<TableColumn>& columns);

    int wanted_ = -1, first_ = 0, current_ = -1;
    float first_top_ = 0;
    plot::Rect head_, body_;
    std::vector<float> edges_;               // left edge of each column, and the right edge of the last; equal: left out
};

}  // namespace saddle::viz
