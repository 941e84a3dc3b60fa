"""Sizes of the shipped architectures: parameters, and multiply-adds of convolutions and linear layers, as published."""
import subprocess
import sys

from tests.support.case import ProgramTest
from tests.support.program import ROOT

PUBLISHED = {
    "lenet5": (61_706, 416_520),
    "resnet20": (269_722, None),
    "alexnet": (61_100_840, 714_188_480),
    "alexnet-2012": (60_965_224, 724_406_816),
    "vgg16": (138_357_544, 15_470_264_320),
    "googlenet": (6_624_904, None),
    "resnet18": (11_689_512, None),
    "resnet50": (25_557_032, None),
    "resnet101": (44_549_160, None),
    "resnet152": (60_192_808, None),
}


class Architectures(ProgramTest):
    def test_have_the_published_sizes(self):
        for name, (parameters, macs) in PUBLISHED.items():
            with self.subTest(name):
                total = self.saddle("check", f"projects/vision/{name}.json", "--json", "--batch", 2).lines[-1]
                self.assertTrue(total["valid"])
                self.assertEqual(total["parameters"], parameters)
                if macs:
                    self.assertEqual(total["macs"], macs)

    def test_are_as_the_script_writes_them(self):
        program = (f"import json, runpy; made = runpy.run_path({str(ROOT / 'scripts/architectures')!r})\n"
                   "for name, make in made['PROJECTS'].items(): assert json.loads((made['FOLDER'] / f'{name}.json').read_text()) == make(), name")
        subprocess.run([sys.executable, "-B", "-c", program], check=True)

    def test_an_instance_takes_attributes_and_its_inside_is_named_by_its_path(self):
        self.refused(3, ["block1-1/conv1"], "check", "projects/vision/resnet20.json", "--set", "block1-1.channels=0")
