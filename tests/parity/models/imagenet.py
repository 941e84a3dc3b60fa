"""CNNs of ImageNet's size, on small pictures."""
import torch
import torch.nn.functional as F
from torch import nn

from tests.parity.case import Case, case
from tests.parity.models.resnet import away_from_kinks, path


def pictures(samples, size):
    return {"image": torch.randn(samples, 3, size, size), "label": torch.randint(0, 10, (samples,))}


def classified(model, batch):
    return F.cross_entropy(model(batch["image"]), batch["label"])


def sgd(lr, weight_decay):
    return lambda parameters: torch.optim.SGD(parameters, lr=lr, momentum=0.9, weight_decay=weight_decay)


class Block(nn.Module):
    """`width` None: two 3 x 3 convolutions; else 1 x 1, 3 x 3 and 1 x 1."""

    def __init__(self, channels, out, stride, width):
        super().__init__()
        shapes = [(channels, out, 3, stride), (out, out, 3, 1)] if width is None else [(channels, width, 1, 1), (width, width, 3, stride), (width, out, 1, 1)]
        self.count = len(shapes)
        for n, (i, o, kernel, step) in enumerate(shapes, 1):
            self.add_module(f"conv{n}", nn.Conv2d(i, o, kernel, step, kernel // 2, bias=False))
            self.add_module(f"bn{n}", nn.BatchNorm2d(o))
        self.projected = stride != 1 or channels != out
        if self.projected:
            self.conv, self.bn = nn.Conv2d(channels, out, 1, stride, bias=False), nn.BatchNorm2d(out)
        self.relus = nn.ModuleList(nn.ReLU() for _ in shapes)

    def forward(self, x):
        h = x
        for n in range(1, self.count + 1):
            h = getattr(self, f"bn{n}")(getattr(self, f"conv{n}")(h))
            if n == self.count:
                h = h + (self.bn(self.conv(x)) if self.projected else x)
            h = self.relus[n - 1](h)
        return h


class ResNet(nn.Module):
    def __init__(self, blocks, narrow):
        super().__init__()
        self.conv, self.bn, self.relu, self.pool = nn.Conv2d(3, 64, 7, 2, 3, bias=False), nn.BatchNorm2d(64), nn.ReLU(), nn.MaxPool2d(3, 2, 1)
        before, self.blocks = 64, []
        for stage, count in enumerate(blocks, 1):
            width = 32 << stage
            for n in range(1, count + 1):
                self.blocks.append(f"block{stage}-{n}")
                out = width if narrow else 4 * width
                self.add_module(self.blocks[-1], Block(before, out, 2 if stage > 1 and n == 1 else 1, None if narrow else width))
                before = out
        self.fc = nn.Linear(before, 1000)

    def forward(self, x):
        x = self.pool(self.relu(self.bn(self.conv(x))))
        for name in self.blocks:
            x = getattr(self, name)(x)
        return self.fc(x.mean((2, 3)))


def small(project, model, samples, size, optimizer):
    """The project on pictures of `size`, none of which comes close to a kink."""
    batch = away_from_kinks(model, lambda: pictures(samples, size))
    return Case(f"vision/{project}", model, batch, classified, optimizer, set=(f"data.size={size}",), ours=path, steps=3)


@case("resnet18")
def resnet18():
    return small("resnet18", ResNet([2, 2, 2, 2], True), 4, 32, sgd(0.1, 1e-4))
