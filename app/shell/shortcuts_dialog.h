#pragma once
// All commands with their shortcuts on one page, to search in.
#include <QDialog>

class QAction;

namespace saddle::app {

class ShortcutsDialog : public QDialog {
    Q_OBJECT
public:
    ShortcutsDialog(const std::vector<QAction*>& actions, QWidget* parent);
};

}  // namespace saddle::app
