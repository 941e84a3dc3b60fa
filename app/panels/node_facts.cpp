#include "app/panels/node_facts.h"

#include <QLabel>
#include <QVBoxLayout>
#include <algorithm>

#include "app/bridge/engine_client.h"
#include "app/panels/fact_table.h"
#include "app/panels/formula.h"
#include "app/panels/kernel_rows.h"
#include "app/panels/section.h"
#include "app/shell/language.h"
#include "app/shell/number_text.h"
#include "app/shell/theme/theme.h"
#include "engine/api/catalog.h"

namespace saddle::app {
namespace {

/// Whether the node is one of `nodes` or inside of one that is a group.
bool is_in(const NodeId& node, const QStringList& nodes) {
    return std::any_of(nodes.begin(), nodes.end(), [&](const QString& each) {
        const NodeId id = each.toStdString();
        return node == id || node.rfind(id + '/', 0) == 0;
    });
}

}  // namespace

QString shapeText(const compile::PortType& type) {
    const std::vector<std::string> axes = ops::axis_names(type.kind, type.type.shape.rank());
    if (type.type.shape.rank() == 0) return NodeFacts::tr("scalar");
    QStringList parts;
    for (int axis = 0; axis < type.type.shape.rank(); ++axis)
        parts << (size_t(axis) < axes.size() ? QString::fromStdString(axes[size_t(axis)]) + " " : QString()) + countText(type.type.shape[axis]);
    return parts.join("  ");
}

NodeFacts::NodeFacts(QWidget* parent)
    : QWidget(parent), formula_(new Section), shapes_(new Section), cost_(new Section), kernels_(new Section), formula_text_(new QLabel), no_kernels_(new QLabel),
      shape_table_(new FactTable), cost_table_(new FactTable), kernel_rows_(new KernelRows) {
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    for (Section* section : {formula_, shapes_, cost_, kernels_}) column->addWidget(section);
    auto* box = new QFrame;
    box->setProperty("look", "formula");
    auto* inside = new QVBoxLayout(box);
    inside->setContentsMargins(10, 7, 10, 7);
    inside->addWidget(formula_text_);
    formula_text_->setWordWrap(true);
    formula_text_->setTextFormat(Qt::RichText);
    formula_text_->setTextInteractionFlags(Qt::TextSelectableByMouse);
    no_kernels_->setProperty("look", "hint");
    no_kernels_->setWordWrap(true);
    formula_->body()->addWidget(box);
    shapes_->body()->addWidget(shape_table_);
    cost_->body()->addWidget(cost_table_);
    kernels_->body()->addWidget(kernel_rows_);
    kernels_->body()->addWidget(no_kernels_);
    translated(this, [this] {
        formula_->setTitle(tr("Formula"));
        shapes_->setTitle(tr("Shapes"));
        cost_->setTitle(tr("Cost"));
        kernels_->setTitle(tr("Kernels"));
        kernels_->setNote(tr("time, % of roofline"));
        no_kernels_->setText(tr("Its kernels appear when a step has been measured: press Train or Step."));
    });
}

void NodeFacts::show(const Project& project, const QStringList& nodes, const compile::TypedGraph* typed, const StepProfile* profile) {
    const Node* node = nodes.size() == 1 ? project.graph.find(nodes.front().toStdString()) : nullptr;
    const auto def = node ? ops::layer_of(project, node->layer) : nullptr;
    formula_->setVisible(def && !def->formula.empty());
    if (def) formula_text_->setText(QStringLiteral("<i>%1</i>").arg(formulaHtml(def->formula)));
    shapes_->setVisible(def != nullptr);
    if (def) showShapes(*node, *def, typed);
    showCost(project, nodes, typed, profile);
    showKernels(nodes, profile);
}

void NodeFacts::showShapes(const Node& node, const ops::LayerDef& def, const compile::TypedGraph* typed) {
    std::vector<Fact> facts;
    const auto add = [&](const std::vector<ops::LayerPort>& ports, const QString& direction) {
        for (const ops::LayerPort& port : ports) {
            const auto it = typed ? typed->ports.find(PortRef{node.id, port.name}) : decltype(typed->ports.end()){};
            const bool known = typed && it != typed->ports.end();
            facts.push_back({direction + " " + QString::fromStdString(port.name), known ? shapeText(it->second) : QString("?"), known ? QString(name(it->second.type.dtype)) : QString(), catalogText(port.help)});
        }
    };
    add(def.inputs, tr("In"));
    add(def.outputs, tr("Out"));
    shape_table_->setFacts(facts);
}

void NodeFacts::showCost(const Project& project, const QStringList& nodes, const compile::TypedGraph* typed, const StepProfile* profile) {
    cost_->setVisible(typed);
    if (!typed) return;
    cost_->setNote(tr("per step, batch %1").arg(project.train.batch_size));
    compile::NodeCost sum;
    for (const QString& id : nodes) {
        const auto it = typed->costs.find(id.toStdString());
        if (it == typed->costs.end()) continue;
        sum.parameters += it->second.parameters;
        sum.flops += it->second.flops;
        sum.macs += it->second.macs;
        sum.bytes += it->second.bytes;
    }
    const auto share = [](double part, double all) { return all > 0 ? percentText(part / all, 1) : QString(); };
    std::vector<Fact> facts{
        {tr("Parameters"), countText(sum.parameters), share(double(sum.parameters), double(typed->total.parameters)), tr("Numbers that training changes")},
        {tr("FLOPs forward"), siText(sum.flops, ""), share(sum.flops, typed->total.flops), tr("One multiply-add counts as two")},
        {tr("MACs per sample"), siText(sum.macs, ""), share(sum.macs, typed->total.macs), tr("Multiply-adds of convolutions and products, as papers count them")},
        {tr("Activations"), siText(sum.bytes, "B"), share(sum.bytes, typed->total.bytes), tr("Bytes written forward")},
        {tr("Weights"), siText(double(sum.parameters) * 4, "B"), "f32", tr("Memory of the parameters")},
    };
    if (profile) {
        const auto times = time_by_node(*profile);
        double ms = 0;
        for (const auto& [node, time] : times)
            if (is_in(node, nodes)) ms += time;
        facts.push_back({tr("Measured time"), ms > 0 ? numberText(ms, 3) + " ms" : kUnknown, share(ms, profile->sum_of_kernels_ms), tr("Its kernels forward, backward and update; kernels fused into another node's are counted there")});
    }
    cost_table_->setFacts(facts);
}

void NodeFacts::showKernels(const QStringList& nodes, const StepProfile* profile) {
    std::vector<KernelTiming> own;
    if (profile)
        for (const KernelTiming& kernel : profile->kernels)
            if (is_in(kernel.node, nodes)) own.push_back(kernel);
    std::stable_sort(own.begin(), own.end(), [](const KernelTiming& a, const KernelTiming& b) { return a.ms > b.ms; });
    if (own.size() > 12) own.resize(12);
    no_kernels_->setVisible(!profile);
    kernels_->setVisible(!profile || !own.empty());
    kernel_rows_->setKernels(std::move(own));
}

}  // namespace saddle::app
