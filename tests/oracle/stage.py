"""Plays a scenario with the real service and gathers the evidence for the oracle."""

import sqlite3
import tempfile
from datetime import date
from pathlib import Path

from cchc_scheduler.home import find_home
from cchc_scheduler.simulate.scenario import parse_scenario
from cchc_scheduler.simulate.season import Season, simulate
from tests.oracle.evidence import Delivery, Evidence, read_rows
from tests.oracle.naive_calendar import DAY, wall
from datetime import time

ROOT = Path(__file__).resolve().parents[2]


def home_with(folder, **replaced):
    """A home whose office files are the checkout's with some words replaced.

    `replaced` maps office, policy or plan to pairs of (words, other words), each found once.
    """
    files = {
        "office": Path("config/office.yaml"),
        "policy": Path("config/policy.yaml"),
        "plan": Path("config/plans/2025-h2.yaml"),
    }
    for name, pairs in replaced.items():
        text = (ROOT / files[name]).read_text(encoding="utf-8")
        for old, new in pairs:
            assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times in {files[name]}"
            text = text.replace(old, new)
        target = folder / files[name]
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, encoding="utf-8")
    return find_home(folder, {}, folder)


def play(home, deeds="", span=("2025-09-03", "2025-09-19"), cadence="next", progress=None):
    """The evidence of one play of a scenario."""
    first, last = (date.fromisoformat(day) for day in span)
    parsed = parse_scenario(deeds)
    found = simulate(home, Season(first, last, parsed, cadence), progress)
    box = tuple(Delivery(at, each.recipients, each.data) for at, each in found.letters)
    rows = rows_of(found.db)
    found.db.close()
    return Evidence(
        rows=rows,
        box=box,
        config=merged_config(home),
        end=wall(last + DAY, time(0)),
        off=spans_of(parsed, "service-off"),
        down=spans_of(parsed, "smtp-down"),
        findings=found.findings,
    )


def spans_of(deeds, what):
    return tuple((deed.at, deed.instant("until")) for deed in deeds if deed.do == what)


def rows_of(db):
    """Every row of a store, read from a copy by the standard library's own driver."""
    raw = db.engine.raw_connection()
    copy = sqlite3.connect(":memory:")
    try:
        raw.driver_connection.backup(copy)
        return read_rows(copy)
    finally:
        copy.close()
        raw.close()


def merged_config(home):
    """A folder with the office's files as they are in force: the home's over the packaged ones."""
    folder = Path(tempfile.mkdtemp(prefix="oracle-"))
    (folder / "calendar").mkdir()
    for name in ("office.yaml", "policy.yaml"):
        (folder / name).write_bytes(home.config_file(name).read_bytes())
    for path in home.config_files("calendar"):
        (folder / "calendar" / path.name).write_bytes(path.read_bytes())
    return folder
