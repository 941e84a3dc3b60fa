"""Ctrl-C, a closed terminal, a killed program, a second program: the run ends in a named state and continues to the same bits."""
import pathlib
import signal
import unittest

from tests.support.case import ProgramTest
from tests.support.digits import changed, project, write_digits, write_project
from tests.support.program import Outcome


def with_noise_and_statistics(p):
    """Dropout, batch normalisation and momentum: everything a checkpoint must carry beside the weights."""
    p["graph"]["nodes"] += [{"id": "bn1", "layer": "BatchNorm2d"}, {"id": "dropout1", "layer": "Dropout", "attributes": {"ratio": 0.2}}]
    edges = p["graph"]["edges"]
    edges[edges.index(["conv1.y", "relu1.x"])] = ["dropout1.y", "relu1.x"]
    edges += [["conv1.y", "bn1.x"], ["bn1.y", "dropout1.x"]]
    p["train"]["schedule"] = {"type": "cosine"}


def after_step(step):
    return lambda line: line["event"] == "step" and line["step"] >= step


class InterruptionTest(ProgramTest):
    def setUp(self):
        super().setUp()
        self.project = write_project(changed(project(), with_noise_and_statistics), self.folder / "noisy.json")
        self.train = ("train", self.project, "--data", write_digits(self.folder / "digits", train=1500, test=200, size=28, classes=10),
                      "--epochs", 4, "--json")

    def ended(self, process, code):
        out, err = process.communicate(timeout=120)
        self.assertEqual(process.returncode, code, err)
        return Outcome(process.returncode, out, err)

    def weights(self, outcome):
        return pathlib.Path(outcome.events("checkpoint")[-1]["path"]).read_bytes()


class CtrlC(InterruptionTest):
    def test_resumed_runs_give_the_bits_of_the_uninterrupted_one(self):
        whole = self.saddle(*self.train)
        run = None
        for step, number in ((5, signal.SIGINT), (30, signal.SIGTERM), (60, signal.SIGHUP)):
            words = self.train if run is None else ("train", "--resume", run, "--json")
            process, _ = self.world.start_until(after_step(step), *words)
            process.send_signal(number)
            outcome = self.ended(process, 130)
            end = outcome.events("end")[0]
            self.assertEqual(end["status"], "interrupted")
            self.assertGreaterEqual(end["steps"], step)
            self.assertEqual(outcome.events("checkpoint")[-1]["step"], end["steps"])
            run = end["run"]
            self.assertEqual([row["status"] for row in self.runs() if row["run"] == run], ["interrupted"])
        resumed = self.saddle("train", "--resume", run, "--json")
        self.assertEqual(resumed.events("end")[0]["status"], "finished")
        self.assertEqual(resumed.events("end")[0]["steps"], whole.events("end")[0]["steps"])
        self.assertEqual(self.weights(resumed), self.weights(whole))
        self.assertEqual(resumed.events("epoch")[-1]["val_loss"], whole.events("epoch")[-1]["val_loss"])
        self.assertEqual(resumed.events("epoch")[-1]["train_loss"], whole.events("epoch")[-1]["train_loss"])
        self.assertEqual(len(self.runs()), 2, "a resumed run is the same run")

    def test_a_second_one_ends_at_once(self):
        process, lines = self.world.start_until(after_step(1), *self.train)
        process.send_signal(signal.SIGSTOP)  # both signals wait, so that no checkpoint can come between them
        process.send_signal(signal.SIGINT)
        process.send_signal(signal.SIGTERM)
        process.send_signal(signal.SIGCONT)
        outcome = self.ended(process, 130)
        self.assertIn("again to end at once", outcome.err)
        self.assertEqual(outcome.events("end"), [])
        self.assertEqual(self.runs()[0]["status"], "interrupted")
        self.refused(8, ["has no checkpoint"], "train", "--resume", lines[0]["run"])

    def test_in_other_commands(self):
        self.saddle("train", self.project, "--steps", 2)
        process = self.world.start("landscape", "last", "--size", 101, "--samples", 512)
        while "landscape" not in process.stderr.read(12):
            pass
        process.send_signal(signal.SIGINT)
        outcome = self.ended(process, 130)
        self.assertIn("was cancelled after", outcome.err)

    def test_a_reader_that_goes_away_ends_the_run_with_a_checkpoint(self):
        process, _ = self.world.start_until(after_step(1), *self.train)
        process.stdout.close()
        self.assertEqual(process.wait(timeout=120), 130)
        process.stderr.close()
        self.assertEqual(self.runs()[0]["status"], "interrupted")
        self.saddle("eval", "last")


class Killed(InterruptionTest):
    def test_a_killed_program_leaves_a_run_that_continues(self):
        whole = self.saddle(*self.train)
        process, lines = self.world.start_until(lambda line: line["event"] == "checkpoint", *self.train)
        process.kill()
        process.communicate(timeout=120)
        row = self.runs()[0]
        self.assertEqual((row["run"], row["status"]), (lines[0]["run"], "interrupted"))
        self.assertGreater(row["steps"], 0)
        resumed = self.saddle("train", "--resume", "last", "--json")
        self.assertEqual(self.weights(resumed), self.weights(whole))


class TwoPrograms(InterruptionTest):
    def test_both_train_into_one_store(self):
        whole = self.saddle(*self.train)
        first, second = self.world.start(*self.train), self.world.start(*self.train)
        for outcome in (self.ended(first, 0), self.ended(second, 0)):
            self.assertEqual(self.weights(outcome), self.weights(whole))
        rows = self.runs()
        self.assertEqual([row["status"] for row in rows], ["finished"] * 3)
        self.assertEqual(len({row["run"] for row in rows}), 3)

    def test_a_run_that_is_in_progress_is_not_resumed_and_can_be_looked_at(self):
        process, lines = self.world.start_until(lambda line: line["event"] == "checkpoint", *self.train)
        run = next(line["run"] for line in lines if line["event"] == "start")
        self.refused(7, [run, "another program"], "train", "--resume", run)
        self.assertEqual(self.runs()[0]["status"], "running")
        self.saddle("eval", run)
        self.ended(process, 0)
        self.assertEqual(self.runs()[0]["status"], "finished")


if __name__ == "__main__":
    unittest.main()
