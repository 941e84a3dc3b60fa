"""`saddle landscape` and `saddle hessian`: files, the loss at the centre, axes, and the Hessian beside PyTorch's."""
import itertools
import struct

import numpy as np

try:
    import torch
except ImportError:
    torch = None

from tests.parity import safetensors
from tests.support.case import ProgramTest
from tests.support.digits import project, write_digits, write_project

SIZE, TRAIN = 8, 200
NETWORK = ("--set", "data.mean=0", "--set", "data.std=1", "--set", "fc1.out_features=24", "--set", "fc2.out_features=16")


class Landscape(ProgramTest):
    def train(self, *options, activation="ReLU"):
        self.data = write_digits(self.folder / "digits", train=TRAIN, size=SIZE)
        model = project("basics/mlp")
        for node in model["graph"]["nodes"]:
            if node["layer"] == "ReLU":
                node["layer"] = activation
        self.saddle("train", write_project(model, self.folder / "mlp.json"), "--data", self.data, "--batch", 20, *NETWORK, *options)

    def test_every_kind_of_axes_in_every_kind_of_file(self):
        self.train("--epochs", 6, activation="Tanh")
        loss = self.saddle("eval", "last", "--split", "train", "--json").lines[0]["loss"]
        hessian = self.saddle("hessian", "last", "--top", 2, "--samples", TRAIN, "--json").lines[0]
        self.assertAlmostEqual(hessian["loss"], loss, delta=1e-5 * loss)
        for axes in ("random", "pca", "hessian"):
            done = self.saddle("landscape", "last", "--axes", axes, "--size", 5, "--range", 0.1, "--samples", TRAIN, "-o", self.folder / "f.npy", "--json")
            line = done.lines[0]
            grid = np.load(self.folder / "f.npy")
            np.testing.assert_array_equal(grid, np.float32(line["loss"]).reshape(5, 5))
            self.assertAlmostEqual(grid[2, 2], loss, delta=1e-5 * loss, msg=f"the centre of {axes} is the run's loss")
            self.assertAlmostEqual(line["centre_loss"], loss, delta=1e-5 * loss)
            if axes == "pca":
                self.assertGreater(sum(line["explained"]), 0.4)
                self.assertIn("principal components explain", done.err)
            if axes == "hessian":   # along the axes the loss bends as the eigenvalues say
                for values, eigenvalue in ((grid[2], hessian["largest"][0]), (grid[:, 2], hessian["largest"][1])):
                    bend = (values[1] - 2 * values[2] + values[3]) / 0.05 ** 2
                    self.assertAlmostEqual(bend, eigenvalue["value"], delta=0.05 * eigenvalue["value"])
        self.saddle("landscape", "last", "--size", 5, "-o", self.folder / "f.csv")
        table = np.genfromtxt(self.folder / "f.csv", delimiter=",", names=True)
        self.assertEqual(len(table), 25)
        np.testing.assert_allclose(table["a"][:5], np.linspace(-1, 1, 5))
        self.saddle("landscape", "last", "--size", 5, "-o", self.folder / "f.png")
        self.assertEqual(struct.unpack(">II", (self.folder / "f.png").read_bytes()[16:24]), (512, 512))
        self.assertEqual(self.saddle("landscape", "last", "--size", 3).out.splitlines()[0], "a,b,loss")

    def test_the_curvature_at_every_point(self):
        self.train("--epochs", 3, activation="Tanh")
        done = self.saddle("landscape", "last", "--size", 3, "--range", 0.5, "--samples", 50, "--curvature", "-o", self.folder / "f.npy", "--json").lines[0]
        grids = np.load(self.folder / "f.npy")
        self.assertEqual(grids.shape, (3, 3, 3))
        for grid, name in zip(grids, ("loss", "smallest", "largest")):
            np.testing.assert_array_equal(grid, np.float32(done[name]).reshape(3, 3))
        here = self.saddle("hessian", "last", "--samples", 50, "--json").lines[0]   # the centre's
        self.assertAlmostEqual(grids[2, 1, 1], here["largest"][0]["value"], delta=0.02 * here["largest"][0]["value"])
        self.assertAlmostEqual(grids[1, 1, 1], here["smallest"]["value"], delta=0.1 * here["largest"][0]["value"])
        self.assertEqual(self.saddle("landscape", "last", "--size", 3, "--samples", 20, "--curvature").out.splitlines()[0], "a,b,loss,smallest,largest")
        self.refused(2, ["not of a line"], "landscape", "last", "--axes", "line", "--curvature")

    def test_the_line_between_two_points_of_a_run(self):
        self.train("--epochs", 2)
        line = self.saddle("landscape", "last", "--axes", "line", "--size", 5, "--samples", TRAIN, "--json", "-o", self.folder / "line.png").lines[0]
        self.assertEqual((line["from"], line["to"]), (0, 20))
        self.assertEqual(line["t"], [-0.5, 0, 0.5, 1, 1.5])
        loss = self.saddle("eval", "last", "--split", "train", "--json").lines[0]["loss"]
        self.assertAlmostEqual(line["loss"][3], loss, delta=1e-5 * loss)
        self.assertAlmostEqual(line["loss"][1], np.log(3), delta=0.2, msg="before the first step all classes are alike")
        text = self.saddle("landscape", "last", "--axes", "line", "--from", 20, "--to", 0, "--size", 5, "--samples", TRAIN).out.splitlines()
        self.assertEqual(text[0], "t,loss")
        self.assertAlmostEqual(float(text[2].split(",")[1]), loss, delta=1e-5 * loss)
        self.refused(2, ["nothing at step 99", "0, "], "landscape", "last", "--axes", "line", "--from", 99)
        self.refused(2, ["both ends", "20"], "landscape", "last", "--axes", "line", "--from", 20)

    def test_mistakes_are_named(self):
        self.refused(3, ["nosuch"], "hessian", "nosuch")
        self.refused(3, ["nosuch"], "landscape", "nosuch", "--axes", "hessian")
        self.train("--steps", 1)
        self.refused(8, ["three different points"], "landscape", "last", "--axes", "pca", "--size", 3)
        for trail in self.folder.rglob("trail/*"):
            trail.unlink()
        self.refused(8, ["two stored points", "has 1"], "landscape", "last", "--axes", "line")
        self.assertIn("say what to write", self.saddle("landscape", "last", "-o", "f.jpg", code=2).err)
        self.assertIn("diagonal", self.saddle("landscape", "last", "--axes", "diagonal", code=2).err)
        self.saddle("hessian", "last", "--top", 0, code=2)

    def test_the_hessian_of_an_mlp_is_that_of_pytorch(self):
        if torch is None:
            self.skipTest("python3-torch is not installed")
        self.train("--epochs", 3)
        ours = self.saddle("hessian", "last", "--top", 3, "--density", "--samples", TRAIN, "-o", self.folder / "density.csv", "--json").lines[0]
        self.assertEqual(ours["method"], "exact")
        self.saddle("export", "last", "--format", "safetensors", "-o", self.folder / "weights")
        weights = [torch.from_numpy(array.copy()).double() for name, array in sorted(safetensors.read(self.folder / "weights").items())]
        self.assertEqual(len(weights), 6, "fc1.bias, fc1.weight, fc2.bias, ...")
        images, labels = (np.frombuffer((self.data / f"train-{kind}-ubyte").read_bytes()[skip:], np.uint8) for kind, skip in (("images-idx3", 16), ("labels-idx1", 8)))
        x = torch.from_numpy(images.reshape(TRAIN, SIZE * SIZE).astype(np.float64)) / 255
        y = torch.from_numpy(labels.astype(np.int64))
        sizes = [w.numel() for w in weights]

        def loss(flat):
            b1, w1, b2, w2, b3, w3 = (part.reshape(w.shape) for part, w in zip(flat.split(sizes), weights))
            hidden = torch.relu(torch.relu(x @ w1.T + b1) @ w2.T + b2)
            return torch.nn.functional.cross_entropy(hidden @ w3.T + b3, y)

        flat = torch.cat([w.flatten() for w in weights]).requires_grad_()
        value = loss(flat)
        (gradient,) = torch.autograd.grad(value, flat)
        hessian = torch.autograd.functional.hessian(loss, flat.detach())
        exact = torch.linalg.eigvalsh(hessian).flip(0)
        print(f"PyTorch {[round(float(e), 6) for e in exact[:3]]} ... {float(exact[-1]):.6f}, ours {[round(e['value'], 6) for e in ours['largest']]} ... {ours['smallest']['value']:.6f}")
        self.assertEqual(ours["parameters"], len(exact))
        self.assertAlmostEqual(ours["loss"], float(value), delta=1e-5 * float(value))
        self.assertAlmostEqual(ours["gradient_norm"], float(gradient.norm()), delta=1e-4 * float(gradient.norm()) + 1e-7)
        for found, true in itertools.zip_longest(ours["largest"], exact[:3]):
            self.assertAlmostEqual(found["value"], float(true), delta=0.01 * float(true))
            self.assertLessEqual(abs(found["value"] - float(true)), found["residual"] + 1e-4 * float(exact[0]), "the residual bounds the error")
        self.assertAlmostEqual(ours["smallest"]["value"], float(exact[-1]), delta=0.01 * float(exact[0]))
        self.assertAlmostEqual(ours["mean_eigenvalue"] * len(exact), float(exact.sum()), delta=4 * float((exact ** 2).sum() * 2 / 4) ** 0.5, msg="four probes")
        table = np.genfromtxt(self.folder / "density.csv", delimiter=",", names=True)
        self.assertAlmostEqual(np.trapz(table["density"], table["eigenvalue"]), 1, delta=0.02)
