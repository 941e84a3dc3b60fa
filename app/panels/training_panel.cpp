#include "app/panels/training_panel.h"

#include <QFileDialog>
#include <QPushButton>
#include <QScrollArea>
#include <QVBoxLayout>
#include <algorithm>

#include "app/panels/fields/attribute_field.h"
#include "app/panels/parameter_groups.h"
#include "app/panels/section.h"
#include "app/shell/language.h"
#include "app/shell/theme/themed_icon.h"
#include "datasets/open.h"
#include "engine/api/schedules.h"

namespace saddle::app {
namespace {

constexpr double kMany = 1e9;

constexpr const char* kAllLosses = "all";

/// Names of the graph's losses.
std::vector<std::string> losses(const Graph& graph) {
    std::vector<std::string> names;
    for (const Node& node : graph.nodes)
        if (const ops::LayerDef* def = ops::find_layer(node.layer); def && def->role == ops::LayerRole::Loss) names.push_back(node.id);
    return names;
}

/// An edit that writes one field of the training settings.
template <class Set>
auto train_edit(Set set) {
    return [set](Project project, const AttributeValue& value) {
        set(project.train, value);
        return GraphEdit{SetTrain{std::move(project.train)}};
    };
}
template <class Set>
auto data_edit(Set set) {
    return [set](Project project, const AttributeValue& value) {
        set(project.data, value);
        return GraphEdit{SetData{std::move(project.data)}};
    };
}

const train::ScheduleDef* find_schedule(const std::string& name) {
    for (const train::ScheduleDef& def : train::all_schedules())
        if (def.name == name) return &def;
    return nullptr;
}

/// The schemes that layers offer, less the word that means the choice made here.
std::vector<std::string> initializers() {
    for (const ops::LayerDef& layer : ops::all_layers())
        for (const ops::AttributeDef& def : layer.attributes)
            if (def.name == "initializer") {
                std::vector<std::string> list = def.choices;
                std::erase(list, "default");
                return list;
            }
    return {};
}

}  // namespace

TrainingPanel::TrainingPanel(QWidget* parent) : QWidget(parent), data_(new Section), loop_(new Section), objectives_(new QVBoxLayout), schedule_(new Section), keep_(new Section) {
    auto* page = new QWidget;
    page->setProperty("look", "panel");
    auto* column = new QVBoxLayout(page);
    column->setContentsMargins(0, 0, 0, 12);
    column->setSpacing(0);
    objectives_->setSpacing(0);
    column->addWidget(data_);
    column->addWidget(loop_);
    column->addLayout(objectives_);
    column->addWidget(schedule_);
    column->addWidget(keep_);
    column->addStretch(1);
    auto* scroll = new QScrollArea;
    scroll->setWidget(page);
    scroll->setWidgetResizable(true);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    auto* all = new QVBoxLayout(this);
    all->setContentsMargins(0, 0, 0, 0);
    all->addWidget(scroll);
    translated(this, [this] {
        data_->setTitle(tr("Data"));
        loop_->setTitle(tr("Training"));
        schedule_->setTitle(tr("Learning rate schedule"));
        keep_->setTitle(tr("Weights and checkpoints"));
        built_for_.clear();
        refresh();
    });
}

void TrainingPanel::setDocument(GraphDocument* document) {
    if (document_) document_->disconnect(this);
    document_ = document;
    setEnabled(document);
    if (document) connect(document, &GraphDocument::changed, this, &TrainingPanel::refresh);
    refresh();
}

void TrainingPanel::add(Section& section, const ops::AttributeDef& def, std::function<AttributeValue(const Project&)> read, std::function<GraphEdit(Project, const AttributeValue&)> write) {
    auto* field = new AttributeField(def);
    section.body()->addWidget(field);
    connect(field, &AttributeField::edited, this, [this, def, write](const AttributeValue& value, const QString& gesture) {
        edit(write(document_->project(), value), catalogText(def.label), gesture.isEmpty() ? QString() : QString::fromStdString(def.name) + gesture);
    });
    connect(field, &AttributeField::reset, this, [this, def, write] { edit(write(document_->project(), def.fallback), catalogText(def.label)); });
    bindings_.push_back({field, std::move(read), std::move(write)});
}

void TrainingPanel::addAttributes(Section& section, const std::vector<ops::AttributeDef>& defs, std::function<Attributes&(TrainConfig&)> of) {
    for (const ops::AttributeDef& def : defs)
        add(section, def,
            [def, of](const Project& project) {
                TrainConfig train = project.train;
                const Attributes& attributes = of(train);
                const auto it = attributes.find(def.name);
                return it == attributes.end() ? def.fallback : it->second;
            },
            train_edit([def, of](TrainConfig& train, const AttributeValue& value) { of(train)[def.name] = value; }));
}

void TrainingPanel::build() {
    bindings_.clear();
    for (Section* section : {data_, loop_, schedule_, keep_}) section->clear();
    buildData();
    buildLoop();
    buildObjectives();
    buildSchedule();
    ops::AttributeDef initializer{"initializer", std::string("pytorch"), "Initializer", "how the weights of every layer begin, unless the layer says otherwise"};
    initializer.choices = initializers();
    const ops::AttributeDef ema{"ema", 0.0, "Mean of weights", "decay of the running mean of the weights that results are made with; 0: none", "", 0, 0.999999};
    add(*keep_, ema, [](const Project& p) { return p.train.ema; }, train_edit([](TrainConfig& t, const AttributeValue& v) { t.ema = std::get<double>(v); }));
    const ops::AttributeDef weights{"weights", std::string(), "Start weights", "safetensors file that training begins from; empty: the initializers"};
    add(*keep_, weights, [](const Project& p) { return p.train.weights; }, train_edit([](TrainConfig& t, const AttributeValue& v) { t.weights = std::get<std::string>(v); }));
    const ops::AttributeDef steps{"checkpoint_every_steps", int64_t(0), "and every", "optimizer steps between two checkpoints within epochs too; 0: none", "steps", 0, kMany};
    const ops::AttributeDef keep{"keep_megabytes", TrainConfig().keep_megabytes, "Keep", "room for the points of a run that views can go back to, evenly spread over it; the last checkpoint and the best stay", "MB", 0, kMany};
    const ops::AttributeDef checkpoints{"checkpoint_every_epochs", int64_t(1), "Checkpoint every", "epochs between two checkpoints", "epochs", 1, kMany};
    add(*keep_, initializer, [](const Project& p) { return p.train.initializer; }, train_edit([](TrainConfig& t, const AttributeValue& v) { t.initializer = std::get<std::string>(v); }));
    add(*keep_, checkpoints, [](const Project& p) { return p.train.checkpoint_every_epochs; }, train_edit([](TrainConfig& t, const AttributeValue& v) { t.checkpoint_every_epochs = std::get<int64_t>(v); }));
    add(*keep_, steps, [](const Project& p) { return p.train.checkpoint_every_steps; }, train_edit([](TrainConfig& t, const AttributeValue& v) { t.checkpoint_every_steps = std::get<int64_t>(v); }));
    add(*keep_, keep, [](const Project& p) { return p.train.keep_megabytes; }, train_edit([](TrainConfig& t, const AttributeValue& v) { t.keep_megabytes = std::get<int64_t>(v); }));
}

void TrainingPanel::buildLoop() {
    const ops::AttributeDef batch{"batch_size", int64_t(64), "Batch", "samples of a forward and backward pass", "samples", 1, 1 << 20};
    const ops::AttributeDef accumulate{"accumulate", int64_t(1), "Accumulate", "batches whose gradients make one optimizer step: a larger batch in the same memory", "batches", 1, 1 << 20};
    const ops::AttributeDef epochs{"epochs", int64_t(1), "Epochs", "passes over the training data", "", 1, kMany};
    const ops::AttributeDef seed{"seed", int64_t(1), "Seed", "of weights, order and noise: the same seed gives the same run", "", 0, kMany};
    const ops::AttributeDef shuffle{"shuffle", true, "Shuffle", "a new order of the samples in every epoch"};
    const ops::AttributeDef clip_norm{"clip_norm", 0.0, "Clip norm", "longest gradient, all parameters together (L2); 0: not clipped", "", 0, kMany};
    const ops::AttributeDef clip_value{"clip_value", 0.0, "Clip value", "largest element of a gradient; 0: not clipped", "", 0, kMany};
    const auto integer = [](const AttributeValue& value) { return std::get<int64_t>(value); };
    const auto real = [](const AttributeValue& value) { return std::get<double>(value); };
    add(*loop_, batch, [](const Project& p) { return p.train.batch_size; }, train_edit([=](TrainConfig& t, const AttributeValue& v) { t.batch_size = integer(v); }));
    add(*loop_, accumulate, [](const Project& p) { return p.train.accumulate; }, train_edit([=](TrainConfig& t, const AttributeValue& v) { t.accumulate = integer(v); }));
    add(*loop_, epochs, [](const Project& p) { return p.train.epochs; }, train_edit([=](TrainConfig& t, const AttributeValue& v) { t.epochs = integer(v); }));
    add(*loop_, seed, [](const Project& p) { return int64_t(p.train.seed); }, train_edit([=](TrainConfig& t, const AttributeValue& v) { t.seed = uint64_t(integer(v)); }));
    add(*loop_, shuffle, [](const Project& p) { return p.train.shuffle; }, train_edit([](TrainConfig& t, const AttributeValue& v) { t.shuffle = std::get<bool>(v); }));
    add(*loop_, clip_norm, [](const Project& p) { return p.train.clip_norm; }, train_edit([=](TrainConfig& t, const AttributeValue& v) { t.clip_norm = real(v); }));
    add(*loop_, clip_value, [](const Project& p) { return p.train.clip_value; }, train_edit([=](TrainConfig& t, const AttributeValue& v) { t.clip_value = real(v); }));
}

void TrainingPanel::buildData() {
    ops::AttributeDef set{"set", std::string("sample-digits"), "Data set", "bundled, or in the program's data folder"};
    for (const datasets::KnownSet& known : datasets::known_sets()) set.choices.push_back(known.name);
    const std::string& now = document_->project().data.set;
    if (std::find(set.choices.begin(), set.choices.end(), now) == set.choices.end()) set.choices.push_back(now);
    add(*data_, set, [](const Project& p) { return p.data.set; }, data_edit([](DataConfig& d, const AttributeValue& v) {
        d.set = std::get<std::string>(v);
        d.path.clear();   // the set by its name, not the folder chosen before
    }));
    const ops::AttributeDef path{"path", std::string(), "Folder", "a folder with data files; empty: the data set above"};
    add(*data_, path, [](const Project& p) { return p.data.path; }, data_edit([](DataConfig& d, const AttributeValue& v) { d.path = std::get<std::string>(v); }));
    auto* choose = new QPushButton(themedIcon("folder"), tr("Choose folder..."));
    choose->setFocusPolicy(Qt::TabFocus);
    choose->setToolTip(tr("A folder with MNIST's IDX files, plain or gzip, or any other that a loader recognises"));
    connect(choose, &QPushButton::clicked, this, &TrainingPanel::chooseFolder);
    data_->body()->addWidget(choose);
}

void TrainingPanel::buildObjectives() {
    while (QLayoutItem* item = objectives_->takeAt(0)) {
        if (QWidget* widget = item->widget()) {
            if (auto* section = qobject_cast<Section*>(widget)) section->clear();
            widget->hide();
            widget->setObjectName({});
            widget->deleteLater();   // the edit that brought us here may come from it
        }
        delete item;
    }
    const size_t count = document_->project().train.objectives.size();
    for (size_t i = 0; i < count; ++i) buildObjective(i);
    if (losses(document_->project().graph).size() < 2) return;
    auto* more = new QPushButton(themedIcon("add"), tr("Add objective"));
    more->setObjectName("addObjective");
    more->setFocusPolicy(Qt::TabFocus);
    more->setToolTip(tr("A loss of its own for some of the parameters, as the two sides of a GAN have"));
    connect(more, &QPushButton::clicked, this, [this] {
        TrainConfig train = document_->project().train;
        train.objectives.push_back(train.objectives.back());
        edit({SetTrain{std::move(train)}}, tr("objectives"));
    });
    objectives_->addWidget(more);
}

void TrainingPanel::buildObjective(size_t index) {
    const std::vector<Objective>& objectives = document_->project().train.objectives;
    const Objective& objective = objectives[index];
    auto* section = new Section;
    section->setTitle(objectives.size() == 1 ? tr("Optimizer") : tr("Objective %1").arg(index + 1));
    objectives_->addWidget(section);
    if (objectives.size() > 1 || objective != Objective{{}, "*", objective.optimizer, 1}) buildPart(*section, index);
    ops::AttributeDef type{"optimizer", std::string("SGD"), "Type", "how a step follows from the gradient"};
    for (const ops::OptimizerDef& def : ops::all_optimizers()) type.choices.push_back(def.name);
    add(*section, type, [now = objective.optimizer.type](const Project&) { return now; }, train_edit([index](TrainConfig& t, const AttributeValue& v) {
        OptimizerConfig& config = t.objectives[index].optimizer;
        config.type = std::get<std::string>(v);
        const ops::OptimizerDef* def = ops::find_optimizer(config.type);
        const auto unknown = [&](const auto& attribute) {   // the new optimizer may not know the old one's attributes
            return !def || std::none_of(def->attributes.begin(), def->attributes.end(), [&](const ops::AttributeDef& a) { return a.name == attribute.first; });
        };
        std::erase_if(config.attributes, unknown);
        for (ParameterGroup& group : config.groups) std::erase_if(group.attributes, unknown);
    }));
    if (const ops::OptimizerDef* def = ops::find_optimizer(objective.optimizer.type)) {
        section->setToolTip(catalogText(def->summary));
        addAttributes(*section, def->attributes, [index](TrainConfig& train) -> Attributes& { return train.objectives[index].optimizer.attributes; });
    }
    const ops::AttributeDef groups{"groups", std::string(), "Groups", "parameters with values of their own, e.g. *.bias, bn*: weight_decay=0; fc*: lr=0.01"};
    add(*section, groups, [index](const Project& p) { return index < p.train.objectives.size() ? groups_text(p.train.objectives[index].optimizer.groups) : std::string(); },
        train_edit([this, index](TrainConfig& t, const AttributeValue& v) {
            if (auto parsed = parse_groups(to_string(v)); parsed.ok()) t.objectives[index].optimizer.groups = std::move(*parsed);
            else Q_EMIT refused(parsed.error());
        }));
}

/// Which loss is minimised over which parameters, and how often.
void TrainingPanel::buildPart(Section& section, size_t index) {
    const auto objective = [index](const Project& p) { return index < p.train.objectives.size() ? p.train.objectives[index] : Objective{}; };
    ops::AttributeDef loss{"loss", std::string(kAllLosses), "Loss", "what is minimised; all: the sum of the graph's losses"};
    loss.choices = losses(document_->project().graph);
    loss.choices.insert(loss.choices.begin(), kAllLosses);
    if (const std::string now = objective(document_->project()).loss.node; !now.empty() && !std::count(loss.choices.begin(), loss.choices.end(), now)) loss.choices.push_back(now);
    const ops::AttributeDef parameters{"parameters", std::string("*"), "Parameters", "names of those it moves, * for any part: gen*, dec*"};
    const ops::AttributeDef every{"every", int64_t(1), "Every", "optimizer steps between two of this objective's", "steps", 1, kMany};
    add(section, loss, [=](const Project& p) { return objective(p).loss.node.empty() ? kAllLosses : objective(p).loss.node; }, train_edit([index](TrainConfig& t, const AttributeValue& v) {
        const std::string name = std::get<std::string>(v);
        t.objectives[index].loss = name == kAllLosses ? PortRef{} : PortRef{name, "loss"};
    }));
    add(section, parameters, [=](const Project& p) { return objective(p).parameters; }, train_edit([index](TrainConfig& t, const AttributeValue& v) { t.objectives[index].parameters = to_string(v); }));
    add(section, every, [=](const Project& p) { return objective(p).every; }, train_edit([index](TrainConfig& t, const AttributeValue& v) { t.objectives[index].every = std::get<int64_t>(v); }));
    if (document_->project().train.objectives.size() < 2) return;
    auto* remove = new QPushButton(themedIcon("close"), tr("Remove objective"));
    remove->setObjectName("removeObjective");
    remove->setFocusPolicy(Qt::TabFocus);
    connect(remove, &QPushButton::clicked, this, [this, index] {
        TrainConfig train = document_->project().train;
        train.objectives.erase(train.objectives.begin() + long(index));
        edit({SetTrain{std::move(train)}}, tr("objectives"));
    });
    section.body()->addWidget(remove);
}

void TrainingPanel::buildSchedule() {
    ops::AttributeDef type{"schedule", std::string("constant"), "Type", "how the learning rate changes over the run"};
    for (const train::ScheduleDef& def : train::all_schedules()) type.choices.push_back(def.name);
    add(*schedule_, type, [](const Project& p) { return p.train.schedule.type; }, train_edit([](TrainConfig& t, const AttributeValue& v) { t.schedule = {std::get<std::string>(v), {}}; }));
    if (const train::ScheduleDef* def = find_schedule(document_->project().train.schedule.type))
        addAttributes(*schedule_, def->attributes, [](TrainConfig& train) -> Attributes& { return train.schedule.attributes; });
}

void TrainingPanel::chooseFolder() {
    const QString folder = QFileDialog::getExistingDirectory(window(), tr("Folder with data"), QString::fromStdString(document_->project().data.path));
    if (folder.isEmpty() || !document_) return;
    DataConfig chosen = document_->project().data;
    chosen.path = folder.toStdString();
    edit({SetData{std::move(chosen)}}, tr("data folder"));
}

void TrainingPanel::refresh() {
    if (!document_) return;
    const Project& project = document_->project();
    std::string made_for = project.train.schedule.type + "\n" + project.data.set + "\n";
    for (const std::string& loss : losses(project.graph)) made_for += loss + " ";
    for (const Objective& objective : project.train.objectives) made_for += "\n" + objective.loss.node + " " + objective.optimizer.type;
    if (made_for != built_for_) {
        built_for_ = made_for;
        build();
    }
    for (const Binding& binding : bindings_) {
        const AttributeValue value = binding.read(project);
        binding.field->setValue(value);
        binding.field->setIsDefault(value == binding.field->def().fallback);
    }
}

void TrainingPanel::edit(GraphEdit change, const QString& what, const QString& gesture) {
    if (const Status status = document_->apply(change, tr("Change %1").arg(what), gesture); !status.ok()) Q_EMIT refused(status.error());
}

}  // namespace saddle::app
