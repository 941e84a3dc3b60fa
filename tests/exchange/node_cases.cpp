#include "tests/exchange/node_cases.h"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <set>

#include "engine/core/file.h"
#include "engine/exchange/onnx_import.h"
#include "engine/exchange/onnx_import/model.h"

namespace saddle::onnx_tests {
namespace {

namespace fs = std::filesystem;
using exchange::OnnxModel;
using exchange::OnnxType;

std::string model_path(const std::string& name) { return data_folder() + "/" + name + "/model.onnx"; }

/// The operator that a case is about: its only node's, or for the expansion of a function, the function's.
std::string operator_of(const std::string& name, const OnnxModel& model, const std::map<std::string, std::string>& single) {
    std::set<std::string_view> ops;
    for (const exchange::OnnxNode& node : model.nodes) ops.insert(node.op);
    if (ops.size() > 1) ops.erase("Constant");
    if (const size_t at = name.find("_expanded"); at != std::string::npos) {
        const auto it = single.find(name.substr(0, at));
        return it == single.end() ? "" : it->second;
    }
    return ops.size() == 1 ? std::string(*ops.begin()) : "";
}

/// Element types that a program cannot hold; empty when all are fine.
std::string unsupported_types(const OnnxModel& model) {
    std::set<std::string> names;
    for (const auto* list : {&model.inputs, &model.outputs})
        for (const exchange::OnnxValueInfo& info : *list)
            switch (info.type) {
                case OnnxType::Float: case OnnxType::Double: case OnnxType::Int32: case OnnxType::Int64: case OnnxType::Bool: break;
                default: names.insert(info.tensor ? name(info.type) : "sequence or optional");
            }
    std::string text;
    for (const std::string& n : names) text += (text.empty() ? "" : ", ") + n;
    return text;
}

struct Exclusion {
    std::string op, pattern, reason;
    bool used = false;
    bool matches(const std::string& name) const {
        return pattern.back() == '*' ? name.rfind(pattern.substr(0, pattern.size() - 1), 0) == 0 : name == pattern;
    }
};

}  // namespace

int64_t Operator::excluded() const {
    return std::count_if(cases.begin(), cases.end(), [](const NodeCase& c) { return !c.exclusion.empty(); });
}

std::string data_folder() {
    const std::string folder = SADDLE_ONNX_TESTDATA;
    return fs::exists(folder + "/test_abs/model.onnx") ? folder : "";
}

std::vector<Operator> declared_operators(std::vector<std::string>& problems) {
    std::vector<Operator> operators;
    std::vector<Exclusion> exclusions;
    std::ifstream list(std::string(SADDLE_SOURCE_DIR) + "/tests/exchange/onnx_operators.txt");
    for (std::string line; std::getline(list, line);) {
        if (line.empty() || line[0] == '#') continue;
        if (line[0] != ' ') {
            operators.push_back({line, {}});
            continue;
        }
        const size_t begin = line.find_first_not_of(' '), end = line.find(' ', begin);
        if (operators.empty() || end == std::string::npos) problems.push_back("no reason in the line '" + line + "'");
        else exclusions.push_back({operators.back().name, line.substr(begin, end - begin), line.substr(line.find_first_not_of(' ', end))});
    }
    std::set<std::string> names;
    for (const auto& entry : fs::directory_iterator(data_folder())) names.insert(entry.path().filename().string());
    std::map<std::string, std::string> single;  // cases before their expansions: "test_x" < "test_x_expanded"
    for (const std::string& name : names) {
        const auto bytes = read_file(model_path(name));
        if (!bytes.ok()) continue;
        const auto model = exchange::read_onnx_model(*bytes);
        if (!model.ok()) continue;  // functions of functions; none is of a declared operator
        const std::string op = operator_of(name, *model, single);
        if (name.find("_expanded") == std::string::npos) single[name] = op;
        const auto declared = std::find_if(operators.begin(), operators.end(), [&](const Operator& o) { return o.name == op; });
        if (declared == operators.end()) continue;
        NodeCase one{name, unsupported_types(*model)};
        for (Exclusion& e : exclusions)
            if (e.op == op && e.matches(name)) {
                e.used = true;
                one.exclusion = e.reason;
            }
        declared->cases.push_back(std::move(one));
    }
    for (const Operator& o : operators)
        if (o.cases.empty()) problems.push_back("operator " + o.name + " has no case");
    for (const Exclusion& e : exclusions)
        if (!e.used) problems.push_back("exclusion " + e.pattern + " of " + e.op + " matches no case");
    return operators;
}

Result<CaseData> load_case(const std::string& name) {
    TRY(const std::string bytes, read_file(model_path(name)));
    TRY(const OnnxModel model, exchange::read_onnx_model(bytes));
    CaseData data;
    const auto load = [&](const std::vector<exchange::OnnxValueInfo>& infos, const char* kind, std::map<std::string, Tensor>& into) -> Status {
        for (size_t i = 0; i < infos.size(); ++i) {
            TRY(Tensor tensor, exchange::read_onnx_tensor_file(data_folder() + "/" + name + "/test_data_set_0/" + kind + "_" + std::to_string(i) + ".pb"));
            into.emplace(std::string(infos[i].name), std::move(tensor));
        }
        return {};
    };
    TRY_STATUS(load(model.inputs, "input", data.inputs));
    TRY_STATUS(load(model.outputs, "output", data.outputs));
    return data;
}

std::string coverage_document(const std::vector<Operator>& operators) {
    int64_t cases = 0, excluded = 0;
    std::string rows;
    for (const Operator& o : operators) {
        std::map<std::string, int64_t> reasons;
        for (const NodeCase& c : o.cases)
            if (!c.exclusion.empty()) ++reasons[c.exclusion];
        std::string text;
        for (const auto& [reason, count] : reasons) text += (text.empty() ? "" : "; ") + std::to_string(count) + ": " + reason;
        rows += "| " + o.name + " | " + std::to_string(o.cases.size()) + " | " + std::to_string(int64_t(o.cases.size()) - o.excluded()) + " | " + text + " |\n";
        cases += int64_t(o.cases.size());
        excluded += o.excluded();
    }
    return "# ONNX coverage\n"
           "ONNX's own node tests, imported and run on the Vulkan device and on the reference, each output within 1e-3 relative and 1e-5\n"
           "absolute. Every case counted as passed must pass (`ctest -R OnnxNode`). This file is generated: build the target `onnx_coverage`.\n"
           "Exclusions by a bare type name are cases with tensors of that type, which programs do not hold. Double tensors are run as float.\n\n" +
           std::to_string(operators.size()) + " operators, " + std::to_string(cases) + " cases, " + std::to_string(cases - excluded) + " passed, " + std::to_string(excluded) + " excluded.\n\n"
           "| operator | cases | passed | excluded: why |\n|---|---:|---:|---|\n" + rows;
}

}  // namespace saddle::onnx_tests
