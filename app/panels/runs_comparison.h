#pragma once
// Stored runs side by side: the settings that they differ in, their figures, the kernels of their last profiles.
#include <QWidget>

#include "app/bridge/engine_client.h"

class QLabel;
class QStandardItemModel;
class QTableView;
class QTabWidget;

namespace saddle::app {

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
    void fill(const Stored& stored);
    EngineClient& engine_;
    QLabel* title_;
    QTabWidget* pages_;
    struct Page { QStandardItemModel* model; QTableView* table; };
    Page settings_, figures_, kernels_;
};

}  // namespace saddle::app
