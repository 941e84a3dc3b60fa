#include "app/shell/gallery.h"

#include <QButtonGroup>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QScrollArea>
#include <QVBoxLayout>

#include "app/shell/documents.h"
#include "app/shell/flow_layout.h"
#include "app/shell/language.h"
#include "app/shell/project_card.h"
#include "app/shell/theme/theme.h"
#include "app/shell/theme/themed_icon.h"
#include "datasets/open.h"

namespace saddle::app {

Gallery::Gallery(EngineClient& engine, QWidget* parent) : QWidget(parent), engine_(engine) {
    setObjectName("gallery");
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(0);
    row->addWidget(sidebar());
    row->addWidget(cards(), 1);
    refreshRecent();
}

QWidget* Gallery::sidebar() {
    auto* side = new QWidget;
    side->setProperty("look", "panel");
    side->setAttribute(Qt::WA_StyledBackground);
    side->setFixedWidth(280);
    auto* column = new QVBoxLayout(side);
    column->setContentsMargins(18, 20, 18, 18);
    column->setSpacing(8);
    auto* title = new QLabel;
    auto* about = new QLabel;
    about->setProperty("look", "label");
    about->setWordWrap(true);
    auto* create = new QPushButton;
    create->setIcon(themedIcon("add"));
    auto* open = new QPushButton;
    open->setIcon(themedIcon("folder"));
    for (QPushButton* button : {create, open}) button->setStyleSheet("text-align: left");
    connect(create, &QPushButton::clicked, this, &Gallery::newEmpty);
    connect(open, &QPushButton::clicked, this, &Gallery::openDialog);
    auto* heading = new QLabel;
    recent_ = new QVBoxLayout;
    recent_->setSpacing(2);
    column->addWidget(title);
    column->addWidget(about);
    column->addSpacing(8);
    column->addWidget(create);
    column->addWidget(open);
    column->addSpacing(16);
    column->addWidget(heading);
    column->addLayout(recent_);
    column->addStretch(1);
    translated(side, [=] {
        title->setFont(lookFont("display", 600));
        heading->setFont(lookFont("base", 600));
        title->setText(tr("Start"));
        about->setText(tr("Pick a project, press Train. Everything runs on this computer."));
        create->setText(tr("New project"));
        create->setToolTip(tr("An empty canvas (Ctrl+N)"));
        open->setText(tr("Open..."));
        open->setToolTip(tr("A project file (Ctrl+O)"));
        heading->setText(tr("Recent"));
    });
    return side;
}

QWidget* Gallery::cards() {
    auto* page = new QWidget;
    page->setProperty("look", "gutter");
    page->setAttribute(Qt::WA_StyledBackground);
    auto* column = new QVBoxLayout(page);
    column->setContentsMargins(24, 14, 12, 0);
    auto* top = new QHBoxLayout;
    auto* segments = new QHBoxLayout;
    segments->setSpacing(0);
    families_ = new QButtonGroup(this);
    QStringList families{""};
    for (const ReadyProject& ready : readyProjects())
        if (!families.contains(ready.family)) families << ready.family;
    for (const QString& family : families) {
        auto* button = new QPushButton;
        button->setCheckable(true);
        button->setProperty("look", "segment");
        button->setProperty("family", family);
        button->setFocusPolicy(Qt::TabFocus);
        families_->addButton(button);
        segments->addWidget(button);
        translated(button, [button, family] {
            button->setText(family.isEmpty() ? tr("All %1").arg(readyProjects().size()) : familyTitle(family));
            button->setToolTip(family.isEmpty() ? tr("All ready projects") : tr("Only: %1").arg(familyTitle(family)));
        });
    }
    families_->buttons().first()->setChecked(true);
    search_ = new QLineEdit;
    search_->setProperty("look", "search");
    search_->setMinimumWidth(110);
    search_->setMaximumWidth(240);
    search_->setClearButtonEnabled(true);
    search_->addAction(themedIcon("search"), QLineEdit::LeadingPosition);
    top->addLayout(segments);
    top->addStretch(1);
    top->addWidget(search_, 1000);
    top->addSpacing(12);
    auto* scroll = new QScrollArea;
    scroll->setWidgetResizable(true);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    auto* inner = new QWidget;
    inner->setProperty("look", "gutter");
    inner->setAttribute(Qt::WA_StyledBackground);
    auto* flow = new FlowLayout(inner, 14);
    flow->setContentsMargins(0, 2, 0, 24);
    for (const ReadyProject& ready : readyProjects()) {
        auto* card = new ProjectCard(ready);
        connect(card, &ProjectCard::activated, this, [this, card] { Q_EMIT openReady(card->ready().path); });
        cards_.push_back(card);
        flow->addWidget(card);
    }
    scroll->setWidget(inner);
    column->addLayout(top);
    column->addSpacing(10);
    column->addWidget(scroll, 1);
    connect(search_, &QLineEdit::textChanged, this, &Gallery::filter);
    connect(families_, &QButtonGroup::buttonClicked, this, &Gallery::filter);
    translated(page, [this] {
        search_->setPlaceholderText(tr("Search projects"));
        search_->setAccessibleName(tr("Search projects"));
        search_->setToolTip(tr("Part of a name, a description or a data set"));
    });
    return page;
}

void Gallery::filter() {
    const QString family = families_->checkedButton()->property("family").toString(), wanted = search_->text().trimmed();
    for (ProjectCard* card : cards_) {
        const Project& project = card->ready().project;
        const QString text = QString::fromStdString(project.name + " " + project.description + " " + project.data.set) + " " + catalogText(project.name) + " " + catalogText(project.description);
        card->setVisible((family.isEmpty() || card->ready().family == family) && text.contains(wanted, Qt::CaseInsensitive));
    }
}

void Gallery::refreshRecent() {
    while (QLayoutItem* item = recent_->takeAt(0)) {
        delete item->widget();
        delete item;
    }
    for (const QString& path : Documents::recent()) {
        auto* button = new QPushButton(themedIcon("graph"), Documents::fileTitle(path));
        button->setProperty("look", "link");
        button->setStyleSheet("text-align: left");
        button->setToolTip(path);
        connect(button, &QPushButton::clicked, this, [this, path] { Q_EMIT openFile(path); });
        recent_->addWidget(button);
    }
    if (recent_->count() == 0) {
        auto* none = new QLabel;
        none->setProperty("look", "hint");
        none->setWordWrap(true);
        translated(none, [none] { none->setText(tr("Projects that you save or open appear here.")); });
        recent_->addWidget(none);
    }
}

void Gallery::showEvent(QShowEvent* event) {
    QWidget::showEvent(event);
    refreshRecent();
    if (!std::exchange(asked_, true)) askFacts();
}

void Gallery::askFacts() {
    for (size_t i = 0; i < cards_.size(); ++i)   // one job a project: a window that closes waits for one of them at most
        engine_.post("facts " + QString::number(i), this, [&project = readyProjects()[i].project] {
            ProjectFacts fact;
            DataConfig data = project.data;
            if (data.loader == "image-folder") {   // shapes need no statistics, which cost seconds
                data.options["mean"] = 0.0;
                data.options["std"] = 1.0;
            }
            if (const auto source = datasets::open_data(data, ""); source.ok()) {
                const compile::TypedGraph typed = compile::infer_shapes(project, (*source)->signature(), project.train.batch_size);
                fact.parameters = typed.total.parameters;
                if (!typed.valid()) fact.problem = QString::fromStdString(to_string(typed.diagnostics.front()));
            } else {
                fact.problem = QString::fromStdString(to_string(source.error()));
            }
            return fact;
        }, [card = cards_[i]](const ProjectFacts& fact) { card->setFacts(fact); });
}

}  // namespace saddle::app
