"""A plain SVG of two curves on a light ground."""
import json
import math

from tests.support.program import ROOT

WIDTH, HEIGHT, LEFT, RIGHT, TOP, BOTTOM = 640, 360, 64, 16, 40, 44


def scale(low, high, logarithmic):
    """A function of values to 0..1 over a slightly wider range, and the values to write beside it."""
    if logarithmic:
        a, b = math.log10(low), math.log10(high)
        ticks = [m * 10.0 ** e for e in range(math.floor(a), math.ceil(b) + 1) for m in (1, 2, 5) if low * 0.999 <= m * 10.0 ** e <= high * 1.001]
        return lambda v: (math.log10(v) - a) / ((b - a) or 1), ticks
    step = 10.0 ** math.floor(math.log10((high - low) / 2 or 1))
    step = next(s for s in (step, 2 * step, 5 * step, 10 * step) if (high - low) / s <= 6)
    return lambda v: (v - low) / ((high - low) or 1), [k * step for k in range(math.ceil(low / step - 1e-9), math.floor(high / step + 1e-9) + 1)]


def svg(title, across, rows):
    """`rows` of (x, ours, PyTorch's); a steep curve gets a logarithmic axis."""
    light = json.loads((ROOT / "app/shell/theme/tokens.json").read_text())["themes"]["light"]
    xs, values = [row[0] for row in rows], [v for row in rows for v in row[1:]]
    low, high = min(values), max(values)
    steep = low > 0 and high / low > 8
    if not steep:
        low, high = low - 0.04 * (high - low), high + 0.04 * (high - low)
    to_x, x_ticks = scale(0, xs[-1], False)
    to_y, y_ticks = scale(low, high, steep)
    px = lambda x: LEFT + to_x(x) * (WIDTH - LEFT - RIGHT)
    py = lambda y: HEIGHT - BOTTOM - to_y(y) * (HEIGHT - TOP - BOTTOM)
    text = lambda x, y, words, colour="secondary", anchor="middle": f'<text x="{x:.1f}" y="{y:.1f}" fill="{light["text"][colour]}" text-anchor="{anchor}">{words}</text>'
    line = lambda points, colour, width: f'<polyline points="{" ".join(f"{x:.1f},{y:.1f}" for x, y in points)}" fill="none" stroke="{colour}" stroke-width="{width}"/>'
    out = [f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH}" height="{HEIGHT}" viewBox="0 0 {WIDTH} {HEIGHT}" font-family="Inter, system-ui, sans-serif" font-size="12">',
           f'<rect width="{WIDTH}" height="{HEIGHT}" fill="{light["plot"]["bg"]}"/>']
    for tick in x_ticks:
        out += [line([(px(tick), TOP), (px(tick), HEIGHT - BOTTOM)], light["plot"]["grid"], 1), text(px(tick), HEIGHT - BOTTOM + 16, f"{tick:,.0f}")]
    for tick in y_ticks:
        out += [line([(LEFT, py(tick)), (WIDTH - RIGHT, py(tick))], light["plot"]["grid"], 1), text(LEFT - 6, py(tick) + 4, f"{tick:.4g}", anchor="end")]
    out.append(line([(LEFT, TOP), (LEFT, HEIGHT - BOTTOM), (WIDTH - RIGHT, HEIGHT - BOTTOM)], light["plot"]["axis"], 1))
    out += [text(LEFT, 18, title, "primary", "start"), text((LEFT + WIDTH - RIGHT) / 2, HEIGHT - 10, across)]
    for k, (name, x) in enumerate((("Saddlepoint", WIDTH - 200), ("PyTorch", WIDTH - 90))):
        colour = light["categorical"][k]
        out += [line([(px(row[0]), py(row[1 + k])) for row in rows], colour, 1.5), line([(x, 14), (x + 18, 14)], colour, 2), text(x + 24, 18, name, anchor="start")]
    return "\n".join(out) + "\n</svg>\n"
