// What a shape rule lets pass, the reference can compute; what it refuses, it refuses in words. Every case of every op is
// bent a little in every way that is always possible: other sizes, ranks and types of inputs, missing inputs, other numbers
// in attributes. Run under ASan and UBSan this shows a rule that lets a wrong shape through.
#include "engine/graph/project.h"
#include "tests/ops/program_under_test.h"

namespace saddle {
namespace {

constexpr int64_t kHuge = int64_t(1) << 40, kComputable = 100000;

struct Bent {
    std::vector<TensorType> inputs;
    Attributes attributes;
    std::string how;
};

/// Everything that one number or shape of the case may become.
std::vector<Bent> bend(const ops::OpDef& op, const ops::Case& c) {
    std::vector<Bent> all;
    for (size_t i = 0; i < c.inputs.size(); ++i) {
        const auto with = [&](const std::string& how, auto change) {
            Bent b{c.inputs, c.attributes, "input " + std::to_string(i) + " " + how};
            change(b.inputs[i]);
            all.push_back(std::move(b));
        };
        const int rank = c.inputs[i].shape.rank();
        for (int axis = 0; axis < rank; ++axis)
            for (const int64_t size : {c.inputs[i].shape[axis] + 1, int64_t(0), kHuge})
                with("axis " + std::to_string(axis) + " of " + std::to_string(size), [&](TensorType& t) { t.shape[axis] = size; });
        with("with one axis more", [&](TensorType& t) {
            std::vector<int64_t> dims = t.shape.dims();
            dims.push_back(2);
            t.shape = Shape(dims);
        });
        if (rank > 0) with("with one axis less", [&](TensorType& t) {
            std::vector<int64_t> dims = t.shape.dims();
            dims.pop_back();
            t.shape = Shape(dims);
        });
        with("of another type", [](TensorType& t) { t.dtype = t.dtype == DType::F32 ? DType::I32 : DType::F32; });
    }
    for (const ops::AttributeDef& attribute : op.attributes) {
        const auto given = c.attributes.find(attribute.name);
        const AttributeValue value = given == c.attributes.end() ? attribute.fallback : given->second;
        const auto with = [&](AttributeValue other) {
            Bent b{c.inputs, c.attributes, attribute.name + " " + to_string(other)};
            b.attributes[attribute.name] = std::move(other);
            all.push_back(std::move(b));
        };
        if (std::holds_alternative<int64_t>(value))
            for (const int64_t number : {int64_t(-1), int64_t(7), kHuge, -kHuge}) with(number);
        if (const auto* list = std::get_if<std::vector<int64_t>>(&value)) {
            std::vector<int64_t> longer = *list;
            longer.push_back(1);
            with(longer);
            for (size_t k = 0; k < list->size(); ++k)
                for (const int64_t number : {int64_t(-1), int64_t(0), int64_t(7), kHuge}) {
                    std::vector<int64_t> other = *list;
                    other[k] = number;
                    with(other);
                }
        }
    }
    return all;
}

/// Runs the reference on zeros.
void compute(const ops::OpDef& op, const Bent& b, const std::vector<TensorType>& types) {
    std::vector<ops::ReferenceTensor> inputs, outputs;
    for (const TensorType& type : b.inputs) inputs.push_back({type, std::vector<double>(size_t(type.shape.count()))});
    for (const TensorType& type : types) outputs.push_back({type, std::vector<double>(size_t(type.shape.count()))});
    ops::ReferenceContext context{{}, outputs, b.attributes, 1, 1};
    for (const ops::ReferenceTensor& tensor : inputs) context.inputs.push_back(&tensor);
    op.reference_rule(context);
    for (size_t k = 0; k < outputs.size(); ++k) EXPECT_EQ(int64_t(outputs[k].data.size()), types[k].shape.count());
}

TEST(ShapeRules, WhatTheyAcceptCanBeComputedAndWhatNotIsRefusedInWords) {
    int refused = 0, computed = 0;
    for (const ops::OpDef& op : ops::all_ops()) {
        if (!op.onnx) continue;  // only gradients emit it, with the shapes they have
        int here = 0;
        for (const ops::Case& c : op.conformance)
            for (const Bent& b : bend(op, c)) {
                SCOPED_TRACE(op.name + ": " + b.how);
                std::vector<const TensorType*> inputs;
                for (const TensorType& type : b.inputs) inputs.push_back(&type);
                const auto types = op.infer_rule({inputs, b.attributes, c.outputs});
                if (!types.ok()) {
                    EXPECT_FALSE(types.error().message.empty());
                    ++here;
                    continue;
                }
                const auto small = [](const TensorType& t) { return checked_count(t.shape.dims(), kComputable) >= 0; };
                if (!std::all_of(b.inputs.begin(), b.inputs.end(), small) || !std::all_of(types->begin(), types->end(), small)) continue;
                const bool labels_of_nothing = op.name.find("Loss") != std::string::npos && b.inputs[0].shape.count() == 0;
                if (labels_of_nothing) continue;
                compute(op, b, *types);
                ++computed;
            }
        if (op.glsl.empty()) EXPECT_GT(here, 0) << op.name << " refuses nothing";
        refused += here;
    }
    std::printf("conformance: %d bent cases refused, %d computed\n", refused, computed);
}

TEST(ShapeRules, MissingInputsAndUnknownAttributesAreRefused) {
    for (const ops::OpDef& op : ops::all_ops()) {
        ir::Program program;
        program.entries.push_back({"train", {}, {}, {}, {}});
        ops::Builder builder(program, program.entries[0]);
        const bool needs = !op.inputs.empty() && !op.inputs[0].optional && !op.inputs[0].variadic;
        if (needs) EXPECT_FALSE(builder.emit_all(op.name, {}, {}).ok()) << op.name;
        if (op.name != "Update") EXPECT_FALSE(builder.emit_all(op.name, {}, {{"no such attribute", int64_t(1)}}).ok()) << op.name;
    }
}

TEST(ShapeRules, AttributesOfEveryCaseAndLayerSurviveTheProjectFile) {
    Project project;
    const auto add = [&](const std::string& layer, const Attributes& attributes) {
        Node node;
        node.id = "n" + std::to_string(project.graph.nodes.size());
        node.layer = layer;
        node.attributes = attributes;
        project.graph.nodes.push_back(std::move(node));
    };
    for (const ops::OpDef& op : ops::all_ops())
        for (const ops::Case& c : op.conformance) add(op.name, c.attributes);
    for (const ops::LayerDef& layer : ops::all_layers()) {
        Attributes defaults;
        for (const ops::AttributeDef& a : layer.attributes) defaults[a.name] = a.fallback;
        add(layer.name, defaults);
    }
    const auto back = read_project(write_project(project), "again");
    ASSERT_TRUE(back.ok()) << to_string(back.error());
    ASSERT_EQ(back->graph.nodes.size(), project.graph.nodes.size());
    for (size_t i = 0; i < project.graph.nodes.size(); ++i) EXPECT_EQ(back->graph.nodes[i], project.graph.nodes[i]) << project.graph.nodes[i].layer;
}

}  // namespace
}  // namespace saddle
