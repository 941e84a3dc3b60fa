#pragma once
// All commands with their shortcuts, to search in and to change. Keys that are taken are said to be, and by which command.
#include <QAction>
#include <QDialog>

class QKeySequenceEdit;
class QLabel;
class QLineEdit;
class QPushButton;
class QSortFilterProxyModel;
class QStandardItemModel;
class QTableView;

namespace saddle::app {

class NoteStrip;

class ShortcutsDialog : public QDialog {
    Q_OBJECT
public:
    ShortcutsDialog(const QList<QAction*>& actions, QWidget* parent);

Q_SIGNALS:
    void changed();   ///< actions of these names have other keys

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    QAction* chosen() const;
    void choose();
    void refresh();
    void assign(const QKeySequence& keys);
    void takeOver();
    void resetAll();
    QAction* holder(const QKeySequence& keys) const;   ///< another action than the chosen one; null: free
    QList<QAction*> actions_;
    QLineEdit* search_;
    QStandardItemModel* model_;
    QSortFilterProxyModel* sorted_;
    QTableView* table_;
    QLabel* name_;
    QKeySequenceEdit* keys_;
    NoteStrip* note_;
    QPushButton *take_, *clear_, *reset_, *reset_all_;
    QKeySequence wanted_;                               ///< taken by another
};

}  // namespace saddle::app
