"""Throttle from Python: scenarios in, pandas frames out.

    import throttle

    base = throttle.run("baseline", paths=256)
    base.annual                                     # a frame: mean, se and percentiles of each series and year
    mine = throttle.run({"name": "Cap of 40", "extends": "baseline",
                         "price_cap": {"level": {"2026-02-01": "40 USD/bbl"}}}, paths=256)
    throttle.compare("baseline", mine.scenario, paths=256)

Everything is computed by the program `simulate`, which comes with the package; this module calls it and reads its
tables. A scenario is the name of one that comes with the program, a file, or a mapping as a scenario file holds it, with
units as text. A mistake raises `ThrottleError` with the program's own message, placed in the scenario's text.
"""

from ._program import ThrottleError, program, version
from ._results import Run, Sweep
from ._studies import ask, backtest, compare, run, scenarios, sweep

__version__ = version()
__all__ = [
    "Run", "Sweep", "ThrottleError", "ask", "backtest", "compare", "program", "run", "scenarios", "sweep",
]
