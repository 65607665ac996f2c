"""What the oil side of the model starts from: the tables of seeds/ as known on a day, and the numbers that a run of the
program drew or was given (draws.csv and parameters.csv of `simulate run --keep-paths`). Needs numpy."""
import bisect
import calendar
import csv
import datetime
import functools
import os
from collections import namedtuple

import numpy as np

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
FUELS = ["gasoline", "diesel", "jet", "fuel_oil", "naphtha", "other"]
KILO, BARRELS, YEAR = 1000.0, 7.33, 365.2425
# Levers of scenarios that the peer leaves out, with the baseline's values.
FIXED = {
    "strait.shut": 0, "outages.longer_range": 0, "sanctions.us_enforces": 1, "sanctions.on_india": 0,
    "sanctions.on_china": 0, "sanctions.eu_crude_ban": 0, "sanctions.buyer_pressure": 1, "sanctions.vessel_listings": 1,
    "fleet.extra_idle": 0, "fleet.services_ban": 0, "ports.transit_lost": 0, "urals.tightness_response": 0,
    "price_cap.dynamic": 0, "fuel.export_ban": 1,
}


def day(text):
    return datetime.date.fromisoformat(text).toordinal() if text else None


def number(text, otherwise=0.0):
    return float(text) if text else otherwise


class Month:
    """A calendar month, counted from year 0."""

    def __init__(self, text):
        self.index = text if isinstance(text, int) else int(text[:4]) * 12 + int(text[5:7]) - 1
        self.year, self.of_year = self.index // 12, self.index % 12 + 1
        self.first = datetime.date(self.year, self.of_year, 1).toordinal()
        self.days = calendar.monthrange(self.year, self.of_year)[1]

    __add__ = lambda self, months: Month(self.index + months)
    __sub__ = lambda self, other: Month(self.index - other) if isinstance(other, int) else self.index - other.index
    __eq__ = lambda self, other: self.index == other.index
    __lt__ = lambda self, other: self.index < other.index
    __le__ = lambda self, other: self.index <= other.index
    __hash__ = lambda self: self.index

    @staticmethod
    def of(ordinal):
        return Month(datetime.date.fromordinal(ordinal).isoformat()[:7])


class Seeds:
    """The rows of the seed tables that were known on a day."""

    def __init__(self, known_on):
        self.known_on = day(known_on)

    @functools.lru_cache(maxsize=None)
    def rows(self, table):
        with open(os.path.join(ROOT, "seeds", table + ".csv"), newline="") as file:
            return [row for row in csv.DictReader(file) if (day(row.get("known")) or 0) <= self.known_on]

    def season(self, table, column, **where):
        values = [1.0] * 12
        for row in self.rows(table):
            if all(row[key] == value for key, value in where.items()):
                values[int(row["month_of_year"]) - 1] = number(row[column], 1.0)
        return lambda month: values[month.of_year - 1]

    @functools.lru_cache(maxsize=None)
    def history(self, table, column):
        return History({Month(row["month"]): float(row[column])
                        for row in self.rows(table) if len(row["month"]) == 7 and row[column]})

    @functools.lru_cache(maxsize=None)
    def rule(self, parameter, ordinal):
        """The row of tax_parameters.csv that is in force on a day."""
        found = [(day(row["from"]), place, float(row["value"])) for place, row in enumerate(self.rows("tax_parameters"))
                 if row["parameter"] == parameter and day(row["from"]) <= ordinal <= (day(row["to"]) or ordinal)]
        return max(found)[2] if found else None


    def level(self, parameter, ordinal):
        """The value of fitted_levels.csv that holds on a day, as far as it was known; lines count as steps."""
        known = [(day(row["from"]), float(row["value"])) for row in self.rows("fitted_levels")
                 if row["parameter"] == parameter and day(row["from"]) <= self.known_on]
        return max([row for row in known if row[0] <= ordinal] or [min(known)])[1]


class History(dict):
    """Values by month."""

    def nearest(self, month):
        """The newest value up to a month, or else the oldest after it."""
        before = [known for known in self if known <= month]
        return self[max(before) if before else min(self)]


class Given:
    """Parameters of a block of paths: numbers where all paths share them, a column of paths where they were drawn."""

    def __init__(self, constants, dated, drawn, means=None):
        self.constants, self.dated, self.drawn = constants, dated, drawn
        self.means = {} if means is None else means
        self.paths = len(next(iter(drawn.values())))

    def __call__(self, name):
        """The value for all months."""
        if name in self.dated and len(set(self.dated[name][1])) > 1:
            raise SystemExit(f"{name}: the peer knows no dates of it")
        return self.drawn[name] if name in self.drawn else self.constants[name]

    def column(self, name):
        """One value for each path."""
        return self(name) + np.zeros(self.paths)

    def block(self, first, last):
        drawn = {name: column[first:last] for name, column in self.drawn.items()}
        return Given(self.constants, self.dated, drawn, self.means)

    def at(self, name, paths):
        """The values of some paths."""
        value = self(name)
        return value[paths] if isinstance(value, np.ndarray) else value

    def on(self, name, ordinal):
        """A parameter's value on a day."""
        if name not in self.dated:
            return self(name)
        days, values = self.dated[name]
        return values[bisect.bisect_right(days, ordinal) - 1]

    def mean(self, name, month):
        """The mean of a month, weighted by days."""
        if name not in self.dated:
            return self(name)
        if (name, month.index) not in self.means:
            days = [self.on(name, month.first + place) for place in range(month.days)]
            self.means[name, month.index] = sum(days) / month.days
        return self.means[name, month.index]


