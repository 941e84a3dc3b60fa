#pragma once
// How the project is trained: data, batch and epochs, objectives and their optimizers, schedule, initializer, checkpoints. Fields of the same
// kind as the inspector's; every change is an edit of the document.
#include <QPointer>
#include <QWidget>

#include "app/document/graph_document.h"
#include "engine/api/catalog.h"

class QComboBox;
class QPushButton;
class QVBoxLayout;

namespace saddle::app {

class AttributeField;
class Section;

class TrainingPanel : public QWidget {
    Q_OBJECT
public:
    explicit TrainingPanel(QWidget* parent = nullptr);
    void setDocument(GraphDocument* document);

Q_SIGNALS:
    void refused(const saddle::Error& error);

private:
    /// Where the value of a field is kept in the project.
    struct Binding {
        AttributeField* field;
        std::function<AttributeValue(const Project&)> read;
        std::function<GraphEdit(Project, const AttributeValue&)> write;
    };
    void build();
    void add(Section& section, const ops::AttributeDef& def, std::function<AttributeValue(const Project&)> read, std::function<GraphEdit(Project, const AttributeValue&)> write);
    void addAttributes(Section& section, const std::vector<ops::AttributeDef>& defs, std::function<Attributes&(TrainConfig&)> of);
    void buildData();
    void buildLoop();
    void buildObjectives();
    void buildObjective(size_t index);
    void buildPart(Section& section, size_t index);
    void buildSchedule();
    void chooseFolder();
    void refresh();
    void edit(GraphEdit edit, const QString& what, const QString& gesture = {});

    QPointer<GraphDocument> document_;
    Section *data_, *loop_;
    QVBoxLayout* objectives_;   ///< a section each
    Section *schedule_, *keep_;
    std::vector<Binding> bindings_;
    std::string built_for_;   ///< losses, optimizers and schedule that the fields were made for
};

}  // namespace saddle::app
