"""Every project of projects/ trains as it is, on a set that the program makes itself. On the double reference, which compiles no
kernels; tests/parity trains the same models on Vulkan."""
import json

from tests.support.case import ProgramTest
from tests.support.program import ROOT

SMALL = ("--set", "data.size=32")   # networks of ImageNet's size, on small pictures
CHECKED_ONLY = {"alexnet", "alexnet-2012", "vgg16", "resnet50", "resnet101", "resnet152"}   # a minute each; see tests/proof/imagenet.py


class Projects(ProgramTest):
    def test_each_trains_two_steps(self):
        projects = sorted((ROOT / "projects").glob("*/*.json"))
        self.assertGreater(len(projects), 25)
        for path in projects:
            with self.subTest(path.stem):
                if path.stem in CHECKED_ONLY:
                    self.saddle("check", path)
                    continue
                batch = 1 if path.parent.name == "diffusion" else 2   # the U-Net's step is the longest of all
                large = json.loads(path.read_text())["data"].get("options", {}).get("size") == 224
                outcome = self.saddle("train", path, "--steps", 2, "--batch", batch, "--device", "reference", "--json", *(SMALL if large else ()))
                first, second = (line["loss"] for line in outcome.events("step"))
                self.assertTrue(0 < first < 100 and 0 < second < 100 and first != second, (first, second))   # a word, if not finite
                self.assertEqual(outcome.events("end")[0]["steps"], 2)
