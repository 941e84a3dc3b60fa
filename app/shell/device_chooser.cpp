#include "app/shell/device_chooser.h"

#include <QActionGroup>
#include <QMenu>
#include <QPainter>
#include <QStyleOptionToolButton>

#include "app/shell/language.h"
#include "app/shell/number_text.h"
#include "app/shell/theme/icon.h"
#include "app/shell/theme/theme.h"
#include "app/shell/trainer.h"

namespace saddle::app {

DeviceChooser::DeviceChooser(EngineClient& engine, Trainer& trainer, QWidget* parent) : QToolButton(parent), trainer_(trainer), menu_(new QMenu(this)) {
    setProperty("look", "button");
    setPopupMode(QToolButton::InstantPopup);
    setMenu(menu_);
    setFocusPolicy(Qt::TabFocus);
    connect(&trainer_, &Trainer::stateChanged, this, [this] {
        setEnabled(trainer_.state() == Trainer::State::Idle);
        update();
    });
    translated(this, [this] { rebuild(); });
    // Asking the loader opens drivers and takes a while: it must not hold up the window.
    engine.post("devices", this, [path = engine.storePath().toStdString()] { return api::devices(path); }, [this](std::vector<runtime::DeviceListing> devices) {
        devices_ = std::move(devices);
        rebuild();
    });
}

QSize DeviceChooser::sizeHint() const { return {216, int(Theme::instance().tokens().number("size.buttonPrimary"))}; }

const runtime::DeviceListing* DeviceChooser::current() const {
    for (const runtime::DeviceListing& listing : devices_)
        if (listing.problem.empty() && (trainer_.device() == "auto" || trainer_.device() == "vulkan" || trainer_.device().toStdString() == listing.id)) return &listing;
    return nullptr;
}

void DeviceChooser::rebuild() {
    setAccessibleName(tr("Compute device"));
    const runtime::DeviceListing* shown = current();
    setToolTip((shown ? QString::fromStdString(shown->profile.name) + "\n" : QString()) + tr("The device that trains. It can be changed between runs."));
    menu_->clear();
    auto* group = new QActionGroup(menu_);
    const auto add = [&](const QString& id, const QString& text, const QString& help) {
        QAction* action = menu_->addAction(text);
        action->setCheckable(true);
        action->setChecked(trainer_.device() == id);
        action->setToolTip(help);
        group->addAction(action);
        connect(action, &QAction::triggered, this, [this, id] {
            trainer_.setDevice(id);
            rebuild();
        });
        return action;
    };
    menu_->setToolTipsVisible(true);
    add("auto", tr("Best device (automatic)"), tr("The first usable of the devices below"));
    menu_->addSeparator();
    for (const runtime::DeviceListing& listing : devices_) {
        const bool reference = listing.id == "reference";
        QAction* action = add(QString::fromStdString(listing.id), reference ? tr("Reference executor (slow, double precision)") : QString::fromStdString(listing.profile.name),
                              !listing.problem.empty() ? QString::fromStdString(listing.problem) : reference ? tr("What the kernels are checked against; no driver is needed") : QString::fromStdString(listing.profile.driver));
        action->setEnabled(listing.problem.empty());
    }
    if (shown) Q_EMIT chosen(shown->profile);
    update();
}

void DeviceChooser::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    QStyleOptionToolButton option;
    initStyleOption(&option);
    option.text.clear();
    option.features &= ~QStyleOptionToolButton::HasMenu;
    style()->drawComplexControl(QStyle::CC_ToolButton, &option, &painter, this);
    const Tokens& tokens = Theme::instance().tokens();
    paintIcon(painter, "device", QRectF(10, (height() - 16) / 2, 16, 16), tokens.color(isEnabled() ? "accent.base" : "text.disabled"));
    paintIcon(painter, "chevron-down", QRectF(width() - 22, (height() - 12) / 2, 12, 12), tokens.color("text.tertiary"));
    const runtime::DeviceListing* listing = current();
    const QString text = !listing ? tr("Looking for devices") : listing->id == "reference" ? tr("Reference executor") : QString::fromStdString(listing->profile.name);
    painter.setPen(tokens.color(isEnabled() ? "text.primary" : "text.disabled"));
    painter.setFont(lookFont("base"));
    const QRect box(34, 0, width() - 34 - 26, height());
    painter.drawText(box, Qt::AlignVCenter | Qt::AlignLeft, painter.fontMetrics().elidedText(text, Qt::ElideRight, box.width()));
}

}  // namespace saddle::app
