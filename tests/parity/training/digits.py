"""LeNet-5 and the MLP on MNIST, and what other families read of it."""
import gzip

import numpy as np
import torch

from tests.parity.models import lenet
from tests.parity.training.register import batches, evaluated, fit, reference, training
from tests.support.program import SHARED


def mnist(mean=0.1307, std=0.3081):
    """Training and test images, normalised, with their labels."""
    def idx(part, kind):
        path = next(f for f in sorted((SHARED / "data/mnist").iterdir()) if f.name.startswith(f"{part}-{kind}"))
        raw = (gzip.open if path.suffix == ".gz" else open)(path, "rb").read()
        shape = np.frombuffer(raw, ">u4", count=raw[3], offset=4)
        return torch.tensor(np.frombuffer(raw, np.uint8, offset=4 + 4 * raw[3]).reshape(shape))
    for part in ("train", "t10k"):
        yield {"image": ((idx(part, "images").float() / 255 - mean) / std).unsqueeze(1), "label": idx(part, "labels").long()}


def right(model, batch):
    return (model(batch["image"]).argmax(1) == batch["label"]).float().mean()


def told(epochs):
    return {"arguments": ("--epochs", epochs), "label": "training loss", "measured": f"accuracy on the 8,000 test images after {epochs} epochs", "figure": ("val", "accuracy"), "form": "{:.2%}"}


@training("lenet5", "vision/lenet5", "mnist", **told(5))
def lenet5(_):
    return reference("lenet_relu_max_sgd_s1", "loss"), 0.9880


@training("lenet5-1998", "vision/lenet5-1998", "mnist", **told(5))
def lenet5_1998(_):
    return reference("lenet_tanh_avg_sgd_s1", "loss"), 0.9851


@training("mlp", "basics/mlp", "mnist", **told(2))
def mlp(_):
    train, test = mnist()
    model = lenet.Mlp()
    losses = fit(model, train, 128, 2 * batches(train, 128), lenet.classified, torch.optim.Adam(model.parameters(), lr=0.001))
    return losses, evaluated(model, test, right)
