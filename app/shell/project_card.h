#pragma once
// A ready project in the gallery: picture of its graph, what it does, what it needs.
#include <QFrame>

#include "app/shell/ready_projects.h"

class QLabel;

namespace saddle::app {

/// What is known once the engine has looked: shapes need the data set.
struct ProjectFacts {
    int64_t parameters = 0;
    QString problem;   ///< why it cannot train now; empty: ready
};

class ProjectCard : public QFrame {
    Q_OBJECT
public:
    explicit ProjectCard(const ReadyProject& ready, QWidget* parent = nullptr);
    const ReadyProject& ready() const { return ready_; }
    void setFacts(const ProjectFacts& facts);

Q_SIGNALS:
    void activated();

protected:
    void paintEvent(QPaintEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;

private:
    const ReadyProject& ready_;
    QLabel *parameters_, *state_;
    std::optional<ProjectFacts> facts_;
    void showFacts();
};

}  // namespace saddle::app
