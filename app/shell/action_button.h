#pragma once
// A push button that is a view of an action: text, icon, state and tooltip follow it; its shortcut is shown as a chip.
#include <QPushButton>

class QAction;

namespace saddle::app {

class ActionButton : public QPushButton {
    Q_OBJECT
public:
    ActionButton(QAction* action, const QString& look, QWidget* parent = nullptr);
    void setLook(const QString& look);   ///< "primary", "on", "transport", ...: see style.qss
    void setShowsShortcut(bool shows);
    QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    void follow();
    QString chip() const;
    QAction* action_;
    bool shows_shortcut_ = true;
};

}  // namespace saddle::app
