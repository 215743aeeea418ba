"""Which document an annex belongs to: its number and day, and the period its title names."""

import re
from collections.abc import Iterable
from datetime import date
from itertools import pairwise
from typing import Final

from cchc_scheduler.core.annexes.keys import plain
from cchc_scheduler.core.annexes.values import Origin
from cchc_scheduler.core.phrases.spelling import tidy

KINDS: Final = (
    r"(?:quyết định|kế hoạch|công văn|tờ trình|thông báo|chương trình|nghị quyết|hướng dẫn|văn bản)"
)
NUMBER: Final = r"(?P<number>\d[\w.]*\s?[/-]\s?[\w./&-]*[\wđ])"
DAY: Final = (
    r"ngày\s+(?P<day>\d{1,2})\s*(?:/|-|\.|tháng)\s*(?P<month>\d{1,2})"
    r"\s*(?:/|-|\.|năm)\s*(?P<year>\d{4})"
)
ATTACHED: Final = re.compile(
    rf"kèm\s+theo\s+{KINDS}\s+số\s*:?\s*{NUMBER}(?:[\s,;]*{DAY})?", re.IGNORECASE
)
ATTACHED_BLANK: Final = re.compile(rf"kèm\s+theo\s+{KINDS}\s+số", re.IGNORECASE)
OWN_NUMBER: Final = re.compile(rf"^\W*số\s*:\s*{NUMBER}", re.IGNORECASE)
OWN_DAY: Final = re.compile(rf"^[^()]{{2,40}},\s*{DAY}\s*$", re.IGNORECASE)
ANY_DAY: Final = re.compile(DAY, re.IGNORECASE)
TITLE: Final = re.compile(
    r"danh muc|phu luc|ke hoach|nhiem vu|chuong trinh|bang phan cong|cong tac"
)
HALF: Final = re.compile(r"6 tháng (?P<part>đầu|cuối) năm (?P<year>20\d\d)", re.IGNORECASE)
QUARTER: Final = re.compile(
    r"quý (?P<quarter>IV|I{1,3}|[1-4])[\s/,-]*(?:năm )?(?P<year>20\d\d)", re.IGNORECASE
)
SPAN: Final = re.compile(r"giai đoạn (?P<first>20\d\d)\s*-\s*(?P<last>20\d\d)", re.IGNORECASE)
YEAR: Final = re.compile(r"(?<!\d)năm (?P<year>20\d\d)", re.IGNORECASE)
IN_BRACKETS: Final = re.compile(r"\([^()]*\)")
ROMAN: Final = {"I": 1, "II": 2, "III": 3, "IV": 4}
LONGEST_TITLE: Final = 400


def origin_of(near: Iterable[str], head: Iterable[str] = ()) -> Origin:
    """Return what is said of the document that a table is attached to.

    `near` are the lines just above the table, `head` the first lines of the whole document.
    """
    above, beginning = _texts(near), _texts(head)
    number, day = _attached(above)
    if number is None and not any(ATTACHED_BLANK.search(text) for text in above):
        number, day = _own([*above, *beginning])
    first, last = _period(above) or _period(beginning) or (None, None)
    return Origin(number, day, first, last)


def _texts(lines: Iterable[str]) -> list[str]:
    return [tidy(line[:LONGEST_TITLE]) for line in lines if line.strip()]


def _attached(texts: list[str]) -> tuple[str | None, date | None]:
    """Return number and day from "(Kèm theo Quyết định số ... ngày ...)", also over two lines."""
    joined = (" ".join(pair) for pair in (*pairwise(texts), *((text,) for text in texts)))
    matches = [found for text in joined if (found := ATTACHED.search(text)) is not None]
    if not matches:
        return None, None
    first = matches[0]
    day = _day(first) if first["day"] else _day_after(first.string, first.end())
    return _tidy_number(first["number"]), day


def _own(texts: list[str]) -> tuple[str | None, date | None]:
    """Return number and day from the head of the document: "Số: ..." and place with day."""
    numbers = (OWN_NUMBER.search(text) for text in texts)
    days = (OWN_DAY.search(text) for text in texts)
    number = next((each for each in numbers if each is not None), None)
    day = next((each for each in days if each is not None), None)
    return (
        _tidy_number(number["number"]) if number else None,
        _day(day) if number and day else None,
    )


def _tidy_number(number: str) -> str:
    return "".join(number.split()).rstrip(".,;-")


def _day_after(text: str, position: int) -> date | None:
    found = ANY_DAY.search(text, position)
    return _day(found) if found else None


def _day(found: re.Match[str]) -> date | None:
    try:
        return date(int(found["year"]), int(found["month"]), int(found["day"]))
    except ValueError:
        return None


def _period(texts: list[str]) -> tuple[date, date] | None:
    titles = [
        ANY_DAY.sub("", IN_BRACKETS.sub("", text)) for text in texts if TITLE.search(plain(text))
    ]
    for read in (_half, _quarter, _span, _year):
        for title in titles:
            found = read(title)
            if found is not None:
                return found
    return None


def _half(title: str) -> tuple[date, date] | None:
    found = HALF.search(title)
    if found is None:
        return None
    year = int(found["year"])
    if found["part"].casefold() == "đầu":
        return date(year, 1, 1), date(year, 6, 30)
    return date(year, 7, 1), date(year, 12, 31)


def _quarter(title: str) -> tuple[date, date] | None:
    found = QUARTER.search(title)
    if found is None:
        return None
    written = found["quarter"].upper()
    quarter, year = ROMAN.get(written) or int(written), int(found["year"])
    last = (date(year, 3, 31), date(year, 6, 30), date(year, 9, 30), date(year, 12, 31))
    return date(year, 3 * quarter - 2, 1), last[quarter - 1]


def _span(title: str) -> tuple[date, date] | None:
    found = SPAN.search(title)
    if found is None or found["first"] > found["last"]:
        return None
    return date(int(found["first"]), 1, 1), date(int(found["last"]), 12, 31)


def _year(title: str) -> tuple[date, date] | None:
    found = YEAR.search(title)
    if found is None:
        return None
    return date(int(found["year"]), 1, 1), date(int(found["year"]), 12, 31)
