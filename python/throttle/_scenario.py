"""Scenarios and sweeps given as mappings, written as the files that the program reads."""

import datetime
import json
import os
import pathlib
import re

# Text that means itself in a file: no quotes are needed around it.
PLAIN = re.compile(r"[\w./+(<][\w./+()%<>=~@ ,-]*")


def scalar(value):
    """One value as a line of a file holds it."""
    if isinstance(value, bool):
        return "on" if value else "off"
    if isinstance(value, (datetime.date, datetime.datetime)):
        return value.isoformat()[:10]
    text = " ".join(str(value).split())
    return text if PLAIN.fullmatch(text) else json.dumps(text, ensure_ascii=False)


def lines(value, indent=0):
    """The lines of a mapping or a list, each deeper level by two blanks."""
    blanks = " " * indent
    if isinstance(value, dict):
        for key, inner in value.items():
            if isinstance(inner, (dict, list, tuple)) and inner:
                yield f"{blanks}{scalar(key)}:"
                yield from lines(inner, indent + 2)
            else:
                yield f"{blanks}{scalar(key)}:" + (f" {scalar(reached(key, inner))}" if inner is not None else "")
    else:
        for item in value:
            if isinstance(item, dict):
                first, *rest = lines(item, indent + 2)
                yield f"{blanks}- {first.lstrip()}"
                yield from rest
            else:
                yield f"{blanks}- {scalar(item)}"


def reached(key, value):
    """A table that a value names by its path from here: the written file stands elsewhere."""
    if key in ("from", "cases") and isinstance(value, (str, os.PathLike)) and os.path.exists(value):
        return os.path.abspath(value)
    return value


class Given:
    """What the user gave for a scenario or sweep, as an argument of the program."""

    def __init__(self, given, folder, name="scenario"):
        if isinstance(given, dict):
            title = str(given.get("name", name))
            stem = re.sub(r"\W+", "_", title.lower()).strip("_") or name
            path = pathlib.Path(folder, f"{stem}.txt")
            while path.exists():
                path = path.with_name(f"{path.stem}_2.txt")
            path.write_text("\n".join(lines(given)) + "\n", encoding="utf-8")
            self.argument = str(path)
        else:
            self.argument = os.fspath(given)
        self.stem = pathlib.Path(self.argument).name.removesuffix(".txt")
