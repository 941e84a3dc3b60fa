#include "app/shell/playground_window.h"

#include <QHBoxLayout>
#include <QPushButton>
#include <QScrollArea>
#include <QToolButton>
#include <algorithm>

#include "app/bridge/vulkan_view.h"
#include "app/panels/fields/attribute_field.h"
#include "app/panels/fields/note_strip.h"
#include "app/panels/section.h"
#include "app/shell/engine_text.h"
#include "app/shell/language.h"
#include "app/shell/live_views.h"
#include "app/shell/theme/look.h"
#include "app/shell/theme/themed_icon.h"
#include "engine/api/schedules.h"

namespace saddle::app {
namespace {

constexpr int kGrid = 96;           // even: the middle of an area, where many a minimum is exactly 0, has no logarithm
constexpr const char* kOwn = "own";
constexpr size_t kMost = 6;         // as many as there are colours

struct Race {
    analysis::Surface surface;
    std::vector<analysis::Racer> racers;
    int steps;
    std::shared_ptr<const viz::PlaygroundScene> before;   ///< whose map is taken where the function is the same
};

/// "SGD lr 0.01 momentum 0.9 \u00b7 cosine": what differs from the optimizer's own values.
std::string label_of(const analysis::Racer& racer) {
    std::string label = racer.optimizer.type;
    for (const auto& [name, value] : racer.optimizer.attributes) label += " " + name + " " + to_string(value);
    if (racer.schedule.type == ScheduleConfig().type) return label;
    label += " \u00b7 " + racer.schedule.type;
    for (const auto& [name, value] : racer.schedule.attributes) label += " " + name + " " + to_string(value);
    return label;
}

bool same_map(const analysis::Surface& a, const analysis::Surface& b) { return a.formula == b.formula && a.constants == b.constants && a.low == b.low && a.high == b.high; }

Result<std::shared_ptr<const viz::PlaygroundScene>> scene_of(const Race& race) {
    auto scene = std::make_shared<viz::PlaygroundScene>();
    scene->surface = race.surface;
    const auto& [low, high] = std::pair(race.surface.low, race.surface.high);
    if (!(low[0] < high[0] && low[1] < high[1])) return invalid("the area is empty", "its low ends lie below its high ends");
    if (race.before && same_map(race.before->surface, race.surface)) {
        scene->grid = race.before->grid;
        scene->critical = race.before->critical;
    } else {
        TRY(const auto there, analysis::survey(race.surface, analysis::places(race.surface, kGrid)));
        scene->grid.size = kGrid;
        scene->grid.done = 1;
        for (const analysis::SurfacePoint& p : there) scene->grid.loss.push_back(float(p.value));
        scene->grid.centre_loss = double(scene->grid.loss[size_t(kGrid / 2 * kGrid + kGrid / 2)]);
        TRY(scene->critical, analysis::critical_points(race.surface));
    }
    for (analysis::Racer racer : race.racers) {
        racer.start = race.surface.start;
        TRY(analysis::RacePath path, analysis::race(race.surface, racer, race.steps));
        scene->racers.push_back({label_of(racer), std::move(path)});
    }
    return std::shared_ptr<const viz::PlaygroundScene>(scene);
}

}  // namespace

PlaygroundWindow::PlaygroundWindow(EngineClient& engine, LiveViews& views, QWidget* parent)
    : QDialog(parent), engine_(engine), surface_(analysis::classic_surfaces()[1]),
      racers_{{{"SGD", {{"lr", 0.002}}, {}}, {}, {}}, {{"SGD", {{"lr", 0.002}, {"momentum", 0.9}}, {}}, {}, {}}, {{"Adam", {{"lr", 0.1}}, {}}, {}, {}}}, function_(new Section), start_(new Section), area_(new Section),
      racer_rows_(new QVBoxLayout), note_(new NoteStrip), picture_(views.host(view_)) {
    setAttribute(Qt::WA_DeleteOnClose);
    setObjectName("playground");
    resize(1120, 760);
    auto* form = new QWidget;
    setLook(*form, "panel");
    auto* column = new QVBoxLayout(form);
    column->setContentsMargins(0, 0, 0, 12);
    column->setSpacing(0);
    racer_rows_->setSpacing(0);
    column->addWidget(function_);
    column->addWidget(start_);
    column->addLayout(racer_rows_);
    column->addWidget(area_);
    column->addStretch(1);
    area_->setOpen(false);
    auto* scroll = new QScrollArea;
    scroll->setWidget(form);
    scroll->setWidgetResizable(true);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    scroll->setFixedWidth(300);
    auto* right = new QVBoxLayout;
    right->setSpacing(0);
    right->addWidget(note_);
    right->addWidget(picture_, 1);
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(1);
    row->addWidget(scroll);
    row->addLayout(right, 1);
    note_->hide();
    views.letSave(view_, picture_);
    view_.on_start = [this](analysis::Point2 at) {
        surface_.start = at;
        build();
        compute();
    };
    translated(this, [this] {
        setWindowTitle(tr("Optimizer playground"));
        picture_->setAccessibleName(tr("Map of the function with the optimizers' ways"));
        function_->setTitle(tr("Function"));
        start_->setTitle(tr("Race"));
        area_->setTitle(tr("Area"));
        build();
    });
    compute();
}

PlaygroundWindow::~PlaygroundWindow() { delete picture_; }   // before the view that it shows

void PlaygroundWindow::add(Section& section, const ops::AttributeDef& def, const AttributeValue& value, std::function<void(const AttributeValue&)> write, bool rebuild) {
    auto* field = new AttributeField(def);
    field->setObjectName(QString::fromStdString(def.name));
    field->setValue(value);
    field->setIsDefault(value == def.fallback);
    section.body()->addWidget(field);
    const auto take = [this, field, write, rebuild](const AttributeValue& chosen) {
        write(chosen);
        if (rebuild) build();
        else field->setIsDefault(chosen == field->def().fallback);
        compute();
    };
    connect(field, &AttributeField::edited, this, [field, take](const AttributeValue& chosen) {
        field->setValue(chosen);
        take(chosen);
    });
    connect(field, &AttributeField::reset, this, [field, take, fallback = def.fallback] {
        field->setValue(fallback);
        take(fallback);
    });
}

void PlaygroundWindow::addAttributes(Section& section, const std::vector<ops::AttributeDef>& defs, std::function<Attributes&()> of) {
    for (const ops::AttributeDef& def : defs) {
        const auto it = of().find(def.name);
        add(section, def, it == of().end() ? def.fallback : it->second, [of, def](const AttributeValue& value) {
            if (value == def.fallback) of().erase(def.name);
            else of()[def.name] = value;
        });
    }
}

void PlaygroundWindow::build() {
    for (Section* section : {function_, start_, area_}) section->clear();
    buildFunction();
    const auto number = [](const char* name, const char* label, const char* help, double fallback) { return ops::AttributeDef{name, fallback, label, help}; };
    for (size_t axis = 0; axis < 2; ++axis) {
        const std::string letter = axis == 0 ? "x" : "y";
        add(*start_, number(("start-" + letter).c_str(), axis == 0 ? "Start x" : "Start y", "where all of them begin; a click on the map moves it", surface_.start[axis]), surface_.start[axis],
            [this, axis](const AttributeValue& value) { surface_.start[axis] = std::get<double>(value); });
        add(*area_, number((letter + "-low").c_str(), axis == 0 ? "x from" : "y from", "lower end of what the map shows", surface_.low[axis]), surface_.low[axis],
            [this, axis](const AttributeValue& value) { surface_.low[axis] = std::get<double>(value); });
        add(*area_, number((letter + "-high").c_str(), axis == 0 ? "x to" : "y to", "upper end of what the map shows", surface_.high[axis]), surface_.high[axis],
            [this, axis](const AttributeValue& value) { surface_.high[axis] = std::get<double>(value); });
    }
    add(*start_, {"steps", int64_t(200), "Steps", "updates that each of them makes", "", 1, 100000}, int64_t(steps_), [this](const AttributeValue& value) { steps_ = int(std::get<int64_t>(value)); });
    while (QLayoutItem* item = racer_rows_->takeAt(0)) {
        if (QWidget* widget = item->widget()) {
            if (auto* section = qobject_cast<Section*>(widget)) section->clear();
            widget->hide();
            widget->deleteLater();   // the edit that brought us here may come from it
        }
        delete item;
    }
    for (size_t i = 0; i < racers_.size(); ++i) buildRacer(i);
    if (racers_.size() < kMost) {
        auto* more = new QPushButton(themedIcon("add"), tr("Add optimizer"));
        more->setObjectName("addOptimizer");
        more->setFocusPolicy(Qt::TabFocus);
        more->setAutoDefault(false);
        connect(more, &QPushButton::clicked, this, [this] {
            racers_.push_back(racers_.empty() ? analysis::Racer{} : racers_.back());
            build();
            compute();
        });
        racer_rows_->addWidget(more);
    }
}

void PlaygroundWindow::buildFunction() {
    ops::AttributeDef which{"surface", surface_.name, "Function", "a known one, or your own"};
    for (const analysis::Surface& surface : analysis::classic_surfaces()) which.choices.push_back(surface.name);
    if (surface_.name == kOwn) which.choices.push_back(kOwn);
    add(*function_, which, surface_.name, [this](const AttributeValue& value) {
        for (const analysis::Surface& surface : analysis::classic_surfaces())
            if (surface.name == std::get<std::string>(value)) surface_ = surface;
    }, true);
    const ops::AttributeDef formula{"formula", surface_.formula, "Formula", "of x and y: + - * / ^, numbers, pi, e, and functions such as exp, sin, tanh"};
    add(*function_, formula, surface_.formula, [this](const AttributeValue& value) {
        surface_.formula = to_string(value);
        surface_.name = surface_.label = kOwn;
    }, true);
    for (const auto& [name, value] : std::map(surface_.constants))
        add(*function_, {name, value, name, "a number of the formula"}, value, [this, name = name](const AttributeValue& changed) { surface_.constants[name] = std::get<double>(changed); });
}

void PlaygroundWindow::buildRacer(size_t index) {
    auto* section = new Section;
    section->setTitle(tr("Optimizer %1").arg(index + 1));
    section->setOpen(true);
    auto* remove = new QToolButton;
    remove->setIcon(themedIcon("close"));
    remove->setToolTip(tr("Take it out of the race"));
    remove->setObjectName("removeOptimizer");
    connect(remove, &QToolButton::clicked, this, [this, index] {
        racers_.erase(racers_.begin() + long(index));
        build();
        compute();
    });
    section->addHeaderWidget(remove);
    racer_rows_->addWidget(section);
    ops::AttributeDef type{"optimizer", std::string("SGD"), "Type", "how a step follows from the gradient"};
    for (const ops::OptimizerDef& def : ops::all_optimizers()) type.choices.push_back(def.name);
    OptimizerConfig& optimizer = racers_[index].optimizer;
    ScheduleConfig& schedule = racers_[index].schedule;
    add(*section, type, optimizer.type, [this, index](const AttributeValue& value) { racers_[index].optimizer = {std::get<std::string>(value), {}, {}}; }, true);
    if (const ops::OptimizerDef* def = ops::find_optimizer(optimizer.type)) addAttributes(*section, def->attributes, [this, index]() -> Attributes& { return racers_[index].optimizer.attributes; });
    ops::AttributeDef course{"schedule", ScheduleConfig().type, "Schedule", "how the learning rate changes over the steps; a step counts as an epoch"};
    const train::ScheduleDef* chosen = nullptr;
    for (const train::ScheduleDef& def : train::all_schedules()) {
        course.choices.push_back(def.name);
        if (def.name == schedule.type) chosen = &def;
    }
    add(*section, course, schedule.type, [this, index](const AttributeValue& value) { racers_[index].schedule = {std::get<std::string>(value), {}}; }, true);
    if (chosen) addAttributes(*section, chosen->attributes, [this, index]() -> Attributes& { return racers_[index].schedule.attributes; });
}

void PlaygroundWindow::compute() {
    Race race{surface_, racers_, steps_, scene_};
    engine_.post("playground", this, [race = std::move(race)] { return scene_of(race); }, [this](Result<std::shared_ptr<const viz::PlaygroundScene>> scene) {
        note_->setVisible(!scene.ok());
        if (scene.ok()) {
            scene_ = std::move(*scene);
            view_.set(scene_);
            picture_->refresh();
        } else note_->setNote(Severity::Error, engineText(scene.error()));
    });
}

}  // namespace saddle::app
