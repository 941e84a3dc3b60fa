"""`saddle playground`: races, critical points, values as a file; mistakes."""
import numpy as np

from tests.support.case import ProgramTest


class Playground(ProgramTest):
    def test_optimizers_race(self):
        lines = self.saddle("playground", "himmelblau", "--optimizer", "SGD:lr=0.01", "--optimizer", "Adam:lr=0.1", "--steps", 300, "--json").lines
        for optimizer, states in (("SGD:lr=0.01", {"momentum_buffer"}), ("Adam:lr=0.1", {"m", "v"})):
            path = [line for line in lines if line["optimizer"] == optimizer]
            self.assertEqual([line["step"] for line in path[:-1]], list(range(301)))
            self.assertTrue(states <= set(path[0]))
            self.assertEqual((path[0]["x"], path[0]["y"]), (np.float32(-0.3), np.float32(-0.9)))
            self.assertLess(path[-2]["value"], 1e-3, "one of the four minima")
            self.assertEqual(path[-1]["end"], "finished")
            self.assertGreater(path[-1]["left_saddle"], 0, "it began beside the maximum")

    def test_a_schedule_for_each(self):
        """The plain bowl's x is multiplied by 1 - rate a step."""
        lines = self.saddle("playground", "bowl", "--start", 1, 0, "--steps", 4, "--optimizer", "SGD:lr=0.1,momentum=0@step:every_epochs=1,factor=0.5", "--optimizer", "SGD:lr=0.1,momentum=0",
                            "--schedule", "step:every_epochs=2,factor=0", "--json").lines
        ways = [[line["x"] for line in lines if "x" in line and ("@" in line["optimizer"]) == own] for own in (True, False)]
        np.testing.assert_allclose(ways[0], np.cumprod([1, 0.9, 0.95, 0.975, 0.9875]), rtol=1e-5)
        np.testing.assert_allclose(ways[1], [1, 0.9, 0.81, 0.81, 0.81], rtol=1e-5)

    def test_a_formula_of_ones_own(self):
        found = self.saddle("playground", "--formula", "x^4/4 - k*x^2/2 + y^2", "--set", "k=1", "--critical", "--json").lines
        self.assertEqual([line["kind"] for line in found], ["minimum", "minimum", "saddle"])
        np.testing.assert_allclose(found[2]["eigenvalues"], [-1, 2], atol=1e-9)
        self.saddle("playground", "--formula", "x*y", "--area", -1, 1, -2, 2, "--size", 5, "-o", self.folder / "f.npy", "--steps", 1)
        values = np.load(self.folder / "f.npy")
        np.testing.assert_allclose(values, np.outer(np.linspace(-2, 2, 5), np.linspace(-1, 1, 5)), atol=1e-6)

    def test_text(self):
        self.assertIn("Rosenbrock", self.saddle("playground", "--list").out)
        self.assertIn("diverged after step", self.saddle("playground", "rosenbrock", "--optimizer", "SGD:lr=10").out)
        self.assertIn("vanishes nowhere", self.saddle("playground", "--formula", "x", "--critical").out)

    def test_mistakes_are_named(self):
        self.refused(3, ["character 7", "'foo'"], "playground", "--formula", "x^2 + foo(y)")
        self.refused(3, ["Adamant", "SGD"], "playground", "--optimizer", "Adamant")
        self.refused(3, ["lr", "outside"], "playground", "--optimizer", "SGD:lr=-1")
        self.refused(3, ["sine", "cosine"], "playground", "--optimizer", "SGD@sine")
        self.refused(2, ["nowhere", "--list"], "playground", "nowhere")
        self.refused(2, ["name=value"], "playground", "--optimizer", "SGD:fast")
        self.refused(2, ["no constant 'q'"], "playground", "bowl", "--set", "q=1")
        self.refused(2, ["--area"], "playground", "--area", 1, 1, 0, 1)
        self.refused(3, ["100,000"], "playground", "--steps", 0)
