"""A network of ImageNet's size at full size: sizes, a training step on a folder of pictures, and the loss of a first step beside
PyTorch's, with the same weights, pictures and masks of dropout.     usage: python3 -m tests.parity.full_size FOLDER NAME

Prints one JSON object: parameters and multiply-adds, the loss on the folder, seconds and peak memory (MiB) of the process that
trained the step, our loss and PyTorch's."""
import json
import resource
import sys
import time

import torch

from tests.parity import safetensors
from tests.parity.models import imagenet
from tests.support.program import ROOT, World

NETWORKS = {   # what makes it, pictures a batch, widths of dropout, chance
    "alexnet": (imagenet.alexnet, 8, {"dropout6": 9216, "dropout7": 4096}, 0.5),
    "resnet18": (lambda: imagenet.ResNet([2, 2, 2, 2], True), 4, {}, 0),
    "googlenet": (imagenet.GoogLeNet, 4, {"dropout": 1024}, 0.2),
    "resnet50": (lambda: imagenet.ResNet([3, 4, 6, 3], False), 4, {}, 0),
    "vgg16": (imagenet.vgg16, 1, {"dropout6": 4096, "dropout7": 4096}, 0.5),
}


def first_losses(name, world):
    make, samples, widths, chance = NETWORKS[name]
    torch.manual_seed(1)
    model = make()
    batch = {"image": torch.randn(samples, 3, 224, 224), "label": torch.randint(0, 10, (samples,)), **imagenet.masks(samples, chance, **widths)}
    rename = imagenet.plain if name in ("alexnet", "vgg16") else imagenet.path
    safetensors.write(world.folder / "weights", {rename(key): t.numpy() for key, t in model.state_dict().items() if not key.endswith("num_batches_tracked")})
    safetensors.write(world.folder / "batch", {key: t.numpy() for key, t in batch.items()})
    with torch.no_grad():
        theirs = imagenet.dropped(*(f"{node}.draw" for node in widths))(model, batch).item()
    done = world.run("step", ROOT / f"projects/vision/{name}.json", "--json", "--steps=1", f"--weights={world.folder / 'weights'}", f"--batch-file={world.folder / 'batch'}", timeout=3600)
    return next(line["loss"] for line in done.lines if "loss" in line), theirs


def training_step(name, folder, world):
    """Loss, seconds and peak memory of a process that trains one step on the folder's pictures."""
    begin = time.time()
    done = world.run("train", ROOT / f"projects/vision/{name}.json", "--data", folder, "--steps", 1, "--batch", NETWORKS[name][1], "--json", timeout=3600)
    assert done.code == 0, done
    return done.events("step")[0]["loss"], time.time() - begin, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024


def main(folder, name):
    world = World()
    try:
        sizes = world.run("check", ROOT / f"projects/vision/{name}.json", "--json", "--batch", 2).lines[-1]
        loss, seconds, peak = training_step(name, folder, world)
        ours, theirs = first_losses(name, world)
    finally:
        world.close()
    print(json.dumps({"parameters": sizes["parameters"], "macs": sizes["macs"], "batch": NETWORKS[name][1], "folder_loss": loss, "seconds": round(seconds, 1),
                      "peak_mib": round(peak), "ours": ours, "pytorch": theirs}))


if __name__ == "__main__":
    main(*sys.argv[1:])
