#include "app/panels/help_panel.h"

#include <QLineEdit>
#include <QSplitter>
#include <QTextBrowser>
#include <QTreeWidget>
#include <QVBoxLayout>
#include <algorithm>

#include "app/panels/palette_family.h"
#include "app/shell/language.h"
#include "app/shell/theme/theme.h"
#include "app/shell/theme/themed_icon.h"

namespace saddle::app {

HelpPanel::HelpPanel(QWidget* parent) : QWidget(parent), search_(new QLineEdit), list_(new QTreeWidget), page_(new QTextBrowser) {
    search_->setProperty("look", "search");
    search_->setObjectName("helpSearch");
    search_->setClearButtonEnabled(true);
    search_->addAction(themedIcon("search"), QLineEdit::LeadingPosition);
    list_->setHeaderHidden(true);
    list_->setIndentation(14);
    list_->setUniformRowHeights(true);
    page_->setProperty("look", "page");
    page_->document()->setDocumentMargin(12);
    auto* split = new QSplitter(Qt::Vertical);
    split->addWidget(list_);
    split->addWidget(page_);
    split->setStretchFactor(0, 1);
    split->setStretchFactor(1, 2);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 10, 0, 0);
    column->setSpacing(8);
    auto* top = new QHBoxLayout;
    top->setContentsMargins(12, 0, 12, 0);
    top->addWidget(search_);
    column->addLayout(top);
    column->addWidget(split, 1);
    topic_ = helpTopics().front();
    connect(search_, &QLineEdit::textChanged, this, &HelpPanel::filter);
    connect(search_, &QLineEdit::returnPressed, this, [this] {
        const auto it = std::find_if(items_.begin(), items_.end(), [](QTreeWidgetItem* item) { return !item->isHidden(); });
        if (it != items_.end()) list_->setCurrentItem(*it);
    });
    connect(list_, &QTreeWidget::currentItemChanged, this, [this](QTreeWidgetItem* item) {
        const auto it = std::find(items_.begin(), items_.end(), item);
        if (it == items_.end()) return;
        topic_ = helpTopics()[size_t(it - items_.begin())];
        showPage();
    });
    connect(&Theme::instance(), &Theme::changed, this, &HelpPanel::showPage);
    translated(this, [this] {
        search_->setPlaceholderText(tr("Search help"));
        search_->setAccessibleName(tr("Search help"));
        search_->setToolTip(tr("Layers, operators, optimizers and schedules by name or by what they do"));
        list_->setAccessibleName(tr("Topics"));
        list_->setToolTip(tr("Choose what to read about"));
        page_->setAccessibleName(tr("Page"));
        page_->setToolTip(tr("What the program's own definitions say"));
        fill();
        showPage();
    });
}

void HelpPanel::fill() {
    list_->clear();
    items_.clear();
    QString heading;
    QTreeWidgetItem* group = nullptr;
    for (const HelpTopic& topic : helpTopics()) {
        if (const QString next = helpHeading(topic); !group || next != heading) {
            group = new QTreeWidgetItem(list_, {heading = next});
            group->setFlags(Qt::ItemIsEnabled);
            if (topic.kind == HelpKind::Layer) group->setIcon(0, themedIcon(layerFamilyIcon(QString::fromStdString(topic.family)), QString::fromStdString("family." + topic.family)));
        }
        auto* item = new QTreeWidgetItem(group, {QString::fromStdString(topic.name)});
        item->setToolTip(0, catalogText(topic.summary));
        items_.push_back(item);
    }
    filter();
}

void HelpPanel::filter() {
    const QString wanted = search_->text().trimmed();
    for (size_t i = 0; i < items_.size(); ++i) {
        const HelpTopic& topic = helpTopics()[i];
        const QString text = QString::fromStdString(topic.name + " " + topic.summary) + " " + catalogText(topic.summary);
        items_[i]->setHidden(!text.contains(wanted, Qt::CaseInsensitive));
    }
    for (int i = 0; i < list_->topLevelItemCount(); ++i) {
        QTreeWidgetItem* group = list_->topLevelItem(i);
        bool any = false;
        for (int child = 0; child < group->childCount(); ++child) any |= !group->child(child)->isHidden();
        group->setHidden(!any);
        group->setExpanded(!wanted.isEmpty());
    }
}

void HelpPanel::showPage() { page_->setHtml(helpHtml(topic_, &project_)); }

void HelpPanel::showLayer(const std::string& layer, const Project& project) {
    project_ = project;
    topic_ = {HelpKind::Layer, layer, "group", {}};
    const auto& topics = helpTopics();
    const auto it = std::find_if(topics.begin(), topics.end(), [&](const HelpTopic& topic) { return topic.kind == HelpKind::Layer && topic.name == layer; });
    if (it == topics.end()) {   // a composite
        list_->setCurrentItem(nullptr);
    } else {
        topic_ = *it;
        search_->clear();
        list_->setCurrentItem(items_[size_t(it - topics.begin())]);
    }
    showPage();
}

void HelpPanel::focusSearch() {
    search_->setFocus(Qt::ShortcutFocusReason);
    search_->selectAll();
}

}  // namespace saddle::app
