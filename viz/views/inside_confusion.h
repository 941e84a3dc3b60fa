#pragma once
// What a model says against the truth: the matrix of both, and the samples behind a cell.
#include <optional>

#include "engine/api/inside.h"
#include "viz/views/raster.h"
#include "viz/views/table.h"

namespace saddle::viz {

class ConfusionPart {
public:
    void set(std::shared_ptr<const Insight> inside);
    /// A sample that was picked from the list, once.
    std::optional<int64_t> draw(const Context& context, const plot::Rect& rect);

    const plot::Rect& matrix() const { return matrix_; }     ///< of the last drawing
    plot::Rect cell(int64_t truth, int64_t said) const;
    /// Indices into Insight::predictions that the list shows: of the chosen cell, else all that are wrong.
    const std::vector<int>& listed() const { return listed_; }
    plot::Rect row(int index) const { return table_.row_rect(index); }

private:
    void list();
    void paint_matrix(const Context& context, const plot::Rect& rect);
    std::optional<int64_t> draw_list(const Context& context, const plot::Rect& rect);
    std::string name(int64_t label) const;

    std::shared_ptr<const Insight> inside_;
    std::optional<std::pair<int64_t, int64_t>> chosen_;      // truth, said
    std::vector<int> listed_;
    std::vector<float> shares_;                              // of each row
    plot::Rect matrix_;
    Table table_{3};
};

/// Name of a class, or its number.
std::string class_name(const Insight& inside, int64_t label);

}  // namespace saddle::viz
