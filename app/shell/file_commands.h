#pragma once
// What the File menu does, and what the window says about files: imports, exports, printing, changes by other programs,
// recovery after a program that was killed.
#include "app/shell/documents.h"
#include "app/shell/importer.h"

namespace saddle::app {

class Actions;
class Journal;
class MessageStrip;

class FileCommands : public QObject {
    Q_OBJECT
public:
    FileCommands(Actions& actions, Documents& documents, EngineClient& engine, MessageStrip& messages, QWidget& window);

    /// Opens or imports `path`, by its ending.
    void take(const QString& path) { importer_->take(path); }
    void openReady(const QString& path);
    /// Asks where to; `format` as in --format.
    void exportRun(const QString& run, const QString& format);
    void offerRecovery(Journal& journal);
    /// Says so when another program changed the file of the current project.
    void showOutsideChange();

private:
    /// Says that work is in progress, with Cancel.
    void showWork(const QString& text, const Cancellation& stop, const QString& cancelled);
    void importWithDialog();
    Documents& documents_;
    EngineClient& engine_;
    MessageStrip& messages_;
    QWidget& window_;
    Importer* importer_;
};

}  // namespace saddle::app
