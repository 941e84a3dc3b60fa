#include "app/panels/fields/attribute_field.h"

#include <QContextMenuEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QMenu>
#include <algorithm>

#include "app/document/drawing.h"
#include "app/panels/fields/choice_box.h"
#include "app/panels/fields/drag_label.h"
#include "app/panels/fields/note_strip.h"
#include "app/panels/fields/parse_value.h"
#include "app/panels/fields/reference.h"
#include "app/panels/fields/switch.h"
#include "app/panels/fields/value_edit.h"
#include "app/shell/language.h"
#include "app/shell/theme/theme.h"

namespace saddle::app {
namespace {
constexpr int kLabelWidth = 104;
}

AttributeField::AttributeField(const ops::AttributeDef& def, int axes, QWidget* parent) : QWidget(parent), def_(def), axes_(axes), label_(new DragLabel), reference_(new QLabel), problem_(new NoteStrip) {
    setObjectName(QString::fromStdString(def.name));
    label_->setFixedWidth(kLabelWidth);
    auto* row = new QHBoxLayout;
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(4);
    row->addWidget(label_);
    QWidget* editor = makeEditor(axes);
    row->addWidget(editor, editor == switch_ ? 0 : 1);
    row->addWidget(reference_, editor == switch_ ? 1 : 0);
    reference_->setProperty("look", "hint");
    if (editor != switch_) reference_->hide();
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(2);
    column->addLayout(row);
    column->addWidget(problem_);
    problem_->hide();
    label_->setDraggable(!edits_.empty() && !std::holds_alternative<std::string>(def.fallback));
    connect(label_, &DragLabel::dragged, this, [this](int steps, const QString& gesture) { edits_.front()->stepBy(steps, gesture); });
    translated(this, [this] {
        label_->setText(catalogText(def_.label.empty() ? def_.name : def_.label));
        label_->setToolTip(catalogText(def_.help));
        for (QWidget* child : findChildren<QWidget*>())
            if (child->focusPolicy() != Qt::NoFocus) {
                child->setAccessibleName(label_->text());
                child->setAccessibleDescription(label_->toolTip());
                child->setToolTip(label_->toolTip());
            }
        setIsDefault(is_default_);
    });
}

QString AttributeField::note(int axis, int axes) const {
    const QString unit = catalogText(def_.unit);
    if (axes == 2) return unit + (axis == 0 ? tr(" H", "height") : tr(" W", "width"));
    if (!unit.isEmpty()) return unit;
    if (def_.low > -1e300 && def_.high < 1e300) return valueText(def_.low) + QString::fromUtf8("–") + valueText(def_.high);
    return {};
}

ValueEdit* AttributeField::makeEdit(bool integer, bool list) {
    auto* edit = new ValueEdit;
    ops::AttributeDef one = def_;
    if (list && integer) one.fallback = int64_t(0);
    edit->setCheck([this, one](const QString& text) {
        if (isReference(text)) return referenceProblem(def_, text, around_);
        QString problem;
        for (const Names& names : names_)
            if (problem.isEmpty()) parseValue(one, text, problem, names);
        return problem;
    });
    connect(edit, &ValueEdit::committed, this, [this, edit](const QString&, const QString& gesture) { commit(*edit, gesture); });
    if (!std::holds_alternative<std::string>(def_.fallback)) edit->setStepping([one](const QString& text, int steps) { return stepped(one, text, steps); });
    edits_.push_back(edit);
    return edit;
}

QWidget* AttributeField::makeEditor(int axes) {
    if (std::holds_alternative<bool>(def_.fallback)) {
        switch_ = new Switch;
        connect(switch_, &Switch::clicked, this, [this](bool on) { Q_EMIT edited(on, {}); });
        return switch_;
    }
    if (!def_.choices.empty()) {
        choice_ = new ChoiceBox;
        for (const std::string& word : def_.choices) choice_->addItem(QString::fromStdString(word), QString::fromStdString(word));
        connect(choice_, &QComboBox::activated, this, [this](int index) { Q_EMIT edited(choice_->itemData(index).toString().toStdString(), {}); });
        return choice_;
    }
    const bool integers = std::holds_alternative<std::vector<int64_t>>(def_.fallback);
    if (integers && axes > 0) {
        auto* pair = new QWidget;
        auto* row = new QHBoxLayout(pair);
        row->setContentsMargins(0, 0, 0, 0);
        row->setSpacing(4);
        for (int axis = 0; axis < axes; ++axis) {
            ValueEdit* edit = makeEdit(true, true);
            edit->setNote(note(axis, axes));
            row->addWidget(edit);
        }
        return pair;
    }
    ValueEdit* edit = makeEdit(integers, false);
    edit->setNote(note(0, 1));
    return edit;
}

/// What stands in the editors, for a node of these names; nothing while one of them holds no number.
std::optional<AttributeValue> AttributeField::read(const Names& names) const {
    QString problem;
    if (edits_.size() == 1) return parseValue(def_, edits_.front()->text(), problem, names);
    ops::AttributeDef one = def_;
    one.fallback = int64_t(0);
    std::vector<int64_t> values;
    for (const ValueEdit* edit : edits_) {
        if (const AttributeValue* referred = referredTo(edit->text().trimmed().toStdString(), around_)) {   // the other axis was typed
            const std::vector<int64_t> list = Attributes{{"v", *referred}}.integers("v");
            if (list.empty()) return std::nullopt;
            values.push_back(list[std::min(values.size(), list.size() - 1)]);
            continue;
        }
        const auto value = parseValue(one, edit->text(), problem, names);
        const auto* number = value ? std::get_if<int64_t>(&*value) : nullptr;
        if (!number) return std::nullopt;
        values.push_back(*number);
    }
    return values;
}

void AttributeField::commit(const ValueEdit& edit, const QString& gesture) {
    if (isReference(edit.text())) return Q_EMIT edited(edit.text().trimmed().toStdString(), gesture);   // of all axes
    std::vector<AttributeValue> values;
    for (const Names& names : names_) {
        auto value = read(names);
        if (!value) return;
        values.push_back(std::move(*value));
    }
    if (std::all_of(values.begin(), values.end(), [&](const AttributeValue& v) { return v == values.front(); })) Q_EMIT edited(values.front(), gesture);
    else Q_EMIT editedEach(values, gesture);
}

void AttributeField::setNames(std::vector<Names> names, Attributes around) {
    names_ = std::move(names);
    around_ = std::move(around);
    if (names_.empty()) names_.resize(1);
    for (ValueEdit* edit : edits_) edit->setHelp(help());
}

QString AttributeField::help() const {
    QStringList known;
    for (const auto& [name, value] : names_.front()) known << QStringLiteral("%1 = %2").arg(name, valueText(value));
    for (const QString& name : references(def_, around_)) known << QStringLiteral("%1 = %2").arg(name, valueText(around_.at(name.mid(1).toStdString())));
    return known.isEmpty() || std::holds_alternative<std::string>(def_.fallback) ? QString() : tr("A number, or an expression such as 2*%1").arg(names_.front().empty() ? "3" : names_.front().begin()->first) + "\n" + known.join("\n");
}

void AttributeField::setValue(const std::optional<AttributeValue>& value) {
    value_ = value;
    for (ValueEdit* edit : edits_) edit->setPlaceholderText(value ? QString() : tr("differ"));
    showReference(value);
    if (edits_.empty()) return;
    if (!value) {
        for (ValueEdit* edit : edits_) edit->setShown({});
    } else if (edits_.size() == 1) {
        edits_.front()->setShown(valueText(*value));
    } else {
        const auto* list = std::get_if<std::vector<int64_t>>(&*value);
        const auto* single = std::get_if<int64_t>(&*value);
        for (size_t axis = 0; axis < edits_.size(); ++axis)
            if (list && !list->empty()) edits_[axis]->setShown(QString::number((*list)[std::min(axis, list->size() - 1)]));   // one number counts for all axes
            else if (single) edits_[axis]->setShown(QString::number(*single));
            else edits_[axis]->setShown(valueText(*value));
    }
}

/// A reference and the value that it stands for; what an editor without text shows is that value.
void AttributeField::showReference(const std::optional<AttributeValue>& value) {
    const AttributeValue* referred = value ? referredTo(*value, around_) : nullptr;
    const AttributeValue* shown = referred ? referred : value ? &*value : nullptr;
    for (size_t axis = 0; axis < edits_.size(); ++axis) edits_[axis]->setNote(referred ? "= " + valueText(*referred) : note(int(axis), axes_));
    if (switch_) {
        const bool* on = shown ? std::get_if<bool>(shown) : nullptr;
        switch_->setChecked(on && *on);
        reference_->setText(value && !std::holds_alternative<bool>(*value) ? valueText(*value) : QString());
    }
    if (choice_) {
        while (choice_->count() > int(def_.choices.size())) choice_->removeItem(choice_->count() - 1);
        if (referred) choice_->addItem(QStringLiteral("%1 = %2").arg(valueText(*value), valueText(*referred)), valueText(*value));
        choice_->setCurrentIndex(value ? choice_->findData(valueText(*value)) : -1);
    }
}

void AttributeField::setIsDefault(bool is_default) {
    is_default_ = is_default;
    label_->setFont(lookFont("base", is_default ? 400 : 500));
}

void AttributeField::setProblem(const QString& text, const QString& hint) {
    auto* strip = static_cast<NoteStrip*>(problem_);
    strip->setNote(Severity::Error, text, hint);
    strip->setVisible(!text.isEmpty());
}

void AttributeField::contextMenuEvent(QContextMenuEvent* event) {
    QMenu menu(this);
    QAction* back = menu.addAction(tr("Reset to default (%1)").arg(valueText(def_.fallback)));
    back->setEnabled(!is_default_);
    std::map<QAction*, AttributeValue> offers;
    for (const QString& name : references(def_, around_)) offers[menu.addAction(tr("Take %1 of the group").arg(name))] = name.toStdString();
    if (const AttributeValue* referred = value_ ? referredTo(*value_, around_) : nullptr) offers[menu.addAction(tr("Fix at %1").arg(valueText(*referred)))] = *referred;
    QAction* chosen = menu.exec(event->globalPos());
    if (chosen == back) Q_EMIT reset();
    else if (const auto it = offers.find(chosen); it != offers.end()) Q_EMIT edited(it->second, {});
}

}  // namespace saddle::app
