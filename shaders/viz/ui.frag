// Vertex colour times texture. Glyph textures hold coverage in alpha and white elsewhere (by the view's swizzle).
#version 450

layout(location = 0) in vec4 color;
layout(location = 1) in vec2 uv;
layout(set = 0, binding = 0) uniform sampler2D image;
layout(location = 0) out vec4 out_color;

void main() { out_color = color * texture(image, uv); }
