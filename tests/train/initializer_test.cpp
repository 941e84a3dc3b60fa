// Every initializer's numbers: their spread and bound, and that a matrix is orthogonal.
#include <cmath>

#include "engine/compile/compile.h"
#include "engine/runtime/executor.h"
#include "tests/train/run_fixture.h"

namespace saddle {
namespace {

constexpr int64_t kOut = 120, kIn = 400;   // of LeNet's fc1

class Initializers : public RunTest {
protected:
    Result<Tensor> weights(const std::string& scheme) {
        Project project = request().project;
        project.train.initializer = scheme;
        const auto source = datasets::open_data(project.data, "").value();
        const auto executor = runtime::make_reference_executor();
        TRY(compile::ExecutionPlan made, compile::compile({project, source->signature(), 1, "train", executor->profile(), {}, {}, false}));
        TRY_STATUS(executor->prepare(std::make_shared<const compile::ExecutionPlan>(made)));
        TRY_STATUS(runtime::initialize(*executor, made.program, 7));
        return executor->get("fc1.weight");
    }
};

TEST_F(Initializers, HaveTheSpreadThatTheyPromise) {
    struct Expected {
        const char* scheme;
        double deviation, bound;   ///< bound 0: none
    };
    const double in = kIn, both = kIn + kOut;
    for (const Expected& e : {Expected{"pytorch", 1 / std::sqrt(3 * in), 1 / std::sqrt(in)}, {"xavier_uniform", std::sqrt(2 / both), std::sqrt(6 / both)}, {"xavier_normal", std::sqrt(2 / both), 0},
                              {"he_uniform", std::sqrt(2 / in), std::sqrt(6 / in)}, {"he_normal", std::sqrt(2 / in), 0}, {"lecun_uniform", std::sqrt(1 / in), std::sqrt(3 / in)}, {"lecun_normal", std::sqrt(1 / in), 0},
                              {"truncated_normal", std::sqrt(1 / in), 2 * std::sqrt(1 / in) / 0.8796}, {"normal(0.02)", 0.02, 0}, {"uniform(0.3)", 0.3 / std::sqrt(3), 0.3}, {"normal", 0.05, 0}, {"uniform", 0.05 / std::sqrt(3), 0.05}}) {
        const auto w = weights(e.scheme);
        ASSERT_TRUE(w.ok()) << e.scheme << ": " << to_string(w.error());
        ASSERT_EQ(w->type.shape, (Shape{kOut, kIn}));
        double sum = 0, squares = 0, largest = 0;
        for (const float x : w->f32) {
            sum += double(x);
            squares += double(x) * double(x);
            largest = std::max(largest, std::abs(double(x)));
        }
        const double n = double(w->f32.size());
        EXPECT_NEAR(sum / n, 0, 5 * e.deviation / std::sqrt(n)) << e.scheme;
        EXPECT_NEAR(std::sqrt(squares / n) / e.deviation, 1, 0.02) << e.scheme;
        if (e.bound > 0) {
            EXPECT_LE(largest, e.bound * 1.0001) << e.scheme;
        } else {
            EXPECT_GT(largest, 3 * e.deviation) << e.scheme;
        }
    }
    for (const auto& [scheme, value] : {std::pair("zeros", 0.0f), std::pair("constant", 0.0f), std::pair("constant(-1.5)", -1.5f)}) {
        const Tensor w = *weights(scheme);
        for (const float x : w.f32) ASSERT_EQ(x, value) << scheme;
    }
}

TEST_F(Initializers, OrthogonalRowsAreOfLengthOne) {
    const Tensor w = *weights("orthogonal");
    for (int64_t a = 0; a < kOut; a += 7)
        for (int64_t b = 0; b < kOut; b += 5) {
            double dot = 0;
            for (int64_t k = 0; k < kIn; ++k) dot += double(w.f32[size_t(a * kIn + k)]) * double(w.f32[size_t(b * kIn + k)]);
            EXPECT_NEAR(dot, a == b ? 1 : 0, 1e-5) << a << " " << b;
        }
}

TEST_F(Initializers, AreRefusedWhenNobodyKnowsThem) {
    for (const char* scheme : {"glorious", "normal(", "normal(x)", "normal(1) ", "normal(-1)", "uniform(nan)", "he_normal(2)"}) {
        const auto w = weights(scheme);
        ASSERT_FALSE(w.ok()) << scheme;
        EXPECT_NE(w.error().message.find(std::string("unknown initializer '") + scheme), std::string::npos) << w.error().message;
    }
}

}  // namespace
}  // namespace saddle
