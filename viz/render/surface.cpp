#include "viz/render/surface.h"

#include <functional>
#include <string_view>

#include "viz/fonts.h"
#include "viz/render/fonts.h"
#include "viz/render/frame.h"
#include "viz/render/style.h"

namespace saddle::viz {

namespace {

size_t combine(size_t hash, const void* bytes, size_t count) {
    return hash * 0x9e3779b97f4a7c15 ^ std::hash<std::string_view>()({static_cast<const char*>(bytes), count});
}

/// Equal for equal pictures, within one atlas.
size_t hash_of(const ImDrawData& data, Color ground) {
    size_t hash = combine(ground, &data.DisplaySize, sizeof data.DisplaySize);
    hash = combine(hash, &data.FramebufferScale, sizeof data.FramebufferScale);
    for (int n = 0; n < data.CmdListsCount; ++n) {
        const ImDrawList& list = *data.CmdLists[n];
        hash = combine(hash, list.VtxBuffer.Data, size_t(list.VtxBuffer.size_in_bytes()));
        hash = combine(hash, list.IdxBuffer.Data, size_t(list.IdxBuffer.size_in_bytes()));
        for (const ImDrawCmd& command : list.CmdBuffer) {
            hash = combine(hash, &command.ClipRect, sizeof command.ClipRect);
            hash = combine(hash, &command.TextureId, sizeof command.TextureId);
            hash = combine(hash, &command.ElemCount, sizeof command.ElemCount);
        }
    }
    return hash;
}

}  // namespace

struct Surface::Impl {
    std::shared_ptr<Gpu> gpu;
    std::shared_ptr<FontAtlas> fonts;
    std::shared_ptr<Frame> frames[2];
    int next = 0;                       // the frame to draw into; the other one is shown
    Pixels pixels;
    size_t drawn = 0;                   // hash of the last picture, 0 for none
    ImGuiContext* context = nullptr;

    /// One ImGui frame of the view over the whole picture.
    bool build(View& view, const Context& outer) {
        ImGui::NewFrame();
        ImGui::SetNextWindowPos({0, 0});
        ImGui::SetNextWindowSize(ImGui::GetIO().DisplaySize);
        ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, {0, 0});
        ImGui::Begin(view.id(), nullptr, ImGuiWindowFlags_NoDecoration | ImGuiWindowFlags_NoMove | ImGuiWindowFlags_NoSavedSettings |
                                             ImGuiWindowFlags_NoBringToFrontOnFocus | ImGuiWindowFlags_NoScrollWithMouse | ImGuiWindowFlags_NoNav);
        ImGui::PopStyleVar();
        const bool moves = view.draw(outer);
        ImGui::End();
        ImGui::Render();
        return moves;
    }
};

Surface::Surface() : impl_(std::make_unique<Impl>()) {}

Result<std::unique_ptr<Surface>> Surface::make() {
    std::unique_ptr<Surface> surface(new Surface);
    Impl& d = *surface->impl_;
    TRY(d.gpu, Gpu::open());
    for (auto& frame : d.frames) {
        TRY(frame, Frame::make(*d.gpu));
    }
    TRY(d.fonts, d.gpu->fonts().get(*d.gpu, 1));
    d.context = ImGui::CreateContext(&d.fonts->atlas);
    ImGui::SetCurrentContext(d.context);
    ImGuiIO& io = ImGui::GetIO();
    io.IniFilename = io.LogFilename = nullptr;
    io.BackendFlags |= ImGuiBackendFlags_RendererHasVtxOffset;
    io.ConfigWindowsMoveFromTitleBarOnly = true;
    return surface;
}

Surface::~Surface() {
    Impl& d = *impl_;
    for (const auto& frame : d.frames)
        if (frame && frame->in_flight()) d.gpu->retire(frame->fence(), frame);
    if (d.context) ImGui::DestroyContext(d.context);
}

ImGuiIO& Surface::imgui_io() {
    ImGui::SetCurrentContext(impl_->context);
    return ImGui::GetIO();
}

bool Surface::draws_on_cpu() const { return impl_->gpu->cpu; }

Result<bool> Surface::draw(View& view, const Context& context, const Extent& extent) {
    Impl& d = *impl_;
    SADDLE_ASSERT(!busy(), "a frame is on its way");
    d.gpu->collect();
    ImGuiIO& io = imgui_io();
    io.DisplaySize = {float(extent.width), float(extent.height)};
    io.DisplayFramebufferScale = {float(extent.scale), float(extent.scale)};
    io.DeltaTime = float(extent.seconds > 1e-4 ? extent.seconds : 1e-4);
    io.FontGlobalScale = float(1 / extent.scale);
    apply_style(context.theme);
    Context noting = context;
    noting.tr = [&](const char* text) {
        std::string translated = context.tr ? context.tr(text) : std::string(text);
        need_glyphs(translated);
        return translated;
    };
    need_glyphs(context.link.node);
    need_glyphs(context.link.hovered_node);
    bool moves = false;
    for (int attempt = 0; attempt < 2; ++attempt) {
        TRY(d.fonts, d.gpu->fonts().get(*d.gpu, extent.scale));
        io.Fonts = &d.fonts->atlas;
        const bool again = d.build(view, noting);
        moves = moves || again;
        // A text with characters that the atlas lacks: once more with them, so that no frame shows boxes.
        TRY(const auto newest, d.gpu->fonts().get(*d.gpu, extent.scale));
        if (newest == d.fonts) break;
    }
    const ImDrawData& data = *ImGui::GetDrawData();
    if (const size_t hash = hash_of(data, context.theme.bg.panel); hash != d.drawn) {
        TRY_STATUS(d.frames[d.next]->submit(data, context.theme.bg.panel));
        d.drawn = hash;
    }
    return moves;
}

bool Surface::busy() const { return impl_->frames[impl_->next]->in_flight(); }

Result<bool> Surface::fetch() {
    Impl& d = *impl_;
    if (!busy()) return false;
    Frame& frame = *d.frames[d.next];
    TRY(const bool done, frame.finished());
    if (!done) return false;
    d.pixels = {frame.pixels(), frame.width(), frame.height()};
    d.next ^= 1;
    return true;
}

const Pixels& Surface::pixels() const { return impl_->pixels; }

}  // namespace saddle::viz
