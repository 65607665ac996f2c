"""Crude abroad: sanctions, fleet, ports, exports by route, buyers, discounts, price cap, revenue. Needs numpy."""
from model_inputs import KILO, Month, day, np, number


class Sanctions:
    """Pressure on buyers: what is announced moves prices, what bites moves volumes."""

    def __init__(self, given, seeds, rng):
        self.given, self.rng, rows = given, rng, seeds.rows("sanction_steps")
        if any(row["waived"] for row in rows):
            raise SystemExit("the peer knows no waivers: take an earlier day")
        self.steps = [(day(row["date"]), min(day(row["date"]), day(row["known"])), number(row["pressure"]))
                      for row in rows if row["pressure"]]
        self.sums = {}
        for row in rows:
            for column in ("idle", "war_premium"):
                key = column, Month.of(day(row["date"]))
                self.sums[key] = self.sums.get(key, 0) + number(row[column])
        self.level, self.price_level = (given.column(f"sanctions.start_{name}")
                                        for name in ("pressure", "price_pressure"))
        self.price = self.price_level
        self.recent, self.due = np.zeros(given.paths), np.zeros(given.paths)

    def sum(self, column, month):
        """What the steps of a month idle, or add to the war premium."""
        return self.sums.get((column, month), 0)

    def past(self, last):
        """The mean pressure on volumes of the six months up to one, the last one first."""
        given, level, means = self.given, np.zeros(self.given.paths), []
        for month in (last - back for back in range(35, -1, -1)):
            level = level * given("sanctions.decay")
            mean, end = level, month.first + month.days
            for date, _, new in self.steps:
                if 0 <= month - Month.of(date) <= 2:
                    share = (end - (date + (new > level) * given("sanctions.voyage"))) / month.days
                    holds = (share > 0) & (share <= 1)
                    mean, level = mean + holds * share * (new - level), np.where(holds, new, level)
            means.append(mean)
        return means[:-7:-1]

    def step(self, month):
        """Biting and announced pressure, the share of the fleet newly idled, and how wary ships are."""
        self.price_level = self.price_level * self.given("sanctions.decay")
        self.level = self.level * self.given("sanctions.decay")
        price, bites, wary = self.know(month)
        felt, idled = self.list()
        self.price_level, price = np.maximum(self.price_level, felt), np.maximum(price, felt)
        self.level, bites = np.maximum(self.level, self.due), np.maximum(bites, self.due)
        wary = np.maximum(wary, self.recent - self.level)
        self.due, self.recent, self.before, self.price = self.recent, felt, self.price, price
        return bites, price, self.sum("idle", month) + idled, wary

    def know(self, month):
        """Known steps: prices answer on the day of the announcement, volumes a voyage after the day they hold from."""
        price, bites, wary, end = self.price_level, self.level, np.zeros(self.given.paths), month.first + month.days
        for date, known, new in self.steps:
            if Month.of(known) == month:
                price = price + (end - known) / month.days * (new - self.price_level)
                self.price_level = np.full(self.given.paths, new)
            if 0 <= month - Month.of(date) <= 2:
                rises = new > self.level
                share = (end - (date + rises * self.given("sanctions.voyage"))) / month.days
                holds = (share > 0) & (share <= 1)
                bites = bites + holds * share * (new - self.level)
                wary = np.where(rises & (date >= month.first), np.maximum(wary, new - self.level), wary)
                self.level = np.where(holds, new, self.level)
        return price, bites, wary

    def list(self):
        """Random listings, minor and major, and the ships that they idle."""
        given, rng, paths = self.given, self.rng, self.given.paths
        happens, size = rng.random(paths) > np.exp(-given("sanctions.listing_rate")), rng.random(paths)
        smallest, is_minor = given("sanctions.major_smallest"), rng.random(paths) < given("sanctions.minor_share")
        strength = np.where(is_minor, given("sanctions.minor_largest") * size, smallest + (1 - smallest) * size)
        return happens * strength, happens * given("sanctions.idle_largest") * rng.random(paths)


class Tankers:
    """The fleet: idle ships, what it can carry, and freight."""

    def __init__(self, given, rng):
        self.given, self.rng = given, rng
        self.idle = given.column("fleet.start_idle")
        self.freight = 1 + given("fleet.idle_response") * self.idle
        self.war = given.column("fleet.start_war_premium")

    def step(self, idled, war, western, wary, loaded, z):
        given = self.given
        self.idle = np.minimum(self.idle * 0.5 ** (1 / given("fleet.idle_half_life")) + idled, 0.8)
        limit = given("fleet.capacity") * (1 - self.idle)
        scarce = given("fleet.western_response") * (given("fleet.western_normal") - western)
        scarcity = 1 + given("fleet.idle_response") * self.idle + scarce
        self.freight = np.maximum(scarcity, 0.2) * np.exp(given("fleet.freight_noise") * z)
        self.war = self.war * given("fleet.war_decay") + war
        waits = (wary > 0) & (loaded > 0)
        return np.where(waits, np.minimum(limit, (1 - given("fleet.first_month_wait") * wary) * loaded), limit)


