#pragma once
// Small files are read and written on a thread of their own, in order: a journal must not wait for an export.
#include <QCoreApplication>
#include <QPointer>
#include <QThreadPool>
#include <memory>

namespace saddle::app {

class FileJobs {
public:
    FileJobs() { pool_.setMaxThreadCount(1); }
    /// Waits for what was posted.
    ~FileJobs() { pool_.waitForDone(); }

    /// Runs `work` and gives its value to `done` on the UI thread, unless `receiver` is gone by then.
    template <class Work, class Done>
    void post(QObject* receiver, Work work, Done done) {
        pool_.start([guard = QPointer<QObject>(receiver), work = std::move(work), done = std::move(done)] {
            auto value = std::make_shared<decltype(work())>(work());
            QMetaObject::invokeMethod(qApp, [guard, done, value] {
                if (guard) done(std::move(*value));
            }, Qt::QueuedConnection);
        });
    }

private:
    QThreadPool pool_;
};

}  // namespace saddle::app
