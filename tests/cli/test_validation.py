"""Whole programs under core and synchronization validation: not a word from the layer."""
import unittest

from tests.support.case import ProgramTest
from tests.support.digits import write_digits

VALIDATE = {"SADDLE_VALIDATION": "1"}


class Validation(ProgramTest):
    def silent(self, *arguments):
        outcome = self.saddle(*arguments, **VALIDATE)
        self.assertNotIn("validation", outcome.err)

    def test_training_looking_and_predicting_are_silent(self):
        data = ("--data", write_digits(self.folder / "digits", train=150, test=70, size=28, classes=10))
        for project in ("vision/lenet5", "vision/lenet5-1998", "basics/mlp"):
            self.silent("train", f"projects/{project}.json", *data, "--epochs", 2)  # the last batch is a smaller one
            self.silent("predict", "last", "-o", self.folder / "out.npy")
            self.silent("profile", f"projects/{project}.json", *data, "--steps", 3)
        self.silent("train", "--resume", "last", "--epochs", 3)
        self.silent("landscape", "last", "--size", 5, "-o", self.folder / "landscape.csv")


if __name__ == "__main__":
    unittest.main()
