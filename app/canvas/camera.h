#pragma once
// Where a view looks: zoom to a point, pan, fit; animated where that helps the eye follow.
#include <QGraphicsView>
#include <QVariantAnimation>

namespace saddle::app {

class Camera : public QObject {
    Q_OBJECT
public:
    Camera(QGraphicsView& view, double zoom_min, double zoom_max);

    double zoom() const { return view_.transform().m11(); }
    /// Whether it shows what it last fitted: nothing has moved it since.
    bool fitted() const { return fitted_; }
    /// What it fitted is another thing now.
    void keep() { fitted_ = false; }
    QPointF centre() const;
    /// The scene's rectangle in sight.
    QRectF sight() const;
    /// Size in px that `fit` fills.
    QSizeF room() const;
    /// Keeps what is under `anchor` (viewport px) where it is.
    void zoomTo(double zoom, const QPointF& anchor);
    void panBy(const QPointF& pixels);
    void centreOn(const QPointF& scene, double zoom);
    /// Shows `area` (scene) with a margin, not larger than `largest`, over `milliseconds`.
    void fit(const QRectF& area, double largest, int milliseconds);
    void glideTo(const QPointF& scene, double zoom, int milliseconds);

Q_SIGNALS:
    void moved();              ///< zoom or position is another one

private:
    void look(const QPointF& scene, double zoom);

    QGraphicsView& view_;
    double zoom_min_, zoom_max_;
    QVariantAnimation motion_;
    QPointF from_, to_;
    double from_zoom_ = 1, to_zoom_ = 1;
    bool fitted_ = false;
};

}  // namespace saddle::app
