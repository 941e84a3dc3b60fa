"""Recurrent models: characters and forecasts."""
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
    batch = {name: torch.randint(0, 65, (32, 64)) for name in ("tokens", "targets")}
    return Case("sequence/char-lstm", CharLstm(), batch, characters, lambda parameters: ClippedAdam(parameters, lr=0.002))


@case("temperature")
def temperature():
    return forecast("temperature", 30)


@case("sunspots")
def sunspots():
    return forecast("sunspots", 24)
