"""`--step` of eval, predict, export and sample: the weights of a stored point of the run."""
import numpy as np

from tests.parity.safetensors import read
from tests.support.case import ProgramTest
from tests.support.digits import project, write_digits, write_project


class Points(ProgramTest):
    def test_a_run_is_evaluated_and_exported_as_it_was(self):
        data = ("--data", write_digits(self.folder / "digits", train=200, test=80, size=8))
        file = write_project(project("basics/mlp"), self.folder / "mlp.json")
        self.saddle("train", file, *data, "--batch", 20, "--steps", 8)
        shown = self.saddle("runs", "show", "last", "--json").lines[0]
        points = {point["step"]: point["checkpoint"] for point in shown["points"]}
        self.assertIn(3, points)
        self.assertFalse(points[3], "a point of the trail, no checkpoint")
        at = {step: self.saddle("eval", "last", *data, "--json", *(() if step is None else ("--step", step))).lines[0] for step in (0, 3, 8, None)}
        self.assertEqual([at[step]["step"] for step in (0, 3, 8, None)], [0, 3, 8, 8])
        self.assertEqual(at[None], at[8])
        self.assertGreater(at[0]["loss"], at[3]["loss"])
        self.assertGreater(at[3]["loss"], at[8]["loss"])

        self.saddle("predict", "last", *data, "--step", 3, "-o", self.folder / "three.npy")
        self.saddle("predict", "last", *data, "-o", self.folder / "eight.npy")
        three, eight = (np.load(self.folder / f"{name}.npy") for name in ("three", "eight"))
        self.assertGreater(np.abs(three - eight).max(), 1e-3)
        labels = np.array([line["label"] for line in self.saddle("predict", "last", *data, "--json").lines])
        spread = three - three.max(1, keepdims=True)
        loss = (np.log(np.exp(spread).sum(1)) - spread[np.arange(len(labels)), labels]).mean()
        self.assertAlmostEqual(loss, at[3]["loss"], places=4, msg="the outputs are those of the loss that eval says of the same step")

        self.saddle("export", "last", *data, "--format", "safetensors", "--step", 0, "-o", self.folder / "zero.safetensors")
        self.saddle("export", "last", *data, "--format", "safetensors", "-o", self.folder / "last.safetensors")
        zero, last = (read(self.folder / f"{name}.safetensors") for name in ("zero", "last"))
        self.assertEqual(zero.keys(), last.keys())
        self.assertGreater(np.abs(zero["fc1.weight"] - last["fc1.weight"]).max(), 0)
        for command in (("eval",), ("predict",), ("export", "-o", self.folder / "no.onnx")):
            self.refused(2, ["stored nothing at step 9", "0, 1, 2"], command[0], "last", *data, "--step", 9, *command[1:])

    def test_samples_as_they_were(self):
        small = project("diffusion/ddpm-8x8")
        data = ("--data", write_digits(self.folder / "digits", train=200, test=80, size=8))
        self.saddle("train", write_project(small, self.folder / "ddpm.json"), *data, "--batch", 20, "--steps", 6)
        drawn = {}
        for step in (0, 6, None):
            drawn[step] = self.folder / f"{step}.npy"
            self.saddle("sample", "last", *data, "--count", 2, "--steps", 4, "--sampler", "ddim", "-o", drawn[step], *(() if step is None else ("--step", step)))
        zero, six, last = (np.load(file) for file in drawn.values())
        np.testing.assert_array_equal(six, last)
        self.assertGreater(np.abs(zero - last).max(), 1e-4)
