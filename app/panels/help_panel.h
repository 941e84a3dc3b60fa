#pragma once
// Help: what can be looked up, by kind, with a search field, and the page of one topic below.
#include <QWidget>

#include "app/panels/help_page.h"

class QLineEdit;
class QTextBrowser;
class QTreeWidget;
class QTreeWidgetItem;

namespace saddle::app {

class HelpPanel : public QWidget {
    Q_OBJECT
public:
    explicit HelpPanel(QWidget* parent = nullptr);
    /// The page of a layer; it may be a composite of `project`.
    void showLayer(const std::string& layer, const Project& project);
    void focusSearch();

private:
    void fill();
    void filter();
    void showPage();
    QLineEdit* search_;
    QTreeWidget* list_;
    QTextBrowser* page_;
    std::vector<QTreeWidgetItem*> items_;   ///< one a topic
    HelpTopic topic_;
    Project project_;                       ///< that the topic was asked for in
};

}  // namespace saddle::app
