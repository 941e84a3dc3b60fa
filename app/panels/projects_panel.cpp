#include "app/panels/projects_panel.h"

#include <QListWidget>
#include <QVBoxLayout>

#include "app/shell/documents.h"
#include "app/shell/language.h"
#include "app/shell/ready_projects.h"
#include "app/shell/theme/theme.h"
#include "app/shell/theme/themed_icon.h"

namespace saddle::app {
namespace {
constexpr int kPath = Qt::UserRole, kReady = Qt::UserRole + 1;
}

ProjectsPanel::ProjectsPanel(QWidget* parent) : QWidget(parent), list_(new QListWidget) {
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 4, 0, 0);
    column->addWidget(list_);
    connect(list_, &QListWidget::itemActivated, this, [this](QListWidgetItem* item) {
        const QString path = item->data(kPath).toString();
        if (path.isEmpty()) return;
        if (item->data(kReady).toBool()) Q_EMIT openReady(path);
        else Q_EMIT openFile(path);
    });
    translated(this, [this] {
        list_->setAccessibleName(tr("Projects"));
        list_->setToolTip(tr("Double-click opens a copy"));
        refresh();
    });
}

void ProjectsPanel::refresh() {
    list_->clear();
    const auto heading = [&](const QString& text) {
        auto* item = new QListWidgetItem(text, list_);
        item->setFlags(Qt::NoItemFlags);
        item->setFont(lookFont("small", 600));
    };
    const auto add = [&](const QString& text, const QString& path, bool ready, const QString& help) {
        auto* item = new QListWidgetItem(themedIcon("graph"), text, list_);
        item->setData(kPath, path);
        item->setData(kReady, ready);
        item->setToolTip(help);
    };
    QString family;
    for (const ReadyProject& ready : readyProjects()) {
        if (ready.family != family) heading(familyTitle(family = ready.family));
        add(catalogText(ready.project.name), ready.path, true, catalogText(ready.project.description) + "\n" + tr("Double-click opens a copy"));
    }
    if (!Documents::recent().isEmpty()) heading(tr("Recent"));
    for (const QString& path : Documents::recent()) add(Documents::fileTitle(path), path, false, path);
}

}  // namespace saddle::app
