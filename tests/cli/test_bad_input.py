"""Wrong projects, data and machines: a message that says what and where, the right exit code, nothing lost."""
import gzip
import os
import sqlite3
import unittest

from tests.support.case import ProgramTest
from tests.support.digits import changed, idx_bytes, project, write_digits, write_project

LENET = "projects/vision/lenet5.json"
MLP = "projects/basics/mlp.json"
NO_DRIVER = {"VK_DRIVER_FILES": "/nonexistent", "VK_ICD_FILENAMES": "/nonexistent"}


class Machine(ProgramTest):
    def test_without_a_driver_the_reference_trains_with_a_warning(self):
        outcome = self.saddle("train", MLP, "--steps", 2, "--json", **NO_DRIVER)
        self.assertIn("warning: no Vulkan device", outcome.err)
        self.assertIn("saddle doctor", outcome.err)
        self.assertEqual(outcome.events("start")[0]["device"], "reference")
        self.assertEqual(outcome.events("end")[0]["status"], "finished")

    def test_a_device_that_was_asked_for_must_be_there(self):
        self.refused(4, ["no Vulkan driver", "install"], "train", MLP, "--steps", 1, "--device", "vulkan", **NO_DRIVER)
        self.refused(4, ["vulkan:7"], "train", MLP, "--steps", 1, "--device", "vulkan:7")
        self.assertEqual(self.runs(), [])

    def test_doctor_says_what_is_missing_and_how_to_get_it(self):
        outcome = self.saddle("doctor", code=4, **NO_DRIVER)
        self.assertRegex(outcome.out, "missing.*Vulkan.*install")

    def test_wrong_words_are_usage_errors(self):
        for words in (["trane"], ["train", MLP, "--epocs", "3"], ["train"], ["train", MLP, "--device", "gpu"], ["train", MLP, "--steps", "0"],
                      ["eval", "last", "--split", "half"]):
            self.assertEqual(self.world.run(*words).code, 2, words)


class Data(ProgramTest):
    def setUp(self):
        super().setUp()
        self.digits = write_digits(self.folder / "digits")

    def test_a_missing_folder_is_named(self):
        self.refused(3, [str(self.folder / "nowhere"), "--data"], "train", LENET, "--data", self.folder / "nowhere")
        (self.folder / "empty").mkdir()
        self.refused(3, ["no loader recognises", "idx"], "train", LENET, "--data", self.folder / "empty")

    def test_a_truncated_file_is_named_with_both_sizes(self):
        images = self.digits / "train-images-idx3-ubyte"
        images.write_bytes(images.read_bytes()[:5000])
        self.refused(3, [str(images), "200x8x8", "4984"], "train", LENET, "--data", self.digits)

    def test_a_truncated_gzip_is_named(self):
        images = self.digits / "train-images-idx3-ubyte"
        (self.digits / "train-images-idx3-ubyte.gz").write_bytes(gzip.compress(images.read_bytes())[:-200])
        images.unlink()
        self.refused(3, [f"{images}.gz", "damaged or cut off"], "train", LENET, "--data", self.digits)

    def test_a_header_that_promises_more_than_the_file_allocates_nothing(self):
        images = self.digits / "train-images-idx3-ubyte"
        for shape in ((2**31 - 1, 8, 8), (2**32 - 1, 2**32 - 1, 2**32 - 1), (201, 8, 8)):
            images.write_bytes(idx_bytes(shape, bytes(200 * 64)))
            self.refused(3, [str(images), "promises"], "train", LENET, "--data", self.digits)

    def test_counts_that_disagree_are_named(self):
        (self.digits / "train-labels-idx1-ubyte").write_bytes(idx_bytes((100,), bytes(100)))
        self.refused(3, ["200 images", "100 labels"], "train", LENET, "--data", self.digits)

    def test_no_run_is_left_behind(self):
        self.saddle("train", LENET, "--data", self.folder / "nowhere", code=3)
        self.assertEqual(self.runs(), [])


