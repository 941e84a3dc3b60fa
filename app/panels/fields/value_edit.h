#pragma once
// A line edit for one value: its unit or range stands in the field at the right, Enter or leaving commits, Escape
// reverts, Up and Down step a number. What is not acceptable is marked and not committed.
#include <QLineEdit>
#include <functional>

namespace saddle::app {

class ValueEdit : public QLineEdit {
    Q_OBJECT
public:
    explicit ValueEdit(QWidget* parent = nullptr);
    void setNote(const QString& note);                 ///< "px", "1–4096", "= 16"
    const QString& note() const { return note_; }
    void setHelp(const QString& help);                 ///< tooltip while nothing is wrong
    void setShown(const QString& text);                ///< the value in force; does not commit
    QString shown() const { return shown_; }
    /// Says what is wrong with a text; empty: acceptable.
    void setCheck(std::function<QString(const QString&)> check) { check_ = std::move(check); }
    /// The text `steps` steps away; no stepping without it.
    void setStepping(std::function<QString(const QString&, int steps)> stepping) { stepping_ = std::move(stepping); }
    /// As if the user had turned the value by `steps`; `gesture` joins the changes of one drag to one undo step.
    void stepBy(int steps, const QString& gesture = {});

Q_SIGNALS:
    void committed(const QString& text, const QString& gesture);

protected:
    void paintEvent(QPaintEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void focusOutEvent(QFocusEvent* event) override;

private:
    void commit(const QString& gesture);
    void mark(const QString& problem);
    QString note_, shown_, help_;
    std::function<QString(const QString&)> check_;
    std::function<QString(const QString&, int)> stepping_;
};

}  // namespace saddle::app
