#pragma once
// A titled part of a panel that opens and closes: chevron, title, a note or a button at the right.
#include <QWidget>

class QLabel;
class QToolButton;
class QVBoxLayout;

namespace saddle::app {

class Section : public QWidget {
    Q_OBJECT
public:
    explicit Section(QWidget* parent = nullptr);
    void setTitle(const QString& title);
    void setNote(const QString& note);                    ///< at the right, small
    void addHeaderWidget(QWidget* widget);                ///< at the right
    QVBoxLayout* body() { return body_layout_; }
    bool open() const { return open_; }
    void setOpen(bool open);
    /// Takes all widgets out of the body and deletes them.
    void clear();

private:
    QToolButton* header_;
    QLabel* note_;
    QWidget *body_;
    QVBoxLayout* body_layout_;
    bool open_ = true;
};

}  // namespace saddle::app
