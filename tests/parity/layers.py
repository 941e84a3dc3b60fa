"""PyTorch's numbers for layers and losses: the table tests/ops/layer_parity.inc.
usage: python3 tests/parity/layers.py > tests/ops/layer_parity.inc   (PyTorch 1.13; in double precision)

Inputs, parameters and the weights of the projection are functions of the index, the same here and in the test. A row holds
the projection of the result and, for each real input and each parameter, the projection of its gradient."""
import math
import torch
import torch.nn.functional as F
from torch.nn.utils import stateless

torch.set_default_dtype(torch.float64)

def count(shape): return math.prod(shape)
def fill(shape, f): return torch.tensor([f(i) for i in range(count(shape))]).reshape(shape)
def real(k, shape): return fill(shape, lambda i: 1.3 * math.sin(0.37 * i + 0.5 + k))
def positive(k, shape): return fill(shape, lambda i: 0.55 + 0.5 * math.sin(0.37 * i + 0.5 + k))
def ids(shape, classes): return torch.tensor([(7 * i + 3) % classes for i in range(count(shape))]).reshape(shape)
def truths(shape): return ids(shape, 3) == 1
def parameter(k, shape): return fill(shape, lambda i: 0.8 + 0.3 * math.cos(0.51 * i + k))
def project(x): return (x * fill(x.shape, lambda i: math.cos(0.23 * i + 0.1))).sum()

X, IMAGE = (5, 3, 4), (2, 4, 6, 5)
RUNS = []
def run(layer, attributes, inputs, function, parameters=()): RUNS.append((layer, attributes, inputs, function, parameters))
def one(layer, attributes, shape, function, parameters=()): run(layer, attributes, [("x", "real", shape)], function, parameters)

for layer, attributes, f in [
        ("ReLU", {}, F.relu), ("Tanh", {}, torch.tanh), ("Sigmoid", {}, torch.sigmoid), ("SiLU", {}, F.silu), ("Mish", {}, F.mish), ("SELU", {}, F.selu), ("Softplus", {}, F.softplus),
        ("Softsign", {}, F.softsign), ("Hardswish", {}, F.hardswish), ("Hardsigmoid", {}, F.hardsigmoid), ("ReLU6", {}, F.relu6), ("LeakyReLU", {"negative_slope": 0.2}, lambda x: F.leaky_relu(x, 0.2)),
        ("ELU", {"alpha": 0.7}, lambda x: F.elu(x, 0.7)), ("CELU", {"alpha": 0.7}, lambda x: F.celu(x, 0.7)), ("GELU", {}, F.gelu), ("GELU", {"approximate": "tanh"}, lambda x: F.gelu(x, approximate="tanh")),
        ("Softmax", {"axis": 1}, lambda x: x.softmax(1)), ("LogSoftmax", {"axis": -1}, lambda x: x.log_softmax(-1)),
        ("Slice", {"axis": 2, "start": -1, "end": -100, "step": -2}, lambda x: x.flip(2)[:, :, ::2]), ("Transpose", {"order": [2, 1]}, lambda x: x.transpose(1, 2)), ("Reshape", {"shape": [2, -1]}, lambda x: x.reshape(5, 2, 6)),
        ("Affine", {"scale": 1.5, "shift": -0.25}, lambda x: 1.5 * x - 0.25), ("Clamp", {"low": -0.4, "high": 0.9}, lambda x: x.clamp(-0.4, 0.9)), ("Function", {"f": "square"}, lambda x: x * x),
        ("Reduce", {"f": "logsumexp", "axes": [1, 2]}, lambda x: x.logsumexp((1, 2))), ("Reduce", {"f": "l2", "axes": [-1], "keepdims": True}, lambda x: x.norm(dim=-1, keepdim=True)),
        ("Split", {"axis": 1, "sizes": [2, 1]}, lambda x: x[:, :2]), ("Tile", {"repeats": [2, 3]}, lambda x: x.tile(1, 2, 3)), ("Power", {"exponent": 3.0}, lambda x: x ** 3), ("Function", {"f": "atan"}, torch.atan),
        ("Cast", {"to": "whole"}, torch.trunc), ("ArgMax", {"axis": 1}, lambda x: x.argmax(1).double()), ("ArgMax", {"f": "min", "keepdims": True}, lambda x: x.argmin(-1, True).double()),
        ("TopK", {"k": 2, "axis": 1}, lambda x: x.topk(2, 1)[0]), ("TopK", {"k": 3, "largest": False}, lambda x: x.topk(3, largest=False)[0]), ("CumSum", {"axis": 1}, lambda x: x.cumsum(1)),
        ("CumSum", {"exclusive": True, "reverse": True}, lambda x: x.flip(2).cumsum(2).flip(2) - x)]:
    one(layer, attributes, X, f)
