"""Small data sets in MNIST's files, and projects made from the shipped ones."""
import copy
import gzip
import json
import struct

from tests.support.program import ROOT


def idx_bytes(shape, data):
    """An IDX file of unsigned bytes."""
    return struct.pack(">I", 0x0800 | len(shape)) + b"".join(struct.pack(">I", n) for n in shape) + bytes(data)


def write_digits(folder, train=200, test=80, size=8, classes=3, compressed=False):
    """Images of `size` x `size` where label k is a bright bar at row k: learnt within a few steps."""
    folder.mkdir(parents=True, exist_ok=True)
    for split, count in (("train", train), ("t10k", test)):
        labels = [(7 * i) % classes for i in range(count)]
        images = bytearray()
        for i, label in enumerate(labels):
            for y in range(size):
                images += bytes((200 if y == label else (13 * i + 5 * x + 3 * y) % 40) for x in range(size))
        for kind, shape, data in (("images-idx3", (count, size, size), images), ("labels-idx1", (count,), labels)):
            content = idx_bytes(shape, data)
            name = f"{split}-{kind}-ubyte"
            if compressed:
                (folder / f"{name}.gz").write_bytes(gzip.compress(content))
            else:
                (folder / name).write_bytes(content)
    return folder


def project(name="vision/lenet5"):
    """A shipped project as a value."""
    return json.loads((ROOT / f"projects/{name}.json").read_text())


def changed(base, change):
    """A copy of `base` after change(copy)."""
    other = copy.deepcopy(base)
    change(other)
    return other


def write_project(value, path):
    path.write_text(json.dumps(value))
    return path
