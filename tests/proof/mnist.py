"""LeNet-5 on the real MNIST, against the reference results of the same model in PyTorch."""
import functools
import math
import statistics

from tests.proof.register import Figure, NotRun, proof
from tests.support.program import SHARED, World

MNIST = SHARED / "data/mnist"
TRAIN = "saddle train projects/vision/lenet5.json --data ../shared/data/mnist"


@functools.lru_cache(maxsize=None)
def trained(seed, epochs):
    """Events of one run."""
    if not MNIST.exists():
        raise NotRun(f"the real MNIST is not at {MNIST}")
    world = World()
    try:
        outcome = world.run("train", "projects/vision/lenet5.json", "--data", MNIST, "--epochs", epochs, "--seed", seed, "--json",
                            timeout=7200)
    finally:
        world.close()
    if outcome.code != 0:
        raise RuntimeError(str(outcome))
    return outcome


def percent(fraction):
    return f"{fraction * 100:.2f} %"


@proof(issue=2, target="at least 97.0 %", command=f"{TRAIN} --epochs 1 --seed 1")
def mnist_one_epoch():
    "LeNet-5 on MNIST: accuracy on the 8,000 test images after 1 epoch, seed 1"
    accuracy = trained(1, 1).events("epoch")[0]["val_accuracy"]
    return Figure(percent(accuracy), accuracy >= 0.97)


@proof(issue=2, target="0.20 to 0.36 (PyTorch: 0.285 and 0.325)", command=f"{TRAIN} --epochs 1 --seed 1")
def mnist_first_epoch_loss():
    "LeNet-5 on MNIST: mean train loss of epoch 1"
    loss = trained(1, 1).events("epoch")[0]["train_loss"]
    return Figure(f"{loss:.4f}", 0.20 <= loss <= 0.36)


@proof(issue=2, target="within 3 % of ln 10", command=f"{TRAIN} --epochs 1 --seed 1")
def mnist_first_step_loss():
    "LeNet-5 on MNIST: loss of the first step"
    loss = trained(1, 1).events("step")[0]["loss"]
    return Figure(f"{loss:.4f}, {abs(loss / math.log(10) - 1) * 100:.2f} % off", abs(loss / math.log(10) - 1) <= 0.03)


@proof(issue=2, target="mean at least 98.4 %, none under 98.1 %", command=f"{TRAIN} --epochs 5 --seed 1 (2, 3)")
def mnist_five_epochs():
    "LeNet-5 on MNIST: accuracy after 5 epochs, seeds 1 to 3"
    accuracy = [trained(seed, 5).events("epoch")[4]["val_accuracy"] for seed in (1, 2, 3)]
    mean = statistics.mean(accuracy)
    return Figure(f"{', '.join(map(percent, accuracy))}; mean {percent(mean)}", mean >= 0.984 and min(accuracy) >= 0.981)
