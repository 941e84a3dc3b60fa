#include "app/shell/theme/themed_icon.h"

#include <QIconEngine>
#include <QPainter>

#include "app/shell/theme/icon.h"
#include "app/shell/theme/theme.h"

namespace saddle::app {
namespace {

class ThemedIconEngine final : public QIconEngine {
public:
    ThemedIconEngine(QString name, QString color) : name_(std::move(name)), color_(std::move(color)) {}
    void paint(QPainter* painter, const QRect& rect, QIcon::Mode mode, QIcon::State state) override {
        const QString automatic = state == QIcon::On ? "accent.base" : mode == QIcon::Active || mode == QIcon::Selected ? "text.primary" : "text.secondary";
        const QString token = mode == QIcon::Disabled ? "text.disabled" : color_.isEmpty() ? automatic : color_;
        paintIcon(*painter, name_, rect, Theme::instance().tokens().color(token));
    }
    QPixmap pixmap(const QSize& size, QIcon::Mode mode, QIcon::State state) override { return scaledPixmap(size, mode, state, 1); }
    QPixmap scaledPixmap(const QSize& size, QIcon::Mode mode, QIcon::State state, qreal) override {
        QPixmap pixmap(size);
        pixmap.fill(Qt::transparent);
        QPainter painter(&pixmap);
        paint(&painter, QRect(QPoint(0, 0), size), mode, state);
        return pixmap;
    }
    QIconEngine* clone() const override { return new ThemedIconEngine(name_, color_); }

private:
    const QString name_, color_;
};

}  // namespace

QIcon themedIcon(const QString& name, const QString& color) { return QIcon(new ThemedIconEngine(name, color)); }

}  // namespace saddle::app
