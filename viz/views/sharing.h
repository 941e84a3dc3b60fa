#pragma once
// How a view tells the others what is selected and hovered in it: a revision is counted only for what changed, and a view
// takes back only what it has set itself.
#include "viz/view.h"

namespace saddle::viz {

inline void select_node(Link& link, const std::string& node) {
    if (link.node == node) return;
    link.node = node;
    ++link.revision;
}

/// What is hovered in one view.
template <class Value>
class SharedHover {
public:
    SharedHover(Value Link::* member, Value nothing) : member_(member), nothing_(std::move(nothing)) {}
    void set(Link& link, const Value& value) {
        const bool something = value != nothing_;
        if (!something && !ours_) return;
        ours_ = something;
        if (link.*member_ == value) return;
        link.*member_ = value;
        ++link.revision;
    }
    void clear(Link& link) { set(link, nothing_); }

private:
    Value Link::* member_;
    Value nothing_;
    bool ours_ = false;
};

}  // namespace saddle::viz
