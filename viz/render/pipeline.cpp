#include "viz/render/pipeline.h"

#include <imgui.h>

#include <cstddef>
#include <cstring>

#include "shaders/shader_sources.h"

namespace saddle::viz {
namespace {

Result<VkShaderModule> make_module(VkDevice device, const char* path) {
    const auto code = shader_binary(path);
    VkShaderModuleCreateInfo info{VK_STRUCTURE_TYPE_SHADER_MODULE_CREATE_INFO};
    info.codeSize = code.size_bytes();
    info.pCode = code.data();
    VkShaderModule module;
    if (const VkResult r = vkCreateShaderModule(device, &info, nullptr, &module); r != VK_SUCCESS) return vulkan_failure(r, std::string("vkCreateShaderModule of ") + path);
    return module;
}

VkResult make_pipeline(VkDevice device, VkShaderModule vertex, VkShaderModule fragment, VkPipelineLayout layout, VkPipeline* pipeline) {
    VkPipelineShaderStageCreateInfo stages[2] = {{VK_STRUCTURE_TYPE_PIPELINE_SHADER_STAGE_CREATE_INFO}, {VK_STRUCTURE_TYPE_PIPELINE_SHADER_STAGE_CREATE_INFO}};
    stages[0].stage = VK_SHADER_STAGE_VERTEX_BIT;
    stages[0].module = vertex;
    stages[1].stage = VK_SHADER_STAGE_FRAGMENT_BIT;
    stages[1].module = fragment;
    stages[0].pName = stages[1].pName = "main";
    const VkVertexInputBindingDescription binding{0, sizeof(ImDrawVert), VK_VERTEX_INPUT_RATE_VERTEX};
    const VkVertexInputAttributeDescription attributes[] = {{0, 0, VK_FORMAT_R32G32_SFLOAT, offsetof(ImDrawVert, pos)},
                                                            {1, 0, VK_FORMAT_R32G32_SFLOAT, offsetof(ImDrawVert, uv)},
                                                            {2, 0, VK_FORMAT_R8G8B8A8_UNORM, offsetof(ImDrawVert, col)}};
    VkPipelineVertexInputStateCreateInfo input{VK_STRUCTURE_TYPE_PIPELINE_VERTEX_INPUT_STATE_CREATE_INFO};
    input.vertexBindingDescriptionCount = 1;
    input.pVertexBindingDescriptions = &binding;
    input.vertexAttributeDescriptionCount = 3;
    input.pVertexAttributeDescriptions = attributes;
    VkPipelineInputAssemblyStateCreateInfo assembly{VK_STRUCTURE_TYPE_PIPELINE_INPUT_ASSEMBLY_STATE_CREATE_INFO};
    assembly.topology = VK_PRIMITIVE_TOPOLOGY_TRIANGLE_LIST;
    VkPipelineViewportStateCreateInfo viewport{VK_STRUCTURE_TYPE_PIPELINE_VIEWPORT_STATE_CREATE_INFO};
    viewport.viewportCount = viewport.scissorCount = 1;
    VkPipelineRasterizationStateCreateInfo raster{VK_STRUCTURE_TYPE_PIPELINE_RASTERIZATION_STATE_CREATE_INFO};
    raster.cullMode = VK_CULL_MODE_NONE;
    raster.lineWidth = 1;
    VkPipelineMultisampleStateCreateInfo samples{VK_STRUCTURE_TYPE_PIPELINE_MULTISAMPLE_STATE_CREATE_INFO};
    samples.rasterizationSamples = VK_SAMPLE_COUNT_1_BIT;
    VkPipelineColorBlendAttachmentState over{};
    over.blendEnable = VK_TRUE;
    over.srcColorBlendFactor = VK_BLEND_FACTOR_SRC_ALPHA;
    over.dstColorBlendFactor = over.dstAlphaBlendFactor = VK_BLEND_FACTOR_ONE_MINUS_SRC_ALPHA;
    over.srcAlphaBlendFactor = VK_BLEND_FACTOR_ONE;
    over.colorWriteMask = 0xf;
    VkPipelineColorBlendStateCreateInfo blend{VK_STRUCTURE_TYPE_PIPELINE_COLOR_BLEND_STATE_CREATE_INFO};
    blend.attachmentCount = 1;
    blend.pAttachments = &over;
    const VkDynamicState dynamic[] = {VK_DYNAMIC_STATE_VIEWPORT, VK_DYNAMIC_STATE_SCISSOR};
    VkPipelineDynamicStateCreateInfo states{VK_STRUCTURE_TYPE_PIPELINE_DYNAMIC_STATE_CREATE_INFO};
    states.dynamicStateCount = 2;
    states.pDynamicStates = dynamic;
    VkPipelineRenderingCreateInfo target{VK_STRUCTURE_TYPE_PIPELINE_RENDERING_CREATE_INFO};
    target.colorAttachmentCount = 1;
    target.pColorAttachmentFormats = &UiPipeline::kTarget;
    VkGraphicsPipelineCreateInfo info{VK_STRUCTURE_TYPE_GRAPHICS_PIPELINE_CREATE_INFO, &target};
    info.stageCount = 2;
    info.pStages = stages;
    info.pVertexInputState = &input;
    info.pInputAssemblyState = &assembly;
    info.pViewportState = &viewport;
    info.pRasterizationState = &raster;
    info.pMultisampleState = &samples;
    info.pColorBlendState = &blend;
    info.pDynamicState = &states;
    info.layout = layout;
    return vkCreateGraphicsPipelines(device, VK_NULL_HANDLE, 1, &info, nullptr, pipeline);
}

constexpr Image::Use kFresh{VK_IMAGE_LAYOUT_UNDEFINED, VK_PIPELINE_STAGE_2_NONE, VK_ACCESS_2_NONE};
constexpr Image::Use kFilled{VK_IMAGE_LAYOUT_TRANSFER_DST_OPTIMAL, VK_PIPELINE_STAGE_2_COPY_BIT, VK_ACCESS_2_TRANSFER_WRITE_BIT};
constexpr Image::Use kSampled{VK_IMAGE_LAYOUT_SHADER_READ_ONLY_OPTIMAL, VK_PIPELINE_STAGE_2_FRAGMENT_SHADER_BIT, VK_ACCESS_2_SHADER_READ_BIT};

}  // namespace

Result<std::unique_ptr<UiPipeline>> UiPipeline::make(Gpu& gpu) {
    std::unique_ptr<UiPipeline> made(new UiPipeline(gpu.device));
    VkSamplerCreateInfo sampler{VK_STRUCTURE_TYPE_SAMPLER_CREATE_INFO};
    sampler.magFilter = sampler.minFilter = VK_FILTER_LINEAR;
    sampler.addressModeU = sampler.addressModeV = sampler.addressModeW = VK_SAMPLER_ADDRESS_MODE_CLAMP_TO_EDGE;
    if (const VkResult r = vkCreateSampler(gpu.device, &sampler, nullptr, &made->sampler); r != VK_SUCCESS) return vulkan_failure(r, "vkCreateSampler");
    const VkDescriptorSetLayoutBinding binding{0, VK_DESCRIPTOR_TYPE_COMBINED_IMAGE_SAMPLER, 1, VK_SHADER_STAGE_FRAGMENT_BIT, nullptr};
    VkDescriptorSetLayoutCreateInfo set{VK_STRUCTURE_TYPE_DESCRIPTOR_SET_LAYOUT_CREATE_INFO};
    set.bindingCount = 1;
    set.pBindings = &binding;
    if (const VkResult r = vkCreateDescriptorSetLayout(gpu.device, &set, nullptr, &made->set); r != VK_SUCCESS) return vulkan_failure(r, "vkCreateDescriptorSetLayout");
    const VkPushConstantRange constants{VK_SHADER_STAGE_VERTEX_BIT, 0, 4 * sizeof(float)};
    VkPipelineLayoutCreateInfo layout{VK_STRUCTURE_TYPE_PIPELINE_LAYOUT_CREATE_INFO};
    layout.setLayoutCount = 1;
    layout.pSetLayouts = &made->set;
    layout.pushConstantRangeCount = 1;
    layout.pPushConstantRanges = &constants;
    if (const VkResult r = vkCreatePipelineLayout(gpu.device, &layout, nullptr, &made->layout); r != VK_SUCCESS) return vulkan_failure(r, "vkCreatePipelineLayout");
    TRY(const VkShaderModule vertex, make_module(gpu.device, "viz/ui.vert"));
    auto fragment = make_module(gpu.device, "viz/ui.frag");
    const VkResult r = fragment.ok() ? make_pipeline(gpu.device, vertex, *fragment, made->layout, &made->pipeline) : VK_SUCCESS;
    vkDestroyShaderModule(gpu.device, vertex, nullptr);
    if (!fragment.ok()) return std::move(fragment.error());
    vkDestroyShaderModule(gpu.device, *fragment, nullptr);
    if (r != VK_SUCCESS) return vulkan_failure(r, "vkCreateGraphicsPipelines");
    return made;
}

UiPipeline::~UiPipeline() {
    vkDestroyPipeline(device_, pipeline, nullptr);
    vkDestroyPipelineLayout(device_, layout, nullptr);
    vkDestroyDescriptorSetLayout(device_, set, nullptr);
    vkDestroySampler(device_, sampler, nullptr);
}

Result<std::shared_ptr<Texture>> Texture::make(Gpu& gpu, uint32_t width, uint32_t height, int channels, const uint8_t* bytes) {
    std::shared_ptr<Texture> texture(new Texture(gpu));
    VkComponentMapping swizzle{};
    if (channels == 1) swizzle = {VK_COMPONENT_SWIZZLE_ONE, VK_COMPONENT_SWIZZLE_ONE, VK_COMPONENT_SWIZZLE_ONE, VK_COMPONENT_SWIZZLE_R};
    TRY(texture->image_, Image::make(gpu, width, height, channels == 1 ? VK_FORMAT_R8_UNORM : VK_FORMAT_R8G8B8A8_UNORM,
                                     VK_IMAGE_USAGE_SAMPLED_BIT | VK_IMAGE_USAGE_TRANSFER_DST_BIT, swizzle));
    TRY(texture->staging_, MappedBuffer::make(gpu, VkDeviceSize(width) * height * VkDeviceSize(channels), VK_BUFFER_USAGE_TRANSFER_SRC_BIT));
    std::memcpy(texture->staging_->map, bytes, texture->staging_->bytes);
    const VkDescriptorPoolSize size{VK_DESCRIPTOR_TYPE_COMBINED_IMAGE_SAMPLER, 1};
    VkDescriptorPoolCreateInfo pool{VK_STRUCTURE_TYPE_DESCRIPTOR_POOL_CREATE_INFO};
    pool.maxSets = 1;
    pool.poolSizeCount = 1;
    pool.pPoolSizes = &size;
    if (const VkResult r = vkCreateDescriptorPool(gpu.device, &pool, nullptr, &texture->pool_); r != VK_SUCCESS) return vulkan_failure(r, "vkCreateDescriptorPool");
    VkDescriptorSetAllocateInfo allocate{VK_STRUCTURE_TYPE_DESCRIPTOR_SET_ALLOCATE_INFO};
    allocate.descriptorPool = texture->pool_;
    allocate.descriptorSetCount = 1;
    allocate.pSetLayouts = &gpu.pipeline().set;
    if (const VkResult r = vkAllocateDescriptorSets(gpu.device, &allocate, &texture->set); r != VK_SUCCESS) return vulkan_failure(r, "vkAllocateDescriptorSets");
    const VkDescriptorImageInfo image{gpu.pipeline().sampler, texture->image_->view, kSampled.layout};
    VkWriteDescriptorSet write{VK_STRUCTURE_TYPE_WRITE_DESCRIPTOR_SET};
    write.dstSet = texture->set;
    write.descriptorCount = 1;
    write.descriptorType = VK_DESCRIPTOR_TYPE_COMBINED_IMAGE_SAMPLER;
    write.pImageInfo = &image;
    vkUpdateDescriptorSets(gpu.device, 1, &write, 0, nullptr);
    return texture;
}

Texture::~Texture() { vkDestroyDescriptorPool(gpu_.device, pool_, nullptr); }

void Texture::record_upload(VkCommandBuffer commands, std::vector<std::shared_ptr<void>>& keep) {
    if (!staging_) return;
    image_->transition(commands, kFresh, kFilled);
    VkBufferImageCopy copy{};
    copy.imageSubresource = {VK_IMAGE_ASPECT_COLOR_BIT, 0, 0, 1};
    copy.imageExtent = {image_->width, image_->height, 1};
    vkCmdCopyBufferToImage(commands, staging_->handle, image_->handle, kFilled.layout, 1, &copy);
    image_->transition(commands, kFilled, kSampled);
    keep.push_back(std::move(staging_));
}

}  // namespace saddle::viz
