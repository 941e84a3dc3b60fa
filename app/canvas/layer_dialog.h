#pragma once
// A group made a layer: name, description, which inner attributes are its own and with what defaults; kept in the project and,
// if wished, in the user's library. One undo step.
#include <QDialog>

#include "app/canvas/canvas_scene.h"
#include "app/document/layer_form.h"

class QCheckBox;
class QLabel;
class QLineEdit;
class QTableWidget;

namespace saddle::app {

class LayerDialog : public QDialog {
    Q_OBJECT
public:
    LayerDialog(CanvasScene& scene, const std::string& composite, QWidget* parent);

private:
    void fill();
    LayerForm form() const;
    void save();
    CanvasScene& scene_;
    const std::string composite_;
    std::vector<InnerAttribute> attributes_;   ///< by row
    QLineEdit *name_, *description_;
    QTableWidget* table_;
    QCheckBox* keep_;
    QLabel* problem_;
};

}  // namespace saddle::app
