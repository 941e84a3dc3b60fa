"""`saddle step --edge`: one step taken apart at an edge, of a project and of a run."""
from tests.support.case import ProgramTest
from tests.support.digits import project, write_digits, write_project


class Edge(ProgramTest):
    def setUp(self):
        super().setUp()
        self.data = ("--data", write_digits(self.folder / "digits", train=200, test=80, size=8))
        self.project = write_project(project("basics/mlp"), self.folder / "mlp.json")

    def test_the_phases_of_the_next_step(self):
        trained = self.saddle("train", self.project, *self.data, "--batch", 20, "--steps", 8, "--json")
        loss = trained.events("step")[0]["loss"]
        first = self.saddle("step", self.project, *self.data, "--batch", 20, "--edge", "fc1.y", "--json").lines[0]
        self.assertEqual((first["run"], first["step"], first["edge"], first["samples"]), ("", 1, "fc1.y", 20))
        self.assertAlmostEqual(first["loss"], loss, places=5)
        later = {phase: self.saddle("step", "--run", "last", "--at", 5, "--edge", "fc1.y", "--phase", phase, "--json").lines[0] for phase in ("forward", "backward", "update")}
        for line in later.values():
            self.assertEqual(line["step"], 6)
            self.assertLess(line["loss"], first["loss"])
            self.assertEqual(line["value"]["shape"], [20, 512])
            self.assertEqual(sum(line["value"]["histogram"]), 20 * 512)
            self.assertEqual(line["value"]["not_finite"], 0)
        self.assertNotIn("gradient", later["forward"])
        self.assertEqual(later["backward"]["gradient"]["shape"], [20, 512])
        weight, bias = later["update"]["parameters"]
        self.assertEqual((weight["name"], bias["name"]), ("fc1.weight", "fc1.bias"))
        next_one = self.saddle("step", "--run", "last", "--at", 6, "--edge", "fc1.y", "--json").lines[0]
        self.assertEqual(weight["after"], next_one["parameters"][0]["before"])
        self.assertNotEqual(weight["after"], weight["before"])
        text = self.saddle("step", "--run", "last", "--edge", "relu1.y").out
        self.assertIn("step 9 of run ", text)
        self.assertRegex(text, r"value +20x512 .* %")
        self.assertRegex(text, r"gradient +20x512 ")

    def test_mistakes_are_named(self):
        self.refused(2, ["'fc1' is no port", "NODE.PORT"], "step", self.project, *self.data, "--edge", "fc1")
        self.refused(2, ["fc9"], "step", self.project, *self.data, "--edge", "fc9.y")
        self.refused(2, ["of a project or of a run"], "step")
        self.refused(2, ["needs --edge"], "step", "--run", "last")
        self.saddle("train", self.project, *self.data, "--batch", 20, "--steps", 2)
        self.refused(2, ["stored nothing at step 7", "0, 1, 2"], "step", "--run", "last", "--at", 7, "--edge", "fc1.y")
