#include "app/shell/ready_projects.h"

#include <QCoreApplication>
#include <QDirIterator>
#include <QFile>
#include <QFileInfo>
#include <algorithm>

// The library is static: naming its resources keeps the linker from dropping them. Must not be in a namespace.
static void keep_resources() { Q_INIT_RESOURCE(projects); }

namespace saddle::app {
namespace {
const QString kFirst = ":/projects/vision/lenet5.json";   // the first minute begins with it
}

Result<Project> readyProject(const QString& path) {
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly)) return io_error("there is no ready project " + path.toStdString());
    return read_project(file.readAll().toStdString(), path.toStdString());
}

const std::vector<ReadyProject>& readyProjects() {
    static const std::vector<ReadyProject> list = [] {
        keep_resources();
        std::vector<ReadyProject> found;
        for (QDirIterator it(":/projects", {"*.json"}, QDir::Files, QDirIterator::Subdirectories); it.hasNext();) {
            const QString path = it.next();
            if (auto project = readyProject(path); project.ok()) found.push_back({path, QFileInfo(path).dir().dirName(), std::move(*project)});
        }
        std::sort(found.begin(), found.end(), [](const ReadyProject& a, const ReadyProject& b) {
            const auto rank = [](const ReadyProject& p) { return std::tuple(p.path != kFirst, p.family != "vision", p.path); };
            return rank(a) < rank(b);
        });
        return found;
    }();
    return list;
}

QString familyTitle(const QString& family) {
    static const std::pair<const char*, const char*> titles[] = {
        {"vision", QT_TRANSLATE_NOOP("Families", "Images")},         {"basics", QT_TRANSLATE_NOOP("Families", "Basics")},
        {"sequence", QT_TRANSLATE_NOOP("Families", "Sequences")},    {"text", QT_TRANSLATE_NOOP("Families", "Text")},
        {"graph", QT_TRANSLATE_NOOP("Families", "Graphs")},          {"generation", QT_TRANSLATE_NOOP("Families", "Generation")},
        {"decisions", QT_TRANSLATE_NOOP("Families", "Decisions")},   {"audio", QT_TRANSLATE_NOOP("Families", "Audio")},
        {"diffusion", QT_TRANSLATE_NOOP("Families", "Diffusion")},   {"generative", QT_TRANSLATE_NOOP("Families", "Generative")},
        {"forecast", QT_TRANSLATE_NOOP("Families", "Forecasting")},
    };
    for (const auto& [name, title] : titles)
        if (family == name) return QCoreApplication::translate("Families", title);
    return family;
}

}  // namespace saddle::app
