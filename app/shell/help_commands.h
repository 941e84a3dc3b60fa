#pragma once
// What the Help menu does.
#include <QObject>

namespace saddle::app {

class MainWindow;

class HelpCommands : public QObject {
    Q_OBJECT
public:
    explicit HelpCommands(MainWindow& window);
    /// The page of the selected node's layer; the list when none is selected.
    void showHelp();
    /// From then on it is not shown by itself.
    void startTour();
    void editShortcuts();
    void showAbout();

private:
    MainWindow& window_;
};

}  // namespace saddle::app
