#include "app/panels/log_panel.h"

#include <QPlainTextEdit>
#include <QTime>
#include <QVBoxLayout>

#include "app/shell/language.h"
#include "app/shell/theme/look.h"

namespace saddle::app {
namespace {
constexpr int kLines = 5000;
}

LogPanel::LogPanel(QWidget* parent) : QWidget(parent), text_(new QPlainTextEdit) {
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->addWidget(text_);
    text_->setReadOnly(true);
    setLook(*text_, "mono");
    text_->setMaximumBlockCount(kLines);
    text_->setLineWrapMode(QPlainTextEdit::NoWrap);
    translated(this, [this] {
        text_->setAccessibleName(tr("Log"));
        text_->setPlaceholderText(tr("Warnings and messages of the engine appear here."));
    });
    set_log_sink([this](Severity severity, const std::string& line) {   // from any thread
        QMetaObject::invokeMethod(this, [this, severity, text = QString::fromStdString(line)] { add(severity, text); }, Qt::QueuedConnection);
    });
}

LogPanel::~LogPanel() { set_log_sink({}); }

void LogPanel::add(Severity severity, const QString& line) {
    const QString word = severity == Severity::Error ? tr("error") : severity == Severity::Warning ? tr("warning") : tr("info");
    text_->appendPlainText(QTime::currentTime().toString("HH:mm:ss  ") + word + "  " + line);
}

}  // namespace saddle::app
