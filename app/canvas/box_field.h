#pragma once
// Boxes of nodes in a grid of cells: which of them lie in a rectangle, without looking at all of them.
#include <QHash>
#include <QRectF>
#include <vector>

namespace saddle::app {

class BoxField {
public:
    explicit BoxField(const std::vector<QRectF>& boxes = {});
    void add(const QRectF& box);

    const QRectF& operator[](size_t index) const { return boxes_[index]; }
    size_t size() const { return boxes_.size(); }
    /// Indices of the boxes that intersect `area` (touching edges do not count), each once, in ascending order.
    std::vector<size_t> in(const QRectF& area) const;
    /// How many boxes the axis-parallel line from `a` to `b` comes nearer to than `clearance`.
    int hits(const QPointF& a, const QPointF& b, double clearance) const;

private:
    template <class Visit>
    void cells(const QRectF& area, Visit visit) const;
    std::vector<QRectF> boxes_;
    QHash<quint64, std::vector<size_t>> grid_;
};

}  // namespace saddle::app
