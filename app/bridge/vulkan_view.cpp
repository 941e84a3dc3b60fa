#include "app/bridge/vulkan_view.h"

#include <QCoreApplication>
#include <QElapsedTimer>
#include <QEvent>
#include <QPainter>
#include <QTimer>

#include <algorithm>
#include <optional>

#include "app/bridge/imgui_input.h"
#include "viz/render/surface.h"

namespace saddle::app {
namespace {

constexpr int kPollMs = 3;                       // how often a frame on its way is asked for
constexpr qint64 kFrameMs = 1000 / 30, kTrainingFrameMs = 1000 / 8;
constexpr int kSettlingFrames = 2;               // ImGui needs a frame or two until hovering and layouts have settled

QColor toColor(viz::Color color) { return QColor(int(color & 0xff), int(color >> 8 & 0xff), int(color >> 16 & 0xff)); }
QString translated(const char* text) { return QCoreApplication::translate("viz", text); }

}  // namespace

struct VulkanView::Impl {
    Impl(VulkanView& owner, viz::View& shown, viz::Link& shared) : widget(owner), view(shown), link(shared) {
        clock.start();
        timer.setSingleShot(true);
        timer.setTimerType(Qt::PreciseTimer);
        QObject::connect(&timer, &QTimer::timeout, &widget, [this] { advance(); });
    }

    /// A frame is due; `urgent` when the user waits for it.
    void want(bool urgent) {
        due = true;
        hurry = hurry || urgent;
        if (widget.isVisible() && !timer.isActive()) timer.start(0);
        else if (urgent && timer.remainingTime() > kPollMs) timer.start(kPollMs);
    }

    /// Fetches the frame on its way, and starts the next one when it is due and its time has come.
    void advance() {
        if (!widget.isVisible() || problem) return;
        if (surface && surface->busy()) {
            auto fetched = surface->fetch();
            if (!fetched.ok()) return fail(fetched.error());
            if (*fetched) show();
            else return timer.start(kPollMs);
        }
        if (!due) return;
        const bool slow = training && surface && surface->draws_on_cpu() && !hurry;
        if (const qint64 wait = drawnAt + (slow ? kTrainingFrameMs : kFrameMs) - clock.elapsed(); drawnAt >= 0 && wait > 0) return timer.start(int(wait));
        draw();
    }

    void draw() {
        if (!surface) {
            auto made = viz::Surface::make();
            if (!made.ok()) return fail(made.error());
            surface = std::move(*made);
            surface->imgui_io();
            input.attach();
        }
        const qint64 now = clock.elapsed();
        const double since = drawnAt < 0 ? 1.0 / 60 : double(now - drawnAt) / 1e3;
        drawnAt = now;
        due = hurry = false;
        const unsigned revision = link.revision;
        surface->imgui_io();
        const bool more = input.apply();
        const viz::Context context{theme, link, [](const char* text) { return translated(text).toStdString(); }, double(now) / 1e3, reduceMotion};
        scale = widget.devicePixelRatioF();
        const auto moves = surface->draw(view, context, {double(widget.width()), double(widget.height()), scale, since});
        if (!moves.ok()) return fail(moves.error());
        if (const auto shape = ImGuiInput::cursorShape(ImGui::GetMouseCursor()); shape != widget.cursor().shape()) widget.setCursor(shape);
        if (const bool typing = surface->imgui_io().WantTextInput; typing != wantsText) {
            wantsText = typing;
            widget.updateMicroFocus();
        }
        if (settling > 0) --settling;
        if (more || settling > 0 || (wantsText && input.holding())) want(true);
        else if (*moves) want(false);
        if (surface->busy()) timer.start(kPollMs);
        if (link.revision != revision) Q_EMIT widget.linkChanged();
    }

    void show() {
        const viz::Pixels& pixels = surface->pixels();
        image = QImage(pixels.bgrx, pixels.width, pixels.height, pixels.width * 4, QImage::Format_RGB32);
        image.setDevicePixelRatio(scale);
        ++frames;
        widget.update();
    }

    void fail(const Error& error) {
        image = QImage();  // it lies in memory of the surface
        surface.reset();
        timer.stop();
        problem = error;
        widget.unsetCursor();
        widget.update();
    }

    void retry() {
        problem.reset();
        want(true);
        widget.update();
    }

