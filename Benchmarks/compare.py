#!/usr/bin/env python3
"""Runs the reference workload in Swift, C, Numba and NumPy, then the model in Swift and its oil side in NumPy, in turns
on one core, and prints where each stands.

Times are processor times, which others' work on the machine lengthens least; each round runs every program once,
so that all see the same machine. The tables show medians over the rounds; the model's costs are told over the C floor
of the same rounds.

usage: compare.py [--rounds N] [--csv FILE] [--simulate FILE]      (`make bench` builds what is needed first)
"""
import argparse
import csv
import os
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.append(os.path.join(HERE, "peers"))
import model_run
PARAMETERS = os.path.join(HERE, "reference", "params.txt")
SWIFT = os.path.join(HERE, ".build", "release", "reference")
PYTHON = os.path.join(HERE, ".venv", "bin", "python")
THROUGHPUT, REVENUE = 7.70, 21861.31
INNER = 3
# The model's baseline: so many paths and months, less what a run of one block takes to start.
MODEL_PATHS, MODEL_MONTHS, BLOCK = 8192, 28, 256
# The program's mechanisms that the peer in NumPy computes, with what it does for them alone.
OIL_SIDE = """strait world brent rub strikes outages maintenance production refining ports fuel products sanctions fleet
supply crude buyers urals cracks product_prices price_cap oil damper tax""".split() + [
    "dated values and factors", "keeping the series"]


def program(*command):
    return lambda seed, rounds: [*command, PARAMETERS, str(seed), str(rounds)]


PROGRAMS = {
    "C floor": program(os.path.join(HERE, ".build", "c_floor")),
    "Swift": lambda seed, rounds: [SWIFT, PARAMETERS, str(seed), "1", str(rounds)],
    "Numba": program(PYTHON, os.path.join(HERE, "peers", "numba_peer.py")),
    "NumPy": program(PYTHON, os.path.join(HERE, "peers", "numpy_peer.py")),
}


def measure(command, core=None):
    pin = (lambda: os.sched_setaffinity(0, {core})) if core is not None else None
    environment = dict(os.environ, OPENBLAS_NUM_THREADS="1", OMP_NUM_THREADS="1")
    text = subprocess.run(
        command, stdout=subprocess.PIPE, text=True, check=True, preexec_fn=pin, env=environment).stdout
    return [{key: float(value) for key, value in re.findall(r"(\w+)=([-\d.]+)", line)} for line in text.splitlines()]


def check(name, runs):
    """Mean throughput 7.70, and the twelfth month's mean revenue within four standard errors of the exact one."""
    throughput = statistics.mean(run["throughput"] for run in runs)
    revenue = statistics.mean(run["revenue"] for run in runs)
    error = statistics.mean(run["error"] for run in runs) / len(runs) ** 0.5
    away = (revenue - REVENUE) / error
    if abs(throughput - THROUGHPUT) > 0.005 or abs(away) > 4:
        sys.exit(f"{name}: throughput {throughput:.4f}, revenue {revenue:.2f} ({away:+.1f} standard errors): wrong")
    return throughput, revenue, away


def main():
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("--rounds", type=int, default=7)
    options.add_argument("--csv")
    options.add_argument("--simulate", default=model_run.SIMULATE)
    options = options.parse_args()
    core = max(os.sched_getaffinity(0))
    runs, costs = {name: [] for name in PROGRAMS}, {}
    with tempfile.TemporaryDirectory() as folder:
        model = Model(options.simulate, folder, core)
        for turn in range(options.rounds):
            for name, command in PROGRAMS.items():
                # The first of each call warms the machine up.
                runs[name] += measure(command(100 * turn + 1, INNER + 1), core)[1:]
            for name, cost in model.measure(turn).items():
                costs.setdefault(name, []).append(cost)
    median = {name: statistics.median(run["ns"] for run in runs[name]) for name in PROGRAMS}
    rows = []
    for name in PROGRAMS:
        throughput, revenue, away = check(name, runs[name])
        rows.append([
            name, f"{median[name]:.1f}", f"{min(run['ns'] for run in runs[name]):.1f}",
            *(f"{median[name] / median[other]:.2f}" for other in ("C floor", "Numba", "NumPy")),
            f"{throughput:.4f}", f"{revenue:.1f}", f"{away:+.1f}"])
    head = ["program", "ns/path-month", "least", "over C floor", "over Numba", "over NumPy", "throughput",
            "revenue", "se away"]
    print(f"10,000 paths x 36 months x 35 refineries, one core, medians of {options.rounds * INNER} runs in turns")
    widths = [max(len(row[i]) for row in [head, *rows]) for i in range(len(head))]
    for row in [head, *rows]:
        print("  ".join(cell.ljust(w) if i == 0 else cell.rjust(w) for i, (cell, w) in enumerate(zip(row, widths))))
    two, model = two_threads(options.rounds), tell(costs, median["C floor"])
    if options.csv:
        with open(options.csv, "w", newline="") as file:
            csv.writer(file).writerows([head, *rows, *([two] if two else []), *model])


