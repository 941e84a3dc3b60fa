"""Models of other tools become projects: same predictions, layers by name, and a word about what cannot be drawn."""
import json
import unittest

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper

from tests.support.case import ProgramTest
from tests.support.program import ROOT

LENET = "projects/vision/lenet5.json"


def model(nodes, weights, path, input_shape=("N", 1, 28, 28), output_shape=("N", 10)):
    graph = helper.make_graph(nodes, "net", [helper.make_tensor_value_info("image", TensorProto.FLOAT, input_shape)],
                              [helper.make_tensor_value_info("y", TensorProto.FLOAT, output_shape)],
                              [numpy_helper.from_array(np.asarray(value, np.float32), name) for name, value in weights.items()])
    onnx.save(helper.make_model(graph, opset_imports=[helper.make_opsetid("", 13)]), path)
    return path


class Import(ProgramTest):
    def predictions(self, run):
        path = self.folder / f"{run}.npy"
        self.saddle("predict", run, "-o", path)
        return np.load(path)

    def test_an_exported_model_comes_back_with_the_same_predictions(self):
        run = self.saddle("train", LENET, "--steps", 5, "--json").events("end")[0]["run"]
        self.saddle("export", run, "--format", "onnx", "-o", self.folder / "lenet.onnx")
        report = self.saddle("import", self.folder / "lenet.onnx", "-o", self.folder / "back.json", "--json").lines[0]
        self.assertEqual(report["parameters"], 61706)
        self.assertEqual(report["layers"], 14)
        np.testing.assert_array_equal(self.predictions(run), self.predictions(report["run"]))
        # Training goes on from the weights, not from the initializers.
        again = self.saddle("train", self.folder / "back.json", "--steps", 1, "--set", "optimizer.lr=0", "--json").events("end")[0]["run"]
        np.testing.assert_array_equal(self.predictions(run), self.predictions(again))

    def test_weights_alone_need_their_project(self):
        run = self.saddle("train", LENET, "--steps", 5, "--json").events("end")[0]["run"]
        weights = self.folder / "weights.safetensors"
        self.saddle("export", run, "--format", "safetensors", "-o", weights)
        self.refused(2, ["--project"], "import", weights, "-o", self.folder / "p.json")
        self.refused(8, ["fc1.weight"], "import", weights, "-o", self.folder / "p.json", "--project", "projects/basics/mlp.json")
        report = self.saddle("import", weights, "-o", self.folder / "p.json", "--project", LENET, "--json").lines[0]
        np.testing.assert_array_equal(self.predictions(run), self.predictions(report["run"]))

    def test_forms_of_other_tools_are_recognised(self):
        rng = np.random.default_rng(1)
        weights = {"first.w": rng.normal(size=(4, 1, 5, 5)), "scale": rng.normal(size=4), "shift": rng.normal(size=4), "mean": rng.normal(size=4), "var": rng.uniform(1, 2, 4),
                   "w2": rng.normal(size=(4 * 14 * 14, 10)) * 0.01, "b2": rng.normal(size=10)}
        nodes = [helper.make_node("Conv", ["image", "first.w"], ["a"], auto_pad="SAME_UPPER"),
                 helper.make_node("BatchNormalization", ["a", "scale", "shift", "mean", "var"], ["b"]), helper.make_node("Relu", ["b"], ["c"]),
                 helper.make_node("MaxPool", ["c"], ["d"], kernel_shape=[3, 3], strides=[2, 2], ceil_mode=1),
                 helper.make_node("Constant", [], ["shape"], value=numpy_helper.from_array(np.array([0, -1]))), helper.make_node("Reshape", ["d", "shape"], ["e"]),
                 helper.make_node("Gemm", ["e", "w2", "b2"], ["g"]), helper.make_node("Softmax", ["g"], ["y"])]
        path = model(nodes, weights, self.folder / "net.onnx")
        report = self.saddle("import", path, "-o", self.folder / "net.json", "--json").lines[0]
        self.assertIn("Softmax is left out", " ".join(report["notes"]))
        text = (self.folder / "net.json").read_text()
        for layer in ("Conv2d", "BatchNorm2d", "ReLU", "MaxPool2d", "Flatten", "Linear", "CrossEntropyLoss"):
            self.assertIn(f'"{layer}"', text)
        self.assertIn('"ceil": true', text)
        self.assertEqual(self.predictions(report["run"]).shape[1], 10)

    def test_arithmetic_with_weights_and_numbers_is_recognised(self):
        rng = np.random.default_rng(2)
        w = {"w1": rng.normal(size=(12, 784)) * 0.05, "b1": rng.normal(size=12), "gain": rng.normal(size=(1, 12)), "low": -0.4, "high": 0.9, "half": 2.0, "tenth": 0.1, "limit": 0.3, "w2": rng.normal(size=(24, 10))}
        w = {name: np.asarray(value, np.float32) for name, value in w.items()}
        nodes = [helper.make_node("Flatten", ["image"], ["flat"]), helper.make_node("Transpose", ["w1"], ["w1t"], perm=[1, 0]), helper.make_node("MatMul", ["flat", "w1t"], ["a0"]),
                 helper.make_node("Add", ["b1", "a0"], ["a"]), helper.make_node("Clip", ["a", "low", "high"], ["c"]), helper.make_node("Div", ["c", "half"], ["d"]), helper.make_node("Sub", ["d", "tenth"], ["e"]),
                 helper.make_node("Mul", ["gain", "e"], ["f"]), helper.make_node("Sin", ["a"], ["s"]), helper.make_node("Greater", ["a", "limit"], ["above"]), helper.make_node("Where", ["above", "s", "f"], ["chosen"]),
                 helper.make_node("Concat", ["f", "chosen"], ["both"], axis=-1), helper.make_node("MatMul", ["both", "w2"], ["y"])]
        report = self.saddle("import", model(nodes, w, self.folder / "sums.onnx"), "-o", self.folder / "sums.json", "--json").lines[0]
        text = (self.folder / "sums.json").read_text()
        for layer in ("Clamp", "Affine", "Parameter", "Function", "Compare", "Where", "Concat"):
            self.assertIn(f'"{layer}"', text)
        self.assertEqual(report["parameters"], 12 * 784 + 12 + 12 + 24 * 10)
        # The samples themselves, as an imported model that hands them on predicts them.
        flat = self.predictions(self.saddle("import", model([helper.make_node("Flatten", ["image"], ["x"]), helper.make_node("MatMul", ["x", "w"], ["y"])], {"w": np.eye(784)}, self.folder / "same.onnx", output_shape=("N", 784)),
                                            "-o", self.folder / "same.json", "--json").lines[0]["run"])
        a = flat @ w["w1"].T + w["b1"]
        f = w["gain"] * (np.clip(a, -0.4, 0.9) / 2 - 0.1)
        expected = np.concatenate([f, np.where(a > 0.3, np.sin(a), f)], 1) @ w["w2"]
        np.testing.assert_allclose(self.predictions(report["run"]), expected, atol=2e-4)

    def test_what_weights_alone_make_is_computed_within_bounds(self):
        rng = np.random.default_rng(3)
        w = {"w": rng.normal(size=(784, 10)) * 0.05, "big": rng.normal(size=(10, 20000))}
        nodes = [helper.make_node("Flatten", ["image"], ["flat"]), helper.make_node("MatMul", ["flat", "w"], ["scores"]), helper.make_node("ArgMax", ["big"], ["at"], axis=1, keepdims=0),
                 helper.make_node("Cast", ["at"], ["shift"], to=TensorProto.FLOAT), helper.make_node("Add", ["scores", "shift"], ["y"])]
        self.saddle("import", model(nodes, w, self.folder / "at.onnx"), "-o", self.folder / "at.json")
        folded = (self.folder / "at.safetensors").read_bytes()
        self.assertIn(np.argmax(w["big"].astype(np.float32), 1).astype(np.float32).tobytes(), folded)
        grown = [helper.make_node("Constant", [], ["times"], value=numpy_helper.from_array(np.array([1, 5000]))), helper.make_node("Tile", ["big", "times"], ["huge"]),
                 helper.make_node("ReduceMax", ["huge"], ["top"], axes=[1], keepdims=0), *nodes[:2], helper.make_node("Add", ["scores", "top"], ["y"])]
        self.refused(3, ["Tile", "constants"], "import", model(grown, w, self.folder / "huge.onnx"), "-o", self.folder / "huge.json")

    def test_a_language_model_and_an_image_model_come_back(self):
        short = json.loads((ROOT / "projects/sequence/char-gpt.json").read_text())
        short["data"]["options"]["length"], short["train"]["batch_size"] = 16, 256
        (self.folder / "gpt.json").write_text(json.dumps(short))
        for project in (self.folder / "gpt.json", "projects/generative/autoencoder.json"):
            run = self.saddle("train", project, "--steps", 1, "--json").events("end")[0]["run"]
            self.saddle("export", run, "--format", "onnx", "-o", self.folder / "model.onnx")
            again = self.saddle("import", self.folder / "model.onnx", "-o", self.folder / "back.json", "--project", project, "--json").lines[0]
            np.testing.assert_allclose(self.predictions(run), self.predictions(again["run"]), atol=1e-5)

    def test_what_no_layer_stands_for_is_listed(self):
        nodes = [helper.make_node("Conv", ["image", "w"], ["a"], pads=[0, 1, 2, 3]), helper.make_node("Relu", ["a"], ["b"]), helper.make_node("Flatten", ["b"], ["y"])]
        path = model(nodes, {"w": np.ones((10, 1, 3, 3))}, self.folder / "odd.onnx")
        self.refused(3, ["Conv", "padding differs between the sides"], "import", path, "-o", self.folder / "odd.json")
        self.assertFalse((self.folder / "odd.json").exists())

    def test_files_that_are_no_models_are_refused(self):
        for name, content in (("a.onnx", b"no model"), ("b.safetensors", b"{}"), ("c.pt", b"PK")):
            (self.folder / name).write_bytes(content)
            self.refused(3, [str(self.folder / name)], "import", self.folder / name, "-o", self.folder / "p.json", "--project", LENET)
        self.refused(3, ["image of f32[1x28x28]"], "import", model([helper.make_node("Flatten", ["image"], ["y"])], {}, self.folder / "d.onnx", ("N", 3, 8, 8), ("N", 192)),
                     "-o", self.folder / "p.json")


if __name__ == "__main__":
    unittest.main()
