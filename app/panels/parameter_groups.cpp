#include "app/panels/parameter_groups.h"

#include <sstream>

namespace saddle::app {
namespace {

std::string trimmed(const std::string& text) {
    const size_t first = text.find_first_not_of(' ');
    return first == std::string::npos ? std::string() : text.substr(first, text.find_last_not_of(' ') + 1 - first);
}

std::vector<std::string> split(const std::string& text, char at) {
    std::vector<std::string> parts;
    std::istringstream stream(text);
    for (std::string part; std::getline(stream, part, at);)
        if (part = trimmed(part); !part.empty()) parts.push_back(part);
    return parts;
}

}  // namespace

std::string groups_text(const std::vector<ParameterGroup>& groups) {
    std::string text;
    for (const ParameterGroup& group : groups) {
        text += (text.empty() ? "" : "; ") + group.parameters + ":";
        for (auto it = group.attributes.begin(); it != group.attributes.end(); ++it) text += (it == group.attributes.begin() ? " " : ", ") + it->first + "=" + to_string(it->second);
    }
    return text;
}

Result<std::vector<ParameterGroup>> parse_groups(const std::string& text) {
    std::vector<ParameterGroup> groups;
    for (const std::string& part : split(text, ';')) {
        const size_t colon = part.find(':');
        ParameterGroup group{trimmed(part.substr(0, colon)), {}};
        for (const std::string& field : split(colon == std::string::npos ? "" : part.substr(colon + 1), ',')) {
            const size_t equals = field.find('=');
            if (equals != std::string::npos) group.attributes[trimmed(field.substr(0, equals))] = parse_attribute(trimmed(field.substr(equals + 1)));
        }
        if (group.parameters.empty() || group.attributes.empty())
            return invalid("'" + part + "' is no group of parameters", "write names: attribute=value, e.g. *.bias: weight_decay=0");
        groups.push_back(std::move(group));
    }
    return groups;
}

}  // namespace saddle::app
