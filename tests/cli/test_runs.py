"""saddle runs: filter, compare, tag, note, trash, garbage, lineage; forks take the way of their run."""
import os
import pathlib
import time
import unittest

from tests.support.case import ProgramTest
from tests.support.digits import changed, project, write_digits, write_project


class RunsTest(ProgramTest):
    def setUp(self):
        super().setUp()
        digits = write_digits(self.folder / "digits", train=640, test=64, size=28, classes=10)
        self.train = ("train", "projects/vision/lenet5.json", "--data", digits, "--json", "--set", "train.checkpoint_every_steps=7")

    def made(self, *arguments, epochs=2):
        """The id of a fresh run."""
        return self.saddle(*self.train, "--epochs", epochs, *arguments).events("end")[0]["run"]

    def ids(self, *arguments):
        return [row["run"] for row in self.saddle("runs", "list", "--json", *arguments).lines]

    def last_weights(self, run):
        return pathlib.Path(self.saddle("runs", "show", run, "--json").lines[0]["checkpoints"][-1]["path"]).read_bytes()


class Compare(RunsTest):
    def test_settings_figures_and_kernels_of_two_runs(self):
        a, b = self.made(epochs=8), self.made("--set", "optimizer.lr=0.02", "--set", "conv1.out_channels=12", "--batch", 32, epochs=4)   # long enough to be profiled
        lines = self.saddle("runs", "compare", a, b, "--all", "--json").lines
        settings = {line["setting"]: list(line["values"].values()) for line in lines if "setting" in line}
        self.assertEqual(settings["optimizer.lr"], ["0.01", "0.02"])
        self.assertEqual(settings["conv1.out_channels"], ["6", "12"])
        self.assertEqual(settings["batch_size"], ["64", "32"])
        self.assertNotIn("seed", settings)
        figures = {line["metric"]: list(line["values"].values()) for line in lines if "metric" in line}
        self.assertEqual(figures["steps"], [80, 80])
        self.assertLess(figures["parameters"][0], figures["parameters"][1])
        kernels = [line for line in lines if "kernel" in line]
        self.assertTrue({"forward", "backward", "update"} <= {k["phase"] for k in kernels})
        changes = [abs(k["after"]["ms"] - k["before"]["ms"]) for k in kernels]
        self.assertEqual(changes, sorted(changes, reverse=True))
        nodes = [line for line in self.saddle("runs", "compare", a, b, "--by", "node", "--json").lines if "kernel" in line]
        self.assertIn("conv1", {line["node"] for line in nodes})
        for row in nodes:
            self.assertAlmostEqual(row["ratio"], row["after"]["ms"] / row["before"]["ms"], places=9)
        self.assertAlmostEqual(sum(row["before"]["ms"] for row in nodes), sum(row["before"]["ms"] for row in kernels), places=6)
        text = self.saddle("runs", "compare", a, b, a).out
        self.assertEqual(text.count("kernels of a step"), 2)
        self.refused(3, ["there is no run 'x'"], "runs", "compare", a, "x")
        self.saddle("runs", "compare", a, code=2)

    def test_a_run_against_itself_differs_in_nothing(self):
        a = self.made()
        self.assertIn("settings that differ: none", self.saddle("runs", "compare", a, a).out)


class Words(RunsTest):
    def test_tags_notes_filter_and_order(self):
        a, b = self.made(), self.made("--set", "optimizer.lr=0.02")
        self.saddle("runs", "tag", a, "cnn", "baseline")
        self.saddle("runs", "tag", b, "cnn")
        self.saddle("runs", "note", b, "twice the rate: \"better\"?")
        self.assertEqual(self.saddle("runs", "note", b).out, "twice the rate: \"better\"?\n")
        self.assertEqual(self.ids("--filter", "tag:cnn"), [b, a])
        self.assertEqual(self.ids("--filter", "tag:cnn and not tag:baseline"), [b])
        self.assertEqual(self.ids("--filter", "lr>=0.02 or tag:nothing"), [b])
        self.assertEqual(self.ids("--filter", "loss<1e9 optimizer.lr<0.015"), [a])
        self.assertEqual(self.ids("--filter", "better"), [b])
        self.assertEqual(self.ids("--sort", "lr"), [a, b])
        self.assertEqual(self.ids("--sort", "-lr"), [b, a])
        self.saddle("runs", "tag", a, "--remove", "baseline")
        self.assertEqual(self.saddle("runs", "tag", a).out, f"run {a}: cnn\n")
        self.refused(2, ["character 6", "needs a value"], "runs", "list", "--filter", "loss<")
        self.refused(2, ["is no tag"], "runs", "tag", a, "two words")


