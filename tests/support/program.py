"""Runs the built `saddle` in a world of its own: its own store, data and cache folders.

SADDLE names the program (default: the release build), SADDLE_TEST_HOME a folder that tests share, so that sample digits
and compiled shaders are made once."""
import csv
import json
import math
import os
import pathlib
import signal
import subprocess
import tempfile

ROOT = pathlib.Path(__file__).resolve().parents[2]
SHARED = ROOT.parent / "shared"
PROGRAM = os.environ.get("SADDLE", str(ROOT / "build/release/bin/saddle"))
HOME = pathlib.Path(os.environ.get("SADDLE_TEST_HOME", os.path.join(tempfile.gettempdir(), "saddle-test-home")))
PYTHON = "/usr/bin/python3"  # Debian's, which sees Debian's numpy, onnx and torch


class Outcome:
    """What a finished program said: exit code, standard output and error."""

    def __init__(self, code, out, err):
        self.code, self.out, self.err = code, out, err

    @property
    def lines(self):
        """Standard output as JSON Lines; a line that is not one JSON object is an error."""
        return [strict_json(line) for line in self.out.splitlines()]

    def events(self, kind):
        return [line for line in self.lines if line.get("event") == kind]

    def __str__(self):
        return f"exit code {self.code}\n--- standard output\n{self.out}\n--- standard error\n{self.err}"


def strict_json(line):
    """Parses one line as JSON of the standard: bare NaN and Infinity, which Python would take, are refused."""
    def refuse(word):
        raise ValueError(f"{word} is not JSON: {line}")
    value = json.loads(line, parse_constant=refuse)
    if not isinstance(value, dict):
        raise ValueError(f"not an object: {line}")
    return value


def number(value):
    """A number of JSON Lines: NaN and infinities are words there."""
    return {"NaN": math.nan, "Infinity": math.inf, "-Infinity": -math.inf}[value] if isinstance(value, str) else value


class World:
    """A store in a fresh folder, and the program run against it."""

    def __init__(self):
        self._folder = tempfile.TemporaryDirectory(prefix="saddle-test-")
        self.folder = pathlib.Path(self._folder.name)
        self.store = self.folder / "runs.sqlite"

    def close(self):
        self._folder.cleanup()

    def environment(self, **changes):
        env = dict(os.environ, SADDLE_STORE=str(self.store), XDG_DATA_HOME=str(HOME / "data"),
                   XDG_CACHE_HOME=str(HOME / "cache"), LC_ALL="C.UTF-8")
        env.update({k: str(v) for k, v in changes.items() if v is not None})
        for name, value in changes.items():
            if value is None:
                env.pop(name, None)
        return env

    def start(self, *arguments, before=None, **changes):
        """The program as a running process. Keywords are environment variables; `before` runs in the child before it."""
        def prepare():
            signal.signal(signal.SIGINT, signal.SIG_DFL)  # a test run in the background would hand on "ignored"
            if before:
                before()
        return subprocess.Popen([PROGRAM, *map(str, arguments)], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
                                cwd=ROOT, env=self.environment(**changes), preexec_fn=prepare)

    def start_until(self, reached, *arguments, **keywords):
        """Starts the program and reads its JSON Lines until reached(line); returns the process and the lines so far."""
        process, lines = self.start(*arguments, **keywords), []
        for line in process.stdout:
            lines.append(strict_json(line))
            if reached(lines[-1]):
                return process, lines
        raise AssertionError(f"it ended before: {lines}\n{process.communicate()[1]}")

    def curve(self, run, name):
        """The values of one curve of a stored run by step, as CSV spells them."""
        outcome = self.run("runs", "curves", run, "--name", name)
        assert outcome.code == 0, outcome
        return [value for n, _, value, _ in csv.reader(outcome.out.splitlines()[1:]) if n == name]

    def run(self, *arguments, timeout=300, before=None, **changes):
        process = self.start(*arguments, before=before, **changes)
        try:
            out, err = process.communicate(timeout=timeout)
        except subprocess.TimeoutExpired:
            process.kill()
            out, err = process.communicate()
            raise AssertionError(f"no end after {timeout} s: saddle {' '.join(map(str, arguments))}\n{out}\n{err}") from None
        return Outcome(process.returncode, out, err)
