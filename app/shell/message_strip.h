#pragma once
// What the window has to say, in a strip above the work and never in its way: one sentence, one or two things to do, close.
#include <QFrame>
#include <functional>

#include "engine/api/core.h"

class QLabel;
class QPushButton;
class QTimer;

namespace saddle::app {

class MessageStrip : public QFrame {
    Q_OBJECT
public:
    explicit MessageStrip(QWidget* parent = nullptr);

    /// Shows `text` with `hint` after it. `action` (may be empty) names what `run` does; the strip closes then. Information
    /// goes away by itself, errors and warnings stay until they are closed or replaced.
    void show(Severity severity, const QString& text, const QString& hint = {}, const QString& action = {}, std::function<void()> run = {});
    void show(const Error& error);
    /// What is shown stays until it is replaced or closed: work is in progress.
    void stay();
    /// A second thing to do about what is shown.
    void offer(const QString& action, std::function<void()> run);
    QString text() const;
    void trigger();         ///< as if the action's button was pressed
    void triggerSecond();

private:
    void dismiss();
    void finish(std::function<void()> run);
    QLabel *icon_, *text_;
    QPushButton *action_, *second_;
    QTimer* timer_;
    std::function<void()> run_, second_run_;
};

}  // namespace saddle::app
