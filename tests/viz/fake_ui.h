#pragma once
// A window of Dear ImGui without a screen: frames are made and input is given by hand.
#include <algorithm>
#include <chrono>

#include "tests/viz/picture.h"
#include "viz/plot/canvas.h"
#include "viz/render/style.h"

namespace saddle::viz {

inline plot::Point middle(const plot::Rect& rect) { return {(rect.left + rect.right) / 2, rect.centre_y()}; }

struct FakeUi {
    explicit FakeUi(float width = 600, float height = 400, const std::string& theme_name = "dark")
        : theme(theme_named(theme_name)), context{theme, link, [](const char* text) { return std::string(text); }} {
        ImGui::SetCurrentContext(ui = ImGui::CreateContext());
        ImGuiIO& io = ImGui::GetIO();
        io.IniFilename = nullptr;
        io.BackendFlags |= ImGuiBackendFlags_RendererHasVtxOffset;   // as the real renderer
        apply_style(theme);
        io.DisplaySize = {width, height};
        io.DeltaTime = 1.f / 30;
        unsigned char* pixels = nullptr;
        int w = 0, h = 0;
        io.Fonts->GetTexDataAsAlpha8(&pixels, &w, &h);
    }
    ~FakeUi() { ImGui::DestroyContext(ui); }
    FakeUi(const FakeUi&) = delete;

    /// Draws one frame; true when the view wants another soon.
    bool frame(View& view) {
        const ImGuiIO& io = ImGui::GetIO();
        ImGui::NewFrame();
        ImGui::SetNextWindowPos({0, 0});
        ImGui::SetNextWindowSize(io.DisplaySize);
        ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, {0, 0});
        ImGui::PushStyleVar(ImGuiStyleVar_WindowBorderSize, 0);
        ImGui::Begin("view", nullptr, ImGuiWindowFlags_NoDecoration | ImGuiWindowFlags_NoMove | ImGuiWindowFlags_NoScrollWithMouse);
        ImGui::PopStyleVar(2);
        const bool more = view.draw(context);
        ImGui::End();
        ImGui::Render();
        ImGui::GetIO().MouseWheel = 0;
        return more;
    }
    void point(plot::Point at) { ImGui::GetIO().MousePos = {at.x, at.y}; }
    void button(int which, bool down) { ImGui::GetIO().MouseDown[which] = down; }

    void hover(View& view, plot::Point at) {
        point(at);
        frame(view);
        frame(view);   // ImGui knows what is hovered one frame later where windows overlap
    }
    void click(View& view, plot::Point at) {
        hover(view, at);
        button(0, true);
        frame(view);
        button(0, false);
        frame(view);
        frame(view);
        for (int i = 0; i < 20; ++i) frame(view);   // long enough that the next one is no double click
    }
    void double_click(View& view, plot::Point at) {
        hover(view, at);
        for (int i = 0; i < 2; ++i) {
            button(0, true);
            frame(view);
            button(0, false);
            frame(view);
        }
        frame(view);
    }
    void drag(View& view, plot::Point from, plot::Point to, int which = 0) {
        hover(view, from);
        button(which, true);
        frame(view);
        for (int i = 1; i <= 4; ++i) {
            point({from.x + (to.x - from.x) * float(i) / 4, from.y + (to.y - from.y) * float(i) / 4});
            frame(view);
        }
        button(which, false);
        frame(view);
        frame(view);
    }
    void wheel(View& view, plot::Point at, float steps) {
        hover(view, at);
        ImGui::GetIO().MouseWheel = steps;
        frame(view);
        frame(view);
    }
    /// Milliseconds that a frame takes on the CPU, the median of `frames`.
    double frame_ms(View& view, int frames = 30) {
        std::vector<double> ms;
        for (int i = 0; i < frames; ++i) {
            const auto begin = std::chrono::steady_clock::now();
            frame(view);
            ms.push_back(std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - begin).count());
        }
        std::nth_element(ms.begin(), ms.begin() + frames / 2, ms.end());
        return ms[size_t(frames / 2)];
    }

    ImGuiContext* ui = nullptr;
    Theme theme;
    Link link;
    Context context;
};

}  // namespace saddle::viz
