#pragma once
// Stored runs side by side: the settings that they differ in, their figures, both as parallel coordinates, the kernels of their last
// profiles.
#include <QWidget>

#include "app/bridge/engine_client.h"

class QLabel;
class QStandardItemModel;
class QTableView;
class QTabWidget;

namespace saddle::app {

class ParallelAxes;

class RunsComparison : public QWidget {
    Q_OBJECT
public:
    explicit RunsComparison(EngineClient& engine, QWidget* parent = nullptr);
    /// Two runs or more; what there was to see of others goes at once.
    void compare(const QStringList& runs);

Q_SIGNALS:
    void closed();
    void failed(const saddle::Error& error);

private:
    struct Stored;
    struct Page { QStandardItemModel* model; QTableView* table; };
    void fill(const Stored& stored);
    void fillSettings(const Stored& stored);
    void fillFigures(const Stored& stored);
    void fillParameters(const Stored& stored);
    void fillKernels(const Stored& stored);
    /// Titles of a page's columns: `before`, the runs with their lines of the loss view, `after`.
    void setHeader(const Page& page, const Stored& stored, const QStringList& before, const QStringList& after = {});
    EngineClient& engine_;
    QLabel* title_;
    QTabWidget* pages_;
    ParallelAxes* axes_;
    QStringList runs_;
    Page settings_, figures_, kernels_;
};

}  // namespace saddle::app
