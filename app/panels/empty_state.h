#pragma once
// What a panel shows when it has nothing: an icon, what is missing, how to get it.
#include <QWidget>

class QLabel;

namespace saddle::app {

class EmptyState : public QWidget {
    Q_OBJECT
public:
    explicit EmptyState(const QString& icon, QWidget* parent = nullptr);
    void setTexts(const QString& missing, const QString& how);

private:
    QLabel *icon_, *missing_, *how_;
};

}  // namespace saddle::app
