"""What the forms of the desk share: texts that were typed, days, and markings of state secrets."""

from collections.abc import Iterable
from datetime import date

from starlette.requests import Request

from cchc_scheduler.documents.marked import marked_in
from cchc_scheduler.web.reading import TooLarge, day_of, typed


async def texts_of(request: Request, fields: Iterable[str]) -> dict[str, str]:
    """Return the named fields of a form, empty where nothing came or where far too much did."""
    names = tuple(fields)
    try:
        async with typed(request, 0) as found:
            return {name: found.text(name) for name in names}
    except TooLarge:
        return dict.fromkeys(names, "")


def later_day(text: str, today: date) -> tuple[date | None, str | None]:
    """Return the day a field holds, and what is wrong with it: it must lie after today."""
    day, other = day_of(text)
    if other:
        return None, "not-a-day"
    if day is None:
        return None, "missing"
    return day, None if day > today else "past"


def with_markings(texts: dict[str, str], problems: dict[str, str]) -> dict[str, str]:
    """Return the problems, with those fields that bear a marking of a state secret."""
    marked = {name: "marked" for name, text in texts.items() if marked_in([text]) is not None}
    return {**problems, **marked}


def kept(texts: dict[str, str], problems: dict[str, str]) -> dict[str, str]:
    """Return what a form shows again: all that was typed but for what bears a marking."""
    return {name: "" if problems.get(name) == "marked" else each for name, each in texts.items()}
