#pragma once
// A sentence on a soft ground with the icon of its severity, inside a panel.
#include <QFrame>

#include "engine/api/core.h"

class QBoxLayout;
class QLabel;
class QPushButton;

namespace saddle::app {

class NoteStrip : public QFrame {
    Q_OBJECT
public:
    explicit NoteStrip(QWidget* parent = nullptr);
    /// `hint`: what to do about it, a sentence of its own.
    void setNote(Severity severity, const QString& text, const QString& hint = {});
    /// A link below the sentence; the first is what to do.
    QPushButton* addLink(const QString& text);

protected:
    void resizeEvent(QResizeEvent* event) override;
    void showEvent(QShowEvent* event) override;

private:
    void fit();
    QLabel *icon_, *text_;
    QBoxLayout* links_;
};

}  // namespace saddle::app
