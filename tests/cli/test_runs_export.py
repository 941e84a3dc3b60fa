"""saddle runs export: what other programs read of a run is what the store has of it."""
import csv
import datetime
import hashlib
import html.parser
import io
import json
import pathlib
import re
import resource
import signal
import sqlite3
import struct
import subprocess
import unittest
import zipfile

import numpy as np

from tests.cli.test_export import read_safetensors
from tests.support import events
from tests.support.case import ProgramTest
from tests.support.digits import write_digits
from tests.support.program import World, number, strict_json


class ExportTest(ProgramTest):
    def setUp(self):
        super().setUp()
        self.digits = write_digits(self.folder / "digits", train=640, test=64, size=28, classes=10)

    def train(self, *arguments, epochs=2):
        """Ten steps an epoch."""
        return self.saddle("train", "projects/basics/mlp.json", "--data", self.digits, "--batch", 64, "--epochs", epochs, "--json", *arguments).events("end")[0]["run"]

    def curves(self, run):
        rows = csv.reader(self.saddle("runs", "curves", run).out.splitlines()[1:])
        return {(name, int(step)): (number(value) if value in ("NaN", "Infinity", "-Infinity") else float(value), float(seconds)) for name, step, value, seconds in rows}

    def export(self, kind, to, *arguments):
        return self.saddle("runs", "export", "last", "--as", kind, "-o", to, "--json", *arguments).lines[0]


class Curves(ExportTest):
    def test_csv_is_what_runs_curves_prints(self):
        run = self.train()
        self.export("csv", self.folder / "curves.csv")
        self.assertEqual((self.folder / "curves.csv").read_text(), self.saddle("runs", "curves", run).out)

    def test_tensorboard_reads_every_point_with_its_step_and_time(self):
        run = self.train("--steps", 9)
        self.saddle("train", "--resume", run)
        done = self.export("tensorboard", f"{self.folder}/logs/")
        begun = datetime.datetime.fromisoformat(self.saddle("runs", "show", run, "--json").lines[0]["started"].replace("Z", "+00:00")).timestamp()
        path = self.folder / f"logs/events.out.tfevents.{int(begun)}.{run}"
        self.assertEqual(done["file"], str(path))
        version, scalars = events.read(path)
        self.assertEqual(version, "brain.Event:2")
        expected = self.curves(run)
        self.assertEqual({(tag, step): value for tag, step, value, _ in scalars}, {(name.replace(":", "/"), step): np.float32(value) for (name, step), (value, _) in expected.items()})
        self.assertIn(f"{len(expected)} points", done["contents"])
        steps = [step for _, step, _, _ in scalars]
        self.assertEqual(steps, sorted(steps))
        times = {step: time for tag, step, _, time in scalars if tag == "train_loss"}
        self.assertEqual(sorted(times.values()), [times[step] for step in sorted(times)], "time goes on where the run was resumed")
        self.assertAlmostEqual(times[9] - times[1], expected["train_loss", 9][1] - expected["train_loss", 1][1], places=5)
        self.assertLess(abs(times[1] - begun), 60)
        self.export("tensorboard", f"{self.folder}/logs/")
        self.assertEqual(len(list(path.parent.iterdir())), 1, "the same run has one file")

    def test_mistakes(self):
        self.refused(3, ["no runs yet"], "runs", "export", "last", "--as", "csv", "-o", self.folder / "x")
        self.train("--steps", 2)
        self.refused(2, ["unknown format 'pt'", "tensorboard"], "runs", "export", "last", "--as", "pt", "-o", self.folder / "x")
        self.refused(2, ["tfevents", "give a folder"], "runs", "export", "last", "--as", "tensorboard", "-o", self.folder / "x")
        self.refused(7, ["nowhere/x.csv"], "runs", "export", "last", "--as", "csv", "-o", self.folder / "nowhere/x.csv")


