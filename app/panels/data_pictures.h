#pragma once
// Samples of an image set in rows, with the histogram of their classes below.
#include <QWidget>

#include "app/bridge/data_preview.h"

namespace saddle::app {

class DataPictures : public QWidget {
    Q_OBJECT
public:
    explicit DataPictures(QWidget* parent = nullptr);
    void setPreview(DataPreview preview);

protected:
    void paintEvent(QPaintEvent* event) override;
    bool event(QEvent* event) override;

private:
    QRect picture(size_t index) const;
    QRect bar(size_t class_id, int top) const;
    int picturesBottom() const;
    QString className(size_t class_id) const;
    DataPreview preview_;
};

}  // namespace saddle::app
