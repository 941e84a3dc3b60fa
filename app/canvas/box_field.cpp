#include "app/canvas/box_field.h"

#include <algorithm>
#include <cmath>

namespace saddle::app {
namespace {
constexpr double kCell = 256;
}

template <class Visit>
void BoxField::cells(const QRectF& area, Visit visit) const {
    const auto cell = [](double at) { return int(std::floor(at / kCell)); };
    for (int y = cell(area.top()); y <= cell(area.bottom()); ++y)
        for (int x = cell(area.left()); x <= cell(area.right()); ++x) visit(quint64(quint32(x)) << 32 | quint32(y));
}

BoxField::BoxField(const std::vector<QRectF>& boxes) {
    for (const QRectF& box : boxes) add(box);
}

void BoxField::add(const QRectF& box) {
    cells(box, [&](quint64 key) { grid_[key].push_back(boxes_.size()); });
    boxes_.push_back(box);
}

std::vector<size_t> BoxField::in(const QRectF& area) const {
    std::vector<size_t> found;
    const auto take = [&](const std::vector<size_t>& list) {
        for (const size_t i : list)
            if (boxes_[i].intersects(area)) found.push_back(i);
    };
    // A wide area has more cells than there are filled ones: then the filled ones are looked at instead.
    if (area.width() / kCell * (area.height() / kCell + 1) > double(grid_.size())) {
        for (const auto& list : grid_) take(list);
    } else {
        cells(area, [&](quint64 key) {
            if (const auto it = grid_.constFind(key); it != grid_.constEnd()) take(*it);
        });
    }
    std::sort(found.begin(), found.end());
    found.erase(std::unique(found.begin(), found.end()), found.end());
    return found;
}

int BoxField::hits(const QPointF& a, const QPointF& b, double clearance) const {
    return int(in(QRectF(a, b).normalized().adjusted(-clearance, -clearance, clearance, clearance)).size());
}

}  // namespace saddle::app
