#!/usr/bin/env python3
"""What docs/PRECISION.md says of errors, measured on the baseline itself.

Usage: Benchmarks/stated_errors.py PROGRAM coverage|pairs|variance [--seeds N] [--paths N]

coverage  answers many questions of all kinds with one seed after another and counts how often the 95 % interval holds
          the answer of a run of 262,144 paths
pairs     the rank correlation of two series whose parameters are declared independent, in standard deviations of chance
variance  of the 5th, 50th and 95th percentile over seeds, in the default design over that of independent paths;
          --before OTHER does the same for the default of an earlier program, with its own scenarios and seeds beside
          it, and prints the ratio of the two
"""
import argparse
import csv
import math
import pathlib
import subprocess
import tempfile

import numpy

TOP = pathlib.Path(__file__).resolve().parents[1]
TRUTH = 262_144
ALONE = """extends: {top}/scenarios/baseline.txt
period: 2025-09 to 2025-09
outputs: [strikes.rate, pipeline.exports_by_route]
strikes:
  ceasefire_hazard: 0 /month
"""
FEW = "extends: {top}/scenarios/baseline.txt\noutputs: [budget.oil_gas, oil.revenue]\n"


def simulate(program, *arguments, top=TOP):
    subprocess.run([program, *map(str, arguments), "--data", top / "seeds"], check=True, stdout=subprocess.DEVNULL)


def questions():
    """Sixty of all kinds: chances, means, percentiles, shortfalls, months, differences, with conditions and without."""
    spans = ["2025-12", "2026-06", "2026-12", "2026", "2027"]
    for span in spans:
        year = len(span) == 4
        oil, budget = (150, 8000) if year else (13, 650)
        yield f"oil.revenue in {span} < {oil} bn USD"
        yield f"budget.oil_gas in {span} < {budget} bn RUB"
        yield f"mean(oil.revenue) in {span}"
        yield f"p05(urals.price) in {span}"
        yield f"median(budget.oil_gas) in {span}"
        yield f"p95(urals.discount) in {span}"
        yield f"shortfall(oil.revenue, 10 %) in {span}"
        yield f"brent.price in {span} > 65 USD/bbl"
        yield f"budget.oil_gas in {span} < {budget} bn RUB given brent.price in {span} < 70 USD/bbl"
        yield f"p25(refining.runs) in {span}"
        yield f"mean(urals.price) in {span} given rub.rate in {span} > 85 RUB/USD"
    yield "when brent.price < 60 USD/bbl"
    yield "when urals.discount > 20 USD/bbl"
    yield "mean(oil.revenue in 2027 - oil.revenue in 2026)"
    yield "p10(budget.oil_gas in 2027 - budget.oil_gas in 2026)"
    yield "oil.revenue in 2027 > oil.revenue in 2026"


def answers(program, folder, asked, seed, paths):
    simulate(program, "ask", TOP / "scenarios/baseline.txt", *asked, "--seed", seed, "--paths", paths, "--output", folder)
    with open(f"{folder}/questions.csv") as table:
        return [row for row in csv.DictReader(table) if row["value"] and not row["kind"].startswith("month")]


def coverage(program, seeds, paths, folder):
    asked = list(questions())
    truth = {(row["question"], row["kind"]): float(row["value"]) for row in answers(program, folder, asked, 1, TRUTH)}
    held, of = {}, {}
    for seed in range(1000, 1000 + seeds):
        for row in answers(program, folder, asked, seed, paths):
            true = truth.get((row["question"], row["kind"]))
            if true is None or row["kind"] in ("chance", "never") and not 0.02 < true < 0.98:
                continue
            kind = row["kind"] + (" given" if " given " in row["question"] else "")
            of[kind] = of.get(kind, 0) + 1
            held[kind] = held.get(kind, 0) + (float(row["low"]) <= true <= float(row["high"]))
    print(f"{len(asked)} questions, {seeds} seeds, {paths} paths: 95 % intervals that hold")
    for kind in sorted(of):
        print(f"  {kind:18} {100 * held[kind] / of[kind]:5.1f} % of {of[kind]}")
    print(f"  {'all':18} {100 * sum(held.values()) / sum(of.values()):5.1f} % of {sum(of.values())}")


