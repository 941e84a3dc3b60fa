"""A disk that is full: a limit on file sizes stands in for it everywhere; where mounting is allowed, a real small disk too."""
import os
import pathlib
import resource
import signal
import sqlite3
import subprocess
import unittest

from tests.support.case import ProgramTest
from tests.support.digits import write_digits
from tests.support.program import PROGRAM, ROOT, Outcome

LENET = "projects/vision/lenet5.json"


def limit(kilobytes):
    """For the child: no file grows beyond this. The signal keeps its default: the program has to ask for the error."""
    def before():
        signal.signal(signal.SIGXFSZ, signal.SIG_DFL)
        resource.setrlimit(resource.RLIMIT_FSIZE, (kilobytes * 1024, kilobytes * 1024))
    return before


class FullDisk(ProgramTest):
    def setUp(self):
        super().setUp()
        self.train = ("train", LENET, "--data", write_digits(self.folder / "digits", train=640, test=64, size=28, classes=10), "--json")
        self.saddle(*self.train, "--steps", 1)  # shaders are compiled, the store is there

    def integrity(self):
        with sqlite3.connect(self.world.store) as store:
            return store.execute("PRAGMA integrity_check").fetchone()[0]

    def test_a_checkpoint_that_does_not_fit_is_named_and_the_one_before_continues(self):
        whole = self.saddle(*self.train, "--epochs", 4)
        first = self.saddle(*self.train, "--epochs", 2)
        run = first.events("end")[0]["run"]
        failed = self.refused(7, ["cannot write", "safetensors", "File too large", "free some space"],
                              "train", "--resume", run, "--epochs", 4, "--json", before=limit(300))
        end = failed.events("end")[0]
        self.assertEqual(end["status"], "failed")
        row = next(row for row in self.runs() if row["run"] == run)
        self.assertEqual((row["status"], row["message"]), ("failed", end["message"]))
        self.assertEqual(self.integrity(), "ok")
        again = self.saddle("train", "--resume", run, "--epochs", 4, "--json")
        bits = [pathlib.Path(o.events("checkpoint")[-1]["path"]).read_bytes() for o in (again, whole)]
        self.assertEqual(bits[0], bits[1])

    def test_a_store_that_cannot_grow_ends_the_run(self):
        outcome = self.refused(7, ["store", "File too large", "free some space"], *self.train, "--epochs", 50,
                               "--set", "train.checkpoint_every_epochs=50", before=limit(100))
        self.assertEqual(outcome.events("end")[0]["status"], "failed")
        self.assertEqual(self.integrity(), "ok")
        self.assertIn(self.runs()[0]["status"], ("failed", "interrupted"))

    def test_exports_leave_the_old_file(self):
        target = self.folder / "model.onnx"
        target.write_text("what was there")
        self.refused(7, [str(target), "File too large"], "export", "last", "-o", target, before=limit(100))
        self.assertEqual(target.read_text(), "what was there")
        self.assertEqual([p.name for p in self.folder.glob("model*")], ["model.onnx"])

    def test_a_small_disk(self):
        small = self.folder / "small"
        small.mkdir()
        command = f'mount -t tmpfs -o size=1500k none "{small}" && "$@"; code=$?; cp -r "{small}" "{self.folder}/copy"; exit $code'
        if subprocess.run(["unshare", "-m", "mount", "-t", "tmpfs", "none", str(small)], capture_output=True).returncode != 0:
            self.skipTest("mounting a small disk is not allowed here")
        done = subprocess.run(["unshare", "-m", "sh", "-c", command, "sh", PROGRAM, *map(str, self.train), "--epochs", "5"], cwd=ROOT,
                              env=self.world.environment(SADDLE_STORE=small / "runs.sqlite"), capture_output=True, text=True)
        outcome = Outcome(done.returncode, done.stdout, done.stderr)
        self.assertEqual(outcome.code, 7, outcome)
        self.assertRegex(outcome.err, "No space left on device|database or disk is full")
        self.assertIn("free some space", outcome.err)
        self.assertGreaterEqual(len(outcome.events("epoch")), 1)
        self.world.store = self.folder / "copy/runs.sqlite"
        self.assertEqual(self.integrity(), "ok")
        self.assertEqual([p for p in (self.folder / "copy").rglob("*.tmp*")], [], "no half-written file stays")


if __name__ == "__main__":
    unittest.main()
