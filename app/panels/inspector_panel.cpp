#include "app/panels/inspector_panel.h"

#include <QLabel>
#include <QLineEdit>
#include <QScrollArea>
#include <QStackedLayout>
#include <QToolButton>
#include <QVBoxLayout>
#include <algorithm>

#include "app/document/drawing.h"
#include "app/panels/empty_state.h"
#include "app/panels/fields/attribute_field.h"
#include "app/panels/fields/note_strip.h"
#include "app/panels/node_facts.h"
#include "app/panels/node_names.h"
#include "app/panels/palette_family.h"
#include "app/panels/section.h"
#include "app/panels/step_view.h"
#include "app/panels/weights_view.h"
#include "app/shell/engine_text.h"
#include "app/shell/language.h"
#include "app/shell/theme/theme.h"
#include "app/shell/theme/themed_icon.h"

namespace saddle::app {
namespace {

AttributeValue value_of(const Node& node, const ops::AttributeDef& def) {
    const auto it = node.attributes.find(def.name);
    return it == node.attributes.end() ? def.fallback : it->second;
}

/// Fields for a list of integers with a unit of length: as many as the layer's longest default, so that a Conv2d's
/// stride of "1" has one for each axis.
int axes_of(const ops::LayerDef& layer, const ops::AttributeDef& def) {
    if (def.unit != "px") return 0;
    size_t axes = 0;
    for (const ops::AttributeDef& other : layer.attributes)
        if (const auto* list = std::get_if<std::vector<int64_t>>(&other.fallback); list && other.unit == "px") axes = std::max(axes, list->size());
    return int(axes);
}

/// Attributes that all `nodes` have with one meaning.
std::vector<ops::AttributeDef> common_attributes(const Project& project, const std::vector<const Node*>& nodes) {
    std::vector<ops::AttributeDef> common;
    const auto first = ops::layer_of(project, nodes.front()->layer);
    if (!first) return common;
    for (const ops::AttributeDef& def : first->attributes) {
        const bool everywhere = std::all_of(nodes.begin(), nodes.end(), [&](const Node* node) {
            const auto layer = ops::layer_of(project, node->layer);
            return layer && std::any_of(layer->attributes.begin(), layer->attributes.end(), [&](const ops::AttributeDef& other) {
                return other.name == def.name && other.fallback.index() == def.fallback.index() && other.choices == def.choices;
            });
        });
        if (everywhere) common.push_back(def);
    }
    return common;
}

}  // namespace

InspectorPanel::InspectorPanel(EngineClient& engine, QWidget* parent)
    : QWidget(parent), scroll_(new QScrollArea), wire_page_(new QScrollArea), empty_(new EmptyState("settings")), icon_(new QLabel), title_(new QLabel), summary_(new QLabel), name_(new QLineEdit),
      attributes_(new Section), reset_(new QToolButton), problem_(new NoteStrip), facts_(new NodeFacts), weights_(new WeightsView(engine)), step_(new StepView(engine)) {
    auto* stack = new QStackedLayout(this);
    stack->addWidget(empty_);
    stack->addWidget(scroll_);
    auto* page = new QWidget;
    page->setProperty("look", "panel");
    auto* column = new QVBoxLayout(page);
    column->setContentsMargins(0, 10, 0, 12);
    column->setSpacing(0);
    auto* head = new QHBoxLayout;
    head->setContentsMargins(12, 0, 12, 0);
    head->setSpacing(8);
    head->addWidget(icon_);
    head->addWidget(title_);
    head->addWidget(name_, 1);
    summary_->setProperty("look", "hint");
    summary_->setWordWrap(true);
    summary_->setContentsMargins(12, 6, 12, 8);
    name_->setObjectName("nodeName");
    reset_->setFocusPolicy(Qt::TabFocus);
    attributes_->addHeaderWidget(reset_);
    column->addLayout(head);
    column->addWidget(summary_);
    column->addWidget(problem_);
    column->addWidget(attributes_);
    column->addWidget(facts_);
    column->addWidget(weights_);
    column->addStretch(1);
    step_->setProperty("look", "panel");
    stack->addWidget(wire_page_);
    for (const auto& [area, content] : {std::pair<QScrollArea*, QWidget*>(scroll_, page), {wire_page_, step_}}) {
        area->setWidget(content);
        area->setWidgetResizable(true);
        area->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    }
    connect(step_, &StepView::updated, this, &InspectorPanel::stepTaken);
    connect(name_, &QLineEdit::editingFinished, this, &InspectorPanel::rename);
    connect(reset_, &QToolButton::clicked, this, &InspectorPanel::resetAll);
    translated(this, [this] {
        empty_->setTexts(tr("Nothing is selected"), tr("Click a node on the canvas to see and change its attributes, or a wire to see what goes along it in a step."));
        attributes_->setTitle(tr("Attributes"));
        reset_->setText(tr("Reset"));
        reset_->setToolTip(tr("All attributes back to their defaults"));
        name_->setAccessibleName(tr("Name of the node"));
        name_->setToolTip(tr("Name of the node; Enter renames it"));
        built_for_.clear();
        selectionChanged();
    });
}

void InspectorPanel::setDocument(GraphDocument* document) {
    if (document_) document_->disconnect(this);
    document_ = document;
    if (document) {
        connect(document, &GraphDocument::selectionChanged, this, &InspectorPanel::selectionChanged);
        connect(document, &GraphDocument::changed, this, &InspectorPanel::selectionChanged);
        connect(document, &GraphDocument::typedChanged, this, &InspectorPanel::refresh);
    }
    selectionChanged();
}

void InspectorPanel::setProfile(std::shared_ptr<const StepProfile> profile) {
    profile_ = std::move(profile);
    if (isVisible()) refresh();
}

void InspectorPanel::setWire(const std::optional<Edge>& wire, bool of_run, const QString& device) {
    wire_ = wire;
    of_run_ = of_run;
    device_ = device;
    selectionChanged();
}

std::vector<const Node*> InspectorPanel::nodes() const {
    std::vector<const Node*> list;
    if (document_)
        for (const QString& id : document_->selection())
            if (const Node* node = document_->drawing().graph.find(id.toStdString())) list.push_back(node);
    return list;
}

void InspectorPanel::selectionChanged() {
    const std::vector<const Node*> selected = nodes();
    auto* stack = static_cast<QStackedLayout*>(layout());
    const bool wire = selected.empty() && wire_ && document_;
    stack->setCurrentWidget(wire ? wire_page_ : selected.empty() ? static_cast<QWidget*>(empty_) : scroll_);
    if (wire) step_->show(document_->project(), *wire_, of_run_, device_);
    if (selected.empty()) return;
    std::string layers;
    for (const Node* node : selected) layers += node->layer + "\n";
    if (layers != built_for_) {
        built_for_ = layers;
        rebuild(selected);
    }
    refresh();
}

void InspectorPanel::rebuild(const std::vector<const Node*>& selected) {
    attributes_->clear();
    fields_.clear();
    const auto def = ops::layer_of(document_->project(), selected.front()->layer);
    const bool same = std::all_of(selected.begin(), selected.end(), [&](const Node* node) { return node->layer == selected.front()->layer; });
    const QString family = def && same ? QString::fromStdString(def->family) : "group";
    icon_->setPixmap(themedIcon(layerFamilyIcon(family), "family." + family).pixmap(QSize(20, 20), devicePixelRatioF()));
    title_->setFont(lookFont("title", 600));
    title_->setText(selected.size() == 1 ? QString::fromStdString(selected.front()->layer)
                                         : same ? tr("%n %1 nodes", nullptr, int(selected.size())).arg(QString::fromStdString(selected.front()->layer)) : tr("%n nodes", nullptr, int(selected.size())));
    summary_->setText(def && same ? catalogText(def->summary) : tr("What these nodes have in common is changed in all of them."));
    name_->setVisible(selected.size() == 1);
    for (const ops::AttributeDef& attribute : common_attributes(document_->project(), selected)) {
        auto* field = new AttributeField(attribute, axes_of(*def, attribute));
        connect(field, &AttributeField::edited, this, [this, name = attribute.name](const AttributeValue& value, const QString& gesture) { set(name, value, gesture); });
        connect(field, &AttributeField::editedEach, this, [this, name = attribute.name](const std::vector<AttributeValue>& values, const QString& gesture) { setEach(name, {values.begin(), values.end()}, gesture); });
        connect(field, &AttributeField::reset, this, [this, name = attribute.name] { set(name, std::nullopt, {}); });
        attributes_->body()->addWidget(field);
        fields_.push_back(field);
    }
    attributes_->setVisible(!fields_.empty());
}

void InspectorPanel::refresh() {
    const std::vector<const Node*> selected = nodes();
    if (selected.empty()) return;
    if (!name_->hasFocus() || !name_->isModified()) name_->setText(QString::fromStdString(leaf_of(selected.front()->id)));
    std::vector<Names> names;
    Attributes around;   // what the groups around all selected nodes have in common
    for (const Node* node : selected) {
        const Attributes own = app::around(document_->project(), node->id);
        names.push_back(names_of(document_->drawing(), document_->typed().get(), *node, own));
        if (node == selected.front()) around = own;
        std::erase_if(around, [&](const auto& each) { return !own.count(each.first) || own.at(each.first) != each.second; });
    }
    bool all_default = true;
    for (AttributeField* field : fields_) {
        field->setNames(names, around);
        const AttributeValue first = value_of(*selected.front(), field->def());
        const bool equal = std::all_of(selected.begin(), selected.end(), [&](const Node* node) { return value_of(*node, field->def()) == first; });
        const bool untouched = std::none_of(selected.begin(), selected.end(), [&](const Node* node) { return node->attributes.count(field->def().name); });
        field->setValue(equal ? std::optional(first) : std::nullopt);
        field->setIsDefault(untouched);
        field->setProblem({});
        all_default = all_default && untouched;
    }
    reset_->setEnabled(!all_default);
    problem_->hide();
    if (selected.size() == 1) showProblems(*selected.front());
    facts_->show(document_->drawing(), document_->selection(), document_->typed().get(), profile_.get());
    const bool sound = document_->typed() && document_->typed()->valid();
    const auto cost = sound ? document_->typed()->costs.find(selected.front()->id) : decltype(document_->typed()->costs.end()){};
    const bool known = sound && cost != document_->typed()->costs.end();
    weights_->show(document_->drawing(), selected.size() == 1 ? selected.front() : nullptr, known ? cost->second.parameters : 0);
}

void InspectorPanel::showProblems(const Node& node) {
    const auto typed = document_->typed();
    if (!typed) return;
    for (const Diagnostic& d : typed->diagnostics) {
        if (d.node != node.id) continue;
        const QString text = QString::fromStdString(d.port.empty() ? "" : d.port + ": ") + engineText(d.text), hint = engineText(d.hint);
        const auto field = std::find_if(fields_.begin(), fields_.end(), [&](const AttributeField* f) { return f->def().name == d.field; });
        if (field != fields_.end()) {
            (*field)->setProblem(text, hint);
        } else {
            problem_->setNote(d.severity, text, hint);
            problem_->show();
        }
    }
}

void InspectorPanel::rename() {
    const std::vector<const Node*> selected = nodes();
    if (selected.size() != 1 || !name_->isModified()) return;
    name_->setModified(false);
    const NodeId to = scope_of(selected.front()->id) + name_->text().trimmed().toStdString();
    if (to == selected.front()->id) return;
    if (const Status status = document_->apply({Rename{selected.front()->id, to}}, tr("Rename to %1").arg(name_->text().trimmed())); !status.ok()) {
        name_->setText(QString::fromStdString(leaf_of(selected.front()->id)));
        Q_EMIT refused(status.error());
    }
}

void InspectorPanel::set(const std::string& attribute, const std::optional<AttributeValue>& value, const QString& gesture) {
    setEach(attribute, std::vector<std::optional<AttributeValue>>(nodes().size(), value), gesture);
}

void InspectorPanel::setEach(const std::string& attribute, const std::vector<std::optional<AttributeValue>>& values, const QString& gesture) {
    const ops::AttributeDef& def = (*std::find_if(fields_.begin(), fields_.end(), [&](const AttributeField* f) { return f->def().name == attribute; }))->def();
    const std::vector<const Node*> selected = nodes();
    EditList edits;
    for (size_t i = 0; i < std::min(selected.size(), values.size()); ++i) {
        const Node* node = selected[i];
        const std::optional<AttributeValue> kept = values[i] && *values[i] == def.fallback ? std::nullopt : values[i];   // nodes hold what differs from the default
        const auto it = node->attributes.find(attribute);
        const bool same = kept ? it != node->attributes.end() && it->second == *kept : it == node->attributes.end();
        if (!same) edits.edits.push_back({SetAttribute{node->id, attribute, kept}});
    }
    if (edits.edits.empty()) return refresh();   // the field may hold an expression of the value in force
    const QString key = gesture.isEmpty() ? QString() : QString::fromStdString(attribute) + gesture;
    if (const Status status = document_->apply({std::move(edits)}, tr("Change %1").arg(catalogText(def.label)), key); !status.ok()) Q_EMIT refused(status.error());
}

void InspectorPanel::resetAll() {
    EditList edits;
    for (const Node* node : nodes())
        for (const AttributeField* field : fields_)
            if (node->attributes.count(field->def().name)) edits.edits.push_back({SetAttribute{node->id, field->def().name, std::nullopt}});
    if (edits.edits.empty()) return;
    if (const Status status = document_->apply({std::move(edits)}, tr("Reset attributes")); !status.ok()) Q_EMIT refused(status.error());
}

}  // namespace saddle::app
