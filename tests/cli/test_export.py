"""Exported models give, in ONNX Runtime and in PyTorch, what `saddle predict` gives."""
import json
import pathlib
import struct
import unittest

import numpy as np

from tests.support import judges
from tests.support.case import ProgramTest
from tests.support.digits import write_digits, write_project

# Every layer of the first slice: groups, dilation and stride, batch norm, a residual, both poolings, dropout, softmax.
EVERY_LAYER = {
    "saddlepoint": 1, "name": "every-layer", "data": {"loader": "idx", "set": "sample-digits"},
    "train": {"batch_size": 32, "epochs": 2, "optimizer": {"type": "AdamW", "lr": 0.003}},
    "graph": {
        "nodes": [
            {"id": "data", "layer": "Dataset"},
            {"id": "conv1", "layer": "Conv2d", "attributes": {"out_channels": 8, "kernel": [3, 3], "padding": [2, 2], "dilation": [2, 2], "bias": False}},
            {"id": "bn1", "layer": "BatchNorm2d"},
            {"id": "relu1", "layer": "ReLU"},
            {"id": "conv2", "layer": "Conv2d", "attributes": {"out_channels": 8, "kernel": [3, 5], "padding": [1, 2], "groups": 4}},
            {"id": "tanh1", "layer": "Tanh"},
            {"id": "add1", "layer": "Add"},
            {"id": "pool1", "layer": "AvgPool2d", "attributes": {"kernel": [3, 3], "stride": [2, 2], "padding": [1, 1]}},
            {"id": "conv3", "layer": "Conv2d", "attributes": {"out_channels": 12, "kernel": [3, 3], "stride": [2, 1], "groups": 2}},
            {"id": "sigmoid1", "layer": "Sigmoid"},
            {"id": "pool2", "layer": "MaxPool2d", "attributes": {"kernel": [3, 3], "stride": [2, 2], "ceil": True}},
            {"id": "flatten", "layer": "Flatten"},
            {"id": "fc1", "layer": "Linear", "attributes": {"out_features": 24}},
            {"id": "softmax1", "layer": "Softmax"},
            {"id": "dropout1", "layer": "Dropout", "attributes": {"ratio": 0.3}},
            {"id": "fc2", "layer": "Linear", "attributes": {"out_features": "classes"}},
            {"id": "loss", "layer": "CrossEntropyLoss"}],
        "edges": [["data.image", "conv1.x"], ["conv1.y", "bn1.x"], ["bn1.y", "relu1.x"], ["relu1.y", "conv2.x"], ["conv2.y", "tanh1.x"],
                  ["relu1.y", "add1.a"], ["tanh1.y", "add1.b"], ["add1.y", "pool1.x"], ["pool1.y", "conv3.x"], ["conv3.y", "sigmoid1.x"],
                  ["sigmoid1.y", "pool2.x"], ["pool2.y", "flatten.x"], ["flatten.y", "fc1.x"], ["fc1.y", "softmax1.x"],
                  ["softmax1.y", "dropout1.x"], ["dropout1.y", "fc2.x"], ["fc2.y", "loss.scores"], ["data.label", "loss.labels"]]}}


