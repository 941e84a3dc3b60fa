// Dear ImGui's vertices: logical pixels to clip space.
#version 450

layout(location = 0) in vec2 position;
layout(location = 1) in vec2 uv;
layout(location = 2) in vec4 color;
layout(push_constant) uniform Display {
    vec2 scale;      // 2 / display size
    vec2 offset;     // -1 - display position * scale
} display;
layout(location = 0) out vec4 out_color;
layout(location = 1) out vec2 out_uv;

void main() {
    out_color = color;
    out_uv = uv;
    gl_Position = vec4(position * display.scale + display.offset, 0, 1);
}
