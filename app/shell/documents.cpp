#include "app/shell/documents.h"

#include <QFileDialog>
#include <QFileInfo>
#include <QLayout>
#include <QMessageBox>
#include <QPushButton>
#include <QSettings>
#include <QTabBar>
#include <QTabWidget>
#include <QToolButton>
#include <algorithm>

#include "app/shell/file_watch.h"
#include "app/shell/gallery.h"
#include "app/shell/language.h"
#include "app/shell/ready_projects.h"
#include "app/shell/theme/themed_icon.h"
#include "engine/api/files.h"

namespace saddle::app {
namespace {
constexpr qint64 kAtOnce = 256 * 1024;   // bytes of a file that is read before the next frame
}

Documents::Documents(EngineClient& engine, QWidget* parent) : QStackedWidget(parent), engine_(engine), gallery_(new Gallery(engine, this)), tabs_(new QTabWidget(this)) {
    tabs_->setDocumentMode(true);
    tabs_->setMovable(true);
    tabs_->tabBar()->setExpanding(false);
    tabs_->tabBar()->setDrawBase(false);
    tabs_->tabBar()->setFocusPolicy(Qt::TabFocus);
    addWidget(gallery_);
    addWidget(tabs_);
    connect(tabs_, &QTabWidget::currentChanged, this, [this] {
        check();
        if (tabs_->count() == 0) return showGallery();
        showTabs();
        Q_EMIT currentChanged(current());
    });
    connect(&engine_, &EngineClient::checked, this, [this](quint64 ticket, std::shared_ptr<const compile::TypedGraph> typed) {
        if (ticket == ticket_ && checking_) checking_->document().setTyped(std::move(typed));
    });
    connect(gallery_, &Gallery::openReady, this, [this](const QString& path) {
        if (const Status status = openReady(path); !status.ok()) Q_EMIT failed(status.error());
    });
    connect(gallery_, &Gallery::openFile, this, [this](const QString& path) {
        if (const Status status = open(path); !status.ok()) Q_EMIT failed(status.error());
    });
    connect(gallery_, &Gallery::newEmpty, this, &Documents::addEmpty);
    connect(gallery_, &Gallery::openDialog, this, &Documents::openWithDialog);
    translated(this, [this] {
        tabs_->tabBar()->setAccessibleName(tr("Open projects"));
        retitle();
    });
}

Documents::~Documents() {
    disconnect(tabs_, nullptr, this, nullptr);   // closing tabs at the end tells nobody
}

DocumentPage* Documents::current() const { return currentWidget() == tabs_ ? static_cast<DocumentPage*>(tabs_->currentWidget()) : nullptr; }

std::vector<DocumentPage*> Documents::pages() const {
    std::vector<DocumentPage*> list;
    for (int i = 0; i < tabs_->count(); ++i) list.push_back(static_cast<DocumentPage*>(tabs_->widget(i)));
    return list;
}

DocumentPage* Documents::pageOf(const Project& project) const {
    const auto draws = [&](DocumentPage* page) {
        const Graph& graph = page->document().project().graph;
        return graph.nodes.size() == project.graph.nodes.size() && std::all_of(graph.nodes.begin(), graph.nodes.end(), [&](const Node& node) {
            const Node* same = project.graph.find(node.id);
            return same && same->layer == node.layer;
        });
    };
    DocumentPage* found = current() && draws(current()) ? current() : nullptr;
    for (DocumentPage* page : pages())
        if (!found && draws(page)) found = page;
    return found;
}

DocumentPage* Documents::add(Project project, const QString& path, bool dirty) {
    auto* page = new DocumentPage;
    page->document().reset(std::move(project), path);
    if (dirty) page->document().undoStack().resetClean();
    connect(&page->document(), &GraphDocument::changed, this, [this, page] {
        if (page == current()) check();
    });
    new FileWatch(page->document(), files_, page);
    connect(page, &DocumentPage::titleChanged, this, &Documents::retitle);
    connect(&page->canvas(), &CanvasView::message, this, &Documents::said);
    showTabs();
    const int index = tabs_->addTab(page, themedIcon("graph"), page->title());
    auto* button = new QToolButton;
    button->setIcon(themedIcon("close"));
    button->setIconSize(QSize(12, 12));
    button->setFocusPolicy(Qt::NoFocus);
    connect(button, &QToolButton::clicked, this, [this, page] { close(*page); });
    translated(button, [button] {
        button->setToolTip(tr("Close this project (Ctrl+W)"));
        button->setAccessibleName(tr("Close this project"));
    });
    tabs_->tabBar()->setTabButton(index, QTabBar::RightSide, button);
    tabs_->setCurrentIndex(index);
    page->canvas().action(CanvasVerb::Fit)->trigger();
    page->canvas().setFocus();
    Q_EMIT opened(page);
    return page;
}

DocumentPage* Documents::addEmpty() {
    Project project;
    project.train.epochs = 3;
    project.train.objectives[0].optimizer.type = "Adam";   // learns at its own default rate where SGD wants one that is sought
    return add(std::move(project));
}

Status Documents::open(const QString& path) {
    const QString absolute = QFileInfo(path).absoluteFilePath();
    for (DocumentPage* page : pages())
        if (page->document().path() == absolute) {
            showPage(*page);
            return {};
        }
    if (!QFileInfo::exists(absolute) && recent().contains(absolute)) {
        QStringList left = recent();
        left.removeAll(absolute);
        setRecent(left);
    }
    if (QFileInfo(absolute).size() > kAtOnce) {
        readBeside(absolute);
        return {};
    }
    TRY(Project project, load_project(QFile::encodeName(absolute).toStdString()));
    add(std::move(project), absolute);
    remember(absolute);
    return {};
}

void Documents::readBeside(const QString& path) {
    if (const auto it = reading_.constFind(path); it != reading_.constEnd() && !it->cancelled()) return;
    const Cancellation stop;
    reading_[path] = stop;
    const QString name = QFileInfo(path).fileName();
    Q_EMIT reading(name, stop);
    files_.post(this, [path, stop] { return load_project(QFile::encodeName(path).toStdString(), stop); }, [this, path, name, stop](Result<Project> project) {
        if (stop.cancelled()) return;
        reading_.remove(path);
        if (!project.ok()) return Q_EMIT failed(project.error());
        const auto nodes = int(project->graph.nodes.size());
        add(std::move(*project), path);
        remember(path);
        Q_EMIT said(tr("%1 is open: %n node(s)", nullptr, nodes).arg(name));
    });
}

Status Documents::openReady(const QString& path) {
    TRY(Project project, readyProject(path));
    add(std::move(project));
    return {};
}

void Documents::openWithDialog() {
    const QString path = QFileDialog::getOpenFileName(window(), tr("Open project"), {}, tr("Saddlepoint projects (*.json)"));
    if (path.isEmpty()) return;
    if (const Status status = open(path); !status.ok()) Q_EMIT failed(status.error());
}

bool Documents::save(DocumentPage& page) {
    if (page.document().path().isEmpty()) return saveAs(page);
    const Status status = page.document().save(page.document().path());
    if (!status.ok()) Q_EMIT failed(status.error());
    return status.ok();
}

bool Documents::saveAs(DocumentPage& page) {
    const QString name = QString::fromStdString(page.document().project().name);
    QString path = QFileDialog::getSaveFileName(window(), tr("Save project"), page.document().path().isEmpty() ? (name.isEmpty() ? tr("project") : name) + ".saddle.json" : page.document().path(),
                                                tr("Saddlepoint projects (*.json)"));
    if (path.isEmpty()) return false;
    if (QFileInfo(path).suffix().isEmpty()) path += ".saddle.json";
    const Status status = page.document().save(path);
    if (status.ok()) remember(path);
    else Q_EMIT failed(status.error());
    return status.ok();
}

void Documents::close(DocumentPage& page, std::function<void()> then) {
    const auto finish = [this, guard = QPointer(&page), then = std::move(then)] {
        if (!guard) return;
        Q_EMIT closing(guard);
        tabs_->removeTab(tabs_->indexOf(guard));
        delete guard;
        if (tabs_->count() == 0) showGallery();
        if (then) then();
    };
    if (!page.document().dirty()) return finish();
    tabs_->setCurrentWidget(&page);
    auto* box = new QMessageBox(QMessageBox::NoIcon, tr("Unsaved changes"), tr("\"%1\" has changes that are not saved.").arg(QString::fromStdString(page.document().project().name)),
                                QMessageBox::NoButton, window());
    box->setAttribute(Qt::WA_DeleteOnClose);
    box->setInformativeText(tr("Save them, or close the project as the file is now?"));
    QPushButton* save_button = box->addButton(tr("Save"), QMessageBox::AcceptRole);
    QPushButton* discard = box->addButton(tr("Close without saving"), QMessageBox::DestructiveRole);
    box->addButton(tr("Cancel"), QMessageBox::RejectRole);
    save_button->setProperty("look", "primary");
    box->setDefaultButton(save_button);
    connect(box, &QMessageBox::buttonClicked, this, [this, finish, save_button, discard, guard = QPointer(&page)](QAbstractButton* button) {
        if (!guard) return;
        if (button == discard || (button == save_button && save(*guard))) finish();
    });
    box->open();
}

void Documents::closeAll(std::function<void()> then) {
    const auto open_pages = pages();
    if (open_pages.empty()) return then();
    close(*open_pages.front(), [this, then = std::move(then)] { closeAll(then); });
}

/// The gallery wants its width only where it is seen; the window has to know before the panels come.
void Documents::showTabs() {
    gallery_->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Ignored);
    setCurrentWidget(tabs_);
    for (QWidget* around = this; around && !around->isWindow(); around = around->parentWidget())
        if (around->layout()) around->layout()->activate();
}

