#pragma once
// Looks inside runs that are trained for it.
#include "engine/api/inside.h"
#include "tests/train/run_fixture.h"

namespace saddle {

class Insides : public RunTest {
protected:
    std::string trained(TrainRequest train, int64_t steps) {
        train.steps = steps;
        Losses observer;
        RunControl control;
        const auto end = api::train(train, observer, control);
        EXPECT_TRUE(end.ok()) << to_string(end.error());
        return end->run;
    }
    InsideRequest look(const std::string& run, InsideWhat what, const NodeId& node = {}) {
        InsideRequest r;
        r.run = run;
        r.open_data = datasets::open_data;
        r.store_path = (folder_ / "runs.sqlite").string();
        r.what = what;
        r.node = node;
        return r;
    }
    Insight seen(const InsideRequest& request) {
        auto inside = look_.look(request);
        EXPECT_TRUE(inside.ok()) << to_string(inside.error());
        return inside.ok() ? std::move(*inside) : Insight();
    }
    Tensor weight(const std::string& run, const std::string& name) {
        const auto loaded = api::load_checkpoint(checkpoint(run).path, "");
        for (const NamedTensor& t : loaded->tensors)
            if (t.name == name) return t.tensor;
        ADD_FAILURE() << name;
        return {};
    }
    EvalResult evaluated(const std::string& run) {
        EvalRequest r;
        r.run = run;
        r.open_data = datasets::open_data;
        r.store_path = (folder_ / "runs.sqlite").string();
        return api::evaluate(r).value();
    }
    api::InsideLook look_;
};

}  // namespace saddle
