#include "viz/plot/svg_canvas.h"

#include <cmath>
#include <cstdio>

namespace saddle::viz::plot {
namespace {

// Hundredths of a pixel are enough; what lies far outside is cut to what every reader can parse.
std::string px(float value) {
    if (!std::isfinite(value)) return "0";
    char text[32];
    std::snprintf(text, sizeof text, "%.2f", double(std::fmin(std::fmax(value, -1e6f), 1e6f)));
    std::string brief = text;
    while (brief.back() == '0') brief.pop_back();
    if (brief.back() == '.') brief.pop_back();
    return brief == "-0" ? "0" : brief;
}

std::string attribute(const char* name, float value) { return std::string(" ") + name + "=\"" + px(value) + "\""; }

std::string paint(const char* name, Color color) {
    char text[80];
    std::snprintf(text, sizeof text, " %s=\"#%02x%02x%02x\"", name, color & 255, color >> 8 & 255, color >> 16 & 255);
    std::string made = text;
    if (color >> 24 != 255) made += attribute((std::string(name) + "-opacity").c_str(), float(color >> 24) / 255);
    return made;
}

std::string stroke(Color color, float width, const Dash& dash = kSolid) {
    std::string made = paint("stroke", color) + attribute("stroke-width", width);
    if (dash != kSolid) made += " stroke-dasharray=\"" + px(dash[0]) + " " + px(dash[1]) + " " + px(dash[2]) + " " + px(dash[3]) + "\"";
    return made;
}

std::string border_or_none(Color border, float width) { return border >> 24 ? stroke(border, width) : ""; }

std::string coordinates(std::span<const Point> points) {
    std::string made = " points=\"";
    for (const Point& p : points) made += px(p.x) + "," + px(p.y) + " ";
    if (!points.empty()) made.pop_back();
    return made + "\"";
}

std::string box(const Rect& r, float radius) {
    std::string made = attribute("x", r.left) + attribute("y", r.top) + attribute("width", r.width()) + attribute("height", r.height());
    return radius > 0 ? made + attribute("rx", radius) : made;
}

std::string escaped(std::string_view text) {
    std::string made;
    for (char c : text) {
        if (c == '&') made += "&amp;";
        else if (c == '<') made += "&lt;";
        else if (c == '>') made += "&gt;";
        else if (c == '"') made += "&quot;";
        else if (static_cast<unsigned char>(c) >= 32) made += c;   // other control characters are not allowed in XML
    }
    return made;
}

struct Face { const char* family; float size; const char* weight; float advance; };
Face face(Font font) {
    static constexpr const char* kText = "Inter, sans-serif";
    static constexpr const char* kMono = "'JetBrains Mono', 'DejaVu Sans Mono', monospace";
    switch (font) {
        case Font::Base: return {kText, 12, "400", 0.55f};
        case Font::Small: return {kText, 11, "400", 0.55f};
        case Font::Title: return {kText, 13, "600", 0.58f};
        case Font::Mono: return {kMono, 10.5f, "400", 0.6f};
        case Font::MonoMicro: return {kMono, 10, "400", 0.6f};
    }
    return {kText, 12, "400", 0.55f};
}

}  // namespace

SvgCanvas::SvgCanvas(float width, float height, Color ground) {
    text_ = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<svg xmlns=\"http://www.w3.org/2000/svg\"" + attribute("width", width) +
            attribute("height", height) + " viewBox=\"0 0 " + px(width) + " " + px(height) + "\">\n";
    fill({0, 0, width, height}, ground, 0);
}

void SvgCanvas::line(Point a, Point b, Color color, float width, const Dash& dash) {
    text_ += "<line" + attribute("x1", a.x) + attribute("y1", a.y) + attribute("x2", b.x) + attribute("y2", b.y) + stroke(color, width, dash) + "/>\n";
}

void SvgCanvas::polyline(std::span<const Point> points, Color color, float width, const Dash& dash) {
    if (points.size() < 2) return;
    text_ += "<polyline" + coordinates(points) + " fill=\"none\"" + stroke(color, width, dash) + " stroke-linejoin=\"round\"/>\n";
}

void SvgCanvas::fill(const Rect& rect, Color color, float radius) { text_ += "<rect" + box(rect, radius) + paint("fill", color) + "/>\n"; }

void SvgCanvas::outline(const Rect& rect, Color color, float width, float radius) {
    text_ += "<rect" + box(rect, radius) + " fill=\"none\"" + stroke(color, width) + "/>\n";
}

void SvgCanvas::polygon(std::span<const Point> points, Color color, Color border, float width) {
    text_ += "<polygon" + coordinates(points) + paint("fill", color) + border_or_none(border, width) + "/>\n";
}

void SvgCanvas::cell(const std::array<Point, 4>& corners, const std::array<Color, 4>& colors) {
    const Color color = mix(mix(colors[0], colors[1], 0.5), mix(colors[2], colors[3], 0.5), 0.5);
    polygon(corners, color, color, 0.5f);   // the border closes the seam that smoothing leaves between neighbours
}

void SvgCanvas::circle(Point centre, float radius, Color color, Color border, float width) {
    text_ += "<circle" + attribute("cx", centre.x) + attribute("cy", centre.y) + attribute("r", radius) + paint("fill", color) +
             border_or_none(border, width) + "/>\n";
}

void SvgCanvas::text(Point at, Align align, Font font, Color color, std::string_view text) {
    const Face f = face(font);
    const char* anchor = align == Align::Left ? "start" : align == Align::Centre ? "middle" : "end";
    text_ += "<text" + attribute("x", at.x) + attribute("y", at.y + f.size * 0.36f) + " font-family=\"" + f.family + "\"" +
             attribute("font-size", f.size) + " font-weight=\"" + f.weight + "\" text-anchor=\"" + anchor + "\"" + paint("fill", color) + ">" +
             escaped(text) + "</text>\n";
}

float SvgCanvas::text_width(Font font, std::string_view text) const {
    const Face f = face(font);
    float ems = 0;
    for (char c : text)
        if ((c & 0xC0) != 0x80) ems += static_cast<unsigned char>(c) >= 0xE3 ? 1 : f.advance;   // CJK is an em wide
    return ems * f.size;
}

void SvgCanvas::push_clip(const Rect& rect) {
    const std::string id = "clip" + std::to_string(clips_++);
    text_ += "<clipPath id=\"" + id + "\"><rect" + box(rect, 0) + "/></clipPath>\n<g clip-path=\"url(#" + id + ")\">\n";
}

void SvgCanvas::pop_clip() { text_ += "</g>\n"; }
std::string SvgCanvas::text() const { return text_ + "</svg>\n"; }

}  // namespace saddle::viz::plot