class Exports:
    """Stops of routes, the balance of crude, and what sails where."""

    def __init__(self, given, seeds, start, rng):
        self.given, self.rng = given, rng
        self.routes = sorted(seeds.rows("routes"), key=lambda row: number(row["rank"]))
        column = lambda kinds, key: np.array([[sum(
            number(row[key]) for row in seeds.rows("outlets")
            if row["group"] == route["route"] and row["commodity"] in kinds)] for route in self.routes])
        self.capacity, self.typical = (column(("crude", "both"), key) for key in ("capacity", "typical"))
        self.product_room = column(("products",), "capacity")
        flag = lambda name: np.array([row[name] == "1" for row in self.routes])
        self.sea, self.western, self.eastern = flag("sea"), flag("sea") & ~flag("eastern"), flag("eastern")
        self.place = {row["route"]: place for place, row in enumerate(self.routes)}
        self.often = flag("western")
        self.until, self.stops = np.full((len(self.routes), given.paths), -1e9), seeds.rows("route_stops")
        for row in self.stops:
            known = row["restart_known"] and day(row["restart_known"]) <= seeds.known_on
            end = day(row["restart"]) if known else day(row["date"]) + given("ports.druzhba_outage_days")
            if day(row["date"]) >= start.first:
                raise SystemExit("the peer knows no stops that begin in the period: take an earlier day")
            self.until[self.place[row["route"]]] = np.maximum(self.until[self.place[row["route"]]], end)
        self.tank, self.shut = np.zeros(given.paths), np.zeros(given.paths)

    def open(self, month):
        """The share of each route's capacity that works, after short stops and the long ones of the Druzhba."""
        given, lost = self.given, np.clip(self.until - month.first, 0, month.days)
        rates = np.where(self.often[:, None], given("ports.west_outage_rate"), given("ports.other_outage_rate"))
        days, sigma = given("ports.outage_days"), given("ports.outage_sigma")
        self.stop(month, lost, range(len(self.routes)), rates, days, sigma)
        long = [place for place, row in enumerate(self.routes) if row["long_stops"] == "1"]
        days, sigma = given("ports.druzhba_outage_days"), given("ports.druzhba_outage_sigma")
        self.stop(month, lost, long, given("ports.druzhba_outage_rate"), days, sigma)
        return 1 - np.minimum(lost / month.days, 1)

    def stop(self, month, lost, rows, rate, median, sigma):
        """Adds the stops of a kind that begin this month, at most one a route."""
        routes, paths = np.nonzero(self.rng.random((len(rows), self.given.paths)) > np.exp(-rate))
        at = np.array(rows)[routes], paths
        begun = month.days * self.rng.random(len(paths))
        end = begun + median[paths] * np.exp(sigma * self.rng.standard_normal(len(paths)))
        after = np.minimum(np.maximum(begun, self.until[at] - month.first), month.days)
        lost[at] += np.maximum(np.minimum(end, month.days) - after, 0)
        self.until[at] = np.maximum(self.until[at], month.first + end)

    def step(self, month, works, potential, runs, offered, refused, limit):
        """Flows by route; pipelines first, then tankers by usual flows, then wherever there is room."""
        given, room = self.given, self.capacity * works
        free = np.maximum(potential - runs - given("crude.direct_burn"), 0)
        carried = np.minimum(self.shut * (1 - given("crude.recovery")) + refused, free)
        offer = (free - carried) * offered + self.tank * KILO / month.days
        left, flows = offer.copy(), np.zeros_like(room)
        for row in np.flatnonzero(~self.sea):
            flows[row] = np.minimum(np.minimum(room[row], self.typical[row]), left)
            left -= flows[row]
        sea, usual = self.sea, self.typical[self.sea]
        flow = np.minimum(room[sea], usual * np.minimum(left / usual.sum(), 1))
        spare = room[sea] - flow
        flow += np.minimum((left - flow.sum(axis=0)) / np.maximum(spare.sum(axis=0), 1e-9), 1) * spare
        flows[sea] = flow * np.minimum(limit / np.maximum(flow.sum(axis=0), 1e-9), 1)
        return flows, self.close(month, offer, carried, flows.sum(axis=0), runs)

    def close(self, month, offer, carried, exports, runs):
        """Output: what is run, burnt, exported and put into tanks."""
        left, before = np.maximum(offer - exports, 0), self.tank
        self.tank = np.minimum(left * month.days / KILO, self.given("crude.tank_room"))
        self.shut = carried + left - self.tank * KILO / month.days
        return runs + self.given("crude.direct_burn") + exports + (self.tank - before) * KILO / month.days


class Supply:
    """Russia offers all it can export while the tax price of three months is high enough, less below."""

    def __init__(self, given):
        self.given, self.share = given, np.ones(given.paths)

    def step(self, past):
        given, low = self.given, self.given("supply.zero_price")
        aim = (sum(past[-3:]) / 3 - low) / np.maximum(given("supply.full_price") - low, 0.1)
        self.share = self.share + given("supply.speed") * (np.clip(aim, given("supply.least_share"), 1) - self.share)
        return self.share
