#pragma once
// One attribute as a row of the inspector: name, editor by the type of its default, help, and a strip below for what is
// wrong with it. Knows nothing of documents: it shows a value and reports what the user makes of it.
#include <QWidget>
#include <optional>

#include "app/panels/fields/expression.h"
#include "engine/api/catalog.h"

class QLabel;

namespace saddle::app {

class ChoiceBox;
class DragLabel;
class Switch;
class ValueEdit;

class AttributeField : public QWidget {
    Q_OBJECT
public:
    /// `axes`: fields for a list of integers (2 for height and width); 0: one text field.
    AttributeField(const ops::AttributeDef& def, int axes = 0, QWidget* parent = nullptr);

    const ops::AttributeDef& def() const { return def_; }
    /// nullopt: the selected nodes differ.
    void setValue(const std::optional<AttributeValue>& value);
    /// What names in expressions stand for, of each selected node: one list a node; and the attributes of the group around
    /// them, which "$name" takes. Before setValue.
    void setNames(std::vector<Names> names, Attributes around = {});
    void setIsDefault(bool is_default);
    void setProblem(const QString& text, const QString& hint = {});

Q_SIGNALS:
    void edited(const saddle::AttributeValue& value, const QString& gesture);
    /// An expression whose value is not the same for every node: one value a node, in the order of the names.
    void editedEach(const std::vector<saddle::AttributeValue>& values, const QString& gesture);
    void reset();

protected:
    void contextMenuEvent(QContextMenuEvent* event) override;

private:
    QWidget* makeEditor(int axes);
    ValueEdit* makeEdit(bool integer, bool list);
    void commit(const ValueEdit& edit, const QString& gesture);
    std::optional<AttributeValue> read(const Names& names) const;
    void showReference(const std::optional<AttributeValue>& value);
    QString help() const;
    QString note(int axis, int axes) const;
    const ops::AttributeDef def_;
    const int axes_;
    DragLabel* label_;
    QLabel* reference_;   ///< beside a switch, which has no text
    QWidget* problem_;
    std::vector<ValueEdit*> edits_;
    ChoiceBox* choice_ = nullptr;
    Switch* switch_ = nullptr;
    std::vector<Names> names_{1};
    Attributes around_;
    std::optional<AttributeValue> value_;
    bool is_default_ = true;
};

}  // namespace saddle::app
