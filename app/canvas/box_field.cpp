#include "app/canvas/box_field.h"

namespace saddle::app {

BoxField::BoxField(const std::vector<QRectF>& boxes) {
    for (const QRectF& box : boxes) add(box);
}

size_t BoxField::add(const QRectF& box) {
    size_t index = boxes_.size();
    if (removed_.empty()) {
        boxes_.push_back(box);
    } else {
        index = removed_.back();
        removed_.pop_back();
        boxes_[index] = box;
    }
    for (int y = cell(box.top()); y <= cell(box.bottom()); ++y)
        for (int x = cell(box.left()); x <= cell(box.right()); ++x) grid_[key(x, y)].push_back(index);
    bounds_ |= box;
    return index;
}

void BoxField::remove(size_t index) {
    const QRectF& box = boxes_[index];
    for (int y = cell(box.top()); y <= cell(box.bottom()); ++y)
        for (int x = cell(box.left()); x <= cell(box.right()); ++x) std::erase(grid_[key(x, y)], index);
    removed_.push_back(index);
}

std::vector<size_t> BoxField::in(const QRectF& area) const {
    std::vector<size_t> found;
    visit(area, [&](size_t i) { found.push_back(i); });
    std::sort(found.begin(), found.end());
    return found;
}

bool BoxField::empty(const QRectF& area) const {
    bool none = true;
    visit(area, [&](size_t) { none = false; });
    return none;
}

int BoxField::hits(const QPointF& a, const QPointF& b, double clearance) const {
    int count = 0;
    visit(QRectF(a, b).normalized().adjusted(-clearance, -clearance, clearance, clearance), [&](size_t) { ++count; });
    return count;
}

}  // namespace saddle::app