class Model:
    """The whole model on its baseline, the oil side of it, and that in NumPy from the same draws."""

    def __init__(self, simulate, folder, core):
        self.simulate, self.folder, self.core = simulate, folder, core
        self.baseline = os.path.join(model_run.ROOT, "scenarios", "baseline.txt")
        draws = model_run.child(folder, "baseline", ["oil.revenue", *model_run.OUTSIDE])
        model_run.run(simulate, draws, MODEL_PATHS, folder + "/draws", "--keep-paths")

    def run(self, paths):
        output = os.path.join(self.folder, "run")
        found = model_run.run(
            self.simulate, self.baseline, paths, output, "--threads", "1", "--profile", core=self.core)
        shutil.rmtree(output)
        return found

    def measure(self, turn):
        """Nanoseconds a path and month. The oil side is its share of the laps that the program's own clock counts."""
        (start, _), (whole, laps) = self.run(BLOCK), self.run(MODEL_PATHS)
        each = (whole - start) / ((MODEL_PATHS - BLOCK) * MODEL_MONTHS) * 1e9
        share = sum(laps[name] for name in OIL_SIDE) / sum(laps.values())
        peer = [PYTHON, os.path.join(HERE, "peers", "numpy_model.py"), self.folder + "/draws", str(turn + 1), "2"]
        return {"Swift, whole model": each, "Swift, oil side": each * share,
                "NumPy, oil side": measure(peer, self.core)[1]["ns"]}


def tell(costs, floor):
    """Prints the costs of the model, and gives them as rows of the CSV."""
    rounds = min(map(len, costs.values()))
    print(f"the model's baseline, {MODEL_PATHS:,} paths x {MODEL_MONTHS} months, medians of {rounds} runs in turns")
    rows = [[name, f"{statistics.median(each):.1f}", f"{min(each):.1f}", f"{statistics.median(each) / floor:.2f}"]
            for name, each in costs.items()]
    for name, *cells in [["", "ns/path-month", "least", "over C floor"], *rows]:
        print(f"{name:20}" + "".join(f"{cell:>15}" for cell in cells))
    return [row + [""] * 5 for row in rows]


def busy():
    """The share of the machine's processor time that somebody used in the last fifth of a second."""
    def read():
        with open("/proc/stat") as file:
            numbers = [int(word) for word in file.readline().split()[1:9]]
        return sum(numbers), numbers[3] + numbers[4]
    before = read()
    time.sleep(0.2)
    after = read()
    return 1 - (after[1] - before[1]) / max(after[0] - before[0], 1)


def two_threads(rounds, patience=120):
    """The least wall time of one thread over that of two: in turns, each when nobody else is at work if that comes."""
    if len(os.sched_getaffinity(0)) < 2:
        return None
    runs = {1: [], 2: []}
    deadline = time.monotonic() + patience
    for turn in range(rounds):
        for threads in runs:
            while busy() > 0.1 and time.monotonic() < deadline:
                pass
            command = [SWIFT, PARAMETERS, str(turn + 1), str(threads), str(INNER + 1)]
            runs[threads] += measure(command)[1:]
    least = {threads: min(run["wall"] for run in runs[threads]) for threads in runs}
    processor = {threads: statistics.median(run["ns"] for run in runs[threads]) for threads in runs}
    print(f"two threads: {least[2]:.1f} ns of wall time, {least[1] / least[2]:.2f} times as fast as one "
          f"({least[1]:.1f} ns); they use {processor[2] / processor[1]:.2f} times the processor time")
    return ["Swift, two threads (wall)", "", f"{least[2]:.1f}"] + [""] * 6


main()