class Timeline(ExportTest):
    def check(self, path, kernels):
        trace = strict_json(path.read_text())
        events = trace["traceEvents"]
        calls = [e for e in events if e["ph"] == "X"]
        self.assertEqual([e["name"] for e in calls], [k["kernel"] for k in kernels])
        names = {e["tid"]: e["args"]["name"] for e in events if e["name"] == "thread_name"}
        self.assertEqual({names[e["tid"]] for e in calls}, {"forward", "backward", "update"})
        end = 0
        for event, kernel in zip(calls, kernels):
            self.assertEqual((event["cat"], event["args"]["node"]), (kernel["phase"], kernel["node"]))
            self.assertEqual(names[event["tid"]], kernel["phase"])
            self.assertAlmostEqual(event["dur"], kernel["ms"] * 1e3, places=6)
            self.assertGreaterEqual(event["ts"], end - 1e-6, "one at a time: tracks hold no events over each other")
            end = event["ts"] + event["dur"]
        self.assertEqual(calls[0]["ts"], 0)
        for counter, field in (("GFLOP/s", "gflops"), ("GB/s", "gbytes_per_s")):
            values = [(e["ts"], e["args"][counter]) for e in events if e["ph"] == "C" and e["name"] == counter]
            self.assertEqual([t for t, _ in values], sorted(t for t, _ in values))
            self.assertEqual([v for v in (value for _, value in values) if v], [k[field] for k in kernels if k[field]])
            self.assertEqual(values[-1][1], 0)
        return calls

    def test_the_stored_profile_of_a_run_and_a_live_one(self):
        run = self.train(epochs=8)   # long enough to be profiled
        self.export("trace", self.folder / "run.json")
        calls = [e for e in strict_json((self.folder / "run.json").read_text())["traceEvents"] if e["ph"] == "X"]
        stored = sqlite3.connect(self.world.store)
        stored.row_factory = sqlite3.Row
        self.check(self.folder / "run.json", [dict(row) for row in stored.execute("SELECT * FROM kernel WHERE run=? ORDER BY place", (run,))])
        live = self.saddle("profile", "projects/basics/mlp.json", "--data", self.digits, "--batch", 64, "--steps", 4, "--trace", self.folder / "live.json", "--json").lines
        self.assertEqual(len(self.check(self.folder / "live.json", live[:-1])), len(calls), "the same step")

    def test_a_run_that_was_not_profiled(self):
        self.train("--steps", 2)
        self.refused(3, ["no profile", "--trace"], "runs", "export", "last", "--as", "trace", "-o", self.folder / "x")


class Arrays(ExportTest):
    def test_numpy_reads_parameters_and_the_optimizer_s_state(self):
        self.train("--set", "train.checkpoint_every_steps=7")
        points = {c["step"]: c["path"] for c in self.saddle("runs", "show", "last", "--json").lines[0]["checkpoints"]}
        for step in (20, 7):
            done = self.export("npz", self.folder / "weights.npz", *(["--step", 7] if step == 7 else []))
            arrays, (kept, _) = np.load(self.folder / "weights.npz"), read_safetensors(points[step])
            self.assertEqual(done["contents"], f"{len(kept)} arrays of step {step}")
            self.assertEqual(sum(name.startswith("fc1.weight") for name in arrays.files), 3, "Adam keeps two moments of each")
            self.assertEqual(set(arrays.files), set(kept))
            for name in kept:
                np.testing.assert_array_equal(arrays[name], kept[name])
        self.refused(2, ["stored nothing at step 99", "7"], "runs", "export", "last", "--as", "npz", "--step", 99, "-o", self.folder / "x")
        self.refused(2, ["--as npz"], "runs", "export", "last", "--as", "csv", "--step", 7, "-o", self.folder / "x")


