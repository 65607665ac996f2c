#!/usr/bin/env python3
"""The oil side of the model in NumPy: whole arrays of paths, a loop over months. Needs numpy.

Parameters and start values are those that a run of the program had and drew, path by path; monthly shocks are NumPy's
own. What mechanisms beyond the oil side give it are means over the run's paths. `check_model.py` compares the two.

usage: numpy_model.py RUN_FOLDER [SEED [ROUNDS]]      (RUN_FOLDER: of `simulate run --keep-paths`)
"""
import csv
import json
import os
import sys
import time

from model_crude import Exports, Sanctions, Supply, Tankers
from model_fuel import FuelMarket, Products
from model_inputs import Month, Seeds, np, read_given
from model_market import Buyers, Discount, PriceCap
from model_outages import Outages, Strikes
from model_refineries import Refining
from model_run import OUTSIDE
from model_taxes import Revenue, Taxes
from model_world import Wells, World

# What the program states of monthly shocks (`simulate plan`).
FACTORS = ["brent", "rub", "india_discount", "china_discount", "freight"]
CORRELATIONS = {("brent", "rub"): -0.05, ("india_discount", "china_discount"): 0.5, ("india_discount", "freight"): 0.3}
SERIES = [
    "brent.price", "rub.rate", "strikes.rate", "outages.hits", "outages.offline_share", "outages.offline_end",
    "maintenance.offline_total", "production.potential", "refining.runs", "refining.loss", "refining.gasoline_output",
    "refining.diesel_output", "fuel.gasoline_gap", "fuel.gasoline_price", "fuel.diesel_price", "products.exports",
    "sanctions.pressure", "sanctions.price_pressure", "fleet.idle", "fleet.freight_index", "crude.production",
    "crude.exports", "buyers.crude[china_sea]", "buyers.crude[india]", "buyers.crude[other]", "buyers.floating",
    "urals.discount", "urals.price", "urals.espo", "price_cap.received", "price_cap.products_received",
    "oil.crude_revenue", "oil.product_revenue", "oil.revenue", "oil.revenue_loss", "damper.payment", "tax.met",
    "tax.reverse_excise", "tax.profit", "budget.oil_gas",
]
# Paths at a time: so many that NumPy's calls cost little, so few that a month stays in the caches.
BLOCK = 4096


def mixing():
    matrix = np.eye(len(FACTORS))
    for pair, value in CORRELATIONS.items():
        one, other = map(FACTORS.index, pair)
        matrix[one, other] = matrix[other, one] = value
    return np.linalg.cholesky(matrix)


