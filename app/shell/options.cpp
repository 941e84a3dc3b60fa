#include "app/shell/options.h"

#include <QCommandLineParser>

namespace saddle::app {

Result<Options> readOptions(const QStringList& arguments) {
    QCommandLineParser parser;
    parser.setApplicationDescription("Saddlepoint: build, train and look into models on Vulkan.");
    parser.addPositionalArgument("project", "Project file to open (.json), or a model to import (.onnx).", "[PROJECT]");
    const QCommandLineOption train("train", "Start training the project at once."), device("device", "auto, vulkan, vulkan:N or reference.", "device", "auto"),
        data("data", "Folder with data, in place of the project's.", "folder"), theme("theme", "system, dark or light.", "theme"), language("language", "en or zh_CN.", "language"),
        store("store", "Database of runs.", "file");
    parser.addOptions({train, device, data, theme, language, store});
    const QCommandLineOption help = parser.addHelpOption(), version = parser.addVersionOption();
    if (!parser.parse(arguments)) return Error{ErrorKind::Usage, parser.errorText().toStdString(), "saddlepoint --help lists the options", {}};
    if (parser.isSet(help)) parser.showHelp();
    if (parser.isSet(version)) parser.showVersion();
    if (parser.positionalArguments().size() > 1) return Error{ErrorKind::Usage, "one project file at a time, got " + std::to_string(parser.positionalArguments().size()), "open more from the window", {}};
    Options options;
    options.project = parser.positionalArguments().value(0);
    options.train = parser.isSet(train);
    options.device = parser.value(device);
    options.data = parser.value(data);
    options.store = parser.value(store);
    if (parser.isSet(theme)) options.theme = parser.value(theme);
    if (parser.isSet(language)) options.language = parser.value(language);
    if (options.theme && *options.theme != "system" && *options.theme != "dark" && *options.theme != "light")
        return Error{ErrorKind::Usage, "unknown theme '" + options.theme->toStdString() + "'", "use system, dark or light", {}};
    if (options.language && *options.language != "en" && *options.language != "zh_CN")
        return Error{ErrorKind::Usage, "unknown language '" + options.language->toStdString() + "'", "use en or zh_CN", {}};
    return options;
}

}  // namespace saddle::app
