#pragma once
// What the engine has to say while it works: every log line with its time.
#include <QWidget>

#include "engine/api/core.h"

class QPlainTextEdit;

namespace saddle::app {

class LogPanel : public QWidget {
    Q_OBJECT
public:
    explicit LogPanel(QWidget* parent = nullptr);
    ~LogPanel() override;

private:
    void add(Severity severity, const QString& line);
    QPlainTextEdit* text_;
};

}  // namespace saddle::app
