#include "app/shell/journal.h"

#include <signal.h>

#include <QCoreApplication>
#include <QDateTime>
#include <QDir>
#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTimer>

#include "engine/api/core.h"
#include "engine/api/files.h"

namespace saddle::app {
namespace {

constexpr int kKeepDays = 7;

QString folder() { return QString::fromStdString(data_folder()) + "/recovery"; }

bool alive(qint64 pid) { return pid > 0 && (kill(pid_t(pid), 0) == 0 || errno == EPERM); }

}  // namespace

Journal::Journal() = default;

Journal::~Journal() {
    for (const QString& file : ever_) QFile::remove(file);
}

void Journal::watch(Documents& documents, EngineClient& engine) {
    documents_ = &documents;
    engine_ = &engine;
    auto* timer = new QTimer(&documents);   // stops with the documents
    timer->setInterval(kIntervalMs);
    connect(timer, &QTimer::timeout, this, &Journal::writeNow);
    connect(&documents, &Documents::closing, this, [this](DocumentPage* page) {
        if (const QString file = files_.take(page); !file.isEmpty()) engine_->post(file, this, [file] { return QFile::remove(file); }, [](bool) {});
        written_.remove(page);
    });
    timer->start();
}

QString Journal::fileOf(const DocumentPage* page) {
    QString& file = files_[page];
    if (file.isEmpty()) file = QStringLiteral("%1/%2-%3.json").arg(folder()).arg(QCoreApplication::applicationPid()).arg(++count_);
    ever_ << file;
    return file;
}

void Journal::writeNow() {
    for (DocumentPage* page : documents_->pages()) {
        GraphDocument& document = page->document();
        const bool has_file = written_.contains(page);
        if (!document.dirty() && !has_file) continue;
        const QString file = fileOf(page);
        if (!document.dirty()) {
            written_.remove(page);
            engine_->post(file, this, [file] { return QFile::remove(file); }, [](bool) {});
            continue;
        }
        const std::string text = write_project(document.project());
        if (has_file && written_[page] == text) continue;
        written_[page] = text;
        const QJsonObject entry{{"path", document.path()}, {"project", QString::fromStdString(text)}};
        const auto write = [file, bytes = QJsonDocument(entry).toJson(QJsonDocument::Compact).toStdString()] {
            QDir().mkpath(folder());
            return write_file(QFile::encodeName(file).toStdString(), bytes);
        };
        engine_->post(file, this, write, [](const Status& status) {
            if (!status.ok()) saddle::log(Severity::Warning, "unsaved changes could not be kept for recovery: " + status.error().message);
        });
    }
}

std::vector<Journal::Left> Journal::left() {
    std::vector<Left> found;
    for (const QFileInfo& info : QDir(folder()).entryInfoList({"*.json"}, QDir::Files, QDir::Time)) {
        if (alive(info.baseName().section('-', 0, 0).toLongLong())) continue;
        if (info.lastModified().daysTo(QDateTime::currentDateTime()) > kKeepDays) {
            QFile::remove(info.filePath());
            continue;
        }
        QFile file(info.filePath());
        if (!file.open(QIODevice::ReadOnly)) continue;
        const QJsonObject entry = QJsonDocument::fromJson(file.readAll()).object();
        if (auto project = read_project(entry.value("project").toString().toStdString(), info.fileName().toStdString()); project.ok())
            found.push_back({info.filePath(), entry.value("path").toString(), std::move(*project)});
    }
    return found;
}

}  // namespace saddle::app
