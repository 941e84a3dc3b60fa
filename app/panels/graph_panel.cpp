#include "app/panels/graph_panel.h"

#include <QHeaderView>
#include <QLineEdit>
#include <QSortFilterProxyModel>
#include <QStandardItemModel>
#include <QTableView>
#include <QVBoxLayout>

#include "app/bridge/engine_client.h"
#include "app/panels/fact_table.h"
#include "app/panels/table_look.h"
#include "app/shell/language.h"
#include "app/shell/number_text.h"
#include "app/shell/theme/theme.h"
#include "app/shell/theme/themed_icon.h"

namespace saddle::app {
namespace {
enum Column { Name, Layer, Parameters, Flops, Time, kColumns };
}

GraphPanel::GraphPanel(QWidget* parent) : QWidget(parent), sums_(new FactTable), search_(new QLineEdit), table_(new QTableView), model_(new QStandardItemModel(0, kColumns, this)), sorted_(new QSortFilterProxyModel(this)) {
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 10, 0, 0);
    column->setSpacing(8);
    auto* top = new QVBoxLayout;
    top->setContentsMargins(12, 0, 12, 0);
    top->addWidget(sums_);
    top->addSpacing(4);
    top->addWidget(search_);
    column->addLayout(top);
    column->addWidget(table_, 1);
    search_->setProperty("look", "search");
    search_->setClearButtonEnabled(true);
    search_->addAction(themedIcon("search"), QLineEdit::LeadingPosition);
    sorted_->setSourceModel(model_);
    sorted_->setSortRole(Qt::UserRole);
    sorted_->setFilterKeyColumn(-1);
    sorted_->setFilterCaseSensitivity(Qt::CaseInsensitive);
    table_->setModel(sorted_);
    dressTable(*table_);
    table_->setSelectionMode(QAbstractItemView::ExtendedSelection);
    connect(search_, &QLineEdit::textChanged, sorted_, &QSortFilterProxyModel::setFilterFixedString);
    connect(search_, &QLineEdit::returnPressed, this, [this] {
        if (sorted_->rowCount() > 0) table_->selectRow(0);
    });
    connect(table_->selectionModel(), &QItemSelectionModel::selectionChanged, this, [this] {
        if (following_ || !document_) return;
        QStringList nodes;
        for (const QModelIndex& index : table_->selectionModel()->selectedRows()) nodes << index.data().toString();
        document_->select(nodes);
    });
    translated(this, [this] {
        model_->setHorizontalHeaderLabels({tr("node"), tr("layer"), tr("params"), tr("FLOPs"), tr("ms")});
        search_->setPlaceholderText(tr("Find a node"));
        search_->setAccessibleName(tr("Find a node"));
        search_->setToolTip(tr("By name or layer; Enter selects the first one"));
        table_->setAccessibleName(tr("Nodes of the graph"));
        table_->setToolTip(tr("What is selected here is selected on the canvas"));
        refresh();
    });
}

void GraphPanel::setDocument(GraphDocument* document) {
    if (document_) document_->disconnect(this);
    document_ = document;
    if (document) {
        connect(document, &GraphDocument::typedChanged, this, &GraphPanel::refresh);
        connect(document, &GraphDocument::placeChanged, this, &GraphPanel::refresh);
        connect(document, &GraphDocument::selectionChanged, this, &GraphPanel::showSelection);
    }
    refresh();
}

void GraphPanel::setProfile(std::shared_ptr<const StepProfile> profile) {
    profile_ = std::move(profile);
    if (isVisible()) refresh();
}

void GraphPanel::focusSearch() {
    search_->setFocus(Qt::ShortcutFocusReason);
    search_->selectAll();
}

void GraphPanel::refresh() {
    following_ = true;
    const auto typed = document_ ? document_->typed() : nullptr;
    std::vector<Node> nodes = document_ ? document_->drawing().graph.nodes : std::vector<Node>{};
    if (document_)   // notes are found by their texts
        for (const Note& note : document_->drawing().sketch.notes) nodes.push_back({note.id, note.text.substr(0, note.text.find('\n')), {}});
    const auto times = profile_ ? time_by_node(*profile_) : std::map<NodeId, double>{};
    model_->setRowCount(int(nodes.size()));
    for (int row = 0; row < int(nodes.size()); ++row) {
        const Node& node = nodes[size_t(row)];
        const auto cost = typed ? typed->costs.find(node.id) : decltype(typed->costs.end()){};
        const bool known = typed && cost != typed->costs.end();
        const auto time = times.find(node.id);
        setCell(*model_, row, Name, QString::fromStdString(node.id));
        setCell(*model_, row, Layer, QString::fromStdString(node.layer));
        setCell(*model_, row, Parameters, known ? countText(cost->second.parameters) : kUnknown, known ? double(cost->second.parameters) : -1);
        setCell(*model_, row, Flops, known ? siText(cost->second.flops, "") : kUnknown, known ? cost->second.flops : -1);
        setCell(*model_, row, Time, time != times.end() ? numberText(time->second, 3) : kUnknown, time != times.end() ? time->second : -1);
    }
    if (typed) {
        sums_->setFacts({{tr("Nodes"), countText(int64_t(nodes.size())), {}, {}},
                         {tr("Parameters"), countText(typed->total.parameters), siText(double(typed->total.parameters) * 4, "B"), tr("Numbers that training changes")},
                         {tr("MACs per sample"), siText(typed->total.macs, ""), {}, tr("Multiply-adds of convolutions and products, as papers count them")},
                         {tr("FLOPs forward"), siText(typed->total.flops, ""), tr("batch %1").arg(typed->batch), tr("One multiply-add counts as two")},
                         {tr("Activations"), siText(typed->total.bytes, "B"), {}, tr("Bytes written forward")}});
    } else {
        sums_->setFacts({{tr("Nodes"), countText(int64_t(nodes.size())), {}, {}}});
    }
    following_ = false;
    showSelection();
}

void GraphPanel::showSelection() {
    if (!document_) return;
    following_ = true;
    QItemSelection selection;
    for (int row = 0; row < sorted_->rowCount(); ++row)
        if (document_->selection().contains(sorted_->index(row, Name).data().toString())) selection.select(sorted_->index(row, 0), sorted_->index(row, kColumns - 1));
    table_->selectionModel()->select(selection, QItemSelectionModel::ClearAndSelect);
    following_ = false;
}

}  // namespace saddle::app