class Export(ProgramTest):
    def setUp(self):
        super().setUp()
        self.digits = write_digits(self.folder / "digits", train=200, test=37, size=28, classes=10)
        pixels = np.frombuffer((self.digits / "t10k-images-idx3-ubyte").read_bytes(), np.uint8, offset=16)
        self.inputs = (pixels / 255.0).astype(np.float32).reshape(37, 1, 28, 28)

    def train(self, project):
        self.saddle("train", project, "--data", self.digits, "--epochs", 2, "--set", "data.mean=0", "--set", "data.std=1")
        self.saddle("predict", "last", "-o", self.folder / "ours.npy")
        return np.load(self.folder / "ours.npy")

    def judge(self, project):
        ours = self.train(project)
        onnx, script = self.folder / "model.onnx", self.folder / "model.py"
        self.saddle("export", "last", "--format", "onnx", "-o", onnx)
        self.saddle("export", "last", "--format", "pytorch", "-o", script)

        def by_onnx_runtime():
            self.assertLessEqual(judges.difference(ours, judges.run_onnx(onnx, self.inputs, self.folder)), 1e-4)
            self.assertLessEqual(judges.difference(ours[:1], judges.run_onnx(onnx, self.inputs[:1], self.folder)), 1e-4, "a batch of one")

        def by_pytorch():
            self.assertLessEqual(judges.difference(ours, judges.run_pytorch(script, self.inputs, self.folder)), 1e-5)

        missing = []
        for judge in (lambda: judges.check_onnx(onnx), by_onnx_runtime, by_pytorch):
            try:
                judge()
            except judges.Missing as judge_missing:
                missing.append(str(judge_missing))
        if missing:
            self.skipTest("; ".join(missing))

    def test_lenet5(self):
        self.judge("projects/vision/lenet5.json")

    def test_lenet5_of_1998(self):
        self.judge("projects/vision/lenet5-1998.json")

    def test_mlp(self):
        self.judge("projects/basics/mlp.json")

    def test_every_layer(self):
        self.judge(write_project(EVERY_LAYER, self.folder / "every-layer.json"))

    def test_a_diffusion_model_as_its_denoiser(self):
        self.saddle("train", "projects/diffusion/ddpm-8x8.json", "--steps", 1)
        model = self.folder / "denoiser.onnx"
        self.saddle("export", "last", "--format", "onnx", "-o", model)
        for name in (b"sample.x", b"sample.t", b"predictions"):
            self.assertIn(name, model.read_bytes())
        self.assertNotIn(b"RandomNormalLike", model.read_bytes())
        try:
            judges.check_onnx(model)
        except judges.Missing as missing:
            self.skipTest(str(missing))

    def test_weights_in_safetensors_are_the_checkpoint_s(self):
        self.train("projects/basics/mlp.json")
        target = self.folder / "weights.safetensors"
        self.saddle("export", "last", "--format", "safetensors", "-o", target)
        weights, info = read_safetensors(target)
        checkpoint = self.saddle("runs", "show", "last", "--json").lines[0]["checkpoints"][-1]["path"]
        kept, _ = read_safetensors(checkpoint)
        self.assertEqual(sorted(weights), ["fc1.bias", "fc1.weight", "fc2.bias", "fc2.weight", "fc3.bias", "fc3.weight"])
        for name, values in weights.items():
            self.assertTrue(np.isfinite(values).all())
            np.testing.assert_array_equal(values, kept[name])
        self.assertEqual(info["model"], "MLP")

    def test_mistakes(self):
        self.train("projects/basics/mlp.json")
        self.refused(2, ["unknown format", "onnx, safetensors or pytorch"], "export", "last", "--format", "pt", "-o", self.folder / "x")
        self.refused(7, ["nowhere/x.onnx"], "export", "last", "-o", self.folder / "nowhere/x.onnx")


def read_safetensors(path):
    """Tensors and metadata, by the format's description alone: header length, JSON, data without holes or overlaps."""
    raw = pathlib.Path(path).read_bytes()
    size = struct.unpack("<Q", raw[:8])[0]
    header = json.loads(raw[8:8 + size])
    metadata, tensors, end = header.pop("__metadata__", {}), {}, 0
    for name, entry in sorted(header.items(), key=lambda item: item[1]["data_offsets"]):
        first, last = entry["data_offsets"]
        assert first == end and raw[8:9] == b"{" and (8 + size) % 8 == 0
        tensors[name] = np.frombuffer(raw, {"F32": "<f4", "I32": "<i4"}[entry["dtype"]], (last - first) // 4, 8 + size + first).reshape(entry["shape"])
        end = last
    assert 8 + size + end == len(raw)
    return tensors, metadata


if __name__ == "__main__":
    unittest.main()