class OilSide:
    """A block of paths: mechanisms in the program's order, what one reads of a later one being last month's."""

    def __init__(self, given, seeds, start, outside, rng):
        self.given, self.start, self.outside, self.rng, self.mixing = given, start, outside, rng, mixing()
        self.grown_to, before = Month.of(seeds.known_on), start - 1
        self.world, self.strikes = World(given, seeds, before, rng), Strikes(given, seeds, start, rng)
        self.outages, self.wells = Outages(given, seeds, start, rng), Wells(given, seeds, before, rng)
        self.refining = Refining(given, seeds, before, self.outages, rng)
        self.market = FuelMarket(given, seeds, before, self.refining.output, rng)
        self.products = Products(given, seeds, rng)
        self.sanctions, self.tankers = Sanctions(given, seeds, rng), Tankers(given, rng)
        self.supply, self.exports = Supply(given), Exports(given, seeds, start, rng)
        self.buyers = Buyers(given, seeds, before, self.sanctions.past(before), rng)
        self.discount = Discount(given, seeds, self.world.brent, self.tankers, before,
                                 self.sanctions.sum("war_premium", before))
        self.cap = PriceCap(given, seeds, before, self.discount.west, self.discount.espo)
        self.revenue = Revenue(given, rng)
        self.explain(seeds, before)
        self.taxes = Taxes(given, seeds, before, self.discount.past, self.world.past_rub, rng)
        self.alternative = self.products.alternative(
            self.world.brent, self.world.brent - self.discount.price, self.world.rub)
        self.damper = self.products.damper(before, self.alternative)
        self.production, self.runs = self.wells.potential, self.refining.runs
        self.export_loss, self.seaborne = np.zeros(given.paths), np.zeros(given.paths)

    def explain(self, seeds, before):
        """Holds what the month before the period would have earned against what was counted."""
        discount, market, brent = self.discount, self.market, self.world.brent
        *prices, _ = self.products.quote(
            before, brent, brent - discount.price, market.offered, market.barrels, market.dear)
        pacific = self.exports.typical[self.exports.place["pacific"]]
        self.revenue.begin(seeds, before, self.buyers.start, self.buyers.pipe, pacific, discount.west,
                           *self.cap.before, self.cap.take_products(*prices, *self.cap.caps))

    def step(self, index):
        """A month: each series by its name in the program."""
        self.month, self.index, self.now = self.start + index, index, {}
        self.before, announced = self.world.brent, self.sanctions.price
        shocks = dict(zip(FACTORS, self.mixing @ self.rng.standard_normal((len(FACTORS), self.given.paths))))
        self.world.step(self.export_loss, shocks["brent"], shocks["rub"])
        self.now |= {"brent.price": self.world.brent, "rub.rate": self.world.rub}
        self.refine()
        self.export(shocks["freight"])
        self.sell(announced, np.vstack([shocks["india_discount"], shocks["china_discount"]]))
        self.collect()
        return self.now

    def refine(self):
        month, now, refining = self.month, self.now, self.refining
        funds, since = self.outside["ukraine.campaign_funds"][self.index], max(self.month - self.grown_to, 0)
        self.strikes.change(self.index)
        now["strikes.rate"] = self.strikes.step(month, since, self.before, funds)
        available, struck, end, hits = self.outages.step(month, now["strikes.rate"])
        now |= {"outages.offline_share": struck, "outages.offline_end": end, "outages.hits": hits}
        now["maintenance.offline_total"], freed = refining.maintain(month, struck)
        self.wells.step(month)
        self.last_runs = self.runs
        self.runs, self.wanted, loss, output, self.full = refining.step(month, available, freed, self.wells.potential)
        now |= {"production.potential": self.wells.potential, "refining.runs": self.runs, "refining.loss": loss,
                "refining.gasoline_output": output[0], "refining.diesel_output": output[1]}
        self.works = self.exports.open(month)
        room = (self.exports.product_room * self.works).sum(axis=0)
        self.home, self.shipped, self.prices, now["fuel.gasoline_gap"], self.usual = self.market.step(
            month, self.index, output, self.alternative[1], room)
        now |= {"fuel.gasoline_price": self.prices[0], "fuel.diesel_price": self.prices[1]}
        now["products.exports"] = self.market.kb_per_day(month, self.shipped)

    def export(self, z):
        month, now, exports, sanctions = self.month, self.now, self.exports, self.sanctions
        now["sanctions.pressure"], now["sanctions.price_pressure"], self.idled, wary = sanctions.step(month)
        war = sanctions.sum("war_premium", month)
        limit = self.tankers.step(self.idled, war, self.cap.western, wary, self.seaborne, z)
        offered, self.last_production = self.supply.step(self.discount.past), self.production
        flows, self.production = exports.step(
            month, self.works, self.wells.potential, self.runs, offered, self.buyers.refused, limit)
        self.loaded, self.seaborne = flows.sum(axis=0), flows[exports.sea].sum(axis=0)
        self.pipe, self.pacific = (flows[exports.place[name]] for name in ("china_pipe", "pacific"))
        self.western = flows[exports.western].sum(axis=0)
        self.export_loss = np.maximum(self.wells.potential - self.production, 0)
        now |= {"fleet.idle": 100 * self.tankers.idle, "fleet.freight_index": self.tankers.freight,
                "crude.production": self.production, "crude.exports": self.loaded}

    def sell(self, announced, z):
        month, now, brent, discount = self.month, self.now, self.world.brent, self.discount
        self.volumes, glut, overhang = self.buyers.step(
            month, now["sanctions.pressure"], self.loaded, self.pipe, discount.delivered[0])
        pressures = announced, now["sanctions.price_pressure"]
        discount.step(month, self.index, brent, self.before, glut, overhang, pressures, self.idled, z)
        discount.quote(brent, self.tankers, self.volumes[0], self.pacific, self.western)
        now |= {"buyers.crude[china_sea]": self.volumes[0], "buyers.crude[india]": self.volumes[1],
                "buyers.crude[other]": self.volumes[4], "buyers.floating": self.buyers.floating,
                "urals.discount": brent - discount.price, "urals.price": discount.price, "urals.espo": discount.espo}
        self.products.crack(brent, self.before)
        dear, cheap, share, bare = self.products.price(
            month, brent, now["urals.discount"], self.shipped, self.market.barrels, self.market.dear)
        received = self.cap.receive(month, discount.west, discount.espo, dear, cheap, share)
        now["price_cap.received"], eastern, now["price_cap.products_received"] = received
        crude, products = self.revenue.step(
            month, self.volumes, self.pipe, self.pacific, discount.west, received[0], eastern,
            now["products.exports"], received[2])
        unneeded = self.market.kb_per_day(month, np.maximum(self.full - self.usual, 0))
        free = self.revenue.unhindered(month, brent, self.wells.potential, self.wanted, unneeded, bare)
        now |= {"oil.crude_revenue": crude, "oil.product_revenue": products, "oil.revenue": crude + products,
                "oil.revenue_loss": free - crude - products}

    def collect(self):
        month, now, past, rub = self.month, self.now, self.discount.past, self.world.past_rub
        self.alternative = self.products.alternative(self.world.brent, now["urals.discount"], self.world.rub)
        last, self.damper = self.damper, self.products.damper(month, self.alternative, self.home, self.prices)
        now["damper.payment"], gas = self.damper[0], self.outside["budget.gas_effect"][self.index]
        now["tax.met"], now["tax.reverse_excise"], now["tax.profit"], now["budget.oil_gas"] = self.taxes.step(
            month, past, rub, self.last_production, self.last_runs, *last, gas)
        self.taxes.assess(month, past, rub)


