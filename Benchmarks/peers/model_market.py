"""Who buys Russian crude and at what price: buyers, discounts, the price cap. Needs numpy."""
from model_inputs import KILO, Month, day, np, number

NAMED = ["china_sea", "india", "turkey", "eu", "other"]


class Buyers:
    """Volumes of each buyer: what pressure leaves, what others offer, habits, cargoes that float."""

    def __init__(self, given, seeds, before, past, rng):
        """`past`: the pressure on volumes of the six months before the period, the last one first."""
        self.given, self.rng = given, rng
        rows = {row["buyer"]: row for row in seeds.rows("buyers")}
        if set(rows) != {*NAMED, "china_pipe"}:
            raise SystemExit("the peer knows no buyers but " + ", ".join(NAMED))
        self.weights = [number(rows[name]["pressure_weight"]) for name in NAMED]
        many = lambda form, names=NAMED: np.vstack([given.column(form.format(name)) for name in names])
        self.drop = np.vstack([given.column(f"buyers.{name}_drop") if weight else np.zeros(given.paths)
                               for name, weight in zip(NAMED, self.weights)])
        self.appetite, self.most = many("buyers.{}_appetite"), many("buyers.{}_maximum")
        either = lambda name, column, otherwise: (
            given.column(f"buyers.{name}_{column}") if rows[name][column] else otherwise + np.zeros(given.paths))
        self.newest = np.vstack([either(name, "newest", 1) for name in NAMED])
        self.noise = np.vstack([either(name, "noise", given("buyers.noise")) for name in NAMED])
        self.start = many("buyers.start_{}")
        self.pipe = number(rows["china_pipe"]["start"])
        self.most[0] += self.start[0]
        self.india = seeds.season("buyer_season", "india")
        self.recall(seeds, before, past)
        self.embargoed, self.floating, self.refused = np.zeros((3, given.paths))

    def recall(self, seeds, last, past):
        """Volumes as far as they last; normal ones without season and pressure: in part last month, in part the mean of six."""
        columns = {name: seeds.history("oil_exports_monthly", name) for name in ("crude", "china", *NAMED[1:4])}

        def counted(name, month):
            known = {column: history.nearest(month) for column, history in columns.items()}
            known["china_sea"] = known["china"] - self.pipe
            known["other"] = max(known["crude"] - sum(known[of] for of in ("china", "india", "turkey", "eu")), 50)
            return known[name]
        usual = next(number(row["value"]) for row in seeds.rows("constants") if row["number"] == "buyers.habit_weight")
        self.volume, self.normal = None, 0
        for back in range(11, -1, -1):
            ratios = np.array([counted(name, last - back) / counted(name, last) for name in NAMED])
            calm = self.start * ratios[:, None] / self.season(last - back)
            self.volume = calm if back == 11 else self.volume + self.newest * (calm - self.volume)
            if back < len(past):
                kept = 1 - self.drop * np.array(self.weights)[:, None] * past[back]
                self.normal = self.normal + ((1 - usual) * (back == 0) + usual / len(past)) * calm / np.maximum(kept, 0.05)
        self.volume = self.volume * self.season(last)

    def season(self, month):
        season = np.ones((len(NAMED), self.given.paths))
        season[1] = np.maximum(1 + self.given("buyers.season") * (self.india(month) - 1), 0.1)
        return season

    def step(self, month, pressure, loaded, pipe, discount):
        """Purchases; the glut without a willing buyer and what is loaded beyond normal volumes, mb/d."""
        allowed = self.given.mean("buyers.eu_allowed", month)
        keep, glut = self.frighten(pressure, allowed)
        expected = self.aim(month, keep, loaded, pipe, discount, allowed)
        sold = self.sell(month, self.scatter(expected, allowed), loaded, pipe)
        self.keep_part(expected, sold)
        return sold, glut, self.adapt(month, keep, loaded, pipe)

    def frighten(self, pressure, allowed):
        """What pressure leaves of each normal volume, and the glut that the rest makes, embargoed oil with it."""
        keep, eu = 1 - self.drop * np.array(self.weights)[:, None] * pressure, NAMED.index("eu")
        rejected = (self.normal * (1 - keep)).sum(axis=0)
        cut = np.maximum(self.normal[eu] - allowed, 0)
        self.normal[eu] -= cut
        self.volume[eu] = np.minimum(self.volume[eu], allowed)
        self.embargoed = self.embargoed * (1 - self.given("buyers.embargo_absorption")) + cut
        return keep, (rejected + self.embargoed) / KILO

    def sell(self, month, target, loaded, pipe):
        """Sales of what is loaded and what floats; the rest waits at sea, or is refused."""
        wanted, market = target.sum(axis=0), np.maximum(loaded - pipe + self.floating * KILO / month.days, 0)
        sold = np.minimum(wanted, market)
        self.floating = (market - sold) * month.days / KILO
        self.refused = np.maximum(self.floating - self.given("buyers.floating_room"), 0) * KILO / month.days
        return target * sold / np.maximum(wanted, 1e-9)

    def keep_part(self, expected, sold):
        """What lasts of a month's sales: wishes are met alike, and scattered cargoes add up to what was expected."""
        sea = [row for row, name in enumerate(NAMED) if name != "eu"]
        met = expected * sold[sea].sum(axis=0) / expected[sea].sum(axis=0)
        self.volume = np.where(self.newest == 1, sold, met + self.newest * (sold - met))

    def adapt(self, month, keep, loaded, pipe):
        """Normal volumes follow actual ones; gives what is loaded beyond them."""
        year = self.volume / (np.maximum(keep, 0.05) * self.season(month))
        self.normal = self.normal + self.given("buyers.habit") * (year - self.normal)
        return (loaded - pipe - self.embargoed - self.normal.sum(axis=0)) / KILO

    def aim(self, month, keep, loaded, pipe, discount, allowed):
        """Buying moves with the season at once; what else changes is adapted to."""
        given, season = self.given, self.season(month)
        usual = self.volume * season / self.season(month - 1)
        willing, calm = self.normal * keep * season, keep ** 2
        hunger = np.clip(0.5 + (discount - given("urals.base_discount")) / given("buyers.appetite_discount"), 0, 1)
        free = np.maximum(loaded - willing.sum(axis=0) - pipe, 0) * hunger
        share = self.appetite * calm
        wish = willing + free * share / (share.sum(axis=0) + 1e-12)
        up = given("buyers.speed_up") * (1 - given("buyers.up_pressure") * (1 - calm))
        speed = np.where(wish < usual, given("buyers.speed_down"), up)
        most = self.most.copy()
        most[NAMED.index("eu")] = np.minimum(most[NAMED.index("eu")], allowed)
        return np.minimum(np.maximum(usual + speed * (wish - usual), 0), most)

    def scatter(self, target, allowed):
        """Cargoes that arrive in another month; all but the EU's add up to what they did."""
        given, z = self.given, self.rng.standard_normal(target.shape)
        small, eu = given("buyers.small_noise"), NAMED.index("eu")
        noise = self.noise + small * np.array([[name == "turkey"] for name in NAMED])
        noise[eu] = small
        moved = target * np.exp(noise * z)
        others = [row for row in range(len(NAMED)) if row != eu]
        moved[others] *= target[others].sum(axis=0) / (moved[others].sum(axis=0) + 1e-9)
        moved[eu] = np.minimum(moved[eu], allowed)
        return moved


