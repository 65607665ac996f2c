"""Fuel at home and abroad: demand, stocks, prices, bans, exports of products, cracks and the damper. Needs numpy."""
from model_inputs import FUELS, KILO, Month, YEAR, day, np, number

GASOLINE, DIESEL = 0, 1


def stack(given, name):
    """A parameter of each fuel: rows of fuels, a column or many of paths."""
    return np.vstack([given.column(name.format(fuel)) for fuel in FUELS])


class FuelMarket:
    """Demand, sales, prices and bans at home, and what is shipped abroad; stocks close the balance."""

    def __init__(self, given, seeds, before, output, rng):
        self.given, self.rng = given, rng
        rows = {row["fuel"]: row for row in seeds.rows("fuels")}
        self.barrels = np.array([[number(rows[fuel]["barrels"])] for fuel in FUELS])
        self.dear = np.array([[number(rows[fuel]["dear"])] for fuel in FUELS])
        self.seasons = [seeds.season("fuel_season", "index", product=fuel) for fuel in FUELS]
        self.demand = stack(given, "fuel.{}_demand")
        self.floor, self.target = stack(given, "fuel.{}_floor"), stack(given, "fuel.{}_target")
        self.stock, self.panic = stack(given, "products.start_{}_stock"), np.zeros(given.paths)
        self.ban = given.column("fuel.start_ban")
        base = np.array([[self.indicative(fuel, before)] for fuel in FUELS[:2]])
        start = np.vstack([given.column(f"fuel.start_{fuel}_price") for fuel in FUELS[:2]])
        self.log_price = np.log(start / base)
        self.offered = self.offer(before, output)
        counted = seeds.history("oil_exports_monthly", "products").get(before)
        self.unseen = (given("fuel.unseen_spread") * rng.standard_normal(given.paths) if counted is None
                       else counted - self.kb_per_day(before, self.offered))

    def offer(self, month, output):
        """What the month before the period left for export."""
        given, need = self.given, self.demand * self.part(month)
        need[:2] *= np.exp(-given("fuel.demand_elasticity") * self.log_price)
        supply = output.copy()
        supply[GASOLINE] += given("fuel.belarus_imports")
        left = np.maximum(supply - need, 0)
        left[GASOLINE] *= 1 - self.ban * (1 - given("fuel.ban_leak"))
        return left

    def part(self, month):
        """The part of a year's demand that a month has."""
        return np.array([[season(month)] for season in self.seasons]) * month.days / YEAR

    def uncounted(self, month):
        """Use at home of the fuels of whose use little is counted, kb/d."""
        return self.kb_per_day(month, self.demand * self.part(month) * (1 - self.dear))

    def deviate(self, month):
        """What the balance of products misses fades and comes anew; by how much uncounted use differs for that."""
        keep, z = self.given("fuel.unseen_keep"), self.rng.standard_normal(self.given.paths)
        self.unseen = keep * self.unseen + np.sqrt(1 - keep ** 2) * self.given("fuel.unseen_spread") * z
        more = np.maximum(1 - self.unseen / np.maximum(self.uncounted(month), 1e-9), 0)
        return np.where(self.dear == 1, 1, more)

    def indicative(self, fuel, month):
        return self.given.mean(f"damper.indicative_{fuel}", month)

    def step(self, month, index, output, alternative, port_room):
        """Sales and exports in Mt, exchange prices, the gap of gasoline, demand at usual prices."""
        given, z = self.given, self.rng.standard_normal(self.given.paths)
        grown = np.maximum(1 + given("fuel.demand_growth") * index / 12, 0.01)
        usual = self.demand * self.part(month) * grown * self.deviate(month)
        need = usual.copy()
        need[:2] *= np.exp(given("fuel.demand_noise") * z - given("fuel.demand_elasticity") * self.log_price)
        need[GASOLINE] *= 1 + self.panic
        scarce = np.clip(self.log_price[GASOLINE] / 0.2, 0, 1)
        imported = given("fuel.belarus_imports") * (1 + given("fuel.import_surge") * scarce)
        supply = output.copy()
        supply[GASOLINE] += imported
        room = np.maximum(supply + self.stock - self.floor, 0)
        sales = np.minimum(need, room)
        spare = supply - sales + given("fuel.rebuild") * (self.stock - self.target)
        wish = np.minimum(np.maximum(spare, 0), room - sales)
        wish[GASOLINE] *= 1 - self.ban * (1 - given("fuel.ban_leak"))
        overflow = np.maximum(self.stock + supply - sales - self.target, 0)
        offered = np.maximum(wish, np.minimum(overflow, room - sales))
        gap = (need[GASOLINE] - supply[GASOLINE]) / need[GASOLINE]
        prices = self.price(month, gap, output[DIESEL], alternative)
        unmet = (need[GASOLINE] - sales[GASOLINE]) / need[GASOLINE]
        panic = given("fuel.panic_decay") * self.panic + given("fuel.panic_gain") * unmet
        self.panic = np.clip(panic, 0, given("fuel.panic_cap"))
        self.decide(gap)
        return sales, self.ship(month, supply - sales, offered, port_room), prices, 100 * gap, usual

    def price(self, month, gap, diesel, alternative):
        given, base = self.given, [self.indicative(fuel, month) for fuel in FUELS[:2]]
        cap, speed = given("fuel.gap_cap"), given("fuel.price_speed")
        short = np.minimum(np.maximum(gap + given("fuel.gap_offset"), -0.05), cap)
        lost = np.clip(1 - diesel / (given("fuel.diesel_normal_output") * month.days / YEAR), 0, cap)
        pull = given("fuel.diesel_netback_share") * np.log(np.maximum(alternative, 1) / base[DIESEL])
        aim = np.vstack([given("fuel.price_response") * short, pull + given("fuel.diesel_response") * lost])
        self.log_price += speed * (aim - self.log_price)
        return np.array(base)[:, None] * np.exp(self.log_price)

    def decide(self, gap):
        given, price = self.given, self.log_price[GASOLINE]
        begins = (gap > given("fuel.ban_gap")) | (price > given("fuel.ban_price"))
        ends = (price < given("fuel.ban_end_price")) & (self.stock[GASOLINE] > given("fuel.ban_end_stock"))
        self.ban = np.where(begins, 1, np.where(ends, 0, self.ban))

    def ship(self, month, surplus, offered, port_room):
        """Exports of each fuel in Mt, as far as ports and neighbours take them."""
        given, rate = self.given, self.barrels * KILO / month.days
        timely = np.maximum(1 + given("products.noise") * self.rng.standard_normal(given.paths), 0)
        room = given("products.land_capacity") + port_room * given("products.port_capacity")
        scale = np.minimum(room / np.maximum((offered * rate).sum(axis=0), 1e-9), timely)
        left = self.stock + surplus
        exports = np.minimum(offered * scale, np.maximum(left, 0))
        self.stock = left - exports
        return exports

    def kb_per_day(self, month, megatonnes):
        return (megatonnes * self.barrels).sum(axis=0) * KILO / month.days


