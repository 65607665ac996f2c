"""The reference workload as an analyst would write it: whole arrays, no loop over paths. Needs numpy."""
from workload import DAYS, FACTORS, LEVELS, MONTHS, PATHS, PLANTS, np, report


def prices(given, random):
    step = random.standard_normal((MONTHS * PATHS, FACTORS)) @ given.shock.T
    x = step.reshape(MONTHS, PATHS, FACTORS)
    for month in range(1, MONTHS):
        x[month] += given.keep * x[month - 1]
    return given.level * np.exp(x.reshape(-1, FACTORS) @ given.loading)


def lost_shares(given, random):
    """Share of each plant that is lost, [path][plant][month], and how many outages there were."""
    counts = random.poisson(given.rate * MONTHS / 12, size=(PATHS, PLANTS)).ravel()
    cell = np.repeat(np.arange(PATHS * PLANTS), counts)
    plant = cell % PLANTS
    start = random.random(cell.size) * MONTHS
    repair = np.exp(given.log_repair[plant] + given.spread[plant] * random.standard_normal(cell.size))
    end = np.minimum(start + repair, MONTHS)
    size = given.severity[plant]
    # An outage is a rise of the loss rate at its start and a fall at its end. The monthly sums of a step at time s
    # grow by (c − s) in the month that ends at c = ceil(s), by the rest in the next, and by nothing after.
    width = MONTHS + 2
    slopes = np.zeros(PATHS * PLANTS * width)
    for when, weight in ((start, size), (end, -size)):
        month = np.floor(when).astype(np.int64)
        first = weight * (month + 1 - when)
        at = cell * width + month
        slopes += np.bincount(at, first, slopes.size)
        slopes += np.bincount(at + 1, weight - first, slopes.size)
    lost = np.cumsum(slopes.reshape(PATHS, PLANTS, width)[:, :, :MONTHS], axis=2)
    return np.minimum(lost, 1, out=lost), cell.size


def run(given, seed):
    random = np.random.Generator(np.random.SFC64(seed))
    price = prices(given, random)
    lost, outages = lost_shares(given, random)
    running = given.capacity[:, None] * (1 - lost)
    flat = np.ascontiguousarray(running.transpose(2, 0, 1)).reshape(-1, PLANTS)
    revenue = DAYS * np.einsum("ik,ik->i", flat @ given.yields, price).reshape(MONTHS, PATHS)
    quantiles = np.quantile(revenue, LEVELS, axis=1)
    return revenue, running.sum() / (PATHS * MONTHS), quantiles, outages


if __name__ == "__main__":
    report(run)