void Documents::showGallery() {
    setCurrentWidget(gallery_);
    Q_EMIT currentChanged(nullptr);
    gallery_->setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Preferred);
}

void Documents::showPage(DocumentPage& page) {
    showTabs();
    tabs_->setCurrentWidget(&page);
    Q_EMIT currentChanged(&page);   // the gallery may have been in front of this very tab
}

QStringList Documents::recent() { return QSettings().value("recent").toStringList(); }

void Documents::remember(const QString& path) {
    QStringList list = recent();
    list.removeAll(path);
    list.prepend(path);
    setRecent(list.mid(0, 10));
}

void Documents::setRecent(const QStringList& paths) {
    QSettings().setValue("recent", paths);
    Q_EMIT recentChanged();
}

QString Documents::fileTitle(const QString& path) {
    const QString name = QFileInfo(path).completeBaseName();
    return name.endsWith(".saddle") ? name.chopped(7) : name;
}

void Documents::check() {
    DocumentPage* page = current();
    if (!page) return;
    checking_ = page;
    ticket_ = engine_.check(page->document().project());
}

void Documents::retitle() {
    for (int i = 0; i < tabs_->count(); ++i) {
        auto* page = static_cast<DocumentPage*>(tabs_->widget(i));
        tabs_->setTabText(i, page->title());
        tabs_->setTabToolTip(i, page->document().path().isEmpty() ? tr("Not saved yet") : page->document().path());
    }
    Q_EMIT titlesChanged();
}

}  // namespace saddle::app
