"""The DDPM on 8 x 8 MNIST, against the reference run of the same model in PyTorch. build/proof/ddpm-8x8.png shows samples of it (DDIM)."""
import functools
import statistics

import numpy as np

from tests.proof.register import Figure, NotRun, proof
from tests.support.program import ROOT, SHARED, World

MNIST, PICTURE = SHARED / "data/mnist", ROOT / "build/proof/ddpm-8x8.png"
TRAIN = "saddle train projects/diffusion/ddpm-8x8.json --data ../shared/data/mnist --steps 2500"


@functools.lru_cache(maxsize=None)
def trained():
    """Losses of the last 100 steps, and 64 samples of the ancestral sampler."""
    if not MNIST.exists():
        raise NotRun(f"the real MNIST is not at {MNIST}")
    world = World()
    PICTURE.parent.mkdir(parents=True, exist_ok=True)
    try:
        for command in (("train", "projects/diffusion/ddpm-8x8.json", "--data", MNIST, "--steps", 2500),
                        ("sample", "last", "--count", 64, "-o", world.folder / "samples.npy"),
                        ("sample", "last", "--count", 64, "--sampler", "ddim", "--steps", 100, "-o", PICTURE)):
            outcome = world.run(*command, timeout=7200)
            if outcome.code != 0:
                raise RuntimeError(str(outcome))
        losses = [float(value) for value in world.curve("last", "train_loss")[2400:]]
        return losses, np.load(world.folder / "samples.npy")
    finally:
        world.close()


@proof(issue=3, target="at most 0.060 (PyTorch: 0.0545)", command=TRAIN)
def ddpm_loss():
    "DDPM on 8 x 8 MNIST: mean loss of the last 100 of 2,500 steps"
    losses, _ = trained()
    return Figure(f"{statistics.mean(losses):.4f} of {len(losses)} steps", len(losses) == 100 and statistics.mean(losses) <= 0.060)


@proof(issue=3, target="mean -0.80 +- 0.06, deviation 0.41 +- 0.06 (the data's; PyTorch: -0.819, 0.368)", command=f"{TRAIN} && saddle sample last --count 64 -o samples.npy")
def ddpm_samples():
    "DDPM on 8 x 8 MNIST: mean and deviation of the pixels of 64 samples"
    _, samples = trained()
    mean, deviation = float(samples.mean()), float(samples.std())
    return Figure(f"{mean:.3f}, {deviation:.3f}", abs(mean + 0.80) <= 0.06 and abs(deviation - 0.41) <= 0.06)
