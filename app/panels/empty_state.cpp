#include "app/panels/empty_state.h"

#include <QLabel>
#include <QVBoxLayout>

#include "app/shell/theme/theme.h"
#include "app/shell/theme/themed_icon.h"

namespace saddle::app {

EmptyState::EmptyState(const QString& icon, QWidget* parent) : QWidget(parent), icon_(new QLabel), missing_(new QLabel), how_(new QLabel) {
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(24, 24, 24, 24);
    column->addStretch(1);
    column->addWidget(icon_);
    column->addWidget(missing_);
    column->addWidget(how_);
    column->addStretch(2);
    for (QLabel* label : {icon_, missing_, how_}) {
        label->setAlignment(Qt::AlignHCenter);
        label->setWordWrap(label != icon_);
    }
    missing_->setProperty("look", "label");
    how_->setProperty("look", "hint");
    const auto paint = [this, icon] { icon_->setPixmap(themedIcon(icon, "text.tertiary").pixmap(QSize(20, 20), devicePixelRatioF())); };
    connect(&Theme::instance(), &Theme::changed, this, paint);
    paint();
}

void EmptyState::setTexts(const QString& missing, const QString& how) {
    missing_->setFont(lookFont("base", 500));
    missing_->setText(missing);
    how_->setText(how);
}

}  // namespace saddle::app
