#pragma once
// Boxes in a grid of cells: which of them lie in a rectangle, without looking at all of them.
#include <QHash>
#include <QRectF>
#include <algorithm>
#include <cmath>
#include <vector>

namespace saddle::app {

class BoxField {
public:
    explicit BoxField(const std::vector<QRectF>& boxes = {});
    /// Gives the index of the box; that of a removed one is given again.
    size_t add(const QRectF& box);
    void remove(size_t index);

    const QRectF& operator[](size_t index) const { return boxes_[index]; }
    /// Calls `visit(index)` for the boxes that intersect `area` (touching edges do not count), each once.
    template <class Visit>
    void visit(const QRectF& area, Visit visit) const;
    /// Their indices in ascending order.
    std::vector<size_t> in(const QRectF& area) const;
    bool empty(const QRectF& area) const;
    /// How many boxes the axis-parallel line from `a` to `b` comes nearer to than `clearance`.
    int hits(const QPointF& a, const QPointF& b, double clearance) const;

private:
    static int cell(double at) { return int(std::floor(at / 256)); }   // px a side
    static quint64 key(int x, int y) { return quint64(quint32(x)) << 32 | quint32(y); }
    std::vector<QRectF> boxes_;
    std::vector<size_t> removed_;
    QHash<quint64, std::vector<size_t>> grid_;
    QRectF bounds_;              // of all boxes that have been here
};

template <class Visit>
void BoxField::visit(const QRectF& area, Visit visit) const {
    const QRectF a = area.normalized();
    if (!a.intersects(bounds_)) return;
    const int left = std::max(cell(a.left()), cell(bounds_.left())), right = std::min(cell(a.right()), cell(bounds_.right()));
    const int top = std::max(cell(a.top()), cell(bounds_.top())), bottom = std::min(cell(a.bottom()), cell(bounds_.bottom()));
    for (int y = top; y <= bottom; ++y)
        for (int x = left; x <= right; ++x) {
            const auto it = grid_.constFind(key(x, y));
            if (it == grid_.constEnd()) continue;
            for (const size_t i : *it) {
                const QRectF& box = boxes_[i];
                // A box in several cells counts in the first of them.
                if (box.left() < a.right() && a.left() < box.right() && box.top() < a.bottom() && a.top() < box.bottom() &&
                    x == std::max(left, cell(box.left())) && y == std::max(top, cell(box.top())))
                    visit(i);
            }
        }
}

}  // namespace saddle::app
