#include "app/document/layered_row.h"

#include <algorithm>
#include <cmath>

namespace saddle::app {
namespace {

constexpr int kSweeps = 12;
constexpr double kYields = 0.01;   // a passing wire makes way for nodes, which stay on their straight line

struct Ends { size_t item; double offset, weight; };   // the other end of a link, and how far the items' tops lie apart when it is level

/// Links by item, towards the left (`left`) or the right.
std::vector<std::vector<Ends>> neighbours(const LayeredRow& row, bool left) {
    std::vector<std::vector<Ends>> list(row.items.size());
    for (const LayeredLink& link : row.links)
        if (left) list[link.to].push_back({link.from, link.from_y - link.to_y, link.weight});
        else list[link.from].push_back({link.to, link.to_y - link.from_y, link.weight});
    return list;
}

/// Nearest heights to `wanted` (least squares with `weights`) that keep the order and the distances `apart[i]` between
/// the tops of i and i+1: pool adjacent violators.
std::vector<double> spread(std::vector<double> wanted, const std::vector<double>& weights, const std::vector<double>& apart) {
    struct Pool { double sum, weight; size_t count; };
    std::vector<Pool> pools;
    double offset = 0;
    std::vector<double> offsets;
    for (size_t i = 0; i < wanted.size(); ++i) {
        offsets.push_back(offset);
        pools.push_back({(wanted[i] - offset) * weights[i], weights[i], 1});
        offset += i + 1 < wanted.size() ? apart[i] : 0;
        while (pools.size() > 1 && pools[pools.size() - 2].sum / pools[pools.size() - 2].weight > pools.back().sum / pools.back().weight) {
            const Pool last = pools.back();
            pools.pop_back();
            pools.back() = {pools.back().sum + last.sum, pools.back().weight + last.weight, pools.back().count + last.count};
        }
    }
    size_t i = 0;
    for (const Pool& pool : pools)
        for (size_t k = 0; k < pool.count; ++k, ++i) wanted[i] = pool.sum / pool.weight + offsets[i];
    return wanted;
}

}  // namespace

size_t LayeredRow::crossings() const {
    std::vector<size_t> place(items.size()), layer_of(items.size());
    for (size_t l = 0; l < layers.size(); ++l)
        for (size_t i = 0; i < layers[l].size(); ++i) {
            place[layers[l][i]] = i;
            layer_of[layers[l][i]] = l;
        }
    std::vector<std::vector<std::pair<double, double>>> between(layers.size());
    for (const LayeredLink& link : links)   // ports of one node keep their order too
        between[layer_of[link.from]].push_back({double(place[link.from]) + link.from_y * 1e-6, double(place[link.to]) + link.to_y * 1e-6});
    size_t count = 0;
    for (auto& list : between) {   // inversions: links that begin above and end below one that came before
        std::sort(list.begin(), list.end());
        std::vector<double> ends;
        for (const auto& [from, to] : list) {
            const auto at = std::upper_bound(ends.begin(), ends.end(), to);
            count += size_t(ends.end() - at);
            ends.insert(at, to);
        }
    }
    return count;
}

void LayeredRow::order() {
    const auto left = neighbours(*this, true), right = neighbours(*this, false);
    auto best = layers;
    size_t fewest = crossings();
    std::vector<double> place(items.size());
    const auto renumber = [&](const std::vector<size_t>& layer) {
        for (size_t i = 0; i < layer.size(); ++i) place[layer[i]] = double(i);
    };
    for (const auto& layer : layers) renumber(layer);
    for (int sweep = 0; sweep < kSweeps && fewest > 0; ++sweep) {
        const bool forward = sweep % 2 == 0;
        for (size_t step = 1; step < layers.size(); ++step) {
            auto& layer = layers[forward ? step : layers.size() - 1 - step];
            const auto& links_of = forward ? left : right;
            std::vector<std::pair<double, size_t>> keyed;
            for (const size_t item : layer) {
                double sum = 0, weight = 0;
                for (const Ends& end : links_of[item]) {
                    sum += (place[end.item] + end.offset * 1e-3) * end.weight;
                    weight += end.weight;
                }
                keyed.emplace_back(weight > 0 ? sum / weight : place[item], item);
            }
            std::stable_sort(keyed.begin(), keyed.end(), [](const auto& a, const auto& b) { return a.first < b.first; });
            for (size_t i = 0; i < keyed.size(); ++i) layer[i] = keyed[i].second;
            renumber(layer);
        }
        if (const size_t now = crossings(); now < fewest) {
            fewest = now;
            best = layers;
        }
    }
    layers = std::move(best);
}

void LayeredRow::align(double gap) {
    for (const auto& layer : layers) {
        double y = 0;
        for (const size_t item : layer) {
            items[item].y = y;
            y += items[item].height + gap;
        }
    }
    const auto left = neighbours(*this, true), right = neighbours(*this, false);
    // To the right, back, and to the right again: what feeds a node has the last word, so that chains stay straight.
    for (int sweep = 0; sweep < 5; ++sweep) {
        const bool forward = sweep % 2 == 0;
        for (size_t step = 0; step < layers.size(); ++step) {
            const auto& layer = layers[forward ? step : layers.size() - 1 - step];
            std::vector<double> wanted, weights, apart;
            for (size_t i = 0; i < layer.size(); ++i) {
                const LayeredItem& item = items[layer[i]];
                std::vector<std::pair<double, double>> pulls;
                double all = 0;
                for (const Ends& end : (forward ? left : right)[layer[i]]) {
                    pulls.emplace_back(items[end.item].y + end.offset, end.weight);
                    all += end.weight;
                }
                std::sort(pulls.begin(), pulls.end());
                double target = item.y, passed = 0;
                for (const auto& [y, weight] : pulls) {   // weighted median: one straight link is worth more than two bent ones
                    target = y;
                    if ((passed += weight) * 2 >= all) break;
                }
                wanted.push_back(target);
                weights.push_back(item.node < 0 ? kYields : pulls.empty() ? 0.1 : all);
                if (i + 1 < layer.size()) apart.push_back(item.height + gap);
            }
            const std::vector<double> placed = spread(std::move(wanted), weights, apart);
            for (size_t i = 0; i < layer.size(); ++i) items[layer[i]].y = placed[i];
        }
    }
    double top = 1e300;
    for (const auto& layer : layers)
        if (!layer.empty()) top = std::min(top, items[layer[0]].y);
    for (LayeredItem& item : items) item.y -= top;
}

}  // namespace saddle::app
