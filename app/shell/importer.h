#pragma once
// Files that come to the window, by menu, drop or command line: projects are opened, ONNX models become projects in tabs of
// their own, safetensors the start weights of the open project. Reading and checking happens on the jobs thread.
#include "app/shell/documents.h"

namespace saddle::app {

class Importer : public QObject {
    Q_OBJECT
public:
    Importer(Documents& documents, EngineClient& engine, QObject* parent);

    static bool takes(const QString& path);
    /// Filter of a file dialog, in the user's language.
    static QString filter();
    void take(const QString& path);

Q_SIGNALS:
    void said(saddle::Severity severity, const QString& text, const QString& hint);
    void failed(const saddle::Error& error);
    /// Work is in progress that `stop` ends.
    void began(const QString& text, const saddle::Cancellation& stop);

private:
    void importOnnx(const QString& path);
    void importWeights(const QString& path);
    Documents& documents_;
    EngineClient& engine_;
};

}  // namespace saddle::app
