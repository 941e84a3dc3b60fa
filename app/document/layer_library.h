#pragma once
// The user's own layers: groups that were kept for other projects, a file each in <data folder>/layers
// (docs/file-formats.md). What cannot be read is named in problems() and left alone. UI thread.
#include <QObject>
#include <QString>
#include <vector>

#include "engine/api/document.h"

namespace saddle::app {

class LayerLibrary : public QObject {
    Q_OBJECT
public:
    struct Layer {
        QString file;
        Project part;   ///< named as the layer; its composites are the layer and what it contains
        const std::string& name() const { return part.name; }
    };
    explicit LayerLibrary(const QString& folder, QObject* parent = nullptr);
    /// That of <data folder>/layers, shared by all windows.
    static LayerLibrary& instance();

    const std::vector<Layer>& layers() const { return layers_; }
    const Layer* find(const std::string& name) const;
    const std::vector<Error>& problems() const { return problems_; }
    /// Reads the folder again: another program may have written there.
    void refresh();
    /// Keeps the composite `name` of `project` with all that it contains; one of that name is replaced.
    Status keep(const Project& project, const std::string& name);
    Status remove(const std::string& name);

Q_SIGNALS:
    void changed();

private:
    QString folder_;
    std::vector<Layer> layers_;
    std::vector<Error> problems_;
};

/// A layer of the library, out of a file's text. Errors name `source` and say what is wrong.
Result<Project> read_layer(const std::string& text, const std::string& source);

}  // namespace saddle::app
