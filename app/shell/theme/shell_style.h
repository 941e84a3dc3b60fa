#pragma once
// What a style sheet cannot say without image files: arrows, check marks and the keyboard's focus ring in token colours.
#include <QProxyStyle>

namespace saddle::app {

class ShellStyle : public QProxyStyle {
    Q_OBJECT
public:
    ShellStyle() : QProxyStyle("fusion") {}
    void drawPrimitive(PrimitiveElement element, const QStyleOption* option, QPainter* painter, const QWidget* widget) const override;
    int pixelMetric(PixelMetric metric, const QStyleOption* option, const QWidget* widget) const override;
    QIcon standardIcon(StandardPixmap pixmap, const QStyleOption* option, const QWidget* widget) const override;
    int styleHint(StyleHint hint, const QStyleOption* option, const QWidget* widget, QStyleHintReturn* data) const override;
};

}  // namespace saddle::app
