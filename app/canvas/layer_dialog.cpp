#include "app/canvas/layer_dialog.h"

#include <QCheckBox>
#include <QDialogButtonBox>
#include <QFormLayout>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QTableWidget>
#include <QVBoxLayout>

#include "app/document/layer_library.h"

namespace saddle::app {
namespace {

enum Column { Own, Inside, Name, Default, kColumns };
constexpr int kDialogRow = 26;   // px

QString listing(const std::vector<std::string>& names) {
    QStringList list;
    for (const std::string& name : names) list << QString::fromStdString(name);
    return list.isEmpty() ? LayerDialog::tr("none") : list.join(", ");
}

}  // namespace

LayerDialog::LayerDialog(CanvasScene& scene, const std::string& composite, QWidget* parent)
    : QDialog(parent), scene_(scene), composite_(composite), name_(new QLineEdit), description_(new QLineEdit), table_(new QTableWidget), keep_(new QCheckBox), problem_(new QLabel) {
    setAttribute(Qt::WA_DeleteOnClose);
    setObjectName("layerDialog");
    setWindowTitle(tr("Save as layer"));
    resize(560, 460);
    const Composite* group = scene.document().project().composite(composite);
    name_->setObjectName("layerName");
    name_->setText(QString::fromStdString(composite));
    name_->selectAll();
    description_->setObjectName("layerDescription");
    description_->setText(QString::fromStdString(group->description));
    description_->setPlaceholderText(tr("One line: what it does"));
    auto* ports = new QLabel(tr("In: %1 · Out: %2").arg(listing(group->ports(kInputLayer)), listing(group->ports(kOutputLayer))));
    ports->setToolTip(tr("Ports are the Input and Output nodes in the group; rename them there"));
    keep_->setObjectName("keepInLibrary");
    keep_->setText(tr("Keep it in my library too, for other projects"));
    keep_->setChecked(LayerLibrary::instance().find(composite) != nullptr);
    problem_->setProperty("look", "errorText");
    problem_->setWordWrap(true);
    problem_->hide();
    auto* fields = new QFormLayout;
    fields->addRow(tr("Name"), name_);
    fields->addRow(tr("Description"), description_);
    fields->addRow(tr("Ports"), ports);
    auto* hint = new QLabel(tr("Attributes of the layer: what each of its instances can set"));
    hint->setProperty("look", "hint");
    auto* buttons = new QDialogButtonBox;
    QPushButton* save_button = buttons->addButton(tr("Save layer"), QDialogButtonBox::AcceptRole);
    buttons->addButton(tr("Cancel"), QDialogButtonBox::RejectRole);
    save_button->setProperty("look", "primary");
    save_button->setObjectName("saveLayer");
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(12, 12, 12, 12);
    column->addLayout(fields);
    column->addWidget(hint);
    column->addWidget(table_, 1);
    column->addWidget(keep_);
    column->addWidget(problem_);
    column->addWidget(buttons);
    connect(buttons, &QDialogButtonBox::accepted, this, &LayerDialog::save);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    // The group may go away while the dialog is open.
    connect(&scene.document(), &GraphDocument::changed, this, [this] {
        if (!scene_.document().project().composite(composite_)) reject();
    });
    fill();
}

void LayerDialog::fill() {
    attributes_ = inner_attributes(scene_.document().project(), composite_);
    std::erase_if(attributes_, [](const InnerAttribute& a) { return !a.key && a.promoted.empty(); });
    table_->setObjectName("layerAttributes");
    table_->setColumnCount(kColumns);
    table_->setHorizontalHeaderLabels({tr("own"), tr("inside"), tr("called"), tr("default")});
    table_->setRowCount(int(attributes_.size()));
    table_->verticalHeader()->hide();
    table_->verticalHeader()->setDefaultSectionSize(kDialogRow);
    table_->setShowGrid(false);
    table_->setSelectionMode(QAbstractItemView::NoSelection);
    table_->setAccessibleName(tr("Attributes inside the group"));
    table_->horizontalHeader()->setSectionResizeMode(Inside, QHeaderView::Stretch);
    table_->setColumnWidth(Own, 44);
    table_->setColumnWidth(Name, 140);
    table_->setColumnWidth(Default, 90);
    for (int row = 0; row < int(attributes_.size()); ++row) {
        const InnerAttribute& inner = attributes_[size_t(row)];
        auto* own = new QTableWidgetItem;
        own->setFlags(Qt::ItemIsEnabled | Qt::ItemIsUserCheckable);
        own->setCheckState(inner.promoted.empty() ? Qt::Unchecked : Qt::Checked);
        own->setToolTip(tr("Each instance of the layer can set it"));
        auto* inside = new QTableWidgetItem(QString::fromStdString(inner.node + '.' + inner.attribute));
        inside->setFlags(Qt::ItemIsEnabled);
        table_->setItem(row, Own, own);
        table_->setItem(row, Inside, inside);
        table_->setItem(row, Name, new QTableWidgetItem(QString::fromStdString(inner.promoted.empty() ? inner.attribute : inner.promoted)));
        table_->setItem(row, Default, new QTableWidgetItem(QString::fromStdString(to_string(inner.value))));
    }
}

LayerForm LayerDialog::form() const {
    LayerForm form{name_->text().trimmed().toStdString(), description_->text().trimmed().toStdString(), attributes_};
    for (int row = 0; row < table_->rowCount(); ++row) {
        InnerAttribute& inner = form.attributes[size_t(row)];
        const bool own = table_->item(row, Own)->checkState() == Qt::Checked;
        inner.promoted = own ? table_->item(row, Name)->text().trimmed().toStdString() : std::string();
        if (own && inner.promoted.empty()) inner.promoted = inner.attribute;
        if (const std::string text = table_->item(row, Default)->text().toStdString(); text != to_string(inner.value)) inner.value = parse_attribute(text);
    }
    return form;
}

void LayerDialog::save() {
    const LayerForm wanted = form();
    const auto refuse = [this](const Error& error) {
        problem_->setText(QString::fromStdString(error.hint.empty() ? error.message : error.message + ": " + error.hint));
        problem_->show();
    };
    const auto edit = define_layer(scene_.document().project(), composite_, wanted);
    if (!edit.ok()) return refuse(edit.error());
    if (const Status done = scene_.document().apply({*edit}, tr("Save as layer")); !done.ok()) return refuse(done.error());
    if (keep_->isChecked())
        if (const Status kept = LayerLibrary::instance().keep(scene_.document().project(), wanted.name); !kept.ok()) return refuse(kept.error());
    accept();
}

}  // namespace saddle::app

#include "moc_layer_dialog.cpp"
