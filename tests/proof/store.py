"""Runs are never lost: large stores, killed writers, killed trainings. Figures of docs/reliability.md."""
import functools
import json
import os
import pathlib
import random
import signal
import sqlite3
import subprocess
import tempfile
import time

from tests.proof.register import Figure, proof
from tests.support.digits import changed, project, write_digits, write_project
from tests.support.program import PROGRAM, ROOT, World

BENCH = os.environ.get("BENCH_STORE", str(pathlib.Path(PROGRAM).parent / "bench_store"))
LARGE = "bench_store fill STORE; bench_store read STORE"


@functools.lru_cache(maxsize=None)
def large():
    """Figures of a store with 10,000 runs, ten of them with 1,000,000 points."""
    with tempfile.TemporaryDirectory(prefix="saddle-store-") as folder:
        store, figures = pathlib.Path(folder) / "runs.sqlite", {}
        for what in ("fill", "read"):
            done = subprocess.run([BENCH, what, store], cwd=ROOT, capture_output=True, text=True, check=True)
            figures |= json.loads(done.stdout)
        return figures | {"bytes": store.stat().st_size}


@proof(issue=7, target="at least 200,000 rows a second", command=LARGE)
def store_ingest():
    "Points of curves written to the store, ten runs of 1,000,000"
    f = large()
    return Figure(f"{f['rows_per_s']:,.0f} a second, the slowest run {f['slowest_rows_per_s']:,.0f}; {f['bytes'] / 1e6:.0f} MB", f["slowest_rows_per_s"] >= 200000)


@proof(issue=7, target="list below 300 ms, filter below 100 ms, curves below 200 ms", command=LARGE)
def store_reads():
    "10,000 runs: the list, a filter over it, and all curves of a run with 1,000,000 points (medians of 7)"
    f = large()
    held = f["list_ms"] < 300 and f["filter_ms"] < 100 and f["curves_ms"] < 200 and f["runs"] == 10000 and f["points"] >= 1000000 and 0 < f["found"] < 10000
    return Figure(f"{f['list_ms']:.0f} ms, {f['filter_ms']:.0f} ms, {f['curves_ms']:.0f} ms", held)


@proof(issue=7, target="0 rows lost, integrity ok", command="bench_store write STORE RUN, killed")
def store_kills(kills=500):
    "Acknowledged rows that are lost when the store's writer is killed (kill -9) at 500 random moments, and integrity of the file after each"
    rng, told, lost, damaged = random.Random(1), 0, 0, 0
    with tempfile.TemporaryDirectory(prefix="saddle-store-") as folder:
        store = pathlib.Path(folder) / "runs.sqlite"
        for i in range(kills):
            writer = subprocess.Popen([BENCH, "write", store, f"run{i:04}"], stdout=subprocess.PIPE, text=True)
            writer.stdout.readline()
            time.sleep(rng.uniform(0, 0.08))
            writer.kill()
            lines = writer.stdout.read().split("\n")
            writer.wait()
            last = max([int(line) for line in lines[:-1]] + [50])   # the last line may be half
            told += last
            with sqlite3.connect(store) as db:
                damaged += db.execute("PRAGMA integrity_check").fetchone()[0] != "ok"
                rows, blocks = (db.execute(f"SELECT count(*), coalesce(sum({size}), 0) FROM {table} JOIN series ON id=series WHERE run=?", (f"run{i:04}",)).fetchone()[1]
                                for table, size in (("point", "1"), ("block", "(length(data) - 8) / 24")))
                lost += max(0, last - rows - blocks)
    return Figure(f"{lost} of {told:,} lost, {damaged} files damaged after {kills} kills", lost == 0 and damaged == 0)


@proof(issue=7, target="100 % resume, 0 corrupt files, bit-identical weights", command="saddle train, killed; saddle train --resume last")
def training_kills(kills=200):
    "Weights at the end of trainings that were killed (kill -9) at 200 random moments and continued, against one that was not; dropout, batch normalisation, momentum, shuffling, a schedule"
    def tiny(p):
        p["graph"]["nodes"] += [{"id": "bn1", "layer": "BatchNorm2d"}, {"id": "dropout1", "layer": "Dropout", "attributes": {"ratio": 0.2}}]
        edges = p["graph"]["edges"]
        edges[edges.index(["conv1.y", "relu1.x"])] = ["dropout1.y", "relu1.x"]
        edges += [["conv1.y", "bn1.x"], ["bn1.y", "dropout1.x"]]
        p["train"].update(epochs=3, batch_size=32, checkpoint_every_steps=9, schedule={"type": "cosine"})
    rng, world = random.Random(2), World()
    done = begun = identical = refused = corrupt = 0
    try:
        data = write_digits(world.folder / "digits", train=640, test=64, size=28, classes=10)
        train = ("train", write_project(changed(project(), tiny), world.folder / "tiny.json"), "--data", data, "--json")
        weights = lambda outcome: pathlib.Path(outcome.events("checkpoint")[-1]["path"]).read_bytes()
        begin = time.monotonic()
        whole = world.run(*train, timeout=3600)
        seconds, wanted = time.monotonic() - begin, weights(whole)
        while done < kills:
            words, begun = train, begun + 1
            while True:
                process = world.start(*words)
                try:
                    out, err = process.communicate(timeout=rng.uniform(0.2, 1.0) * seconds if done < kills else None)
                except subprocess.TimeoutExpired:
                    process.send_signal(signal.SIGKILL)
                    out, err = process.communicate()
                    done += 1
                    runs = world.run("runs", "list", "--json").lines
                    resumable = runs and "checkpoint at" in world.run("runs", "show", "last").out and runs[0]["status"] == "interrupted"
                    words = ("train", "--resume", "last", "--json") if resumable else train
                    corrupt += world.run("runs", "check", "--contents").code != 0
                    continue
                refused += process.returncode != 0
                lines = [json.loads(line) for line in out.splitlines() if '"checkpoint"' in line]
                identical += process.returncode == 0 and bool(lines) and pathlib.Path(lines[-1]["path"]).read_bytes() == wanted
                break
            world.run("runs", "rm", *[row["run"] for row in world.run("runs", "list", "--json").lines])
            world.run("runs", "gc")
    finally:
        world.close()
    return Figure(f"{identical} of {begun} trainings identical after {done} kills, {refused} refused to continue, {corrupt} checks found damage", identical == begun and not refused and not corrupt)
