"""Graph layers: GCN, GraphSAGE and GAT on a graph of the karate club's sizes, GIN on a padded batch of small graphs."""
import pathlib
import tempfile

import torch
import torch.nn.functional as F
from torch import nn

from tests.parity.case import Case, case

NODES, CLASSES = 34, 2


def some_edges(nodes, count):
    """So many edges between different nodes, both ways, as (target, source) in ascending order."""
    pairs = set()
    while len(pairs) < count:
        a, b = torch.randint(0, nodes, (2,)).tolist()
        if a != b:
            pairs.add((min(a, b), max(a, b)))
    return sorted(pairs | {(b, a) for a, b in pairs})


def pack(entries, rows, columns, room, groups=(), group_room=0):
    """The tensor of engine/ops/sparse_pattern.h for `room` entries."""
    padding = [-1] * (room - len(entries))
    by_column = sorted(range(len(entries)), key=lambda e: (entries[e][1], e))
    starts = lambda numbers, count: [sum(n < k for n in numbers) for k in range(count + 1)]
    ends = [sum(groups[:k]) for k in range(group_room + 1)]
    group = [g for g, size in enumerate(groups) for _ in range(size)]
    return torch.tensor(starts([v for v, _ in entries], rows) + [u for _, u in entries] + padding + [v for v, _ in entries] + padding
                        + starts([u for _, u in entries], columns) + [entries[e][0] for e in by_column] + padding + by_column + padding
                        + ends + group + [-1] * (rows - len(group)), dtype=torch.int32)


class Edges(nn.Module):
    """A layer over the edges (target, source) of `nodes` nodes."""
    def __init__(self, edges, nodes, **shapes):
        super().__init__()
        self.target, self.source, self.nodes = torch.tensor([v for v, _ in edges]), torch.tensor([u for _, u in edges]), nodes
        for name, shape in shapes.items():
            setattr(self, name, nn.Parameter(0.5 * torch.randn(shape)))

    def sum(self, messages):
        return messages.new_zeros(self.nodes, *messages.shape[1:]).index_add(0, self.target, messages)

    def degree(self, like):
        return self.sum(like.new_ones(len(self.target), 1))


class Gcn(Edges):
    def forward(self, x):
        scale = (self.degree(x) + 1).rsqrt()
        scaled = x @ self.weight * scale
        return (self.sum(scaled[self.source]) + scaled) * scale + self.bias


class Sage(Edges):
    def __init__(self, aggregate, edges, nodes, **shapes):
        super().__init__(edges, nodes, **shapes)
        self.aggregate = aggregate

    def forward(self, x):
        if self.aggregate == "mean":
            around = self.sum(x[self.source]) / self.degree(x).clamp(min=1)
        else:
            index = self.target[:, None].expand(-1, x.shape[1])
            around = x.new_zeros(self.nodes, x.shape[1]).scatter_reduce(0, index, x[self.source], "amax", include_self=False)
        return around @ self.weight_neighbours + self.bias + x @ self.weight_root


class Gat(Edges):
    def forward(self, x, keep, keep_self):
        heads, out = self.attention_source.shape
        h = (x @ self.weight).reshape(-1, heads, out)
        sent, received = (h * self.attention_source).sum(-1), (h * self.attention_target).sum(-1)
        along, own = F.leaky_relu(sent[self.source] + received[self.target], 0.2), F.leaky_relu(sent + received, 0.2)
        total = self.sum(along.exp()) + own.exp()
        attention, to_self = along.exp() / total[self.target] * keep, own.exp() / total * keep_self
        mixed = self.sum(attention[:, :, None] * h[self.source]) + to_self[:, :, None] * h
        return mixed.reshape(self.nodes, -1) + self.bias


class TwoLayers(nn.Module):
    def __init__(self, conv1, conv2):
        super().__init__()
        self.conv1, self.conv2 = conv1, conv2


