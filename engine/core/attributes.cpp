#include "engine/core/attributes.h"

#include <charconv>
#include <sstream>

namespace saddle {
namespace {

template <class T>
const T* value_if(const Attributes& attributes, const std::string& name) {
    const auto it = attributes.find(name);
    return it == attributes.end() ? nullptr : std::get_if<T>(&it->second);
}

template <class T>
bool parse_number(const std::string& text, T& value) {
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    return error == std::errc() && end == text.data() + text.size();
}

}  // namespace

bool Attributes::flag(const std::string& name, bool fallback) const {
    if (const bool* value = value_if<bool>(*this, name)) return *value;
    if (const int64_t* value = value_if<int64_t>(*this, name)) return *value != 0;
    return fallback;
}

int64_t Attributes::integer(const std::string& name, int64_t fallback) const {
    const int64_t* value = value_if<int64_t>(*this, name);
    return value ? *value : fallback;
}

double Attributes::real(const std::string& name, double fallback) const {
    if (const double* value = value_if<double>(*this, name)) return *value;
    if (const int64_t* value = value_if<int64_t>(*this, name)) return double(*value);
    return fallback;
}

std::string Attributes::text(const std::string& name, const std::string& fallback) const {
    const std::string* value = value_if<std::string>(*this, name);
    return value ? *value : fallback;
}

std::vector<int64_t> Attributes::integers(const std::string& name, const std::vector<int64_t>& fallback) const {
    if (const auto* value = value_if<std::vector<int64_t>>(*this, name)) return *value;
    if (const int64_t* value = value_if<int64_t>(*this, name)) return {*value};
    return fallback;
}

std::vector<double> Attributes::reals(const std::string& name, const std::vector<double>& fallback) const {
    if (const auto* value = value_if<std::vector<double>>(*this, name)) return *value;
    if (const auto* value = value_if<std::vector<int64_t>>(*this, name)) return {value->begin(), value->end()};
    if (value_if<double>(*this, name) || value_if<int64_t>(*this, name)) return {real(name)};
    return fallback;
}

namespace {
struct Printer {
    std::string operator()(bool v) const { return v ? "true" : "false"; }
    std::string operator()(int64_t v) const { return std::to_string(v); }
    std::string operator()(double v) const {
        char buffer[32];
        const auto end = std::to_chars(buffer, buffer + sizeof buffer, v).ptr;
        return {buffer, end};
    }
    std::string operator()(const std::string& v) const { return v; }
    std::string operator()(const std::vector<int64_t>& v) const { return list(v); }
    std::string operator()(const std::vector<double>& v) const { return list(v); }
    template <class T>
    std::string list(const std::vector<T>& v) const {
        std::string text = "[";
        for (const T& item : v) text += (text.size() > 1 ? ", " : "") + (*this)(item);
        return text + "]";
    }
};
}  // namespace

std::string to_string(const AttributeValue& value) { return std::visit(Printer{}, value); }

AttributeValue parse_attribute(const std::string& text) {
    if (text == "true") return true;
    if (text == "false") return false;
    int64_t integer = 0;
    if (parse_number(text, integer)) return integer;
    double real = 0;
    if (parse_number(text, real)) return real;
    std::string items = text;
    if (items.size() >= 2 && items.front() == '[' && items.back() == ']') items = items.substr(1, items.size() - 2);
    if (items.find(',') == std::string::npos && items == text) return text;
    std::vector<int64_t> integers;
    std::vector<double> reals;
    std::stringstream stream(items);
    for (std::string item; std::getline(stream, item, ',');) {
        const size_t first = item.find_first_not_of(' ');
        item = first == std::string::npos ? "" : item.substr(first, item.find_last_not_of(' ') - first + 1);
        if (!parse_number(item, real)) return text;
        reals.push_back(real);
        if (parse_number(item, integer)) integers.push_back(integer);
    }
    if (integers.size() == reals.size()) return integers;
    return reals;
}

}  // namespace saddle
