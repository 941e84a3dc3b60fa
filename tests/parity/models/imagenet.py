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


@case("resnet18", long=True)
def resnet18():
    return small("resnet18", ResNet([2, 2, 2, 2], True), 4, 32, sgd(0.1, 1e-4))


@case("resnet50", long=True)
def resnet50():
    return Case("vision/resnet50", ResNet([3, 4, 6, 3], False), pictures(4, 64), classified, sgd(0.001, 1e-4), set=("data.size=64", "optimizer.lr=0.001"), ours=path, deep=True, steps=3)


class Plain(nn.Module):
    """Convolutions (name, channels, kernel, stride, padding) and pooling (name, kernel, stride), then three linear layers with
    dropout before (AlexNet) or behind (VGG) the first two."""

    def __init__(self, layers, features, hidden, dropped_before):
        super().__init__()
        channels, self.order, self.dropped_before = 3, [], dropped_before
        for name, *shape in layers:
            if len(shape) == 4:
                out, kernel, stride, padding = shape
                module = nn.Sequential(nn.Conv2d(channels, out, kernel, stride, padding), nn.ReLU())
                nn.init.kaiming_normal_(module[0].weight)   # so that the last layers see numbers of the first ones' size
                channels = out
            else:
                module = nn.MaxPool2d(*shape)
            self.add_module(name, module)
            self.order.append(name)
        self.fc6, self.fc7, self.fc8 = nn.Linear(features, hidden), nn.Linear(hidden, hidden), nn.Linear(hidden, 1000)
        self.relu6, self.relu7 = nn.ReLU(), nn.ReLU()

    def forward(self, x, keep6=None, keep7=None):
        for name in self.order:
            x = getattr(self, name)(x)
        x = x.flatten(1)
        before, behind = ((keep6, keep7), (None, None)) if self.dropped_before else ((None, None), (keep6, keep7))
        for linear, relu, keep, keep_result in zip((self.fc6, self.fc7), (self.relu6, self.relu7), before, behind):
            x = relu(linear(x if keep is None else x * keep * 2))
            x = x if keep_result is None else x * keep_result * 2
        return self.fc8(x)


def plain(name):
    """Ours: the convolution is the first of its pair here."""
    return name.replace(".0.", ".")


