#include "viz/views/kernel_rows.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>
#include <tuple>

#include "viz/plot/csv.h"

namespace saddle::viz {
namespace {

constexpr double kNaN = std::numeric_limits<double>::quiet_NaN();

double rate(double amount, double ms) { return ms > 0 && amount > 0 ? amount / ms / 1e6 : kNaN; }

double roof_of(const KernelTiming& call) { return call.bound.empty() ? kNaN : call.percent_of_roofline; }

double number_of(const KernelRow& row, KernelColumn column) {
    switch (column) {
        case KernelColumn::Ms: return row.ms;
        case KernelColumn::Share: return row.share;
        case KernelColumn::Gflops: return row.gflops;
        case KernelColumn::Gbytes: return row.gbytes_per_s;
        case KernelColumn::Intensity: return row.intensity;
        case KernelColumn::Roof: return row.percent_of_roofline;
        case KernelColumn::Trend: return row.trend.size() > 1 && row.trend.front() > 0 ? row.trend.back() / row.trend.front() : kNaN;
        default: return kNaN;
    }
}

}  // namespace

std::vector<KernelRow> kernel_rows(const StepProfile& profile, KernelGrouping grouping) {
    double total = 0;
    for (const KernelTiming& call : profile.kernels) total += call.ms;
    std::map<std::tuple<std::string, std::string, ir::Phase, int>, size_t> places;
    std::vector<KernelRow> rows;
    for (int i = 0; i < int(profile.kernels.size()); ++i) {
        const KernelTiming& call = profile.kernels[size_t(i)];
        const std::tuple key{grouping == KernelGrouping::Nodes ? "" : call.kernel, grouping == KernelGrouping::Kernels ? "" : call.node, call.phase,
                             grouping == KernelGrouping::Calls ? i : 0};
        const auto [place, fresh] = places.try_emplace(key, rows.size());
        if (fresh) rows.push_back({std::get<0>(key), std::get<1>(key), call.phase});
        rows[place->second].calls.push_back(i);
    }
    for (KernelRow& row : rows) {
        double flops = 0, bytes = 0, at_roof = 0, longest = -1;
        for (int i : row.calls) {
            const KernelTiming& call = profile.kernels[size_t(i)];
            row.ms += call.ms;
            flops += call.flops;
            bytes += call.bytes;
            at_roof += roof_of(call) * call.ms;
            if (call.ms <= longest) continue;
            longest = call.ms;
            row.bound = call.bound;
        }
        row.share = total > 0 ? row.ms / total : kNaN;
        row.gflops = rate(flops, row.ms);
        row.gbytes_per_s = rate(bytes, row.ms);
        row.intensity = flops > 0 && bytes > 0 ? flops / bytes : kNaN;
        row.percent_of_roofline = row.ms > 0 ? at_roof / row.ms : kNaN;
    }
    return rows;
}

void sort_rows(std::vector<KernelRow>& rows, KernelColumn by, bool descending) {
    std::stable_sort(rows.begin(), rows.end(), [&](const KernelRow& a, const KernelRow& b) {
        if (by == KernelColumn::Kernel || by == KernelColumn::Bound) {
            const std::string &x = by == KernelColumn::Bound ? a.bound : a.kernel.empty() ? a.node : a.kernel;
            const std::string &y = by == KernelColumn::Bound ? b.bound : b.kernel.empty() ? b.node : b.kernel;
            if (x.empty() != y.empty()) return y.empty();
            return descending ? y < x : x < y;
        }
        const double x = number_of(a, by), y = number_of(b, by);
        if (std::isnan(x) || std::isnan(y)) return !std::isnan(x) && std::isnan(y);
        return descending ? y < x : x < y;
    });
}

bool belongs_to(const NodeId& node, const std::string& selected) {
    return !selected.empty() && node.starts_with(selected) && (node.size() == selected.size() || node[selected.size()] == '/');
}

std::string kernels_csv(const StepProfile& profile) {
    std::vector<CsvColumn> table{{"kernel", {}, {}}, {"node", {}, {}}, {"phase", {}, {}}, {"begin_ms", {}, {}}, {"ms", {}, {}}, {"flops", {}, {}}, {"bytes", {}, {}},
                                       {"gflops", {}, {}}, {"gbytes_per_s", {}, {}}, {"intensity", {}, {}}, {"percent_of_roofline", {}, {}}, {"bound", {}, {}}, {"source", {}, {}}};
    const double start = profile.kernels.empty() ? 0 : profile.kernels.front().begin_us;
    for (const KernelTiming& call : profile.kernels) {
        const std::string words[] = {call.kernel, call.node, ir::name(call.phase)};
        const double numbers[] = {(call.begin_us - start) / 1e3, call.ms, call.flops, call.bytes, rate(call.flops, call.ms), rate(call.bytes, call.ms),
                                  call.flops > 0 && call.bytes > 0 ? call.intensity : kNaN, roof_of(call)};
        for (size_t c = 0; c < std::size(words); ++c) table[c].text.push_back(words[c]);
        for (size_t c = 0; c < std::size(numbers); ++c) table[std::size(words) + c].numbers.push_back(numbers[c]);
        table[11].text.push_back(call.bound);
        table[12].text.push_back(call.source);
    }
    return saddle::csv(table);
}

}  // namespace saddle::viz
