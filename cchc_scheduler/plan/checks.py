"""What no single field can tell: ids that must meet, words that must not repeat, days in order.

Each check reads the plain data, so that a fault in one place hides none in another.
"""

import re
from collections.abc import Iterable, Sequence
from datetime import date
from itertools import pairwise
from typing import Final

from cchc_scheduler.plan.faults import Path
from cchc_scheduler.plan.fields import HOUR_PATTERN
from cchc_scheduler.plan.sources import Source

RANKS: Final = {"staff": 1, "head": 2, "vice-chair": 3, "chair": 4}
LEADING_POSTS: Final = {"chair": "chair", "vice_chair": "vice-chair", "office_chief": "head"}


def check_office(office: Source) -> None:
    """Record units, posts and people that do not fit together."""
    for part in ("units", "posts", "people"):
        no_repeats(office, ((*path, "id") for path, _ in office.entries(part)))
    _check_posts(office)
    _check_units(office)
    _check_addresses(office)
    for key, rank in LEADING_POSTS.items():
        _check_post_at(office, (key,), rank)


def ids_of(source: Source, part: str) -> list[str]:
    """Return the ids in one list of a file, also while the file has faults."""
    return [entry["id"] for _, entry in source.entries(part) if isinstance(entry.get("id"), str)]


def no_repeats(source: Source, paths: Iterable[Path]) -> None:
    """Record each text that stands at more than one of the paths."""
    first: dict[str, int] = {}
    for path in paths:
        word = source.text(*path)
        if word is None:
            continue
        if word in first:
            source.add(path, f"stands twice; first on line {first[word]}")
        first.setdefault(word, source.line_of(path))


def day_at(source: Source, *path: str | int) -> date | None:
    """Return the date at a path, or None where there is none."""
    try:
        return date.fromisoformat(source.text(*path) or "")
    except ValueError:
        return None


def in_order(source: Source, first: Path, last: Path) -> None:
    """Record a last day that lies before its first day."""
    begins, ends = day_at(source, *first), day_at(source, *last)
    if begins and ends and ends < begins:
        source.add(last, f"lies before {first[-1]} ({begins.isoformat()})")


def _check_posts(office: Source) -> None:
    people = ids_of(office, "people")
    for path, post in office.entries("posts"):
        for key in ("holder", "second"):
            if isinstance(post.get(key), str) and post[key] not in people:
                office.add_unknown((*path, key), "is no person", people)


def _check_units(office: Source) -> None:
    coordinators: list[Path] = []
    for path, unit in office.entries("units"):
        _check_post_at(office, (*path, "head"), "head")
        _check_post_at(office, (*path, "focal"), "staff")
        _check_reachable(office, path)
        in_order(office, (*path, "from_day"), (*path, "to_day"))
        if unit.get("coordinator") is True:
            coordinators.append((*path, "coordinator"))
    if not coordinators:
        office.add_bare(("units",), "has no coordinator; one unit needs `coordinator: true`")
    for path in coordinators[1:]:
        office.add(path, "is a second coordinator; only one unit compiles")


def _check_reachable(office: Source, unit: Path) -> None:
    posts = {post.get("id"): post for _, post in office.entries("posts")}
    named = [posts.get(office.text(*unit, key)) for key in ("focal", "head")]
    if all(post is not None and post.get("holder") is None for post in named):
        office.add_bare(unit, "has no address: neither its focal point nor its head has a holder")


def _check_post_at(office: Source, path: Path, least: str) -> None:
    post_id = office.text(*path)
    if post_id is None:
        return
    ranks = {post.get("id"): post.get("rank") for _, post in office.entries("posts")}
    if post_id not in ranks:
        office.add_unknown(path, "is no post", ids_of(office, "posts"))
    elif RANKS.get(str(ranks[post_id]), RANKS["chair"]) < RANKS[least]:
        office.add(path, f"is a post of rank {ranks[post_id]}, below {least}")


def _check_addresses(office: Source) -> None:
    owner: dict[str, str] = {}
    for path, person in office.entries("people"):
        address, name = person.get("address"), str(person.get("id"))
        if not isinstance(address, str):
            continue
        other = owner.setdefault(address.casefold(), name)
        if other != name:
            problem = f"is also the address of {other!r}; one person may hold two posts instead"
            office.add((*path, "address"), problem)


def check_policy(policy: Source) -> None:
    """Record rungs and hours that are out of order."""
    before = ("opening", "remind-7", "remind-3", "remind-1")
    _falling(policy, [("rungs", rung) for rung in before])
    after = ("late-5", "late-3", "late-1")
    _falling(policy, [("rungs", rung) for rung in after])
    hours = [("window", hour) for hour in ("opens", "afternoon", "closes")]
    for earlier, later in pairwise(hours):
        first, last = policy.text(*earlier), policy.text(*later)
        if _is_hour(first) and _is_hour(last) and str(last) <= str(first):
            policy.add(later, f"is not later than {earlier[-1]} ({first})")


def _is_hour(text: str | None) -> bool:
    return text is not None and re.fullmatch(HOUR_PATTERN, text) is not None


def _falling(policy: Source, paths: Sequence[Path]) -> None:
    for farther, nearer in pairwise(paths):
        far, near = policy.value_at(farther), policy.value_at(nearer)
        if isinstance(far, int) and isinstance(near, int) and near >= far:
            problem = f"is out of order; give fewer working days than {farther[-1]} ({far})"
            policy.add(nearer, problem)


def check_calendar(calendar: Source, file_name: str) -> None:
    """Record days of another year, days listed twice, days both off and worked, swaps for no day.

    `file_name` is the file's name without its ending: the year.
    """
    year = calendar.value_at(("year",))
    if isinstance(year, int) and file_name != str(year):
        calendar.add(("year",), f"is not the year in the file's name ({file_name})")
    off = [(*path, "day") for path, _ in calendar.entries("days_off")]
    worked = [(*path, "day") for path, _ in calendar.entries("make_up_days")]
    for path in (*off, *worked):
        day = day_at(calendar, *path)
        if day is not None and isinstance(year, int) and day.year != year:
            calendar.add(path, f"is a day of another year than {year}")
    no_repeats(calendar, (*off, *worked))
    for path in worked:
        day = day_at(calendar, *path)
        if day is not None and day.weekday() < 5:  # noqa: PLR2004
            calendar.add(path, "is a weekday; only a Saturday or Sunday can be made up")
    named = {calendar.text(*path) for path in off}
    for path, made in calendar.entries("make_up_days"):
        if isinstance(made.get("instead_of"), str) and made["instead_of"] not in named:
            calendar.add((*path, "instead_of"), "is not among days_off; list it there too")