def alexnet(size=224, hidden=4096):
    side = (((size + 4 - 11) // 4 + 1 - 3) // 2 + 1 - 3) // 2 + 1
    return Plain([("conv1", 64, 11, 4, 2), ("pool1", 3, 2), ("conv2", 192, 5, 1, 2), ("pool2", 3, 2), ("conv3", 384, 3, 1, 1), ("conv4", 256, 3, 1, 1),
                  ("conv5", 256, 3, 1, 1), ("pool5", 3, 2)], 256 * ((side - 3) // 2 + 1) ** 2, hidden, True)


def vgg16(size=224, hidden=4096):
    layers = []
    for stage, (channels, count) in enumerate([(64, 2), (128, 2), (256, 3), (512, 3), (512, 3)], 1):
        layers += [(f"conv{stage}-{n}", channels, 3, 1, 1) for n in range(1, count + 1)] + [(f"pool{stage}", 2, 2)]
    return Plain(layers, 512 * (size // 32) ** 2, hidden, False)


class ConvUnit(nn.Module):
    def __init__(self, channels, out, kernel=1, stride=1, padding=0):
        super().__init__()
        self.conv, self.bn, self.relu = nn.Conv2d(channels, out, kernel, stride, padding, bias=False), nn.BatchNorm2d(out, eps=0.001), nn.ReLU()
        nn.init.kaiming_normal_(self.conv.weight)

    def forward(self, x):
        return self.relu(self.bn(self.conv(x)))


class Inception(nn.Module):
    def __init__(self, channels, one, three_reduced, three, five_reduced, five, pooled):
        super().__init__()
        self.branch1, self.reduce2, self.branch2 = ConvUnit(channels, one), ConvUnit(channels, three_reduced), ConvUnit(three_reduced, three, 3, 1, 1)
        self.reduce3, self.branch3, self.branch4 = ConvUnit(channels, five_reduced), ConvUnit(five_reduced, five, 3, 1, 1), ConvUnit(channels, pooled)
        self.pool = nn.MaxPool2d(3, 1, 1)

    def forward(self, x):
        return torch.cat((self.branch1(x), self.branch2(self.reduce2(x)), self.branch3(self.reduce3(x)), self.branch4(self.pool(x))), 1)


class GoogLeNet(nn.Module):
    ROWS = {"3a": (64, 96, 128, 16, 32, 32), "3b": (128, 128, 192, 32, 96, 64), "4a": (192, 96, 208, 16, 48, 64), "4b": (160, 112, 224, 24, 64, 64), "4c": (128, 128, 256, 24, 64, 64),
            "4d": (112, 144, 288, 32, 64, 64), "4e": (256, 160, 320, 32, 128, 128), "5a": (256, 160, 320, 32, 128, 128), "5b": (384, 192, 384, 48, 128, 128)}

    def __init__(self):
        super().__init__()
        self.conv1, self.conv2, self.conv3 = ConvUnit(3, 64, 7, 2, 3), ConvUnit(64, 64), ConvUnit(64, 192, 3, 1, 1)
        self.pool, self.last_pool = nn.MaxPool2d(3, 2, ceil_mode=True), nn.MaxPool2d(2, 2, ceil_mode=True)
        channels = 192
        for name, sizes in self.ROWS.items():
            self.add_module(f"inception{name}", Inception(channels, *sizes))
            channels = sizes[0] + sizes[2] + sizes[4] + sizes[5]
        self.fc = nn.Linear(channels, 1000)

    def forward(self, x, keep=None):
        x = self.pool(self.conv3(self.conv2(self.pool(self.conv1(x)))))
        for name in self.ROWS:
            x = getattr(self, f"inception{name}")(x)
            if name in ("3b", "4e"):
                x = (self.pool if name == "3b" else self.last_pool)(x)
        x = x.mean((2, 3))
        return self.fc(x if keep is None else x * keep / 0.8)


def dropped(*ports):
    """The loss with masks of dropout out of the batch."""
    return lambda model, batch: F.cross_entropy(model(batch["image"], *(batch[port] for port in ports)), batch["label"])


def masks(samples, chance=0.5, **widths):
    return {f"{node}.draw": (torch.rand(samples, width) < 1 - chance).float() for node, width in widths.items()}


@case("alexnet")
def alexnet_narrow():
    made = small("alexnet", alexnet(63, 64), 4, 63, sgd(0.01, 5e-4))
    made.batch.update(masks(4, dropout6=256, dropout7=64))
    made.loss, made.ours, made.set = dropped("dropout6.draw", "dropout7.draw"), plain, made.set + ("fc6.out_features=64", "fc7.out_features=64")
    return made


@case("vgg16", long=True)
def vgg16_narrow():
    made = small("vgg16", vgg16(32, 64), 2, 32, sgd(0.0002, 5e-4))   # at the project's rate two pictures are learnt by heart in three steps
    made.batch.update(masks(2, dropout6=64, dropout7=64))
    made.loss, made.ours = dropped("dropout6.draw", "dropout7.draw"), plain
    made.set += ("fc6.out_features=64", "fc7.out_features=64", "optimizer.lr=0.0002")
    return made


@case("googlenet", long=True)
def googlenet():
    batch = {**pictures(4, 64), **masks(4, 0.2, dropout=1024)}
    return Case("vision/googlenet", GoogLeNet(), batch, dropped("dropout.draw"), sgd(0.00001, 1e-4), set=("data.size=64", "optimizer.lr=0.00001"), ours=path, deep=True, steps=3)   # steps that change no ReLU's side
