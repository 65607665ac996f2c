"""Finding the program and calling it."""

import os
import pathlib
import shutil
import subprocess


class ThrottleError(Exception):
    """What the program says when it can't do what it was asked for.

    `code` is its exit code: 64 a wrong call, 65 a wrong scenario or table, 66 a missing file, 1 a failed run.
    """

    def __init__(self, message, code):
        super().__init__(message)
        self.code = code


def program():
    """The path of `simulate`: `THROTTLE_PROGRAM` where it is set, else the package's own, else the one on the PATH."""
    own = pathlib.Path(__file__).parent / "program" / "bin" / "simulate"
    found = os.environ.get("THROTTLE_PROGRAM") or (str(own) if own.exists() else shutil.which("simulate"))
    if not found:
        raise ThrottleError("there is no program 'simulate': install it, or name it in THROTTLE_PROGRAM", 66)
    return found


def call(arguments, hidden=""):
    """Runs the program; gives what it prints. `hidden` is a folder that its messages needn't name."""
    done = subprocess.run(
        [program(), *map(str, arguments)], stdin=subprocess.DEVNULL, capture_output=True, encoding="utf-8")
    if done.returncode:
        message = (done.stderr.strip() or f"simulate ended with code {done.returncode}").replace(hidden, "")
        raise ThrottleError(message, done.returncode)
    return done.stdout


def version():
    """The version of the program, such as `0.2.0`; None where there is no program."""
    try:
        return call(["--version"]).strip()
    except (ThrottleError, OSError):
        return None


def main():
    """`simulate` as a command of the Python environment."""
    import sys

    os.execv(program(), [program(), *sys.argv[1:]])
