#include "engine/ops/sparse_pattern.h"

namespace saddle::ops {

std::vector<int32_t> pack(const SparsePattern& p, std::span<const std::pair<int32_t, int32_t>> entries, std::span<const int64_t> group_rows) {
    SADDLE_ASSERT(int64_t(entries.size()) <= p.entries && int64_t(group_rows.size()) <= p.groups, "a pattern holds more than its sizes say");
    std::vector<int32_t> all(size_t(p.length()), -1);
    const auto part = [&](int64_t offset) { return all.data() + offset; };
    int32_t *row_ptr = part(p.row_ptr()), *column_ptr = part(p.column_ptr()), *group_ptr = part(p.group_ptr());
    std::fill_n(row_ptr, p.rows + 1, 0);
    std::fill_n(column_ptr, p.columns + 1, 0);
    for (size_t e = 0; e < entries.size(); ++e) {
        const auto [v, u] = entries[e];
        SADDLE_ASSERT(v >= 0 && v < p.rows && u >= 0 && u < p.columns && (e == 0 || entries[e - 1] <= entries[e]), "an entry of a pattern is out of range or order");
        part(p.row())[e] = v;
        part(p.column())[e] = u;
        ++row_ptr[v + 1];
        ++column_ptr[u + 1];
    }
    for (int64_t v = 0; v < p.rows; ++v) row_ptr[v + 1] += row_ptr[v];
    for (int64_t u = 0; u < p.columns; ++u) column_ptr[u + 1] += column_ptr[u];
    std::vector<int32_t> next(column_ptr, column_ptr + p.columns);
    for (size_t e = 0; e < entries.size(); ++e) {  // rows ascend, so do those of each column
        const int32_t place = next[size_t(entries[e].second)]++;
        part(p.column_row())[place] = entries[e].first;
        part(p.column_entry())[place] = int32_t(e);
    }
    int64_t row = 0;
    for (int64_t g = 0; g <= p.groups; ++g) {
        group_ptr[g] = int32_t(row);
        for (int64_t k = 0; g < int64_t(group_rows.size()) && k < group_rows[size_t(g)]; ++k) {
            SADDLE_ASSERT(row < p.rows, "the groups of a pattern have more rows than it has");
            part(p.group())[row++] = int32_t(g);
        }
    }
    return all;
}

}  // namespace saddle::ops
