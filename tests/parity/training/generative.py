"""Autoencoders, the GAN and the anomaly detector."""
import csv

import numpy as np
import torch
import torch.nn.functional as F

from tests.parity.models import generative
from tests.parity.models.sequence import ClippedAdam
from tests.parity.training.digits import mnist
from tests.parity.training.register import batches, evaluated, fit, mean_of_last, training
from tests.support.program import HOME, World

STEPS = 400   # of each on MNIST


@training("autoencoder", "generative/autoencoder", "mnist", arguments=("--steps", STEPS), label="training loss", measured=f"mean square error of a test pixel (0 to 1) after {STEPS} steps",
          figure=("val", "loss"), form="{:.5f}")
def autoencoder(_):
    train, test = mnist(0, 1)
    model = generative.Autoencoder(32, "code")
    return fit(model, train, 64, STEPS, generative.reconstruction, generative.adam(model.parameters())), evaluated(model, test, generative.reconstruction)


@training("vae", "generative/vae", "mnist", arguments=("--steps", STEPS), label="training loss a pixel", measured=f"loss a test pixel after {STEPS} steps", figure=("val", "loss"))
def vae(_):
    train, test = mnist(0, 1)
    model = generative.Autoencoder(16, "mean", "log_variance")
    loss = lambda net, batch: generative.evidence(net, batch | {"latent.draw": torch.randn(len(batch["image"]), 16)})
    return fit(model, train, 64, STEPS, loss, generative.adam(model.parameters())), evaluated(model, test, loss)


@training("gan", "generative/gan", "mnist", arguments=("--steps", STEPS), watched="train_loss:d_loss", label="discriminator's loss",
          measured=f"discriminator's loss, mean of the last 200 of {STEPS} steps", figure=mean_of_last(200), form="{:.3f}")
def gan(_):
    train, _ = mnist(0.5, 0.5)
    model, losses = generative.Generator(), []
    sides = [[p for name, p in model.named_parameters() if name.startswith(side)] for side in ("disc", "gen")]
    optimizers = [torch.optim.Adam(side, lr=0.0002, betas=(0.5, 0.999)) for side in sides]
    for part in torch.randperm(len(train["image"])).split(64)[:STEPS]:
        values = generative.sides(model, {"image": train["image"][part], "latent.draw": torch.randn(len(part), 64)})
        gradients = [torch.autograd.grad(value, side, retain_graph=True) for value, side in zip(values, sides)]   # both of the same weights
        for side, found, optimizer in zip(sides, gradients, optimizers):
            for p, gradient in zip(side, found):
                p.grad = gradient
            optimizer.step()
        losses.append(values[0].item())
    return losses, None


def monitored(window=24, part=0.8):
    """Windows of the machine's load, those of the first part without and the rest with the mark of an unusual hour."""
    World().run("data", "check", "sample-load")   # which makes it
    with open(HOME / "data/saddlepoint/datasets/sample-load/load.csv", newline="") as file:
        rows = list(csv.DictReader(file))
    values, marks = (np.array([float(row[column]) for row in rows]) for column in ("percent", "anomaly"))
    known = int(len(values) * part)
    values = (values - values[:known].mean()) / values[:known].std()
    windows = lambda series: np.lib.stride_tricks.sliding_window_view(series, window)[:-1]   # the last one has no next hour
    series, marked = torch.tensor(windows(values), dtype=torch.float32)[:, :, None], windows(marks).any(1)
    return {"series": series[:known - window]}, {"series": series[known - window:]}, marked[known - window:]


@training("anomaly", "sequence/anomaly", "", arguments=("--epochs", 15), label="training loss", measured="area under the ROC curve of the reconstruction error, unusual hours against all",
          figure=("val", "anomaly_auc"))
def anomaly(_):
    train, test, marked = monitored()
    model = generative.Series()
    losses = fit(model, train, 64, 15 * batches(train, 64), lambda m, b: F.mse_loss(m(b["series"]), b["series"]), ClippedAdam(model.parameters(), lr=0.003))
    with torch.no_grad():
        error = (model(test["series"]) - test["series"]).square().sum((1, 2)).numpy()
    above = error[marked][:, None] - error[~marked][None]
    return losses, float((above > 0).mean() + (above == 0).mean() / 2)
