"""`saddle inside --what through-time`: the same numbers in every kind of file, and a plain recurrence that forgets."""
import json

import numpy as np

from tests.support.case import ProgramTest


class InsideTime(ProgramTest):
    def test_every_kind_of_file(self):
        self.saddle("train", "projects/sequence/char-lstm.json", "--steps", 2, "--set", "lstm.hidden=8", "--set", "embed.size=4")
        out = {kind: self.folder / f"out.{kind}" for kind in ("npy", "csv", "json", "png")}
        for path in out.values():
            line = self.saddle("inside", "last", "--what", "through-time", "--node", "lstm", "-o", path, "--json").lines[0]
        self.assertEqual(json.loads(out["json"].read_text()), line)
        self.assertEqual([(s["state"], len(s["steps"])) for s in line["states"]], [("h", 64), ("c", 63)])
        array, table = np.load(out["npy"]), np.genfromtxt(out["csv"], delimiter=",", names=True, dtype=None, encoding=None)
        self.assertEqual(list(table["state"]), ["h"] * 64 + ["c"] * 63)
        for name in ("loss", "last"):
            expected = np.concatenate([s[name] for s in line["states"]])
            self.assertTrue((expected > 0).all())
            np.testing.assert_array_equal(table[name], expected)
            np.testing.assert_allclose(array[:, 1 if name == "loss" else 2], expected, rtol=1e-6)
        h = line["states"][0]
        self.assertEqual(line["first_to_last"], h["last"][0] / h["last"][-1])
        self.assertEqual(out["png"].read_bytes()[:4], b"\x89PNG")
        text = self.saddle("inside", "last", "--what", "through-time", "--node", "lstm").out
        self.assertIn("is left at the first one: it vanishes", text)
        self.refused(2, ["fc has no state that runs through time"], "inside", "last", "--what", "through-time", "--node", "fc")
