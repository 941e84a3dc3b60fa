#include "app/document/layer_library.h"

#include <QDir>
#include <QFileInfo>
#include <algorithm>

#include "app/document/composite_edits.h"
#include "engine/api/files.h"

namespace saddle::app {
namespace {

constexpr uint64_t kLargest = 8 << 20;   // bytes of a layer's file
constexpr int kMost = 2000;              // files that are read

/// "Residual block" -> "Residual_block": a name that every file system takes.
QString file_name(const std::string& name) {
    QString file;
    for (const QChar c : QString::fromStdString(name)) file += c.isLetterOrNumber() || c == '-' || c == '_' ? c : QChar('_');
    return file.left(80);
}

}  // namespace

Result<Project> read_layer(const std::string& text, const std::string& source) {
    TRY(Project part, read_project(text, source));
    if (part.name.empty() || !part.composite(part.name)) return invalid(source + ": holds no layer '" + part.name + "'", "a layer's file is named as one of its composites");
    for (const Composite& composite : part.composites)
        for (const Node& node : composite.graph.nodes)
            if (part.contains(node.layer, composite.name)) return invalid(source + ": '" + composite.name + "' contains itself", "a composite may hold others, not itself");
    part.graph = {};
    part.sketch = {};
    return part;
}

LayerLibrary::LayerLibrary(const QString& folder, QObject* parent) : QObject(parent), folder_(folder) { refresh(); }

LayerLibrary& LayerLibrary::instance() {
    static LayerLibrary library(QString::fromStdString(data_folder()) + "/layers");
    return library;
}

const LayerLibrary::Layer* LayerLibrary::find(const std::string& name) const {
    const auto it = std::find_if(layers_.begin(), layers_.end(), [&](const Layer& layer) { return layer.name() == name; });
    return it == layers_.end() ? nullptr : &*it;
}

void LayerLibrary::refresh() {
    layers_.clear();
    problems_.clear();
    for (const QFileInfo& info : QDir(folder_).entryInfoList({"*.json"}, QDir::Files, QDir::Name).mid(0, kMost)) {
        const std::string path = QFile::encodeName(info.filePath()).toStdString();
        auto text = read_file(path, kLargest);
        auto part = text.ok() ? read_layer(*text, path) : Result<Project>(std::move(text.error()));
        if (!part.ok()) problems_.push_back(std::move(part.error()));
        else if (find(part->name)) problems_.push_back(invalid(path + ": there is another layer '" + part->name + "'", "remove one of the two files"));
        else layers_.push_back({info.filePath(), std::move(*part)});
    }
    Q_EMIT changed();
}

Status LayerLibrary::keep(const Project& project, const std::string& name) {
    const Composite* composite = project.composite(name);
    if (!composite) return invalid("there is no composite '" + name + "'");
    Project part;
    part.name = name;
    part.description = composite->description;
    part.composites = with_inner(project, {name});
    const Layer* old = find(name);
    QString file = old ? old->file : folder_ + '/' + file_name(name) + ".json";
    for (int number = 2; !old && QFileInfo::exists(file); ++number) file = folder_ + '/' + file_name(name) + QStringLiteral("-%1.json").arg(number);
    if (!QDir().mkpath(folder_)) return Error{ErrorKind::Io, "cannot make the folder " + folder_.toStdString(), "check its permissions", {}};
    TRY_STATUS(write_file(QFile::encodeName(file).toStdString(), write_project(part)));
    refresh();
    return {};
}

Status LayerLibrary::remove(const std::string& name) {
    const Layer* layer = find(name);
    if (!layer) return invalid("the library has no layer '" + name + "'");
    if (!QFile::remove(layer->file)) return Error{ErrorKind::Io, "cannot remove " + layer->file.toStdString(), "check its permissions", {}};
    refresh();
    return {};
}

}  // namespace saddle::app

#include "moc_layer_library.cpp"
