#include "app/shell/print_graph.h"

#include <QPainter>
#include <QPrintDialog>
#include <QPrinter>

#include "app/canvas/canvas_export.h"
#include "app/shell/theme/theme.h"

namespace saddle::app {
namespace {
constexpr double kLargest = 2, kScreenDpi = 96, kTitleMm = 10;
}

void printGraph(GraphDocument& document, HeatMode mode, QPrinter& printer) {
    const Tokens light(ThemeName::Light);
    CanvasStyle style(light);
    style.canvas = Qt::white;
    CanvasScene scene(document, style);
    scene.setHeatMode(mode);
    const QSizeF graph = picture_area(scene).size();
    printer.setPageOrientation(graph.width() > graph.height() ? QPageLayout::Landscape : QPageLayout::Portrait);
    const QString name = QString::fromStdString(document.project().name);
    printer.setDocName(name);
    QPainter painter(&printer);
    const QRectF page = printer.pageLayout().paintRectPixels(printer.resolution());
    const double dot = printer.resolution() / kScreenDpi, title = kTitleMm / 25.4 * printer.resolution();
    QFont font = lookFont("title", 600);
    font.setPixelSize(int(font.pixelSize() * dot));
    painter.setFont(font);
    painter.setPen(light.color("text.primary"));
    painter.drawText(QRectF(0, 0, page.width(), title), Qt::AlignLeft | Qt::AlignTop, name);
    const double scale = std::min({kLargest * dot, page.width() / graph.width(), (page.height() - title) / graph.height()});
    const QSizeF size = graph * scale;
    paint_picture(scene, painter, QRectF(QPointF((page.width() - size.width()) / 2, title), size));
}

void printWithDialog(GraphDocument& document, HeatMode mode, QWidget* window) {
    auto printer = std::make_shared<QPrinter>(QPrinter::HighResolution);
    auto* dialog = new QPrintDialog(printer.get(), window);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    QObject::connect(dialog, qOverload<QPrinter*>(&QPrintDialog::accepted), &document, [&document, mode](QPrinter* chosen) { printGraph(document, mode, *chosen); });
    QObject::connect(dialog, &QObject::destroyed, &document, [printer] {});   // the dialog looks at it until then
    dialog->open();
}

}  // namespace saddle::app
