"""Recurrent models on a text and two series, against the reference results of the same models in PyTorch."""
import statistics

from tests.proof.register import Figure, NotRun, proof
from tests.support.program import SHARED, World

DATA = SHARED / "data"


def run(project, data, *arguments, split="val"):
    """A run to its end and the evaluation of what it reached."""
    if not data.exists():
        raise NotRun(f"there is no {data}")
    world = World()
    try:
        for command in (("train", f"projects/{project}.json", "--data", data, "--json", *arguments), ("eval", "last", "--split", split, "--json")):
            outcome = world.run(*command, timeout=7200)
            if outcome.code != 0:
                raise RuntimeError(str(outcome))
    finally:
        world.close()
    return outcome.lines[-1]


@proof(issue=3, target="2.404 +- 0.05 (PyTorch: 2.404)", command="saddle train projects/sequence/char-lstm.json --data ../shared/data/text --epochs 5 --steps 2000; saddle eval last")
def char_lstm_bits():
    "Character LSTM on tiny shakespeare: validation bits a character after 2,000 steps, seed 1"
    bits = run("sequence/char-lstm", DATA / "text", "--epochs", 5, "--steps", 2000)["bits_per_char"]
    return Figure(f"{bits:.3f}", abs(bits - 2.404) <= 0.05)


@proof(issue=3, target="2.18 +- 0.06 (PyTorch: 2.181)", command="saddle train projects/sequence/temperature.json --data ../shared/data/timeseries/daily-min-temperatures.csv --seed 1")
def temperature_rmse():
    "LSTM on daily minimum temperatures, one step ahead: RMSE in degrees on the last fifth"
    rmse = run("sequence/temperature", DATA / "timeseries/daily-min-temperatures.csv", "--seed", 1)["rmse"]
    return Figure(f"{rmse:.3f}", abs(rmse - 2.18) <= 0.06)


@proof(issue=3, target="mean at most 19.5 (PyTorch: 18.56)", command="saddle train projects/sequence/sunspots.json --data ../shared/data/timeseries/monthly-sunspots.csv --seed 1 (2, 3)")
def sunspots_rmse():
    "LSTM on monthly sunspots, one step ahead: RMSE on the last fifth, seeds 1 to 3"
    rmse = [run("sequence/sunspots", DATA / "timeseries/monthly-sunspots.csv", "--seed", seed)["rmse"] for seed in (1, 2, 3)]
    return Figure(f"{', '.join(f'{r:.2f}' for r in rmse)}; mean {statistics.mean(rmse):.2f}", statistics.mean(rmse) <= 19.5)
