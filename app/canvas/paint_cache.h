#pragma once
// A picture of an item at the resolution of the screen, so that panning and zooming paint pictures instead of texts and
// paths. While the zoom changes the last picture is scaled; it is made anew when the zoom rests.
#include <QElapsedTimer>
#include <QPainter>
#include <QPixmapCache>
#include <functional>
#include <limits>

namespace saddle::app {

/// Which pictures items of a scene make anew, and for how long a frame may.
class PaintMode {
public:
    enum Pace {
        Exact,       ///< every picture as it should be
        Hurried,     ///< the zoom changes: pictures of any scale do
        Settling,    ///< the zoom rests: pictures of other scales are made anew
    };
    /// A frame begins; `limited`: it is one of many, and is to be painted in time.
    void begin(Pace pace, bool limited);
    bool mayMake(bool has_one);
    void making() { clock_.start(); }
    void made() { left_ -= clock_.nsecsElapsed(); }
    /// Whether the frame had no time for pictures that it should have made.
    bool owes() const { return owes_; }

private:
    Pace pace_ = Exact;
    bool owes_ = false;
    qint64 left_ = std::numeric_limits<qint64>::max();   // ns
    QElapsedTimer clock_;
};

class PaintCache {
public:
    /// Paints what `draw` paints within `bounds` (item coordinates). Pictures are only used on raster devices under a
    /// transform that scales and shifts; anything else gets `draw` itself. False when there is neither a picture nor time for one.
    bool paint(QPainter& painter, const QRectF& bounds, PaintMode& mode, const std::function<void(QPainter&)>& draw);
    /// What `draw` paints is something else now.
    void drop() { QPixmapCache::remove(key_); }

private:
    QPixmapCache::Key key_;
    double scale_ = 0;       ///< device px an item px, of the picture
};

}  // namespace saddle::app
