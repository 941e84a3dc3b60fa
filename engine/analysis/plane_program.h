#pragma once
// A network's loss at many points of a plane through parameter space, centre + a first + b second, as a program of its own.
#include "engine/core/result.h"
#include "engine/ir/program.h"

namespace saddle::analysis {

/// What is affine in the parameters, such as the output of a first layer, is so in (a, b) too: its three tensors, at the centre
/// and what each direction adds, are made once (`parts`), and a point is their combination. Parameters themselves are the
/// simplest case, so that nothing has to be brought to the device but a and b.
struct PlaneProgram {
    struct Part {
        std::string name;        ///< of the parameter, or of the output of `parts`
        bool parameter = false;
        std::string state(int which) const { return "plane." + name + "." + std::to_string(which); }   ///< 0: centre, 1: first, 2: second
    };
    std::vector<Part> parts;
    ir::Program making;          ///< its outputs are the parts that are no parameters, at the parameters given
    /// Inputs: the data, and "a<k>", "b<k>" (scalars) for k from 0 to points - 1. States: three for each part. Outputs: "loss<k>".
    ir::Program at;
    int points = 1;
    double flops = 0;            ///< of one point, besides the combinations
};

/// Of the output "loss" of a forward entry. Parts take at most `most_bytes` on the device, three tensors each; parameters for
/// which there is no room stay parameters of `at`, and there is one point at a time.
Result<PlaneProgram> plane_program(const ir::Program& forward, const std::string& entry, int points, int64_t most_bytes);

/// For each value of the entry: whether it changes with the parameters, and whether it does so by an affine function. An op is
/// affine in what moves where its gradient there reads nothing that moves.
struct Motion {
    std::vector<bool> moves, affine;
};
Motion motion(const ir::Program& program, const ir::EntryPoint& entry);

}  // namespace saddle::analysis
