#include "app/shell/shortcuts_dialog.h"

#include <QKeyEvent>
#include <QKeySequenceEdit>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSignalBlocker>
#include <QSortFilterProxyModel>
#include <QStandardItemModel>
#include <QTableView>
#include <QVBoxLayout>
#include <algorithm>

#include "app/panels/fields/note_strip.h"
#include "app/panels/table_look.h"
#include "app/shell/actions.h"
#include "app/shell/language.h"
#include "app/shell/shortcuts.h"
#include "app/shell/theme/theme.h"
#include "app/shell/theme/themed_icon.h"

namespace saddle::app {
namespace {

constexpr int kAction = Qt::UserRole + 1;

QString keysText(const QAction& action) { return QKeySequence::listToString(action.shortcuts(), QKeySequence::NativeText); }

}  // namespace

ShortcutsDialog::ShortcutsDialog(const QList<QAction*>& actions, QWidget* parent)
    : QDialog(parent), search_(new QLineEdit), model_(new QStandardItemModel(0, 2, this)), sorted_(new QSortFilterProxyModel(this)), table_(new QTableView), name_(new QLabel),
      keys_(new QKeySequenceEdit), note_(new NoteStrip), take_(new QPushButton), clear_(new QPushButton), reset_(new QPushButton), reset_all_(new QPushButton) {
    setAttribute(Qt::WA_DeleteOnClose);
    resize(560, 640);
    for (QAction* action : actions)
        if (!action->objectName().isEmpty()) actions_ << action;
    applyUserKeys(actions_);
    search_->setProperty("look", "search");
    search_->setClearButtonEnabled(true);
    search_->addAction(themedIcon("search"), QLineEdit::LeadingPosition);
    sorted_->setSourceModel(model_);
    sorted_->setFilterKeyColumn(-1);
    sorted_->setFilterCaseSensitivity(Qt::CaseInsensitive);
    table_->setModel(sorted_);
    dressTable(*table_);
    table_->setSelectionMode(QAbstractItemView::SingleSelection);
    table_->setColumnWidth(0, 360);
    keys_->setObjectName("keys");
    take_->setObjectName("take");
    name_->setMinimumWidth(180);
    auto* edit = new QHBoxLayout;
    edit->addWidget(name_, 1);
    edit->addWidget(keys_, 1);
    edit->addWidget(clear_);
    edit->addWidget(reset_);
    auto* conflict = new QHBoxLayout;
    conflict->addWidget(note_, 1);
    conflict->addWidget(take_);
    auto* end = new QHBoxLayout;
    auto* close = new QPushButton;
    end->addWidget(reset_all_);
    end->addStretch(1);
    end->addWidget(close);
    for (QPushButton* button : {take_, clear_, reset_, reset_all_, close}) button->setAutoDefault(false);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(12, 12, 12, 12);
    column->addWidget(search_);
    column->addWidget(table_, 1);
    column->addLayout(edit);
    column->addLayout(conflict);
    column->addLayout(end);
    connect(search_, &QLineEdit::textChanged, sorted_, &QSortFilterProxyModel::setFilterFixedString);
    connect(table_->selectionModel(), &QItemSelectionModel::currentRowChanged, this, &ShortcutsDialog::choose);
    connect(table_, &QTableView::doubleClicked, keys_, qOverload<>(&QWidget::setFocus));
    keys_->installEventFilter(this);
    connect(take_, &QPushButton::clicked, this, &ShortcutsDialog::takeOver);
    connect(clear_, &QPushButton::clicked, this, [this] { assign({}); });
    connect(reset_, &QPushButton::clicked, this, [this] {
        const QList<QKeySequence> own = defaultKeys(*chosen());
        if (own.isEmpty() || !holder(own.front())) {
            setUserKeys(*chosen(), own);
            Q_EMIT changed();
            refresh();
        } else {
            assign(own.front());   // says who has it now
        }
    });
    connect(reset_all_, &QPushButton::clicked, this, &ShortcutsDialog::resetAll);
    connect(close, &QPushButton::clicked, this, &QDialog::close);
    translated(this, [this, close] {
        setWindowTitle(tr("Keyboard shortcuts"));
        search_->setPlaceholderText(tr("Search commands and keys"));
        search_->setAccessibleName(tr("Search commands and keys"));
        search_->setToolTip(tr("Part of a command's name or of its keys"));
        model_->setHorizontalHeaderLabels({tr("command"), tr("keys")});
        table_->setAccessibleName(tr("Commands"));
        table_->setToolTip(tr("Double-click a command, then press its new keys"));
        keys_->setAccessibleName(tr("Keys of the command"));
        keys_->setToolTip(tr("Click here and press the new keys"));
        take_->setText(tr("Use it here"));
        take_->setToolTip(tr("The other command has no shortcut then"));
        clear_->setText(tr("None"));
        clear_->setToolTip(tr("This command has no shortcut"));
        reset_->setText(tr("Reset"));
        reset_->setToolTip(tr("The command's own keys again"));
        reset_all_->setText(tr("Reset all"));
        reset_all_->setToolTip(tr("All commands have their own keys again"));
        close->setText(tr("Close"));
        close->setToolTip(tr("Changes are kept already"));
        refresh();
    });
    table_->selectRow(0);
}

bool ShortcutsDialog::eventFilter(QObject*, QEvent* event) {
    // One chord, at once: the field itself waits a second for a next one.
    if (event->type() == QEvent::KeyRelease && !static_cast<QKeyEvent*>(event)->isAutoRepeat() && !keys_->keySequence().isEmpty())
        QMetaObject::invokeMethod(this, [this] { assign(QKeySequence(keys_->keySequence()[0])); }, Qt::QueuedConnection);
    return false;
}

QAction* ShortcutsDialog::chosen() const {
    const QModelIndex index = table_->currentIndex();
    return index.isValid() ? actions_[index.siblingAtColumn(0).data(kAction).toInt()] : nullptr;
}

QAction* ShortcutsDialog::holder(const QKeySequence& keys) const {
    const auto it = std::find_if(actions_.begin(), actions_.end(), [&](QAction* action) { return action != chosen() && action->shortcuts().contains(keys); });
    return it == actions_.end() ? nullptr : *it;
}

void ShortcutsDialog::refresh() {
    model_->setRowCount(int(actions_.size()));
    for (int row = 0; row < int(actions_.size()); ++row) {
        const QAction& action = *actions_[row];
        setCell(*model_, row, 0, plainText(action));
        setCell(*model_, row, 1, keysText(action));
        model_->item(row, 0)->setData(row, kAction);
        const QFont font = lookFont("base", hasUserKeys(action) ? 600 : 400);
        for (int column : {0, 1}) {
            model_->item(row, column)->setFont(font);
            model_->item(row, column)->setToolTip(hasUserKeys(action) ? tr("Changed; its own: %1").arg(QKeySequence::listToString(defaultKeys(action), QKeySequence::NativeText)) : action.toolTip().section('\n', 0, 0));
        }
    }
    choose();
}

void ShortcutsDialog::choose() {
    const QAction* action = chosen();
    wanted_ = {};
    note_->hide();
    take_->hide();
    for (QWidget* widget : {static_cast<QWidget*>(keys_), static_cast<QWidget*>(clear_), static_cast<QWidget*>(reset_)}) widget->setEnabled(action);
    reset_all_->setEnabled(std::any_of(actions_.begin(), actions_.end(), [](QAction* each) { return hasUserKeys(*each); }));
    const QSignalBlocker quiet(keys_);
    name_->setText(action ? plainText(*action) : tr("Choose a command"));
    keys_->setKeySequence(action ? action->shortcut() : QKeySequence());
    if (action) reset_->setEnabled(hasUserKeys(*action));
}

void ShortcutsDialog::assign(const QKeySequence& keys) {
    QAction* action = chosen();
    if (!action) return;
    if (const QAction* other = keys.isEmpty() ? nullptr : holder(keys)) {
        const QSignalBlocker quiet(keys_);
        keys_->setKeySequence(keys);
        wanted_ = keys;
        note_->setNote(Severity::Warning, tr("%1 is the shortcut of \"%2\".").arg(keys.toString(QKeySequence::NativeText), plainText(*other)));
        note_->show();
        take_->show();
        return;
    }
    setUserKeys(*action, keys.isEmpty() ? QList<QKeySequence>() : QList{keys});
    Q_EMIT changed();
    refresh();
}

void ShortcutsDialog::takeOver() {
    const QKeySequence keys = std::exchange(wanted_, {});
    while (QAction* other = holder(keys)) {
        QList<QKeySequence> left = other->shortcuts();
        left.removeAll(keys);
        setUserKeys(*other, left);
    }
    assign(keys);
}

void ShortcutsDialog::resetAll() {
    for (QAction* action : actions_) setUserKeys(*action, defaultKeys(*action));
    Q_EMIT changed();
    refresh();
}

}  // namespace saddle::app
