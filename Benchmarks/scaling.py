#!/usr/bin/env python3
"""Times the full model by paths and months, with peak memory, and draws the result.

The cost of a path and month is told with the start of a run set apart: what one block of paths takes is subtracted.

usage: scaling.py [--simulate FILE] [--csv FILE] [--svg FILE] [--most PATHS] [--rounds N]
"""
import argparse
import csv
import math
import os
import resource
import shutil
import subprocess
import tempfile
import time

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.dirname(HERE)
PATHS = [1_000, 3_000, 10_000, 30_000, 100_000, 300_000, 1_000_000]
MONTHS = [12, 24, 48, 72, 96, 120]
BASE_MONTHS, BASE_PATHS = 28, 8_192
BLOCK = 256


def scenario(months, folder):
    """The baseline with another period, beside the original so that it may name other files."""
    first_year, first_month = 2025, 9
    last = first_year * 12 + first_month - 1 + months - 1
    name = os.path.join(folder, f"months_{months}.txt")
    with open(name, "w") as file:
        file.write(f"name: {months} months\nextends: {os.path.join(ROOT, 'scenarios', 'baseline.txt')}\n"
                   f"period: {first_year}-{first_month:02d} to {last // 12}-{last % 12 + 1:02d}\n")
    return name


def run(simulate, file, paths, threads):
    """Wall seconds, processor seconds, peak memory in MB."""
    results = tempfile.mkdtemp()
    command = [simulate, "run", file, "--paths", str(paths), "--threads", str(threads), "--output", results + "/out"]
    start = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, cwd=ROOT, text=True)
    message = process.stderr.read()
    _, status, usage = os.wait4(process.pid, 0)
    wall = time.perf_counter() - start
    shutil.rmtree(results, ignore_errors=True)
    if status != 0:
        raise SystemExit(f"{' '.join(command)}\n{message}")
    return wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024


def best(simulate, file, paths, threads, rounds):
    runs = [run(simulate, file, paths, threads) for _ in range(1 if paths > 100_000 else rounds)]
    return [sorted(column)[len(column) // 2] for column in zip(*runs)]


def measure(options):
    threads = len(os.sched_getaffinity(0))
    rows = []
    with tempfile.TemporaryDirectory() as folder:
        base = os.path.join(ROOT, "scenarios", "baseline.txt")
        cases = [("paths", paths, BASE_MONTHS, base) for paths in PATHS if paths <= options.most]
        cases += [("baseline", BASE_PATHS, BASE_MONTHS, base)]
        cases += [("months", BASE_PATHS, months, scenario(months, folder)) for months in MONTHS]
        starts = {}
        for kind, paths, months, file in cases:
            if months not in starts:
                starts[months] = best(options.simulate, file, BLOCK, 1, 5)[1]
            wall, processor, memory = best(options.simulate, file, paths, threads, options.rounds)
            more = math.ceil(paths / BLOCK) * BLOCK - BLOCK
            each = (processor - starts[months]) / (more * months) * 1e9
            rows.append([kind, paths, months, threads, round(wall, 3), round(processor, 3), round(each, 1),
                         round(memory)])
            print("{:9} {:>9,} paths {:>4} months {} threads {:8.3f} s wall {:8.3f} s processor "
                  "{:8.1f} ns/path-month {:6.0f} MB".format(*rows[-1]), flush=True)
    return rows


class Chart:
    """Two panels with logarithmic axes; lines and labels only."""
    WIDTH, HEIGHT, LEFT, TOP = 380, 300, 62, 42

    def __init__(self):
        self.parts = []

    def text(self, x, y, words, anchor="middle", size=12, turn=""):
        self.parts.append(f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}" font-size="{size}"{turn}>{words}</text>')

    def panel(self, index, title, label, points):
        left = self.LEFT + index * (self.WIDTH + 50)
        width, height = self.WIDTH - self.LEFT, self.HEIGHT - 90
        low_x, high_x = (math.log10(f(x for x, _ in points)) for f in (min, max))
        low_y = math.floor(math.log10(min(y for _, y in points)))
        high_y = math.ceil(math.log10(max(y for _, y in points)))
        place = lambda x, y: (left + (math.log10(x) - low_x) / (high_x - low_x) * width,
                              self.TOP + height - (math.log10(y) - low_y) / (high_y - low_y) * height)
        self.text(left + width / 2, 24, title, size=14)
        for power in range(low_y, high_y + 1):
            y = place(points[0][0], 10 ** power)[1]
            self.parts.append(f'<path d="M{left} {y:.1f}h{width}" stroke="#ddd"/>')
            self.text(left - 8, y + 4, f"{10 ** power:g} s", "end")
        for x, _ in points:
            at = place(x, 10 ** low_y)[0]
            self.text(at, self.TOP + height + 18, f"{x:,}" if x < 10_000 else f"{x // 1000:,}k", size=11)
        self.text(left + width / 2, self.TOP + height + 38, label)
        line = " ".join(f"{a:.1f},{b:.1f}" for a, b in (place(x, y) for x, y in points))
        self.parts.append(f'<polyline points="{line}" fill="none" stroke="#1f5fa8" stroke-width="2"/>')
        for x, y in points:
            a, b = place(x, y)
            self.parts.append(f'<circle cx="{a:.1f}" cy="{b:.1f}" r="3.5" fill="#1f5fa8"/>')
        # A line of slope one through the last point: what a constant cost would give.
        x1, y1 = points[-1]
        x0 = max(points[0][0], x1 * 10 ** low_y / y1)
        (a, b), (c, d) = place(x0, y1 * x0 / x1), place(x1, y1)
        self.parts.append(f'<path d="M{a:.1f} {b:.1f}L{c:.1f} {d:.1f}" stroke="#999" stroke-dasharray="4 4"/>')

    def save(self, name):
        width, height = self.LEFT + 2 * (self.WIDTH + 50), self.HEIGHT + 10
        with open(name, "w") as file:
            file.write(f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" '
                       f'font-family="sans-serif" fill="#333">\n<rect width="100%" height="100%" fill="#fff"/>\n'
                       + "\n".join(self.parts) + "\n</svg>\n")


def main():
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("--simulate", default=os.path.join(ROOT, ".build", "release", "simulate"))
    options.add_argument("--csv")
    options.add_argument("--svg")
    options.add_argument("--most", type=int, default=1_000_000)
    options.add_argument("--rounds", type=int, default=3)
    options = options.parse_args()
    rows = measure(options)
    if options.csv:
        with open(options.csv, "w", newline="") as file:
            head = ["kind", "paths", "months", "threads", "wall_s", "processor_s", "ns_per_path_month", "memory_mb"]
            csv.writer(file).writerows([head, *rows])
    if options.svg:
        chart = Chart()
        pick = lambda kind, column: [(row[column], row[5]) for row in rows if row[0] == kind]
        chart.panel(0, f"{BASE_MONTHS} months: processor time by paths", "paths", pick("paths", 1))
        chart.panel(1, f"{BASE_PATHS:,} paths: processor time by months", "months", pick("months", 2))
        chart.save(options.svg)


main()
