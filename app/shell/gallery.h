#pragma once
// The start page: ready projects as cards, recent files, new and open.
#include <QWidget>

#include "app/bridge/engine_client.h"

class QButtonGroup;
class QLineEdit;
class QVBoxLayout;

namespace saddle::app {

class ProjectCard;

class Gallery : public QWidget {
    Q_OBJECT
public:
    explicit Gallery(EngineClient& engine, QWidget* parent = nullptr);
    void refreshRecent();

Q_SIGNALS:
    void openReady(const QString& path);
    void openFile(const QString& path);
    void openDialog();
    void newEmpty();

protected:
    void showEvent(QShowEvent* event) override;

private:
    QWidget* sidebar();
    QWidget* cards();
    void filter();
    void askFacts();
    EngineClient& engine_;
    std::vector<ProjectCard*> cards_;
    QVBoxLayout* recent_ = nullptr;
    QLineEdit* search_ = nullptr;
    QButtonGroup* families_ = nullptr;
    bool asked_ = false;
};

}  // namespace saddle::app
