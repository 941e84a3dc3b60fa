#pragma once
// The data set that panels look at, read once for all of them, and a thread to look at it: the one for jobs may be busy with
// exports and the gallery for long.
#include <QCoreApplication>
#include <QPointer>
#include <QThreadPool>
#include <memory>

#include "engine/api/data.h"

namespace saddle::app {

/// Opens a project's data and keeps it until another is asked for. May be called from any thread; it blocks.
train::DataOpener keptData();

/// One thread; what has not begun when the application ends never does.
QThreadPool& lookingThread();

/// Runs `work` there and gives its value to `done` on the UI thread, unless `receiver` is gone by then.
template <class Work, class Done>
void look(QObject* receiver, Work work, Done done) {
    lookingThread().start([guard = QPointer<QObject>(receiver), work = std::move(work), done = std::move(done)] {
        auto value = std::make_shared<decltype(work())>(work());
        QMetaObject::invokeMethod(QCoreApplication::instance(), [guard, done, value] {
            if (guard) done(std::move(*value));
        }, Qt::QueuedConnection);
    });
}

}  // namespace saddle::app
