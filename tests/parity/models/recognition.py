"""Models that read and listen: CRNN with CTC, and keyword recognition."""
import torch
import torch.nn.functional as F
from torch import nn

from tests.parity.case import Case, case
from tests.parity.models.sequence import ClippedAdam


class Crnn(nn.Module):
    """B. Shi, X. Bai, C. Yao, "An end-to-end trainable neural network for image-based sequence recognition", PAMI 2017, made small."""
    def __init__(self, height=32, classes=11):
        super().__init__()
        self.conv1, self.conv2, self.conv3 = (nn.Conv2d(a, b, 3, padding=1, bias=False) for a, b in ((1, 16), (16, 32), (32, 48)))
        self.bn1, self.bn2, self.bn3 = nn.BatchNorm2d(16), nn.BatchNorm2d(32), nn.BatchNorm2d(48)
        self.lstm, self.fc = nn.LSTM(48 * (height // 8), 64, bidirectional=True, batch_first=True), nn.Linear(128, classes)

    def forward(self, image, width, keep=1.0):
        x = F.max_pool2d(F.relu(self.bn1(self.conv1(image))), 2)
        x = F.max_pool2d(F.relu(self.bn2(self.conv2(x))), 2)
        x = F.max_pool2d(F.relu(self.bn3(self.conv3(x))), (2, 1))
        x = x.permute(0, 3, 1, 2).flatten(2) * keep
        lengths = torch.clamp((width + 3) // 4, max=x.shape[1])
        packed = nn.utils.rnn.pack_padded_sequence(x, lengths, batch_first=True, enforce_sorted=False)
        y = nn.utils.rnn.pad_packed_sequence(self.lstm(packed)[0], batch_first=True, total_length=x.shape[1])[0]
        return self.fc(y), lengths


class Keywords(nn.Module):
    def __init__(self):
        super().__init__()
        self.conv1, self.conv2, self.conv3 = nn.Conv2d(1, 16, 3, padding=1), nn.Conv2d(16, 32, 3, padding=1), nn.Conv2d(32, 64, 3, padding=1)
        self.fc = nn.Linear(64 * 5 * 8, 10)

    def forward(self, spectrogram, keep):
        x = spectrogram
        for conv in (self.conv1, self.conv2, self.conv3):
            x = F.max_pool2d(F.relu(conv(x)), 2)
        return self.fc(x.flatten(1) * keep * 2)


def reading(model, batch):
    scores, lengths = model(batch["image"], batch["width"], batch["dropout.draw"] / 0.7)
    return F.ctc_loss(scores.log_softmax(2).transpose(0, 1), batch["text"], lengths, batch["text_length"])


def adam(parameters):
    return torch.optim.Adam(parameters, lr=0.001)


@case("crnn", long=True)
def crnn():
    # As the sample set's sizes: lines of at most five of ten digits.
    widths, lengths = torch.randint(90, 143, (8,)), torch.tensor([5, 3, 4, 5, 3, 4, 5, 1])
    widths[0] = 142
    text = torch.randint(1, 11, (8, 5)) * (torch.arange(5) < lengths[:, None])
    text[1, :2] = 7   # a label twice
    batch = {"image": torch.randn(8, 1, 32, 142), "text": text, "text_length": lengths, "width": widths, "dropout.draw": (torch.rand(8, 35, 192) < 0.7).float()}
    return Case("sequence/crnn", Crnn(), batch, reading, lambda parameters: ClippedAdam(parameters, lr=0.003), set=("schedule.type=constant",))


@case("spoken-digits")
def spoken_digits():
    keep = torch.randint(0, 2, (8, 64 * 5 * 8)).float()
    batch = {"image": torch.randn(8, 1, 40, 64), "label": torch.randint(0, 10, (8,)), "dropout.draw": keep}
    return Case("audio/spoken-digits", Keywords(), batch, lambda model, b: F.cross_entropy(model(b["image"], b["dropout.draw"]), b["label"]), adam)
