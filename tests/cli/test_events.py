"""JSON Lines of every command: field names, types, order and rates that other programs rely on; the terminal's own view."""
import math
import os
import pty
import struct
import unittest

from tests.support.case import ProgramTest
from tests.support.digits import write_digits
from tests.support.program import PROGRAM, ROOT, SHARED, World, number

LENET = "projects/vision/lenet5.json"


class EventsTest(ProgramTest):
    def setUp(self):
        super().setUp()
        self.data = ("--data", write_digits(self.folder / "digits", train=200, test=80, size=28, classes=3))

    def has(self, line, **types):
        """Each field is there and of its type."""
        for name, kind in types.items():
            self.assertIn(name, line)
            self.assertIsInstance(line[name], kind, f"{name} of {line}")


class Train(EventsTest):
    def test_events_come_in_order_with_their_fields(self):
        outcome = self.saddle("train", LENET, *self.data, "--epochs", 2, "--json")
        kinds = [line["event"] for line in outcome.lines]
        self.assertEqual([kind for kind in kinds if kind != "step"], ["start", "epoch", "checkpoint", "epoch", "checkpoint", "end"])
        self.assertEqual(kinds[1], "step")
        start, end = outcome.lines[0], outcome.lines[-1]
        self.has(start, run=str, device=str, parameters=int, steps_per_epoch=int)
        self.assertEqual(start["steps_per_epoch"], 4)  # 200 samples in batches of 64: the last one has 8
        for step in outcome.events("step"):
            self.has(step, step=int, epoch=float, loss=float, samples_per_s=float)
        self.assertEqual(outcome.events("step")[-1]["step"], 8)
        self.assertEqual(outcome.events("step")[-1]["epoch"], 2.0)
        for index, epoch in enumerate(outcome.events("epoch")):
            self.has(epoch, epoch=int, train_loss=float, val_loss=float, val_accuracy=float, seconds=float)
            self.assertEqual(epoch["epoch"], index + 1)
            self.assertTrue(0 <= epoch["val_accuracy"] <= 1)
            self.assertNotIn("test_accuracy", epoch, "the set has no third split")
        self.has(end, status=str, best=dict, seconds=float)
        self.assertEqual(end["status"], "finished")
        self.assertEqual(end["best"]["val_accuracy"], max(e["val_accuracy"] for e in outcome.events("epoch")))

    def test_the_mean_loss_of_an_epoch_weighs_the_short_batch_by_its_samples(self):
        outcome = self.saddle("train", LENET, *self.data, "--epochs", 1, "--set", "optimizer.lr=0", "--json")
        whole = self.saddle("eval", "last", "--split", "train", "--json").lines[0]
        self.assertEqual(whole["samples"], 200)
        self.assertAlmostEqual(outcome.events("epoch")[0]["train_loss"], whole["loss"], places=5)

    def test_at_most_ten_steps_a_second_and_the_last_always(self):
        outcome = self.saddle("train", LENET, *self.data, "--epochs", 40, "--json")
        steps = outcome.events("step")
        self.assertEqual(steps[-1]["step"], 160)
        self.assertLessEqual(len(steps), 10 * outcome.events("end")[0]["seconds"] + 2)

    def test_steps_stops_after_so_many(self):
        outcome = self.saddle("train", LENET, *self.data, "--steps", 6, "--json")
        self.assertEqual((outcome.events("end")[0]["steps"], outcome.events("end")[0]["status"]), (6, "finished"))
        self.assertEqual(outcome.events("step")[-1]["step"], 6)
        outcome = self.saddle("train", "--resume", "last", "--steps", 1, "--json")
        self.assertEqual(outcome.events("end")[0]["steps"], 7)

    def test_set_reaches_layers_optimizer_and_training(self):
        plain = self.saddle("check", LENET, *self.data, "--json").lines[-1]["parameters"]
        wide = self.saddle("train", LENET, *self.data, "--steps", 1, "--set", "conv1.out_channels=8", "--set", "train.batch_size=50",
                           "--set", "optimizer.lr=0.1", "--json").events("start")[0]
        self.assertEqual(wide["parameters"] - plain, 2 * 26 + 2 * 25 * 16)
        self.assertEqual(wide["steps_per_epoch"], 4)
        stored = self.saddle("runs", "show", "last", "--json").lines[0]["project"]
        self.assertEqual((stored["train"]["batch_size"], stored["train"]["optimizer"]["lr"]), (50, 0.1))

    def test_several_losses_are_told_one_by_one(self):
        outcome = self.saddle("train", "projects/generative/gan.json", *self.data, "--epochs", 1, "--set", "objective2.every=2", "--json")
        for step in outcome.events("step"):
            self.assertEqual(set(step["losses"]), {"d_loss", "g_loss"})
            self.assertAlmostEqual(sum(step["losses"].values()), step["loss"], places=5)
        epoch = outcome.events("epoch")[0]
        for split in ("train", "val"):
            self.assertAlmostEqual(epoch[f"{split}_loss:d_loss"] + epoch[f"{split}_loss:g_loss"], epoch[f"{split}_loss"], places=5)
        evaluated = self.saddle("eval", "last", "--json").lines[0]
        self.assertAlmostEqual(evaluated["loss:d_loss"], epoch["val_loss:d_loss"], places=5)
        self.refused(3, ["objectives[1].parameters", "'none*'", "gen_fc.weight"], "train", "projects/generative/gan.json", *self.data, "--set", "objective2.parameters=none*")

    def test_batches_add_up_to_a_step(self):
        outcome = self.saddle("train", LENET, *self.data, "--epochs", 2, "--batch", 32, "--set", "train.accumulate=2", "--json")
        self.assertEqual(outcome.events("start")[0]["steps_per_epoch"], 4)   # 200 samples: 64, 64, 64 and the 8 left
        self.assertEqual(outcome.events("end")[0]["steps"], 8)

    def test_a_batch_larger_than_the_set_takes_the_whole_set(self):
        outcome = self.saddle("train", LENET, *self.data, "--batch", 100000, "--epochs", 1, "--json")
        self.assertEqual(outcome.events("start")[0]["steps_per_epoch"], 1)

    def test_a_bar_on_a_terminal_and_a_summary(self):
        world = World()
        self.addCleanup(world.close)
        child, terminal = pty.fork()
        if child == 0:
            os.chdir(ROOT)
            os.execve(PROGRAM, [PROGRAM, "train", LENET, *map(str, self.data), "--epochs", "20"], world.environment())
        said = b""
        try:
            while block := os.read(terminal, 4096):
                said += block
        except OSError:  # the terminal's end of file
            pass
        self.assertEqual(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), 0)
        said = said.decode()
        self.assertRegex(said, r"\r\x1b\[K\[=* *\] +\d+\.\d %  step \d+/80  loss \d+\.\d+  \d+ samples/s  ETA \d+:\d\d")
        self.assertRegex(said, r"epoch 20: train loss \d\.\d+, validation loss \d\.\d+, accuracy \d+\.\d+ %")
        self.assertRegex(said, r"finished after 80 steps in \d+\.\d s, best .*\r\n.*saddle eval .*saddle export")


