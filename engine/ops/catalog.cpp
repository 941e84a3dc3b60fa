// The lists of everything defined with SADDLE_OP, SADDLE_LAYER and SADDLE_OPTIMIZER; the build finds the names.
#include <algorithm>

#include "engine/ops/layer_def.h"

namespace saddle::ops {

#define SADDLE_OP_ENTRY(Name) OpDef define_op_##Name();
#define SADDLE_LAYER_ENTRY(Name) LayerDef define_layer_##Name();
#define SADDLE_OPTIMIZER_ENTRY(Name) OptimizerDef define_optimizer_##Name();
#include "registry_list.inc"
#undef SADDLE_OP_ENTRY
#undef SADDLE_LAYER_ENTRY
#undef SADDLE_OPTIMIZER_ENTRY

namespace {
template <class T>
const T* find(const std::vector<T>& list, const std::string& name) {
    const auto it = std::lower_bound(list.begin(), list.end(), name, [](const T& item, const std::string& n) { return item.name < n; });
    return it != list.end() && it->name == name ? &*it : nullptr;
}
template <class T>
std::vector<T> sorted(std::vector<T> list) {
    std::sort(list.begin(), list.end(), [](const T& a, const T& b) { return a.name < b.name; });
    return list;
}
}  // namespace

const std::vector<OpDef>& all_ops() {
    static const std::vector<OpDef> list = sorted(std::vector<OpDef>{
#define SADDLE_OP_ENTRY(Name) define_op_##Name(),
#define SADDLE_LAYER_ENTRY(Name)
#define SADDLE_OPTIMIZER_ENTRY(Name)
#include "registry_list.inc"
#undef SADDLE_OP_ENTRY
#undef SADDLE_LAYER_ENTRY
#undef SADDLE_OPTIMIZER_ENTRY
    });
    return list;
}

const std::vector<LayerDef>& all_layers() {
    static const std::vector<LayerDef> list = sorted(std::vector<LayerDef>{
#define SADDLE_OP_ENTRY(Name)
#define SADDLE_LAYER_ENTRY(Name) define_layer_##Name(),
#define SADDLE_OPTIMIZER_ENTRY(Name)
#include "registry_list.inc"
#undef SADDLE_OP_ENTRY
#undef SADDLE_LAYER_ENTRY
#undef SADDLE_OPTIMIZER_ENTRY
    });
    return list;
}

const std::vector<OptimizerDef>& all_optimizers() {
    static const std::vector<OptimizerDef> list = sorted(std::vector<OptimizerDef>{
#define SADDLE_OP_ENTRY(Name)
#define SADDLE_LAYER_ENTRY(Name)
#define SADDLE_OPTIMIZER_ENTRY(Name) define_optimizer_##Name(),
#include "registry_list.inc"
#undef SADDLE_OP_ENTRY
#undef SADDLE_LAYER_ENTRY
#undef SADDLE_OPTIMIZER_ENTRY
    });
    return list;
}

const OpDef* find_op(const std::string& name) { return find(all_ops(), name); }
const LayerDef* find_layer(const std::string& name) { return find(all_layers(), name); }
const OptimizerDef* find_optimizer(const std::string& name) { return find(all_optimizers(), name); }

}  // namespace saddle::ops
