// Pictures of the canvas in build/shots, to be looked at; what is asserted is only that they are not blank.
#include <QImage>
#include <set>

#include "tests/app/canvas_fixture.h"

namespace saddle::app {
namespace {

class CanvasShots : public Canvas {
protected:
    void both(const QString& name) {
        for (const ThemeName theme : {ThemeName::Dark, ThemeName::Light}) {
            view->setTokens(Tokens(theme));
            const QString file = name + (theme == ThemeName::Dark ? "-dark" : "-light");
            shot(file);
            const QImage image = view->grab().toImage();
            std::set<QRgb> colors;
            for (int y = 0; y < image.height(); y += 3)
                for (int x = 0; x < image.width(); x += 3) colors.insert(image.pixel(x, y));
            EXPECT_GT(colors.size(), 20u) << file.toStdString();
        }
    }
};

TEST_F(CanvasShots, Lenet) {
    open("vision/lenet5.json");
    view->setTimes({{"conv1", 0.152}, {"relu1", 0.199}, {"pool1", 0.110}, {"conv2", 0.250}, {"relu2", 0.075}, {"pool2", 0.04}, {"fc1", 0.098}, {"fc2", 0.045}, {"fc3", 0.031}, {"loss", 0.021}});
    view->action(CanvasVerb::ZoomActual)->trigger();
    both("lenet-file");
    view->action(CanvasVerb::AutoLayout)->trigger();
    document.select({"conv2"});
    both("lenet");
    for (const double zoom : {0.5, 0.3, 0.15}) {
        view->action(CanvasVerb::Fit)->trigger();
        while (view->zoom() > zoom) view->action(CanvasVerb::ZoomOut)->trigger();
        both(QString("lenet-%1").arg(zoom));
    }
}

TEST_F(CanvasShots, States) {
    open("vision/lenet5.json");
    view->action(CanvasVerb::AutoLayout)->trigger();
    ASSERT_TRUE(document.apply({SetAttribute{"conv2", "groups", AttributeValue(int64_t(4))}}, "Set groups").ok());
    document.select({"conv2"});
    view->setHeatMode(HeatMode::Flops);
    both("error");
    document.undoStack().undo();
    ASSERT_TRUE(document.apply({SetBypass{"relu1", true}}, "Bypass").ok());
    ASSERT_TRUE(document.apply({SetBypass{"conv2", true}}, "Bypass").ok());
    view->setRunning("fc1", 0.6);
    move(px("pool1"));
    both("states");
}

TEST_F(CanvasShots, DraggedWire) {
    open("vision/lenet5.json");
    view->action(CanvasVerb::AutoLayout)->trigger();
    press(portPx("conv1", "y", true));
    moveHeld(portPx("conv1", "y", true) + QPoint(10, 30));
    moveHeld(portPx("fc1", "x", false) + QPoint(-6, 4));
    both("wire");
    release({500, 500});
    dragLayer("BatchNorm2d", (portPx("conv1", "y", true) + portPx("relu1", "x", false)) / 2, false);
    both("insert");
}

}  // namespace
}  // namespace saddle::app
