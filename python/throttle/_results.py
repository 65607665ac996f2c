"""What the program leaves in a folder, read when it is asked for."""

import functools
import pathlib
import shutil
import tempfile
import weakref

from . import _program, _tables


class Folder:
    """A folder of tables that lives as long as it is used, or as long as the user wants who named it."""

    def __init__(self, output=None):
        if output is None:
            made = tempfile.mkdtemp(prefix="throttle-")
            weakref.finalize(self, shutil.rmtree, made, ignore_errors=True)
            self.path = pathlib.Path(made, "results")
        else:
            self.path = pathlib.Path(output)

    @functools.cached_property
    def _described(self):
        return _tables.schema(self.path)

    @property
    def package(self):
        """datapackage.json: inputs with their hashes, seed, flags, version, schemas."""
        return self._described[0]

    def table(self, name):
        """A table of the folder as a frame, such as `monthly.csv`; `attrs["units"]` holds its units."""
        return _tables.read(self.path / name, self._described[1].get(name, ()))

    @property
    def tables(self):
        """The names of its tables."""
        return list(self._described[1])

    def report(self, path, *others):
        """Writes one HTML file with sentences and charts; other runs are set beside this one."""
        _program.call(["report", self.path, *(other.path for other in others), "--report", path])
        return pathlib.Path(path)


def frame_of(name, meaning):
    """A table that is read once, at the first use."""
    found = functools.cached_property(lambda self: self.table(name))
    found.__doc__ = meaning
    return found


class Run(Folder):
    """A finished run: `monthly`, `annual` and `total` have a row a series and time, `se` beside `mean`."""

    monthly = frame_of("monthly.csv", "Each series by month, as periods.")
    annual = frame_of("annual.csv", "Each series by year; `months` says how many of a year's months it covers.")
    total = frame_of("total.csv", "Each series over the whole period.")
    parameters = frame_of("parameters.csv", "What each parameter was, where that was set, and its source.")
    events = frame_of("events.csv", "How often each event began, and how long it lasted.")
    questions = frame_of("questions.csv", "The scenario's questions with their answers and errors.")
    iamc = frame_of("iamc.csv", "Whole years in names and units that pyam reads.")

    def __init__(self, output=None, scenario=None):
        super().__init__(output)
        self.scenario = scenario
        """What was run, as it was given."""

    def __getitem__(self, series):
        """The months of one series, such as `oil.revenue` or `buyers.crude[india]`.

        The region may be left out where there is only one.
        """
        found = self.monthly[_tables.labels(self.monthly) == series]
        if found.empty:
            found = self.monthly[self.monthly["variable"] == series]
            found = found if found["region"].nunique() == 1 else found[:0]
        if found.empty:
            raise KeyError(f"the run doesn't report {series}; it has {', '.join(self.series)}")
        return found.drop(columns=["variable", "region"]).set_index("month")

    @property
    def series(self):
        """The names of the series that the run reports."""
        return list(dict.fromkeys(_tables.labels(self.monthly)))

    def wide(self, statistic="mean"):
        """The months as rows and the series as columns."""
        return _tables.wide(self.monthly, statistic)

    def __repr__(self):
        return f"<{self.package['title']}: {len(self.series)} series, {self.package['run']['period']}>"


class Sweep(Folder):
    """A merged sweep: a row of `cases` for each run, and of `outcomes` for each result."""

    cases = frame_of("cases.csv", "Each case: its number, policy, values of the axes, and how it ended.")
    outcomes = frame_of("outcomes.csv", "The results of each case: mean and percentiles with their errors.")

    @functools.cached_property
    def _described(self):
        return {}, {}
