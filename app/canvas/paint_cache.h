#pragma once
// A picture of an item at the resolution of the screen, so that panning and zooming paint pictures instead of texts and
// paths. While the zoom changes (hurried) the last picture is scaled; it is made anew when the zoom rests.
#include <QPainter>
#include <QPixmapCache>
#include <functional>

namespace saddle::app {

/// Shared by all items of a scene.
struct PaintMode { bool hurried = false; };

class PaintCache {
public:
    /// Paints what `draw` paints within `bounds` (item coordinates). Pictures are only used on raster devices under a
    /// transform that scales and shifts; anything else gets `draw` itself.
    void paint(QPainter& painter, const QRectF& bounds, const PaintMode& mode, const std::function<void(QPainter&)>& draw);
    /// What `draw` paints is something else now.
    void drop() { QPixmapCache::remove(key_); }

private:
    QPixmapCache::Key key_;
    double scale_ = 0;       ///< device px an item px, of the picture
};

}  // namespace saddle::app
