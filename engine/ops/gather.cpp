// Elements found by tensors of indices. Gradients add up, in a fixed order, what several results took from one element.
#include <cmath>

#include "engine/ops/axes.h"
#include "engine/ops/indices.h"
#include "engine/ops/term.h"

namespace saddle::ops {
namespace {

using List = std::vector<int64_t>;

TensorType i32(Shape s) { return {DType::I32, std::move(s)}; }
Case indexed_case(TensorType data, TensorType indices, int64_t bound, std::vector<bool> batched, Attributes a) {
    Case c{{std::move(data), std::move(indices)}, std::move(a), -1, 1, 0, bound, std::move(batched)};
    c.integer_low = -bound;
    return c;
}

}  // namespace

SADDLE_OP(Gather) {
    return OpDef("Gather").summary("Slices of a tensor along one axis, by their indices; an embedding looks up rows.", "y_{..., i, ...} = x_{..., t_i, ...}")
        .input("data").input("indices").output("y").attribute({"axis", int64_t(0), "Axis", "axis to look up along"})
        .infer([](const InferContext& c) -> Result<std::vector<TensorType>> {
            TRY_STATUS(check_indices("Gather", c.in(1)));
            TRY(const int axis, axis_of("Gather", c.in(0).shape, c.attributes.integer("axis")));
            if (!addressable(c.in(0).shape, axis, axis + 1, c.in(1).shape)) return invalid("Gather along axis " + std::to_string(axis) + ": " + to_string(c.in(0).shape) + " has nothing there");
            const List &x = c.in(0).shape.dims(), &i = c.in(1).shape.dims();
            List dims(x.begin(), x.begin() + axis);
            dims.insert(dims.end(), i.begin(), i.end());
            dims.insert(dims.end(), x.begin() + axis + 1, x.end());
            return std::vector<TensorType>{{c.in(0).dtype, Shape(dims)}};
        })
        .gradient([](GradientContext& g) {
            const Shape x = g.b.type(g.in(0)).shape, i = g.b.type(g.in(1)).shape, y = g.b.type(g.out(0)).shape;
            const int axis = axis_of("Gather", x, g.instruction.attributes.integer("axis")).value();
            // The looked-up axis comes first: rows of what is left.
            List order, front{x[axis]};
            for (int k = axis; k < axis + i.rank(); ++k) order.push_back(k);
            for (int k = 0; k < y.rank(); ++k)
                if (k < axis || k >= axis + i.rank()) order.push_back(k);
            for (int k = 0; k < x.rank(); ++k)
                if (k != axis) front.push_back(x[k]);
            const Term l(g.b, g.b.emit("LinearIndex", {g.in(1)}, {{"shape", List{x[axis]}}}));
            const Term sum(g.b, scatter_add(g.b, Shape(front), l, axis == 0 ? g.dout() : ir::ValueId(dout(g).then("Transpose", {}, {{"perm", order}}))));
            if (axis == 0) return g.set(0, sum);
            List back;
            for (int k = 0; k < x.rank(); ++k) back.push_back(k < axis ? k + 1 : k == axis ? 0 : k);
            g.set(0, sum.then("Transpose", {}, {{"perm", back}}));
        })
        .reference([](ReferenceContext& r) {
            const Shape& x = r.in(0).type.shape;
            const int axis = axis_of("Gather", x, r.attributes.integer("axis")).value();
            const int64_t inner = x.count(axis + 1, x.rank()), count = r.in(1).type.shape.count();
            for (int64_t k = 0; k < r.out().type.shape.count(); ++k) {
                const int64_t i = wrapped(r.in(1).data[size_t(k / inner % count)], x[axis]);
                r.out().data[size_t(k)] = r.in(0).data[size_t((k / inner / count * x[axis] + i) * inner + k % inner)];
            }
        })
        .indexed([](const IndexContext& c) {
            const Shape &x = c.in(0).shape, &i = c.in(1).shape;
            const int axis = axis_of("Gather", x, c.attributes.integer("axis")).value();
            std::vector<std::string> at = coordinates(0, axis);
            at.push_back("found");
            for (const std::string& o : coordinates(axis + i.rank(), c.output.shape.rank())) at.push_back(o);
            return wrapped("found", c.index(1, coordinates(axis, axis + i.rank())), x[axis]) + "return " + c.read(0, at) + ";";
        })
        .cases({indexed_case(f32({7, 3}), i32({5, 2}), 7, {false, true}, {}), indexed_case(f32({5, 3, 4}), i32({6}), 4, {true, false}, {{"axis", int64_t(-1)}}),
                indexed_case(f32({5, 3}), i32({2, 3}), 5, {true, false}, {}), indexed_case(f32({2, 5, 3}), i32({}), 5, {false, false}, {{"axis", int64_t(1)}})});
}

SADDLE_OP(GatherElements) {
    return OpDef("GatherElements").summary("One element for each index, along one axis.", "y_{i,j} = x_{t_{i,j}, j} for axis 0")
        .input("data").input("indices").output("y").attribute({"axis", int64_t(0), "Axis", "axis to look up along"})
        .infer([](const InferContext& c) -> Result<std::vector<TensorType>> {
            TRY_STATUS(check_indices("GatherElements", c.in(1)));
            const Shape &x = c.in(0).shape, &i = c.in(1).shape;
            TRY(const int axis, axis_of("GatherElements", x, c.attributes.integer("axis")));
            bool fits = x.rank() == i.rank() && addressable(x, axis, axis + 1, i);
            for (int k = 0; fits && k < x.rank(); ++k) fits = k == axis || i[k] <= x[k];
            if (!fits) return invalid("GatherElements along axis " + std::to_string(axis) + ": indices " + to_string(i) + " do not lie within " + to_string(x));
            return std::vector<TensorType>{{c.in(0).dtype, i}};
        })
        .gradient([](GradientContext& g) {
            Attributes a{{"axis", g.instruction.attributes.integer("axis")}, {"reduction", std::string("add")}};
            g.set(0, in(g).filled(0).then("ScatterElements", {g.in(1), g.dout()}, a));
        })
        .reference([](ReferenceContext& r) {
            const Shape &x = r.in(0).type.shape, &y = r.out().type.shape;
            const int along = axis_of("GatherElements", x, r.attributes.integer("axis")).value();
            for (int64_t k = 0; k < y.count(); ++k) {
                int64_t rest = k, from = 0, stride = 1;
                for (int axis = y.rank(); axis-- > 0; rest /= y[axis]) {
                    from += (axis == along ? wrapped(r.in(1).data[size_t(k)], x[along]) : rest % y[axis]) * stride;
                    stride *= x[axis];
                }
                r.out().data[size_t(k)] = r.in(0).data[size_t(from)];
            }
        })
        .indexed([](const IndexContext& c) {
            const Shape& x = c.in(0).shape;
            const int axis = axis_of("GatherElements", x, c.attributes.integer("axis")).value();
            std::vector<std::string> at = coordinates(0, x.rank());
            const std::string found = wrapped("found", c.index(1, at), x[axis]);
            at[size_t(axis)] = "found";
            return found + "return " + c.read(0, at) + ";";
        })
        .cases({indexed_case(f32({5, 3, 4}), i32({5, 6, 4}), 3, {true, true}, {{"axis", int64_t(1)}}), indexed_case(f32({5, 3}), i32({7, 2}), 5, {true, false}, {}),
                indexed_case(f32({3, 7}), i32({3, 2}), 7, {false, false}, {{"axis", int64_t(-1)}})});
}

SADDLE_OP(GatherND) {
    return OpDef("GatherND").summary("Slices found by whole coordinates: the last axis of the indices is a place in the first axes of the data.", "y_{i, ...} = x_{t_{i,0}, t_{i,1}, ..., ...}")
        .input("data").input("indices", "[..., K]").output("y").attribute({"batch_dims", int64_t(0), "Batch axes", "leading axes that data and indices share"})
        .infer([](const InferContext& c) -> Result<std::vector<TensorType>> {
            TRY_STATUS(check_indices("GatherND", c.in(1)));
            const Shape &x = c.in(0).shape, &i = c.in(1).shape;
            const int64_t shared = c.attributes.integer("batch_dims");
            bool fits = i.rank() >= 1 && shared >= 0 && shared < i.rank() && i[-1] >= 1 && shared + i[-1] <= x.rank();
            for (int k = 0; fits && k < shared; ++k) fits = x[k] == i[k];
            fits = fits && addressable(x, int(shared), int(shared + i[-1]), i);
            if (!fits) return invalid("GatherND cannot find places " + to_string(i) + " in " + to_string(x) + " with " + std::to_string(shared) + " batch axes");
            List dims(i.begin(), i.end() - 1);
            dims.insert(dims.end(), x.begin() + shared + i[-1], x.end());
            return std::vector<TensorType>{{c.in(0).dtype, Shape(dims)}};
        })
        .gradient([](GradientContext& g) {
            const Shape x = g.b.type(g.in(0)).shape, i = g.b.type(g.in(1)).shape;
            const int64_t shared = g.instruction.attributes.integer("batch_dims"), places = shared + i[-1];
            const List addressed(x.begin(), x.begin() + places);
            const ir::ValueId l = g.b.emit("LinearIndex", {g.in(1)}, {{"shape", addressed}, {"batch_dims", shared}, {"tuples", true}});
            List rows{x.count(0, int(places))};
            rows.insert(rows.end(), x.begin() + places, x.end());
            g.set(0, Term(g.b, scatter_add(g.b, Shape(rows), l, g.dout())).reshaped(x));
        })
        .reference([](ReferenceContext& r) {
            const Shape &x = r.in(0).type.shape, &i = r.in(1).type.shape;
            const int shared = int(r.attributes.integer("batch_dims")), places = int(i[-1]);
            const int64_t inner = x.count(shared + places, x.rank()), rows = i.count() / i[-1], each = rows / i.count(0, shared);
            for (int64_t row = 0; row < rows; ++row) {
                int64_t from = row / each;
                for (int k = 0; k < places; ++k) from = from * x[shared + k] + wrapped(r.in(1).data[size_t(row * places + k)], x[shared + k]);
                for (int64_t e = 0; e < inner; ++e) r.out().data[size_t(row * inner + e)] = r.in(0).data[size_t(from * inner + e)];
            }
        })
        .indexed([](const IndexContext& c) {
            const Shape &x = c.in(0).shape, &i = c.in(1).shape;
            const int shared = int(c.attributes.integer("batch_dims"));
            std::string text;
            std::vector<std::string> at = coordinates(0, shared), place = coordinates(0, i.rank() - 1);
            place.push_back("");
            for (int k = 0; k < i[-1]; ++k) {
                place.back() = std::to_string(k);
                at.push_back("found" + std::to_string(k));
                text += wrapped(at.back(), c.index(1, place), x[shared + k]);
            }
            for (const std::string& o : coordinates(i.rank() - 1, c.output.shape.rank())) at.push_back(o);
            return text + "return " + c.read(0, at) + ";";
        })
        .cases({indexed_case(f32({4, 3, 5}), i32({7, 2}), 3, {false, false}, {}), indexed_case(f32({5, 3, 4}), i32({5, 2, 1}), 3, {true, true}, {{"batch_dims", int64_t(1)}}),
                indexed_case(f32({5, 3, 4}), i32({6, 1}), 5, {true, false}, {})});
}

SADDLE_OP(OneHot) {
    const auto rank_after = [](const Shape& x, const Attributes& a) -> Result<int> {
        std::vector<int64_t> dims = x.dims();
        dims.push_back(1);
        return axis_of("OneHot", Shape(dims), a.integer("axis", -1));
    };
    return OpDef("OneHot").summary("A vector for each index, with one value at the index and another elsewhere.", "y_{..., k} = [t = k]")
        .input("indices").output("y").attribute({"depth", int64_t(1), "Depth", "length of a vector", "", 1})
        .attribute({"values", std::vector<double>{0, 1}, "Values", "elsewhere and at the index"}).attribute({"axis", int64_t(-1), "Axis", "of the vectors in the result"})
        .infer([=](const InferContext& c) -> Result<std::vector<TensorType>> {
            TRY(const int axis, rank_after(c.in(0).shape, c.attributes));
            if (c.attributes.integer("depth", 1) < 1 || c.attributes.reals("values", {0, 1}).size() != 2)
                return invalid("OneHot needs a positive depth and two values, got " + std::to_string(c.attributes.integer("depth", 1)) + " and " + to_string(AttributeValue(c.attributes.reals("values"))));
            List dims = c.in(0).shape.dims();
            dims.insert(dims.begin() + axis, c.attributes.integer("depth", 1));
            return std::vector<TensorType>{{DType::F32, Shape(dims)}};
        })
        .not_differentiable("an index has no derivative")
        .reference([=](ReferenceContext& r) {
            const Shape& y = r.out().type.shape;
            const int axis = rank_after(r.in(0).type.shape, r.attributes).value();
            const std::vector<double> values = r.attributes.reals("values", {0, 1});
            const int64_t depth = y[axis], inner = y.count(axis + 1, y.rank());
            for (int64_t k = 0; k < y.count(); ++k) {
                const double t = std::trunc(r.in(0).data[size_t(k / inner / depth * inner + k % inner)]);
                r.out().data[size_t(k)] = values[t == double(k / inner % depth) || t + double(depth) == double(k / inner % depth)];
            }
        })
        .decompose([](Builder& b, const ir::Instruction& i) -> std::vector<ir::ValueId> {
            if (b.type(i.inputs[0]).dtype == DType::I32) return {};
            return {in(b, i).then("Cast", {}, {{"to", int64_t(6)}}).then("OneHot", {}, i.attributes)};
        })
        .indexed([=](const IndexContext& c) {
            const int axis = rank_after(c.in(0).shape, c.attributes).value();
            std::vector<std::string> at = coordinates(0, c.output.shape.rank());
            const std::string along = at[size_t(axis)], depth = std::to_string(c.output.shape[axis]);
            at.erase(at.begin() + axis);
            const std::vector<double> values = c.attributes.reals("values", {0, 1});
            return "const int hot = " + c.index(0, at) + ";\n    return " + c.type + "(hot == " + along + " || hot + " + depth + " == " + along + " ? " + std::to_string(values[1]) + " : " + std::to_string(values[0]) + ");";
        })
        .cases([] {
            Case last{{i32({5, 3})}, {{"depth", int64_t(4)}}, 0, 0, 0, 4, {true}}, first{{i32({5})}, {{"depth", int64_t(7)}, {"axis", int64_t(0)}, {"values", std::vector<double>{-0.5, 2}}}, 0, 0, 0, 7};
            last.integer_low = -4;
            return std::vector<Case>{last, first};
        }());
}

}  // namespace saddle::ops
