"""Times PyTorch's step of a project of tests/parity: the peer of `saddle bench`.     usage: python3 -m tests.bench.peer PROJECT BATCH STEPS [DATA]

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
import torch.nn.functional as F

from tests.parity import case as parity


def resident():
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024


def citations(folder):
    """A graph convolution of two layers on a whole graph, its adjacency sparse and its features dense, as PyTorch users without
    further libraries write it (T. N. Kipf and M. Welling, 2017)."""
    if not folder:
        sys.exit("graph/gcn-cora needs --data FOLDER with Cora (cora.content, cora.cites)")
    rows = [line.split() for line in open(pathlib.Path(folder) / "cora.content")]
    place, names = {row[0]: i for i, row in enumerate(rows)}, sorted({row[-1] for row in rows})
    ends = torch.tensor([[place[name] for name in line.split()] for line in open(pathlib.Path(folder) / "cora.cites")]).T
    edges = torch.cat([ends, ends.flip(0), torch.arange(len(rows)).repeat(2, 1)], 1).unique(dim=1)
    degree = torch.bincount(edges[0]).float()
    around = torch.sparse_coo_tensor(edges, (degree[edges[0]] * degree[edges[1]]).rsqrt(), (len(rows), len(rows))).coalesce()
    words = torch.tensor([[float(value) for value in row[1:-1]] for row in rows])
    model = torch.nn.ModuleList([torch.nn.Linear(words.shape[1], 16), torch.nn.Linear(16, len(names))])

    def loss(layers, batch):
        hidden = F.relu(torch.sparse.mm(around, layers[0](F.dropout(batch["nodes"], 0.5))))
        return F.cross_entropy(torch.sparse.mm(around, layers[1](F.dropout(hidden, 0.5)))[:140], batch["labels"])
    return parity.Case("graph/gcn-cora", model, {"nodes": words, "labels": torch.tensor([names.index(row[-1]) for row in rows[:140]])}, loss)


def main(project, batch, steps, data=""):
    for file in sorted(pathlib.Path(parity.__file__).parent.glob("models/*.py")):
        importlib.import_module(f"tests.parity.models.{file.stem}")
    before = resident()
    if project == "graph/gcn-cora":
        found = [citations(data)]
    else:
        found = [made for made in (make() for make in parity.CASES.values()) if made.project == project]
    if not found:
        sys.exit(f"tests/parity/models has no case of {project}")
    case = found[0]
    samples = case.batch if project == "graph/gcn-cora" else {name: tensor.repeat(-(-batch // len(tensor)), *[1] * (tensor.dim() - 1))[:batch] for name, tensor in case.batch.items()}
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
    main(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]), *sys.argv[4:])
