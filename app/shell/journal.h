#pragma once
// Unsaved changes on disk, every few seconds, so that a program that was killed loses nothing: one file a changed project
// under <data folder>/recovery, gone when the project is saved or closed.
#include <QHash>
#include <QObject>
#include <QSet>

#include "app/bridge/engine_client.h"
#include "app/shell/documents.h"

namespace saddle::app {

class Journal : public QObject {
    Q_OBJECT
public:
    static constexpr int kIntervalMs = 4000;
    Journal();
    /// A program that gets here ended in order: what it wrote is removed. Must outlive the engine, which writes.
    ~Journal() override;
    void watch(Documents& documents, EngineClient& engine);
    void writeNow();

    struct Left {
        QString file, path;   ///< path: of the project's own file; empty when it was never saved
        Project project;
    };
    /// What programs that no longer run have left. Files of more than a week are removed.
    static std::vector<Left> left();

private:
    QString fileOf(const DocumentPage* page);
    Documents* documents_ = nullptr;
    EngineClient* engine_ = nullptr;
    QHash<const DocumentPage*, QString> files_;
    QHash<const DocumentPage*, std::string> written_;
    QSet<QString> ever_;
    int count_ = 0;
};

}  // namespace saddle::app
