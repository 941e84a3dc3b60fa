// Models of other tools as projects.
#include "engine/api/import.h"

#include "app/cli/commands.h"
#include "app/cli/json.h"
#include "datasets/open.h"

namespace saddle::cli {
namespace {

struct Options {
    ImportRequest request;
    std::vector<std::string> sizes;
    bool json = false;
};

Status run(Options o) {
    for (const std::string& size : o.sizes) {
        const size_t equals = size.find('=');
        const AttributeValue value = parse_attribute(equals == std::string::npos ? "" : size.substr(equals + 1));
        if (!std::holds_alternative<int64_t>(value)) return Error{ErrorKind::Usage, "'" + size + "' is not a size", "write NAME=NUMBER", {}};
        o.request.sizes[size.substr(0, equals)] = std::get<int64_t>(value);
    }
    o.request.open_data = datasets::open_data;
    TRY(const ImportReport r, api::import_model(o.request));
    if (o.json) {
        print_line({{"run", r.run}, {"project", r.project}, {"weights", r.weights}, {"layers", r.layers}, {"parameters", r.parameters}, {"notes", r.notes}});
        return {};
    }
    std::printf("%s: %lld layers, %lld parameters; weights in %s; run %s\n", r.project.c_str(), (long long)r.layers, (long long)r.parameters, r.weights.c_str(), r.run.c_str());
    for (const std::string& note : r.notes) std::printf("  note: %s\n", note.c_str());
    std::printf("  saddle eval %s, saddle predict %s, saddle train %s\n", r.run.c_str(), r.run.c_str(), r.project.c_str());
    return {};
}

}  // namespace

void add_import(CLI::App& app, int& code) {
    auto options = std::make_shared<Options>();
    CLI::App* command = app.add_subcommand("import", "Make a project of an ONNX model, or of safetensors weights for a project");
    command->add_option("file", options->request.file, ".onnx or .safetensors")->required();
    command->add_option("-o,--output", options->request.output, "project file to write (.json); the weights lie beside it")->required();
    command->add_option("--project", options->request.project, "for weights alone: the project they belong to; for an ONNX model: one whose data feed it");
    command->add_option("--loader", options->request.data.loader, "loader of the data that will feed the model")->capture_default_str();
    command->add_option("--set", options->request.data.set, "data set that will feed the model")->capture_default_str();
    command->add_option("--data", options->request.data_path, "folder with the data");
    command->add_option("--size", options->sizes, "NAME=NUMBER: a free size of the ONNX model")->allow_extra_args(false);
    command->add_flag("--json", options->json, "one line of JSON");
    command->callback([options, &code] {
        if (const Status status = run(*options); !status.ok()) code = report(status.error());
    });
}

}  // namespace saddle::cli
