"""What a training says: a project trained by our program and the same model, data, optimizer and number of steps in PyTorch."""
import csv
import dataclasses
import importlib
import pathlib
import statistics
import typing

import torch

from tests.support.program import SHARED

TRAININGS = {}


@dataclasses.dataclass
class Training:
    """project    below projects/, without its ending
    data       for --data, below ../shared/data; empty: the project's own set
    arguments  of `saddle train`
    runs       more arguments, one tuple a run (seeds, folds); curves and figures are means over the runs
    watched    what is drawn: "train_loss" of each step (or "train_loss:NODE"), or a metric of each epoch, as "test_accuracy"
    label      what the picture calls it
    measured   what the figure is, in words
    form       how the figure is written
    figure     (split, metric) of `saddle eval`, or a function of the mean curve
    pytorch    pytorch(number of the run) -> the curve (a number a step or an epoch), and the figure where it is not of the curve
    """
    name: str
    project: str
    data: str
    label: str
    measured: str
    figure: typing.Any
    pytorch: typing.Callable
    watched: str = "train_loss"
    arguments: tuple = ()
    runs: tuple = (("--seed", 1),)
    form: str = "{:.4f}"

    @property
    def by_step(self):
        return self.watched.startswith("train_loss")

    @property
    def commands(self):
        data = f" --data ../shared/data/{self.data}" if self.data else ""
        words = lambda arguments: "".join(f" {a}" for a in arguments)
        others = "".join(f",{words(run)}" for run in self.runs[1:2]) + (" ..." if len(self.runs) > 2 else "")
        train = f"saddle train projects/{self.project}.json{data}{words(self.arguments)}{words(self.runs[0])}"
        return train + others + (f"; saddle eval last --split {self.figure[0]}" if isinstance(self.figure, tuple) else "")


def training(name, project, data, **said):
    """Registers PyTorch's side of a training. A file of this folder that holds such functions is found by itself."""
    def register(pytorch):
        TRAININGS[name] = Training(name, project, data, pytorch=pytorch, **said)
        return pytorch
    return register


def load():
    for file in sorted(pathlib.Path(__file__).parent.glob("*.py")):
        if file.stem not in ("__main__", "register", "picture"):
            importlib.import_module(f"tests.parity.training.{file.stem}")
    return TRAININGS


def batches(data, batch):
    """Batches of an epoch."""
    return -(-len(next(iter(data.values()))) // batch)


def fit(model, data, batch, steps, loss, optimizer, schedule=None):
    """The loss of each step: samples in a new order each epoch, its last batch smaller."""
    losses, samples = [], len(next(iter(data.values())))
    while True:
        for part in torch.randperm(samples).split(batch):
            if len(losses) == steps:
                return losses
            optimizer.zero_grad()
            value = loss(model, {name: t[part] for name, t in data.items()})
            value.backward()
            optimizer.step()
            if schedule:
                schedule.step()
            losses.append(value.item())


@torch.no_grad()
def evaluated(model, data, measure, batch=250):
    """Mean over the samples of measure(model, a batch of them), in evaluation mode."""
    model.eval()
    samples, total = len(next(iter(data.values()))), 0.0
    for part in torch.arange(samples).split(batch):
        total += float(measure(model, {name: t[part] for name, t in data.items()})) * len(part)
    model.train()
    return total / samples


def last(curve):
    return curve[-1]


def mean_of_last(count):
    return lambda curve: statistics.mean(curve[-count:])


def reference(file, column, **chosen):
    """A column of one of the reference's curves (../shared/reference/curves), of the rows with those values."""
    with open(SHARED / "reference/curves" / f"curve_{file}.csv", newline="") as rows:
        return [float(row[column]) for row in csv.DictReader(rows) if all(row[name] == str(value) for name, value in chosen.items())]
