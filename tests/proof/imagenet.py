"""Networks of ImageNet's size, at their full size."""
import json
import math

from tests.cli.test_architectures import PUBLISHED
from tests.proof.engine import run
from tests.proof.register import Figure, NotRun, proof
from tests.support import judges
from tests.support.program import PYTHON, SHARED

PICTURES = SHARED / "data/image-folder"


def full_size(name, title):
    def measure():
        if not PICTURES.exists() or not judges.has_module("torch"):
            raise NotRun(f"needs {PICTURES} and python3-torch")
        found = json.loads(run(PYTHON, "-m", "tests.parity.full_size", PICTURES, name))
        parameters, macs = PUBLISHED[name]
        held = (found["parameters"] == parameters and macs in (None, found["macs"]) and math.isfinite(found["folder_loss"])
                and abs(found["ours"] - found["pytorch"]) <= 1e-4 * found["pytorch"])
        return Figure(f"{found['parameters']:,} parameters, {found['macs']:,.0f} multiply-adds; step at batch {found['batch']}: loss {found['folder_loss']:.3f}, "
                      f"process {found['seconds']:.0f} s, {found['peak_mib'] / 1024:.1f} GiB; first loss {found['ours']:.5f}, PyTorch's {found['pytorch']:.5f}", held)
    measure.__name__, measure.__doc__ = f"{name}_at_full_size", f"{title} at 224 x 224: sizes, and a training step on a folder of pictures"
    proof(issue=3, target="the published sizes; a finite loss; the first loss within 1e-4 of PyTorch's",
          command=f"/usr/bin/python3 -m tests.parity.full_size ../shared/data/image-folder {name}")(measure)


for network, known_as in (("alexnet", "AlexNet"), ("resnet18", "ResNet-18"), ("vgg16", "VGG-16"), ("resnet50", "ResNet-50"), ("googlenet", "GoogLeNet")):
    full_size(network, known_as)
