"""Outside judges of exported models: ONNX's checker, ONNX Runtime and PyTorch, where they are installed."""
import shutil
import subprocess

import numpy as np

from tests.support.program import PYTHON, ROOT

FOLDER = ROOT / "tests/judges"


class Missing(Exception):
    """A judge is not installed; says which and how to get it."""


def run(command):
    done = subprocess.run(command, capture_output=True, text=True)
    if done.returncode != 0:
        raise AssertionError(f"{' '.join(map(str, command))}\n{done.stdout}{done.stderr}")
    return done.stdout


def has_module(name):
    return subprocess.run([PYTHON, "-c", f"import {name}"], capture_output=True).returncode == 0


def check_onnx(model):
    """python3-onnx's checker with full shape inference."""
    if not has_module("onnx"):
        raise Missing("python3-onnx is not installed")
    run([PYTHON, "-c", "import onnx, sys; onnx.checker.check_model(onnx.load(sys.argv[1]), full_check=True)", model])


def require_onnx_runtime():
    if not shutil.which("node"):
        raise Missing("node is not installed")
    if not (FOLDER / "node_modules/onnxruntime-node").exists():
        raise Missing("onnxruntime-node is not there: npm ci --ignore-scripts in tests/judges")


def run_onnx(model, inputs, folder):
    """What ONNX Runtime gives: rows of outputs."""
    require_onnx_runtime()
    inputs.astype("<f4").tofile(folder / "inputs")
    run(["node", FOLDER / "run_onnx.js", model, folder / "inputs", folder / "outputs", *map(str, inputs.shape)])
    return np.fromfile(folder / "outputs", "<f4").reshape(len(inputs), -1)


def run_pytorch(script, inputs, folder):
    """What the exported PyTorch module gives."""
    if not has_module("torch"):
        raise Missing("python3-torch is not installed")
    np.save(folder / "inputs.npy", inputs.astype("<f4"))
    run([PYTHON, script, folder / "inputs.npy", folder / "outputs.npy"])
    return np.load(folder / "outputs.npy").reshape(len(inputs), -1)


def difference(ours, theirs):
    """Largest difference relative to the largest output."""
    return float(np.abs(ours - theirs).max() / np.abs(theirs).max())
