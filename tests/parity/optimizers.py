"""Weights after twelve steps of PyTorch's optimizers on fixed gradients: the table in tests/ops/optimizer_test.cpp.
usage: python3 tests/parity/optimizers.py   (PyTorch 1.13; in double precision)"""
import math
import torch

STEPS, SIZE = 12, 5
def weight(i): return 0.5 * math.sin(1.0 + i)
def gradient(i, step): return math.cos(0.7 * i + 0.9 * step) * (1.0 + 0.25 * i)

class NAdam:
    """Dozat's algorithm as PyTorch 2 has it; 1.13 multiplies mu_t into the product of the next step twice."""
    def __init__(self, p, lr, weight_decay): self.p, self.lr, self.decay, self.t, self.product, self.m, self.v = p, lr, weight_decay, 0, 1.0, 0.0, 0.0
    def step(self):
        self.t += 1
        mu = [0.9 * (1 - 0.5 * 0.96 ** ((self.t + k) * 0.004)) for k in (0, 1)]
        self.product *= mu[0]
        with torch.no_grad():
            g = self.p.grad + self.decay * self.p
            self.m = 0.9 * self.m + 0.1 * g
            self.v = 0.999 * self.v + 0.001 * g * g
            root = (self.v / (1 - 0.999 ** self.t)).sqrt() + 1e-8
            self.p -= self.lr * ((1 - mu[0]) / (1 - self.product) * g + mu[1] / (1 - self.product * mu[1]) * self.m) / root

class Lamb:
    """You et al. 2020, algorithm 2, which PyTorch does not have: Adam's step as a share of the length of the tensor."""
    def __init__(self, p, lr, weight_decay): self.p, self.lr, self.decay, self.t, self.m, self.v = p, lr, weight_decay, 0, torch.zeros(SIZE, dtype=torch.float64), torch.zeros(SIZE, dtype=torch.float64)
    def step(self):
        self.t += 1
        with torch.no_grad():
            g = self.p.grad
            self.m = 0.9 * self.m + 0.1 * g
            self.v = 0.999 * self.v + 0.001 * g * g
            r = self.m / (1 - 0.9 ** self.t) / ((self.v / (1 - 0.999 ** self.t)).sqrt() + 1e-6) + self.decay * self.p
            self.p -= self.lr * self.p.norm() / r.norm() * r

RUNS = [
    ("SGD", {"lr": 0.05}, lambda p: torch.optim.SGD(p, lr=0.05)),
    ("SGD", {"lr": 0.05, "momentum": 0.9, "weight_decay": 0.01}, lambda p: torch.optim.SGD(p, lr=0.05, momentum=0.9, weight_decay=0.01)),
    ("SGD", {"lr": 0.05, "momentum": 0.9, "nesterov": True}, lambda p: torch.optim.SGD(p, lr=0.05, momentum=0.9, nesterov=True)),
    ("Adam", {"lr": 0.01}, lambda p: torch.optim.Adam(p, lr=0.01)),
    ("Adam", {"lr": 0.01, "weight_decay": 0.1}, lambda p: torch.optim.Adam(p, lr=0.01, weight_decay=0.1)),
    ("AdamW", {"lr": 0.01, "weight_decay": 0.1}, lambda p: torch.optim.AdamW(p, lr=0.01, weight_decay=0.1)),
    ("Adagrad", {"lr": 0.1, "lr_decay": 0.01, "weight_decay": 0.01}, lambda p: torch.optim.Adagrad(p, lr=0.1, lr_decay=0.01, weight_decay=0.01)),
    ("RMSProp", {"lr": 0.01}, lambda p: torch.optim.RMSprop(p, lr=0.01)),
    ("RMSProp", {"lr": 0.01, "momentum": 0.9, "centered": True, "weight_decay": 0.01}, lambda p: torch.optim.RMSprop(p, lr=0.01, momentum=0.9, centered=True, weight_decay=0.01)),
    ("Adadelta", {"lr": 1.0, "weight_decay": 0.01}, lambda p: torch.optim.Adadelta(p, lr=1.0, weight_decay=0.01)),
    ("NAdam", {"lr": 0.01, "weight_decay": 0.01}, lambda p: NAdam(p[0], 0.01, 0.01)),
    ("LAMB", {"lr": 0.05, "weight_decay": 0.1}, lambda p: Lamb(p[0], 0.05, 0.1)),
]

def cpp(value): return str(value).lower() if isinstance(value, bool) else repr(float(value))

for name, attributes, make in RUNS:
    p = torch.tensor([weight(i) for i in range(SIZE)], dtype=torch.float64, requires_grad=True)
    optimizer = make([p])
    for step in range(STEPS):
        p.grad = torch.tensor([gradient(i, step) for i in range(SIZE)], dtype=torch.float64)
        optimizer.step()
    fields = ", ".join(f'{{"{k}", {cpp(v)}}}' for k, v in attributes.items())
    print(f'    {{"{name}", {{{fields}}}, {{{", ".join(f"{v:.12g}" for v in p.tolist())}}}}},')
