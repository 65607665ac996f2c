"""Strikes, outages, maintenance, runs and the fuel market, a month of all paths at a time. Needs numpy."""
from model_inputs import BARRELS, FUELS, KILO, np, number, read_fleet, read_outages

MONTH_DAYS = 30.436875
MOST_HITS = 6


class Strikes:
    """The campaign: quiet, medium and high months, growth, funds, restraint, ceasefire."""

    def __init__(self, given, rng):
        self.given, self.rng = given, rng
        self.regime = np.rint(given.column("strikes.start_regime")).astype(int)
        self.ceased = np.zeros(given.paths, bool)
        rows = lambda *names: np.array([given.column("strikes." + name) for name in names])
        self.rates = rows("rate_quiet", "rate_medium", "rate_high")
        self.stays = rows("stay_quiet", "stay_medium", "stay_high")
        self.firsts = rows("quiet_to_high", "medium_to_high", "high_to_quiet")

    def step(self, month, index, since, brent, funds):
        given, each = self.given, np.arange(self.given.paths)
        if index > 0:
            u, leave = self.rng.random(given.paths), 1 / self.stays[self.regime, each]
            first = u < leave * self.firsts[self.regime, each]
            target = np.where(first, np.array([2, 2, 0])[self.regime], np.array([1, 0, 1])[self.regime])
            self.regime = np.where(u < leave, target, self.regime)
        self.ceased |= self.rng.random(given.paths) < -np.expm1(-given("strikes.ceasefire_hazard"))
        low, full = given("strikes.restraint_from"), given("strikes.restraint_full")
        fear = given("strikes.restraint") * np.clip((brent - low) / (full - low), 0, 1)
        held = 1 - fear * (1 - given("strikes.domestic_share"))
        paid = (given("strikes.funding") * funds / 100) ** given("strikes.funding_elasticity")
        fade = 0.5 ** (1 / given("strikes.growth_half_life"))
        grown = given("strikes.growth") * fade * (1 - fade ** since) / (1 - fade)
        aimed = self.rates[self.regime, each] * given.mean("strikes.scale", month) * np.exp(grown)
        rate = np.minimum(aimed, given("strikes.most")) * given.mean("strikes.intensity", month)
        return rate * paid * held * ~self.ceased


