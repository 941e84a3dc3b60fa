#pragma once
// The open projects in tabs, and the gallery where none is. Opens, saves, closes and remembers files, and keeps the
// current document's shapes up to date with the engine.
#include <QStackedWidget>

#include "app/bridge/engine_client.h"
#include "app/bridge/file_jobs.h"
#include "app/shell/document_page.h"

class QTabWidget;

namespace saddle::app {

class Gallery;

class Documents : public QStackedWidget {
    Q_OBJECT
public:
    explicit Documents(EngineClient& engine, QWidget* parent = nullptr);
    ~Documents() override;

    DocumentPage* current() const;
    std::vector<DocumentPage*> pages() const;
    /// A page that draws the nodes of `project`, by name and layer, the current one before others; null: none.
    DocumentPage* pageOf(const Project& project) const;
    /// A new tab with `project`; an empty path is a project that was not saved yet. `dirty`: there is something to save.
    DocumentPage* add(Project project, const QString& path = {}, bool dirty = false);
    /// A new project: nothing is drawn, and what is drawn trains well enough as it is set (Adam, 3 epochs).
    DocumentPage* addEmpty();
    /// Opens `path` in a tab, or goes to the tab that has it. A large file is read beside the window: its tab comes later, or
    /// `failed` says why not.
    Status open(const QString& path);
    /// A copy of a ready project: its own file is never overwritten.
    Status openReady(const QString& path);
    void openWithDialog();
    /// Asks for a path where there is none. True when it was saved.
    bool save(DocumentPage& page);
    bool saveAs(DocumentPage& page);
    /// Closes the tab, after Save or Discard where there are changes. `then` runs when it is closed.
    void close(DocumentPage& page, std::function<void()> then = {});
    /// Closes all; `then` runs when nothing is left open. Cancelling one stops it.
    void closeAll(std::function<void()> then);
    static QStringList recent();
    /// "net" of "folder/net.saddle.json".
    static QString fileTitle(const QString& path);
    void showGallery();
    void showPage(DocumentPage& page);
    FileJobs& files() { return files_; }

Q_SIGNALS:
    void currentChanged(saddle::app::DocumentPage* page);   ///< null when none is open
    void opened(saddle::app::DocumentPage* page);
    void titlesChanged();
    void recentChanged();
    void closing(saddle::app::DocumentPage* page);
    void failed(const saddle::Error& error);
    void said(const QString& text);
    /// A large file is being read, until it is `opened` or `stop` ends it.
    void reading(const QString& name, const saddle::Cancellation& stop);

private:
    void readBeside(const QString& path);
    void showTabs();
    void check();
    void setRecent(const QStringList& paths);
    void remember(const QString& path);
    void retitle();
    EngineClient& engine_;
    FileJobs files_;
    QHash<QString, Cancellation> reading_;   ///< files, by their paths
    Gallery* gallery_;
    QTabWidget* tabs_;
    quint64 ticket_ = 0;
    QPointer<DocumentPage> checking_;
};

}  // namespace saddle::app
