#pragma once
// Unsaved changes on disk a second after they are made, so that a program that was killed loses nothing: one file a
// changed project under <data folder>/recovery/<session>, gone when the project is saved or closed. A session's folder is
// locked while its program lives; the system lets go of the lock however the program ends.
#include <QHash>
#include <QObject>
#include <QSet>
#include <QTimer>

#include "app/shell/documents.h"

namespace saddle::app {

class Journal : public QObject {
    Q_OBJECT
public:
    static constexpr int kDelayMs = 1000;
    Journal();
    /// A program that gets here ended in order: what it wrote is removed. Must outlive the documents.
    ~Journal() override;
    void watch(Documents& documents);
    void writeNow();

    struct Left {
        QString file, path;   ///< path: of the project's own file; empty when it was never saved
        Project project;
    };
    /// What programs that no longer run have left. Sessions of more than a week ago are removed.
    std::vector<Left> left() const;
    /// Removes `file` once what the documents hold now is written.
    void forget(const QString& file);

private:
    void follow(DocumentPage* page);
    const QString folder_;                            ///< of this session
    int lock_ = -1;                                   ///< file descriptor
    Documents* documents_ = nullptr;
    QTimer delay_;
    QHash<const DocumentPage*, QString> files_;       ///< that hold changes
    QSet<DocumentPage*> changed_;                     ///< since they were written
    int count_ = 0;
};

}  // namespace saddle::app
