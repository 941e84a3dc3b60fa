"""Trains projects beside the same models in PyTorch and draws both. usage: /usr/bin/python3 -m tests.parity.training [--list] NAME...

Writes docs/curves/NAME.csv and NAME.svg and the row of NAME in docs/curves.md. PyTorch's side is kept in
build/curves/NAME.json; delete that to train it anew. Exit code 77: there is no PyTorch."""
import csv
import datetime
import json
import os
import statistics
import sys
import time

try:
    import torch
except ImportError:
    print("skipped: python3-torch is not installed")
    sys.exit(77)

from tests.parity.training.picture import svg
from tests.parity.training.register import load
from tests.proof.register import commit, kept_rows
from tests.support.program import ROOT, SHARED, World

KEPT, DOCS = ROOT / "build/curves", ROOT / "docs"
POINTS = 200   # of a curve in docs, each the mean of as many steps as it stands for


def ours(t):
    """The curve of each run, and the figure that `saddle eval` gives, where it does."""
    for arguments in t.runs:
        world = World()
        try:
            def run(*command):
                outcome = world.run(*command, "--json", timeout=7200)
                if outcome.code != 0:
                    sys.exit(f"saddle {' '.join(map(str, command))} failed\n{outcome}")
                return outcome
            data = ("--data", SHARED / "data" / t.data) if t.data else ()
            trained = run("train", f"projects/{t.project}.json", *data, *t.arguments, *arguments)
            if t.by_step:
                curve = [float(value) for value in world.curve("last", t.watched)]
            else:
                curve = [epoch[t.watched] for epoch in trained.events("epoch")]
            yield curve, run("eval", "last", "--split", t.figure[0]).lines[-1][t.figure[1]] if isinstance(t.figure, tuple) else None
        finally:
            world.close()


def pytorch(t):
    for number in range(len(t.runs)):
        torch.manual_seed(number + 1)
        yield t.pytorch(number)


def together(t, runs):
    """The mean curve and the figure of several runs."""
    curves, figures = zip(*runs)
    curve = [statistics.mean(values) for values in zip(*curves)]
    return curve, t.figure(curve) if callable(t.figure) else statistics.mean(figures)


def kept(t):
    file = KEPT / f"{t.name}.json"
    if not file.exists():
        KEPT.mkdir(parents=True, exist_ok=True)
        file.write_text(json.dumps(together(t, pytorch(t))))
    return json.loads(file.read_text())


def thinned(*curves):
    """Rows of (last step, means up to it); the last row may stand for half as many steps more or less."""
    length = min(map(len, curves))
    width = -(-length // POINTS)
    edges = [*range(0, max(1, length - width // 2), width), length]
    return [(end, *(statistics.mean(curve[begin:end]) for curve in curves)) for begin, end in zip(edges, edges[1:])]


def page(rows):
    return ("# Curves\n\nProjects trained by Saddlepoint and the same model in PyTorch 1.13 on the same data, with the same optimizer, batch and number\n"
            "of steps; initial weights and order are each program's own. `/usr/bin/python3 -m tests.parity.training NAME` repeats a row.\n\n"
            "| project | measured | ours | PyTorch's | curve | ours by | when |\n|---|---|---|---|---|---|---|\n" + "".join(rows)
            + "\nWhat the DDPM on 8 x 8 digits draws after its 2,500 steps (`saddle sample last --count 64 --sampler ddim --steps 100`):\n\n![samples](pictures/ddpm-8x8.png)\n")


def measure(t):
    begun = time.monotonic()
    theirs, their_figure = kept(t)
    print(f"{t.name}: PyTorch {t.form.format(their_figure)}, {time.monotonic() - begun:.0f} s", flush=True)
    begun = time.monotonic()
    curve, figure = together(t, ours(t))
    print(f"{t.name}: ours {t.form.format(figure)}, {time.monotonic() - begun:.0f} s", flush=True)
    across, rows = ("step" if t.by_step else "epoch"), thinned(curve, theirs)
    (DOCS / "curves").mkdir(exist_ok=True)
    with open(DOCS / f"curves/{t.name}.csv", "w", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow((across, "ours", "pytorch"))
        writer.writerows((x, f"{a:.5g}", f"{b:.5g}") for x, a, b in rows)
    (DOCS / f"curves/{t.name}.svg").write_text(svg(f"{t.name}: {t.label}", across, rows))
    return [f"[{t.name}](../projects/{t.project}.json)", t.measured, t.form.format(figure), t.form.format(their_figure), f"![{t.label}](curves/{t.name}.svg)", f"`{t.commands}`",
            f"{commit()}, {datetime.datetime.now(datetime.timezone.utc):%Y-%m-%d}"]


def main(names):
    trainings = load()
    unknown = [name for name in names if name not in trainings]
    if names == ["--list"] or unknown or not names:
        print("\n".join(f"{name}: {t.measured}" for name, t in trainings.items()) if not unknown or names == ["--list"] else f"there is no training {', '.join(unknown)}; --list shows them")
        return 0 if names == ["--list"] else 2
    for name in names:
        fresh = f"| {' | '.join(measure(trainings[name]))} |\n"
        rows = kept_rows(DOCS / "curves.md") | {fresh.split(" | ")[0]: fresh}
        (DOCS / "curves.md").write_text(page(rows[key] for key in (f"| [{t.name}](../projects/{t.project}.json)" for t in trainings.values()) if key in rows))
    return 0


os.nice(10)
torch.set_num_threads(1)
sys.exit(main(sys.argv[1:]))
