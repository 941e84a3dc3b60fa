#pragma once
// Named values of a node, an op or an optimizer: what the inspector edits and the project file stores.
#include <cstdint>
#include <map>
#include <string>
#include <variant>
#include <vector>

namespace saddle {

using AttributeValue = std::variant<bool, int64_t, double, std::string, std::vector<int64_t>, std::vector<double>>;

/// Attributes by name, in name order (files stay diff-friendly). Getters return `fallback` when the name is absent;
/// an integer is accepted where a real number or a list of integers is asked for.
class Attributes : public std::map<std::string, AttributeValue> {
public:
    using std::map<std::string, AttributeValue>::map;
    bool flag(const std::string& name, bool fallback = false) const;
    int64_t integer(const std::string& name, int64_t fallback = 0) const;
    double real(const std::string& name, double fallback = 0) const;
    std::string text(const std::string& name, const std::string& fallback = {}) const;
    /// A single integer counts as a list of one.
    std::vector<int64_t> integers(const std::string& name, const std::vector<int64_t>& fallback = {}) const;
    std::vector<double> reals(const std::string& name, const std::vector<double>& fallback = {}) const;
};

/// "3", "0.5", "true", "[1, 2]", "text"
std::string to_string(const AttributeValue& value);
/// Parses what a user types after `--set node.attr=`: bool, integer, real, list in brackets or commas, else text.
AttributeValue parse_attribute(const std::string& text);

}  // namespace saddle
