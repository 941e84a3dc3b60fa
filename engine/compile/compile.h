#pragma once
// Graph to ExecutionPlan. Every function here is pure: no Vulkan, files, threads or clock.
#include <functional>
#include <set>

#include "engine/compile/plan.h"
#include "engine/graph/project.h"
#include "engine/ops/layer_def.h"

namespace saddle::compile {

/// Type and kind of what flows through a port.
struct PortType {
    TensorType type;
    ops::PortKind kind = ops::PortKind::Unknown;
    bool operator==(const PortType&) const = default;
};

struct NodeCost {
    int64_t parameters = 0;
    double flops = 0;             ///< forward, per batch; 1 multiply-add = 2
    double macs = 0;              ///< of Conv and Gemm, per sample, as papers count them
    double bytes = 0;             ///< activations written forward, per batch
};

/// What is known of a drawn graph before it runs: shapes on ports, costs of nodes, mistakes.
struct TypedGraph {
    std::map<PortRef, PortType> ports;      ///< input and output ports whose type is known
    std::map<NodeId, NodeCost> costs;
    std::vector<Diagnostic> diagnostics;
    NodeCost total;
    int64_t batch = 0;
    bool valid() const;                     ///< no diagnostic of severity Error
};

/// Never fails: a broken node yields diagnostics, and nodes behind it stay untyped.
TypedGraph infer_shapes(const Project& project, const ops::DataSignature& data, int64_t batch);

/// The node of layer Dataset; nullptr where the graph has none.
const Node* data_node(const Graph& graph);
/// The node where a diffusion model's noise enters; nullptr where the graph has none.
const Node* noising_node(const Graph& graph);
/// A node that draws the latent numbers of a generator or a variational autoencoder; nullptr where the graph has none.
const Node* latent_node(const Graph& graph);

/// Forward programs: entries "train", "eval" and "predict" over shared parameters; "sample" too where there is a noising
/// node (from its noised data and times to the noise) or a latent one (from its numbers to what is made of them). Errors
/// carry the diagnostics.
Result<ir::Program> lower(const Project& project, const ops::DataSignature& data, int64_t batch);

inline constexpr std::string_view kGradient = "gradient:";   ///< and the parameter's name: an output of its gradient
/// Appends the backward pass of one output of the entry. Gradients become outputs of the entry.
Status differentiate(ir::Program& program, const std::string& entry, const std::vector<ir::ValueId>& wanted, const std::string& loss = "loss");

/// The objective that each parameter belongs to; absent: to none. Invalid where an objective has no parameter.
Result<std::map<ir::ValueId, size_t>> owners(const ir::Program& program, const TrainConfig& train);

/// Appends to "train" the backward pass of every objective's loss, to its own parameters.
Status differentiate_objectives(ir::Program& program, const TrainConfig& train);

/// What an instruction is in others, emitted through the builder; no result: it stays.
using Form = std::function<std::vector<ir::ValueId>(ops::Builder&, const ir::Instruction&)>;
/// Replaces instructions by their form, until all stay.
Status rewrite(ir::Program& program, ir::EntryPoint& entry, const Form& form);
/// By what their expand and decompose rules say.
Status decompose(ir::Program& program, ir::EntryPoint& entry);

/// Ops that draw random numbers are called "<node>.draw", "<node>.draw2", ... in the order of the entry; those of `wanted`
/// take their numbers from a new input of that name instead. Returns all names. Before differentiation.
Result<std::vector<std::string>> feed_draws(ir::Program& program, const std::string& entry, const std::set<std::string>& wanted);

/// What one pass of the entry "train" does of an optimizer step. Plans of all kinds keep the same parameters and states.
struct TrainPass {
    std::set<size_t> resting;               ///< objectives that take no part in the step
    bool update = true;                     ///< false: a batch before the step's last one, whose gradients are only added up
    auto operator<=>(const TrainPass&) const = default;
};
/// The objectives that take no part in optimizer step `step` (from 1).
std::set<size_t> resting_objectives(const TrainConfig& train, uint64_t step);

/// Appends the optimizer update of every objective to "train"; where gradients are accumulated, their sum in place.
Status append_update(ir::Program& program, const TrainConfig& train, const TrainPass& pass = {});

/// Named rewrites, all on by default: "decompose" (always), "dead-code", "common-subexpressions", "recompute", "fuse-elementwise",
/// "fuse-epilogue", "fuse-prologue", "winograd" (rounds a little more), "sparse-update", "reuse-memory".
struct PassOptions {
    std::set<std::string> disabled;
    bool on(const std::string& pass) const { return !disabled.count(pass); }
};

/// The tuner's answers by kernel key; empty: the fixed table by device class.
using KernelChoices = std::map<std::string, std::string>;

struct CompileRequest {
    const Project& project;
    const ops::DataSignature& data;
    int64_t batch = 0;                      ///< samples per step
    std::string entry = "train";
    const DeviceProfile& device;
    KernelChoices choices;
    PassOptions passes;
    bool keep_stages = false;               ///< fill ExecutionPlan::stages
    std::set<std::string> fed_draws;        ///< as feed_draws says
    TrainPass pass;                         ///< of the entry "train"
};

Result<ExecutionPlan> compile(const CompileRequest& request);

/// Plans an already made program (conformance tests, analysis): schedule and memory only.
Result<ExecutionPlan> compile_program(ir::Program program, const std::string& entry, int64_t batch, const DeviceProfile& device,
                                      const PassOptions& passes = {}, const KernelChoices& choices = {}, bool keep_stages = false);

}  // namespace saddle::compile
