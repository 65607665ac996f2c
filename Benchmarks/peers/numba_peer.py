"""The reference workload as one compiled loop over paths. Needs numpy and numba."""
from workload import DAYS, FACTORS, LEVELS, MONTHS, PATHS, PLANTS, PRODUCTS, np, report

import numba


@numba.njit(fastmath=True)
def simulate(seed, capacity, rate, log_repair, spread, severity, yields, keep, shock, loading, level, revenue):
    np.random.seed(seed)
    lost = np.empty((MONTHS, PLANTS))
    x, z, amount = np.empty(FACTORS), np.empty(FACTORS), np.empty(PRODUCTS)
    throughput, outages = 0.0, 0
    for path in range(PATHS):
        lost[:] = 0.0
        for plant in range(PLANTS):
            wait = 12.0 / rate[plant]
            start = wait * np.random.standard_exponential()
            while start < MONTHS:
                outages += 1
                repair = np.exp(log_repair[plant] + spread[plant] * np.random.standard_normal())
                end = min(start + repair, float(MONTHS))
                month, begun = int(start), start
                while begun < end:
                    until = min(end, month + 1.0)
                    lost[month, plant] += severity[plant] * (until - begun)
                    begun = until
                    month += 1
                start += wait * np.random.standard_exponential()
        x[:] = 0.0
        for month in range(MONTHS):
            for i in range(FACTORS):
                z[i] = np.random.standard_normal()
            for i in range(FACTORS):
                step = 0.0
                for j in range(i + 1):
                    step += shock[i, j] * z[j]
                x[i] = keep[i] * x[i] + step
            amount[:] = 0.0
            for plant in range(PLANTS):
                running = capacity[plant] * (1 - min(lost[month, plant], 1.0))
                throughput += running
                for k in range(PRODUCTS):
                    amount[k] += running * yields[plant, k]
            total = 0.0
            for k in range(PRODUCTS):
                log_price = 0.0
                for i in range(FACTORS):
                    log_price += x[i] * loading[i, k]
                total += amount[k] * level[k] * np.exp(log_price)
            revenue[month, path] = DAYS * total
    return throughput, outages


def run(given, seed):
    revenue = np.empty((MONTHS, PATHS))
    throughput, outages = simulate(
        seed, given.capacity, given.rate, given.log_repair, given.spread, given.severity, given.yields, given.keep,
        given.shock, given.loading, given.level, revenue)
    return revenue, throughput / (PATHS * MONTHS), np.quantile(revenue, LEVELS, axis=1), outages


if __name__ == "__main__":
    report(run)