one("PReLU", {}, X, lambda x, w: F.prelu(x, w), [(3,)])
for layer, attributes, f in [
        ("Pad", {"padding": [1, 2, 0, 3], "mode": "reflect"}, lambda x: F.pad(x, (2, 3, 1, 0), mode="reflect")), ("Pad", {"padding": [2, 1, 1, 2], "mode": "edge"}, lambda x: F.pad(x, (1, 2, 2, 1), mode="replicate")),
        ("Pad", {"padding": [1], "value": 0.5}, lambda x: F.pad(x, (1, 1, 1, 1), value=0.5)), ("Upsample", {"scale": [2.0]}, lambda x: F.interpolate(x, scale_factor=2)),
        ("Upsample", {"scale": [1.5, 2.0], "mode": "bilinear"}, lambda x: F.interpolate(x, scale_factor=(1.5, 2.0), mode="bilinear", align_corners=False)),
        ("Upsample", {"scale": [2.0], "mode": "bilinear", "align_corners": True}, lambda x: F.interpolate(x, scale_factor=2, mode="bilinear", align_corners=True)),
        ("Upsample", {"scale": [2.0], "mode": "bicubic"}, lambda x: F.interpolate(x, scale_factor=2, mode="bicubic", align_corners=False)), ("PixelShuffle", {"factor": 2}, lambda x: F.pixel_shuffle(x, 2)),
        ("LocalResponseNorm", {"size": 3, "alpha": 0.3, "beta": 0.6, "k": 0.9}, lambda x: F.local_response_norm(x, 3, 0.3, 0.6, 0.9)), ("GlobalAvgPool", {"flatten": True}, lambda x: x.mean((2, 3))),
        ("GlobalMaxPool", {}, lambda x: x.amax((2, 3), keepdim=True)), ("AdaptiveAvgPool2d", {"size": [4, 2]}, lambda x: F.adaptive_avg_pool2d(x, (4, 2))), ("AdaptiveAvgPool2d", {"size": [3, 5]}, lambda x: F.adaptive_avg_pool2d(x, (3, 5))),
        ("AdaptiveMaxPool2d", {"size": [2, 1]}, lambda x: F.adaptive_max_pool2d(x, (2, 1))), ("LPPool2d", {"kernel": [2, 3], "stride": [2, 1]}, lambda x: F.lp_pool2d(x, 2, (2, 3), (2, 1)))]:
    one(layer, attributes, IMAGE, f)
