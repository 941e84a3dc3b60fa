#pragma once
// One frame on its way: from ImGui's draw lists to pixels that the host reads. Used again once it has finished.
#include <imgui.h>

#include "viz/render/pipeline.h"

namespace saddle::viz {

class Frame {
public:
    static Result<std::shared_ptr<Frame>> make(Gpu& gpu);
    ~Frame();
    Frame(const Frame&) = delete;
    Frame& operator=(const Frame&) = delete;

    /// Draws `data` over `ground` (0xAABBGGRR) and starts the copy to the host. Nothing may be in flight.
    Status submit(const ImDrawData& data, ImU32 ground);
    /// False while the GPU works on it.
    Result<bool> finished();
    bool in_flight() const { return in_flight_; }
    VkFence fence() const { return fence_; }

    /// Of the last finished submit: rows of B G R and an unused byte, without padding.
    const uint8_t* pixels() const { return read_back_->map; }
    int width() const { return int(target_->width); }
    int height() const { return int(target_->height); }

private:
    explicit Frame(Gpu& gpu) : gpu_(gpu) {}
    Status fit(uint32_t width, uint32_t height);
    Status upload(const ImDrawData& data);
    void record(const ImDrawData& data, ImU32 ground);
    void draw(const ImDrawData& data);

    Gpu& gpu_;
    VkCommandPool pool_ = VK_NULL_HANDLE;
    VkCommandBuffer commands_ = VK_NULL_HANDLE;
    VkFence fence_ = VK_NULL_HANDLE;
    bool in_flight_ = false;
    std::unique_ptr<Image> target_;
    std::unique_ptr<MappedBuffer> read_back_, vertices_, indices_;
    std::vector<std::shared_ptr<void>> keep_;   ///< textures and staging that the commands in flight read
};

}  // namespace saddle::viz
