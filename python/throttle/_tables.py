"""The program's tables as typed frames."""

import json
import pathlib

import pandas


def schema(folder):
    """The description of a folder's tables: name of the file, its fields."""
    package = json.loads(pathlib.Path(folder, "datapackage.json").read_text(encoding="utf-8"))
    return package, {resource["path"]: resource["schema"]["fields"] for resource in package["resources"]}


def read(path, fields=()):
    """A table with the types that its description gives: months as periods, text as text, empty cells as missing."""
    types = {field["name"]: field["type"] for field in fields}
    text = {name: str for name, kind in types.items() if kind in ("string", "yearmonth")}
    frame = pandas.read_csv(path, dtype=text, keep_default_na=False, na_values=[""])
    for name, kind in types.items():
        if kind == "yearmonth":
            frame[name] = pandas.PeriodIndex(frame[name], freq="M")
    units = {field["name"]: field["unit"] for field in fields if field.get("unit")}
    frame.attrs["units"] = units | series_units(frame)
    return frame


def series_units(frame):
    """The unit of each series of a long table."""
    if not {"variable", "unit"} <= set(frame.columns):
        return {}
    return dict(zip(labels(frame), frame["unit"]))


def labels(frame):
    """`oil.revenue`, or `buyers.crude[india]` where a series has a region that isn't the model's own."""
    if "region" not in frame:
        return frame["variable"]
    home = frame["region"].isin(["Russia", ""]) | frame["region"].isna()
    return frame["variable"].where(home, frame["variable"] + "[" + frame["region"].astype(str) + "]")


def wide(frame, statistic="mean"):
    """A long table of months, years or periods with a column a series."""
    time = frame.columns[0]
    columns = dict.fromkeys(labels(frame))
    table = frame.assign(series=labels(frame)).pivot(index=time, columns="series", values=statistic)
    table = table[list(columns)].rename_axis(columns=None)
    table.attrs["units"] = frame.attrs.get("units", {})
    return table
