#pragma once
// ONNX's own node tests (Debian's libonnx-testdata), sorted by the operators that we declare in onnx_operators.txt.
#include <map>
#include <string>
#include <vector>

#include "engine/core/result.h"
#include "engine/core/tensor.h"

namespace saddle::onnx_tests {

struct NodeCase {
    std::string name;          ///< "test_abs"
    std::string exclusion;     ///< why it is not run; empty: it must pass
};
struct Operator {
    std::string name;
    std::vector<NodeCase> cases;
    int64_t excluded() const;
};

/// Folder of the test data; empty where the package is not installed.
std::string data_folder();
/// The declared operators in the list's order, with all their cases. A list entry that matches nothing is a problem.
std::vector<Operator> declared_operators(std::vector<std::string>& problems);

/// Graph inputs and expected outputs of a case, by name.
struct CaseData {
    std::map<std::string, Tensor> inputs, outputs;
};
Result<CaseData> load_case(const std::string& name);

/// Text of docs/onnx-coverage.md.
std::string coverage_document(const std::vector<Operator>& operators);

}  // namespace saddle::onnx_tests
