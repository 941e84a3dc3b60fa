#include "app/shell/journal.h"

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <QDateTime>
#include <QDir>
#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>
#include <QUuid>

#include "engine/api/core.h"
#include "engine/api/files.h"

namespace saddle::app {
namespace {

constexpr int kKeepDays = 7;
constexpr char kLock[] = "/lock";

QString sessions() { return QString::fromStdString(data_folder()) + "/recovery"; }

/// Holds the session's folder; -1 where its program lives.
int lock(const QString& folder) {
    const int descriptor = open(QFile::encodeName(folder + kLock).constData(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
    if (descriptor >= 0 && flock(descriptor, LOCK_EX | LOCK_NB) == 0) return descriptor;
    if (descriptor >= 0) close(descriptor);
    return -1;
}

}  // namespace

Journal::Journal() : folder_(sessions() + "/" + QUuid::createUuid().toString(QUuid::Id128).left(12)) {
    delay_.setSingleShot(true);
    delay_.setInterval(kDelayMs);
    connect(&delay_, &QTimer::timeout, this, &Journal::writeNow);
}

Journal::~Journal() {
    if (lock_ < 0) return;
    QDir(folder_).removeRecursively();
    close(lock_);
}

void Journal::watch(Documents& documents) {
    documents_ = &documents;
    connect(&documents, &Documents::opened, this, &Journal::follow);
    connect(&documents, &Documents::closing, this, [this](DocumentPage* page) {
        changed_.remove(page);
        if (const QString file = files_.take(page); !file.isEmpty()) documents_->files().post(this, [file] { return QFile::remove(file); }, [](bool) {});
    });
}

void Journal::follow(DocumentPage* page) {
    const auto mark = [this, page] {
        changed_ << page;
        if (!delay_.isActive()) delay_.start();
    };
    connect(&page->document(), &GraphDocument::changed, this, mark);
    connect(&page->document(), &GraphDocument::dirtyChanged, this, mark);
    if (page->document().dirty()) mark();
}

void Journal::writeNow() {
    for (DocumentPage* page : std::exchange(changed_, {})) {
        GraphDocument& document = page->document();
        if (!document.dirty()) {
            if (const QString file = files_.take(page); !file.isEmpty()) documents_->files().post(this, [file] { return QFile::remove(file); }, [](bool) {});
            continue;
        }
        if (lock_ < 0 && (!QDir().mkpath(folder_) || (lock_ = lock(folder_)) < 0)) return saddle::log(Severity::Warning, "unsaved changes are not kept for recovery: " + folder_.toStdString() + " cannot be made");
        QString& file = files_[page];
        if (file.isEmpty()) file = QStringLiteral("%1/%2.json").arg(folder_).arg(++count_);
        const auto write = [file, path = document.path(), project = document.project()] {
            const QJsonObject entry{{"path", path}, {"project", QString::fromStdString(write_project(project))}};
            return write_file(QFile::encodeName(file).toStdString(), QJsonDocument(entry).toJson(QJsonDocument::Compact).toStdString());
        };
        documents_->files().post(this, write, [](const Status& status) {
            if (!status.ok()) saddle::log(Severity::Warning, "unsaved changes could not be kept for recovery: " + status.error().message);
        });
    }
}

void Journal::forget(const QString& file) {
    writeNow();
    const auto remove = [file] {   // jobs run in order: this one after what was written
        QFile::remove(file);
        if (QDir folder = QFileInfo(file).dir(); folder.entryList({"*.json"}, QDir::Files).isEmpty()) folder.removeRecursively();
        return true;
    };
    documents_->files().post(this, remove, [](bool) {});
}

std::vector<Journal::Left> Journal::left() const {
    std::vector<Left> found;
    for (const QFileInfo& session : QDir(sessions()).entryInfoList(QDir::Dirs | QDir::NoDotAndDotDot, QDir::Time)) {
        const int held = lock(session.filePath());
        if (held < 0) continue;
        if (session.lastModified().daysTo(QDateTime::currentDateTime()) > kKeepDays) QDir(session.filePath()).removeRecursively();
        for (const QFileInfo& info : QDir(session.filePath()).entryInfoList({"*.json"}, QDir::Files, QDir::Time)) {
            QFile file(info.filePath());
            if (!file.open(QIODevice::ReadOnly)) continue;
            const QJsonObject entry = QJsonDocument::fromJson(file.readAll()).object();
            if (auto project = read_project(entry.value("project").toString().toStdString(), info.fileName().toStdString()); project.ok())
                found.push_back({info.filePath(), entry.value("path").toString(), std::move(*project)});
        }
        close(held);
    }
    return found;
}

}  // namespace saddle::app
