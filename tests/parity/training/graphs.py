"""GCN, GAT and GraphSAGE on Cora (Planetoid's split), GIN on MUTAG in ten folds."""
import numpy as np
import torch
import torch.nn.functional as F
from torch import nn

from tests.parity.models import graphs
from tests.parity.training.register import last, reference, training
from tests.support.program import SHARED

SEEDS = tuple(("--seed", seed) for seed in range(1, 6))
ON_CORA = {"watched": "test_accuracy", "label": "test accuracy", "figure": last, "form": "{:.1%}"}
EPOCHS = 100   # of GIN


@training("gcn", "graph/gcn-cora", "cora", runs=SEEDS, measured="test accuracy after 200 epochs, mean of 5 seeds", **ON_CORA)
def gcn(run):
    return reference("cora_gcn", "test_acc", seed=run), None


@training("gat", "graph/gat-cora", "cora", runs=SEEDS[:3], measured="test accuracy after 200 epochs, mean of 3 seeds", **ON_CORA)
def gat(run):
    return reference("cora_gat", "test_acc", seed=run), None


def table(path, **how):
    return np.loadtxt(path, delimiter=",", ndmin=2, **how)


def cora():
    """Edges (target, source), row-normalised features, labels, and the nodes of training and test."""
    folder = SHARED / "data/cora"
    pairs = table(folder / "edge.csv", dtype=int)
    labels = torch.tensor(np.loadtxt(folder / "node-label.csv", dtype=int))
    x = torch.zeros(len(labels), 1433)
    node, word, value = torch.tensor(table(folder / "node-feat-sparse.csv", skiprows=1)).T
    x[node.long(), word.long()] = value.float()
    train, test = (torch.tensor(np.loadtxt(folder / f"split/planetoid/{part}.csv", dtype=int)) for part in ("train", "test"))
    return sorted({(int(a), int(b)) for u, v in pairs for a, b in ((u, v), (v, u))}), x / x.sum(1, keepdim=True), labels, train, test


@training("sage", "graph/sage-cora", "cora", runs=SEEDS[:3], measured="test accuracy after 200 epochs, mean of 3 seeds", **ON_CORA)
def sage(_):
    edges, x, labels, train, test = cora()
    layer = lambda i, o: graphs.Sage("mean", edges, len(x), weight_neighbours=(i, o), weight_root=(i, o), bias=(o,))
    conv1, conv2 = layer(1433, 16), layer(16, 7)
    for name, p in [*conv1.named_parameters(), *conv2.named_parameters()]:
        nn.init.zeros_(p) if name == "bias" else nn.init.xavier_uniform_(p)
    optimizer, curve = torch.optim.Adam([*conv1.parameters(), *conv2.parameters()], lr=0.01, weight_decay=5e-4), []
    for _ in range(200):
        optimizer.zero_grad()
        F.cross_entropy(conv2(F.dropout(F.relu(conv1(F.dropout(x, 0.5))), 0.5))[train], labels[train]).backward()
        optimizer.step()
        with torch.no_grad():
            curve.append((conv2(F.relu(conv1(x)))[test].argmax(1) == labels[test]).float().mean().item())
    return curve, None


def permutation(count, seed, stream):
    """As engine/core/philox.cpp draws it: Fisher-Yates by Philox4x32-10 in the stream of a name (FNV-1a)."""
    low, name = 0xFFFFFFFF, 0xCBF29CE484222325
    for letter in stream.encode():
        name = (name ^ letter) * 0x100000001B3 & 0xFFFFFFFFFFFFFFFF

    def bits():
        block = 0
        while True:
            c, k = [block & low, block >> 32, name & low, name >> 32], [seed & low, seed >> 32]
            for _ in range(10):
                a, b = 0xD2511F53 * c[0], 0xCD9E8D57 * c[2]
                c, k = [b >> 32 ^ c[1] ^ k[0], b & low, a >> 32 ^ c[3] ^ k[1], a & low], [(k[0] + 0x9E3779B9) & low, (k[1] + 0xBB67AE85) & low]
            yield from c
            block += 1
    numbers, order = bits(), list(range(count))
    for i in range(count, 1, -1):
        value = next(n for n in numbers if n >= 2 ** 32 % i)
        order[i - 1], order[value % i] = order[value % i], order[i - 1]
    return order


def mutag():
    """Of each molecule: atoms as one-hot rows, bonds (target, source), label."""
    read = lambda part: np.loadtxt(SHARED / f"data/mutag/MUTAG_{part}.txt", dtype=int, delimiter=",")
    of, atoms, labels, bonds = read("graph_indicator") - 1, torch.tensor(read("node_labels")), read("graph_labels"), read("A") - 1
    first = np.searchsorted(of, np.arange(len(labels)))
    molecules = [{"x": F.one_hot(atoms[torch.tensor(of == g)], 7).float(), "bonds": [], "label": int(label > 0)} for g, label in enumerate(labels)]
    for u, v in bonds:
        molecules[of[u]]["bonds"].append((v - first[of[u]], u - first[of[u]]))
    return molecules


def place(net, chosen):
    """Makes these molecules the graph of the net; their atoms and labels."""
    offsets = np.cumsum([0] + [len(m["x"]) for m in chosen])
    edges = torch.tensor([(v + at, u + at) for m, at in zip(chosen, offsets) for v, u in m["bonds"]])
    for gin in (net.gin1, net.gin2, net.gin3):
        gin.target, gin.source, gin.nodes, gin.real = edges[:, 0], edges[:, 1], offsets[-1], offsets[-1]
    net.group = torch.tensor([g for g, m in enumerate(chosen) for _ in m["x"]])
    return torch.cat([m["x"] for m in chosen]), torch.tensor([m["label"] for m in chosen])


@training("gin", "graph/gin-mutag", "mutag", runs=tuple(("--set", f"data.fold={fold}") for fold in range(10)), watched="val_accuracy", label="accuracy on the held-out tenth",
          measured="accuracy, mean of 10 folds, at the best epoch of all folds", figure=max, form="{:.1%}")
def gin(fold):
    molecules = mutag()
    order = sorted(permutation(len(molecules), 1, "folds"), key=lambda g: molecules[g]["label"])
    held, known = ([molecules[g] for k, g in enumerate(order) if (k % 10 == fold) == part] for part in (True, False))
    net = graphs.GinNet([(0, 0)], [1], 7)
    for layer in (net.gin1, net.gin2, net.gin3):   # as nn.Linear begins
        for name in ("1", "2"):
            bound = getattr(layer, f"weight{name}").shape[0] ** -0.5
            for kind in ("weight", "bias"):
                nn.init.uniform_(getattr(layer, kind + name), -bound, bound)
    optimizer, curve = torch.optim.Adam(net.parameters(), lr=0.01), []
    schedule = torch.optim.lr_scheduler.StepLR(optimizer, 50, 0.5)
    for _ in range(EPOCHS):
        for part in torch.randperm(len(known)).split(32):
            x, label = place(net, [known[g] for g in part])
            optimizer.zero_grad()
            F.cross_entropy(net(x, (torch.rand(len(label), 32) < 0.5).float()), label).backward()
            optimizer.step()
        schedule.step()
        net.eval()
        with torch.no_grad():
            x, label = place(net, held)
            curve.append((net(x, 0.5).argmax(1) == label).float().mean().item())
        net.train()
    return curve, None
