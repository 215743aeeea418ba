"""`python -m benchmarks.annex_folder FOLDER`: how much of a folder of annexes is understood.

FOLDER holds annexes as files (.docx, .xlsx, .xls, .ods, .pdf) or as tables in Markdown (.md, lines
that begin with `|`). Each is read twice: with the directory of the packaged office, and with the
units taken in that the first reading proposed, as a coordinator would before reading again.
Nothing is copied; figures only are printed, as JSON.
"""

import argparse
import json
import re
import sys
import time
from collections import Counter
from dataclasses import replace
from datetime import date
from pathlib import Path

from cchc_scheduler.core.annexes.directory import directory_of
from cchc_scheduler.core.annexes.grids import Cell, Grid, Paper, Row
from cchc_scheduler.core.annexes.reading import Asked, read_annex
from cchc_scheduler.core.annexes.values import Annex
from cchc_scheduler.core.offices import Office, Unit
from cchc_scheduler.core.phrases.reading import read
from cchc_scheduler.core.phrases.values import Surroundings
from cchc_scheduler.home import Home, packaged_defaults
from cchc_scheduler.plan.annex_faults import UnreadableAnnex
from cchc_scheduler.plan.annex_file import read_paper
from cchc_scheduler.plan.calendars import feasts
from cchc_scheduler.plan.of_home import files_of

RULE = re.compile(r"^\|[\s:|-]+\|$")
PHRASES_S = 0.5


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.annex_folder", description=__doc__)
    parser.add_argument("folder", type=Path)
    asked = parser.parse_args(arguments)
    print(json.dumps(figures(asked.folder), ensure_ascii=False, indent=2))
    return 0


def figures(folder: Path) -> dict[str, dict[str, float]]:
    """Return the counts of each annex by its file's name, and the phrases read a second."""
    packaged = packaged_defaults()
    files = files_of(Home(packaged, None, "packaged", own=False))
    around = Surroundings(
        date(2025, 1, 1), date(2025, 12, 31), calendar=files.calendar, feasts=feasts(2024, 2027)
    )
    found: dict[str, dict[str, float]] = {}
    wordings: list[str] = []
    for path in sorted(path for path in folder.iterdir() if path.is_file()):
        try:
            paper = _paper(path)
        except UnreadableAnnex as fault:
            found[path.name] = {fault.kind: 1}
            continue
        annex, counts = _counts(paper, files.office, around)
        found[path.name] = counts
        wordings += [task.deadline_text for task in annex.tasks]
    if wordings:
        found["phrases"] = {"a second": _phrases_a_second(wordings, around)}
    return found


def _paper(path: Path) -> Paper:
    if path.suffix != ".md":
        return read_paper(path.read_bytes())
    lines = path.read_text(encoding="utf-8").splitlines()
    rows = [line for line in lines if line.startswith("|") and not RULE.match(line)]
    before = tuple(line for line in lines if line.strip() and not line.startswith("|"))
    made = tuple(_row(number, line) for number, line in enumerate(rows, 1))
    return Paper((Grid("bảng 1", made, before),))


def _row(number: int, line: str) -> Row:
    words = [each.strip() for each in line.strip().strip("|").split("|")]
    place = f"dòng {number}"
    cells = (
        Cell(each.replace("**", ""), number, at, f"{place}, cột {at}", bold="**" in each)
        for at, each in enumerate(words, 1)
    )
    return Row(number, place, tuple(cells))


def _counts(paper: Paper, office: Office, around: Surroundings) -> tuple[Annex, dict[str, float]]:
    began = time.process_time()
    annex = read_annex(paper, Asked(directory_of(office), around))
    took = time.process_time() - began
    again = read_annex(paper, Asked(directory_of(_with_proposed(office, annex)), around))
    counts: Counter[str] = Counter(
        {
            "rows": len(annex.tasks),
            "sections": len({task.section for task in annex.tasks}),
            "deadlines understood": _understood(annex),
            "leads matched": _matched(annex),
            "questions": _questions(annex),
            "units proposed": len(annex.unmatched),
            "leads matched with them": _matched(again),
            "questions with them": _questions(again),
        }
    )
    return annex, {**counts, "ms": round(took * 1000, 1)}


def _with_proposed(office: Office, annex: Annex) -> Office:
    proposed = (
        Unit(each.proposed_id, each.name, each.name, "post", "post") for each in annex.unmatched
    )
    return replace(office, units=(*office.units, *proposed))


def _understood(annex: Annex) -> int:
    return sum(not task.deadline.needs_confirmation for task in annex.tasks)


def _matched(annex: Annex) -> int:
    return sum(any(match.unit for match in task.lead) for task in annex.tasks)


def _questions(annex: Annex) -> int:
    return sum(len(task.questions) for task in annex.tasks)


def _phrases_a_second(wordings: list[str], around: Surroundings) -> float:
    """Return how many deadlines are read a second, each as if it were met for the first time."""
    began, count = time.process_time(), 0
    while (took := time.process_time() - began) < PHRASES_S:
        for wording in wordings:
            read(wording, around)
        count += len(wordings)
    return round(count / took)


if __name__ == "__main__":
    sys.exit(main())