class Discount:
    """The delivered discounts of India and China, prices at western ports and of ESPO, and the tax basket."""

    def __init__(self, given, seeds, brent, fleet, before, war):
        """`war`: what the steps of the month before the period added to the war premium."""
        self.given, known = given, seeds.rows("embargoes")
        self.china = next(number(row["pressure_weight"]) for row in seeds.rows("buyers") if row["buyer"] == "china_sea")
        self.embargoes = [Month.of(day(row["date"])) for row in known if row["buyer"] == "eu"]
        self.turmoil, gap, share = given.column("urals.start_turmoil"), given("urals.start"), given("urals.espo_share")
        to_india = given("urals.port_cost") + given("urals.freight_india") * fleet.freight + fleet.war
        rise = 1 + given("urals.espo_idle_response") * fleet.idle
        to_pacific = given("urals.espo_freight") * rise - share * given("urals.base_discount")
        weight = given("urals.espo_weight")
        start = (gap - (1 - weight) * to_india - weight * to_pacific) / (1 - weight + weight * share)
        self.delivered, self.first, self.residual = np.vstack([start, start]), start, None
        premium = fleet.war - (fleet.war - war) / given("fleet.war_decay")
        self.move = (given("urals.start_move") - (1 - weight) * premium) / (1 - weight + weight * share)
        self.west, self.espo = brent - start - to_india, brent - share * start - to_pacific
        self.price = brent - gap
        history = seeds.history("prices_monthly", "urals")
        self.past = [history.nearest(before - back) + np.zeros(given.paths) for back in range(12, 0, -1)] + [self.price]

    def aim(self, glut, overhang, pressure):
        given = self.given
        excess = given("urals.glut_response") * glut + given("urals.overhang_response") * overhang
        return given("urals.base_discount") + excess + given("urals.pressure_response") * pressure

    def step(self, month, index, brent, before, glut, overhang, announced, idled, z):
        """`announced`: last month's and this month's pressure; China feels the part of it that its buyers do."""
        given = self.given
        if index == 0:
            going = (1 / given("urals.speed") - 1) * self.move
            self.residual = self.first + going - self.aim(0, 0, announced[0])
        self.shake(month, np.abs(np.log(brent / before)), announced, idled)
        noise = given("urals.noise") + self.turmoil * (given("urals.turmoil_noise") - given("urals.noise"))
        self.residual = self.residual * given("urals.residual_keep") + noise * z / given("urals.speed")
        goal = self.aim(glut, overhang, np.vstack([announced[1], self.china * announced[1]])) + self.residual
        self.delivered = self.delivered + given("urals.speed") * (goal - self.delivered)

    def shake(self, month, move, announced, idled):
        """Turmoil comes with listings, embargoes and jumps of Brent, and fades."""
        given = self.given
        rise = np.maximum(announced[1] - announced[0], 0) / given("urals.turmoil_pressure")
        listing = np.minimum(rise + idled / given("urals.turmoil_idle"), 1)
        event = np.maximum(listing, np.where(move > given("urals.turmoil_jump"), 1, float(month in self.embargoes)))
        self.turmoil = np.maximum(self.turmoil * given("urals.turmoil_keep"), event)

    def quote(self, brent, fleet, china_sea, pacific, western):
        given, weight = self.given, self.given("urals.espo_weight")
        far = np.minimum(np.maximum(china_sea - pacific, 0) / np.maximum(western, 1), 1)
        near = (1 - far) * (self.delivered[0] + given("urals.freight_india") * fleet.freight)
        distant = far * (self.delivered[1] + given("urals.freight_china") * fleet.freight)
        self.west = np.maximum(brent - near - distant - given("urals.port_cost") - fleet.war, 1)
        gap = given("urals.espo_freight") * (1 + given("urals.espo_idle_response") * fleet.idle)
        beyond = given("urals.espo_share") * (self.delivered[1] - given("urals.base_discount"))
        self.espo = np.maximum(brent - beyond - gap, 1)
        self.price = (1 - weight) * self.west + weight * self.espo
        self.past.append(self.price)


