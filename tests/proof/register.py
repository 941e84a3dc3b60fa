"""The list of proofs. A proof is a function that runs programs and returns what it measured:

    @proof(issue=2, target="at least 97.0 %", command="saddle train ...")
    def accuracy_after_one_epoch():
        "MNIST: accuracy after one epoch, seed 1"
        ...
        return Figure("97.7 %", held=True)

A module of this folder that holds such functions is found by itself."""
import dataclasses
import importlib
import pathlib
import subprocess

from tests.support.program import ROOT

PROOFS = {}


@dataclasses.dataclass
class Figure:
    """What was measured, as text, and whether the target holds."""
    text: str
    held: bool


class NotRun(Exception):
    """Raised by a proof that cannot run here; says why."""


@dataclasses.dataclass
class Proof:
    name: str
    issue: int
    what: str
    target: str
    command: str
    measure: object


def proof(issue, target, command):
    def add(function):
        PROOFS[function.__name__] = Proof(function.__name__, issue, function.__doc__, target, command, function)
        return function
    return add


def load():
    """Imports every module of this folder, in the order of their names, and returns the proofs by name."""
    for file in sorted(pathlib.Path(__file__).parent.glob("*.py")):
        if file.stem not in ("__main__", "register"):
            importlib.import_module(f"tests.proof.{file.stem}")
    return PROOFS


def commit():
    """What is measured: the commit, and whether a file besides the docs differs from it."""
    git = lambda *arguments: subprocess.run(["git", *arguments], cwd=ROOT, capture_output=True, text=True).stdout.strip()
    changed = git("status", "--porcelain", "--untracked-files=no", "--", ".", ":!docs")
    return (git("rev-parse", "--short", "HEAD") or "unknown") + (" and changes" if changed else "")


def kept_rows(page):
    """Rows of the tables of a page that was written before, by "| " and their first cell."""
    lines = page.read_text().splitlines(keepends=True) if page.exists() else []
    return {line.split(" | ")[0]: line for line in lines if line.startswith("| ")}