def node_batch(edges, **draws):
    labels = torch.randint(0, CLASSES, (NODES,))
    labels[torch.rand(NODES) < 0.5] = -1
    return {"nodes": torch.randn(NODES, NODES), "graph": pack(edges, NODES, NODES, len(edges), [NODES], 1), "label": labels,
            **{name: (torch.rand(shape) > 0.5).float() for name, shape in draws.items()}}


def classified(scores, batch):
    return F.cross_entropy(scores, batch["label"].long(), ignore_index=-1)


def adam(lr, decay):
    return lambda parameters: torch.optim.Adam(parameters, lr=lr, weight_decay=decay)


CLUB = ("data.set=karate-club", "data.normalise=false")


@case("gcn")
def gcn():
    edges = some_edges(NODES, 78)
    model = TwoLayers(Gcn(edges, NODES, weight=(NODES, 16), bias=(16,)), Gcn(edges, NODES, weight=(16, CLASSES), bias=(CLASSES,)))
    loss = lambda m, b: classified(m.conv2(F.relu(m.conv1(b["nodes"]))), b)
    return Case("graph/karate-gcn", model, node_batch(edges), loss, adam(0.01, 0))


@case("gcn-sparse")
def gcn_sparse():
    edges = some_edges(NODES, 78)
    model = TwoLayers(Gcn(edges, NODES, weight=(NODES, 16), bias=(16,)), Gcn(edges, NODES, weight=(16, CLASSES), bias=(CLASSES,)))
    batch = node_batch(edges, **{"drop1.draw": (NODES,), "drop2.draw": (NODES, 16)})
    del batch["nodes"]
    places = [(k, (7 * k) % NODES) for k in range(NODES)]
    batch |= {"values": torch.randn(NODES), "words": pack(places, NODES, NODES, NODES)}

    def loss(m, b):
        x = b["values"].new_zeros(NODES, NODES)
        x[[v for v, _ in places], [u for _, u in places]] = b["values"] * b["drop1.draw"] * 2
        return classified(m.conv2(F.relu(m.conv1(x)) * b["drop2.draw"] * 2), b)
    return Case("graph/gcn-cora", model, batch, loss, adam(0.01, 5e-4), set=CLUB)


def sage(aggregate):
    edges = some_edges(NODES, 78)
    layer = lambda i, o: Sage(aggregate, edges, NODES, weight_neighbours=(i, o), bias=(o,), weight_root=(i, o))
    loss = lambda m, b: classified(m.conv2(F.relu(m.conv1(b["nodes"] * b["drop1.draw"] * 2)) * b["drop2.draw"] * 2), b)
    batch = node_batch(edges, **{"drop1.draw": (NODES, NODES), "drop2.draw": (NODES, 16)})
    return Case("graph/sage-cora", TwoLayers(layer(NODES, 16), layer(16, CLASSES)), batch, loss, adam(0.01, 5e-4),
                set=(*CLUB, f"conv1.aggregate={aggregate}", f"conv2.aggregate={aggregate}"))


@case("sage-mean")
def sage_mean():
    return sage("mean")


@case("sage-max")
def sage_max():
    return sage("max")


@case("gat")
def gat():
    edges = some_edges(NODES, 78)
    layer = lambda i, heads, o: Gat(edges, NODES, weight=(i, heads * o), attention_source=(heads, o), attention_target=(heads, o), bias=(heads * o,))
    batch = node_batch(edges, **{"drop1.draw": (NODES, NODES), "conv1.draw": (len(edges), 8), "conv1.draw2": (NODES, 8), "drop2.draw": (NODES, 64),
                                 "conv2.draw": (len(edges), 1), "conv2.draw2": (NODES, 1)})

    def loss(m, b):
        kept = {name: b[name] / 0.4 for name in b if ".draw" in name}
        x = F.elu(m.conv1(b["nodes"] * kept["drop1.draw"], kept["conv1.draw"], kept["conv1.draw2"])) * kept["drop2.draw"]
        return classified(m.conv2(x, kept["conv2.draw"], kept["conv2.draw2"]), b)
    return Case("graph/gat-cora", TwoLayers(layer(NODES, 8, 8), layer(64, 1, CLASSES)), batch, loss, adam(0.005, 5e-4), set=CLUB)


