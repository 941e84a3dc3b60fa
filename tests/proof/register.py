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
