"""The program's commands as functions."""

import json
import tempfile

import pandas

from . import _program
from ._results import Folder, Run, Sweep
from ._scenario import Given


def options(set=None, data=(), **named):
    """Keywords as the program's options: `keep_paths=True` is `--keep-paths`, None is left out."""
    words = []
    for key, value in (set or {}).items():
        words += ["--set", f"{key}={value}"]
    for folder in [data] if isinstance(data, str) else data or ():
        words += ["--data", str(folder)]
    for key, value in named.items():
        for one in value if isinstance(value, (list, tuple)) else [value]:
            if one is True:
                words.append(f"--{key.replace('_', '-')}")
            elif one is not None and one is not False:
                words += [f"--{key.replace('_', '-')}", str(one)]
    return words


class Scenarios:
    """What was given, as files in a folder that goes when the work is done."""

    def __enter__(self):
        self._folder = tempfile.TemporaryDirectory(prefix="throttle-")
        return self

    def __exit__(self, *_):
        self._folder.cleanup()

    def given(self, scenario, name="scenario"):
        return Given(scenario, self._folder.name, name)

    def call(self, *words):
        return _program.call(words, hidden=self._folder.name + "/")


def run(scenario, *, paths=None, seed=None, set=None, data=(), threads=None, output=None, **more):
    """Runs a scenario.

    `set` maps parameters to values with units, such as `{"price_cap.level": "40 USD/bbl"}`. `more` are other options of
    `simulate run`: `until="se(oil.revenue) < 0.5 %"`, `keep_paths=True`, `check=True`, `history=False`, `report="r.html"`.
    Results lie in `output`, else in a folder that goes with the returned `Run`.
    """
    if more.pop("history", True) is False:
        more["no_history"] = True
    result = Run(output, scenario)
    with Scenarios() as scenarios:
        given = scenarios.given(scenario)
        chosen = options(set, data, paths=paths, seed=seed, threads=threads, **more)
        scenarios.call("run", given.argument, *chosen, "--quiet", "--output", result.path)
    return result


def compare(
    first, *others, paths=None, seed=None, set=None, data=(), threads=None, output=None, on=None, all=False, table=None
):
    """Holds the first scenario against the others, with the same shocks; gives a frame of the differences.

    Two finished runs (`Run`) are compared by their tables. `all=True` ranks every scenario that comes with the program,
    `on` names the series to rank by. `table="explained"` gives which lines of the scenarios explain the differences.
    """
    result = Folder(output)
    with Scenarios() as scenarios:
        words = [one.path if isinstance(one, Folder) else scenarios.given(one).argument for one in (first, *others)]
        chosen = options(set, data, paths=paths, seed=seed, threads=threads, on=on, all=all)
        scenarios.call("compare", *words, *chosen, "--quiet", "--output", result.path)
    return result.table(f"{table}.csv" if table else result.tables[0])


def ask(scenario, *questions, paths=None, seed=None, set=None, data=(), threads=None, output=None):
    """Answers questions about a scenario, such as `"budget.oil_gas in 2026 < 7000 bn RUB"`.

    Gives a frame with a row a question: its number, standard error and interval, and the answer as a sentence.
    """
    result = Folder(output)
    with Scenarios() as scenarios:
        given = scenarios.given(scenario)
        chosen = options(set, data, paths=paths, seed=seed, threads=threads)
        scenarios.call("ask", given.argument, *questions, *chosen, "--quiet", "--output", result.path)
    return result.table("questions.csv")


def sweep(sweep, *, shards=None, data=(), threads=None, output=None):
    """Runs the cases of a sweep on this machine; with `output` it can be interrupted, and goes on when called again."""
    result = Sweep(output)
    with Scenarios() as scenarios:
        given = scenarios.given(sweep, "sweep")
        chosen = options(None, data, shards=shards, threads=threads)
        scenarios.call("sweep", "run", given.argument, *chosen, "--quiet", "--output", result.path)
    return result


def backtest(*, paths=None, seed=None, set=None, data=(), threads=None, output=None, **more):
    """Scores forecasts made as if it were the past; gives a frame of the model's errors beside those of naive ones.

    `more` are options of `simulate backtest`, such as `part="free"` or `starts="2024-01 to 2024-06"`.
    """
    result = Folder(output)
    chosen = options(set, data, paths=paths, seed=seed, threads=threads, **more)
    _program.call(["backtest", *chosen, "--quiet", "--output", result.path])
    return result.table("backtest.csv")


def scenarios():
    """The scenarios that come with the program: a frame with the name of each, and what it asks."""
    lines = _program.call(["list", "scenarios", "--format", "json"]).splitlines()
    return pandas.DataFrame([json.loads(line) for line in lines], columns=["name", "meaning"])
