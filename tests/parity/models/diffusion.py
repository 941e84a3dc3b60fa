"""DDPMs: the noise and the times of both sides come from the batch's file."""
import math

import torch
import torch.nn.functional as F
from torch import nn

from tests.parity.case import Case, case

KEPT = torch.cumprod(1 - torch.linspace(1e-4, 0.02, 1000, dtype=torch.float64), 0)


def waves(t, features, dtype):
    """Sines and cosines of the times."""
    at = t[:, None].to(dtype) * torch.exp(torch.arange(features // 2, dtype=torch.float64) / (features // 2) * -math.log(10000)).to(dtype)
    return torch.cat((at.sin(), at.cos()), 1)


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
            h = h + self.time2(F.silu(self.time1(waves(t, 32, x.dtype))))[:, :, None, None]
        h = F.silu(h)
        h = h + F.silu(self.conv2(h))
        h = h + F.silu(self.conv3(h))
        return self.conv4(h)


class Residual(nn.Module):
    def __init__(self, channels, out, timed=128):
        super().__init__()
        self.norm1, self.conv1, self.time = nn.GroupNorm(8, channels), nn.Conv2d(channels, out, 3, padding=1), nn.Linear(timed, out)
        self.norm2, self.conv2 = nn.GroupNorm(8, out), nn.Conv2d(out, out, 3, padding=1)
        self.shortcut = nn.Conv2d(channels, out, 1) if channels != out else nn.Identity()

    def forward(self, x, time):
        h = self.conv1(F.silu(self.norm1(x))) + self.time(F.silu(time))[:, :, None, None]
        return self.shortcut(x) + self.conv2(F.silu(self.norm2(h)))


class Part(nn.Module):
    """One of the U-Net's composites: a block, and on the way down the convolution behind it."""

    def __init__(self, channels, out, down):
        super().__init__()
        self.block = Residual(channels, out)
        if down:
            self.smaller = nn.Conv2d(out, out, 3, 2, 1)


class UNet(nn.Module):
    def __init__(self):
        super().__init__()
        self.time1, self.time2, self.first = nn.Linear(64, 128), nn.Linear(128, 128), nn.Conv2d(1, 32, 3, padding=1)
        self.down1, self.down2, self.middle = Part(32, 32, True), Part(32, 64, True), Residual(64, 64)
        self.up2, self.up1 = Part(128, 64, False), Part(96, 32, False)
        self.norm, self.last = nn.GroupNorm(8, 32), nn.Conv2d(32, 1, 3, padding=1)

    def forward(self, x, t):
        time = self.time2(F.silu(self.time1(waves(t, 64, x.dtype))))
        h, skips = self.first(x), []
        for part in (self.down1, self.down2):
            skips.append(part.block(h, time))
            h = part.smaller(skips[-1])
        h = self.middle(h, time)
        for part in (self.up2, self.up1):
            h = part.block(torch.cat((F.interpolate(h, scale_factor=2), skips.pop()), 1), time)
        return self.last(F.silu(self.norm(h)))


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


@case("ddpm-28", long=True)
def ddpm_28():
    return Case("diffusion/ddpm-28", Convolutions(False), batch(4, 28), step(False), adam)


@case("ddpm-unet", long=True)
def ddpm_unet():
    def inside(name):
        """Ours: the composites' nodes have a path."""
        return name.replace(".", "/", 1) if name.startswith(("down", "up")) else name
    return Case("diffusion/ddpm-unet", UNet(), batch(2, 28), step(False), adam, ours=inside, steps=3)
