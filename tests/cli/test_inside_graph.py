"""`saddle inside` of graphs: messages along edges and over-smoothing, the same numbers in every kind of file."""
import json

import numpy as np

from tests.support.case import ProgramTest


class InsideGraph(ProgramTest):
    def files(self, *args):
        out = {kind: self.folder / f"out.{kind}" for kind in ("npy", "csv", "json", "png")}
        for path in out.values():
            line = self.saddle("inside", "last", *args, "-o", path, "--json").lines[0]
        self.assertEqual(json.loads(out["json"].read_text()), line)
        self.assertEqual(out["png"].read_bytes()[:4], b"\x89PNG")
        return line, np.load(out["npy"]), np.genfromtxt(out["csv"], delimiter=",", names=True, dtype=None, encoding=None)

    def test_messages_and_smoothing_of_the_club(self):
        self.saddle("train", "projects/graph/karate-gcn.json", "--epochs", 3)
        line, array, table = self.files("--what", "messages", "--node", "conv1", "--sample", 0)
        self.assertEqual((len(line["nodes"]), len(line["edges"]), line["nodes"][0], line["left_out"]), (34, 156, 0, 0))
        self.assertEqual(array.shape, (156 + 34, 3))
        np.testing.assert_array_equal(array[:156, :2], line["edges"])
        np.testing.assert_array_equal(array[156:, 0], array[156:, 1])
        np.testing.assert_array_equal(array[:, 2], np.float32(line["along"] + line["own"]))
        np.testing.assert_allclose(table["weight"], array[:, 2], rtol=1e-6)
        # The normalised adjacency: symmetrical, and its square root of degrees is what it leaves as it is.
        adjacency = np.zeros((34, 34))
        adjacency[array[:, 1].astype(int), array[:, 0].astype(int)] = array[:, 2]
        np.testing.assert_allclose(adjacency, adjacency.T, atol=1e-7)
        root = np.sqrt((adjacency > 0).sum(axis=1))
        np.testing.assert_allclose(adjacency @ root, root, rtol=1e-5)
        few = self.saddle("inside", "last", "--what", "messages", "--node", "conv1", "--sample", 33, "--samples", 10, "--json").lines[0]
        self.assertEqual((len(few["nodes"]), few["nodes"][0]), (10, 33))

        line, array, table = self.files("--what", "smoothing")
        self.assertEqual([layer["layer"] for layer in line["layers"]], ["input", "conv1", "conv2"])
        for k, name in enumerate(("distance", "neighbours", "energy", "zero_rows")):
            expected = [layer[name] for layer in line["layers"]]
            np.testing.assert_allclose(table[name], expected)
            np.testing.assert_allclose(array[:, k], expected, rtol=1e-6)

    def test_mistakes_are_named(self):
        self.saddle("train", "projects/graph/karate-gcn.json", "--epochs", 1)
        self.refused(2, ["relu sends nothing along the edges", "conv1, conv2"], "inside", "last", "--what", "messages", "--node", "relu")
        self.refused(2, ["no sample 34", "0 to 33"], "inside", "last", "--what", "messages", "--node", "conv1", "--sample", 34)
        self.refused(2, ["no sample 34"], "inside", "last", "--what", "saliency", "--sample", 34)
        self.saddle("train", "projects/sequence/char-lstm.json", "--steps", 1, "--set", "lstm.hidden=4")
        self.refused(2, ["no layer over graphs"], "inside", "last", "--what", "smoothing")
