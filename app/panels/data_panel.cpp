#include "app/panels/data_panel.h"

#include <QLabel>
#include <QStackedLayout>

#include "app/panels/data_pictures.h"
#include "app/panels/empty_state.h"
#include "app/shell/language.h"
#include "app/shell/number_text.h"
#include "app/shell/theme/theme.h"
#include "datasets/open.h"

namespace saddle::app {
namespace {
constexpr int kPictures = 60;
}

DataPanel::DataPanel(EngineClient& engine, QWidget* parent)
    : QWidget(parent), engine_(engine), page_(new QWidget), empty_(new EmptyState("data")), name_(new QLabel), licence_(new QLabel), sizes_(new QLabel), pictures_(new DataPictures) {
    auto* stack = new QStackedLayout(this);
    stack->addWidget(empty_);
    stack->addWidget(page_);
    auto* head = new QHBoxLayout;
    head->addWidget(name_);
    head->addWidget(licence_);
    head->addStretch(1);
    licence_->setProperty("look", "chip");
    sizes_->setProperty("look", "hint");
    auto* column = new QVBoxLayout(page_);
    column->setContentsMargins(8, 8, 8, 8);
    column->setSpacing(4);
    column->addLayout(head);
    column->addWidget(sizes_);
    column->addWidget(pictures_, 1);
    translated(this, [this] {
        name_->setFont(lookFont("base", 600));
        pictures_->setAccessibleName(tr("Samples and classes of the data set"));
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
        empty_->setTexts(tr("No project is open"), tr("The data set of the open project is shown here."));
        return stack->setCurrentWidget(empty_);
    }
    const DataConfig& config = document_->project().data;
    if (asked_ == config) return;
    asked_ = config;
    empty_->setTexts(tr("Reading the data set"), QString::fromStdString(config.path.empty() ? config.set : config.path));
    engine_.post("preview", this, [config] { return preview_data(datasets::open_data, config, kPictures); }, [this, config](Result<DataPreview> preview) {
        if (asked_ == config) show(preview);
    });
}

void DataPanel::show(const Result<DataPreview>& preview) {
    auto* stack = static_cast<QStackedLayout*>(layout());
    if (!preview.ok()) {
        empty_->setTexts(QString::fromStdString(preview.error().message), QString::fromStdString(preview.error().hint));
        return stack->setCurrentWidget(empty_);
    }
    name_->setText(QString::fromStdString(preview->info.name));
    licence_->setText(QString::fromStdString(preview->info.licence));
    licence_->setVisible(!preview->info.licence.empty());
    QStringList sizes{tr("%1 train").arg(countText(preview->train))};
    if (preview->validation > 0) sizes << tr("%1 validation").arg(countText(preview->validation));
    if (preview->test > 0) sizes << tr("%1 test").arg(countText(preview->test));
    for (const auto& port : preview->signature.ports)
        if (port.type.shape.rank() > 0) sizes << QString::fromStdString(to_string(port.type.shape)).replace('x', QString::fromUtf8("×"));
    sizes_->setText(sizes.join(QString::fromUtf8(" · ")));
    sizes_->setWordWrap(true);
    pictures_->setPreview(*preview);
    stack->setCurrentWidget(page_);
}

}  // namespace saddle::app
