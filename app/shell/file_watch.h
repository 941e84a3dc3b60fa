#pragma once
// The file of an open project as other programs leave it: changed in place, replaced by another of its name, removed.
#include <QDateTime>
#include <QFileSystemWatcher>
#include <QTimer>

#include "app/bridge/file_jobs.h"
#include "app/document/graph_document.h"

namespace saddle::app {

class FileWatch : public QObject {
    Q_OBJECT
public:
    enum class State { Same, Changed, Removed };
    FileWatch(GraphDocument& document, FileJobs& files, QObject* parent);

    /// Whether the file holds another project than when the document was last loaded or saved; content counts, not time.
    State state() const { return state_; }
    /// The document becomes what the file holds now; its undo is cleared. On an error nothing changes.
    Status reload();
    /// The document stays as it is and has something to save.
    void keep();

Q_SIGNALS:
    void changed();

private:
    using Stamp = std::pair<QDateTime, qint64>;   ///< time of the last change and bytes
    void settled();                ///< document and file are the same now
    void look();
    void setState(State state);
    GraphDocument& document_;
    FileJobs& files_;
    QFileSystemWatcher watcher_;
    QTimer rest_;                  ///< since the first sign of a change: writers are left to finish
    Stamp seen_;                   ///< of the file that was last looked at
    Project known_;                ///< what the file held when it was loaded or saved
    State state_ = State::Same;
};

}  // namespace saddle::app
