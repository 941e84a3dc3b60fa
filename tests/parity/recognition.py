"""What PyTorch reaches with the models of models/recognition.py on real digits: the numbers beside ours in docs/proof.md.
usage: python3 -m tests.parity.recognition crnn|spoken-digits FOLDER [--seed 1] [--epochs N]

The same preparation as datasets/loaders/lines.cpp and speech.cpp, the same optimizer, batch and number of epochs as in the
project; initial weights, order and dropout are PyTorch's."""
import argparse
import csv
import pathlib
import struct
import wave
import zlib

import numpy as np
import torch
import torch.nn.functional as F

from tests.parity.models import recognition
from tests.parity.models.sequence import ClippedAdam


def rows(path):
    with open(path, encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def grey_png(path):
    """[height, width] of an 8-bit grey PNG."""
    content, at, data = path.read_bytes(), 8, b""
    while at < len(content):
        size, kind = struct.unpack(">I4s", content[at:at + 8])
        chunk = content[at + 8:at + 8 + size]
        if kind == b"IHDR":
            width, height, depth, colour = struct.unpack(">IIBB", chunk[:10])
            assert (depth, colour) == (8, 0), f"{path} is not 8-bit grey"
        data += chunk if kind == b"IDAT" else b""
        at += size + 12
    raw, image, above = zlib.decompress(data), np.zeros((height, width), np.uint8), [0] * width
    for y in range(height):
        kind, line = raw[y * (width + 1)], list(raw[y * (width + 1) + 1:(y + 1) * (width + 1)])
        left = corner = 0
        for x in range(width) if kind else ():
            up = above[x]
            if kind == 4:
                distances = [abs(up - corner), abs(left - corner), abs(left + up - 2 * corner)]
                guess = (left, up, corner)[distances.index(min(distances))]
            else:
                guess = (0, left, up, (left + up) // 2)[kind]
            left, corner = (line[x] + guess) & 255, up
            line[x] = left
        image[y], above = line, line
    return image


def lines(folder):
    parts, texts = [], []
    for split in ("train", "test"):
        listed = rows(folder / split / "labels.csv")
        parts.append([grey_png(folder / split / row["file"]) for row in listed])
        texts.append([row["text"] for row in listed])
    letters = sorted(set("".join(sum(texts, []))))
    widest, longest = max(i.shape[1] for part in parts for i in part), max(map(len, sum(texts, [])))
    pixels = np.concatenate([i.ravel() for i in parts[0]])
    paper, mean, deviation = np.bincount(pixels).argmax(), (pixels / 255).mean(), (pixels / 255).std()
    for images, said in zip(parts, texts):
        padded = np.full((len(images), 1, images[0].shape[0], widest), paper, np.uint8)
        ids = np.zeros((len(images), longest), np.int64)
        for n, (image, text) in enumerate(zip(images, said)):
            padded[n, 0, :, :image.shape[1]] = image
            ids[n, :len(text)] = [letters.index(c) + 1 for c in text]
        yield {"image": torch.tensor((padded / 255 - mean) / deviation, dtype=torch.float32), "text": torch.tensor(ids),
               "text_length": torch.tensor([len(t) for t in said]), "width": torch.tensor([i.shape[1] for i in images])}


def log_mel(samples, rate, mels=40, window=0.025, hop=0.010):
    window, hop = int(rate * window), int(rate * hop)
    size = 1 << (window - 1).bit_length()
    edges = 700 * (10 ** (np.linspace(*(2595 * np.log10(1 + np.array([20, rate / 2]) / 700)), mels + 2) / 2595) - 1)
    hz = np.arange(size // 2 + 1) * rate / size
    filters = np.maximum(0, np.minimum((hz - edges[:-2, None]) / (edges[1:-1] - edges[:-2])[:, None], (edges[2:, None] - hz) / (edges[2:] - edges[1:-1])[:, None]))
    count = 1 + max(0, len(samples) - window) // hop
    samples = np.pad(samples, (0, max(0, window - len(samples))))
    frames = np.stack([samples[f * hop:f * hop + window] for f in range(count)]) * (0.5 - 0.5 * np.cos(2 * np.pi * np.arange(window) / window))
    return np.log(filters @ (np.abs(np.fft.rfft(frames, size)) ** 2).T + 1e-6)


def speech(folder, frames=64):
    parts = {"train": [], "test": []}
    for row in rows(folder / "index.csv"):
        with wave.open(str(folder / row["file"])) as file:
            samples, rate = np.frombuffer(file.readframes(file.getnframes()), "<i2") / 32768, file.getframerate()
        mel = log_mel(samples, rate)
        image, skip = np.full((mel.shape[0], frames), np.log(1e-6)), int((mel.shape[1] - frames) / 2)
        middle = mel[:, max(0, skip):max(0, skip) + frames]
        image[:, max(0, -skip):max(0, -skip) + middle.shape[1]] = middle
        parts[row["official_split"]].append((image, int(row["digit"])))
    known = np.stack([image for image, _ in parts["train"]])
    for part in parts.values():
        images = (np.stack([image for image, _ in part]) - known.mean()) / known.std()
        yield {"image": torch.tensor(images, dtype=torch.float32)[:, None], "label": torch.tensor([label for _, label in part])}


def shifted(images, most):
    """Each spectrogram moved by up to so many frames; the first or last one fills up."""
    places = (torch.arange(images.shape[3]) + torch.randint(-most, most + 1, (len(images), 1))).clamp(0, images.shape[3] - 1)
    return images.gather(3, places[:, None, None].expand_as(images))


def strings_right(model, data):
    right = 0
    for at in range(0, len(data["image"]), 100):
        batch = {name: t[at:at + 100] for name, t in data.items()}
        scores, lengths = model(batch["image"], batch["width"])
        for path, length, text in zip(scores.argmax(2).tolist(), lengths.tolist(), batch["text"].tolist()):
            path = path[:length]
            right += [c for c, before in zip(path, [0] + path) if c not in (0, before)] == [c for c in text if c]
    return right / len(data["image"])


def main():
    arguments = argparse.ArgumentParser()
    arguments.add_argument("model", choices=["crnn", "spoken-digits"])
    arguments.add_argument("folder", type=pathlib.Path)
    arguments.add_argument("--seed", type=int, default=1)
    arguments.add_argument("--epochs", type=int, help="default: as in the project")
    options = arguments.parse_args()
    torch.set_num_threads(2)
    torch.manual_seed(options.seed)
    reads = options.model == "crnn"
    epochs = options.epochs or 12
    train, test = (lines if reads else speech)(options.folder)
    model = recognition.Crnn() if reads else recognition.Keywords()
    optimizer = ClippedAdam(model.parameters(), lr=0.003) if reads else torch.optim.Adam(model.parameters(), lr=0.001)
    steps = epochs * -(-len(train["image"]) // 32)
    schedule = torch.optim.lr_scheduler.CosineAnnealingLR(optimizer, steps) if reads else torch.optim.lr_scheduler.ConstantLR(optimizer, 1)
    for epoch in range(1, epochs + 1):
        losses = []
        for part in torch.randperm(len(train["image"])).split(32):
            batch = {name: t[part] for name, t in train.items()}
            if reads:
                batch["dropout.draw"] = (torch.rand(len(part), batch["image"].shape[3] // 4, 192) < 0.7).float()
            else:
                batch["image"] = shifted(batch["image"], 6)
            optimizer.zero_grad()
            loss = recognition.reading(model, batch) if reads else F.cross_entropy(model(batch["image"], (torch.rand(len(part), 64 * 5 * 8) < 0.5).float()), batch["label"])
            loss.backward()
            optimizer.step()
            schedule.step()
            losses.append(loss.item())
        model.eval()
        with torch.no_grad():
            right = strings_right(model, test) if reads else (model(test["image"], 0.5).argmax(1) == test["label"]).float().mean().item()
        model.train()
        print(f"epoch {epoch}: train loss {np.mean(losses):.4f}, test {right * 100:.2f} %", flush=True)


if __name__ == "__main__":
    main()
