#include "app/shell/theme/tokens.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <algorithm>
#include <cmath>

#include "engine/api/core.h"

// The library is static: naming its resources keeps the linker from dropping them. Must not be in a namespace.
static void keep_resources() { Q_INIT_RESOURCE(resources); }

namespace saddle::app {
namespace {

QJsonValue at(const QJsonObject& root, const QString& path) {
    QJsonValue value = root;
    for (const QString& key : path.split('.')) value = value.toObject().value(key);
    return value;
}

QJsonObject read_file_once() {
    keep_resources();
    QFile file(":/theme/tokens.json");
    SADDLE_ASSERT(file.open(QIODevice::ReadOnly), "the program's own tokens.json is missing");
    const QJsonObject object = QJsonDocument::fromJson(file.readAll()).object();
    SADDLE_ASSERT(!object.isEmpty(), "the program's own tokens.json is not JSON");
    return object;
}

}  // namespace

Tokens::Tokens(ThemeName theme) : theme_(theme) {
    static const QJsonObject file = read_file_once();
    all_ = file;
    themed_ = at(all_, theme == ThemeName::Dark ? "themes.dark" : "themes.light").toObject();
}

QColor Tokens::color(const QString& path) const {
    const QColor color(at(themed_, path).toString());
    SADDLE_ASSERT(color.isValid(), path.toUtf8().constData());
    return color;
}

std::vector<QColor> Tokens::colors(const QString& path) const {
    std::vector<QColor> list;
    for (const QJsonValue& value : at(themed_, path).toArray()) list.emplace_back(value.toString());
    SADDLE_ASSERT(!list.empty(), path.toUtf8().constData());
    return list;
}

double Tokens::number(const QString& path) const {
    const QJsonValue value = at(all_, path);
    SADDLE_ASSERT(value.isDouble(), path.toUtf8().constData());
    return value.toDouble();
}

QFont Tokens::font(const QString& family, double pixels, int weight) const {
    QStringList families;
    for (const QJsonValue& value : at(all_, "font." + family).toArray()) families << value.toString();
    SADDLE_ASSERT(!families.isEmpty(), family.toUtf8().constData());
    QFont font;
    font.setFamilies(families);
    font.setPixelSize(int(std::lround(pixels)));
    font.setWeight(QFont::Weight(weight));
    font.setKerning(true);
    return font;
}

QColor interpolate(const std::vector<QColor>& stops, double share) {
    const double place = std::clamp(share, 0.0, 1.0) * double(stops.size() - 1);
    const size_t low = std::min(size_t(place), stops.size() - 1), high = std::min(low + 1, stops.size() - 1);
    const double u = place - double(low);
    const auto mix = [u](int a, int b) { return int(std::lround(a + (b - a) * u)); };
    return QColor(mix(stops[low].red(), stops[high].red()), mix(stops[low].green(), stops[high].green()), mix(stops[low].blue(), stops[high].blue()));
}

}  // namespace saddle::app
