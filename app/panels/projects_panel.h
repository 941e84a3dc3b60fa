#pragma once
// Ready projects and recent files as a list, beside the palette.
#include <QWidget>

class QListWidget;

namespace saddle::app {

class ProjectsPanel : public QWidget {
    Q_OBJECT
public:
    explicit ProjectsPanel(QWidget* parent = nullptr);
    void refresh();

Q_SIGNALS:
    void openReady(const QString& path);
    void openFile(const QString& path);

private:
    QListWidget* list_;
};

}  // namespace saddle::app
