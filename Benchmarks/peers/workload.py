"""Numbers and report shared by the Python peers of the reference workload."""
import os
for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "NUMBA_NUM_THREADS"):
    os.environ[name] = "1"
import sys
import time

import numpy as np

PATHS, MONTHS, PLANTS, FACTORS, PRODUCTS = 10_000, 36, 35, 8, 6
DAYS = 30.4375
LEVELS = np.array([0.05, 0.25, 0.5, 0.75, 0.95])


class Numbers:
    def __init__(self, file):
        rows = [np.array([float(word) for word in line.split()]) for line in open(file)]
        self.capacity, self.rate, self.log_repair, self.spread, self.severity = rows[:5]
        self.yields = rows[5].reshape(PLANTS, PRODUCTS)
        self.keep = rows[6]
        self.shock = rows[7].reshape(FACTORS, FACTORS)
        self.loading = rows[8].reshape(FACTORS, PRODUCTS)
        self.level = rows[9]


def report(run):
    """`run(numbers, seed)` gives revenue [month][path], mean throughput, quantiles [level][month], outages."""
    file = sys.argv[1] if len(sys.argv) > 1 else "params.txt"
    seed = int(sys.argv[2]) if len(sys.argv) > 2 else 1
    rounds = int(sys.argv[3]) if len(sys.argv) > 3 else 3
    numbers = Numbers(file)
    run(numbers, 999)
    for turn in range(rounds):
        wall, start = time.perf_counter(), time.process_time()
        revenue, throughput, quantiles, outages = run(numbers, seed + turn)
        cell = 1e9 / (PATHS * MONTHS)
        took, wall = (time.process_time() - start) * cell, (time.perf_counter() - wall) * cell
        year = revenue[11]
        print(
            f"ns={took:.2f} wall={wall:.2f} throughput={throughput:.5f} revenue={year.mean():.2f} "
            f"error={year.std(ddof=1) / PATHS ** 0.5:.2f} median={quantiles[2, 11]:.1f} outages={outages}",
            flush=True)
