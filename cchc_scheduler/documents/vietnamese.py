"""Vietnamese words for days, numbers, periods and clauses, as Decree 30/2020 writes them."""

import re
from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Final

from cchc_scheduler.clock import OFFICE_ZONE
from cchc_scheduler.core.periods import Period

WEEKDAYS: Final = ("thứ Hai", "thứ Ba", "thứ Tư", "thứ Năm", "thứ Sáu", "thứ Bảy", "Chủ nhật")
ROMAN: Final = ("", "I", "II", "III", "IV")
FEBRUARY: Final = 2
KILOBYTE: Final = 1024
MEGABYTE: Final = 1024 * 1024
CLAUSE: Final = re.compile(
    r"^([IVX]+)(?:\.(\d+))?(?:\.([a-zđ]))?(?:\.(\d+))?(?:/(\d+))?(\.đoạn-cuối)?$"
)


def short_day(day: date) -> str:
    """Return 09/9/2025: days under 10 and months 1 and 2 take a nought (Decree 30/2020)."""
    return f"{day.day:02}/{_month(day)}/{day.year}"


def day_and_month(day: date) -> str:
    """Return 09/9, where the year is plain."""
    return f"{day.day:02}/{_month(day)}"


def full_day(day: date) -> str:
    """Return thứ Ba, ngày 09/9/2025."""
    return f"{WEEKDAYS[day.weekday()]}, ngày {short_day(day)}"


def moment(instant: datetime) -> str:
    """Return 14 giờ 00 ngày 10/9/2025, on the office's wall."""
    local = instant.astimezone(OFFICE_ZONE)
    return f"{local.hour:02} giờ {local.minute:02} ngày {short_day(local.date())}"


def two_digits(number: int) -> str:
    """Return 05 for 5: a number under ten takes a nought in an official text."""
    return f"{number:02}"


def working_days(number: int) -> str:
    """Return 05 ngày làm việc."""
    return f"{two_digits(number)} ngày làm việc"


def long_period(period: Period, *, with_year: bool = False) -> str:
    """Return quý III năm 2025, or quý IV và năm 2025 where the year's report is joined."""
    joined = f" và năm {period.year}" if with_year and period.ends_year else ""
    year = joined or f" năm {period.year}"
    if period.frequency == "dated":
        return f"đợt ngày {short_day(period.last_day)}"
    if period.frequency == "quarter":
        return f"quý {ROMAN[period.number]}{year}"
    if period.frequency == "month":
        return f"tháng {period.number}{year}"
    if period.frequency == "half-year":
        half = "6 tháng đầu" if period.number == 1 else "6 tháng cuối"
        return f"{half} năm{joined}" if joined else f"{half}{year}"
    return f"9 tháng{year}" if period.frequency == "nine-month" else f"năm {period.year}"


def short_period(period: Period) -> str:
    """Return quý III/2025, tháng 9/2025, 9 tháng năm 2025, for subjects."""
    if period.frequency == "dated":
        return f"đợt {short_day(period.last_day)}"
    if period.frequency == "quarter":
        return f"quý {ROMAN[period.number]}/{period.year}"
    if period.frequency == "month":
        return f"tháng {period.number}/{period.year}"
    return long_period(period)


def clause_words(clause: str) -> str:
    """Return a clause as it is cited: III.2.a → điểm a khoản 2 Mục III.

    The dashes of III.7 and V.2 have no letters: III.7.3 → gạch đầu dòng thứ 3 khoản 7 Mục III.
    A last paragraph without a number is cited as such: V.đoạn-cuối → đoạn cuối Mục V, and one of
    several by its place: III.6.d/2 → đoạn thứ 2 điểm d khoản 6 Mục III.
    """
    found = CLAUSE.match(clause)
    if found is None:
        return clause
    part, number, letter, dash, paragraph, last = found.groups()
    words = ["đoạn cuối"] if last else []
    words += [f"đoạn thứ {paragraph}"] if paragraph else []
    words += [f"gạch đầu dòng thứ {dash}"] if dash else []
    words += [f"điểm {letter}"] if letter else []
    words += [f"khoản {number}"] if number else []
    return " ".join([*words, f"Mục {part}"])


def roman(number: int) -> str:
    """Return IX for 9: how parts and annexes are numbered (1 to 39)."""
    ones = ("", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX")
    tens, one = divmod(number, 10)
    return "X" * tens + ones[one]


def post_of_unit(title: str, unit: str) -> str:
    """Return a post's title with its unit, named once.

    Giám đốc + Trung tâm A → Giám đốc Trung tâm A; Trưởng phòng + Phòng B → Trưởng Phòng B; a title
    that names its unit stays as it is.
    """
    if unit.casefold() in title.casefold():
        return title
    words, named = title.split(), unit.split()
    for shared in range(min(len(words) - 1, len(named)), 0, -1):
        if [w.casefold() for w in words[-shared:]] == [w.casefold() for w in named[:shared]]:
            return " ".join([*words[:-shared], *named])
    return f"{title} {unit}"


def sentence_case(words: str) -> str:
    """Return words with a capital at the beginning and nothing else changed."""
    return words[:1].upper() + words[1:]


def size_words(octets: int) -> str:
    """Return a file's size as a person reads it: 1,4 MB, 120 KB (1 KB is 1024 bytes)."""
    if octets >= MEGABYTE:
        return f"{octets / MEGABYTE:.1f} MB".replace(".", ",")
    return f"{max(round(octets / KILOBYTE), 1)} KB"


def phone_words(phone: str | None) -> str:
    """Return điện thoại 0220 1234 567, or that the directory has no number."""
    return f"điện thoại {phone}" if phone else "danh bạ chưa có số điện thoại"


def number_words(number: Decimal) -> str:
    """Return 1.234,5: points part thousands, a comma the decimals."""
    return f"{number:,f}".translate(str.maketrans(",.", ".,"))


def listed(words: Sequence[str]) -> str:
    """Return a, b và c."""
    if len(words) <= 1:
        return "".join(words)
    return f"{', '.join(words[:-1])} và {words[-1]}"


def _month(day: date) -> str:
    return f"{day.month:02}" if day.month <= FEBRUARY else f"{day.month}"
