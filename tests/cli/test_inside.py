"""`saddle inside`: files of every kind, the same numbers in each, and what is refused."""
import json
import struct

import numpy as np

from tests.support.case import ProgramTest
from tests.support.digits import project, write_digits, write_project


class Inside(ProgramTest):
    def train(self):
        data = write_digits(self.folder / "digits", train=200, test=80, size=8)
        model = project("basics/mlp")
        self.saddle("train", write_project(model, self.folder / "mlp.json"), "--data", data, "--batch", 20, "--epochs", 2,
                    "--set", "fc1.out_features=24", "--set", "fc2.out_features=16")

    def test_every_look_in_every_kind_of_file(self):
        self.train()
        for what in ("feature-maps", "filters", "confusion", "saliency", "embedding", "predictions", "histograms", "gradients"):
            out = {kind: self.folder / f"out.{kind}" for kind in ("npy", "csv", "json", "png")}
            for kind, path in out.items():
                if (what, kind) != ("predictions", "png"):
                    line = self.saddle("inside", "last", "--what", what, "--node", "fc3" if what == "embedding" else "fc1", "--sample", 5, "-o", path, "--json").lines[0]
            array = np.load(out["npy"])
            self.assertEqual(json.loads(out["json"].read_text()), line, what)
            if what in ("feature-maps", "filters", "saliency"):
                np.testing.assert_array_equal(array, np.float32(line["values"]).reshape(line["shape"]))
                table = np.genfromtxt(out["csv"], delimiter=",", names=True)
                np.testing.assert_allclose(table["value"], array.ravel(), rtol=1e-6)
            if what == "confusion":
                evaluated = self.saddle("eval", "last", "--json").lines[0]
                self.assertEqual(line["confusion"], evaluated["confusion"])
                self.assertEqual(array.sum(), evaluated["samples"])
                self.assertAlmostEqual(array.trace() / array.sum(), evaluated["accuracy"])
            self.assertNotIn(b"\r", out["csv"].read_bytes())
            if what == "confusion":
                self.assertEqual(np.genfromtxt(out["csv"], delimiter=",", skip_header=1)[:, 1:].tolist(), line["confusion"], "rows are truths")
            if what == "embedding":
                self.assertEqual(np.genfromtxt(out["csv"], delimiter=",", names=True)["tsne_x"].tolist(), line["tsne_x"])
            if what == "histograms":
                table = np.genfromtxt(out["csv"], delimiter=",", names=True)
                self.assertEqual(table["dead"].tolist(), line["dead"])
                self.assertEqual(table["weight_zeros"].tolist(), line["weights"]["zeros"])
                # of one batch: as many numbers at every step
                self.assertEqual(set(array.sum(axis=1)), {24 * 32})
                self.assertEqual(line["steps"][-1], 20)
            if what == "gradients":
                self.assertEqual(line["nodes"], ["fc1", "fc2", "fc3"])
                np.testing.assert_allclose(array, np.reshape(line["lengths"], (-1, 3)), rtol=1e-6)
            if what == "predictions":
                self.assertEqual(array.shape, (80, 4))
            self.assertEqual(out["png"].read_bytes()[:4], b"\x89PNG")
            if what == "feature-maps":
                self.assertEqual(array.shape, (24,))
                self.assertEqual(struct.unpack(">II", out["png"].read_bytes()[16:24]), (24 * 4 + 4, 4 + 4))

    def test_principal_components_are_those_of_numpy(self):
        self.train()
        line = self.saddle("inside", "last", "--what", "embedding", "--node", "fc2", "--json").lines[0]
        rows = np.array([self.saddle("inside", "last", "--node", "fc2", "--sample", n, "--json").lines[0]["values"] for n in line["samples"][:80]])
        u, s, _ = np.linalg.svd(rows - rows.mean(axis=0), full_matrices=False)
        for ours, theirs in ((line["pca_x"], u[:, 0] * s[0]), (line["pca_y"], u[:, 1] * s[1])):
            sign = np.sign(np.dot(ours, theirs))
            np.testing.assert_allclose(ours, sign * theirs, atol=1e-4 * s[0])
        np.testing.assert_allclose(line["explained"], (s[:2] ** 2) / (s ** 2).sum(), rtol=1e-4)
        self.assertLess(line["divergence"], line["first_divergence"])

    def test_the_run_as_it_was_at_a_step(self):
        self.train()
        run = self.saddle("runs", "show", "last", "--json").lines[0]
        points = run["points"]
        files = [p for p in (self.world.store.parent / "runs" / run["run"]).rglob("*.safetensors")]
        self.assertEqual(len(files), len(points))
        self.assertEqual(run["bytes"], sum(p.stat().st_size for p in files))
        self.assertEqual([p["step"] for p in points if p["checkpoint"]], [10, 20])
        self.assertIn(run["best_checkpoint"], (10, 20))
        self.assertIn(f"{len(points)} points kept, {run['bytes'] / 1e6:.1f} MB: steps 0, 1, 2,", self.saddle("runs", "show", "last").out)
        now, then = (self.saddle("inside", "last", "--what", "filters", "--node", "fc1", "--json", *more).lines[0] for more in ((), ("--step", 5)))
        self.assertEqual((now["step"], then["step"]), (20, 5))
        self.assertNotEqual(now["values"], then["values"])
        landscape = [self.saddle("landscape", "last", "--size", 3, "--json", *more).lines[0] for more in ((), ("--step", 5))]
        self.assertEqual(landscape[1]["step"], 5)
        self.assertEqual(landscape[1]["trail"][-1]["step"], 5)
        self.assertAlmostEqual(landscape[1]["centre_loss"], next(p["loss"] for p in landscape[0]["trail"] if p["step"] == 5), places=5)
        self.assertEqual(self.saddle("hessian", "last", "--step", 5, "--products", 2, "--json").lines[0]["step"], 5)
        for command in ("inside", "landscape", "hessian"):
            node = ("--node", "fc1") if command == "inside" else ()
            self.refused(2, ["stored nothing at step 999", "it has steps 0, 1, 2,"], command, "last", *node, "--step", 999)

    def test_mistakes_are_named(self):
        self.refused(3, ["nosuch"], "inside", "nosuch", "--node", "fc1")
        self.train()
        self.refused(2, ["no node 'fc7'", "fc1, fc2, fc3"], "inside", "last", "--node", "fc7")
        self.refused(2, ["needs a node"], "inside", "last")
        self.refused(2, ["no attention"], "inside", "last", "--what", "attention", "--node", "fc1")
        self.refused(2, ["no sample 80", "0 to 79"], "inside", "last", "--node", "fc1", "--sample", 80)
        self.refused(2, ["no class 9"], "inside", "last", "--what", "saliency", "--class", 9)
        self.refused(2, ["unknown split"], "inside", "last", "--node", "fc1", "--split", "tset")
        self.assertIn("say what to write", self.saddle("inside", "last", "--node", "fc1", "-o", "f.jpg", code=2).err)
