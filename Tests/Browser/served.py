"""A page of sliders, served by the program from a folder that is gone before the first request."""
import contextlib
import pathlib
import shutil
import signal
import subprocess
import tempfile

TOP = pathlib.Path(__file__).resolve().parents[2]


@contextlib.contextmanager
def served(program, scenario="baseline", questions=()):
    """The process and its link. Its scenario and seed tables are deleted once it listens: requests read nothing."""
    with tempfile.TemporaryDirectory() as temporary:
        folder = pathlib.Path(temporary) / "copy"
        for name in ("scenarios", "seeds"):
            shutil.copytree(TOP / name, folder / name)
        lines = "".join(f"  - {question}\n" for question in questions)
        (folder / "mine.txt").write_text(
            f"name: Mine\nextends: {scenario}\n" + (f"questions:\n{lines}" if lines else ""))
        process = subprocess.Popen(
            [program, "explore", "mine.txt", "--no-browser", "--quiet"], cwd=folder, stdout=subprocess.PIPE, text=True)
        try:
            link = process.stdout.readline().strip()
            assert link.startswith("http://127.0.0.1:"), link
            shutil.rmtree(folder)
            yield process, link
        finally:
            process.send_signal(signal.SIGINT)
            code = process.wait(timeout=20)
        assert code == 130, f"the program ended with {code}"
