#include "engine/ops/taps.h"

#include <algorithm>
#include <map>

#include "engine/ops/dispatch.h"
#include "engine/ops/indices.h"

namespace saddle::ops {

bool Taps::whole() const { return taps == 1 && std::all_of(weight.begin(), weight.end(), [](double w) { return w == 1; }); }

Taps transposed(const Taps& t, int64_t inputs) {
    std::vector<std::map<int64_t, double>> rows(static_cast<size_t>(inputs));
    for (size_t k = 0; k < t.index.size(); ++k)
        if (t.index[k] >= 0 && t.weight[k] != 0) rows[size_t(t.index[k])][int64_t(k) / t.taps] += t.weight[k];
    Taps result;
    for (const auto& row : rows) result.taps = std::max(result.taps, int(row.size()));
    for (const auto& row : rows) {
        int count = 0;
        for (const auto& [o, weight] : row) {
            result.index.push_back(o);
            result.weight.push_back(weight);
            ++count;
        }
        for (; count < result.taps; ++count) {
            result.index.push_back(0);
            result.weight.push_back(0);
        }
    }
    return result;
}

/// Nested loops over the taps of all axes that change.
std::string taps_body(const IndexContext& c, const AxisTaps& maps, double outside) {
    std::string text, close, weight, missing;
    std::vector<std::string> at = coordinates(0, c.output.shape.rank());
    for (size_t axis = 0; axis < maps.size(); ++axis) {
        if (!maps[axis]) continue;
        const Taps& t = *maps[axis];
        const std::string n = std::to_string(axis), k = "k" + n, taps = std::to_string(t.taps), place = t.taps == 1 ? "o" + n : "o" + n + " * " + taps + " + " + k;
        const int64_t outputs = int64_t(t.index.size()) / t.taps, inputs = c.in(0).shape[int(axis)];
        const bool repeats = t.whole() && outputs % inputs == 0;
        bool even = repeats;
        for (int64_t o = 0; even && o < outputs; ++o) even = t.index[size_t(o)] == o / (outputs / inputs);
        if (even) {  // each element repeated
            at[axis] = "o" + n + " / " + std::to_string(outputs / inputs);
            continue;
        }
        std::string indices, weights;
        for (size_t e = 0; e < t.index.size(); ++e) {
            indices += (e ? ", " : "") + std::to_string(t.index[e]);
            weights += (e ? ", " : "") + glsl_float(t.weight[e]);
        }
        const std::string count = std::to_string(t.index.size());
        text += "const int index" + n + "[" + count + "] = int[" + count + "](" + indices + ");\n    ";
        at[axis] = "index" + n + "[" + place + "]";
        if (std::count(t.index.begin(), t.index.end(), -1)) missing += (missing.empty() ? "" : " || ") + at[axis] + " < 0";
        if (t.whole()) continue;
        text += "const float weight" + n + "[" + count + "] = float[" + count + "](" + weights + ");\n    ";
        weight += (weight.empty() ? "" : " * ") + ("weight" + n + "[" + place + "]");
        if (t.taps > 1) close = "for (int " + k + " = 0; " + k + " < " + taps + "; ++" + k + ") " + close;
    }
    std::string loops = close;
    const std::string read = c.read(0, at);
    if (weight.empty() && loops.empty()) return text + (missing.empty() ? "" : "if (" + missing + ") return " + c.type + "(" + glsl_float(outside) + ");\n    ") + "return " + read + ";";
    text += c.type + " sum = " + c.type + "(0);\n    " + loops + "{\n        ";
    if (!missing.empty()) text += "if (" + missing + ") return " + c.type + "(" + glsl_float(outside) + ");\n        ";
    return text + "sum += " + (weight.empty() ? "" : "(" + weight + ") * ") + read + ";\n    }\n    return sum;";
}

void sum_taps(ReferenceContext& r, const AxisTaps& maps, double outside) {
    std::vector<double> data = r.in(0).data;
    std::vector<int64_t> dims = r.in(0).type.shape.dims();
    std::vector<bool> missing(data.size(), false);
    for (size_t axis = 0; axis < maps.size(); ++axis) {
        if (!maps[axis]) continue;
        const Taps& t = *maps[axis];
        const int64_t in = dims[axis], out = int64_t(t.index.size()) / t.taps, inner = Shape(dims).count(int(axis) + 1, int(dims.size())), outer = Shape(dims).count(0, int(axis));
        std::vector<double> next(size_t(outer * out * inner), 0);
        std::vector<bool> lost(next.size(), false);
        for (int64_t o = 0; o < outer; ++o)
            for (int64_t p = 0; p < out; ++p)
                for (int64_t i = 0; i < inner; ++i)
                    for (int k = 0; k < t.taps; ++k) {
                        const int64_t from = t.index[size_t(p * t.taps + k)];
                        const size_t to = size_t((o * out + p) * inner + i);
                        if (from < 0) lost[to] = true;
                        else {
                            next[to] += t.weight[size_t(p * t.taps + k)] * data[size_t((o * in + from) * inner + i)];
                            if (missing[size_t((o * in + from) * inner + i)]) lost[to] = true;
                        }
                    }
        dims[axis] = out;
        data = std::move(next);
        missing = std::move(lost);
    }
    for (size_t i = 0; i < data.size(); ++i) r.out().data[i] = missing[i] ? outside : data[i];
}

}  // namespace saddle::ops
