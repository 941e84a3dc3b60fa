"""LeNet-5 in both forms and the MLP. Copy this file for a new family: the build finds each @case by its line."""
import torch
import torch.nn.functional as F
from torch import nn

from tests.parity.case import Case, case


class LeNet5(nn.Module):
    def __init__(self, activation, pool):
        super().__init__()
        self.conv1, self.conv2 = nn.Conv2d(1, 6, 5, padding=2), nn.Conv2d(6, 16, 5)
        self.fc1, self.fc2, self.fc3 = nn.Linear(400, 120), nn.Linear(120, 84), nn.Linear(84, 10)
        self.activation, self.pool = activation, pool

    def forward(self, x):
        x = self.pool(self.activation(self.conv1(x)), 2)
        x = self.pool(self.activation(self.conv2(x)), 2).flatten(1)
        return self.fc3(self.activation(self.fc2(self.activation(self.fc1(x)))))


class Mlp(nn.Module):
    def __init__(self):
        super().__init__()
        self.fc1, self.fc2, self.fc3 = nn.Linear(784, 512), nn.Linear(512, 256), nn.Linear(256, 10)

    def forward(self, x):
        return self.fc3(F.relu(self.fc2(F.relu(self.fc1(x.flatten(1))))))


def digits(samples):
    return {"image": torch.randn(samples, 1, 28, 28), "label": torch.randint(0, 10, (samples,))}


def classified(model, batch):
    return F.cross_entropy(model(batch["image"]), batch["label"])


def sgd(parameters):
    return torch.optim.SGD(parameters, lr=0.01, momentum=0.9)


@case("lenet5")
def lenet5():
    return Case("vision/lenet5", LeNet5(F.relu, F.max_pool2d), digits(64), classified, sgd)


@case("lenet5-1998")
def lenet5_1998():
    return Case("vision/lenet5-1998", LeNet5(torch.tanh, F.avg_pool2d), digits(64), classified, sgd)


@case("mlp")
def mlp():
    return Case("basics/mlp", Mlp(), digits(128), classified, lambda parameters: torch.optim.Adam(parameters, lr=0.001))