class Trash(RunsTest):
    def test_removed_runs_come_back_until_the_trash_is_emptied(self):
        a, b = self.made(), self.made()
        folder = self.folder / "runs" / a
        self.saddle("runs", "rm", a)
        self.assertEqual(self.ids(), [b])
        self.assertEqual(self.ids("--trash"), [a])
        self.refused(3, [f"there is no run '{a}'"], "runs", "show", a)
        self.saddle("runs", "restore", "last")
        self.saddle("eval", a)
        self.saddle("runs", "rm", a)
        self.saddle("runs", "gc", "--dry-run")
        self.saddle("runs", "gc", "--older-than", 1)
        self.assertTrue(folder.exists())
        freed = self.saddle("runs", "gc", "--json").lines
        self.assertEqual([(line["kind"], line["run"]) for line in freed[:-1]], [("trash", a)])
        self.assertEqual((freed[-1]["runs"], freed[-1]["garbage_bytes"]), (1, freed[0]["bytes"]))
        self.assertGreater(freed[0]["bytes"], 1000)
        self.assertFalse(folder.exists())
        self.refused(3, ["no run", "in the trash"], "runs", "restore", a)
        self.saddle("eval", b)

    def test_files_of_no_run_go_when_they_are_old_and_nothing_else(self):
        run = self.made()
        stray, half = self.folder / "runs/20200101-000000-0001/checkpoints", self.folder / f"runs/{run}/checkpoints/step-0000000009.safetensors.tmp1"
        stray.mkdir(parents=True)
        (stray / "step-0000000001.safetensors").write_bytes(b"x" * 5000)
        half.write_bytes(b"y" * 700)
        young = self.saddle("runs", "gc", "--dry-run", "--json").lines
        self.assertEqual(young[-1]["garbage_bytes"], 0, "somebody may be writing them")
        for path in (stray.parent, half):
            os.utime(path, (time.time() - 7200,) * 2)
        self.assertEqual(self.saddle("runs", "gc", "--json").lines[-1]["garbage_bytes"], 5700)
        self.assertFalse(stray.parent.exists() or half.exists())
        self.saddle("eval", run)

    def test_a_run_in_progress_is_not_removed(self):
        process, lines = self.world.start_until(lambda line: line["event"] == "step", *self.train, "--epochs", 50)
        self.refused(2, ["is in progress"], "runs", "rm", lines[0]["run"])
        process.terminate()
        process.communicate(timeout=60)


class Forks(RunsTest):
    def test_a_fork_takes_the_way_of_its_run_from_any_stored_point(self):
        whole = self.made(epochs=4)
        for step in (7, 20):   # within an epoch, and between two
            fork = self.saddle("train", "--fork", f"{whole}@{step}", "--json").events("end")[0]["run"]
            self.assertEqual(self.last_weights(fork), self.last_weights(whole))
            row = self.saddle("runs", "show", fork, "--json").lines[0]
            self.assertEqual((row["forked_from"], row["points"][0]["step"]), ({"run": whole, "step": step}, step))
        self.assertIn(f"forked from run {whole} at step 20", self.saddle("runs", "show", "last").out)
        self.assertEqual(self.world.curve(fork, "train_loss"), self.world.curve(whole, "train_loss")[20:])

    def test_other_settings_go_another_way_and_what_cannot_go_on_is_refused(self):
        whole = self.made()
        fork = self.saddle("train", "--fork", f"{whole}@20", "--epochs", 3, "--set", "optimizer.lr=0.1", "--json").events("end")[0]
        self.assertEqual(fork["steps"], 30)
        adam = write_project(changed(project(), lambda p: p["train"].update(optimizer={"type": "Adam", "lr": 0.001})), self.folder / "adam.json")
        other = self.saddle("train", adam, "--fork", whole, "--epochs", 3, "--json")
        self.assertIn("optimizer's state begins anew", other.err)
        self.refused(2, ["trains 2", "--epochs"], "train", "--fork", whole)
        self.refused(2, ["keeps the batches"], "train", "--fork", f"{whole}@7", "--batch", 32)
        self.refused(2, ["within an epoch"], "train", "--fork", f"{whole}@7", "--seed", 9)
        self.refused(2, ["stored nothing at step 21", "7"], "train", "--fork", f"{whole}@21", "--epochs", 3)
        self.refused(2, ["names no step"], "train", "--fork", f"{whole}@x")


class Lineage(RunsTest):
    def test_where_a_run_was_resumed_is_kept(self):
        run = self.saddle(*self.train, "--epochs", 2, "--steps", 9).events("end")[0]["run"]
        self.saddle("train", "--resume", run)
        row = self.saddle("runs", "show", run, "--json").lines[0]
        self.assertEqual([each["step"] for each in row["resumed"]], [9])
        self.assertIn("resumed at step 9", self.saddle("runs", "show", run).out)


if __name__ == "__main__":
    unittest.main()
