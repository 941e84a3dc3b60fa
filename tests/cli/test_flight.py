"""`saddle check --flight`: what a run will take and what may go wrong, as text and as JSON Lines."""
import json

from tests.support.case import ProgramTest
from tests.support.digits import write_digits
from tests.support.program import ROOT

LENET = "projects/vision/lenet5.json"


class FlightTest(ProgramTest):
    def setUp(self):
        super().setUp()
        self.data = ("--data", write_digits(self.folder / "digits", train=200, test=80, size=28, classes=3))

    def flight(self, project=LENET, *options, code=0):
        return self.saddle("check", project, "--flight", *self.data, *options, code=code)

    def test_time_memory_data_and_kernels(self):
        lines = self.flight(LENET, "--json").lines
        whole = lines[0]
        self.assertEqual(whole["batch"], 64)
        self.assertEqual(whole["steps_per_epoch"], 4)
        self.assertEqual(whole["data"]["train"], 200)
        self.assertEqual(sum(whole["data"]["classes"]), 200)
        memory = whole["memory"]
        self.assertEqual(memory["total"], sum(memory[part] for part in ("parameters", "gradients", "states", "activations", "inputs")))
        self.assertEqual(len(memory["alive"]), whole["kernels"])
        self.assertEqual(memory["alive"][memory["peak_call"]], max(memory["alive"]))
        self.assertEqual(len([line for line in lines if "kernel" in line]), 5)
        self.assertEqual(whole["step_ms"] > 0, whole["peaks_measured"])
        text = self.flight().out
        for part in ("LeNet-5 on ", "step ", "memory ", "data ", "largest kernels"):
            self.assertIn(part, text)

    def test_runs_on_this_device_teach_the_estimate(self):
        if self.saddle("devices", "--json").lines[0]["id"] == "reference":
            self.skipTest("no Vulkan device")
        self.saddle("devices", "--measure")
        cold = self.flight(LENET, "--json").lines[0]
        self.assertEqual(cold["measured_share"], 0)
        self.assertGreater(cold["step_ms"], cold["roof_ms"])
        self.saddle("train", LENET, *self.data, "--epochs", 20)
        self.assertGreater(self.flight(LENET, "--json").lines[0]["measured_share"], 0.99)

    def test_doubts_name_node_field_and_remedy(self):
        project = json.loads((ROOT / LENET).read_text())
        project["graph"]["nodes"].append({"id": "soft", "layer": "Softmax", "x": 0.0, "y": 0.0})
        for edge in project["graph"]["edges"]:
            if edge[1] == "loss.scores":
                edge[1] = "soft.x"
        project["graph"]["edges"].append(["soft.y", "loss.scores"])
        project["train"]["optimizer"]["lr"] = 30
        changed = self.folder / "changed.json"
        changed.write_text(json.dumps(project))
        doubts = [line for line in self.flight(changed, "--json").lines if "diagnostic" in line]
        soft = next(d for d in doubts if d["node"] == "soft")
        self.assertEqual(soft["diagnostic"], "warning")
        self.assertIn("softmax", soft["text"])
        self.assertTrue(soft["hint"])
        self.assertEqual([d["field"] for d in doubts if "learning rate" in d["text"]], ["train.lr"])