class Bundle(ExportTest):
    def setUp(self):
        super().setUp()
        self.bundle = self.folder / "run.zip"

    def elsewhere(self):
        """A store of another machine."""
        other = World()
        self.addCleanup(other.close)
        return other

    def test_a_run_goes_on_to_the_same_bits_in_another_store(self):
        whole = self.train("--seed", 3)
        part = self.train("--seed", 3, "--steps", 7)
        self.saddle("train", "--resume", part, "--steps", 6)
        self.saddle("runs", "tag", part, "half")
        self.saddle("runs", "note", part, "two\nlines")
        self.export("bundle", self.bundle)
        other = self.elsewhere()
        done = json.loads(other.run("runs", "import", self.bundle, "--json").out)
        self.assertEqual(done, {"run": part, "imported_from": part, "name": "MLP", "steps": 13, "checkpoint": 13})
        before, after = (json.loads(world.run("runs", "show", part, "--json").out) for world in (self.world, other))
        for field in ("seed", "data", "data_hash", "steps", "seconds", "best", "started", "tags", "note", "project", "device", "driver", "resumed", "metrics", "kernels"):
            self.assertEqual(before[field], after[field], field)
        self.assertEqual((after["status"], after["message"], after["imported_from"]), ("imported", "finished; from run.zip", part))
        self.assertEqual(before["checkpoints"][-1]["hash"], after["checkpoints"][-1]["hash"])
        self.assertEqual(self.saddle("runs", "curves", part).out, other.run("runs", "curves", part).out)
        resumed = other.run("train", "--resume", part, "--data", self.digits, "--json")
        self.assertEqual(resumed.events("end")[0]["status"], "finished", resumed)
        self.assertEqual(pathlib.Path(json.loads(other.run("runs", "show", part, "--json").out)["checkpoints"][-1]["path"]).read_bytes(),
                         pathlib.Path(self.saddle("runs", "show", whole, "--json").lines[0]["checkpoints"][-1]["path"]).read_bytes())
        self.assertIn(f"imported, run {part} where it was made", other.run("runs", "show", part).out)
        again = self.saddle("runs", "import", self.bundle, "--json").lines[0]
        self.assertEqual((again["imported_from"], again["run"] != part), (part, True), "the id is taken here")
        self.assertEqual(len(self.runs()), 3)

    def test_others_read_it_with_their_own_tools(self):
        self.train("--steps", 2)
        self.export("bundle", self.bundle)
        with zipfile.ZipFile(self.bundle) as archive:
            self.assertIsNone(archive.testzip())
            archive.extractall(self.folder / "unpacked")
        subprocess.run(["sha256sum", "-c", "--strict", "SHA256SUMS"], cwd=self.folder / "unpacked", check=True, stdout=subprocess.DEVNULL)
        self.assertNotIn(str(self.folder), (self.folder / "unpacked/run.json").read_text(), "where the data lie is nobody's business")

    def parts(self):
        with zipfile.ZipFile(self.bundle) as archive:
            return {name: archive.read(name) for name in archive.namelist()}

    def packed(self, parts, sums=True, compression=zipfile.ZIP_DEFLATED):
        if sums:
            parts["SHA256SUMS"] = "".join(f"{hashlib.sha256(data).hexdigest()}  {name}\n" for name, data in sorted(parts.items()) if name != "SHA256SUMS").encode()
        raw = io.BytesIO()
        with zipfile.ZipFile(raw, "w", compression) as archive:
            for name, data in parts.items():
                archive.writestr(name, data)
        return raw.getvalue()

    def test_bad_bundles_are_refused_and_leave_nothing(self):
        run = self.train("--steps", 2)
        self.export("bundle", self.bundle)
        good, parts = self.bundle.read_bytes(), self.parts()
        other = self.elsewhere()
        self.assertEqual(other.run("runs", "list").code, 0)   # makes the store
        told = json.loads(parts["run.json"])

        def lie(raw, offset, value, also=None):
            """Another number of the last entry, in the list; and where `also` says so, before its contents."""
            for header, at in ((b"PK\x01\x02", offset), (b"PK\x03\x04", also)):
                if at is not None:
                    at += raw.rindex(header)
                    raw = raw[:at] + struct.pack("<I", value) + raw[at + 4:]
            return raw

        def with_run(**changes):
            return self.packed({**parts, "run.json": json.dumps({**told, **changes}).encode()})
        cases = {
            "no zip": (3, "no whole zip", b"\x89PNG" + bytes(300)), "empty": (3, "0 bytes", b""), "cut off": (3, "no whole zip", good[:-30]), "half": (3, "no whole zip", good[:len(good) // 2]),
            "no bundle": (3, "there is no run.json", self.packed({"a.txt": b"a"})), "a part is missing": (3, "there is no curves.json", self.packed({n: d for n, d in parts.items() if n != "curves.json"})),
            "no checkpoint": (3, "checkpoint is missing", self.packed({n: d for n, d in parts.items() if n != "checkpoint.safetensors"})),
            "a way up": (3, "'../../evil' is no part", self.packed({**parts, "../../evil": b"x"})), "absolute": (3, "'/etc/evil' is no part", self.packed({**parts, "/etc/evil": b"x"})),
            "an id that leads up": (3, "no id of a run", with_run(run="../../../evil")), "another checksum": (3, "checksums", self.packed({**parts, "curves.json": b"[]"}, sums=False)),
            "newer": (8, "newer version", with_run(saddlepoint_run=2)), "no number": (3, "'steps' should be a whole number", with_run(steps=-1)), "huge": (3, "'epochs'", with_run(epochs=2**64 - 1)),
            "steering": (3, "control characters", with_run(note="\x1b[2J")), "of another step": (3, "its checkpoint is of step 2", with_run(checkpoint={**told["checkpoint"], "step": 9})),
            "no project": (3, "project.json", self.packed({**parts, "project.json": b"{}"})), "no json": (3, "curves.json cannot be read", self.packed({**parts, "curves.json": b"[{"})),
            "deep": (3, "too deep", self.packed({**parts, "kernels.json": b"[" * 10 ** 5 + b"]" * 10 ** 5}, compression=zipfile.ZIP_STORED)),
            "no weights": (3, "not a valid safetensors", self.packed({**parts, "checkpoint.safetensors": b"\xff" * 64})),
            "larger in the list": (3, "lies", lie(self.packed(parts), 24, len(parts["SHA256SUMS"]) + 1)), "larger than it is": (3, "is damaged", lie(self.packed(parts), 24, len(parts["SHA256SUMS"]) + 1, also=22)), "much larger": (3, "more than is unpacked", lie(self.packed(parts), 24, 2 ** 31)),
            "packed beyond the end": (3, "cut off", lie(self.packed(parts), 20, 2 ** 30, also=18)), "elsewhere": (3, "not where it should be", lie(self.packed(parts), 42, 5)),
            "a bomb": (3, "more than is unpacked", self.packed({"run.json": parts["run.json"], "project.json": bytes(10 ** 7)})), "twice": (3, "is there twice", self.packed(parts).replace(b"kernels.json", b"project.json")),
        }
        before = sorted(other.folder.rglob("*"))
        for name, (code, says, raw) in cases.items():
            (self.folder / "bad.zip").write_bytes(raw)
            with self.subTest(name):
                outcome = other.run("runs", "import", self.folder / "bad.zip")
                self.assertEqual(outcome.code, code, outcome)
                self.assertIn(says, outcome.err)
                self.assertIn("bad.zip", outcome.err)
                self.assertEqual(sorted(other.folder.rglob("*")), before)
                self.assertEqual(other.run("runs", "list", "--json").out, "")
        with zipfile.ZipFile(self.bundle) as archive:   # whatever byte a disk or a wire changes: in the contents, of the headers those that mean something
            bytes_of = [at for info in archive.infolist() for begin in [info.header_offset] for data in [begin + 30 + len(info.filename)]
                        for at in (begin, begin + 8, begin + 15, begin + 20, begin + 24, data - 2, data, data + info.compress_size // 2, data + info.compress_size - 2)]
        for at in [*bytes_of, len(good) - 21, len(good) - 11, len(good) - 5]:
            (self.folder / "bad.zip").write_bytes(good[:at] + bytes([good[at] ^ 0x20]) + good[at + 1:])
            self.assertEqual(other.run("runs", "import", self.folder / "bad.zip").code, 3, f"byte {at}")
        self.assertEqual(sorted(other.folder.rglob("*")), before)
        self.assertEqual(other.run("runs", "import", self.bundle).code, 0)
        self.assertEqual([json.loads(line)["run"] for line in other.run("runs", "list", "--json").out.splitlines()], [run])

    def test_a_full_disk_leaves_nothing(self):
        self.train("--steps", 2)
        self.export("bundle", self.bundle)
        other = self.elsewhere()
        self.assertEqual(other.run("runs", "list").code, 0)
        before = sorted(p for p in other.folder.rglob("*") if "sqlite" not in p.name)
        small = lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (50000, 50000))
        outcome = other.run("runs", "import", self.bundle, before=lambda: (signal.signal(signal.SIGXFSZ, signal.SIG_IGN), small()))
        self.assertEqual(outcome.code, 7, outcome)
        self.assertEqual(sorted(p for p in other.folder.rglob("*") if "sqlite" not in p.name and p.name != "runs"), [p for p in before if p.name != "runs"])
        self.assertEqual(other.run("runs", "list", "--json").out, "")


class Page(html.parser.HTMLParser):
    """Checks that elements nest, and keeps what a test asks for."""

    def __init__(self, text):
        super().__init__()
        self.open, self.tags, self.texts, self.outside = [], [], [], []
        self.feed(text)
        assert not self.open, self.open

    def handle_starttag(self, tag, attributes):
        self.tags.append(tag)
        self.outside += [value for name, value in attributes if name in ("src", "href", "xlink:href", "data", "style") or name.startswith("on")]
        if tag not in ("meta", "br"):
            self.open.append(tag)

    def handle_startendtag(self, tag, attributes):
        self.handle_starttag(tag, attributes)
        self.open.pop()

    def handle_endtag(self, tag):
        assert self.open.pop() == tag, tag

    def handle_data(self, data):
        self.texts.append(data)


class Report(ExportTest):
    def test_a_page_that_needs_nothing_and_says_everything(self):
        run = self.train("--set", "data.mean=0.5", epochs=8)
        note = "<script>alert(1)</script> & \"more\""
        self.saddle("runs", "note", run, note)
        self.export("report", f"{self.folder}/")
        raw = (self.folder / f"{run}.html").read_text()
        page = Page(raw)
        self.assertFalse({"script", "link", "img", "iframe", "object"} & set(page.tags))
        self.assertEqual(page.outside, [], "nothing from elsewhere")
        self.assertNotIn("url(", raw)
        self.assertIn("prefers-color-scheme: dark", raw)
        text = "\n".join(page.texts)
        shown = self.saddle("runs", "show", run, "--json").lines[0]
        for word in (run, note, "data.options.mean", "0.5", shown["data_hash"], shown["device"], "saddle train mlp.json --data FOLDER", "fc1", "validation", "learning rate", "FLOP per byte"):
            self.assertIn(word, text)
        nodes = [n["id"] for n in shown["project"]["graph"]["nodes"]]
        self.assertEqual(raw.count('<rect class="node"'), len(nodes))
        self.assertEqual(raw.count('<path class="wire"'), len(shown["project"]["graph"]["edges"]))
        kept = json.loads(next(t for t in page.texts if t.startswith("{") and '"saddlepoint"' in t))
        self.assertEqual(kept, shown["project"], "the project that repeats it")
        self.assertFalse(re.search(r'\b(d|cx|cy|x|y|r|width|height)="[^"]*(nan|inf)', raw))

    def test_a_run_without_profile_that_diverged(self):
        self.saddle("train", "projects/vision/lenet5.json", "--data", self.digits, "--epochs", 1, "--set", "optimizer.lr=1e6", code=6)
        self.export("report", self.folder / "report.html")
        raw = (self.folder / "report.html").read_text()
        self.assertNotIn("Kernels", Page(raw).texts)
        self.assertIn('class="nan"', raw, "where the loss was no number is marked")
        self.assertFalse(re.search(r'\bd="[^"]*(nan|inf)', raw))


if __name__ == "__main__":
    unittest.main()