class Models(EventsTest):
    def setUp(self):
        super().setUp()
        self.saddle("train", LENET, *self.data, "--epochs", 2)

    def test_eval_prints_one_object(self):
        outcome = self.saddle("eval", "last", "--json")
        self.assertEqual(len(outcome.lines), 1)
        self.has(outcome.lines[0], run=str, split=str, samples=int, loss=float, accuracy=float)
        self.assertEqual((outcome.lines[0]["split"], outcome.lines[0]["samples"]), ("validation", 80))
        line = outcome.lines[0]
        confusion = line["confusion"]
        self.assertEqual(sum(map(sum, confusion)), 80)
        self.assertEqual([sum(row) for row in confusion], [27, 27, 26], "truth down: labels are 7 i mod 3")
        self.assertAlmostEqual(sum(confusion[c][c] for c in range(3)) / 80, line["accuracy"])
        self.assertAlmostEqual(line["recall"], sum(confusion[c][c] / sum(confusion[c]) for c in range(3)) / 3)
        self.assertRegex(self.saddle("eval", "last").out, r"f1 \d.*\ntruth \\ said +0 +1 +2\n0 +%d +%d +%d\n" % tuple(confusion[0]))
        self.assertEqual(self.saddle("eval", "last", "--split", "train", "--json").lines[0]["samples"], 200)
        self.refused(3, ["has no test split"], "eval", "last", "--split", "test")

    def test_predict_gives_raw_outputs_labels_and_npy(self):
        lines = self.saddle("predict", "last", "--json", "-o", self.folder / "out.npy").lines
        self.assertEqual([line["index"] for line in lines], list(range(80)))
        self.assertEqual([line["label"] for line in lines], [(7 * i) % 3 for i in range(80)])
        self.assertTrue(all(len(line["outputs"]) == 3 for line in lines))
        self.assertTrue(any(x < 0 for line in lines for x in line["outputs"]), "scores, not probabilities")
        content = (self.folder / "out.npy").read_bytes()
        header = struct.unpack("<H", content[8:10])[0]
        self.assertIn("(80,3,)", content[10:10 + header].decode())
        floats = struct.unpack("<240f", content[10 + header:])
        for k, value in enumerate(x for line in lines for x in line["outputs"]):
            self.assertAlmostEqual(value, floats[k], delta=1e-6 * max(1, abs(value)))
        accuracy = sum(line["outputs"].index(max(line["outputs"])) == line["label"] for line in lines) / 80
        self.assertAlmostEqual(accuracy, self.saddle("eval", "last", "--json").lines[0]["accuracy"])

    def test_runs(self):
        row = self.saddle("runs", "list", "--json").lines[0]
        self.has(row, run=str, name=str, status=str, device=str, data=str, seed=int, steps=int, seconds=float, best=dict, started=str)
        shown = self.saddle("runs", "show", row["run"][:-1], "--json").lines[0]
        self.assertEqual(shown["run"], row["run"])
        self.has(shown, project=dict, data_hash=str, driver=str, checkpoints=list)
        self.assertTrue(os.path.exists(shown["checkpoints"][-1]["path"]))


