"""Landscapes of networks with and without shortcuts (Li et al. 2018), as numbers and at a size that two cores bear."""
import json
import math

import numpy as np

from tests.proof.register import Figure, NotRun, proof
from tests.support.program import ROOT, SHARED, World, number

PROJECT, CIFAR = ROOT / "projects/vision/resnet20.json", SHARED / "data/cifar10-subset"
CLASSES = 10


def without_shortcuts(project):
    """The same convolutions and normalisations one after another: what joins in each block is left out, and what leads there."""
    for composite in project["composites"]:
        graph = composite["graph"]
        gone = {node["id"] for node in graph["nodes"] if node["layer"] in ("Add", "Slice", "Pad")}
        graph["nodes"] = [node for node in graph["nodes"] if node["id"] not in gone]
        graph["edges"] = [edge for edge in graph["edges"] if not gone & {end.split(".")[0] for end in edge}] + [["bn2.y", "relu2.x"]]
        composite["attributes"].pop("added", None)
    for node in project["graph"]["nodes"]:
        node.get("attributes", {}).pop("added", None)
    project["name"] += " without shortcuts"
    return project


def curvatures(loss, spacing):
    """Both eigenvalues of the plane's Hessian at the inner points of a grid, by second differences: [size - 2, size - 2] each."""
    inner = loss[1:-1, 1:-1]
    xx = (loss[1:-1, 2:] - 2 * inner + loss[1:-1, :-2]) / spacing ** 2
    yy = (loss[2:, 1:-1] - 2 * inner + loss[:-2, 1:-1]) / spacing ** 2
    xy = (loss[2:, 2:] - loss[2:, :-2] - loss[:-2, 2:] + loss[:-2, :-2]) / (4 * spacing ** 2)
    mean, off = (xx + yy) / 2, np.hypot((xx - yy) / 2, xy)
    return mean - off, mean + off


def numbers(project, steps, batch, size, samples, planes):
    """What is said of one network: trained from seed 1, looked at on planes of the seeds 1, 2, ..."""
    world = World()
    try:
        file = world.folder / "network.json"
        file.write_text(json.dumps(project))
        world.run("train", file, "--data", CIFAR, "--steps", steps, "--batch", batch, "--json", timeout=3600)
        found = {"train": world.run("eval", "last", "--data", CIFAR, "--split", "train", "--json", timeout=3600).lines[-1],
                 "test": world.run("eval", "last", "--data", CIFAR, "--json", timeout=3600).lines[-1]}
        basins, bent, deepest = [], [], []
        for seed in range(1, planes + 1):
            grid = world.run("landscape", "last", "--data", CIFAR, "--size", size, "--samples", samples, "--seed", seed, "--json", timeout=3600).lines[-1]
            loss = np.array([number(value) for value in grid["loss"]]).reshape(size, size)
            basin = loss < math.log(CLASSES)      # better than knowing nothing; NaN and infinity are not
            small, large = curvatures(loss, 2 * grid["range"] / (size - 1))
            within = basin[1:-1, 1:-1] & np.isfinite(small) & np.isfinite(large)
            basins.append(basin.mean())
            bent.append((small[within] < 0).mean() if within.any() else math.nan)
            deepest.append(np.max(-small[within] / np.abs(large[within]), initial=0))
        return {**found, "basin": np.mean(basins), "bent": np.nanmean(bent), "deepest": np.max(deepest)}
    finally:
        world.close()


def contrast(steps=400, batch=32, size=15, samples=128, planes=1):
    """With shortcuts and without: numbers of both."""
    project = json.loads(PROJECT.read_text())
    project["train"]["batch_size"] = batch
    plain = without_shortcuts(json.loads(json.dumps(project)))
    return [numbers(each, steps, batch, size, samples, planes) for each in (project, plain)]


def said(n):
    return (f"loss {n['train']['loss']:.3f} on the training set, accuracy {100 * n['test']['accuracy']:.1f} % on the test set, basin {100 * n['basin']:.1f} % of the square, "
            f"non-convex {100 * n['bent']:.1f} % of it (-λmin/λmax up to {n['deepest']:.2f})")


@proof(issue=5, target="numbers with their method; the lower loss with shortcuts", command="/usr/bin/python3 -m tests.proof shortcuts_and_landscape")
def shortcuts_and_landscape():
    "ResNet-20 with and without shortcuts, 400 steps of 32 of CIFAR's sample: basin (loss below ln 10), non-convex share of it, final loss"
    if not CIFAR.exists():
        raise NotRun(f"needs {CIFAR}")
    shortcuts, plain = contrast()
    return Figure(f"with: {said(shortcuts)}; without: {said(plain)}", shortcuts["train"]["loss"] < plain["train"]["loss"])
