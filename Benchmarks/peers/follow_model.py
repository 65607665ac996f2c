#!/usr/bin/env python3
"""Follows runs of the program path by path: what shares no chance with it must agree to eight digits.

In every month each mechanism of the peer is given what the program's had, from paths.csv, and must give what it gave.
Where a mechanism has a shock of its own, the shock is what explains the program's value: over all paths and months it
must be a standard normal number. Exit 1 where one of both fails. Needs numpy.

usage: follow_model.py [--simulate FILE] [--paths N] [--scenario NAME]
"""
import argparse
import csv
import os
import sys
import tempfile

from model_follower import Follower
from model_inputs import FUELS, np
from model_run import OUTSIDE, SIMULATE, child, run
from numpy_model import CORRELATIONS, read_run

DIGITS = 1e-8
FOLLOWED = OUTSIDE + """
strait.state world.response world.tightness world.risk_premium brent.price rub.rate strikes.rate outages.offline_share
maintenance.offline_total maintenance.deferred production.potential refining.runs refining.wanted ports.working
supply.export_share crude.production crude.exports crude.seaborne crude.tanks crude.shut_in crude.route_exports
crude.export_loss fuel.gasoline_gap fuel.gasoline_price fuel.diesel_price fuel.panic products.exports
sanctions.pressure sanctions.price_pressure sanctions.idled sanctions.hesitation sanctions.listings fleet.idle
fleet.limit fleet.freight_index fleet.war_premium buyers.crude buyers.glut buyers.overhang buyers.floating
buyers.refused urals.delivered_discount urals.turmoil urals.west_fob urals.espo urals.price urals.discount
cracks.gasoline cracks.diesel product_prices.own_crack product_prices.dear product_prices.cheap product_prices.dear_share
product_prices.bare price_cap.western_share price_cap.received price_cap.espo_received price_cap.products_received
oil.premium oil.crude_revenue oil.product_revenue oil.unhindered_revenue damper.gasoline_alternative
damper.diesel_alternative damper.payment damper.due tax.met_rate tax.met tax.reverse_excise tax.profit
tax.gas_taxes budget.oil_gas""".split() + [
    form.format(fuel) for fuel in FUELS for form in (
        "refining.{}_output", "refining.{}_wanted", "fuel.{}_usual", "fuel.{}_need", "fuel.{}_sales", "fuel.{}_offered",
        "fuel.{}_stock", "products.{}_exports")]


def read_paths(folder, months):
    """Each series of paths.csv: months x paths."""
    name = os.path.join(folder, "paths.csv")
    with open(name, newline="") as file:
        head = next(csv.reader(file))
    places = [place for place, label in enumerate(head) if label not in ("path", "month")]
    table = np.loadtxt(name, delimiter=",", skiprows=1, usecols=places)
    columns = table.reshape(-1, months, len(places)).transpose(2, 1, 0)
    labels = [head[place].replace("[World]", "").replace("[Ukraine]", "") for place in places]
    return {label: np.ascontiguousarray(column) for label, column in zip(labels, columns)}


def check(follower):
    """Prints what agrees to how many digits, and which shocks are standard normal; gives what isn't."""
    wrong = [name for name, apart in follower.worst.items() if not apart <= DIGITS]
    print(f"{len(follower.worst)} series without a shock of their own: the largest difference is "
          f"{max(follower.worst.values()):.1e} ({max(follower.worst, key=follower.worst.get)})")
    print(f"{'shock':25}{'numbers':>9}{'mean':>9}{'spread':>9}{'lag 1':>9}   and in standard errors")
    for name, columns in follower.shocks.items():
        z = np.concatenate(columns)
        spread = np.sqrt((z ** 2).mean())
        square = np.sqrt(max((z ** 4).mean() - 1, 1e-9) / 4 / len(z))
        before, after = np.concatenate(columns[:-1]), np.concatenate(columns[1:])
        lag = (before * after).mean() if len(before) == len(after) else 0
        found = [z.mean(), spread, lag]
        errors = [z.mean() * len(z) ** 0.5, (spread - 1) / square, lag * len(before) ** 0.5]
        print(f"{name:25}{len(z):9,}" + "".join(f"{value:9.4f}" for value in found)
              + "  " + "".join(f"{error:+6.1f}" for error in errors))
        wrong += [name] if not max(map(abs, errors)) <= 4 else []
    for pair, told in CORRELATIONS.items():
        one, other = (np.concatenate(follower.shocks[name]) for name in pair)
        found = (one * other).mean()
        away = (found - told) * len(one) ** 0.5 / np.sqrt(1 + told ** 2)
        print(f"{pair[0]} and {pair[1]}: {found:.4f} where {told} is stated ({away:+.1f} standard errors)")
        wrong += [" and ".join(pair)] if abs(away) > 4 else []
    return wrong


def main():
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("--simulate", default=SIMULATE)
    options.add_argument("--paths", type=int, default=512)
    options.add_argument("--scenario", default="baseline")
    options = options.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        output = os.path.join(folder, "run")
        run(options.simulate, child(folder, options.scenario, FOLLOWED), options.paths, output, "--keep-paths")
        inputs = read_run(output)
        follower = Follower(inputs, read_paths(output, inputs[3]))
    for index in range(follower.months):
        follower.step(index)
    wrong = check(follower)
    if wrong:
        sys.exit("different: " + ", ".join(f"{name} {follower.worst.get(name, '')}" for name in wrong))


if __name__ == "__main__":
    main()
