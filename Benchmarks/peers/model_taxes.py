"""What oil earns, and what the budget gets of it, a month of all paths at a time."""
from model_inputs import BARRELS, KILO, Month, np


class Revenue:
    """Export revenue of crude and products, and the loss against what oil would earn if nothing hindered it."""

    def __init__(self, given, rng):
        self.given, self.rng, self.unexplained = given, rng, np.zeros(given.paths)

    def begin(self, seeds, month, volumes, pipe, pacific, west, received, eastern, products_received):
        """What counted revenue of the month before the period was beyond volumes at their prices, a barrel of crude."""
        revenue, products = (seeds.history("oil_exports_monthly", name).get(month) for name in ("revenue", "products"))
        if revenue is None or products is None:
            return
        crude = self.sell(volumes, pipe, pacific, west, received, eastern, self.given("oil.realised_premium"))
        rest = revenue / (month.days / 1e6) - crude - products * products_received
        self.unexplained = rest / np.maximum(volumes.sum(axis=0) + pipe, 1)

    def step(self, month, volumes, pipe, pacific, west, received, eastern, products, products_received):
        """Crude and products, bn USD."""
        given, scale, z = self.given, month.days / 1e6, self.rng.standard_normal(self.given.paths)
        self.unexplained = self.unexplained * given("oil.unexplained_keep")
        self.premium = given("oil.realised_premium") + self.unexplained + given("oil.realised_noise") * z
        crude = self.sell(volumes, pipe, pacific, west, received, eastern, self.premium)
        return crude * scale, products * products_received * scale

    def sell(self, volumes, pipe, pacific, west, received, eastern, premium):
        """What crude earns in a day: China's by pipeline and from the Pacific at ESPO's price, the EU's at no cap."""
        east, eu, sea = np.minimum(volumes[0], pacific), volumes[3], volumes.sum(axis=0)
        return (sea - east - eu) * received + eu * west + (east + pipe) * eastern + (sea + pipe) * premium

    def unhindered(self, month, brent, potential, wanted, products, bare):
        """All plants run as wanted, wells give what they may, all of it is sold at the discount from before the war."""
        given, prewar = self.given, self.given("oil.prewar_discount")
        crude = np.maximum(potential - wanted - given("crude.direct_burn"), 0) * (brent - prewar + self.premium)
        return (crude + products * (bare - prewar)) * month.days / 1e6


class Taxes:
    """Oil and gas revenue of the federal budget from the tax code's formulas, a month's tax as cash of the next."""

    def __init__(self, given, seeds, before, urals, rub, rng):
        self.given, self.rng, self.seeds = given, rng, seeds
        if seeds.rule("tax_price_floor_active", before.first):
            raise SystemExit("the peer knows no floor of the tax price: take a later day")
        self.season = seeds.season("budget_season", "gas_taxes")
        of = lambda name: seeds.rule("duty_" + name, Month("2022-01").first)
        self.barrels = of("barrels_per_tonne")
        self.bands = [(of("band_3_start"), of("band_3_base"), of("band_3_slope")),
                      (of("band_2_start"), of("band_2_base"), of("band_2_slope")),
                      (of("band_1_start"), 0, of("band_1_slope"))]
        self.assess(before, urals, rub)

    def duty(self, price):
        """The notional export duty, USD a tonne."""
        tonne = self.barrels * price
        return np.select([tonne > start for start, _, _ in self.bands],
                         [base + slope * (tonne - start) for start, base, slope in self.bands])

    def assess(self, month, urals, rub):
        """The extraction tax a tonne, and the reverse excise for each kb/d that is run."""
        of, self.month = lambda name: self.seeds.rule(name, month.first), month
        price, duty = urals[-1], self.duty((urals[-2] + urals[-3]) / 2)
        base = of("met_base_rate") * np.maximum(price - of("met_price_floor"), 0) * rub[-1] / of("met_divisor")
        self.rate = base + of("met_addon") + duty * rub[-1] * of("kcorr") + self.given("tax.met_residual")
        tonnes = month.days / (BARRELS * KILO)
        self.reverse = self.given("tax.reverse_share") * self.duty(price) * rub[-1] * of("kcorr") * tonnes / KILO

    def step(self, month, urals, rub, production, runs, damper, due, gas_effect):
        """Extraction tax, reverse excise, profit-based tax, and all of oil and gas revenue, bn RUB."""
        given, tonnes = self.given, self.month.days / (BARRELS * KILO)
        crude = np.maximum(production - given("production.condensate"), 0) * tonnes
        owed = given("tax.met_damper_share") * np.maximum(due, 0) + given.mean("tax.met_one_off", month)
        met, reverse = given("tax.met_share") * self.rate * crude / KILO + owed, self.reverse * runs
        gas = given.mean("tax.gas", month) * self.season(month) + given.mean("tax.gas_one_off", month) + gas_effect
        profit = self.settle(month, urals, rub)
        noise = 1 + given("tax.noise") * self.rng.standard_normal(given.paths)
        return met, reverse, profit, (met - reverse - damper + gas) * noise + profit

    def settle(self, month, urals, rub):
        """The profit-based tax: March settles the fourth quarter, April, July and October the quarter just ended."""
        given = self.given
        if month.of_year not in (3, 4, 7, 10):
            return np.zeros(given.paths)
        first, cost = 3 if month.of_year == 3 else 1, given("tax.profit_cost")
        mean = sum(np.maximum(urals[-1 - back] - cost, 0) * rub[-1 - back] / 3 for back in range(first, first + 3))
        noise = given("tax.profit_noise") * self.rng.standard_normal(given.paths)
        return np.maximum(given("tax.profit_factor") * mean + noise, 0)
