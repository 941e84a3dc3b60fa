"""ResNet-20 on the subset of CIFAR-10."""
import numpy as np
import torch
import torch.nn.functional as F
from torch import nn

from tests.parity.models.resnet import ResNet20
from tests.parity.training.digits import right
from tests.parity.training.register import batches, evaluated, fit, training
from tests.support.program import SHARED


def cifar():
    """Training and test images, each channel normalised by the training images' mean and deviation."""
    parts = [np.fromfile(SHARED / "data/cifar10-subset" / f"{name}.bin", np.uint8).reshape(-1, 3073) for name in ("data_batch_1", "test_batch")]
    images = [part[:, 1:].reshape(-1, 3, 32, 32) / 255 for part in parts]
    mean, deviation = (f(images[0], axis=(0, 2, 3), keepdims=True)[0] for f in (np.mean, np.std))
    return [{"image": torch.tensor((image - mean) / deviation, dtype=torch.float32), "label": torch.tensor(part[:, 0]).long()} for image, part in zip(images, parts)]


def augmented(images, shift=4):
    """Each image moved by up to so many pixels, zeros beyond its border, and mirrored half of the time."""
    padded, moves = F.pad(images, (shift,) * 4), torch.randint(0, 2 * shift + 1, (len(images), 2)).tolist()
    cut = torch.stack([image[:, y:y + 32, x:x + 32] for image, (y, x) in zip(padded, moves)])
    return torch.where(torch.rand(len(cut), 1, 1, 1) < 0.5, cut.flip(3), cut)


EPOCHS = 4


@training("resnet20", "vision/resnet20", "cifar10-subset", arguments=("--epochs", EPOCHS), label="training loss", measured=f"accuracy on the 1,000 test images after {EPOCHS} epochs",
          figure=("val", "accuracy"), form="{:.1%}")
def resnet20(_):
    train, test = cifar()
    model = ResNet20()
    for module in model.modules():
        if isinstance(module, (nn.Conv2d, nn.Linear)):
            nn.init.kaiming_normal_(module.weight, nonlinearity="relu")
    nn.init.zeros_(model.fc.bias)
    optimizer = torch.optim.SGD(model.parameters(), lr=0.1, momentum=0.9, weight_decay=1e-4)
    steps = EPOCHS * batches(train, 128)
    schedule = torch.optim.lr_scheduler.CosineAnnealingLR(optimizer, steps)
    losses = fit(model, train, 128, steps, lambda net, batch: F.cross_entropy(net(augmented(batch["image"])), batch["label"]), optimizer, schedule)
    return losses, evaluated(model, test, right)
