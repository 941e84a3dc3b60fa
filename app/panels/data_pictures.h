#pragma once
// Samples of an image set in rows, with the histogram of their classes below.
#include <QWidget>

#include "app/bridge/data_preview.h"

namespace saddle::app {

class DataPictures : public QWidget {
    Q_OBJECT
public:
    explicit DataPictures(QWidget* parent = nullptr);
    /// `histogram`: samples by class of `counted`; empty: there are no classes.
    void setSamples(std::vector<DataSample> samples, std::vector<int64_t> histogram, int64_t counted, std::vector<std::string> class_names);

protected:
    void paintEvent(QPaintEvent* event) override;
    bool event(QEvent* event) override;

private:
    QRect picture(size_t index) const;
    QRect bar(size_t class_id, int top) const;
    int picturesBottom() const;
    QString className(size_t class_id) const;
    std::vector<DataSample> samples_;
    std::vector<int64_t> histogram_;
    int64_t counted_ = 0;
    std::vector<std::string> class_names_;
};

}  // namespace saddle::app
