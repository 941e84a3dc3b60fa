"""Times PyTorch's step of a project of tests/parity: the peer of `saddle bench`.     usage: python3 -m tests.bench.peer PROJECT BATCH STEPS

Adam, forward + backward + update, on 1 and on 2 threads: the better median counts. Peak: the process's memory above what it
took before the model was made. Prints {"ms", "threads", "peak_bytes"}."""
import importlib
import json
import pathlib
import resource
import statistics
import sys
import time

import torch

from tests.parity import case as parity


def resident():
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024


def main(project, batch, steps):
    for file in sorted(pathlib.Path(parity.__file__).parent.glob("models/*.py")):
        importlib.import_module(f"tests.parity.models.{file.stem}")
    before = resident()
    found = [made for made in (make() for make in parity.CASES.values()) if made.project == project]
    if not found:
        sys.exit(f"tests/parity/models has no case of {project}")
    case = found[0]
    samples = {name: tensor.repeat(-(-batch // len(tensor)), *[1] * (tensor.dim() - 1))[:batch] for name, tensor in case.batch.items()}
    optimizer = torch.optim.Adam(case.model.parameters(), lr=1e-3)

    def step():
        begin = time.perf_counter()
        optimizer.zero_grad()
        case.loss(case.model, samples).backward()
        optimizer.step()
        return (time.perf_counter() - begin) * 1e3

    medians = {}
    for threads in (1, 2):
        torch.set_num_threads(threads)
        medians[threads] = statistics.median([step() for _ in range(steps + 3)][3:])
    threads = min(medians, key=medians.get)
    print(json.dumps({"ms": medians[threads], "threads": threads, "peak_bytes": resident() - before}))


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]))
