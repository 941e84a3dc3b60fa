#pragma once
// All layers by family, with a search field that "/" leads to.
#include <QWidget>

class QLineEdit;

namespace saddle::app {

class PaletteFamily;

class PalettePanel : public QWidget {
    Q_OBJECT
public:
    explicit PalettePanel(QWidget* parent = nullptr);
    void focusSearch();

Q_SIGNALS:
    void layerChosen(const QString& layer);   ///< double click or Enter

protected:
    void keyPressEvent(QKeyEvent* event) override;

private:
    void filter();
    QLineEdit* search_;
    QWidget* nothing_;
    std::vector<PaletteFamily*> families_;
};

}  // namespace saddle::app
