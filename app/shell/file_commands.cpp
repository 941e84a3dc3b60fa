#include "app/shell/file_commands.h"

#include <QFileDialog>
#include <QFileInfo>

#include "app/shell/actions.h"
#include "app/shell/file_watch.h"
#include "app/shell/journal.h"
#include "app/shell/message_strip.h"
#include "app/shell/print_graph.h"

namespace saddle::app {

FileCommands::FileCommands(Actions& actions, Documents& documents, EngineClient& engine, MessageStrip& messages, QWidget& window)
    : QObject(&window), documents_(documents), engine_(engine), messages_(messages), window_(window), importer_(new Importer(documents, engine, this)) {
    const auto on = [this](QAction* action, auto act) { connect(action, &QAction::triggered, this, act); };
    on(actions.newProject, [this] { documents_.addEmpty(); });
    on(actions.gallery, [this] { documents_.showGallery(); });
    on(actions.open, [this] { documents_.openWithDialog(); });
    on(actions.importFile, [this] { importWithDialog(); });
    on(actions.save, [this] { documents_.save(*documents_.current()); });
    on(actions.saveAs, [this] { documents_.saveAs(*documents_.current()); });
    on(actions.print, [this] { printWithDialog(documents_.current()->document(), documents_.current()->canvas().heatMode(), &window_); });
    on(actions.closeTab, [this] { documents_.close(*documents_.current()); });
    on(actions.quit, [this] { window_.close(); });
    on(actions.exportOnnx, [this] { exportRun(engine_.currentRun(), "onnx"); });
    on(actions.exportSafetensors, [this] { exportRun(engine_.currentRun(), "safetensors"); });
    on(actions.exportPyTorch, [this] { exportRun(engine_.currentRun(), "pytorch"); });
    const auto failed = qOverload<const Error&>(&MessageStrip::show);
    connect(importer_, &Importer::failed, &messages_, failed);
    connect(importer_, &Importer::began, this, [this](const QString& text, const Cancellation& stop) { showWork(text, stop, tr("The import was cancelled.")); });
    connect(&documents_, &Documents::reading, this, [this](const QString& name, const Cancellation& stop) { showWork(tr("Opening %1 ...").arg(name), stop, tr("%1 was not opened.").arg(name)); });
    connect(importer_, &Importer::said, this, [this](Severity severity, const QString& text, const QString& hint) { messages_.show(severity, text, hint); });
    connect(&documents_, &Documents::failed, &messages_, failed);
    connect(&documents_, &Documents::said, this, [this](const QString& text) { messages_.show(Severity::Info, text); });
    connect(&documents_, &Documents::currentChanged, this, &FileCommands::showOutsideChange);
    connect(&documents_, &Documents::opened, this, [this](DocumentPage* page) { connect(page->findChild<FileWatch*>(), &FileWatch::changed, this, &FileCommands::showOutsideChange); });
}

void FileCommands::showWork(const QString& text, const Cancellation& stop, const QString& cancelled) {
    messages_.show(Severity::Info, text, {}, tr("Cancel"), [this, stop, cancelled] {
        stop.cancel();
        messages_.show(Severity::Info, cancelled);
    });
    messages_.stay();
}

void FileCommands::openReady(const QString& path) {
    if (const Status status = documents_.openReady(path); !status.ok()) messages_.show(status.error());
}

void FileCommands::importWithDialog() {
    for (const QString& path : QFileDialog::getOpenFileNames(&window_, tr("Import"), {}, Importer::filter())) take(path);
}

void FileCommands::exportRun(const QString& run, const QString& format) {
    if (run.isEmpty()) return messages_.show(Severity::Info, tr("There is no trained run yet. Train first, or choose one under Runs."));
    const QString extension = format == "onnx" ? "onnx" : format == "safetensors" ? "safetensors" : "py";
    const QString path = QFileDialog::getSaveFileName(&window_, tr("Export run %1").arg(run), run + "." + extension, tr("Model (*.%1)").arg(extension));
    if (!path.isEmpty()) engine_.exportRun(run, format, path);
}

void FileCommands::offerRecovery(Journal& journal) {
    const auto left = std::make_shared<std::vector<Journal::Left>>(journal.left());
    if (left->empty()) return;
    const auto recover = [this, &journal, left] {
        for (Journal::Left& each : *left) documents_.add(std::move(each.project), each.path, true);
        for (const Journal::Left& each : *left) journal.forget(each.file);
    };
    messages_.show(Severity::Warning, tr("%n project(s) had unsaved changes when the program ended unexpectedly.", nullptr, int(left->size())), {}, tr("Recover"), recover);
}

void FileCommands::showOutsideChange() {
    DocumentPage* page = documents_.current();
    if (!page) return;
    auto* watch = page->findChild<FileWatch*>();
    const QString name = QFileInfo(page->document().path()).fileName();
    if (watch->state() == FileWatch::State::Removed) {
        messages_.show(Severity::Warning, tr("%1 was removed by another program").arg(name), tr("The project is still here."), tr("Save it again"), [this, page = QPointer(page)] {
            if (page) documents_.save(*page);
        });
    } else if (watch->state() == FileWatch::State::Changed) {
        messages_.show(Severity::Warning, tr("%1 was changed by another program").arg(name), page->document().dirty() ? tr("Reloading discards your unsaved changes.") : QString(), tr("Reload"), [this, watch = QPointer(watch)] {
            if (!watch) return;
            if (const Status status = watch->reload(); !status.ok()) messages_.show(status.error());
        });
    } else {
        return;
    }
    messages_.offer(tr("Keep mine"), [watch = QPointer(watch)] {
        if (watch) watch->keep();
    });
}

}  // namespace saddle::app
