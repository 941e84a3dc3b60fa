"""saddle runs check: a store whose file was damaged is mended from what can be read and from the files of its runs."""
import pathlib
import unittest

from tests.support.case import ProgramTest
from tests.support.digits import write_digits


class DamagedStore(ProgramTest):
    def setUp(self):
        super().setUp()
        digits = write_digits(self.folder / "digits", train=640, test=64, size=28, classes=10)
        self.train = ("train", "projects/vision/lenet5.json", "--data", digits, "--epochs", 3, "--json")

    def weights(self, outcome):
        return pathlib.Path(outcome.events("checkpoint")[-1]["path"]).read_bytes()

    def test_a_run_continues_to_the_same_bits_after_its_store_was_lost(self):
        whole = self.saddle(*self.train)
        begun = self.saddle(*self.train, "--steps", 12)
        run = begun.events("end")[0]["run"]
        self.saddle("runs", "check", "--contents")
        self.world.store.write_bytes(b"not a database" * 1000)
        for left in ("-wal", "-shm"):
            pathlib.Path(f"{self.world.store}{left}").unlink(missing_ok=True)
        self.refused(7, ["damaged", "--repair"], "runs", "list")
        self.refused(7, ["1 damage(s)", "--repair"], "runs", "check")
        mended = self.saddle("runs", "check", "--repair", "--json").lines[-1]
        self.assertEqual(mended["runs"], 2)
        self.assertTrue(any(run in each for each in mended["lost"]))
        self.assertEqual(pathlib.Path(mended["damaged"]).read_bytes(), b"not a database" * 1000)
        self.saddle("runs", "check", "--contents")
        resumed = self.saddle("train", "--resume", run, "--json")
        self.assertEqual(self.weights(resumed), self.weights(whole))

    def test_a_page_in_the_middle(self):
        runs = [self.saddle(*self.train, "--seed", seed).events("end")[0]["run"] for seed in (1, 2, 3)]
        for left in ("-wal", "-shm"):
            self.assertFalse(pathlib.Path(f"{self.world.store}{left}").exists(), "the last program leaves one file")
        content = bytearray(self.world.store.read_bytes())
        middle = len(content) // 4096 // 2 * 4096
        content[middle:middle + 4096] = b"\xa5" * 4096
        self.world.store.write_bytes(content)
        self.saddle("runs", "check", code=7)
        self.saddle("runs", "check", "--repair")
        self.saddle("runs", "check")
        self.assertEqual([row["run"] for row in self.runs()], runs[::-1])
        for run in runs:
            self.saddle("eval", run)

    def test_files_that_changed_are_named(self):
        run = self.saddle(*self.train).events("end")[0]["run"]
        path = pathlib.Path(self.saddle("runs", "show", run, "--json").lines[0]["checkpoints"][-1]["path"])
        content = bytearray(path.read_bytes())
        content[-1] ^= 1
        path.write_bytes(content)
        self.saddle("runs", "check")
        said = self.saddle("runs", "check", "--contents", "--json", code=7).lines
        self.assertEqual([line["kind"] for line in said], ["file"])
        self.assertIn(str(path), said[0]["damage"])
        path.unlink()
        self.assertIn("cannot be read", self.saddle("runs", "check", code=7).out)


if __name__ == "__main__":
    unittest.main()
