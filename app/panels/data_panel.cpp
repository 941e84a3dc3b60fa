#include "app/panels/data_panel.h"

#include <QButtonGroup>
#include <QHBoxLayout>
#include <QLabel>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QScrollArea>
#include <QStackedLayout>

#include "app/bridge/kept_data.h"
#include "app/panels/data_drawings.h"
#include "app/panels/data_pictures.h"
#include "app/panels/empty_state.h"
#include "app/panels/fact_table.h"
#include "app/shell/language.h"
#include "app/shell/number_text.h"
#include "app/shell/theme/look.h"
#include "app/shell/theme/theme.h"

namespace saddle::app {
namespace {
constexpr int kPictures = 64;
}

DataPanel::DataPanel(EngineClient& engine, QWidget* parent)
    : QWidget(parent), engine_(engine), page_(new QWidget), empty_(new EmptyState("data")), name_(new QLabel), licence_(new QLabel), sizes_(new QLabel), parts_(new QButtonGroup(this)), scroll_(new QScrollArea),
      text_(new QPlainTextEdit), pictures_(new DataPictures), drawings_(new DataDrawings), numbers_(new FactTable) {
    auto* stack = new QStackedLayout(this);
    stack->addWidget(empty_);
    stack->addWidget(page_);
    auto* head = new QHBoxLayout;
    head->addWidget(name_);
    head->addWidget(licence_);
    head->addStretch(1);
    licence_->setProperty("look", "chip");
    sizes_->setProperty("look", "hint");
    sizes_->setWordWrap(true);
    auto* switches = new QHBoxLayout;
    switches->setSpacing(0);
    const std::pair<const char*, const char*> parts[] = {{QT_TR_NOOP("Samples"), QT_TR_NOOP("Training samples as they lie in the set")},
                                                         {QT_TR_NOOP("Batch"), QT_TR_NOOP("The first batch of a run as the network will see it: shuffled and augmented")},
                                                         {QT_TR_NOOP("Numbers"), QT_TR_NOOP("Ranges, means and deviations, splits")}};
    for (int part = 0; part < 3; ++part) {
        auto* button = new QPushButton;
        button->setCheckable(true);
        button->setProperty("look", "segment");
        button->setFocusPolicy(Qt::TabFocus);
        parts_->addButton(button, part);
        switches->addWidget(button);
        translated(button, [button, texts = parts[part]] {
            button->setText(tr(texts.first));
            button->setToolTip(tr(texts.second));
        });
    }
    switches->addStretch(1);
    parts_->button(0)->setChecked(true);
    text_->setReadOnly(true);
    setLook(*text_, "mono");
    scroll_->setWidget(drawings_);
    scroll_->setWidgetResizable(true);
    scroll_->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    auto* column = new QVBoxLayout(page_);
    column->setContentsMargins(8, 8, 8, 8);
    column->setSpacing(4);
    column->addLayout(head);
    column->addWidget(sizes_);
    column->addLayout(switches);
    auto* numbers = new QScrollArea;
    numbers->setWidget(numbers_);
    numbers->setWidgetResizable(true);
    views_ = {pictures_, scroll_, text_, numbers};
    for (QWidget* view : views_) column->addWidget(view, 1);
    connect(parts_, &QButtonGroup::idClicked, this, [this](int part) { showPart(Part(part)); });
    translated(this, [this] {
        name_->setFont(lookFont("base", 600));
        pictures_->setAccessibleName(tr("Samples and classes of the data set"));
        drawings_->setAccessibleName(tr("Samples of the data set, drawn"));
        text_->setAccessibleName(tr("Samples of the data set"));
        numbers_->setAccessibleName(tr("Numbers of the data set"));
        asked_.reset();
        ask();
    });
}

void DataPanel::setDocument(GraphDocument* document) {
    if (document_) document_->disconnect(this);
    document_ = document;
    if (document) connect(document, &GraphDocument::changed, this, &DataPanel::ask);
    ask();
}

void DataPanel::ask() {
    auto* stack = static_cast<QStackedLayout*>(layout());
    if (!document_) {
        asked_.reset();
        preview_.reset();
        empty_->setTexts(tr("No project is open"), tr("The data set of the open project is shown here."));
        return stack->setCurrentWidget(empty_);
    }
    const TrainConfig& train = document_->project().train;
    const Question question{document_->project().data, train.batch_size, train.seed, train.shuffle};
    if (asked_ == question) return;
    asked_ = question;
    if (!preview_) empty_->setTexts(tr("Reading the data set"), QString::fromStdString(question.data.path.empty() ? question.data.set : question.data.path));
    look(this, [open = keptData(), data = question.data, train] { return preview_data(open, data, train, kPictures); }, [this, question](const Result<DataPreview>& preview) {
        if (asked_ == question) show(preview);
    });
}

void DataPanel::show(const Result<DataPreview>& preview) {
    auto* stack = static_cast<QStackedLayout*>(layout());
    if (!preview.ok()) {
        preview_.reset();
        empty_->setTexts(QString::fromStdString(preview.error().message), QString::fromStdString(preview.error().hint));
        return stack->setCurrentWidget(empty_);
    }
    preview_ = *preview;
    name_->setText(QString::fromStdString(preview->info.name));
    licence_->setText(QString::fromStdString(preview->info.licence));
    licence_->setVisible(!preview->info.licence.empty());
    QStringList sizes{tr("%1 train").arg(countText(preview->train))};
    if (preview->validation > 0) sizes << tr("%1 validation").arg(countText(preview->validation));
    if (preview->test > 0) sizes << tr("%1 test").arg(countText(preview->test));
    for (const auto& port : preview->signature.ports)
        if (port.type.shape.rank() > 0 && !port.pattern) sizes << QString::fromStdString(to_string(port.type.shape)).replace('x', QString::fromUtf8("×"));
    sizes_->setText(sizes.join(QString::fromUtf8(" · ")));
    showNumbers();
    showPart(Part(parts_->checkedId()));
    stack->setCurrentWidget(page_);
}

void DataPanel::showPart(Part part) {
    parts_->button(int(part))->setChecked(true);
    if (!preview_) return;
    const std::vector<DataSample>& samples = part == Part::Batch ? preview_->batch : preview_->samples;
    const bool drawn = !samples.empty() && DataDrawings::draws(samples.front()), image = !samples.empty() && !samples.front().image.isNull();
    QWidget* shown = part == Part::Numbers ? views_.back() : drawn ? scroll_ : image || samples.empty() || samples.front().text.empty() ? static_cast<QWidget*>(pictures_) : text_;
    if (shown == scroll_) {
        drawings_->setSamples(samples, preview_->info.class_names);
    } else if (shown == pictures_) {
        pictures_->setSamples(samples, preview_->histogram, preview_->counted, preview_->info.class_names);
    } else if (shown == text_) {
        QStringList texts;
        for (const DataSample& sample : samples) texts << QString::fromStdString(sample.text);
        text_->setPlainText(texts.join(QString::fromUtf8("\n⋯\n")));
    }
    for (QWidget* view : views_) view->setVisible(view == shown);
}

void DataPanel::showNumbers() {
    const DataPreview& p = *preview_;
    std::vector<Fact> facts;
    for (const auto& [name, size] : {std::pair(tr("Training samples"), p.train), {tr("Validation samples"), p.validation}, {tr("Test samples"), p.test}}) facts.push_back({name, countText(size), {}, {}});
    for (const analysis::PortFacts& port : p.facts.ports) {
        const QString name = QString::fromStdString(port.name);
        facts.push_back({tr("%1, range").arg(name), numberText(port.low, 3) + QString::fromUtf8(" … ") + numberText(port.high, 3), {}, tr("As the network sees it, over %1 samples").arg(countText(p.facts.counted))});
        facts.push_back({tr("%1, mean").arg(name), numberText(port.mean, 3) + QString::fromUtf8(" ± ") + numberText(port.deviation, 3), {}, tr("And deviation, after normalisation: near 0 ± 1 trains best")});
        if (port.not_finite > 0) facts.push_back({tr("%1, not finite").arg(name), countText(port.not_finite), {}, tr("NaN or infinite")});
        if (!port.constant.empty()) facts.push_back({tr("%1, constant").arg(name), countText(int64_t(port.constant.size())), tr("of %1").arg(port.columns), tr("Columns or channels that never change")});
    }
    for (const auto& [option, value] : document_->project().data.options) facts.push_back({QString::fromStdString(option), QString::fromStdString(to_string(value)), {}, tr("Option of the loader")});
    if (p.info.scale.deviation != 1 || p.info.scale.mean != 0) facts.push_back({tr("Unit of the target"), numberText(p.info.scale.mean, 3) + QString::fromUtf8(" + ") + numberText(p.info.scale.deviation, 3) + " y", {}, tr("What a prediction y means in the data's own unit")});
    numbers_->setFacts(facts);
}

}  // namespace saddle::app
