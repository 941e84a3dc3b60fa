#pragma once
// Where the memory of a step goes: what is alive when, where it lies, and what holds the bytes at the peak.
#include <memory>

#include "viz/views/controls.h"
#include "viz/views/kernel_rows.h"
#include "viz/views/memory_map.h"
#include "viz/views/sharing.h"
#include "viz/views/table.h"

namespace saddle::viz {

class MemoryView final : public View {
public:
    const char* id() const override { return "memory"; }
    bool draw(const Context& context) override;

    void set(std::shared_ptr<const StepProfile> profile);
    /// Where the menu saves CSV and SVG; without it they are not offered.
    SaveText save;
    SavePicture save_picture;

    memory_map::Along along() const { return along_; }
    void show_along(memory_map::Along along);
    /// Every value with its bytes, offset and lifetime.
    std::string csv() const;
    std::string svg(const Context& context, float width, float height) const;

    const plot::Frame& frame() const { return frame_; }      ///< of the last drawing
    const std::vector<int>& listed() const { return listed_; }   ///< values in the table: alive at the call under the pointer, or at the peak
    int peak() const { return peak_; }                       ///< call with the most bytes alive

private:
    void head(const Context& context, const plot::Rect& rect);
    void menu(const Context& context);
    void draw_map(const Context& context, const plot::Rect& rect);
    void draw_list(const Context& context, const plot::Rect& rect);
    void list(int call);
    void sort();
    CallLook look(const Context& context, int value) const;
    plot::Frame make_frame(const plot::Canvas& canvas, const plot::Rect& rect, const Context& context) const;

    std::shared_ptr<const StepProfile> profile_;
    memory_map::Along along_ = memory_map::Along::Calls;
    std::vector<double> live_;
    int peak_ = -1, listed_call_ = -1, hovered_ = -1, next_hovered_ = -1;
    std::vector<int> listed_;
    plot::Navigator moves_;
    plot::Frame frame_;
    Table table_{1};
    SharedHover<std::string> shared_{&Link::hovered_node, ""};
};

}  // namespace saddle::viz
