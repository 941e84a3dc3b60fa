#include "app/shell/file_watch.h"

#include <QFile>
#include <QFileInfo>

namespace saddle::app {
namespace {

constexpr int kRestMs = 250;

std::pair<QDateTime, qint64> stamp_of(const QString& path) {
    const QFileInfo info(path);
    return info.exists() ? std::pair(info.lastModified(), info.size()) : std::pair<QDateTime, qint64>();
}

}  // namespace

FileWatch::FileWatch(GraphDocument& document, FileJobs& files, QObject* parent) : QObject(parent), document_(document), files_(files) {
    rest_.setSingleShot(true);
    rest_.setInterval(kRestMs);
    connect(&rest_, &QTimer::timeout, this, &FileWatch::look);
    const auto sign = [this] {
        if (!rest_.isActive()) rest_.start();
    };
    // The folder tells of a file that comes in place of the old one, as careful writers do it; the file of one written in place.
    connect(&watcher_, &QFileSystemWatcher::fileChanged, this, sign);
    connect(&watcher_, &QFileSystemWatcher::directoryChanged, this, sign);
    connect(&document_, &GraphDocument::pathChanged, this, &FileWatch::settled);
    connect(&document_, &GraphDocument::dirtyChanged, this, [this](bool dirty) {
        if (!dirty) settled();
    });
    settled();
}

void FileWatch::settled() {
    const QString path = document_.path();
    known_ = document_.project();
    seen_ = stamp_of(path);
    setState(State::Same);
    const QStringList watched = watcher_.files() + watcher_.directories();
    if (!path.isEmpty() && watcher_.files() == QStringList(path)) return;
    if (!watched.isEmpty()) watcher_.removePaths(watched);
    if (!path.isEmpty()) watcher_.addPaths({path, QFileInfo(path).absolutePath()});
}

void FileWatch::look() {
    const QString path = document_.path();
    if (path.isEmpty()) return;
    struct Seen {
        Stamp stamp;
        std::optional<Result<Project>> project;   ///< none: the file is as it was last time, or gone
    };
    const auto read = [path, last = seen_] {
        Seen seen{stamp_of(path), {}};
        if (seen.stamp != last && seen.stamp != Stamp()) seen.project = load_project(QFile::encodeName(path).toStdString());
        return seen;
    };
    files_.post(this, read, [this, path, last = seen_](const Seen& seen) {
        if (path != document_.path()) return;
        if (seen_ != last) return rest_.start();   // it was saved meanwhile: what was read may be what lay there before
        const bool gone = seen.stamp == Stamp();
        if (!gone && !watcher_.files().contains(path)) watcher_.addPath(path);   // another file of this name is not watched by itself
        if (std::exchange(seen_, seen.stamp) == seen.stamp) return;
        setState(gone ? State::Removed : seen.project && seen.project->ok() && **seen.project == known_ ? State::Same : State::Changed);
    });
}

void FileWatch::setState(State state) {
    if (std::exchange(state_, state) != state) Q_EMIT changed();
}

Status FileWatch::reload() { return document_.load(document_.path()); }

void FileWatch::keep() {
    document_.undoStack().resetClean();
    setState(State::Same);
}

}  // namespace saddle::app
