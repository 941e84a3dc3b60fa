#pragma once
// The command line: saddlepoint [PROJECT] [--train] [--device D] [--data DIR] [--theme T] [--language L] [--store FILE]
#include <QString>
#include <QStringList>
#include <optional>

#include "engine/api/core.h"

namespace saddle::app {

struct Options {
    QString project, device = "auto", data, store;
    std::optional<QString> theme, language;   ///< not given: as remembered
    bool train = false;
};
/// A Usage error for words that mean nothing; --help and --version print and end the program.
Result<Options> readOptions(const QStringList& arguments);

}  // namespace saddle::app
