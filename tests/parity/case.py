"""What a model's file says: see models/lenet.py."""
import dataclasses
import typing

CASES = {}


@dataclasses.dataclass
class Case:
    """One model in both programs, on one batch.

    model      a torch.nn.Module whose parameters and buffers are named as ours ("conv1.weight", "bn1.running_mean")
    batch      tensors by the names of the data set's ports, samples first; a name "node.draw" gives what that node would draw
               at random (Dropout: 1 keeps, 0 drops)
    loss       loss(model, batch) as PyTorch computes it
    zero       globs of the parameters whose gradient is zero by analysis
    optimizer  makes PyTorch's from the parameters; the project's must be the same (`set` changes ours)
    objectives of a model with several losses, which `loss` then returns in their order: (glob of the parameters' names, every
               so many steps, what makes PyTorch's optimizer from those (name, parameter)) each; in place of `optimizer`
    set        node.attribute=value, as `saddle step --set` takes it
    ours       our name of one of PyTorch's parameters, where they differ
    data       folder for --data, where the project's own data set has other sizes
    deep       so many ReLUs that some change sides by rounding in every float32, and gradients with them
    """
    project: str
    model: typing.Any
    batch: dict
    loss: typing.Callable
    optimizer: typing.Callable = None
    objectives: tuple = ()
    zero: tuple = ()
    set: tuple = ()
    ours: typing.Callable = str
    data: str = ""
    deep: bool = False
    steps: int = 20


def case(name, long=False):
    """Registers a function that makes a Case; the build makes a test `parity.<name>` of it, which `scripts/test --long` runs if `long`."""
    def register(make):
        CASES[name] = make
        return make
    return register