SERIES, VOLUME = (2, 4, 9), (2, 2, 4, 5, 3)
for layer, attributes, shape, f, parameters in [
        ("Conv1d", {"out_channels": 6, "kernel": [3], "stride": [2], "padding": [1], "groups": 2}, SERIES, lambda x, w, b: F.conv1d(x, w, b, 2, 1, 1, 2), [(6, 2, 3), (6,)]),
        ("Conv3d", {"out_channels": 3, "kernel": [2, 3, 2], "padding": [0, 1, 1], "bias": False}, VOLUME, lambda x, w: F.conv3d(x, w, None, 1, (0, 1, 1)), [(3, 2, 2, 3, 2)]),
        ("Conv2d", {"out_channels": 4, "kernel": [3], "padding": [1], "groups": 4}, IMAGE, lambda x, w, b: F.conv2d(x, w, b, 1, 1, 1, 4), [(4, 1, 3, 3), (4,)]),
        ("ConvTranspose1d", {"out_channels": 6, "kernel": [4], "stride": [3], "padding": [1], "output_padding": [2]}, SERIES, lambda x, w, b: F.conv_transpose1d(x, w, b, 3, 1, 2), [(4, 6, 4), (6,)]),
        ("ConvTranspose2d", {"out_channels": 6, "kernel": [3, 2], "stride": [2], "dilation": [1, 2], "groups": 2}, IMAGE, lambda x, w, b: F.conv_transpose2d(x, w, b, 2, 0, 0, 2, (1, 2)), [(4, 3, 3, 2), (6,)]),
        ("MaxPool1d", {"kernel": [3], "stride": [2], "padding": [1]}, SERIES, lambda x: F.max_pool1d(x, 3, 2, 1), []), ("MaxPool3d", {"kernel": [2], "stride": [1]}, VOLUME, lambda x: F.max_pool3d(x, 2, 1), []),
        ("MaxPool2d", {"kernel": [3], "stride": [2], "ceil": True}, IMAGE, lambda x: F.max_pool2d(x, 3, 2, ceil_mode=True), []),
        ("AvgPool1d", {"kernel": [2]}, SERIES, lambda x: F.avg_pool1d(x, 2), []), ("AvgPool2d", {"kernel": [3], "stride": [2], "ceil": True}, IMAGE, lambda x: F.avg_pool2d(x, 3, 2, ceil_mode=True), []), ("AvgPool3d", {"kernel": [2, 2, 1], "stride": [1]}, VOLUME, lambda x: F.avg_pool3d(x, (2, 2, 1), 1), []),
        ("BatchNorm1d", {}, (5, 4), lambda x, w, b: F.batch_norm(x, None, None, w, b, True), [(4,), (4,)]), ("BatchNorm1d", {}, SERIES, lambda x, w, b: F.batch_norm(x, None, None, w, b, True), [(4,), (4,)]),
        ("BatchNorm3d", {}, VOLUME, lambda x, w, b: F.batch_norm(x, None, None, w, b, True), [(2,), (2,)]),
        ("Pad", {"padding": [0], "channels": 2}, IMAGE, lambda x: F.pad(x, (0, 0, 0, 0, 0, 2)), [])]:
    one(layer, attributes, shape, f, parameters)
one("PixelUnshuffle", {"factor": 2}, (2, 3, 4, 6), lambda x: F.pixel_unshuffle(x, 2))
one("GroupNorm", {"groups": 2}, IMAGE, lambda x, w, b: F.group_norm(x, 2, w, b), [(4,), (4,)])
one("InstanceNorm2d", {}, IMAGE, lambda x, w, b: F.instance_norm(x, weight=w, bias=b), [(4,), (4,)])
one("LayerNorm", {}, X, lambda x, w, b: F.layer_norm(x, (4,), w, b), [(4,), (4,)])
one("LayerNorm", {"axes": 2, "affine": False}, X, lambda x: F.layer_norm(x, (3, 4)))
one("RMSNorm", {"epsilon": 1e-5}, X, lambda x, w: x * (x.square().mean(-1, keepdim=True) + 1e-5).rsqrt() * w, [(4,)])

def module(make, names):
    """A torch.nn module as a function of its inputs and the parameters `names`; x twice or thrice where it asks for keys and values."""
    def f(*given):
        inputs, weights = given[:-len(names)], dict(zip(names, given[-len(names):]))
        return make(inputs, lambda m, *a, **k: stateless.functional_call(m, weights, a, k))
    return f
def padding(mask): return mask == 0
def causal(t): return torch.full((t, t), -math.inf).triu(1)
def heads(e, p="", kv=None):
    projections = [(p + "in_proj_weight", (3 * e, e)), (p + "in_proj_bias", (3 * e,))] if kv is None else [(p + "q_proj_weight", (e, e)), (p + "in_proj_bias", (3 * e,)), (p + "k_proj_weight", (e, kv)), (p + "v_proj_weight", (e, kv))]
    return projections + [(p + "out_proj.weight", (e, e)), (p + "out_proj.bias", (e,))]
