"""The strait, lost supply, Brent, the rouble, and what Russian wells may give, a month of all paths at a time."""
from model_inputs import KILO, np


class World:
    """The strait of Hormuz, what lost supply does to the price, Brent and the rouble."""

    def __init__(self, given, seeds, before, rng):
        self.given, self.rng, paths = given, rng, given.paths
        self.strait = np.rint(given.column("strait.start_state")).astype(int)
        lost = self.lost()
        self.russian, self.offset, self.others, self.peak = np.zeros(paths), np.zeros(paths), lost, lost
        self.fast, self.slow = np.zeros((2, paths)), np.zeros((2, paths))
        months = given("strait.start_months") / given("world.slow_life")
        self.slow[1] = -self.left(lost) * given("world.slow_response") * np.exp(-months)
        self.drawn, self.premium = np.zeros(paths), np.zeros(paths)
        start, first = given.column("brent.start"), given("brent.start_lift")
        self.lift = first - np.minimum(np.maximum(first, 0), self.slow[1])
        self.level, self.change = np.log(start) - self.lift - self.slow[1], given("brent.start_change")
        self.crisis = rng.random(paths) < given("brent.start_crisis")
        self.brent, self.rub, self.rub_change = start, given.column("rub.start"), given("rub.start_change")
        history = seeds.history("prices_monthly", "rub")
        self.past_rub = [history.nearest(before - back) + np.zeros(paths) for back in range(12, 0, -1)] + [self.rub]

    def left(self, lost):
        """The logarithm of the share of supply that a loss leaves."""
        return np.log(1 - np.minimum(lost / self.given("world.supply"), 0.9))

    def lost(self):
        """Oil that the strait keeps from the market, mb/d."""
        throttled = (self.strait == 1) * self.given("strait.throttled_share")
        return np.where(self.strait == 2, 1, throttled) * self.given("strait.oil_lost")

    def move_strait(self):
        """Open 0, throttled 1, shut 2."""
        given, u = self.given, self.rng.random(self.given.paths)
        leaves = np.choose(self.strait, [-np.expm1(-given("strait.closure_rate")), 1 / given("strait.stay_throttled"),
                                         1 / given("strait.stay_shut")])
        first = np.choose(self.strait, [1.0, given("strait.reshut"), given("strait.reopens")])
        target = np.where(u < leaves * first, np.array([2, 2, 0])[self.strait], np.array([0, 0, 1])[self.strait])
        self.strait = np.where(u < leaves, target, self.strait)

    def lose(self, export_loss):
        """What reaches the market of losses in Russia, which others make up in part, and elsewhere, from stocks."""
        given, gross, arrival = self.given, export_loss / KILO, self.given("world.arrival")
        wanted = np.minimum(given("world.offset_share") * gross, given("world.opec_spare"))
        self.offset = self.offset + given("world.offset_speed") * (wanted - self.offset)
        sold = given("world.stock_release")
        loss = np.maximum(self.lost() + given("world.other_loss") - sold, 0)
        self.peak = np.maximum(self.peak, loss)
        ease = 1 - np.divide(loss, self.peak, out=np.ones(given.paths), where=self.peak > 0)
        bought = given("world.refill_speed") * self.drawn * ease
        self.drawn = self.drawn + given("world.drawn_share") * loss + sold - bought
        return (self.russian + arrival * (np.maximum(gross - self.offset, 0) - self.russian),
                self.others + arrival * (loss + bought - self.others))

    def respond(self, export_loss):
        """The log change of Brent that lost supply explains, with the premium of spectacular events."""
        given = self.given
        russian, others = self.lose(export_loss)
        shock = np.vstack([self.left(self.russian) - self.left(russian), self.left(self.others) - self.left(others)])
        self.russian, self.others = russian, others
        for speed, state in (("fast", self.fast), ("slow", self.slow)):
            state += shock * given(f"world.{speed}_response")
            state[1] = np.maximum(state[1], 0)
            state *= np.exp(-1 / given(f"world.{speed}_life"))
        happens = self.rng.random(given.paths) > np.exp(-given("world.event_rate"))
        self.premium = self.premium * given("world.event_decay") + happens * given("world.event_premium")
        return self.fast.sum(axis=0) + self.slow.sum(axis=0) + self.premium + given("world.escalation_premium")

    def step(self, export_loss, z_brent, z_rub):
        given, before = self.given, self.brent
        self.move_strait()
        response = self.respond(export_loss)
        stays = np.where(self.crisis, given("brent.stay_crisis"), 1 - given("brent.stay_calm"))
        self.crisis = self.rng.random(given.paths) < stays
        volatility = np.where(self.crisis, given("brent.crisis_volatility"), given("brent.calm_volatility"))
        pull = given("brent.reversion") * (np.log(given("brent.anchor")) - self.level)
        self.change = pull + given("brent.momentum") * self.change + volatility * z_brent
        self.level = self.level + self.change
        self.lift = self.lift * 0.5 ** (1 / given("brent.lift_half_life"))
        self.brent = np.exp(self.level + self.lift + response)
        gap, oil = np.log(given("rub.anchor") / self.rub), np.log(self.brent / before)
        own = given("rub.momentum") * self.rub_change + given("rub.volatility") * z_rub
        self.rub_change = given("rub.reversion") * gap + own + given("rub.oil_beta") * oil
        self.rub = self.rub * np.exp(self.rub_change)
        self.past_rub.append(self.rub)


class Wells:
    """What wells may give: the last count, moved by what OPEC+ announces and by meetings to come."""

    def __init__(self, given, seeds, before, rng):
        self.given, self.rng, self.decided = given, rng, np.zeros(given.paths)
        self.last = max(seeds.history("crude_output_monthly", "crude"))
        self.potential = self.give(before, 0)

    def give(self, month, z):
        given, moved = self.given, 0
        if month > self.last:
            change = given.mean("production.quota", month) - given.on("production.quota", self.last.first)
            moved = given("production.follow") * change + self.decided
        crude = given.mean("production.counted", month) * given("production.level") + moved
        return np.maximum(crude * (1 + given("production.noise") * z), 0) + given("production.condensate")

    def step(self, month):
        given, rng = self.given, self.rng
        meets = rng.random(given.paths) < given("production.meeting_chance")
        if month > self.last:
            self.decided = self.decided + meets * given("production.meeting_step") * rng.standard_normal(given.paths)
        self.potential = self.give(month, rng.standard_normal(given.paths))
