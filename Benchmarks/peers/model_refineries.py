"""Maintenance and runs of refineries, a month of all paths at a time. Needs numpy."""
from model_inputs import BARRELS, FUELS, KILO, Month, np, number


class Refining:
    """Maintenance, and runs: what is wanted, less what strikes take, plus what spare capacity gives back."""

    def __init__(self, given, seeds, before, outages, rng):
        self.given, self.rng, self.fleet, self.level = given, rng, outages.fleet, seeds.level
        fleet = outages.fleet
        self.runs_season, self.works = (seeds.season("refining_season", name) for name in ("runs", "maintenance"))
        self.weights = np.vstack([fleet.desired, fleet.headroom, fleet.yields * fleet.desired])
        self.normal = self.weights[2:].sum(axis=1)
        rows = {row["fuel"]: row for row in seeds.rows("fuels")}
        self.replaces = [number(rows[fuel]["replaces_gasoline"]) for fuel in FUELS]
        self.usable, self.backlog = given.column("refining.start_spare"), np.zeros(given.paths)
        self.drift = given("refining.level_noise") * rng.standard_normal(given.paths)
        self.known, counted, sums = Month.of(seeds.known_on), outages.counted, self.weights @ outages.available
        seen, struck = (counted.month, self.weights[:2] @ outages.then) if counted else (before, sums[:2])
        months = felt_strikes(seeds, before)
        self.tire(before, months, struck, min(months), seen, seen)
        if counted:
            self.learn(counted, before, outages.then)
        self.tire(before, months, struck, seen, before, seen)
        wanted = self.usual(before) * np.maximum(1 + self.drift, 0)
        made = self.make_up(wanted * (1 - sums[0]), sums[1])
        self.runs = wanted * sums[0] + made
        self.output, _ = self.produce(before, sums, wanted, made)
        self.tire(before, months, struck, before, before + 1, seen)

    def tire(self, before, felt, struck, first, end, seen):
        """Spare capacity as strikes of months before the period have tired it, by how many the fleet felt in each."""
        level = self.level("refining.desired", before.first) * self.given("refining.level")
        month = first
        while felt[seen] > 0 and month < end:
            lost = np.minimum((1 - struck[0]) * felt[month] / felt[seen], 1) * level * self.runs_season(month)
            self.wear(self.make_up(lost, struck[1]))
            month = month + 1

    def wear(self, made):
        given = self.given
        used = made / (given("refining.spare_usable") * self.fleet.capacity.sum())
        rested = self.usable + given("refining.recovery") * (given("refining.start_spare") - self.usable)
        self.usable = np.clip(rested - given("refining.fatigue") * used, 0, 1.2)

    def usual(self, month):
        """Wanted runs of a month before the period, as the tables have them."""
        return self.level("refining.desired", month.first) * self.given("refining.level") * self.runs_season(month)

    def make_up(self, lost, headroom):
        room = self.given("refining.spare_usable") * self.fleet.capacity.sum() * self.usable * headroom
        return smooth_minimum(self.given("refining.made_up") * lost, np.maximum(room, 1e-12))

    def learn(self, counted, before, available):
        """Wanted runs of the newest published month were its runs and what strikes took; since then that has faded."""
        base, headroom = self.weights[:2] @ available
        wanted = counted.runs + np.zeros(self.given.paths)
        for _ in range(4):
            lost = wanted * (1 - base)
            wanted = counted.runs + lost - self.make_up(lost, headroom)
        left = self.given("refining.level_keep") ** (before - counted.month)
        self.drift = left * (wanted / self.usual(counted.month) - 1) + np.sqrt(1 - left ** 2) * self.drift

    def aim(self, month):
        grown = np.exp(self.given("refining.trend") * max(month - self.known, 0) / 12)
        level = self.given.mean("refining.desired", month) * self.given("refining.level") * grown
        return level * self.runs_season(month)

    def maintain(self, month, struck):
        given, off = self.given, struck / 100
        planned = given("maintenance.share") * self.works(month)
        low, full = given("maintenance.postpone_from"), given("maintenance.postpone_full")
        pressure = np.clip((off - low) / (full - low), 0, 1)
        put = given("maintenance.postponed_share") * pressure * planned
        caught = given("maintenance.catch_up") * (1 - pressure) * self.backlog
        self.backlog = self.backlog + put - caught
        return struck + 100 * (planned - put + caught) * (1 - off), put - caught

    def step(self, month, available, freed, potential):
        """Runs, wanted runs, the loss by strikes, and output of each fuel in Mt."""
        given, sums = self.given, self.weights @ available
        keep = given("refining.level_keep")
        fresh = np.sqrt(1 - keep ** 2) * given("refining.level_noise")
        self.drift = keep * self.drift + fresh * self.rng.standard_normal(given.paths)
        wanted = np.minimum(self.aim(month) * np.maximum(1 + self.drift, 0),
                            np.maximum(potential - given("crude.direct_burn"), 0))
        lost, usual = wanted * (1 - sums[0]), given("refining.spare_usable") * self.fleet.capacity.sum()
        room = usual * self.usable * sums[1] + freed * self.fleet.capacity.sum() * given("refining.deferred_usable")
        made = smooth_minimum(given("refining.made_up") * lost, np.maximum(room, 1e-12))
        self.wear(made)
        self.runs, loss = wanted - lost + made, lost - made
        return self.runs, wanted, loss, *self.produce(month, sums, wanted, made)

    def produce(self, month, sums, wanted, made):
        """Output of each fuel, and what it would be if nothing were struck."""
        given, per_month = self.given, month.days / (BARRELS * KILO)
        factors = np.array([given.column(f"refining.{fuel}_yield") for fuel in FUELS])
        missing = (1 - given("refining.gasoline_spare")) * self.normal[0] * factors[0]
        mixed = self.normal[:, None] * factors + np.array(self.replaces)[:, None] * missing
        output = (wanted * sums[2:] * factors + made * mixed) * per_month
        full = wanted * self.normal[:, None] * factors * per_month
        output *= np.minimum(self.runs * per_month / output.sum(axis=0), 1)
        full *= np.minimum(wanted * per_month / full.sum(axis=0), 1)
        return output, full


def felt_strikes(seeds, before):
    """How many counted strikes the fleet still felt in each of the months that may have tired its spare."""
    rows = {row["number"]: number(row["value"]) for row in seeds.rows("constants")}
    counts, felt, months = seeds.history("strikes_monthly", "strikes"), 0.0, {}
    for back in range(int(rows["refining.tired_months"]) - 1, -1, -1):
        felt = felt * rows["refining.struck_keep"] + counts.get(before - back, 0)
        months[before - back] = felt
    return months


def smooth_minimum(a, b, sharpness=5):
    low, high = np.minimum(a, b), np.maximum(a, b)
    return low * (1 + (low / high) ** sharpness) ** (-1 / sharpness)
