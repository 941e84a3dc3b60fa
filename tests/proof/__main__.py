"""Runs proofs and writes docs/proof.md. usage, from the repository's root: python3 -m tests.proof [--list] [NAME...]

Without names every proof runs. Each result is kept in build/proof/NAME.json; the page keeps the rows of proofs that do
not run now, so that one can be repeated alone, on a quieter machine for example."""
import datetime
import json
import os
import sys
import time
import traceback

from tests.proof.register import Figure, NotRun, commit, kept_rows, load
from tests.support.program import ROOT

KEPT, PAGE = ROOT / "build/proof", ROOT / "docs/proof.md"


def run(proof):
    load_average, begun = os.getloadavg()[0], time.monotonic()
    try:
        figure, state = proof.measure(), None
        state = "holds" if figure.held else "FAILS"
    except NotRun as reason:
        figure, state = Figure(str(reason), True), "not run"
    except Exception:  # a proof that breaks is one that does not hold
        traceback.print_exc()
        figure, state = Figure(traceback.format_exc().strip().splitlines()[-1], False), "FAILS"
    seconds = time.monotonic() - begun
    print(f"{state:8} {proof.name}: {figure.text} (target: {proof.target}; {seconds:.0f} s)", flush=True)
    KEPT.mkdir(parents=True, exist_ok=True)
    (KEPT / f"{proof.name}.json").write_text(json.dumps({
        "measured": figure.text, "state": state, "commit": commit(), "load": round(load_average, 1),
        "date": datetime.datetime.now(datetime.timezone.utc).strftime("%Y-%m-%d %H:%M")}))
    return figure.held


def page(proofs, ran):
    """Rows as those of `ran` measured them now, else as the page has them, else as this checkout has kept them."""
    text = ("# Proofs\n\nWritten by `scripts/test --long` (`python3 -m tests.proof NAME` repeats one). Each row was measured by the\n"
            "command beside it at the commit, time (UTC) and load average of the machine in the last column.\n")
    before, rows, cell = kept_rows(PAGE), {}, lambda text: text.replace("|", "\\|").replace("\n", " ")
    for p in proofs.values():
        kept, old = KEPT / f"{p.name}.json", before.get(f"| {cell(p.what)}")
        if old and p.name not in ran:
            rows.setdefault(p.issue, []).append(old)
        elif kept.exists():
            r = json.loads(kept.read_text())
            cells = [p.what, p.target, r["measured"], r["state"], f"`{p.command}`", f"{r['commit']}, {r['date']}, load {r['load']}"]
            rows.setdefault(p.issue, []).append(f"| {' | '.join(map(cell, cells))} |\n")
    for issue in sorted(rows):
        text += f"\n## Issue {issue}\n\n| what | target | measured | | command | when |\n|---|---|---|---|---|---|\n{''.join(rows[issue])}"
    return text


def main(names):
    proofs = load()
    if names == ["--list"]:
        for p in proofs.values():
            print(f"{p.name}: {p.what} ({p.target})")
        return 0
    unknown = [name for name in names if name not in proofs]
    if unknown:
        print(f"there is no proof {', '.join(unknown)}; --list shows them", file=sys.stderr)
        return 2
    names = names or list(proofs)
    held = [run(proofs[name]) for name in names]
    PAGE.write_text(page(proofs, names))
    return 0 if all(held) else 1


sys.exit(main(sys.argv[1:]))
