"""Our step beside PyTorch's: same weights, same batch.     usage: python3 -m tests.parity FILE NAME

FILE is a file of tests/parity/models. Loss within 1e-5 relative, each parameter's gradient within 1e-4 of its largest element
(those that are zero by analysis: 1e-6 of the model's largest), the loss after the case's optimizer steps within 1e-4 of the
first loss or three times what PyTorch's own float32 run differs from its float64 run. A `deep` case is judged through the
double reference; its gradients on Vulkan may differ three times as much as PyTorch's own float32. Exit code 77: there is no
PyTorch."""
import copy
import fnmatch
import importlib
import sys
import zlib

try:
    import torch
except ImportError:
    print("skipped: python3-torch is not installed")
    sys.exit(77)

from tests.parity import safetensors
from tests.parity.case import CASES
from tests.support.program import ROOT, World


def wide(batch):
    return {name: t.double() if t.is_floating_point() else t for name, t in batch.items()}


def train(case, model, batch):
    """Losses of case.steps + 1 steps (their sum, where there are several), and the first gradients."""
    parts = case.objectives or (("*", 1, lambda named: case.optimizer([p for _, p in named])),)
    own = [[(name, p) for name, p in model.named_parameters() if fnmatch.fnmatch(name, glob)] for glob, _, _ in parts]
    optimizers = [make(named) for (_, _, make), named in zip(parts, own)]
    losses, gradients = [], {}
    for step in range(case.steps + 1):
        values = case.loss(model, batch)
        values = values if isinstance(values, tuple) else (values,)
        losses.append(sum(value.item() for value in values))
        acting = [i for i, (_, every, _) in enumerate(parts) if (step + 1) % every == 0]
        found = [torch.autograd.grad(values[i], [p for _, p in own[i]], retain_graph=True, allow_unused=True) for i in acting]
        for i, grads in zip(acting, found):   # all seen from the same weights
            for (name, p), grad in zip(own[i], grads):
                p.grad = grad
                if step == 0 and grad is not None:
                    gradients[case.ours(name)] = grad.clone().double()
            optimizers[i].step()
    return losses, gradients


def ours(case, world, weights, device, steps):
    """The same of our program, and the number of parameters."""
    folder = world.folder
    safetensors.write(folder / "weights", {case.ours(name): t.numpy() for name, t in weights.items() if not name.endswith("num_batches_tracked")})
    safetensors.write(folder / "batch", {name: t.numpy() for name, t in case.batch.items()})
    options = [f"--set={assignment}" for assignment in case.set] + ([f"--data={case.data}"] if case.data else [])
    done = world.run("step", ROOT / "projects" / f"{case.project}.json", "--json", f"--device={device}", f"--steps={steps + 1}", f"--weights={folder / 'weights'}",
                     f"--batch-file={folder / 'batch'}", f"--gradients={folder / 'gradients'}", *options, timeout=900)
    if done.code != 0:
        sys.exit(f"saddle step failed\n{done}")
    gradients = {name: torch.from_numpy(array.copy()).double() for name, array in safetensors.read(folder / "gradients").items()}
    return [line["loss"] for line in done.lines if "loss" in line], gradients, next(line["parameters"] for line in done.lines if "parameters" in line)


def compare(name, case):
    failures = []

    def check(what, difference, allowed):
        print(f"{'ok  ' if difference <= allowed else 'FAIL'} {what}: {difference:.3g} (allowed {allowed:.3g})")
        if not difference <= allowed:
            failures.append(what)

    def check_gradients(what, gradients, allowed):
        """Each within `allowed` of its largest element; those that are zero by analysis of the model's largest."""
        if set(gradients) != set(exact):
            sys.exit(f"gradients of other parameters: ours alone {sorted(set(gradients) - set(exact))}, PyTorch's alone {sorted(set(exact) - set(gradients))}")
        largest = max(g.abs().max().item() for g in exact.values())
        for parameter in exact:
            if any(fnmatch.fnmatch(parameter, glob) for glob in case.zero):
                check(f"gradient {parameter}, zero by analysis", gradients[parameter].abs().max().item() / largest, 1e-6)
        check(f"gradients{what}, worst %s" % worst(gradients)[1], worst(gradients)[0], allowed)

    def worst(gradients):
        judged = (p for p in exact if not any(fnmatch.fnmatch(p, glob) for glob in case.zero))
        return max(((gradients[p].reshape(exact[p].shape) - exact[p]).abs().max().item() / max(exact[p].abs().max().item(), 1e-30), p) for p in judged)

    weights = copy.deepcopy(case.model.state_dict())
    exact_losses, exact = train(case, copy.deepcopy(case.model).double(), wide(case.batch))
    losses, narrow = train(case, copy.deepcopy(case.model), case.batch)
    world = World()
    try:
        our_losses, gradients, parameters = ours(case, world, weights, "auto", case.steps)
        if case.deep:
            reference_losses, reference, _ = ours(case, world, weights, "reference", 0)
    finally:
        world.close()

    print(f"{name}: {parameters} parameters, loss {our_losses[0]:.7g}, after {case.steps} steps {our_losses[-1]:.7g}, PyTorch {exact_losses[0]:.7g}, {exact_losses[-1]:.7g}")
    check("loss", abs(our_losses[0] - exact_losses[0]) / abs(exact_losses[0]), 1e-5)
    if case.deep:
        check("loss in double", abs(reference_losses[0] - exact_losses[0]) / abs(exact_losses[0]), 1e-6)
        check_gradients(" in double", reference, 1e-4)
        own = worst(narrow)[0]
        check_gradients(f" (PyTorch's float32 is {own:.3g} off)", gradients, max(1e-4, 3 * own))
    else:
        check_gradients("", gradients, 1e-4)
    own = abs(losses[-1] - exact_losses[-1])
    check(f"loss after {case.steps} steps (PyTorch's float32 is {own:.3g} off)", abs(our_losses[-1] - exact_losses[-1]), max(1e-4 * abs(exact_losses[0]), 3 * own))
    return failures


if __name__ == "__main__":
    file, name = sys.argv[1:]
    torch.set_num_threads(2)
    torch.manual_seed(1)
    importlib.import_module(f"tests.parity.models.{file}")
    sys.exit(1 if compare(name, CASES[name]()) else 0)