def norm(p, e): return [(p + ".weight", (e,)), (p + ".bias", (e,))]
def feedforward(e, f): return [("linear1.weight", (f, e)), ("linear1.bias", (f,)), ("linear2.weight", (e, f)), ("linear2.bias", (e,))]
def modular(layer, attributes, inputs, parameters, make): run(layer, attributes, inputs, module(make, [name for name, _ in parameters]), [shape for _, shape in parameters])
def sdpa(q, k, v, mask=None): return ((q @ k.transpose(-1, -2) / math.sqrt(q.shape[-1])) + (0 if mask is None else mask)).softmax(-1) @ v
def rotary(x, base=10000):
    t, d = x.shape[-2:]
    turn = torch.polar(torch.ones(t, d // 2), torch.arange(t)[:, None] * base ** (-torch.arange(0, d, 2) / d))
    return torch.view_as_real(torch.view_as_complex(x.reshape(*x.shape[:-1], d // 2, 2)) * turn).reshape(x.shape)
def waves(x):
    t, d = x.shape[-2:]
    at = torch.arange(t)[:, None] / 10000 ** (torch.arange(0, d, 2) / d)
    return x + torch.stack((at.sin(), at.cos()), -1).reshape(t, d)

SEQUENCE = (3, 5, 4)
QKV = [("q", "real", (2, 2, 5, 4)), ("k", "real", (2, 2, 3, 4)), ("v", "real", (2, 2, 3, 6))]
run("ScaledDotProductAttention", {}, QKV, sdpa)
run("ScaledDotProductAttention", {"causal": True}, [(p, "real", SEQUENCE) for p in "qkv"], lambda q, k, v: sdpa(q, k, v, causal(5)))
run("ScaledDotProductAttention", {}, QKV + [("mask", 2, (2, 3))], lambda q, k, v, m: sdpa(q, k, v, torch.where(padding(m), -math.inf, 0.0)[:, None, None]))
modular("MultiHeadAttention", {"heads": 2, "causal": True}, [("query", "real", SEQUENCE)], heads(4), lambda i, call: call(torch.nn.MultiheadAttention(4, 2, batch_first=True), *i, *i, *i, attn_mask=causal(5))[0])
modular("MultiHeadAttention", {"heads": 2}, [("query", "real", SEQUENCE), ("key", "real", (3, 6, 3)), ("mask", 2, (3, 6))], heads(4, kv=3),
        lambda i, call: call(torch.nn.MultiheadAttention(4, 2, kdim=3, vdim=3, batch_first=True), i[0], i[1], i[1], padding(i[2]))[0])
def rotating(q, w, b, ow, ob):
    parts = [(q @ m.T + c).reshape(3, 5, 2, 2).transpose(1, 2) for m, c in zip(w.chunk(3), b.chunk(3))]
    return sdpa(rotary(parts[0]), rotary(parts[1]), parts[2]).transpose(1, 2).reshape(q.shape) @ ow.T + ob
run("MultiHeadAttention", {"heads": 2, "rotary": True}, [("query", "real", SEQUENCE)], rotating, [shape for _, shape in heads(4)])
one("PositionalEncoding", {}, SEQUENCE, waves)
one("PositionalEncoding", {"kind": "learned"}, SEQUENCE, torch.add, [(5, 4)])
one("RotaryEmbedding", {"base": 50.0}, (2, 2, 5, 6), lambda x: rotary(x, 50.0))
for order, activation, mask in [("pre", "gelu", False), ("post", "relu", True)]:
    pre = order == "pre"
    attention, tail = heads(4, "self_attn."), feedforward(4, 6)
    parts = norm("norm1", 4) + attention + norm("norm2", 4) + tail if pre else attention + norm("norm1", 4) + tail + norm("norm2", 4)
    modular("TransformerEncoderBlock", {"heads": 2, "feedforward": 6, "norm": order, "activation": activation, "causal": not mask}, [("x", "real", SEQUENCE)] + [("mask", 2, (3, 5))] * mask, parts,
            lambda i, call, pre=pre, activation=activation: call(torch.nn.TransformerEncoderLayer(4, 2, 6, 0.0, activation, batch_first=True, norm_first=pre), i[0], **({"src_mask": causal(5)} if len(i) == 1 else {"src_key_padding_mask": padding(i[1])})))
    across = heads(4, "multihead_attn.")
    parts = norm("norm1", 4) + attention + norm("norm2", 4) + across + norm("norm3", 4) + tail if pre else attention + norm("norm1", 4) + across + norm("norm2", 4) + tail + norm("norm3", 4)
    modular("TransformerDecoderBlock", {"heads": 2, "feedforward": 6, "norm": order, "activation": activation}, [("x", "real", SEQUENCE), ("memory", "real", (3, 2, 4))] + [("memory_mask", 2, (3, 2))] * mask, parts,
            lambda i, call, pre=pre, activation=activation: call(torch.nn.TransformerDecoderLayer(4, 2, 6, 0.0, activation, batch_first=True, norm_first=pre), i[0], i[1], tgt_mask=causal(5), memory_key_padding_mask=padding(i[2]) if len(i) > 2 else None))
one("Linear", {"out_features": 6}, SEQUENCE, F.linear, [(6, 4), (6,)])

def noised(betas): return lambda x, t, e: (lambda a: a.sqrt() * x + (1 - a).sqrt() * e)(torch.cumprod(1 - betas, 0)[t.long()].reshape(-1, 1, 1))
def cosine(steps):
    kept = [math.cos((t / steps + 0.008) / 1.008 * math.pi / 2) ** 2 for t in range(steps + 1)]
    return torch.tensor([min(0.999, 1 - b / a) for a, b in zip(kept, kept[1:])])
for attributes, betas in [({"steps": 20}, torch.linspace(1e-4, 0.02, 20)), ({"steps": 20, "schedule": "cosine"}, cosine(20))]:
    run("ForwardNoising", attributes, [("x", "real", X), ("t", 20, (5,)), ("noise", "real", X)], noised(betas))
def sines(t, d): return (lambda at: torch.cat((at.sin(), at.cos()), 1))(t[:, None] * 10000 ** (-torch.arange(0, d, 2) / d))
run("TimestepEmbedding", {"features": 6}, [("t", 20, (5,))], lambda t: sines(t, 6))
run("AddToChannels", {}, [("x", "real", IMAGE), ("b", "real", (2, 4))], lambda x, b: x + b[:, :, None, None])
def unet_block(x, time, n1, m1, w1, b1, tw, tb, n2, m2, w2, b2, sw, sb):
    h = F.conv2d(F.silu(F.group_norm(x, 2, n1, m1)), w1, b1, padding=1) + F.linear(F.silu(time), tw, tb)[:, :, None, None]
    return F.conv2d(x, sw, sb) + F.conv2d(F.silu(F.group_norm(h, 2, n2, m2)), w2, b2, padding=1)
run("UNetResidualBlock", {"channels": 6, "groups": 2}, [("x", "real", IMAGE), ("time", "real", (2, 3))], unet_block,
    [(4,), (4,), (6, 4, 3, 3), (6,), (6, 3), (6,), (6,), (6,), (6, 6, 3, 3), (6,), (6, 4, 1, 1), (6,)])
run("Concat", {}, [("a", "real", (5, 3, 4)), ("b", "real", (5, 2, 4)), ("c", "real", (5, 1, 4))], lambda a, b, c: torch.cat((a, b, c), 1))
for layer, f in [("Add", torch.add), ("Subtract", torch.sub), ("Multiply", torch.mul), ("Maximum", torch.maximum), ("Minimum", torch.minimum)]:
    run(layer, {}, [("a", "real", X), ("b", "real", X)], f)
run("Modulo", {}, [("a", "real", X), ("b", "positive", X)], torch.fmod)
run("Expand", {"shape": [6, 4]}, [("x", "real", (5, 1, 4))], lambda x: x.expand(5, 6, 4))
run("Einsum", {"equation": "nij,nkj->nik"}, [("a", "real", X), ("b", "real", (5, 2, 4))], lambda a, b: torch.einsum("nij,nkj->nik", a, b))
run("Einsum", {"equation": "nij,nj,nk->nki"}, [("a", "real", X), ("b", "real", (5, 4)), ("c", "real", (5, 2))], lambda a, b, c: torch.einsum("nij,nj,nk->nki", a, b, c))
run("Compare", {"f": "less_or_equal", "value": 0.25}, [("a", "real", X)], lambda a: (a <= 0.25).double())
run("Compare", {"f": "greater"}, [("a", "real", X), ("b", "real", X)], lambda a, b: (a > b).double())
TRUTHS = [("a", "truth", X), ("b", "truth", (3, 1))]
for f, joined in [("and", torch.logical_and), ("or", torch.logical_or), ("xor", torch.logical_xor)]: run("Logic", {"f": f}, TRUTHS, lambda a, b, joined=joined: joined(a, b).double())
run("Logic", {"f": "not"}, TRUTHS[:1], lambda a: (~a).double())
run("Where", {}, [("condition", "truth", X), ("a", "real", X), ("b", "real", X)], torch.where)
run("OneHot", {"depth": 6}, [("x", 6, (5, 3))], lambda x: F.one_hot(x, 6).double())
run("Gather", {}, [("x", "real", X), ("indices", 3, (5, 2))], lambda x, t: torch.stack([x[n, t[n]] for n in range(5)]))
run("Gather", {}, [("x", "real", X), ("indices", 3, (5,))], lambda x, t: x[torch.arange(5), t])
run("GatherElements", {"axis": 1}, [("x", "real", X), ("indices", 3, (5, 2, 4))], lambda x, t: x.gather(1, t))
run("ScatterElements", {"axis": 2}, [("x", "real", X), ("indices", 4, (5, 3, 6)), ("updates", "real", (5, 3, 6))], lambda x, t, u: x.scatter_add(2, t, u))
run("Add", {}, [("a", "real", X), ("b", "real", (3, 1))], torch.add)
run("Divide", {}, [("a", "real", X), ("b", "positive", X)], torch.div)
run("MatMul", {"transpose_b": True}, [("a", "real", (5, 3, 4)), ("b", "real", (5, 6, 4))], lambda a, b: a @ b.transpose(1, 2))

for layer, attributes, f in [("MSELoss", {}, F.mse_loss), ("MSELoss", {"reduction": "sum"}, lambda x, t: F.mse_loss(x, t, reduction="sum")), ("L1Loss", {}, F.l1_loss), ("HuberLoss", {"delta": 0.6}, lambda x, t: F.huber_loss(x, t, delta=0.6))]:
    run(layer, attributes, [("prediction", "real", X), ("target", "real", X)], f)
run("BCEWithLogitsLoss", {"pos_weight": 1.7}, [("scores", "real", X), ("target", "positive", X)], lambda x, t: F.binary_cross_entropy_with_logits(x, t, pos_weight=torch.tensor(1.7)))
run("KLDivLoss", {}, [("log_probabilities", "real", (5, 4)), ("target", "positive", (5, 4))], lambda x, t: F.kl_div(x, t, reduction="batchmean"))
def labelled(layer, attributes, shape, labels, classes, f): run(layer, attributes, [("scores", "real", shape), ("labels", classes, labels)], f)
WEIGHTS = [0.5, 1.0, 2.0, 0.25]
labelled("CrossEntropyLoss", {}, (5, 4), (5,), 4, F.cross_entropy)
labelled("CrossEntropyLoss", {"ignore_index": 2}, (3, 4, 6), (3, 6), 4, lambda x, t: F.cross_entropy(x, t, ignore_index=2))
labelled("CrossEntropyLoss", {"label_smoothing": 0.1}, (5, 4), (5,), 4, lambda x, t: F.cross_entropy(x, t, label_smoothing=0.1))
labelled("CrossEntropyLoss", {"label_smoothing": 0.2, "class_weights": WEIGHTS, "ignore_index": 1}, (3, 4, 6), (3, 6), 4, lambda x, t: F.cross_entropy(x, t, torch.tensor(WEIGHTS), label_smoothing=0.2, ignore_index=1))
labelled("CrossEntropyLoss", {}, (3, 2, 5), (3, 2), 5, lambda x, t: F.cross_entropy(x.transpose(1, 2), t))
labelled("NLLLoss", {"class_weights": WEIGHTS}, (5, 4), (5,), 4, lambda x, t: F.nll_loss(x, t, torch.tensor(WEIGHTS)))
labelled("FocalLoss", {"gamma": 1.5, "alpha": 0.5}, (5, 4), (5,), 4, lambda x, t: ((1 - (-F.cross_entropy(x, t, reduction="none")).exp()) ** 1.5 * F.cross_entropy(x, t, reduction="none") * 0.5).mean())
run("CosineEmbeddingLoss", {}, [("a", "real", (5, 4)), ("b", "real", (5, 4))], lambda a, b: F.cosine_embedding_loss(a, b, torch.ones(5)))
run("CosineEmbeddingLoss", {"margin": 0.1}, [("a", "real", (5, 4)), ("b", "real", (5, 4)), ("target", "real", (5,))], lambda a, b, t: F.cosine_embedding_loss(a, b, t.detach().sign(), margin=0.1) + 0 * t.sum())
run("GaussianKLLoss", {"weight": 0.5}, [("mean", "real", (5, 4)), ("log_variance", "real", (5, 4))], lambda m, v: 0.25 * (m * m + v.exp() - 1 - v).sum() / 5)
TRUE, MADE = ("real", "real", (5, 1)), ("fake", "real", (5, 1))
for form, discriminator, generator in [
        ("logistic", lambda r, f: F.softplus(-r).mean() + F.softplus(f).mean(), lambda f: F.softplus(-f).mean()),
        ("least_squares", lambda r, f: ((r - 1) ** 2).mean() / 2 + (f * f).mean() / 2, lambda f: ((f - 1) ** 2).mean() / 2),
        ("hinge", lambda r, f: F.relu(1 - r).mean() + F.relu(1 + f).mean(), lambda f: -f.mean()),
        ("wasserstein", lambda r, f: f.mean() - r.mean(), lambda f: -f.mean())]:
    run("DiscriminatorLoss", {"form": form}, [TRUE, MADE], discriminator)
    run("GeneratorLoss", {"form": form}, [MADE], generator)
run("Generated", {}, [("x", "real", X)], lambda x: x)
run("JoinBatches", {}, [("a", "real", X), ("b", "real", X)], lambda a, b: torch.cat((a, b)))
run("SplitBatches", {}, [("x", "real", (6, 3, 2))], lambda x: x[:3])
run("TripletMarginLoss", {}, [("anchor", "real", (5, 4)), ("positive", "real", (5, 4)), ("negative", "real", (5, 4))], F.triplet_margin_loss)

def spelled(blank, reduction="mean", zero_infinity=False):
    def f(x, targets, *lengths):
        steps, letters = lengths if lengths else (torch.full((len(x),), x.shape[1]), torch.full((len(x),), targets.shape[1]))
        return F.ctc_loss(x.log_softmax(2).transpose(0, 1), targets, steps, letters, blank, reduction, zero_infinity)
    return f
LENGTHS = [("input_lengths", 11, (3,)), ("target_lengths", 4, (3,))]
run("CTCLoss", {"blank": 4}, [("scores", "real", (3, 10, 5)), ("targets", 4, (3, 3))] + LENGTHS, spelled(4))
run("CTCLoss", {"reduction": "sum"}, [("scores", "real", (3, 7, 9)), ("targets", 7, (3, 4))], spelled(0, "sum"))   # one letter four times: all steps are needed
run("CTCLoss", {"zero_infinity": True}, [("scores", "real", (3, 10, 9)), ("targets", 7, (3, 3))] + LENGTHS, spelled(0, zero_infinity=True))   # the first has too few steps
run("ImageToSequence", {}, [("x", "real", IMAGE)], lambda x: x.permute(0, 3, 1, 2).flatten(2))

def recurrent(layer, attributes, inputs, outputs=lambda y, h: y, features=2):
    """A recurrent layer: torch's own function on parameters in our order (of each layer: all directions' weight_ih, weight_hh, then both biases of each)."""
    hidden, layers, directions, bias = attributes["hidden"], attributes.get("layers", 1), 2 if attributes.get("bidirectional") else 1, attributes.get("bias", True)
    gates = {"RNN": 1, "LSTM": 4, "GRU": 3}[layer] * hidden
    parameters, order = [], []
    for k in range(layers):
        wide, first = features if k == 0 else directions * hidden, len(parameters)
        parameters += [(gates, wide)] * directions + [(gates, hidden)] * directions + [(gates,)] * (2 * directions * bias)
        for d in range(directions):
            order += [first + d, first + directions + d] + [first + 2 * directions + 2 * d + i for i in range(2 * bias)]
    names = [name for name, _, _ in inputs]
    def f(*given):
        at, flat = dict(zip(names, given)), [given[len(names) + i] for i in order]
        x, zeros = at["x"], torch.zeros(at["x"].shape[0], layers * directions, hidden)
        h = at.get("h0", zeros).transpose(0, 1).contiguous()
        state = (h, at.get("c0", zeros).transpose(0, 1).contiguous()) if layer == "LSTM" else h
        call = {"RNN": torch.rnn_relu if attributes.get("activation") == "relu" else torch.rnn_tanh, "LSTM": torch.lstm, "GRU": torch.gru}[layer]
        settings = (flat, bias, layers, 0.0, False, directions == 2)
        if "lengths" not in at: return outputs(*call(x, state, *settings, True)[:2])
        lengths = at["lengths"] if at["lengths"].dim() == 1 else at["lengths"].sum(1)
        packed = torch.nn.utils.rnn.pack_padded_sequence(x, lengths, batch_first=True)
        y, h = call(packed.data, packed.batch_sizes, state, *settings)[:2]
        return outputs(torch.nn.utils.rnn.pad_packed_sequence(packed._replace(data=y), batch_first=True, total_length=x.shape[1])[0], h)
    run(layer, attributes, inputs, f, parameters)
def last(directions): return lambda y, h: h[-directions:].transpose(0, 1).flatten(1)
STEPS = [("x", "real", (3, 4, 2))]
recurrent("RNN", {"hidden": 3}, STEPS)
recurrent("RNN", {"hidden": 3, "layers": 2, "activation": "relu", "bidirectional": True, "output": "last"}, STEPS, last(2))
recurrent("RNN", {"hidden": 3, "bias": False}, STEPS + [("lengths", 4, (3,)), ("h0", "real", (3, 1, 3))])
recurrent("LSTM", {"hidden": 3}, STEPS)
recurrent("LSTM", {"hidden": 3, "layers": 2, "bidirectional": True}, STEPS + [("lengths", 4, (3,)), ("h0", "real", (3, 4, 3)), ("c0", "real", (3, 4, 3))])
recurrent("LSTM", {"hidden": 3, "layers": 3, "output": "last"}, STEPS, last(1))
recurrent("GRU", {"hidden": 3}, STEPS)
recurrent("GRU", {"hidden": 3, "layers": 2, "bidirectional": True, "output": "last"}, STEPS + [("lengths", 4, (3,)), ("h0", "real", (3, 4, 3))], last(2))
run("Embedding", {"vocabulary": 6, "size": 3}, [("x", 6, (3, 4))], lambda x, w: w[x], [(6, 3)])

def cpp(value):
    if isinstance(value, bool): return "true" if value else "false"
    if isinstance(value, int): return f"int64_t({value})"
    if isinstance(value, float): return repr(value)
    if isinstance(value, str): return f'std::string("{value}")'
    return ("std::vector<double>{" if isinstance(value[0], float) else "std::vector<int64_t>{") + ", ".join(map(repr, value)) + "}"

print("// Made by tests/parity/layers.py from PyTorch 1.13 in double precision.")
for layer, attributes, inputs, function, parameters in RUNS:
    values = [ids(shape, kind) if isinstance(kind, int) else truths(shape) if kind == "truth" else (positive if kind == "positive" else real)(k, shape).requires_grad_() for k, (_, kind, shape) in enumerate(inputs)]
    weights = [parameter(k, shape).requires_grad_() for k, shape in enumerate(parameters)]
    y = function(*values, *weights)
    result = project(y)
    if result.requires_grad: result.backward()
    numbers = [result.item()] + [0.0 if v.grad is None else project(v.grad).item() for v in values + weights if v.requires_grad]
    ports = ", ".join(f'{{"{name}", {kind if isinstance(kind, int) else {"real": 0, "positive": -1, "truth": -2}[kind]}, {{{", ".join(map(str, shape))}}}}}' for name, kind, shape in inputs)
    pairs = ", ".join(f'{{"{name}", {cpp(value)}}}' for name, value in attributes.items())
    print(f'{{"{layer}", {{{pairs}}}, {{{ports}}}, {{{", ".join(map(str, y.shape))}}}, {{{", ".join(f"{n:.12g}" for n in numbers)}}}}},')