    void paintProblem(QPainter& painter) const {
        const bool lost = problem->kind == ErrorKind::DeviceLost;
        const QString title = lost ? translated("The graphics device was lost") : translated("Nothing can be drawn here");
        const auto sentence = [](const std::string& text) {
            const QString line = QString::fromStdString(text);
            return line.left(1).toUpper() + line.mid(1);
        };
        QString text = sentence(problem->message) + "\n";
        if (!problem->hint.empty()) text += sentence(problem->hint) + "\n";
        text += translated("Click to try again.");
        const int top = widget.height() / 3 - 20, width = std::min(widget.width() - 24, 420), left = (widget.width() - width) / 2;
        QFont font = painter.font();
        font.setWeight(QFont::Medium);
        painter.setFont(font);
        painter.setPen(toColor(theme.text.secondary));
        QRect used;
        painter.drawText(QRect(left, top, width, 40), Qt::AlignHCenter | Qt::TextWordWrap, title, &used);
        font.setWeight(QFont::Normal);
        font.setPixelSize(11);
        painter.setFont(font);
        painter.setPen(toColor(theme.text.tertiary));
        painter.drawText(QRect(left, used.bottom() + 4, width, widget.height() - used.bottom()), Qt::AlignHCenter | Qt::TextWordWrap, text);
    }

    VulkanView& widget;
    viz::View& view;
    viz::Link& link;
    viz::Theme theme;
    QElapsedTimer clock;
    QTimer timer;
    std::unique_ptr<viz::Surface> surface;
    ImGuiInput input;
    QImage image;                        // of the last frame; its pixels are the surface's
    std::optional<Error> problem;
    qint64 drawnAt = -1;                // of the last frame, on `clock`
    double scale = 1;                    // device pixel ratio of the last frame
    int frames = 0, settling = 0;
    bool due = false, hurry = false, training = false, reduceMotion = false, wantsText = false;
};

VulkanView::VulkanView(viz::View& view, viz::Link& link, QWidget* parent) : QWidget(parent), impl_(std::make_unique<Impl>(*this, view, link)) {
    setMouseTracking(true);
    setFocusPolicy(Qt::StrongFocus);
    setAttribute(Qt::WA_OpaquePaintEvent);
    setAttribute(Qt::WA_InputMethodEnabled);
    setObjectName(view.id());
}

VulkanView::~VulkanView() = default;

void VulkanView::setTheme(const viz::Theme& theme) {
    impl_->theme = theme;
    impl_->want(true);
    update();
}

void VulkanView::refresh() { impl_->want(false); }
void VulkanView::setTraining(bool training) { impl_->training = training; }
void VulkanView::setReduceMotion(bool reduce) { impl_->reduceMotion = reduce; }
int VulkanView::frames() const { return impl_->frames; }
QString VulkanView::problem() const { return impl_->problem ? QString::fromStdString(impl_->problem->message) : QString(); }

QVariant VulkanView::inputMethodQuery(Qt::InputMethodQuery query) const {
    if (query == Qt::ImEnabled) return impl_->wantsText;
    if (query == Qt::ImCursorRectangle) return impl_->input.textCursor();
    return QWidget::inputMethodQuery(query);
}

bool VulkanView::event(QEvent* event) {
    Impl& d = *impl_;
    switch (event->type()) {
        case QEvent::Show:
        case QEvent::Resize:
        case QEvent::LanguageChange:
        case QEvent::ScreenChangeInternal: d.want(true); break;
        case QEvent::ShortcutOverride:
            if (d.wantsText) event->accept();  // typing is not a shortcut
            break;
        case QEvent::ToolTip: return true;   // the view's own read-out is there; the dock's tip would lie on it
        case QEvent::MouseButtonRelease:
            if (d.problem) {
                d.retry();
                return true;
            }
            break;
        default: break;
    }
    if (d.problem || !d.input.take(event)) return QWidget::event(event);
    d.settling = kSettlingFrames;
    d.want(true);
    const bool key = event->type() == QEvent::KeyPress || event->type() == QEvent::KeyRelease;
    if (event->type() == QEvent::Leave || event->type() == QEvent::FocusOut || (key && !d.wantsText)) return QWidget::event(event);  // the window's too
    event->accept();
    return true;
}

void VulkanView::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    painter.fillRect(rect(), toColor(impl_->theme.bg.panel));
    if (impl_->problem) return impl_->paintProblem(painter);
    if (!impl_->image.isNull()) painter.drawImage(0, 0, impl_->image);
}

}  // namespace saddle::app

#include "moc_vulkan_view.cpp"
