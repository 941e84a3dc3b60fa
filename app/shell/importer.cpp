#include "app/shell/importer.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <algorithm>

#include "app/shell/number_text.h"
#include "app/shell/ready_projects.h"
#include "datasets/open.h"
#include "engine/api/files.h"
#include "engine/api/import.h"

namespace saddle::app {
namespace {

QString ending(const QString& path) { return QFileInfo(path).suffix().toLower(); }

/// What may feed an imported model: the data of the open project, then of the ready ones whose data are here.
std::vector<DataConfig> candidates(DocumentPage* page) {
    std::vector<DataConfig> list;
    const auto add = [&](const DataConfig& data) {
        if (std::find(list.begin(), list.end(), data) == list.end()) list.push_back(data);
    };
    if (page) add(page->document().project().data);
    add(DataConfig{});
    std::set<std::string> here;
    for (const datasets::KnownSet& set : datasets::known_sets())
        if (set.here) here.insert(set.name);
    for (const ReadyProject& ready : readyProjects())
        if (here.count(ready.project.data.set)) add(ready.project.data);
    return list;
}

struct ImportedModel {
    Project project;
    ImportReport report;
};

/// The first of `data` whose samples fit the model's input. The weights stay in the user's data folder, where the project
/// finds them wherever it is saved.
Result<ImportedModel> import_onnx(const QString& path, const std::vector<DataConfig>& data, const QString& store, const Cancellation& stop) {
    const QString folder = QString::fromStdString(data_folder()) + "/imports";
    if (!QDir().mkpath(folder)) return io_error("the folder " + folder.toStdString() + " cannot be made");
    const QString stem = folder + "/" + QFileInfo(path).completeBaseName();
    QString output = stem;
    for (int n = 2; QFileInfo::exists(output + ".safetensors"); ++n) output = QStringLiteral("%1-%2").arg(stem).arg(n);
    ImportRequest request;
    request.file = QFile::encodeName(path).toStdString();
    request.output = QFile::encodeName(output + ".json").toStdString();
    request.open_data = datasets::open_data;
    request.store_path = store.toStdString();
    std::optional<Error> first;
    for (const DataConfig& each : data) {
        if (stop.cancelled()) break;
        request.data = each;
        const auto report = api::import_model(request);
        if (report.ok()) {
            auto project = load_project(report->project);
            QFile::remove(output + ".json");
            if (!project.ok()) return project.error();
            if (stop.cancelled()) QFile::remove(output + ".safetensors");
            return ImportedModel{std::move(*project), *report};
        }
        if (!first) first = report.error();
        if (!report.error().diagnostics.empty()) break;   // operations without a layer: no data set helps
    }
    return first ? *first : Error{ErrorKind::Interrupted, "the import was cancelled"};
}

QString joined(const std::vector<std::string>& notes) {
    QStringList list;
    for (const std::string& note : notes) list << QString::fromStdString(note);
    return list.join("; ");
}

}  // namespace

Importer::Importer(Documents& documents, EngineClient& engine, QObject* parent) : QObject(parent), documents_(documents), engine_(engine) {}

bool Importer::takes(const QString& path) { return QStringList{"json", "onnx", "safetensors"}.contains(ending(path)); }

QString Importer::filter() { return tr("Models, weights and projects (*.onnx *.safetensors *.json)"); }

void Importer::take(const QString& path) {
    if (ending(path) == "onnx") return importOnnx(path);
    if (ending(path) == "safetensors") return importWeights(path);
    if (const Status status = documents_.open(path); !status.ok()) Q_EMIT failed(status.error());
}

void Importer::importOnnx(const QString& path) {
    const QString name = QFileInfo(path).fileName();
    const Cancellation stop;
    Q_EMIT began(tr("Importing %1 ...").arg(name), stop);
    const auto work = [path, stop, data = candidates(documents_.current()), store = engine_.storePath()] { return import_onnx(path, data, store, stop); };
    engine_.post({}, this, work, [this, name, stop](Result<ImportedModel> model) {
        if (stop.cancelled()) {   // what it had become by then goes
            if (model.ok()) engine_.removeRuns({QString::fromStdString(model->report.run)});
            return;
        }
        if (!model.ok()) return Q_EMIT failed(model.error());
        const QString set = QString::fromStdString(model->project.data.set);
        documents_.add(std::move(model->project), {}, true);
        Q_EMIT said(Severity::Info, tr("%1 is imported: %n layer(s), %2 parameters, fed by %3", nullptr, int(model->report.layers)).arg(name, countText(model->report.parameters), set), joined(model->report.notes));
        engine_.listRuns();   // it is also a run: to evaluate, export or look at
    });
}

void Importer::importWeights(const QString& path) {
    const QString name = QFileInfo(path).fileName();
    DocumentPage* page = documents_.current();
    if (!page) return Q_EMIT said(Severity::Warning, tr("%1 holds weights, not a model").arg(name), tr("Open the project that they belong to, then drop the file again."));
    const auto check = [path, project = page->document().project()] { return api::check_weights(project, QFile::encodeName(path).toStdString(), datasets::open_data); };
    engine_.post({}, this, check, [this, path, name, page = QPointer(page)](const Result<WeightsReport>& report) {
        if (!report.ok()) return Q_EMIT failed(report.error());
        if (!page) return;
        TrainConfig train = page->document().project().train;
        train.weights = QFile::encodeName(QFileInfo(path).absoluteFilePath()).toStdString();
        if (const Status status = page->document().apply({SetTrain{train}}, tr("Start weights")); !status.ok()) return Q_EMIT failed(status.error());
        Q_EMIT said(Severity::Info, tr("Training begins from %1: %2 parameters. Undo takes it back").arg(name, countText(report->parameters)), joined(report->notes));
    });
}

}  // namespace saddle::app
