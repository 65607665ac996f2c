"""Strikes and what they take of the fleet, before the period and in it, a month of all paths at a time. Needs numpy."""
from model_inputs import MEMORY, Month, np, number, read_counted_runs, read_fleet, read_news, read_outages, read_unnamed

MONTH_DAYS = 30.436875
MOST_HITS = 6


class Strikes:
    """The campaign: quiet, medium and high months, growth, funds, restraint, ceasefire."""

    def __init__(self, given, seeds, start, rng):
        self.given, self.rng, self.news = given, rng, read_news(seeds, start)
        self.regime = np.rint(given.column("strikes.start_regime")).astype(int)
        self.ceased = np.zeros(given.paths, bool)
        rows = lambda *names: np.array([given.column("strikes." + name) for name in names])
        self.rates = rows("rate_quiet", "rate_medium", "rate_high")
        self.stays = rows("stay_quiet", "stay_medium", "stay_high")
        self.firsts = rows("quiet_to_high", "medium_to_high", "high_to_quiet")

    def change(self, index):
        """The regime of a month; that of the first is drawn from what was last counted and what is named by the day."""
        u, each = self.rng.random(self.given.paths), np.arange(self.given.paths)
        if index > 0:
            leave = 1 / self.stays[self.regime, each]
            first = u < leave * self.firsts[self.regime, each]
            target = np.where(first, np.array([2, 2, 0])[self.regime], np.array([1, 0, 1])[self.regime])
            self.regime = np.where(u < leave, target, self.regime)
            return
        chances = (np.arange(3)[:, None] == self.regime).astype(float)
        for _ in range(self.news.age):
            left, (up, on, down) = chances / self.stays, self.firsts
            chances += [left[1] * (1 - on) + left[2] * down, left[0] * (1 - up) + left[2] * (1 - down),
                        left[0] * up + left[1] * on] - left
        mean = self.rates * self.news.share
        chances *= np.exp(-mean) * mean ** self.news.named
        self.regime = (u * chances.sum(axis=0) >= np.cumsum(chances, axis=0)[:2]).sum(axis=0)

    def step(self, month, since, brent, funds):
        given, each = self.given, np.arange(self.given.paths)
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
        self.known = np.full(len(self.fleet.capacity), -1e9)
        self.counted, self.start, self.news = read_counted_runs(seeds, start), start, read_news(seeds, start)
        self.outages = read_outages(seeds, start)
        self.begin(seeds, start)

    def begin(self, seeds, start):
        """The fleet of the month before the period, and of the one whose runs were published last."""
        outages, unnamed, first = self.outages, read_unnamed(seeds, start), start - MEMORY
        for outage in outages:
            self.known[outage.plant] = max(self.known[outage.plant], outage.day)
        for month in sorted({self.counted.month if self.counted else start - 1, start - 1}):
            for outage in outages:
                if outage.day < month.first and (first == start - MEMORY or outage.day >= first.first):
                    self.place(outage)
            self.strike_unnamed(unnamed, first, month)
            self.available = 1 - self.count_month(outages, unnamed, month)
            if self.counted and month == self.counted.month:
                self.then = self.available
            first = month + 1
        # Plants that unnamed strikes hit lately are likelier targets, which the rate of the period has to know.
        self.past = np.array([unnamed[start - back] / self.weight.sum(axis=0) for back in range(1, 4)])

    def count_month(self, outages, unnamed, month):
        """What stops of a month before the period, those that last and those that come, take of each plant."""
        lost = self.lost(month.first, month.first + month.days, self.full, self.partial, self.size)
        self.strike_unnamed(unnamed, month, month + 1, lost)
        self.place_all(outages, month, lost)
        return lost / month.days

    def place_all(self, outages, month, lost):
        """Lets the known stops of a month happen, and counts what they take of it."""
        then = month.first + month.days
        for outage in outages:
            if Month.of(outage.day) == month:
                share, until = self.place(outage)
                down = np.maximum(np.minimum(until, then) - outage.day, 0)
                lost[outage.plant] = np.maximum(lost[outage.plant], np.minimum(share, 1) * down)

    def strike_unnamed(self, unnamed, first, end, lost=None):
        """Strikes of some months that were counted and that no row names fall on plants as those of the period do."""
        number = sum(hits for month, hits in unnamed.items() if first <= month < end)
        if number:
            held = np.zeros(self.full.shape) if lost is None else lost
            cells, counts = self.count(number * self.weight / self.weight.sum(axis=0))
            self.strike(cells, counts, first.first, end.first, np.ones(self.given.paths), held)

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
        """Puts a known outage on the clocks; gives the share of the plant that it stops, and until when."""
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
        return share, until

    def hazard(self, month, rate):
        """The rate for each unit of weight, with which all plants together expect the campaign's hits."""
        window, more = self.given("outages.rehit_days"), self.given("outages.rehit") - 1
        recent = self.past.sum(axis=0) * window / (3 * MONTH_DAYS) * self.weight
        again = -np.expm1(-recent * (1 - more * np.expm1(-recent)))
        again[(self.known > month.first - window) & (self.known < month.first)] = 1
        hazard = rate / (self.weight * (1 + more * again)).sum(axis=0)
        self.past = np.vstack([hazard, self.past[:2]])
        return hazard

    def step(self, month, rate):
        """What of each plant is available; percent of nameplate offline, on average and on the last day; hits."""
        given, start, end = self.given, month.first, month.first + month.days
        beyond = np.maximum(0, self.share / 100 - given("outages.repair_queue_from"))
        queued = 1 + given("outages.repair_queue") * beyond
        rate = rate * (1 - self.news.share) if month == self.start else rate
        latest = np.maximum(np.maximum(self.full, self.partial), self.last + given("outages.rehit_days"))
        expected = self.hazard(month, rate) * self.weight * np.where(latest > start, given("outages.rehit"), 1)
        lost = self.lost(start, end, self.full, self.partial, self.size)
        cells, counts = self.count(expected)
        self.strike(cells, counts, start, end, queued, lost)
        if month == self.start:
            self.place_all(self.outages, month, lost)
        self.share = 100 * (self.fleet.capacity @ lost) / month.days / self.fleet.capacity.sum()
        down = np.where(self.full > end, 1, np.where(self.partial > end, self.size, 0))
        hits = np.bincount(cells % given.paths, counts, minlength=given.paths)
        hits = hits + (self.news.named if month == self.start else 0)
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

    def strike(self, cells, counts, start, end, queued, held):
        """Lets the hits happen, those of a plant in the order of their days: all first ones, then all second ones.

        `held`: plant-days that stops take without them; those of plants that are damaged are counted anew."""
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
            now[at], last[at] = then, np.maximum(last[at], then)
            full[at] = np.where(part >= 1, np.maximum(full[at], until), full[at])
            some, runs = (part > 0) & (part < 1), partial[at] > then
            size[at] = np.where(some, np.where(runs, np.maximum(size[at], part), part), size[at])
            partial[at] = np.where(some, np.maximum(partial[at], until), partial[at])
        for column, values in zip(columns, (full, partial, size, last)):
            column[cells] = values
        hurt = np.bincount(plant, share > 0, minlength=len(cells)) > 0
        held.reshape(-1)[cells[hurt]] = (lost + self.lost(now, end, full, partial, size))[hurt]
