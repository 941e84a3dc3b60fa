#pragma once
// A view of what is inside a model, who answers it, and what every answer says.
#include "tests/viz/fake_ui.h"
#include "viz/views/inside.h"

namespace saddle::viz {

inline Insight answer(InsideWhat what, const NodeId& node = {}) {
    Insight inside;
    inside.what = what;
    inside.node = node;
    inside.run = "20260101-000000-0000";
    inside.split = "validation";
    inside.split_samples = 200;
    inside.step = 94;
    inside.sample = 3;
    inside.label = 2;
    inside.input = Tensor::zeros({DType::F32, {1, 12, 12}});
    for (size_t i = 0; i < 144; ++i) inside.input.f32[i] = float(i % 12 == 6 || i / 12 == 3);
    inside.scores = {0.1f, 0.4f, 2.5f, -1, 0.2f, 0, -2, 0.3f, 1.2f, 0.6f};
    return inside;
}

struct Asking {
    InsideView view;
    std::vector<InsideView::Wish> asked;
    Asking() {
        view.on_look = [this](const InsideView::Wish& wish) { asked.push_back(wish); };
        view.looks_of = [](const NodeId& node) {
            std::vector<InsideWhat> looks{InsideWhat::Predictions, InsideWhat::Saliency, InsideWhat::Embedding};
            if (node.starts_with("conv")) looks.insert(looks.begin(), {InsideWhat::FeatureMaps, InsideWhat::Filters});
            else if (!node.empty()) looks.insert(looks.begin(), InsideWhat::FeatureMaps);
            return looks;
        };
    }
};

}  // namespace saddle::viz