def simulate(given, seeds, start, months, outside, rng):
    """Series by name, each months x paths."""
    found = {}
    for first in range(0, given.paths, BLOCK):
        block = given.block(first, first + BLOCK)
        side = OilSide(block, seeds, start, outside, rng)
        for index in range(months):
            for name, column in side.step(index).items():
                rows = found.setdefault(name, np.empty((months, given.paths)))
                rows[index, first:first + block.paths] = column
    return found


def read_run(folder):
    """What a run had: parameters, seed tables as it knew them, its months, and what the slice takes from outside."""
    with open(os.path.join(folder, "datapackage.json")) as file:
        package = json.load(file)
    outside, months = {name: [] for name in OUTSIDE}, []
    with open(os.path.join(folder, "monthly.csv"), newline="") as file:
        for row in csv.DictReader(file):
            if row["variable"] in outside:
                outside[row["variable"]].append(float(row["mean"]))
                months.append(row["month"])
    # Funds of a month are what the campaign has in the next: the first has 100 %.
    outside["ukraine.campaign_funds"] = [100.0] + outside["ukraine.campaign_funds"][:-1]
    first = Month(min(months))
    return read_given(folder), Seeds(package["run"]["as_of"]), first, len(set(months)), outside


def main():
    run, seed = read_run(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 1
    for turn in range(int(sys.argv[3]) if len(sys.argv) > 3 else 1):
        begun = time.process_time()
        found = simulate(*run, np.random.default_rng(seed + turn))
        spent = time.process_time() - begun
        revenue = found["oil.revenue"].sum(axis=0).mean()
        print(f"ns={spent * 1e9 / run[0].paths / run[3]:.1f} revenue={revenue:.3f}", flush=True)


if __name__ == "__main__":
    main()
