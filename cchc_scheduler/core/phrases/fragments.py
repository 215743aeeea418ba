"""The small pieces that the grammar's patterns are written with, and what they stand for."""

import re
from typing import Final, Literal

Unit = Literal["day", "week", "month", "quarter", "half-year", "nine-month", "year", "term"]

NUMBERS: Final[dict[str, int]] = {
    "một": 1,
    "nhất": 1,
    "hai": 2,
    "ba": 3,
    "tư": 4,
    "bốn": 4,
    "năm": 5,
    "sáu": 6,
    "bảy": 7,
    "tám": 8,
    "chín": 9,
    "mười": 10,
    "mười một": 11,
    "mười hai": 12,
    "i": 1,
    "ii": 2,
    "iii": 3,
    "iv": 4,
}
UNITS: Final[dict[str, Unit]] = {
    "ngày": "day",
    "tuần": "week",
    "tháng": "month",
    "quý": "quarter",
    "nửa năm": "half-year",
    "năm": "year",
    "giai đoạn": "term",
}
MONTHS_OF: Final[dict[Unit, int]] = {
    "month": 1,
    "quarter": 3,
    "half-year": 6,
    "nine-month": 9,
    "year": 12,
}
UNIT_OF_MONTHS: Final = {months: unit for unit, months in MONTHS_OF.items()}
YEAR_MONTHS: Final = 12
FIRST_HALF: Final = 6

YEAR: Final = (
    r"(?:\s*[,/.\-]?\s*\(?\s*(?:của\s+)?(?:năm\s*)?(?P<year>(?:19|20)\d\d)(?!\d)\)?"
    r"|\s*[/.\-]\s*(?P<short_year>[2-9]\d)(?![\d/.\-]\d|\d)\)?)?"
)
AND: Final = r"\s*(?:,\s*và|[,;&]|\bvà\b)\s*"
JOIN: Final = r"\s*(?:,\s*và|[,;&+/\-]|\bvà\b|\bđến(?: hết)?\b)\s*"
ROMAN: Final = r"(?:[ivx]{1,4}|0?[1-9]\d?|một|hai|ba|bốn|tư)(?!\w)"
MONTH: Final = r"(?:\d{1,2}(?!\d)|mười một|mười hai|mười|hai|ba|tư|bảy|tám|chín|sáu)"
# Further members of a list are real months and quarters, else "tháng 9/25" were a list.
MORE_MONTHS: Final = (
    r"(?:(?:0?[1-9]|1[0-2])(?!\d)|mười một|mười hai|mười|hai|ba|tư|bảy|tám|chín|sáu)(?!\w)"
)
MORE_QUARTERS: Final = r"(?:[ivx]{1,4}|0?[1-4]|một|hai|ba|bốn|tư)(?!\w)"
NOT_MORE: Final = r"(?!\s*(?:tháng|ngày|giờ|lần|năm(?!\s*\d)|/\s*\d{1,2}(?!\d)))"
EDGE: Final = r"đầu tiên|đầu|cuối cùng|cuối"
PART: Final = (
    r"(?:(?P<on>ngày\s+)?(?P<part>thượng tuần|trung tuần|hạ tuần|nửa đầu|nửa cuối|đầu tiên|đầu|giữa"
    r"|cuối cùng|cuối)\s+(?:của\s+)?)?"
)
NEXT: Final = r"(?:sau liền kề|liền kề|liền sau|kế tiếp|tiếp theo|sau|tới)"
EACH: Final = r"(?:(?:hằng|mỗi|từng|các)\s+)?"
# A cadence is no cadence when a number follows: "báo cáo quý III", "tháng 9".
CADENCE: Final = (
    r"(?:(?:0?[369]|ba|sáu|chín) tháng(?: đầu năm)?|(?:0?1|một) (?:năm|tháng|quý)"
    r"|nửa năm|tuần|tháng|quý|năm|giai đoạn)(?!\w)"
)
QUARTERS: Final = rf"(?P<number>{ROMAN}(?:{JOIN}(?:quý\s*)?{MORE_QUARTERS})*){YEAR}"
UNNUMBERED: Final = (
    r"(?!\s*(?:\d|[ivx]+\b(?!\w)|tiếp|sau|này|nay|tới|làm việc|đầu|cuối|học|kế hoạch|ngân sách"
    r"|tài chính))"
)

DURATION: Final = (
    r"(?P<count>\d{1,3}|một|hai|ba|bốn|năm(?= ngày)|sáu|bảy|tám|chín|mười)\s*"
    r"(?P<unit>ngày|giờ|tiếng|tuần|tháng|quý|năm)(?P<work>\s+làm việc)?"
)
DURATION_BACK: Final = re.sub(r"\?P<(\w+)>", r"?P<\1_2>", DURATION)
OPENER: Final = r"(?:(?:kể|tính)\s+từ|từ (?:khi|ngày(?!\s*\d)|thời điểm)|sau|khi|so với)"
OF_PERIOD: Final = (
    rf"(?:(?:của|thuộc)\s+)?{EACH}(?P<unit>quý|tháng|kỳ báo cáo|kỳ|(?:0?6|sáu) tháng|năm)"
)


def number(word: str) -> int:
    """Return what a number in digits, Roman or words stands for; 0 when it is none."""
    plain = word.casefold().strip()
    return int(plain) if plain.isdecimal() else NUMBERS.get(plain, 0)


def unit_of(words: str) -> Unit:
    """Return the unit that words such as `quý`, `06 tháng`, `01 năm` name."""
    plain = words.casefold().replace(" đầu năm", "").strip()
    if plain in UNITS:
        return UNITS[plain]
    count, _, noun = plain.rpartition(" ")
    unit = UNITS[noun]
    return UNIT_OF_MONTHS.get(MONTHS_OF.get(unit, 0) * number(count), unit)


def numbers_in(words: str) -> tuple[int, ...]:
    """Return the numbers of a list such as `8, 9`, `7-9`, `III và IV`; a dash or "đến" fills in."""
    parts = re.split(r"\s*(,\s*và|[,;&+/\-]|\bvà\b|\bđến(?: hết)?\b)\s*", words.casefold())
    found = [number(re.sub(r"tháng|quý|ngày|q\.?", "", parts[0]))]
    for joint, word in zip(parts[1::2], parts[2::2], strict=True):
        value = number(re.sub(r"tháng|quý|ngày|q\.?", "", word))
        filled = joint == "-" or joint.startswith("đến")
        found += range(found[-1] + 1, value) if filled else ()
        found.append(value)
    return tuple(found)
