"""ResNet-20 (He et al. 2016, section 4.2) with shortcuts of kind A."""
import copy

import torch
import torch.nn.functional as F
from torch import nn

from tests.parity.case import Case, case


class Block(nn.Module):
    def __init__(self, channels, out, stride):
        super().__init__()
        self.conv1, self.bn1 = nn.Conv2d(channels, out, 3, stride, 1, bias=False), nn.BatchNorm2d(out)
        self.conv2, self.bn2 = nn.Conv2d(out, out, 3, 1, 1, bias=False), nn.BatchNorm2d(out)
        self.relu1, self.relu2 = nn.ReLU(), nn.ReLU()
        self.stride, self.added = stride, out - channels

    def forward(self, x):
        shortcut = F.pad(x[:, :, ::self.stride, ::self.stride], (0, 0, 0, 0, 0, self.added))
        return self.relu2(self.bn2(self.conv2(self.relu1(self.bn1(self.conv1(x))))) + shortcut)


class ResNet20(nn.Module):
    def __init__(self):
        super().__init__()
        self.conv, self.bn, self.fc = nn.Conv2d(3, 16, 3, 1, 1, bias=False), nn.BatchNorm2d(16), nn.Linear(64, 10)
        self.relu = nn.ReLU()
        channels, self.blocks = 16, []
        for stage, out in enumerate([16, 32, 64], 1):
            for n in range(1, 4):
                self.blocks.append(f"block{stage}-{n}")
                self.add_module(self.blocks[-1], Block(channels, out, 2 if channels != out else 1))
                channels = out

    def forward(self, x):
        x = self.relu(self.bn(self.conv(x)))
        for name in self.blocks:
            x = getattr(self, name)(x)
        return self.fc(x.mean((2, 3)))


def away_from_kinks(model, draw):
    """A batch at which no ReLU's input is so close to 0 that rounding may decide its side, and with it a gradient."""
    closest = []
    hooks = [m.register_forward_hook(lambda _, inputs, __: closest.append(inputs[0].abs().min().item())) for m in model.modules() if isinstance(m, nn.ReLU)]
    while True:
        batch = draw()
        closest.clear()
        with torch.no_grad():
            copy.deepcopy(model)(batch["image"])
        if min(closest) > 4e-6:
            break
    for hook in hooks:
        hook.remove()
    return batch


def path(name):
    """Ours of PyTorch's: what lies in a composite has its path."""
    *modules, parameter = name.split(".")
    return "/".join(modules) + "." + parameter


@case("resnet20")
def resnet20():
    model = ResNet20()
    batch = away_from_kinks(model, lambda: {"image": torch.randn(4, 3, 32, 32), "label": torch.randint(0, 10, (4,))})
    return Case("vision/resnet20", model, batch, lambda net, b: F.cross_entropy(net(b["image"]), b["label"]),
                lambda parameters: torch.optim.SGD(parameters, lr=0.1, momentum=0.9, weight_decay=1e-4), set=("schedule.type=constant",), ours=path)
