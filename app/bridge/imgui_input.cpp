#include "app/bridge/imgui_input.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QInputMethodEvent>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QWheelEvent>

#include <algorithm>
#include <cfloat>
#include <set>

#include "viz/fonts.h"

namespace saddle::app {
namespace {

/// ImGui's 512 key slots: Latin-1 keys as they are, Qt's special keys (0x01000000 and on) behind them. -1: none.
int slotOf(int key) {
    if (key >= 0 && key < 256) return key;
    return key >= 0x01000000 && key < 0x01000100 ? 256 + (key & 0xff) : -1;
}

int buttonOf(Qt::MouseButton button) {
    return button == Qt::LeftButton ? 0 : button == Qt::RightButton ? 1 : button == Qt::MiddleButton ? 2 : -1;
}

}  // namespace

void ImGuiInput::attach() {
    ImGuiIO& io = ImGui::GetIO();
    io.BackendPlatformName = "saddlepoint";
    io.BackendFlags |= ImGuiBackendFlags_HasMouseCursors;
    io.ConfigInputTextCursorBlink = false;  // a blinking cursor would cost frames for nothing
    constexpr std::pair<ImGuiKey_, Qt::Key> kKeys[] = {
        {ImGuiKey_Tab, Qt::Key_Tab}, {ImGuiKey_LeftArrow, Qt::Key_Left}, {ImGuiKey_RightArrow, Qt::Key_Right}, {ImGuiKey_UpArrow, Qt::Key_Up},
        {ImGuiKey_DownArrow, Qt::Key_Down}, {ImGuiKey_PageUp, Qt::Key_PageUp}, {ImGuiKey_PageDown, Qt::Key_PageDown}, {ImGuiKey_Home, Qt::Key_Home},
        {ImGuiKey_End, Qt::Key_End}, {ImGuiKey_Insert, Qt::Key_Insert}, {ImGuiKey_Delete, Qt::Key_Delete}, {ImGuiKey_Backspace, Qt::Key_Backspace},
        {ImGuiKey_Space, Qt::Key_Space}, {ImGuiKey_Enter, Qt::Key_Return}, {ImGuiKey_Escape, Qt::Key_Escape}, {ImGuiKey_KeyPadEnter, Qt::Key_Enter},
        {ImGuiKey_A, Qt::Key_A}, {ImGuiKey_C, Qt::Key_C}, {ImGuiKey_V, Qt::Key_V}, {ImGuiKey_X, Qt::Key_X}, {ImGuiKey_Y, Qt::Key_Y}, {ImGuiKey_Z, Qt::Key_Z}};
    for (const auto& [key, qtKey] : kKeys) io.KeyMap[key] = slotOf(qtKey);
    io.UserData = io.ClipboardUserData = this;
    io.SetClipboardTextFn = [](void*, const char* text) { QGuiApplication::clipboard()->setText(QString::fromUtf8(text)); };
    io.GetClipboardTextFn = [](void* user) {
        auto& self = *static_cast<ImGuiInput*>(user);
        self.clipboard_ = QGuiApplication::clipboard()->text().toUtf8();
        return self.clipboard_.constData();
    };
    io.ImeSetInputScreenPosFn = [](int x, int y) {
        static_cast<ImGuiInput*>(ImGui::GetIO().UserData)->textCursor_ = QRect(x, y, 1, int(ImGui::GetFontSize()));
    };
}

bool ImGuiInput::take(QEvent* event) {
    switch (event->type()) {
        case QEvent::MouseMove: {
            const auto* mouse = static_cast<QMouseEvent*>(event);
            if (!waiting_.empty() && waiting_.back().kind == Kind::Move) waiting_.pop_back();
            waiting_.push_back({Kind::Move, mouse->position(), 0, false, false, {}, mouse->modifiers()});
            return true;
        }
        case QEvent::MouseButtonPress:
        case QEvent::MouseButtonDblClick:
        case QEvent::MouseButtonRelease: {
            const auto* mouse = static_cast<QMouseEvent*>(event);
            const int button = buttonOf(mouse->button());
            if (button < 0) return false;
            waiting_.push_back({Kind::Button, mouse->position(), button, event->type() != QEvent::MouseButtonRelease,
                                event->type() == QEvent::MouseButtonDblClick, {}, mouse->modifiers()});
            return true;
        }
        case QEvent::Wheel: {
            const auto* wheel = static_cast<QWheelEvent*>(event);
            waiting_.push_back({Kind::Move, wheel->position(), 0, false, false, {}, wheel->modifiers()});
            waiting_.push_back({Kind::Wheel, QPointF(wheel->angleDelta()) / 120.0, 0, false, false, {}, wheel->modifiers()});
            return true;
        }
        case QEvent::KeyPress:
        case QEvent::KeyRelease: {
            const auto* key = static_cast<QKeyEvent*>(event);
            const bool down = event->type() == QEvent::KeyPress;
            if (const int code = slotOf(key->key()); code >= 0 && !key->isAutoRepeat()) waiting_.push_back({Kind::Key, {}, code, down, false, {}, key->modifiers()});
            if (down && !key->text().isEmpty() && key->text().front().isPrint()) waiting_.push_back({Kind::Text, {}, 0, false, false, key->text(), key->modifiers()});
            return true;
        }
        case QEvent::InputMethod:
            if (const QString text = static_cast<QInputMethodEvent*>(event)->commitString(); !text.isEmpty())
                waiting_.push_back({Kind::Text, {}, 0, false, false, text, {}});
            return true;
        case QEvent::Leave: waiting_.push_back({Kind::Leave, {}, 0, false, false, {}, {}}); return true;
        case QEvent::FocusOut: waiting_.push_back({Kind::Release, {}, 0, false, false, {}, {}}); return true;
        default: return false;
    }
}

bool ImGuiInput::apply() {
    ImGuiIO& io = ImGui::GetIO();
    io.MouseDoubleClickTime = -1;  // Qt says what a double click is
    io.MouseDoubleClickMaxDist = FLT_MAX;
    bool clicked = false;
    std::set<int> keys;
    while (!waiting_.empty()) {
        const Input& next = waiting_.front();
        const bool pointer = next.kind == Kind::Move || next.kind == Kind::Button || next.kind == Kind::Leave;
        if ((clicked && pointer) || (next.kind == Kind::Key && !keys.insert(next.code).second)) break;
        io.KeyCtrl = next.modifiers & Qt::ControlModifier;
        io.KeyShift = next.modifiers & Qt::ShiftModifier;
        io.KeyAlt = next.modifiers & Qt::AltModifier;
        switch (next.kind) {
            case Kind::Button:
                clicked = true;
                io.MouseDown[next.code] = next.down;
                if (next.twice) io.MouseDoubleClickTime = FLT_MAX;
                [[fallthrough]];
            case Kind::Move: io.MousePos = {float(next.at.x()), float(next.at.y())}; break;
            case Kind::Leave: io.MousePos = {-FLT_MAX, -FLT_MAX}; break;
            case Kind::Wheel:
                io.MouseWheel += float(next.at.y());
                io.MouseWheelH += float(next.at.x());
                break;
            case Kind::Key: io.KeysDown[next.code] = next.down; break;
            case Kind::Text:
                viz::need_glyphs(next.text.toStdString());
                io.AddInputCharactersUTF8(next.text.toUtf8().constData());
                break;
            case Kind::Release: std::fill(std::begin(io.KeysDown), std::end(io.KeysDown), false); break;
        }
        waiting_.pop_front();
    }
    return !waiting_.empty();
}

bool ImGuiInput::holding() const {
    const ImGuiIO& io = ImGui::GetIO();
    return std::any_of(std::begin(io.KeysDown), std::end(io.KeysDown), [](bool down) { return down; });
}

Qt::CursorShape ImGuiInput::cursorShape(ImGuiMouseCursor cursor) {
    switch (cursor) {
        case ImGuiMouseCursor_TextInput: return Qt::IBeamCursor;
        case ImGuiMouseCursor_ResizeAll: return Qt::SizeAllCursor;
        case ImGuiMouseCursor_ResizeNS: return Qt::SizeVerCursor;
        case ImGuiMouseCursor_ResizeEW: return Qt::SizeHorCursor;
        case ImGuiMouseCursor_ResizeNESW: return Qt::SizeBDiagCursor;
        case ImGuiMouseCursor_ResizeNWSE: return Qt::SizeFDiagCursor;
        case ImGuiMouseCursor_Hand: return Qt::PointingHandCursor;
        case ImGuiMouseCursor_NotAllowed: return Qt::ForbiddenCursor;
        case ImGuiMouseCursor_None: return Qt::BlankCursor;
        default: return Qt::ArrowCursor;
    }
}

}  // namespace saddle::app
