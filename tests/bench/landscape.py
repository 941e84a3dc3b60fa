"""LeNet-5's loss at 41 x 41 points on 128 samples: ours, and the same in PyTorch, turn by turn.     usage: python3 -m tests.bench.landscape [TURNS]

Trains LeNet-5 for a few steps, then times `saddle landscape` as a whole (program start, directions, file; kernels are compiled before)
and PyTorch's loop alone (parameters moved in place, no gradient) on 1 and on 2 threads, of which the better counts. Prints seconds,
medians and the ratio PyTorch's time / ours."""
import json
import os
import pathlib
import statistics
import subprocess
import sys
import tempfile
import time

import torch
import torch.nn.functional as F

from tests.support.program import PROGRAM

SIZE, SAMPLES = 41, 128


def forward(p, x):
    x = F.max_pool2d(F.relu(F.conv2d(x, p[0], p[1], padding=2)), 2)
    x = F.max_pool2d(F.relu(F.conv2d(x, p[2], p[3])), 2).flatten(1)
    return F.linear(F.relu(F.linear(F.relu(F.linear(x, p[4], p[5])), p[6], p[7])), p[8], p[9])


def peer():
    """Seconds of the loop on the better number of threads."""
    torch.manual_seed(1)
    shapes = [(6, 1, 5, 5), (6,), (16, 6, 5, 5), (16,), (120, 400), (120,), (84, 120), (84,), (10, 84), (10,)]
    centre, first, second = ([torch.randn(shape) * 0.1 for shape in shapes] for _ in range(3))
    here, x, labels = [p.clone() for p in centre], torch.randn(SAMPLES, 1, 28, 28), torch.randint(0, 10, (SAMPLES,))
    best = float("inf")
    for threads in (1, 2):
        torch.set_num_threads(threads)
        with torch.no_grad():
            F.cross_entropy(forward(here, x), labels)
            begin = time.perf_counter()
            for k in range(SIZE * SIZE):
                a, b = 2 * (k % SIZE) / (SIZE - 1) - 1, 2 * (k // SIZE) / (SIZE - 1) - 1
                for p, c, u, v in zip(here, centre, first, second):
                    torch.add(c, u, alpha=a, out=p).add_(v, alpha=b)
                F.cross_entropy(forward(here, x), labels).item()
            best = min(best, time.perf_counter() - begin)
    return best


def main(turns):
    with tempfile.TemporaryDirectory() as folder:
        environment = dict(os.environ, XDG_DATA_HOME=folder)
        saddle = lambda *words: subprocess.run([PROGRAM, *map(str, words)], env=environment, check=True, capture_output=True, text=True).stdout
        saddle("train", "projects/vision/lenet5.json", "--steps", 50)

        def ours():
            begin = time.perf_counter()
            saddle("landscape", "last", "--size", SIZE, "--samples", SAMPLES, "-o", pathlib.Path(folder) / "loss.npy")
            return time.perf_counter() - begin

        ours()   # the driver compiles kernels once
        times = [(ours(), peer()) for _ in range(turns)]
    mine, theirs = (statistics.median(column) for column in zip(*times))
    print(json.dumps({"points": SIZE * SIZE, "samples": SAMPLES, "turns": [[round(t, 2) for t in turn] for turn in times],
                      "ours_s": round(mine, 2), "torch_s": round(theirs, 2), "ratio": round(theirs / mine, 2), "load": round(os.getloadavg()[0], 1)}))


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 3)
