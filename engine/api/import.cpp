#include "engine/api/import.h"

#include <algorithm>
#include <filesystem>

#include "engine/api/checkpoint.h"
#include "engine/api/run_path.h"
#include "engine/api/run_row.h"
#include "engine/compile/compile.h"
#include "engine/exchange/onnx_import.h"
#include "engine/exchange/program_layers.h"
#include "engine/exchange/safetensors.h"
#include "engine/store/run_file.h"

namespace saddle::api {
namespace {

namespace fs = std::filesystem;

struct Imported {
    Project project;
    std::vector<NamedTensor> tensors;
    std::shared_ptr<const train::DataSource> source;
    ImportReport report;
};

/// Compares the model's output with the set's labels, so that the project can be trained further.
Status add_loss(const exchange::OnnxImport& model, PortRef output, const ops::DataSignature& data, Imported& result) {
    const Shape& made = model.program[model.program.entries[0].outputs[0].value].type.shape;
    const auto port_of = [&](DType dtype, int axes) {   // the first with samples of the result's leading axes
        return std::find_if(data.ports.begin(), data.ports.end(), [&](const auto& p) {
            return axes > 0 && p.type.dtype == dtype && p.type.shape == Shape(std::vector<int64_t>(made.begin() + 1, made.begin() + axes)) && !p.pattern;
        });
    };
    const auto label = made.rank() == 2 || made.rank() == 3 ? port_of(DType::I32, made.rank() - 1) : data.ports.end(), target = port_of(DType::F32, made.rank());
    Graph& graph = result.project.graph;
    const Node end = graph.nodes.back();
    const auto compare = [&](const char* layer, const char* with, const char* to, const std::string& port) {
        graph.nodes.push_back({fresh_id(graph, "loss"), layer, {}, end.x + 192, end.y, false});
        graph.edges.push_back({output, {graph.nodes.back().id, with}});
        graph.edges.push_back({{"data", port}, {graph.nodes.back().id, to}});
    };
    if (label == data.ports.end()) {
        if (target == data.ports.end())
            return Error{ErrorKind::Incompatible, "the data set has nothing to compare the model's result of " + to_string(made) + " with", "choose a data set with labels or targets of that shape", {}};
        compare("MSELoss", "prediction", "target", target->name);
        result.report.notes.push_back("its loss is the squared distance to '" + target->name + "': put another one in its place if it was trained with another");
        return {};
    }
    if (const Node* last = graph.find(output.node); last->layer == "Softmax") {
        const PortRef before = graph.into({last->id, "x"})->from;
        std::erase_if(graph.edges, [&](const Edge& e) { return e.to.node == output.node; });
        std::erase_if(graph.nodes, [&](const Node& n) { return n.id == output.node; });
        output = before;
        result.report.notes.push_back("the closing Softmax is left out: CrossEntropyLoss does it, and predictions are scores");
    }
    compare("CrossEntropyLoss", "scores", "labels", label->name);
    return {};
}

Result<Imported> from_onnx(const ImportRequest& request) {
    Imported result;
    result.project.data = request.data;
    if (!request.project.empty()) {
        TRY(const Project fed_alike, load_project(request.project));
        result.project.data = fed_alike.data;
    }
    TRY(result.source, request.open_data(result.project.data, request.data_path));
    const ops::DataSignature& data = result.source->signature();
    TRY(const exchange::OnnxImport model, exchange::import_onnx(request.file, {2, request.sizes, {}}));
    auto layered = exchange::layers_of(model.program, model.tensors, data);
    if (!layered.ok()) {
        layered.error().message = request.file + ": " + layered.error().message;
        return layered.error();
    }
    result.project.name = model.name.empty() ? fs::path(request.file).stem().string() : model.name;
    result.project.description = "Imported from " + fs::path(request.file).filename().string() + (model.producer.empty() ? "" : ", made by " + model.producer);
    result.project.train.objectives[0].optimizer.attributes["lr"] = 0.001;
    result.project.graph = std::move(layered->graph);
    result.tensors = std::move(layered->tensors);
    result.report.notes = std::move(layered->notes);
    TRY_STATUS(add_loss(model, layered->output, data, result));
    return result;
}

Result<Imported> from_weights(Project project, const std::string& file, const train::DataOpener& open_data, const std::string& data_path) {
    Imported result;
    result.project = std::move(project);
    TRY(result.source, open_data(result.project.data, data_path));
    TRY(exchange::TensorFile weights, exchange::read_safetensors(file));
    result.tensors = std::move(weights.tensors);
    return result;
}

Result<Imported> from_weights(const ImportRequest& request) {
    if (request.project.empty()) return Error{ErrorKind::Usage, request.file + " holds weights, not a graph", "say which project they belong to with --project", {}};
    TRY(Project project, load_project(request.project));
    return from_weights(std::move(project), request.file, request.open_data, request.data_path);
}

/// The tensors that the project's layers ask for, each present and of the right shape.
Status settle_tensors(const std::string& file, Imported& result) {
    TRY(const ir::Program program, compile::lower(result.project, result.source->signature(), 2));
    std::vector<NamedTensor> kept;
    for (const ir::ValueKind kind : {ir::ValueKind::Parameter, ir::ValueKind::State})
        for (const ir::ValueId id : program.of_kind(kind)) {
            const ir::Value& value = program[id];
            const auto it = std::find_if(result.tensors.begin(), result.tensors.end(), [&](const NamedTensor& t) { return t.name == value.name; });
            if (it == result.tensors.end()) return Error{ErrorKind::Incompatible, file + " has no '" + value.name + "'", "it belongs to another model", {}};
            if (it->tensor.type != value.type)
                return Error{ErrorKind::Incompatible, file + ": '" + value.name + "' is " + to_string(it->tensor.type) + ", the project wants " + to_string(value.type), "it belongs to another model", {}};
            if (kind == ir::ValueKind::Parameter) result.report.parameters += value.type.shape.count();
            kept.push_back(*it);
        }
    if (const size_t unused = result.tensors.size() - kept.size(); unused > 0) result.report.notes.push_back(std::to_string(unused) + " tensors of the file are not used");
    result.tensors = std::move(kept);
    return {};
}

Status store_run(const ImportRequest& request, Imported& result) {
    const std::string store_path = store::store_or_default(request.store_path);
    TRY(const auto store, store::ExperimentStore::open(store_path));
    TRY(store::RunRow row, new_run(result.project, result.source->info(), *store));
    row.status = "imported";
    row.message = "from " + fs::path(request.file).filename().string();
    row.parameters = result.report.parameters;
    row.ended = row.started;
    TRY(const SavedCheckpoint saved, save_checkpoint(result.tensors, {}, point_file(store::run_folder(store_path, row.id), "checkpoints", 0)));
    TRY_STATUS(store::write_run_file(store_path, row));
    TRY_STATUS(store->begin_run(row));
    TRY_STATUS(store->add_checkpoint(row.id, {0, saved.path, saved.hash, saved.bytes, row.started, {}}));
    result.report.run = row.id;
    return {};
}

}  // namespace

Result<WeightsReport> check_weights(const Project& project, const std::string& file, const train::DataOpener& open_data) {
    TRY(Imported fitting, from_weights(project, file, open_data, ""));
    TRY_STATUS(settle_tensors(file, fitting));
    return WeightsReport{fitting.report.parameters, std::move(fitting.report.notes)};
}

Result<ImportReport> import_model(const ImportRequest& request) {
    const std::string kind = fs::path(request.file).extension().string();
    if (kind != ".onnx" && kind != ".safetensors")
        return invalid(request.file + " is neither an ONNX model (.onnx) nor weights (.safetensors)", kind == ".pt" || kind == ".pth" ? "PyTorch's files run code when opened and are not read; save safetensors or export ONNX" : "");
    TRY(Imported result, kind == ".onnx" ? from_onnx(request) : from_weights(request));
    TRY_STATUS(settle_tensors(request.file, result));
    ImportReport& report = result.report;
    report.layers = int64_t(result.project.graph.nodes.size());
    report.project = request.output;
    report.weights = fs::path(request.output).replace_extension(".safetensors").string();
    result.project.train.weights = report.weights;
    TRY_STATUS(exchange::write_safetensors({result.tensors, {{"format", "pt"}, {"model", result.project.name}}}, report.weights));
    TRY_STATUS(save_project(result.project, report.project));
    TRY_STATUS(store_run(request, result));
    return report;
}

}  // namespace saddle::api
