"""The grammar of days: of the calendar, and inside a period that comes back."""

from typing import Final

from cchc_scheduler.core.phrases.fragments import (
    EACH,
    EDGE,
    JOIN,
    MONTH,
    MORE_MONTHS,
    NEXT,
    NOT_MORE,
    OF_PERIOD,
    QUARTERS,
    YEAR,
)
from cchc_scheduler.core.phrases.pattern import ANNEX, REGIME, Pattern

DAYS: Final = (
    # Calendar days.
    Pattern(
        "iso",
        "2025-09-30",
        "exports of spreadsheets",
        r"(?P<year>(?:19|20)\d\d)-(?P<month>\d\d)-(?P<day>\d\d)(?:[T ]00:00(?::00)?)?",
    ),
    Pattern(
        "day-span",
        "ngày 01-10 hằng tháng",
        REGIME,
        r"(?:ngày\s*)?(?P<list>\d{1,2}\s*-\s*\d{1,2})(?=\s+(?:hằng|mỗi)\s+tháng)",
    ),
    Pattern(
        "date",
        "30/9/2025",
        ANNEX,
        r"(?:ngày\s*)?(?P<day>\d{1,2})(?P<joint>\s*[/.\-]\s*)(?P<month>\d{1,2})"
        r"(?P<joint_2>\s*[/.\-]\s*)(?P<year>\d{4}|\d\d)(?![\d/]|-\d)",
    ),
    Pattern(
        "day-range",
        "ngày 08-10/12/2025",
        ANNEX,
        r"(?:ngày\s*)?(?P<day>\d{1,2})\s*-\s*(?P<last_day>\d{1,2})\s*(?:/|\s+tháng\s+)"
        r"(?P<month>\d{1,2})(?!\d)(?:\s*(?:[/.\-]|,?\s*năm\s+)\s*(?P<year>\d{4}|\d\d)(?!\d))?",
    ),
    Pattern(
        "day-of-months",
        "ngày 20 của các tháng 3, 6, 9, 12",
        REGIME,
        r"(?:ngày\s*)?(?P<day>\d{1,2})\s*(?:của\s+)?(?:các\s+)?tháng\s*"
        rf"(?P<list>{MONTH}(?:{JOIN}(?:tháng\s*)?{MORE_MONTHS}{NOT_MORE})+){YEAR}",
    ),
    Pattern(
        "date-words",
        "ngày 10 tháng 12 năm 2025",
        "Decree 30/2020: how a day is written",
        rf"(?:ngày\s*)?(?P<day>\d{{1,2}})\s*[,/]?\s*(?:của\s+)?tháng\s*(?P<month>{MONTH})(?!\s*lần){YEAR}",
    ),
    Pattern(
        "month-year",
        "9/2025",
        ANNEX,
        r"(?P<month>\d{1,2})\s*[/.\-]\s*(?P<year>(?:19|20)\d\d)(?![\d/])",
    ),
    Pattern(
        "short-date",
        "trước 15/9",
        ANNEX,
        r"(?:ngày\s*)?(?P<day>\d{1,2})\s*/\s*(?P<month>\d{1,2})(?!\s*[\d/])|"
        r"(?:ngày\s*|(?<=trước )|(?<=nhất ))(?P<day_2>\d{1,2})[.\-](?P<month_2>\d{1,2})"
        r"(?!\s*[\d/.\-])",
    ),
    # Months counted from an end of the year; before days, for 6 here is no day.
    Pattern(
        "months-of-year",
        "6 tháng cuối năm 2025",
        ANNEX,
        rf"(?P<count>\d{{1,2}}|một|hai|ba|sáu|chín)\s+tháng\s+(?P<edge>đầu|cuối)\s*(?:của\s+)?(?:năm)?"
        rf"{YEAR}",
    ),
    Pattern(
        "months-from-january",
        "9 tháng năm 2025",
        REGIME,
        r"(?P<count>0?[369]|sáu|chín)\s+tháng\s*(?:/|năm)\s*(?P<year>20\d\d)",
    ),
    # Days of a period that comes back.
    Pattern(
        "day-of-month-in-period",
        "ngày 10 của tháng cuối quý",
        "Decision 362/QĐ-UBND V; reporting regimes",
        r"(?:ngày\s*)?(?P<day>\d{1,2}|cuối cùng|cuối|giữa|đầu)\s*(?:của\s+)?tháng\s+"
        rf"(?P<which>{EDGE}|giữa|thứ nhất|thứ hai|thứ ba|thứ [123])\s*{OF_PERIOD}"
        rf"(?:(?<=quý)\s*{QUARTERS})?(?:\s+(?P<after>{NEXT}))?",
    ),
    Pattern(
        "month-in-period",
        "trong tháng đầu quý sau",
        REGIME,
        rf"tháng\s+(?P<which>{EDGE}|giữa|thứ nhất|thứ hai|thứ ba|thứ [123])\s*(?:của\s+)?{EACH}"
        rf"(?P<unit>quý|kỳ báo cáo|kỳ|(?:0?6|sáu) tháng)"
        rf"(?:(?<=quý)\s*{QUARTERS})?(?:\s+(?P<after>{NEXT}))?",
    ),
    Pattern(
        "day-of-next-period",
        "ngày 05 tháng sau",
        REGIME,
        rf"ngày\s*(?:thứ\s+)?(?P<day>\d{{1,2}})\s*(?:của\s+)?(?P<unit>tháng|quý|năm)\s+(?P<after>{NEXT})",
    ),
    Pattern(
        "edge-day",
        "ngày cuối cùng của tháng",
        REGIME,
        rf"ngày\s+(?P<work>làm việc\s+)?(?P<edge>{EDGE})\s*{OF_PERIOD}(?!\s*[\d])"
        rf"(?!\s+[ivx]+\b)(?:\s+(?P<after>{NEXT}))?",
    ),
    Pattern(
        "weekday",
        "thứ Sáu hằng tuần",
        REGIME,
        r"(?:ngày\s+)?(?P<weekday>thứ\s*(?:hai|ba|tư|năm|sáu|bảy|[2-7])|chủ nhật)",
    ),
    Pattern(
        "day-of-some-month",
        "trước ngày 25 của tháng",
        REGIME,
        r"ngày\s*(?P<day>\d{1,2})\s+của\s+(?:mỗi\s+|từng\s+)?tháng"
        rf"(?!\s*\d|\s+(?:[ivx]+\b|báo cáo|trước|này|{EDGE}|giữa|thứ|{NEXT}))",
    ),
    Pattern(
        "span-of-days",
        "trong 10 ngày đầu tháng 9/2025",
        "a stretch of days that no law names: asked",
        rf"\d{{1,2}}\s+ngày\s+(?:làm việc\s+)?(?:{EDGE})\s+(?:của\s+)?{EACH}(?:tháng|quý|năm)",
    ),
    Pattern(
        "week-of-month",
        "tuần 2 tháng 01/2026",
        "a week of a month has no meaning in law: asked",
        rf"tuần\s*(?:lễ\s+)?(?:thứ\s+)?(?:\d|một|nhất|hai|ba|tư|bốn|năm|{EDGE})"
        rf"\s*(?:của\s+)?{EACH}(?:tháng\s*{MONTH}{YEAR}|tháng|quý|năm)",
    ),
)
