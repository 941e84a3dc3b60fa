#pragma once
// Which elements of a sparse matrix are there, both by rows and by columns: how a graph travels on a wire. One I32 tensor
// holds all, so that a wire is one value and a kernel binds one buffer; loaders make it once, kernels only read it.
#include <cstdint>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "engine/core/result.h"

namespace saddle::ops {

/// Sizes of a pattern, padding included. Entry (v, u) of a graph is an edge from u to v: rows are targets, columns sources.
/// The parts follow each other in this order:
///   row_ptr [rows + 1]         entries of row v are numbers row_ptr[v] to row_ptr[v + 1] - 1 (compressed sparse rows)
///   column [entries]           column of each entry
///   row [entries]              row of each entry
///   column_ptr [columns + 1]   the transpose: entries of column u stand at places column_ptr[u] to column_ptr[u + 1] - 1 of
///   column_row [entries]       their rows and
///   column_entry [entries]     their numbers
///   group_ptr [groups + 1]     rows of graph g are group_ptr[g] to group_ptr[g + 1] - 1
///   group [rows]               graph of each row
/// Numbers of padding are -1: padded rows, columns and entries are in no list.
struct SparsePattern {
    int64_t rows = 0, columns = 0, entries = 0, groups = 0;

    int64_t row_ptr() const { return 0; }
    int64_t column() const { return row_ptr() + rows + 1; }
    int64_t row() const { return column() + entries; }
    int64_t column_ptr() const { return row() + entries; }
    int64_t column_row() const { return column_ptr() + columns + 1; }
    int64_t column_entry() const { return column_row() + entries; }
    int64_t group_ptr() const { return column_entry() + entries; }
    int64_t group() const { return group_ptr() + groups + 1; }
    int64_t length() const { return group() + rows; }

    bool operator==(const SparsePattern&) const = default;
    /// The pattern of `batch` graphs laid side by side. Columns that are no nodes (no groups) are shared.
    SparsePattern times(int64_t batch) const { return {rows * batch, groups > 0 ? columns * batch : columns, entries * batch, groups * batch}; }
    std::vector<int64_t> sizes() const { return {rows, columns, entries, groups}; }
    static SparsePattern of(const std::vector<int64_t>& sizes) { return {sizes[0], sizes[1], sizes[2], sizes[3]}; }
};

/// The tensor's elements. `entries` are (row, column), ascending; `group_rows` says how many rows each group has, in order.
/// What exceeds them is padding.
std::vector<int32_t> pack(const SparsePattern& pattern, std::span<const std::pair<int32_t, int32_t>> entries, std::span<const int64_t> group_rows);

}  // namespace saddle::ops
