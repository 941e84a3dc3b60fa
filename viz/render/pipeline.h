#pragma once
// How Dear ImGui's triangles are drawn: one pipeline for all, with a texture per draw command.
#include "viz/render/memory.h"

namespace saddle::viz {

class UiPipeline {
public:
    static constexpr VkFormat kTarget = VK_FORMAT_B8G8R8A8_UNORM;
    static Result<std::unique_ptr<UiPipeline>> make(Gpu& gpu);
    ~UiPipeline();
    UiPipeline(const UiPipeline&) = delete;
    UiPipeline& operator=(const UiPipeline&) = delete;
    VkSampler sampler = VK_NULL_HANDLE;
    VkDescriptorSetLayout set = VK_NULL_HANDLE;
    VkPipelineLayout layout = VK_NULL_HANDLE;
    VkPipeline pipeline = VK_NULL_HANDLE;

private:
    explicit UiPipeline(VkDevice device) : device_(device) {}
    VkDevice device_;
};

/// What an ImTextureID of these views points to. Frames that use it keep it alive.
class Texture : public std::enable_shared_from_this<Texture> {
public:
    /// `channels` 1: coverage in alpha over white, for glyphs; 4: R G B A. Bytes are copied by the first frame that uses it.
    static Result<std::shared_ptr<Texture>> make(Gpu& gpu, uint32_t width, uint32_t height, int channels, const uint8_t* bytes);
    ~Texture();
    /// Outside rendering, before the first use. What the commands read until they are done is added to `keep`.
    void record_upload(VkCommandBuffer commands, std::vector<std::shared_ptr<void>>& keep);
    VkDescriptorSet set = VK_NULL_HANDLE;

private:
    explicit Texture(Gpu& gpu) : gpu_(gpu) {}
    Gpu& gpu_;
    std::unique_ptr<Image> image_;
    std::shared_ptr<MappedBuffer> staging_;   ///< null once uploaded
    VkDescriptorPool pool_ = VK_NULL_HANDLE;
};

}  // namespace saddle::viz