class Inspection(EventsTest):
    def test_profile_prints_one_object_a_kernel_and_the_sums(self):
        *kernels, total = self.saddle("profile", LENET, *self.data, "--steps", 20, "--json").lines
        for kernel in kernels:
            self.has(kernel, kernel=str, node=str, phase=str, calls=int, ms=float, gflops=float, gbytes_per_s=float, intensity=float,
                     percent_of_roofline=float, bound=str)
            self.assertIn(kernel["phase"], ("forward", "backward", "update"))
        self.assertEqual({k["phase"] for k in kernels}, {"forward", "backward", "update"})
        self.assertTrue({"conv1", "conv2", "fc1"} <= {k["node"] for k in kernels})
        self.has(total, step_ms=float, sum_of_kernels_ms=float, gap_ms=float, host_ms=float)

    def test_check_tells_shapes_parameters_and_work(self):
        *nodes, total = self.saddle("check", LENET, "--json").lines
        by_name = {node["node"]: node for node in nodes}
        self.assertEqual(by_name["conv1"]["shapes"], {"x": [64, 1, 28, 28], "y": [64, 6, 28, 28]})
        self.assertEqual(by_name["conv1"]["parameters"], 156)
        self.assertEqual((total["valid"], total["parameters"], total["macs"]), (True, 61706, 416520))

    def test_plan_prints_every_stage(self):
        stages = {line["stage"]: line["text"] for line in self.saddle("plan", LENET, "--json").lines}
        self.assertGreaterEqual(len(stages), 5)
        self.assertTrue(all(stages.values()))

    def test_plan_tells_what_fusion_changes(self):
        passes = [word for name in ("elementwise", "epilogue", "prologue") for word in ("--diff", f"fuse-{name}")]
        *kernels, total = self.saddle("plan", LENET, *passes, "--json").lines
        self.assertLess(total["after"]["calls"], total["before"]["calls"])
        self.assertEqual(sum(k["after"]["calls"] - k["before"]["calls"] for k in kernels), total["after"]["calls"] - total["before"]["calls"])
        back = self.saddle("plan", LENET, *(word.replace("diff", "off") for word in passes), "--diff", "none", "--json").lines[-1]
        self.assertEqual((back["before"], back["after"]), (total["after"], total["before"]))
        text = self.saddle("plan", LENET, *passes).out
        self.assertEqual(sum(line[0] in "+-~" for line in text.splitlines()), len(kernels))
        self.refused(3, ["fuse-everything", "fuse-epilogue"], "plan", LENET, "--diff", "fuse-everything")

    def test_profile_beside_the_one_without_fusion(self):
        passes = [word for name in ("elementwise", "epilogue", "prologue") for word in ("--diff", f"fuse-{name}")]
        for by in ("kernel", "node"):
            *rows, step = self.saddle("profile", LENET, *self.data, "--steps", 12, "--by", by, *passes, "--json").lines
            self.assertEqual(sum(row["before"]["calls"] for row in rows), step["before"]["calls"])
            self.assertEqual(sum(row["after"]["calls"] for row in rows), step["after"]["calls"])
            self.assertLess(step["after"]["calls"], step["before"]["calls"])
            for row in rows:
                if row["before"]["calls"] and row["after"]["calls"]:
                    self.assertAlmostEqual(row["ratio"], row["after"]["ms"] / row["before"]["ms"])
                else:
                    self.assertEqual(row["ratio"], "NaN")
            self.assertIn("relu" if by == "kernel" else "relu1", [row[by] for row in rows if not row["after"]["calls"]])
        self.refused(3, ["fuse-everything"], "profile", LENET, *self.data, "--diff", "fuse-everything")

    def test_devices(self):
        lines = self.saddle("devices", "--json").lines
        for line in lines:
            self.has(line, id=str, name=str, driver=str, peak_gflops=float, peak_gbytes_per_s=float)
        self.assertEqual(lines[-1]["id"], "reference")

    def test_numbers_that_json_cannot_say_are_words(self):
        outcome = self.saddle("train", LENET, *self.data, "--set", "optimizer.lr=1e6", "--json", code=6)
        self.assertTrue(math.isnan(number(outcome.events("step")[-1]["loss"])))

    def test_logs_go_to_standard_error(self):
        outcome = self.saddle("check", LENET, "--json", "--data", self.folder / "nowhere", code=3)
        self.assertEqual(outcome.out, "")
        self.assertIn("nowhere", outcome.err)