def read_given(folder):
    """What a run was given and drew. Of dated parameters each date is a step."""
    constants, dated = {}, {}
    with open(os.path.join(folder, "parameters.csv"), newline="") as file:
        for row in csv.DictReader(file):
            name, _, date = row["name"].partition("@")
            if date:
                dated.setdefault(name, ([0], [constants[name]]))
                dated[name][0].append(day(date))
                dated[name][1].append(float(row["mean"]))
            else:
                constants[name] = float(row["mean"])
    with open(os.path.join(folder, "draws.csv"), newline="") as file:
        names = next(csv.reader(file))
    table = np.loadtxt(os.path.join(folder, "draws.csv"), delimiter=",", skiprows=1).T
    drawn = {name: np.ascontiguousarray(column) for name, column in zip(names, table)}
    refuse(folder, constants, dated, drawn)
    return Given(constants, dated, drawn)


def refuse(folder, constants, dated, drawn):
    """Ends where a scenario has what the peer leaves out."""
    for name, value in FIXED.items():
        if {constants[name], *dated.get(name, ((), ()))[1]} != {value}:
            raise SystemExit(f"{name}: the peer takes this for {value}")
    for name in drawn:
        if "@" in name:
            raise SystemExit(f"{name}: the peer knows no dated parameter that is drawn")
    with open(os.path.join(folder, "events.csv")) as file:
        if len(file.readlines()) > 1:
            raise SystemExit("the peer knows no events")


Fleet = namedtuple("Fleet", "capacity district desired headroom yields condensate")


def read_fleet(seeds):
    """The refineries: what each would run, and what it could add: a fifth more, but not above its nameplate."""
    rows = seeds.rows("refineries")
    column = lambda name: np.array([number(row[name]) for row in rows])
    capacity, runs = column("capacity"), column("runs") * 1e6 * BARRELS / YEAR / KILO
    headroom = np.clip(np.minimum(0.2 * runs, capacity - runs), 0, None)
    places = {row["district"]: place for place, row in enumerate(seeds.rows("districts"))}
    return Fleet(capacity, np.array([places[row["district"]] for row in rows]), runs / runs.sum(),
                 headroom / headroom.sum(), np.array([column(fuel) for fuel in FUELS]), column("condensate") == 1)


# Months before a period whose strikes may still keep plants down.
MEMORY = 6
CountedRuns = namedtuple("CountedRuns", "month runs")


def read_counted_runs(seeds, start):
    """The newest published runs, unless they are older than strikes are remembered."""
    history = seeds.history("refinery_runs_monthly", "runs")
    month = max(month for month in history if month < start)
    return CountedRuns(month, history[month]) if start - month <= MEMORY else None


def read_unnamed(seeds, start):
    """Strikes of each remembered month that were counted and that no row of the table of outages names."""
    counts = seeds.history("strikes_monthly", "strikes")
    named = [Month.of(day(row["date"])) for row in seeds.rows("refinery_outages") if row["cause"] == "strike"]
    return {month: max(counts.get(month, 0) - named.count(month), 0)
            for month in (start - back for back in range(MEMORY, 0, -1))}


StrikeNews = namedtuple("StrikeNews", "named share age")


def read_news(seeds, start):
    """Strikes of the first month that are named by the day, the share of its strikes that would be, and how many months
    ago strikes were last counted."""
    counts = seeds.history("strikes_monthly", "strikes")
    age = next((back for back in (1, 2) if start - back in counts), 1)
    rows = [Month.of(day(row["date"])) for row in seeds.rows("refinery_outages") if row["cause"] == "strike"]
    if Month.of(seeds.known_on) != start or start not in rows:
        return StrikeNews(0, 0, age)
    past = [start - back for back in range(1, MEMORY + 1) if start - back in counts]
    seen = sum(min(rows.count(month), counts[month]) for month in past)
    listed = seen / sum(counts[month] for month in past) if seen else 0.39
    days = max(seeds.known_on - start.first + 1 - 3, 0)
    return StrikeNews(rows.count(start), listed * days / start.days, age)


Outage = namedtuple("Outage", "plant day share until estimate")


def read_outages(seeds, start):
    """Strikes of the half-year before the period whose damage may last into it, and those known of its first month."""
    end = (start + 1 if Month.of(seeds.known_on) == start else start).first
    plants = {row["plant"]: place for place, row in enumerate(seeds.rows("refineries"))}
    found = []
    for row in seeds.rows("refinery_outages"):
        if row["cause"] != "strike" or not start.first - 200 <= day(row["date"]) < end:
            continue
        is_back = row["restart_known"] and day(row["restart_known"]) <= seeds.known_on
        for name in seeds.rows("outage_names"):
            if name["outage_name"] == row["name"] and name["plant"] in plants:
                found.append(Outage(plants[name["plant"]], day(row["date"]), number(row["fraction"], None),
                                    day(row["restart"]) if is_back else None, number(row["days"], None)))
    return found