class Products:
    """Cracks at Rotterdam, export prices of products, and the damper."""

    def __init__(self, given, seeds, rng):
        self.given, self.rng = given, rng
        self.usual, self.keep, self.spread = (np.vstack([given.column(f"cracks.{fuel}_{key}") for fuel in FUELS[:2]])
                                              for key in ("usual", "keep", "spread"))
        self.cracks = np.vstack([given.column(f"cracks.start_{fuel}") for fuel in FUELS[:2]])
        self.own = given("product_prices.crack_spread") * rng.standard_normal(given.paths)
        self.barrels = np.array([[number(row["barrels"])] for row in seeds.rows("fuels")[:2]])
        newest = {row["product"]: number(row["demand"]) for row in sorted(
            seeds.rows("fuel_balance"), key=lambda row: row["year"])}
        self.month_sales = np.array([[newest[fuel] / 12] for fuel in FUELS[:2]])
        self.embargoed = min(
            Month.of(day(row["date"])) for row in seeds.rows("embargoes") if row["commodity"] == "products")

    def crack(self, brent, before):
        share = np.clip(self.cracks / before, -1, 3)
        fresh = np.sqrt(1 - self.keep ** 2) * self.spread * self.rng.standard_normal(self.cracks.shape)
        self.cracks = brent * (self.usual + self.keep * (share - self.usual) + fresh)

    def price(self, month, brent, discount, exports, barrels, dear):
        """Dear and cheap products, the share of the dear, and the mean without discounts."""
        given, keep = self.given, self.given("product_prices.crack_keep")
        fresh = np.sqrt(1 - keep ** 2) * given("product_prices.crack_spread")
        self.own = keep * self.own + fresh * self.rng.standard_normal(given.paths)
        return self.quote(month, brent, discount, exports, barrels, dear)

    def quote(self, month, brent, discount, exports, barrels, dear):
        given = self.given
        diesel = self.cracks[DIESEL] - self.usual[DIESEL] * brent
        bare = brent - given("product_prices.cost") + self.own + given("product_prices.crack_share") * diesel
        lost = given("product_prices.embargo") * given("product_prices.embargo_keep") ** max(month - self.embargoed, 0)
        volumes, middle = exports * barrels, bare - lost - given("product_prices.discount_share") * discount
        all_of_them = volumes.sum(axis=0)
        weight = np.divide((volumes * dear).sum(axis=0), all_of_them, out=np.zeros(given.paths), where=all_of_them > 0)
        gap = given("product_prices.class_gap")
        return np.maximum(middle + (1 - weight) * gap, 1), np.maximum(middle - weight * gap, 1), weight, bare

    def alternative(self, brent, discount, rub):
        """What selling gasoline and diesel abroad would bring, RUB a tonne."""
        given = self.given
        barrel = brent + self.cracks - given("damper.discount_share") * discount
        dollars = barrel * self.barrels - given("damper.transport")
        excise = np.vstack([given.column(f"damper.{fuel}_excise") for fuel in FUELS[:2]])
        return dollars * rub * (1 + given("damper.value_added_tax")) + excise

    def damper(self, month, alternative, sales=None, prices=None):
        """The damper that is paid and the one refiners have a claim to; before the period of a usual month's sales."""
        given, paid, due = self.given, 0, 0
        for row, fuel in enumerate(FUELS[:2]):
            of = lambda key: given.mean(f"damper.{key}_{fuel}", month)
            sold = self.month_sales[row] if sales is None else sales[row]
            owed = given.mean("damper.multiplier", month) * of("k") * (alternative[row] - of("indicative")) * sold
            owed = owed * given("damper.volume_share") / KILO
            due = due + owed
            if prices is None:
                paid = due
                continue
            is_held = prices[row] <= of("indicative") * (1 + of("cutoff") + given("damper.held"))
            paid = paid + np.where(is_held, 1, given.mean("damper.moratorium", month)) * owed
        return paid, due