def ranks(values):
    order = numpy.argsort(values, kind="stable")
    result = numpy.empty(len(values))
    result[order] = numpy.arange(len(values))
    return result


def pairs(program, seeds, paths, folder):
    file = pathlib.Path(folder, "alone.txt")
    file.write_text(ALONE.format(top=TOP))
    found = []
    for seed in range(seeds):
        simulate(program, file, "--paths", paths, "--seed", seed, "--keep-paths", "--quiet", "--output", f"{folder}/p")
        with open(f"{folder}/p/paths.csv") as table:
            names = next(csv.reader(table))
            values = numpy.loadtxt(table, delimiter=",", usecols=[
                names.index("strikes.rate"), names.index("pipeline.exports_by_route[turkstream_eu]")])
        found.append(numpy.corrcoef(ranks(values[:, 0]), ranks(values[:, 1]))[0, 1] * math.sqrt(paths))
    print(f"{seeds} seeds, {paths} paths: |r| √N at most {max(map(abs, found)):.2f}, rms "
          f"{math.sqrt(sum(x * x for x in found) / seeds):.2f}")


COLUMNS = ["mean", "p05", "p50", "p95"]


def spread(program, top, design, seeds, paths, folder):
    """The variance over seeds of each column of each total, by variable and column."""
    file = pathlib.Path(folder, "few.txt")
    file.write_text(FEW.format(top=top))
    found = {}
    for seed in range(seeds):
        simulate(program, file, "--paths", paths, "--seed", seed, *design, "--quiet", "--output", f"{folder}/v", top=top)
        with open(f"{folder}/v/total.csv") as table:
            for row in csv.DictReader(table):
                for column in COLUMNS:
                    found.setdefault((row["variable"], column), []).append(float(row[column]))
    return {key: numpy.var(values) for key, values in found.items()}


def shares(program, top, seeds, paths, folder):
    """The variances of a program's default design over those of its independent paths."""
    default = spread(program, top, [], seeds, paths, folder)
    random = spread(program, top, ["--set", "design=random"], seeds, paths, folder)
    print(f"{seeds} seeds, {paths} paths: variance of the default design over that of independent paths")
    return tell({key: default[key] / random[key] for key in default})


def tell(found):
    for variable in ["budget.oil_gas", "oil.revenue"]:
        print(f"  {variable:16} " + ", ".join(f"{c} {found[variable, c]:.3f}" for c in COLUMNS), flush=True)
    tails = [found[variable, c] for variable in ["budget.oil_gas", "oil.revenue"] for c in COLUMNS[1:]]
    print(f"  percentiles: geometric mean {math.exp(sum(map(math.log, tails)) / len(tails)):.3f}, "
          f"largest {max(tails):.3f}", flush=True)
    return found


def variance(program, seeds, paths, folder, before=None):
    now = shares(program, TOP, seeds, paths, folder)
    if before:
        earlier = shares(before, pathlib.Path(before).parents[2], seeds, paths, folder)
        print("now over the earlier program's")
        tell({key: now[key] / earlier[key] for key in now})


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("program")
    parser.add_argument("what", choices=["coverage", "pairs", "variance"])
    parser.add_argument("--seeds", type=int)
    parser.add_argument("--paths", type=int)
    parser.add_argument("--before", help="an earlier program in .build/release of its clone")
    options = parser.parse_args()
    work, seeds, paths = {
        "coverage": (coverage, 100, 1024), "pairs": (pairs, 24, 8192), "variance": (variance, 200, 8192),
    }[options.what]
    with tempfile.TemporaryDirectory() as folder:
        more = [str(pathlib.Path(options.before).absolute())] if options.before else []
        work(str(pathlib.Path(options.program).resolve()), options.seeds or seeds, options.paths or paths, folder, *more)


if __name__ == "__main__":
    main()
