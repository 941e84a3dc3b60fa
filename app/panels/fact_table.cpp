#include "app/panels/fact_table.h"

#include <QGridLayout>
#include <QLabel>

#include "app/shell/theme/theme.h"

namespace saddle::app {
namespace {

void set(QGridLayout& grid, int row, int column, const QString& text, const char* look, bool mono, const QString& help) {
    QLayoutItem* item = grid.itemAtPosition(row, column);
    auto* label = item ? static_cast<QLabel*>(item->widget()) : new QLabel;
    if (!item) {
        label->setProperty("look", look);
        label->setTextInteractionFlags(Qt::TextSelectableByMouse);
        grid.addWidget(label, row, column, column == 0 ? Qt::AlignLeft : Qt::AlignRight);
    }
    label->setFont(lookFont(mono ? "small" : "base", 400, mono));
    label->setText(text);
    label->setToolTip(help);
    label->setVisible(true);
}

}  // namespace

FactTable::FactTable(QWidget* parent) : QWidget(parent), grid_(new QGridLayout(this)) {
    grid_->setContentsMargins(0, 0, 0, 0);
    grid_->setHorizontalSpacing(8);
    grid_->setVerticalSpacing(4);
    grid_->setColumnStretch(0, 1);
}

void FactTable::setFacts(const std::vector<Fact>& facts) {
    const int rows = int(facts.size());
    for (int row = 0; row < rows; ++row) {
        const Fact& fact = facts[size_t(row)];
        set(*grid_, row, 0, fact.name, "label", false, fact.help);
        set(*grid_, row, 1, fact.value, "value", true, fact.help);
        set(*grid_, row, 2, fact.note, "hint", true, fact.help);
    }
    for (int row = rows; row < grid_->rowCount(); ++row)
        for (int column = 0; column < 3; ++column)
            if (QLayoutItem* item = grid_->itemAtPosition(row, column)) item->widget()->hide();
}

}  // namespace saddle::app
