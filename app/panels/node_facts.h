#pragma once
// What the engine knows of one node: formula, shapes of its ports, cost, and its kernels once a step was measured.
#include <QWidget>

#include "app/document/graph_document.h"
#include "engine/api/views.h"

class QLabel;

namespace saddle::app {

class FactTable;
class KernelRows;
class Section;

class NodeFacts : public QWidget {
    Q_OBJECT
public:
    explicit NodeFacts(QWidget* parent = nullptr);
    /// `node` null: several nodes are selected, their sums are shown. `typed` and `profile` may be null.
    void show(const Project& project, const QStringList& nodes, const compile::TypedGraph* typed, const StepProfile* profile);

private:
    void showShapes(const Node& node, const ops::LayerDef& def, const compile::TypedGraph* typed);
    void showCost(const Project& project, const QStringList& nodes, const compile::TypedGraph* typed, const StepProfile* profile);
    void showKernels(const QStringList& nodes, const StepProfile* profile);
    Section *formula_, *shapes_, *cost_, *kernels_;
    QLabel *formula_text_, *no_kernels_;
    FactTable *shape_table_, *cost_table_;
    KernelRows* kernel_rows_;
};

/// "N 64  C 6  H 28  W 28"
QString shapeText(const compile::PortType& type);

}  // namespace saddle::app