class PriceCap:
    """The Western-serviced share, and what caps take from the price of crude and products."""

    # How far caps were kept before the period, whatever a scenario decides for later.
    KEPT, KEPT_ON_PRODUCTS = 0.3, 0.1

    def __init__(self, given, seeds, before, west, espo):
        self.given, self.western = given, None
        middle, known = before.first + 14, sorted(seeds.rows("price_caps"), key=lambda row: row["start"])
        of = lambda name, otherwise: ([otherwise] + [
            float(row[name]) for row in known if row[name] and day(row["start"]) <= middle])[-1]
        self.share(of("level", 150), west)
        self.before = self.take(west, espo, of("level", 150), self.KEPT)
        self.caps = of("dear", 300), of("cheap", 300), self.KEPT_ON_PRODUCTS

    def share(self, cap, west):
        given = self.given
        wanted = given("price_cap.western_share") + given("price_cap.western_response") * (cap - west)
        self.western = np.clip(wanted, given("price_cap.western_least"), given("price_cap.western_most"))

    def receive(self, month, west, espo, dear, cheap, dear_share):
        """What sellers get for crude from the west and from the Pacific, and for products."""
        given, of = self.given, lambda key: self.given.mean("price_cap." + key, month)
        self.share(of("level"), west)
        products = self.take_products(
            dear, cheap, dear_share, of("dear_level"), of("cheap_level"), given("price_cap.product_compliance"))
        return *self.take(west, espo, of("level"), given("price_cap.compliance")), products

    def take(self, west, espo, cap, comply):
        received = west - self.western * comply * np.maximum(west - cap, 0)
        return received, espo - self.given("price_cap.pacific_share") * comply * np.maximum(espo - cap, 0)

    def take_products(self, dear, cheap, dear_share, dear_cap, cheap_cap, comply):
        taken = self.given("price_cap.product_share") * comply
        high = dear - taken * np.maximum(dear - dear_cap, 0)
        low = cheap - taken * np.maximum(cheap - cheap_cap, 0)
        return dear_share * high + (1 - dear_share) * low
