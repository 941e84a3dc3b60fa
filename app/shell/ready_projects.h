#pragma once
// The ready projects (projects/ in the sources), which the program carries with it.
#include <QString>
#include <vector>

#include "engine/api/document.h"

namespace saddle::app {

struct ReadyProject {
    QString path;      ///< in the program's resources, for readyProject()
    QString family;    ///< its folder: "vision"
    Project project;
};
/// All that read well, by family.
const std::vector<ReadyProject>& readyProjects();
Result<Project> readyProject(const QString& path);
/// "vision" in the user's language.
QString familyTitle(const QString& family);

}  // namespace saddle::app
