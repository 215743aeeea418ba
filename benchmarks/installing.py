"""What an installation weighs, and how long a newcomer waits from `git clone` to a letter."""

import re
import shutil
import subprocess
import time
import urllib.parse
import urllib.request
from pathlib import Path

from benchmarks.figures import Figure
from benchmarks.offices import packaged_home
from benchmarks.processes import environment
from benchmarks.sizes import Sizes

OPENED = re.compile(r"Open (http://\S+)")


def measure(_sizes: Sizes, folder: Path) -> list[Figure]:
    """The first clone fills the caches of pip and uv, so that the second waits for no download."""
    first = _clone(folder / "first")
    _run("make", "setup", cwd=first)
    uv = first / ".uv" / "bin" / "uv"
    venv = folder / "installed"
    _run(str(uv), "sync", "--frozen", "--no-dev", "--quiet", cwd=first, venv=venv)
    weighed = _weigh(venv)
    shutil.rmtree(first)
    return [*weighed, _first_letter(folder / "second")]


def _weigh(venv: Path) -> list[Figure]:
    packages = len(list(venv.glob("lib/*/site-packages/*.dist-info")))
    octets = sum(path.lstat().st_size for path in venv.rglob("*") if path.is_file())
    return [
        Figure("packages", "packages installed", packages, "packages", "at most", 49),
        Figure("installed", "size installed", octets / 1e6, "MB", "at most", 90.0),
    ]


def _first_letter(place: Path) -> Figure:
    """Return the seconds from `git clone` until the demonstration's page shows letters."""
    began = time.perf_counter()
    _clone(place)
    cloned = time.perf_counter()
    _run("make", "setup", cwd=place)
    set_up = time.perf_counter()
    with subprocess.Popen(
        ["make", "demo"], cwd=place, env=environment(), stdout=subprocess.PIPE, text=True
    ) as running:
        try:
            _see_letters(_address_in(running))
        finally:
            took = time.perf_counter() - began
            _run("pkill", "-INT", "-P", str(running.pid), check=False)
    parts = {
        "s clone": round(cloned - began, 1),
        "s set-up": round(set_up - cloned, 1),
        "s demonstration": round(took - (set_up - began), 1),
    }
    words = "git clone to the first letter seen in make demo, besides downloads"
    return Figure("first-letter", words, took, "s", "at most", 60.0, (took,), parts)


def _address_in(running: "subprocess.Popen[str]") -> str:
    for line in running.stdout or ():
        found = OPENED.search(line)
        if found:
            return found[1]
    raise RuntimeError("the demonstration ended without a page")


def _see_letters(address: str) -> None:
    season = urllib.parse.urljoin(address, "/")  # it opens at the desk; its letters stand here
    with urllib.request.urlopen(season, timeout=30) as page:
        if "CCHC" not in page.read().decode():
            raise AssertionError("the page shows no letter")


def _clone(place: Path) -> Path:
    _run("git", "clone", "--quiet", str(packaged_home().root), str(place), cwd=place.parent)
    return place


def _run(*command: str, cwd: Path | None = None, venv: Path | None = None, check: bool = True):
    more = {"UV_PROJECT_ENVIRONMENT": str(venv)} if venv else {}
    subprocess.run(command, check=check, cwd=cwd, env=environment(**more), capture_output=True)