class OtherSets(ProgramTest):
    def adapts(self, name, classes, train, test):
        folder = SHARED / "data" / name
        if not folder.exists():
            self.skipTest(f"there is no {folder}")
        outcome = self.saddle("train", LENET, "--data", folder, "--steps", 1, "--json")
        self.assertEqual(outcome.events("start")[0]["steps_per_epoch"], math.ceil(train / 64))
        lines = self.saddle("predict", "last", "--json").lines
        self.assertEqual(len(lines), test)
        self.assertEqual({len(line["outputs"]) for line in lines}, {classes})

    def test_fashion_mnist(self):
        self.adapts("fashion-mnist", classes=10, train=20000, test=8000)

    def test_mnist_small(self):
        self.adapts("mnist-small", classes=10, train=2000, test=500)

    def test_three_classes_of_another_size(self):
        data = ("--data", write_digits(self.folder / "tiny", size=20, classes=3))
        self.saddle("train", "projects/basics/mlp.json", *data, "--epochs", 3, "--json")
        self.assertEqual({len(line["outputs"]) for line in self.saddle("predict", "last", "--json").lines}, {3})
        self.assertGreater(self.saddle("eval", "last", "--json").lines[0]["accuracy"], 0.9)


if __name__ == "__main__":
    unittest.main()
