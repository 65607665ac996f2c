#!/usr/bin/env python3
"""Runs the baseline in Swift and its oil side in NumPy, and holds every series of both against each other.

For each series: the mean and the 5th, 50th and 95th percentile over the period, and the mean of each month, in standard
errors of their difference. Exit 1 where one is beyond its bound. Needs numpy.

usage: check_model.py [--simulate FILE] [--paths N] [--seed N] [--scenario NAME]
"""
import argparse
import csv
import os
import sys
import tempfile

from model_inputs import np
from model_run import OUTSIDE, SIMULATE, child, run
from numpy_model import SERIES, read_run, simulate

LEVELS = {"p05": 0.05, "p50": 0.5, "p95": 0.95}
# Standard errors: of some 160 numbers over the period and of 1,100 months one in 100 checks is beyond by chance.
BOUND, MONTH_BOUND = 4.0, 4.7
# Series whose months add up, and those that are told as on the last day; of the others the mean is told.
SUMS = {
    "outages.hits", "refining.gasoline_output", "refining.diesel_output", "oil.crude_revenue", "oil.product_revenue",
    "oil.revenue", "oil.revenue_loss", "damper.payment", "tax.met", "tax.reverse_excise", "tax.profit",
    "budget.oil_gas",
}
LAST = {"outages.offline_end", "buyers.floating"}


def table(folder, name):
    """Rows of a table of results by series, as the peer calls it."""
    rows = {}
    with open(os.path.join(folder, name), newline="") as file:
        for row in csv.DictReader(file):
            label = row["variable"]
            rows.setdefault(label, []).append(row)
            rows.setdefault(f"{label}[{row['region']}]", []).append(row)
    return rows


def whole(name, months):
    """The period's value of a series on each path."""
    return months.sum(axis=0) if name in SUMS else months[-1] if name in LAST else months.mean(axis=0)


def spread(values, level):
    """A percentile and its standard error, from the ranks that chance could have given it."""
    half = (level * (1 - level) / len(values)) ** 0.5
    low, middle, high = np.quantile(values, np.clip([level - half, level, level + half], 0, 1))
    return middle, (high - low) / 2


def away(ours, error, row, column, error_column):
    """The difference in standard errors; what both have without any error is equal or infinitely far."""
    theirs, own = float(row[column]), float(row[error_column])
    combined = (error ** 2 + own ** 2) ** 0.5
    if abs(ours - theirs) <= 1e-9 * max(abs(theirs), 1):
        return 0.0
    return (ours - theirs) / combined if combined > 0 else np.inf


def compare(name, months, total, monthly):
    """Means, and how far mean, percentiles and the worst month are apart."""
    values, paths = whole(name, months), months.shape[1]
    distances = {"mean": away(values.mean(), values.std() / paths ** 0.5, total, "mean", "se")}
    for column, level in LEVELS.items():
        distances[column] = away(*spread(values, level), total, column, column + "_se")
    each = [away(column.mean(), column.std() / paths ** 0.5, row, "mean", "se")
            for column, row in zip(months, monthly)]
    distances["month"] = max(each, key=abs)
    return values.mean(), distances


def read(options, folder):
    """What the peer needs of a run, and the program's results over the period and by month."""
    names = [name.partition("[")[0] for name in SERIES]
    run(options.simulate, child(folder, options.scenario, names), options.paths, folder + "/results")
    draws = child(folder, options.scenario, OUTSIDE)
    run(options.simulate, draws, options.paths, folder + "/draws", "--keep-paths")
    return read_run(folder + "/draws"), *(table(folder + "/results", name) for name in ("total.csv", "monthly.csv"))


def main():
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("--simulate", default=SIMULATE)
    options.add_argument("--paths", type=int, default=8192)
    options.add_argument("--seed", type=int, default=1)
    options.add_argument("--scenario", default="baseline")
    options = options.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        inputs, totals, monthly = read(options, folder)
    found = simulate(*inputs, np.random.default_rng(options.seed))
    print(f"{inputs[0].paths:,} paths x {inputs[3]} months; differences in standard errors, at most {BOUND}, "
          f"of the worst month {MONTH_BOUND}")
    heads = "".join(f"{name:>7}" for name in ["mean", *LEVELS, "month"])
    print(f"{'series':27}{'Swift':>10}{'NumPy':>10}{'':9}{heads}")
    wrong = []
    for name, months in found.items():
        mean, distances = compare(name, months, totals[name][0], monthly[name])
        theirs = float(totals[name][0]["mean"])
        print(f"{name:27}{theirs:10.5g}{mean:10.5g}{100 * (mean / theirs - 1) if theirs else 0:+7.2f} %"
              + "".join(f"{distance:+7.1f}" for distance in distances.values()))
        wrong += [f"{name}: {key}" for key, distance in distances.items()
                  if not abs(distance) <= (MONTH_BOUND if key == "month" else BOUND)]
    if wrong:
        sys.exit("beyond the bound: " + ", ".join(wrong))
    print(f"all {len(found)} series agree")


if __name__ == "__main__":
    main()