class Project(ProgramTest):
    def write(self, change):
        return write_project(changed(project(), change), self.folder / "project.json")

    def test_files_that_are_no_project(self):
        self.refused(3, ["nowhere.json"], "train", self.folder / "nowhere.json")
        path = self.folder / "project.json"
        for text, says in (("", "not valid JSON"), ('{"saddlepoint": 1, "graph": {', "line 1"), ("[]", "project.json"),
                           ("\xff\xfe{}", "not valid JSON"), ("[" * 100000, "project.json")):
            path.write_text(text, encoding="latin-1")
            self.refused(3, [says], "check", path)

    def test_a_future_version_says_to_use_a_newer_program(self):
        path = self.write(lambda p: p.update(saddlepoint=99))
        for command in ("check", "train", "plan", "profile"):
            self.refused(3, [str(path), "version 99", "newer version"], command, path)

    def test_a_cycle_names_its_nodes(self):
        def loop(p):
            edges = p["graph"]["edges"]
            edges[edges.index(["conv1.y", "relu1.x"])] = ["relu2.y", "relu1.x"]
        self.refused(3, ["relu1: is part of a cycle", "conv2: is part of a cycle", "remove one of the wires"], "train", self.write(loop))

    def test_a_shape_mismatch_names_node_port_expected_got_and_hint(self):
        def mismatch(p):
            p["graph"]["nodes"].append({"id": "add1", "layer": "Add"})
            p["graph"]["edges"] += [["conv1.y", "add1.a"], ["conv2.y", "add1.b"]]
        self.refused(3, ["add1.b: expected 64x6x28x28", "got 64x16x10x10", "hint:"], "train", self.write(mismatch))
        self.refused(3, ["conv2.x", "window of 50", "padded input of 14", "hint:"], "train", LENET, "--set", "conv2.kernel=50")

    def test_the_same_mistakes_as_json_lines(self):
        outcome = self.saddle("check", LENET, "--set", "conv2.kernel=50", "--json", code=3)
        found = [line for line in outcome.lines if "diagnostic" in line]
        self.assertEqual(found[0]["diagnostic"], "error")
        self.assertEqual(found[0]["node"], "conv2")
        self.assertTrue(found[0]["text"] and found[0]["hint"])
        self.assertEqual(outcome.lines[-1]["valid"], False)

    def test_unknown_layers_attributes_optimizers_and_bad_numbers(self):
        def layer(p): p["graph"]["nodes"][1]["layer"] = "Conv9d"
        def attribute(p): p["graph"]["nodes"][1]["attributes"]["kernal"] = 3
        def optimizer(p): p["train"]["optimizer"]["type"] = "Sgdd"
        def batch(p): p["train"]["batch_size"] = 0
        def empty(p): p["graph"] = {"nodes": [], "edges": []}
        for change, says in ((layer, ["conv1", "Conv9d"]), (attribute, ["conv1.kernal", "it has: out_channels"]),
                             (optimizer, ["Sgdd", "use one of", "SGD"]), (batch, ["train.batch_size", "0"]), (empty, ["no loss"])):
            self.refused(3, says, "train", self.write(change))
        self.refused(3, ["out_channels", "4096"], "train", LENET, "--set", "conv1.out_channels=99999999")
        self.refused(3, ["conv9"], "train", LENET, "--set", "conv9.kernel=3")
        self.assertEqual(self.runs(), [])


class Divergence(ProgramTest):
    def test_a_huge_learning_rate_is_found_at_once_named_and_kept(self):
        outcome = self.refused(6, ["not finite", "lower the learning rate"], "train", LENET, "--set", "optimizer.lr=1e6", "--json")
        end = outcome.events("end")[0]
        self.assertEqual(end["status"], "diverged")
        self.assertLessEqual(end["steps"], 4)
        self.assertRegex(end["message"], r"(conv|fc)\d: \d+ of \d+ values")
        self.assertEqual(outcome.events("step")[-1]["loss"], "NaN")
        self.assertEqual(outcome.events("checkpoint"), [], "NaN is never kept as a checkpoint")
        row = self.runs()[0]
        self.assertEqual((row["status"], row["message"]), ("diverged", end["message"]))
        self.assertEqual(self.world.curve("last", "train_loss")[-1], "NaN", "the curve shows where it happened")


class Store(ProgramTest):
    def test_damaged_newer_and_unreachable_stores(self):
        self.world.store.write_bytes(b"this is not a database" * 100)
        self.refused(7, ["runs.sqlite", "damaged"], "train", MLP, "--steps", 1)
        self.world.store.unlink()
        with sqlite3.connect(self.world.store) as store:
            store.execute("PRAGMA user_version = 99")
        self.refused(8, ["newer version"], "train", MLP, "--steps", 1)
        self.refused(7, ["cannot open the store"], "train", MLP, "--steps", 1, SADDLE_STORE=self.folder)

    def test_a_damaged_checkpoint_is_refused(self):
        outcome = self.saddle("train", MLP, "--steps", 2, "--json")
        path = outcome.events("checkpoint")[-1]["path"]
        with open(path, "r+b") as file:
            file.seek(-4, os.SEEK_END)
            file.write(b"\x01\x02\x03\x04")
        self.refused(8, [path, "damaged"], "eval", "last")
        self.refused(8, [path, "damaged"], "train", "--resume", "last")
        os.unlink(path)
        self.refused(7, [path], "eval", "last")

    def test_unknown_runs_are_named(self):
        self.refused(3, ["no runs yet"], "eval", "last")
        self.saddle("train", MLP, "--steps", 1)
        self.refused(3, ["'xyz'", "runs list"], "eval", "xyz")


if __name__ == "__main__":
    unittest.main()