class Outages:
    """Hits on plants, and a clock of full and one of partial stops for each: rows of plants, columns of paths."""

    def __init__(self, given, seeds, start, rng):
        self.given, self.rng, self.fleet = given, rng, read_fleet(seeds)
        shape = len(self.fleet.capacity), given.paths
        self.full, self.partial, self.last = (np.full(shape, -1e9) for _ in range(3))
        self.size, self.past, self.share = np.zeros(shape), np.zeros((3, given.paths)), np.zeros(given.paths)
        exposure = np.array([number(row["exposure"]) for row in seeds.rows("districts")])[self.fleet.district]
        self.weight = exposure[:, None] * self.fleet.capacity[:, None] ** given("outages.capacity_exponent")
        for outage in read_outages(seeds, start):
            self.place(outage)
        self.known = self.last.max(axis=1)

    def damage(self, paths, queued):
        """The share of the plant that each hit stops, and for how many days."""
        draw, given = lambda: self.rng.random(len(paths)), lambda name: self.given.at("outages." + name, paths)
        part = given("partial_share") + (2 * draw() - 1) * given("partial_spread")
        share = np.where(draw() < given("full_stop_chance"), 1, part) * (draw() < given("damage_chance"))
        severe = draw() < given("severe_share")
        spread = np.where(severe, given("severe_sigma"), given("repair_sigma"))
        median = np.where(severe, given("severe_median"), given("repair_median"))
        normal = self.rng.standard_normal(len(paths))
        return share, median * np.exp(spread * normal) * given("repair_factor") * queued

    def place(self, outage):
        plant = outage.plant
        share, length = self.damage(np.arange(self.given.paths), 1)
        if outage.estimate is not None:
            length = outage.estimate * self.given("outages.estimate_slip")
        until = outage.day + length if outage.until is None else outage.until
        share = share if outage.share is None else np.full(self.given.paths, outage.share)
        self.last[plant] = np.maximum(self.last[plant], outage.day)
        full, part = share > 0.95, (share > 0) & (share <= 0.95)
        self.full[plant] = np.where(full, np.maximum(self.full[plant], until), self.full[plant])
        self.partial[plant] = np.where(part, np.maximum(self.partial[plant], until), self.partial[plant])
        self.size[plant] = np.where(part, np.maximum(self.size[plant], share), self.size[plant])

    def hazard(self, month, rate):
        """The rate for each unit of weight, with which all plants together expect the campaign's hits."""
        window, more = self.given("outages.rehit_days"), self.given("outages.rehit") - 1
        recent = self.past.sum(axis=0) * window / (3 * MONTH_DAYS) * self.weight
        again = -np.expm1(-recent * (1 - more * np.expm1(-recent)))
        again[self.known > month.first - window] = 1
        hazard = rate / (self.weight * (1 + more * again)).sum(axis=0)
        self.past = np.vstack([hazard, self.past[:2]])
        return hazard

    def step(self, month, rate):
        """What of each plant is available; percent of nameplate offline, on average and on the last day; hits."""
        given, start, end = self.given, month.first, month.first + month.days
        beyond = np.maximum(0, self.share / 100 - given("outages.repair_queue_from"))
        queued = 1 + given("outages.repair_queue") * beyond
        latest = np.maximum(np.maximum(self.full, self.partial), self.last + given("outages.rehit_days"))
        expected = self.hazard(month, rate) * self.weight * np.where(latest > start, given("outages.rehit"), 1)
        lost = self.lost(start, end, self.full, self.partial, self.size)
        cells, counts = self.count(expected)
        lost.reshape(-1)[cells] = self.strike(cells, counts, start, end, queued)
        self.share = 100 * (self.fleet.capacity @ lost) / month.days / self.fleet.capacity.sum()
        down = np.where(self.full > end, 1, np.where(self.partial > end, self.size, 0))
        hits = np.bincount(cells % given.paths, counts, minlength=given.paths)
        down = 100 * (self.fleet.capacity @ down) / self.fleet.capacity.sum()
        return 1 - lost / month.days, self.share, down, hits

    def count(self, expected):
        """Where plants are hit, and how often: Poisson numbers by inversion, since few are hit."""
        u, none = self.rng.random(expected.shape), np.exp(-expected)
        cells = np.flatnonzero(u >= none)
        u, chance, mean = u.reshape(-1)[cells], none.reshape(-1)[cells], expected.reshape(-1)[cells]
        counts, below = np.ones(len(cells), int), chance.copy()
        for number in range(1, MOST_HITS):
            chance = chance * mean / number
            below += chance
            counts += u >= below
        return cells, counts

    @staticmethod
    def lost(now, then, full, partial, size):
        """Plant-days between two days."""
        stopped = np.maximum(np.minimum(full, then) - now, 0)
        return stopped + size * np.maximum(np.maximum(np.minimum(partial, then) - now, 0) - stopped, 0)

    def strike(self, cells, counts, start, end, queued):
        """Lets the hits happen, those of a plant in the order of their days: all first ones, then all second ones."""
        columns = [column.reshape(-1) for column in (self.full, self.partial, self.size, self.last)]
        full, partial, size, last = (column[cells] for column in columns)
        plant, turn = np.repeat(np.arange(len(cells)), counts), np.arange(counts.sum())
        moment = start + (end - start) * (np.sort(plant + self.rng.random(len(plant))) - plant)
        turn -= np.repeat(np.cumsum(counts) - counts, counts)
        path = (cells % self.given.paths)[plant]
        share, length = self.damage(path, queued[path])
        size, now, lost = np.where(partial > start, size, 0), np.full(len(cells), float(start)), np.zeros(len(cells))
        for number in range(counts.max(initial=0)):
            chosen = turn == number
            at, then, part = plant[chosen], moment[chosen], share[chosen]
            until = then + length[chosen]
            lost[at] += self.lost(now[at], then, full[at], partial[at], size[at])
            now[at] = last[at] = then
            full[at] = np.where(part >= 1, np.maximum(full[at], until), full[at])
            some, runs = (part > 0) & (part < 1), partial[at] > then
            size[at] = np.where(some, np.where(runs, np.maximum(size[at], part), part), size[at])
            partial[at] = np.where(some, np.maximum(partial[at], until), partial[at])
        for column, values in zip(columns, (full, partial, size, last)):
            column[cells] = values
        return lost + self.lost(now, end, full, partial, size)


class Refining:
    """Maintenance, and runs: what is wanted, less what strikes take, plus what spare capacity gives back."""

    def __init__(self, given, seeds, before, fleet, rng):
        self.given, self.rng, self.fleet = given, rng, fleet
        self.runs_season, self.works = (seeds.season("refining_season", name) for name in ("runs", "maintenance"))
        self.weights = np.vstack([fleet.desired, fleet.headroom, fleet.yields * fleet.desired])
        self.normal = self.weights[2:].sum(axis=1)
        rows = {row["fuel"]: row for row in seeds.rows("fuels")}
        self.replaces = [number(rows[fuel]["replaces_gasoline"]) for fuel in FUELS]
        self.usable, self.backlog = given.column("refining.start_spare"), np.zeros(given.paths)
        self.drift = given("refining.level_noise") * rng.standard_normal(given.paths)
        self.runs = self.aim(before) * (1 + self.drift)

    def aim(self, month):
        return self.given.mean("refining.desired", month) * self.given("refining.level") * self.runs_season(month)

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
        rested = self.usable + given("refining.recovery") * (given("refining.start_spare") - self.usable)
        self.usable = np.clip(rested - given("refining.fatigue") * made / usual, 0, 1.2)
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


def smooth_minimum(a, b, sharpness=5):
    low, high = np.minimum(a, b), np.maximum(a, b)
    return low * (1 + (low / high) ** sharpness) ** (-1 / sharpness)