class Gin(Edges):
    def __init__(self, edges, nodes, real, features):
        super().__init__(edges, nodes, weight1=(features, 32), bias1=(32,), weight2=(32, 32), bias2=(32,))
        self.norm_, self.real = nn.BatchNorm1d(32), real

    def forward(self, x):
        h = (x + self.sum(x[self.source])) @ self.weight1 + self.bias1
        return F.relu(self.norm_(h[:self.real])) @ self.weight2 + self.bias2


class GinNet(nn.Module):
    """Over `real` nodes of graphs with these sizes; torch sees no padding."""
    def __init__(self, edges, sizes, features):
        super().__init__()
        real = sum(sizes)
        self.group = torch.tensor([g for g, size in enumerate(sizes) for _ in range(size)])
        for k in (1, 2, 3):
            setattr(self, f"gin{k}", Gin(edges, real, real, features if k == 1 else 32))
            setattr(self, f"norm{k}", nn.BatchNorm1d(32))
        self.fc1, self.fc2 = nn.Linear(32, 32), nn.Linear(32, 2)

    def forward(self, x, keep):
        for k in (1, 2, 3):
            x = F.relu(getattr(self, f"norm{k}")(getattr(self, f"gin{k}")(x)))
        pooled = x.new_zeros(int(self.group.max()) + 1, 32).index_add(0, self.group, x)
        return self.fc2(F.relu(self.fc1(pooled)) * keep * 2)

    def state_dict(self, *arguments, **keywords):
        """Ours has no module inside GINConv: "gin1.norm_.weight" is "gin1.norm_weight"."""
        return {name.replace("norm_.", "norm_"): value for name, value in super().state_dict(*arguments, **keywords).items()}

    def named_parameters(self, *arguments, **keywords):
        for name, value in super().named_parameters(*arguments, **keywords):
            yield name.replace("norm_.", "norm_"), value


@case("gin")
def gin():
    sizes, features, room = [5, 3, 7, 4, 6], 3, 7
    inside = [some_edges(size, size) if size > 3 else some_edges(size, 2) for size in sizes]
    most = max(map(len, inside))
    first = [sum(sizes[:g]) for g in range(len(sizes))]
    edges = sorted((first[g] + v, first[g] + u) for g, some in enumerate(inside) for v, u in some)
    folder = pathlib.Path(tempfile.mkdtemp(prefix="saddle-parity-"))
    write = lambda part, lines: (folder / f"S_{part}.txt").write_text("".join(f"{line}\n" for line in lines))
    write("A", [f"{u + 1}, {v + 1}" for v, u in edges])
    write("graph_indicator", [g + 1 for g, size in enumerate(sizes) for _ in range(size)])
    write("graph_labels", [g % 2 for g in range(len(sizes))])
    write("node_labels", [k % features for k in range(sum(sizes))])
    nodes = torch.zeros(room * len(sizes), features)
    nodes[:sum(sizes)] = torch.randn(sum(sizes), features)
    batch = {"nodes": nodes, "graph": pack(edges, len(nodes), len(nodes), most * len(sizes), sizes, len(sizes)), "label": torch.tensor([0, 1, 0, 1, 0]),
             "drop.draw": (torch.rand(len(sizes), 32) > 0.5).float()}
    loss = lambda m, b: F.cross_entropy(m(b["nodes"][:sum(sizes)], b["drop.draw"]), b["label"])
    return Case("graph/gin-mutag", GinNet(edges, sizes, features), batch, loss, adam(0.01, 0), zero=("gin*.bias1", "gin*.bias2"),
                set=("data.folds=2",), data=str(folder))
