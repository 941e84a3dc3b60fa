#pragma once
// Which device trains: a button with the device's name and a menu of all that this machine has.
#include <QToolButton>

#include "app/bridge/engine_client.h"
#include "engine/api/devices.h"

namespace saddle::app {

class Trainer;

class DeviceChooser : public QToolButton {
    Q_OBJECT
public:
    DeviceChooser(EngineClient& engine, Trainer& trainer, QWidget* parent = nullptr);
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return sizeHint(); }

Q_SIGNALS:
    void chosen(const saddle::DeviceProfile& profile);

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    void rebuild();
    const runtime::DeviceListing* current() const;
    Trainer& trainer_;
    QMenu* menu_;
    std::vector<runtime::DeviceListing> devices_;
};

}  // namespace saddle::app
