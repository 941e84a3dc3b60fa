#include "app/cli/edge.h"

#include "app/cli/commands.h"
#include "app/cli/json.h"

namespace saddle::cli {
namespace {

void print_row(const char* what, const Tensor& tensor) {
    const analysis::TensorSummary s = analysis::summarise(tensor);
    std::printf("%-10s %-18s %12.5g %12.5g %12.5g %12.5g %8.1f %% %6lld\n", what, to_string(tensor.type.shape).c_str(), s.least, s.most, s.mean, s.deviation,
                s.count ? 100.0 * double(s.zeros) / double(s.count) : 0.0, (long long)s.not_finite);
}

Json summary_json(const Tensor& tensor) {
    const analysis::TensorSummary s = analysis::summarise(tensor);
    return {{"shape", tensor.type.shape.dims()}, {"least", s.least}, {"most", s.most}, {"mean", s.mean}, {"deviation", s.deviation}, {"zeros", s.zeros}, {"not_finite", s.not_finite}, {"histogram", s.bins}};
}

}  // namespace

Result<PortRef> parse_port(const std::string& text) {
    const size_t dot = text.rfind('.');
    if (dot == std::string::npos || dot == 0 || dot + 1 == text.size()) return Error{ErrorKind::Usage, "'" + text + "' is no port", "write NODE.PORT: --edge conv1.y", {}};
    return PortRef{text.substr(0, dot), text.substr(dot + 1)};
}

Status print_edge(const EdgeRequest& request, bool json) {
    TRY(const EdgeValues v, api::edge_values(request, signalled_cancellation()));
    const std::string port = v.port.node + "." + v.port.port;
    if (json) {
        Json line{{"run", v.run}, {"step", v.step + 1}, {"edge", port}, {"axes", v.axes}, {"samples", v.samples}, {"loss", v.loss}, {"value", summary_json(v.value)}};
        if (v.gradient) line["gradient"] = summary_json(*v.gradient);
        for (const EdgeValues::Parameter& p : v.parameters) line["parameters"].push_back({{"name", p.name}, {"before", summary_json(p.before)}, {"gradient", summary_json(p.gradient)}, {"after", summary_json(p.after)}});
        print_line(line);
        return {};
    }
    std::printf("step %llu of %s, %s, %lld samples: loss %.9g\n", (unsigned long long)v.step + 1, v.run.empty() ? "a new run" : ("run " + v.run).c_str(), port.c_str(), (long long)v.samples, v.loss);
    std::printf("%-10s %-18s %12s %12s %12s %12s %10s %6s\n", "", "shape", "least", "most", "mean", "deviation", "zeros", "NaN");
    print_row("value", v.value);
    if (v.gradient) print_row("gradient", *v.gradient);
    else if (v.until != StepPhase::Forward) std::printf("the loss has no gradient by it\n");
    for (const EdgeValues::Parameter& p : v.parameters) {
        std::printf("%s\n", p.name.c_str());
        print_row("  before", p.before);
        if (!p.gradient.f32.empty()) print_row("  gradient", p.gradient);
        print_row("  after", p.after);
    }
    return {};
}

}  // namespace saddle::cli
