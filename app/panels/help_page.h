#pragma once
// What the catalogue says of a layer, operator, optimizer or schedule, as a page of rich text. The definitions that the
// compiler runs are the only source: nothing is written twice.
#include <QString>
#include <vector>

#include "engine/api/document.h"

namespace saddle::app {

enum class HelpKind { Layer, Operator, Optimizer, Schedule };

struct HelpTopic {
    HelpKind kind = HelpKind::Layer;
    std::string name;
    std::string family;    ///< of a layer
    std::string summary;   ///< in English
    bool operator==(const HelpTopic&) const = default;
};
/// Everything that can be looked up: layers by family, operators, optimizers, schedules.
const std::vector<HelpTopic>& helpTopics();
/// Heading of the topics of one kind and family, in the user's language.
QString helpHeading(const HelpTopic& topic);
/// The page, in the user's language and the colours of the theme. `project`: where a layer's name may be one of its
/// composites; may be null.
QString helpHtml(const HelpTopic& topic, const Project* project);

}  // namespace saddle::app
