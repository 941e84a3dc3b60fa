#pragma once
// Rows of name, value and note: what is known of a node or a graph, to read and to copy.
#include <QWidget>

class QGridLayout;

namespace saddle::app {

struct Fact {
    QString name, value, note;
    QString help;   ///< tooltip
};

class FactTable : public QWidget {
    Q_OBJECT
public:
    explicit FactTable(QWidget* parent = nullptr);
    void setFacts(const std::vector<Fact>& facts);

private:
    QGridLayout* grid_;
};

}  // namespace saddle::app
