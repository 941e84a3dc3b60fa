"""Characters and forecasts."""
import math

import numpy as np
import torch

from tests.parity.models import sequence
from tests.parity.training.register import evaluated, fit, last, reference, training
from tests.support.program import SHARED


def shakespeare():
    """Token ids of tiny shakespeare: nine tenths to train, half of the rest to validate."""
    text = np.frombuffer((SHARED / "data/text/tinyshakespeare.txt").read_bytes(), np.uint8)
    ids = torch.tensor(np.unique(text, return_inverse=True)[1])
    first = len(ids) * 9 // 10
    return ids[:first], ids[first:first + (len(ids) - first + 1) // 2]


def windows(ids, starts, length=64):
    at = starts[:, None] + torch.arange(length)
    return {"tokens": ids[at], "targets": ids[at + 1]}


@training("char-lstm", "sequence/char-lstm", "text", arguments=("--epochs", 5, "--steps", 2000), label="training loss, nats a character",
          measured="validation bits a character after 2,000 steps", figure=("val", "bits_per_char"), form="{:.3f}")
def char_lstm(_):
    return reference("charlm_lstm", "loss_nats"), 2.404


STEPS = 400   # of the transformer


@training("char-gpt", "sequence/char-gpt", "text", arguments=("--steps", STEPS), label="training loss, nats a character",
          measured=f"validation bits a character after {STEPS} steps", figure=("val", "bits_per_char"), form="{:.3f}")
def char_gpt(_):
    train, held = shakespeare()
    model = sequence.CharGpt()
    loss = lambda net, batch: sequence.characters(net, windows(train, torch.randint(0, len(train) - 64, batch["window"].shape)))
    losses = fit(model, {"window": torch.arange((len(train) - 1) // 64)}, 16, STEPS, loss, torch.optim.Adam(model.parameters(), lr=0.001))
    nats = evaluated(model, {"start": torch.arange((len(held) - 1) // 64) * 64}, lambda net, batch: sequence.characters(net, windows(held, batch["start"])))
    return losses, nats / math.log(2)


@training("temperature", "sequence/temperature", "timeseries/daily-min-temperatures.csv", watched="val_rmse", label="RMSE on the last fifth, degrees",
          measured="RMSE in degrees after 20 epochs", figure=last, form="{:.3f}")
def temperature(_):
    return reference("ts_daily-min-temperatures", "test_rmse"), None


@training("sunspots", "sequence/sunspots", "timeseries/monthly-sunspots.csv", runs=tuple(("--seed", s) for s in (1, 2, 3)), watched="val_rmse", label="RMSE on the last fifth, sunspots",
          measured="RMSE in sunspots after 20 epochs", figure=last, form="{:.2f}")
def sunspots(_):
    return reference("ts_monthly-sunspots", "test_rmse"), None
