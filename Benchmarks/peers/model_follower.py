"""The peer led through a run: each mechanism is given what the program's had, and what differs is noted."""
from model_inputs import FUELS, KILO, np
from model_market import NAMED
from model_notes import Notes
from numpy_model import OilSide

UNCOUNTED = FUELS.index("fuel_oil")


class Follower(Notes):
    """A block of paths of the peer that is led through the months of a run."""

    def __init__(self, inputs, paths):
        given, seeds, start, self.months, outside = inputs
        super().__init__(given, paths, start)
        self.side = OilSide(given, seeds, start, outside, self.told)
        self.listed, self.seen, self.weight = np.zeros((3, given.paths))
        crisis, calm = given("brent.crisis_volatility") ** 2, given("brent.calm_volatility") ** 2
        self.volatility = np.sqrt(calm + given("brent.regime.crisis") / self.months * (crisis - calm))

    def step(self, index):
        self.begin(index)
        self.follow_world()
        self.follow_exports()
        self.follow_fuel()
        self.follow_buyers()
        self.follow_prices()
        self.follow_revenue()
        self.follow_taxes()

    def follow_world(self):
        world, given, now = self.side.world, self.given, self.now
        self.brent_before, world.strait = world.brent, np.rint(now("strait.state")).astype(int)
        world.premium = np.zeros(given.paths)
        response = world.respond(now("crude.export_loss", 1))
        self.same("world.response", response)
        self.same("world.tightness", world.russian + world.others)
        world.brent, world.lift = now("brent.price"), world.lift * 0.5 ** (1 / given("brent.lift_half_life"))
        level = np.log(world.brent) - response - now("world.risk_premium") - world.lift
        pull = given("brent.reversion") * (np.log(given("brent.anchor")) - world.level)
        surprise = level - world.level - pull - given("brent.momentum") * world.change
        # Crisis months are known by their number alone: what is tested is the whole, and the sign.
        self.shock("brent", surprise / self.volatility)
        self.shock("brent, sign", np.sign(surprise))
        world.level, world.change = level, level - world.level
        oil = given("rub.oil_beta") * np.log(world.brent / self.brent_before)
        expected = given("rub.reversion") * np.log(given("rub.anchor") / world.rub)
        expected += given("rub.momentum") * world.rub_change
        change = np.log(now("rub.rate") / world.rub)
        self.shock("rub", (change - expected - oil) / given("rub.volatility"))
        world.rub_change, world.rub = change, now("rub.rate")
        world.past_rub.append(world.rub)
        self.follow_strikes()
        offline, freed = self.side.refining.maintain(self.month, now("outages.offline_share"))
        self.same("maintenance.offline_total", offline)
        self.same("maintenance.deferred", 100 * freed)

    def follow_strikes(self):
        """The rate is that of one of the three regimes, unless a ceasefire ended it; listings come by chance."""
        strikes, now, month, rates = self.side.strikes, self.now, self.month, []
        funds = now("ukraine.campaign_funds", 1) if self.index else 100
        for regime in range(3):
            strikes.regime[:] = regime
            since = max(month - self.side.grown_to, 0)
            rates.append(strikes.step(month, since, self.brent_before, funds))
        told = now("strikes.rate")
        nearest = np.choose(np.abs(np.array(rates) - told).argmin(axis=0), rates)
        self.same("strikes.rate", np.where(told > 0, nearest, 0))
        self.listed += now("sanctions.listings")
        bites, price, idled, wary = self.side.sanctions.step(month)
        free = self.listed == 0
        for name, column in {"pressure": bites, "price_pressure": price, "idled": idled, "hesitation": wary}.items():
            theirs = now("sanctions." + name)
            self.same("sanctions." + name, (column + np.zeros(self.given.paths))[free], theirs[free])

    def follow_exports(self):
        side, given, now, month = self.side, self.given, self.now, self.month
        western = side.cap.western if self.index == 0 else now("price_cap.western_share", 1)
        limit = side.tankers.step(now("sanctions.idled"), side.sanctions.sum("war_premium", month), western,
                                  now("sanctions.hesitation"), now("crude.seaborne", 1), 0)
        self.same("fleet.idle", 100 * side.tankers.idle)
        self.same("fleet.limit", limit)
        self.same("fleet.war_premium", side.tankers.war)
        self.shock("freight", np.log(now("fleet.freight_index") / side.tankers.freight) / given("fleet.freight_noise"))
        side.tankers.freight = now("fleet.freight_index")
        offered = side.supply.step(side.discount.past)
        self.same("supply.export_share", offered)
        names, exports = [row["route"] for row in side.exports.routes], side.exports
        self.works = np.array([now(f"ports.working[{name}]") for name in names]) / 100
        flows, production = exports.step(month, self.works, now("production.potential"), now("refining.runs"), offered,
                                         now("buyers.refused", 1), limit)
        self.same("crude.route_exports", flows, np.array([now(f"crude.route_exports[{name}]") for name in names]))
        self.same("crude.exports", flows.sum(axis=0))
        self.same("crude.tanks", exports.tank)
        self.same("crude.shut_in", exports.shut)
        self.same("crude.production", production)
        self.pipe, self.pacific = (flows[exports.place[name]] for name in ("china_pipe", "pacific"))
        self.western, self.loaded = flows[exports.western].sum(axis=0), flows.sum(axis=0)

    def follow_fuel(self):
        side, given, now, market = self.side, self.given, self.now, self.side.market
        need, usual, offered = (self.fuels(form) for form in ("fuel.{}_need", "fuel.{}_usual", "fuel.{}_offered"))
        unseen = self.follow_unseen(usual)
        price = given("fuel.demand_elasticity") * market.log_price[1]
        demand = (np.log(need[1] / usual[1]) + price) / given("fuel.demand_noise")
        shipped = self.fuels("products.{}_exports")
        share = np.divide(shipped, offered, out=np.zeros(shipped.shape), where=offered > 1e-9).max(axis=0)
        room, rate = (side.exports.product_room * self.works).sum(axis=0), market.barrels * KILO / self.month.days
        free = share * (offered * rate).sum(axis=0) < (given("products.land_capacity") + room) * (1 - 1e-9)
        timely = (share - 1) / given("products.noise")
        self.shock("fuel_demand", demand)
        self.told.queue += [demand, unseen, timely]
        sales, exports, prices, gap, ours = market.step(
            self.month, self.index, self.fuels("refining.{}_output"), self.alternative_before(), room)
        self.shock("products.timing", timely, free & (offered.sum(axis=0) > 1e-6))
        for name, column in {"fuel.{}_sales": sales, "fuel.{}_usual": ours, "products.{}_exports": exports,
                             "fuel.{}_stock": market.stock}.items():
            self.same(name.format("*"), column, self.fuels(name))
        self.same("fuel.gasoline_price", prices[0])
        self.same("fuel.diesel_price", prices[1])
        self.same("fuel.gasoline_gap", gap)
        self.same("fuel.panic", 100 * market.panic)
        self.home, self.prices, self.shipped, self.usual = sales, prices, exports, ours

    def follow_unseen(self, usual):
        """What the balance missed, from the use of fuel oil; what it was before the period has chances of its own."""
        market, given = self.side.market, self.given
        grown = np.maximum(1 + given("fuel.demand_growth") * self.index / 12, 0.01)
        more = usual[UNCOUNTED] / (market.demand * market.part(self.month))[UNCOUNTED] / grown
        keep, told = given("fuel.unseen_keep"), (1 - more) * market.uncounted(self.month)
        z = (told - keep * market.unseen) / (np.sqrt(1 - keep ** 2) * given("fuel.unseen_spread"))
        if self.index:
            self.shock("fuel.unseen", z, self.is_told & (more > 0))
        self.is_told = more > 0
        return z

    def alternative_before(self):
        return self.side.alternative[1] if self.index == 0 else self.now("damper.diesel_alternative", 1)

    def follow_buyers(self):
        buyers, now, month, loaded, pipe = self.side.buyers, self.now, self.month, self.loaded, self.pipe
        allowed = self.given.mean("buyers.eu_allowed", month)
        keep, glut = buyers.frighten(now("sanctions.pressure"), allowed)
        self.same("buyers.glut", glut)
        target = buyers.aim(month, keep, loaded, pipe, self.side.discount.delivered[0], allowed)
        sold = np.array([now(f"buyers.crude[{name}]") for name in NAMED])
        buyers.sell(month, sold, loaded, pipe)
        self.same("buyers.floating", buyers.floating)
        self.same("buyers.refused", buyers.refused)
        # Where oil is left at sea all wishes are met, and scattered cargoes add up to what was aimed at.
        sea, met = [place for place, name in enumerate(NAMED) if name != "eu"], buyers.floating > 1e-6
        self.same("buyers.crude, sum", target[sea].sum(axis=0)[met], sold[sea].sum(axis=0)[met])
        buyers.keep_part(target, sold)
        self.volumes = sold
        self.glut, self.overhang = glut, buyers.adapt(month, keep, loaded, pipe)
        self.same("buyers.overhang", self.overhang)

    def follow_prices(self):
        side, now, given, discount, brent = self.side, self.now, self.given, self.side.discount, self.side.world.brent
        before = side.sanctions.before if self.index == 0 else now("sanctions.price_pressure", 1)
        discount.step(self.month, self.index, brent, self.brent_before, self.glut, self.overhang,
                      (before, now("sanctions.price_pressure")), now("sanctions.idled"), 0)
        self.same("urals.turmoil", discount.turmoil)
        spread = given("urals.noise") + discount.turmoil * (given("urals.turmoil_noise") - given("urals.noise"))
        told = np.array([now(f"urals.delivered_discount[{name}]") for name in ("India", "China")])
        missed = told - discount.delivered
        for name, z in zip(("india_discount", "china_discount"), missed / spread):
            self.shock(name, z)
        discount.residual, discount.delivered = discount.residual + missed / given("urals.speed"), told
        discount.quote(brent, side.tankers, self.volumes[0], self.pacific, self.western)
        for name, column in {"west_fob": discount.west, "espo": discount.espo, "price": discount.price}.items():
            self.same("urals." + name, column)
        products = side.products
        products.crack(brent, self.brent_before)
        told = np.array([now("cracks.gasoline"), now("cracks.diesel")])
        fresh = brent * np.sqrt(1 - products.keep ** 2) * products.spread
        for name, z in zip(("cracks.gasoline", "cracks.diesel"), (told - products.cracks) / fresh):
            self.shock(name, z)
        products.cracks = told

    def follow_revenue(self):
        side, now, given, month = self.side, self.now, self.given, self.month
        brent, products, discount = side.world.brent, side.products, side.discount
        keep = given("product_prices.crack_keep")
        fresh = np.sqrt(1 - keep ** 2) * given("product_prices.crack_spread")
        own = (now("product_prices.own_crack") - keep * products.own) / fresh
        if self.index > 0:
            self.shock("product_prices.own_crack", own)
        self.told.queue.append(own)
        dear, cheap, share, bare = products.price(
            month, brent, brent - discount.price, self.shipped, side.market.barrels, side.market.dear)
        for name, column in {"dear": dear, "cheap": cheap, "dear_share": share, "bare": bare}.items():
            self.same("product_prices." + name, column)
        received, eastern, for_products = side.cap.receive(month, discount.west, discount.espo, dear, cheap, share)
        for name, column in {"western_share": side.cap.western, "received": received, "espo_received": eastern,
                             "products_received": for_products}.items():
            self.same("price_cap." + name, column)
        self.told.queue.append(self.follow_premium())
        crude, product = side.revenue.step(
            month, self.volumes, self.pipe, self.pacific, discount.west, received, eastern,
            side.market.kb_per_day(month, self.shipped), for_products)
        unneeded = side.market.kb_per_day(month, np.maximum(self.fuels("refining.{}_wanted") - self.usual, 0))
        free = side.revenue.unhindered(
            month, brent, now("production.potential"), now("refining.wanted"), unneeded, bare)
        for name, column in {"crude_revenue": crude, "product_revenue": product, "unhindered_revenue": free}.items():
            self.same("oil." + name, column)

    def follow_premium(self):
        """What was unexplained at the start fades by a known share, but has chances of its own: each month beyond the
        first is held against what the months before it say of that, whose error its spread has too."""
        given, revenue, noise = self.given, self.side.revenue, self.given("oil.realised_noise")
        keep = given("oil.unexplained_keep")
        premium, left = self.now("oil.premium") - given("oil.realised_premium"), keep ** (self.index + 1)
        if self.index:
            z = (premium - left * self.seen / self.weight) / noise
            self.shock("oil.premium", z / np.sqrt(1 + left ** 2 / self.weight))
        self.seen, self.weight = self.seen + left * premium, self.weight + left ** 2
        return (premium - keep * revenue.unexplained) / noise

    def follow_taxes(self):
        side, now, given, month = self.side, self.now, self.given, self.month
        last, past, rub, brent = side.damper, side.discount.past, side.world.past_rub, side.world.brent
        side.alternative = side.products.alternative(brent, brent - side.discount.price, side.world.rub)
        side.damper = side.products.damper(month, side.alternative, self.home, self.prices)
        for row, fuel in enumerate(FUELS[:2]):
            self.same(f"damper.{fuel}_alternative", side.alternative[row])
        self.same("damper.payment", side.damper[0])
        self.same("damper.due", side.damper[1])
        oil = side.production, side.runs
        if self.index:
            oil = now("crude.production", 1), now("refining.runs", 1)
        met, reverse, profit, _ = side.taxes.step(month, past, rub, *oil, *last, now("budget.gas_effect"))
        self.same("tax.met", met)
        # Runs before the period have a shock of their own.
        if self.index:
            self.same("tax.reverse_excise", reverse)
        if month.of_year in (3, 4, 7, 10):
            self.shock("tax.profit", (now("tax.profit") - profit) / given("tax.profit_noise"))
        regular = now("tax.met") - now("tax.reverse_excise") - last[0] + now("tax.gas_taxes")
        cash = now("budget.oil_gas") - now("tax.profit")
        self.shock("tax.receipts", (cash / regular - 1) / given("tax.noise"))
        side.taxes.assess(month, past, rub)
        self.same("tax.met_rate", side.taxes.rate)
