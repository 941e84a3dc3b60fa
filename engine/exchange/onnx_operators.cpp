#include "engine/exchange/onnx_operators.h"

#include <map>

namespace saddle::exchange {

const std::vector<std::string>* onnx_inputs(const std::string& op) {
    static const std::map<std::string, std::vector<std::string>> names = [] {
        std::map<std::string, std::vector<std::string>> n{
            {"Clip", {"input", "min", "max"}}, {"CumSum", {"x", "axis"}}, {"Expand", {"input", "shape"}}, {"OneHot", {"indices", "depth", "values"}},
            {"Pad", {"data", "pads", "constant_value", "axes"}}, {"Reshape", {"data", "shape"}}, {"Resize", {"X", "roi", "scales", "sizes"}},
            {"Slice", {"data", "starts", "ends", "axes", "steps"}}, {"Split", {"input", "split"}}, {"Squeeze", {"data", "axes"}},
            {"Tile", {"input", "repeats"}}, {"TopK", {"X", "k"}}, {"Trilu", {"input", "k"}}, {"Unsqueeze", {"data", "axes"}}};
        for (const char* reduction : {"ReduceL1", "ReduceL2", "ReduceLogSum", "ReduceLogSumExp", "ReduceMax", "ReduceMean", "ReduceMin", "ReduceProd", "ReduceSum", "ReduceSumSquare"})
            n[reduction] = {"data", "axes"};
        return n;
    }();
    const auto it = names.find(op);
    return it == names.end() ? nullptr : &it->second;
}

}  // namespace saddle::exchange
