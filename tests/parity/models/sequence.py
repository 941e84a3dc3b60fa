"""Models of sequences: characters and forecasts."""
import torch
import torch.nn.functional as F
from torch import nn

from tests.parity.case import Case, case


class CharLstm(nn.Module):
    def __init__(self):
        super().__init__()
        self.embed, self.lstm, self.fc = nn.Embedding(65, 32), nn.LSTM(32, 128, batch_first=True), nn.Linear(128, 65)

    def forward(self, tokens):
        return self.fc(self.lstm(self.embed(tokens))[0])


class Table(nn.Module):
    """A learnt vector for each position."""

    def __init__(self, positions, width):
        super().__init__()
        self.weight = nn.Parameter(0.02 * torch.randn(positions, width))


class CharGpt(nn.Module):
    """A decoder-only transformer: PyTorch's encoder layers under a causal mask."""

    def __init__(self, length=64, width=128, blocks=4):
        super().__init__()
        self.embed, self.positions = nn.Embedding(65, width), Table(length, width)
        self.blocks = [f"block{k + 1}" for k in range(blocks)]
        for name in self.blocks:
            self.add_module(name, nn.TransformerEncoderLayer(width, 4, 4 * width, 0.0, "gelu", batch_first=True, norm_first=True))
        self.norm, self.head = nn.LayerNorm(width), nn.Linear(width, 65)

    def forward(self, tokens):
        h = self.embed(tokens) + self.positions.weight
        later = torch.full((tokens.shape[1],) * 2, float("-inf"), dtype=h.dtype).triu(1)
        for name in self.blocks:
            h = getattr(self, name)(h, later)
        return self.head(self.norm(h))


class Forecast(nn.Module):
    def __init__(self):
        super().__init__()
        self.lstm, self.fc = nn.LSTM(1, 32, batch_first=True), nn.Linear(32, 1)

    def forward(self, series):
        return self.fc(self.lstm(series)[0][:, -1])


class ClippedAdam(torch.optim.Adam):
    """Adam after the gradient's length was cut to 5."""
    def step(self, closure=None):
        nn.utils.clip_grad_norm_(self.param_groups[0]["params"], 5)
        return super().step(closure)


def characters(model, batch):
    return F.cross_entropy(model(batch["tokens"]).transpose(1, 2), batch["targets"])


def forecast(project, window):
    batch = {"series": torch.randn(64, window, 1), "target": torch.randn(64, 1)}
    return Case(f"sequence/{project}", Forecast(), batch, lambda model, b: F.mse_loss(model(b["series"]), b["target"]), lambda parameters: torch.optim.Adam(parameters, lr=0.003))


@case("char-lstm")
def char_lstm():
    batch = {name: torch.randint(0, 65, (8, 64)) for name in ("tokens", "targets")}
    return Case("sequence/char-lstm", CharLstm(), batch, characters, lambda parameters: ClippedAdam(parameters, lr=0.002))


@case("char-gpt", long=True)
def char_gpt():
    batch = {name: torch.randint(0, 65, (4, 64)) for name in ("tokens", "targets")}
    return Case("sequence/char-gpt", CharGpt(), batch, characters, lambda parameters: torch.optim.Adam(parameters, lr=0.001))


@case("temperature")
def temperature():
    return forecast("temperature", 30)


@case("sunspots")
def sunspots():
    return forecast("sunspots", 24)
