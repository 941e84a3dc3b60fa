"""DDPMs: the noise and the times of both sides come from the batch's file."""
import math

import torch
import torch.nn.functional as F
from torch import nn

from tests.parity.case import Case, case

KEPT = torch.cumprod(1 - torch.linspace(1e-4, 0.02, 1000, dtype=torch.float64), 0)


class Convolutions(nn.Module):
    """Four convolutions with residuals; `timed`: the first is shifted by the embedded time."""

    def __init__(self, timed):
        super().__init__()
        if timed:
            self.time1, self.time2 = nn.Linear(32, 64), nn.Linear(64, 64)
        self.conv1, self.conv2, self.conv3, self.conv4 = (nn.Conv2d(i, o, 3, padding=1) for i, o in [(1, 64), (64, 64), (64, 64), (64, 1)])
        self.timed = timed

    def forward(self, x, t):
        h = self.conv1(x)
        if self.timed:
            at = t[:, None].to(x.dtype) * torch.exp(torch.arange(16, dtype=torch.float64) / 16 * -math.log(10000)).to(x.dtype)
            h = h + self.time2(F.silu(self.time1(torch.cat((at.sin(), at.cos()), 1))))[:, :, None, None]
        h = F.silu(h)
        h = h + F.silu(self.conv2(h))
        h = h + F.silu(self.conv3(h))
        return self.conv4(h)


def batch(samples, size):
    # Times in the middle of a step, so that float32 and float64 cut them alike.
    times = (torch.randint(0, 1000, (samples,)) + 0.5) / 1000
    return {"image": torch.rand(samples, 1, 28, 28) * 2 - 1, "noising.draw": times, "noising.draw2": torch.randn(samples, 1, size, size)}


def step(averaged):
    def loss(model, batch):
        x, noise, t = batch["image"], batch["noising.draw2"], (batch["noising.draw"] * 1000).long()
        if averaged:
            x = F.avg_pool2d(F.pad(x, (2, 2, 2, 2), value=-1.0), 4)
        kept = KEPT[t].reshape(-1, 1, 1, 1)
        noised = kept.sqrt().to(x.dtype) * x + (1 - kept).sqrt().to(x.dtype) * noise
        return F.mse_loss(model(noised, t), noise)
    return loss


def adam(parameters):
    return torch.optim.Adam(parameters, lr=0.001)


@case("ddpm-8x8")
def ddpm_8x8():
    return Case("diffusion/ddpm-8x8", Convolutions(True), batch(16, 8), step(True), adam)


@case("ddpm-28")
def ddpm_28():
    return Case("diffusion/ddpm-28", Convolutions(False), batch(4, 28), step(False), adam)
