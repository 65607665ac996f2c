"""What the follower of a run is told, and what it notes: differences, and shocks that explain the program's values."""
from model_inputs import FUELS, np


class Told:
    """In place of random numbers: normal numbers that were told, zeros where none were; nothing rare happens."""

    def __init__(self):
        self.queue = []

    def standard_normal(self, shape):
        return self.queue.pop(0) if self.queue else np.zeros(shape)

    def random(self, shape):
        return np.full(shape, 0.5)


class Notes:
    """The largest difference of each series, and the shocks of each month."""

    def __init__(self, given, paths, start):
        self.given, self.paths, self.start, self.told = given, paths, start, Told()
        self.worst, self.shocks = {}, {}

    def begin(self, index):
        self.index, self.month = index, self.start + index

    def now(self, name, back=0):
        """What the program had, in this month or in one before; zeros before its first."""
        column, index = self.paths[name], self.index - back
        return column[index] if index >= 0 else np.zeros(self.given.paths)

    def fuels(self, form):
        return np.array([self.now(form.format(fuel)) for fuel in FUELS])

    def same(self, name, ours, theirs=None):
        """Notes the largest difference of a series, relative to its size."""
        theirs = self.now(name) if theirs is None else theirs
        apart = np.max(np.abs(ours - theirs) / np.maximum(np.maximum(np.abs(theirs), np.abs(ours)), 1e-3), initial=0)
        self.worst[name] = max(self.worst.get(name, 0), apart)

    def shock(self, name, z, where=None):
        """Notes a shock that explains the program's values, on the paths where it can be told."""
        self.shocks.setdefault(name, []).append(z if where is None else z[where])
