// An entry as a readable PyTorch module beside its weights in safetensors.
#include <algorithm>
#include <filesystem>
#include <functional>

#include "engine/core/file.h"
#include "engine/exchange/model_export.h"
#include "engine/exchange/safetensors.h"

namespace saddle::exchange {
namespace {

std::string list(const std::vector<int64_t>& values) {
    std::string text;
    for (const int64_t v : values) text += (text.empty() ? "" : ", ") + std::to_string(v);
    return values.size() == 1 ? text : "(" + text + ")";
}

std::string identifier(std::string name) {
    std::replace_if(name.begin(), name.end(), [](unsigned char c) { return !std::isalnum(c); }, '_');
    return name;
}

class Writer {
public:
    Writer(const ir::Program& program, const ir::EntryPoint& entry) : program_(program), entry_(entry) {}

    Result<std::string> run(const std::string& model, const std::string& weights_file) {
        std::string body;
        for (const ir::Instruction& i : entry_.body) {
            TRY(const std::string line, expression(i));
            body += "        " + name(i.outputs[0]) + " = " + line + "\n";
        }
        const auto predictions = entry_.output("predictions");
        if (!predictions || entry_.inputs.empty()) return invalid("the graph has no output to export");
        std::string parameters;
        for (const auto& [full, shape] : used_) parameters += "        self." + identifier(full) + " = torch.nn.Parameter(weights[\"" + full + "\"])  # " + shape + "\n";
        return "\"\"\"" + model + ", exported by Saddlepoint. usage: python3 model.py input.npy output.npy\"\"\"\n"
               "import json, os, struct, sys\nimport numpy as np, torch\nimport torch.nn.functional as F\n\n\n"
               "def load_safetensors(path):\n    \"\"\"Reads a safetensors file of float32 tensors: 8 bytes of header length, JSON, raw data.\"\"\"\n"
               "    raw = open(path, \"rb\").read()\n    size = struct.unpack(\"<Q\", raw[:8])[0]\n    header = json.loads(raw[8:8 + size])\n    header.pop(\"__metadata__\", None)\n"
               "    at = lambda t: np.frombuffer(raw, \"<f4\", (t[\"data_offsets\"][1] - t[\"data_offsets\"][0]) // 4, 8 + size + t[\"data_offsets\"][0])\n"
               "    return {name: torch.from_numpy(at(t).reshape(t[\"shape\"]).copy()) for name, t in header.items()}\n\n\n"
               "class Model(torch.nn.Module):\n    def __init__(self, weights):\n        super().__init__()\n" + (parameters.empty() ? "        pass\n" : parameters) +
               "\n    def forward(self, " + name(entry_.inputs[0]) + "):\n" + body + "        return " + name(*predictions) + "\n\n\n"
               "def load():\n    return Model(load_safetensors(os.path.join(os.path.dirname(os.path.abspath(__file__)), \"" + weights_file + "\"))).eval()\n\n\n"
               "if __name__ == \"__main__\":\n    with torch.no_grad():\n        np.save(sys.argv[2], load()(torch.from_numpy(np.load(sys.argv[1]))).numpy())\n";
    }

private:
    std::string name(ir::ValueId id) {
        const ir::Value& v = program_[id];
        if (v.kind == ir::ValueKind::Constant) return to_string(AttributeValue(v.constant));
        if (v.kind == ir::ValueKind::Input) return identifier(v.name);
        if (v.kind == ir::ValueKind::Temporary) return identifier(v.node) + "_" + std::to_string(id.index);
        if (std::none_of(used_.begin(), used_.end(), [&](const auto& u) { return u.first == v.name; })) used_.emplace_back(v.name, to_string(v.type.shape));
        return "self." + identifier(v.name);
    }

    Result<std::string> expression(const ir::Instruction& i) {
        const Attributes& a = i.attributes;
        const auto in = [&](size_t k) { return k < i.inputs.size() && i.inputs[k].present() ? name(i.inputs[k]) : std::string("None"); };
        const auto half = [&](const std::vector<int64_t>& pads) { return pads.size() == 4 ? std::vector<int64_t>{pads[0], pads[1]} : std::vector<int64_t>{0, 0}; };
        const std::vector<int64_t> pads = a.integers("pads", {0, 0, 0, 0});
        const bool even = pads.size() != 4 || (pads[0] == pads[2] && pads[1] == pads[3]);
        if (i.op == "Conv" && even)
            return "F.conv2d(" + in(0) + ", " + in(1) + ", " + in(2) + ", stride=" + list(a.integers("strides", {1, 1})) + ", padding=" + list(half(pads)) + ", dilation=" +
                   list(a.integers("dilations", {1, 1})) + ", groups=" + std::to_string(a.integer("group", 1)) + ")";
        if (i.op == "Gemm" && a.integer("transB") == 1 && a.integer("transA") == 0) return "F.linear(" + in(0) + ", " + in(1) + ", " + in(2) + ")";
        if ((i.op == "MaxPool" || i.op == "AveragePool") && even)
            return std::string(i.op == "MaxPool" ? "F.max_pool2d(" : "F.avg_pool2d(") + in(0) + ", " + list(a.integers("kernel_shape")) + ", stride=" + list(a.integers("strides", {1, 1})) +
                   ", padding=" + list(half(pads)) + (a.integer("ceil_mode") ? ", ceil_mode=True" : "") +
                   (i.op == "MaxPool" ? ")" : a.integer("count_include_pad") ? ", count_include_pad=True)" : ", count_include_pad=False)");
        if (i.op == "Relu") return "F.relu(" + in(0) + ")";
        if (i.op == "Tanh") return "torch.tanh(" + in(0) + ")";
        if (i.op == "Sigmoid") return "torch.sigmoid(" + in(0) + ")";
        if (i.op == "Softmax") return "F.softmax(" + in(0) + ", dim=" + std::to_string(a.integer("axis", -1)) + ")";
        if (i.op == "Flatten") return in(0) + ".flatten(" + std::to_string(a.integer("axis", 1)) + ")";
        if (i.op == "Add") return in(0) + " + " + in(1);
        if (i.op == "BatchNormalization")
            return "F.batch_norm(" + in(0) + ", " + in(3) + ", " + in(4) + ", " + in(1) + ", " + in(2) + ", training=False, eps=" + to_string(AttributeValue(a.real("epsilon", 1e-5))) + ")";
        return invalid(i.node + ": the PyTorch export has no form for '" + i.op + "'", "export ONNX instead");
    }

    const ir::Program& program_;
    const ir::EntryPoint& entry_;
    std::vector<std::pair<std::string, std::string>> used_;
};

}  // namespace

Status export_pytorch(const ir::Program& program, const std::string& entry, const std::vector<NamedTensor>& weights, const std::string& model_name, const std::string& path) {
    const std::filesystem::path file(path);
    const std::string beside = file.stem().string() + ".safetensors";
    TRY(const std::string text, Writer(program, *program.entry(entry)).run(model_name, beside));
    TRY_STATUS(write_safetensors({weights, {{"format", "pt"}}}, (file.parent_path() / beside).string()));
    return write_file(path, text);
}

}  // namespace saddle::exchange
