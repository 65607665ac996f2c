"""Runs of the program that the model's peer needs: on a scenario, with a few series, perhaps on one core."""
import os
import re
import subprocess

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
SIMULATE = os.path.join(ROOT, ".build", "release", "simulate")
# What mechanisms beyond the oil side give it.
OUTSIDE = ["ukraine.campaign_funds", "budget.gas_effect"]


def child(folder, scenario, series):
    """A scenario file with other series than its parent's; nothing else differs."""
    name = os.path.join(folder, "oil_side.txt")
    with open(name, "w") as file:
        file.write(f"name: oil side\nextends: {os.path.join(ROOT, 'scenarios', scenario + '.txt')}\n"
                   f"outputs: [{', '.join(sorted(set(series)))}]\n")
    return name


def run(simulate, file, paths, output, *flags, core=None):
    """Processor seconds of a run, and milliseconds by phase and mechanism where `--profile` is among the flags."""
    pin = (lambda: os.sched_setaffinity(0, {core})) if core is not None else None
    process = subprocess.Popen(
        [simulate, "run", file, "--paths", str(paths), "--output", output, *flags],
        stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True, cwd=ROOT, preexec_fn=pin)
    message = process.stderr.read()
    _, status, usage = os.wait4(process.pid, 0)
    if status != 0:
        raise SystemExit(f"{' '.join(process.args)}\n{message}")
    laps = {name.strip(): float(time) for name, time in re.findall(r"^(.+?) +([\d.]+) ms", message, re.MULTILINE)}
    laps.pop("Together", None)
    return usage.ru_utime + usage.ru_stime, laps
