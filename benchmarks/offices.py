"""A large office made of the packaged one: as many units as asked, each with a head and a focal.

Texts, areas, calendar and policy are the real ones, so letters are as long as real letters.
"""

import copy
from collections.abc import Sequence
from typing import Any

from cchc_scheduler.home import Home, packaged_defaults
from cchc_scheduler.plan.documents import Document
from cchc_scheduler.service import office_files


def packaged_home() -> Home:
    return Home(packaged_defaults(), None, "benchmark", own=False)


def unit_id(number: int) -> str:
    return f"unit-{number:05}"


def large_office(units: int, home: Home | None = None) -> tuple[Document, ...]:
    """Return the packaged documents with the office's units taken many times over."""
    documents = office_files(home or packaged_home()).documents
    return tuple(_enlarged(document, units) for document in documents)


def _enlarged(document: Document, units: int) -> Document:
    content = copy.deepcopy(document.content)
    if document.kind == "office":
        _more_units(content, units)
    if document.kind == "plan":
        _spread(content, units)
    return Document(document.kind, document.name, content)


def _more_units(office: dict[str, Any], units: int) -> None:
    kinds = copy.deepcopy(office["units"])
    for number in range(units):
        kind = kinds[1 + number % (len(kinds) - 1)]
        name = unit_id(number)
        office["units"].append(
            {
                **kind,
                "id": name,
                "name": f"{kind['name']} {number}",
                "short": f"{kind['short']} {number}",
                "head": f"head-{name}",
                "focal": f"focal-{name}",
                "coordinator": False,
            }
        )
        for role, rank, title in (("head", "head", "Trưởng"), ("focal", "staff", "Đầu mối")):
            post = f"{role}-{name}"
            office["posts"].append(
                {
                    "id": post,
                    "title": f"{title} {kind['name']} {number}",
                    "rank": rank,
                    "holder": post,
                    "second": None,
                }
            )
            office["people"].append({"id": post, "address": f"{post}@bench.example"})


def _spread(plan: dict[str, Any], units: int) -> None:
    """Let the new units lead the plan's areas in turn, and report with the others."""
    areas: Sequence[dict[str, Any]] = plan["areas"]
    for number in range(units):
        areas[number % len(areas)]["lead"].append(unit_id(number))
    for cycle in plan["cycles"]:
        cycle["units"] += [unit_id(number) for number in range(units)]
