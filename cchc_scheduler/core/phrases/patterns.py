"""The grammar: every wording of time that plans use, each with its example and source.

At one place in a text the first pattern that fits wins, so what is longer stands first.
"""

import re
from dataclasses import dataclass, field
from typing import Final

from cchc_scheduler.core.phrases.fragments import (
    AND,
    CADENCE,
    EACH,
    EDGE,
    JOIN,
    MONTH,
    MORE_MONTHS,
    MORE_QUARTERS,
    NEXT,
    NOT_MORE,
    PART,
    ROMAN,
    UNNUMBERED,
    YEAR,
)

CC146: Final = "Civil Code 2015 art. 146"
CC147: Final = "Civil Code 2015 art. 147"
CC148: Final = "Civil Code 2015 art. 148"
ANNEX: Final = "annexes of plans"
REGIME: Final = "decisions on reporting regimes"
URGENT: Final = "letters that ask for a report"
INSIDE_GROUP: Final = re.compile(r"\(\?P<\w+>")


@dataclass(frozen=True, slots=True)
class Pattern:
    """One wording: its name, an example in which it is found, where it comes from, its form."""

    name: str
    example: str
    source: str
    form: str
    regex: re.Pattern[str] = field(init=False, compare=False)

    def __post_init__(self) -> None:
        """Compile the form; it begins and ends with whole words."""
        whole = rf"(?<!\w)(?:{self.form})(?!\w)"
        object.__setattr__(self, "regex", re.compile(whole, re.IGNORECASE))


DURATION: Final = (
    r"(?P<count>\d{1,3}|một|hai|ba|bốn|năm(?= ngày)|sáu|bảy|tám|chín|mười)\s*"
    r"(?P<unit>ngày|giờ|tiếng|tuần|tháng|quý|năm)(?P<work>\s+làm việc)?"
)
OPENER: Final = r"(?:(?:kể|tính)\s+từ|từ (?:khi|ngày(?!\s*\d)|thời điểm)|sau|khi|so với)"
OF_PERIOD: Final = rf"(?:của\s+)?{EACH}(?P<unit>quý|tháng|kỳ báo cáo|kỳ|(?:0?6|sáu) tháng|năm)"

PATTERNS: Final = (
    # Names of documents: the days in them are no deadlines.
    Pattern(
        "document",
        "Kế hoạch số 12/KH-UBND ngày 05/5/2025",
        "Decree 30/2020 art. 8: number and sign of a document",
        r"(?:số\s*:?\s*)?\d+(?:/\d{4})?[/\-](?-i:[A-ZĐ]{2})[\w/.\-]*"
        r"(?:\s*,?\s*ngày\s+\d{1,2}(?:\s*[/.\-]\s*|\s+tháng\s+)\d{1,2}"
        r"(?:\s*[/.\-]\s*|\s*,?\s*năm\s+)\d{4})?",
    ),
    # Terms counted from an event.
    Pattern(
        "after-period",
        "trong 05 ngày làm việc sau khi kết thúc quý",
        REGIME,
        rf"(?:trong\s+(?:vòng\s+|thời hạn\s+)?)?{DURATION}\s*,?\s*(?:kể\s+|tính\s+)?"
        r"(?:từ\s+|sau\s+)?(?:ngày|khi|thời điểm)?\s*kết thúc\s+"
        rf"{EACH}(?P<period>quý|tháng|kỳ báo cáo|(?:0?6|sáu) tháng|năm){UNNUMBERED}",
    ),
    Pattern(
        "before-event",
        "trước 03 ngày làm việc so với ngày họp",
        CC147,
        rf"trước\s+(?:ít nhất\s+)?{DURATION}(?=\s*,?\s*(?:so với|khi|trước|tính))",
    ),
    Pattern(
        "duration-at-least",
        "trước khi họp ít nhất 03 ngày làm việc",
        CC147,
        rf"ít nhất\s+{DURATION}",
    ),
    Pattern(
        "repeat",
        "06 tháng/lần",
        ANNEX,
        r"(?:định kỳ\s+)?(?:hằng\s+|mỗi\s+)?(?P<count>0?[1-9]|1[0-2]|một|hai|ba|sáu)?\s*"
        r"(?P<unit>tuần|tháng|quý|năm)\s*(?:/\s*)?(?P<times>0?[1-9]|một|hai|ba)?\s*lần",
    ),
    Pattern(
        "repeat-of",
        "01 lần/quý",
        ANNEX,
        r"(?P<times>0?[1-9]|một|hai|ba)\s*lần\s*(?:/|trong|mỗi|một)\s*"
        r"(?P<count>0?[1-9]|1[0-2]|một|hai|ba|sáu)?\s*(?P<unit>tuần|tháng|quý|năm)",
    ),
    Pattern(
        "duration",
        "trong thời hạn 05 ngày làm việc kể từ ngày nhận được văn bản",
        CC147,
        rf"(?:trong|sau|không quá)\s+(?:vòng\s+|thời hạn\s+|thời gian\s+)?(?:không quá\s+|tối đa\s+)?"
        rf"(?:là\s+)?{DURATION}(?!\s*(?:\d|đầu|cuối))",
    ),
    Pattern(
        "duration-before",
        "chậm nhất là 02 ngày làm việc kể từ khi nhận",
        CC147,
        rf"{DURATION}(?=\s*,?\s*{OPENER})",
    ),
    # Clock times.
    Pattern(
        "clock",
        "trước 17 giờ 30 phút ngày 27/11/2025",
        URGENT,
        r"(?P<hour>\d{1,2})\s*(?:(?:giờ|h|g)\s*(?P<minute>\d{1,2})?(?:\s*(?:phút|p|'))?"
        r"|:(?P<minutes>\d\d))(?:\s*(?P<half>sáng|trưa|chiều|tối))?",
    ),
    # Calendar days.
    Pattern(
        "iso",
        "2025-09-30",
        "exports of spreadsheets",
        r"(?P<year>(?:19|20)\d\d)-(?P<month>\d\d)-(?P<day>\d\d)(?:[T ]00:00(?::00)?)?",
    ),
    Pattern(
        "date",
        "30/9/2025",
        ANNEX,
        r"(?:ngày\s*)?(?P<day>\d{1,2})(?P<joint>\s*[/.\-]\s*)(?P<month>\d{1,2})(?P<joint_2>\s*[/.\-]\s*)"
        r"(?P<year>\d{4}|\d\d)(?![\d/]|-\d)",
    ),
    Pattern(
        "day-range",
        "ngày 08-10/12/2025",
        ANNEX,
        r"(?:ngày\s*)?(?P<day>\d{1,2})\s*-\s*(?P<last_day>\d{1,2})\s*(?:/|\s+tháng\s+)"
        r"(?P<month>\d{1,2})(?!\d)(?:\s*(?:[/.\-]|,?\s*năm\s+)\s*(?P<year>\d{4}|\d\d)(?!\d))?",
    ),
    Pattern(
        "date-words",
        "ngày 10 tháng 12 năm 2025",
        "Decree 30/2020: how a day is written",
        rf"(?:ngày\s*)?(?P<day>\d{{1,2}})\s*[,/]?\s*tháng\s*(?P<month>{MONTH})(?!\s*lần){YEAR}",
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
        r"ngày\s*(?P<day_2>\d{1,2})[.\-](?P<month_2>\d{1,2})(?![\d/])",
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
        rf"(?:ngày\s*)?(?P<day>\d{{1,2}}|cuối cùng|cuối|giữa|đầu)\s*(?:của\s+)?tháng\s+"
        rf"(?P<which>{EDGE}|giữa|thứ nhất|thứ hai|thứ ba|thứ [123])\s*{OF_PERIOD}"
        rf"(?:\s*(?P<number>{ROMAN}){YEAR})?(?:\s+(?P<after>{NEXT}))?",
    ),
    Pattern(
        "month-in-period",
        "trong tháng đầu quý sau",
        REGIME,
        rf"tháng\s+(?P<which>{EDGE}|giữa|thứ nhất|thứ hai|thứ ba|thứ [123])\s*(?:của\s+)?{EACH}"
        rf"(?P<unit>quý|kỳ báo cáo|kỳ|(?:0?6|sáu) tháng)"
        rf"(?:\s*(?P<number>{ROMAN}){YEAR})?(?:\s+(?P<after>{NEXT}))?",
    ),
    Pattern(
        "day-of-next-period",
        "ngày 05 tháng sau",
        REGIME,
        rf"ngày\s*(?P<day>\d{{1,2}})\s*(?:của\s+)?(?P<unit>tháng|quý|năm)\s+(?P<after>{NEXT})",
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
        "week-of-month",
        "tuần 2 tháng 01/2026",
        "a week of a month has no meaning in law: asked",
        r"tuần\s*(?:lễ\s+)?(?:thứ\s+)?(?:\d|một|nhất|hai|ba|tư|bốn|năm|đầu(?: tiên)?|cuối(?: cùng)?)"
        rf"\s*(?:của\s+)?(?:tháng\s*{MONTH}{YEAR}|tháng)",
    ),
    # Stretches of a year.
    Pattern("half", "nửa cuối năm 2025", ANNEX, rf"nửa\s+(?P<edge>đầu|cuối)\s+năm{YEAR}"),
    Pattern(
        "vague-months",
        "các tháng cuối năm",
        "which months is not said: asked",
        rf"(?:các|những|mấy)\s+(?:tháng|quý)\s+(?:đầu|cuối|còn lại)(?:\s+(?:của\s+)?năm)?{YEAR}",
    ),
    Pattern(
        "edge-month",
        "tháng cuối năm 2025",
        ANNEX,
        rf"tháng\s+(?P<edge>{EDGE})\s+(?:của\s+)?năm{YEAR}",
    ),
    Pattern(
        "edge-quarter",
        "quý cuối năm 2025",
        ANNEX,
        rf"quý\s+(?P<edge>{EDGE})(?:\s+của)?\s+năm{YEAR}",
    ),
    Pattern(
        "months",
        "tháng 8, 9/2025",
        ANNEX,
        rf"{PART}(?:các\s+|những\s+)?(?:tháng|T\.?(?=\d))\s*"
        rf"(?P<list>{MONTH}(?!\s*lần)(?:{JOIN}(?:tháng\s*)?{MORE_MONTHS}{NOT_MORE})*){YEAR}",
    ),
    Pattern(
        "quarters",
        "quý III, IV/2025",
        ANNEX,
        rf"{PART}(?:các\s+)?(?:quý|Q)\.?\s*"
        rf"(?P<list>{ROMAN}(?:{JOIN}(?:(?:quý|Q)\.?\s*)?{MORE_QUARTERS}{NOT_MORE})*){YEAR}",
    ),
    Pattern(
        "part-of-year",
        "cuối năm 2025",
        CC146,
        rf"(?P<part>đầu|giữa|cuối)\s+(?:của\s+)?năm{YEAR}(?!\s*\d)",
    ),
    Pattern(
        "part-of-each",
        "cuối mỗi quý",
        CC146,
        r"(?P<part>đầu|giữa|cuối)\s+(?:(?P<each>hằng|mỗi|từng|các)\s+)?(?P<unit>tháng|quý|năm)"
        r"(?!\s*\d|\s+[ivx]+\b)",
    ),
    Pattern(
        "other-year",
        "năm học 2025-2026",
        "a year that does not end with December: asked",
        r"(?:năm học|niên khóa|nhiệm kỳ|niên độ)(?:\s*20\d\d(?:\s*-\s*20\d\d)?)?",
    ),
    Pattern(
        "years",
        "giai đoạn 2026 - 2027",
        ANNEX,
        r"(?:giai đoạn|thời kỳ|(?:các\s+)?năm)?\s*(?<![\d/.\-])(?P<list>(?:19|20)\d\d"
        r"(?:\s*(?:-|đến(?: hết)?|,|và|;)\s*(?:năm\s*)?20\d\d(?!\d))*)(?![\d/])",
    ),
    # Named days.
    Pattern(
        "tet",
        "trước Tết Nguyên đán Bính Ngọ 2026",
        "Labour Code 2019 art. 112, by the lunar calendar",
        r"tết\s+(?:nguyên đán|cổ truyền|âm lịch|ta)(?:\s+(?:xuân\s+)?"
        r"(?P<stem>giáp|ất|bính|đinh|mậu|kỷ|canh|tân|nhâm|quý)\s+"
        r"(?P<branch>tý|sửu|dần|mão|thìn|tỵ|tị|ngọ|mùi|thân|dậu|tuất|hợi))?"
        rf"(?:\s*-)?{YEAR}",
    ),
    Pattern(
        "kings-day",
        "trước Giỗ Tổ Hùng Vương",
        "Labour Code 2019 art. 112, by the lunar calendar",
        rf"(?:ngày\s+)?giỗ tổ(?: hùng vương)?(?:\s*\(?mùng 10/3(?: âm lịch)?\)?)?{YEAR}",
    ),
    Pattern(
        "named-day",
        "trước Quốc khánh 2/9",
        "Labour Code 2019 art. 112",
        r"(?:dịp\s+|lễ\s+|ngày\s+|tết\s+)*(?P<name>quốc khánh|tết dương lịch|dương lịch"
        r"|quốc tế lao động|giải phóng miền nam|nhà giáo việt nam|thương binh[ -]+liệt sĩ"
        r"|chuyển đổi số quốc gia|pháp luật việt nam|quân đội nhân dân việt nam)"
        rf"(?:\s*\(?(?:ngày\s*)?\d{{1,2}}/\d{{1,2}}(?!\d))?{YEAR}\)?",
    ),
    # What comes back.
    Pattern(
        "cadence",
        "hằng tháng, quý, 6 tháng, năm",
        REGIME,
        rf"(?:định kỳ\s+|báo cáo\s+)*(?:hằng|mỗi|từng)\s+(?P<list>(?:ngày|{CADENCE})"
        rf"(?:\s*(?:,\s*và|[,;/]|và|hoặc)\s*(?:hằng\s+|mỗi\s+|định kỳ\s+)*{CADENCE}{UNNUMBERED})*)",
    ),
    Pattern(
        "reports",
        "báo cáo 6 tháng, năm",
        REGIME,
        rf"(?:định kỳ|báo cáo|sơ kết|tổng kết|theo)\s+(?:định kỳ\s+|theo\s+)?(?P<list>{CADENCE}{UNNUMBERED}"
        rf"(?:\s*(?:,\s*và|[,;/]|và|hoặc)\s*(?:(?:báo cáo|tổng kết)\s+)?{CADENCE}{UNNUMBERED})*)",
    ),
    Pattern(
        "cadences",
        "Tháng, quý, năm",
        ANNEX,
        rf"(?P<list>{CADENCE}{UNNUMBERED}(?:{AND}{CADENCE}{UNNUMBERED})+)",
    ),
    Pattern(
        "bare-cadence",
        "6 tháng (trước ngày 16/6)",
        REGIME,
        rf"(?P<list>(?:(?:0?[69]|sáu|chín) tháng|0?1 năm){UNNUMBERED})(?!\s*lần)",
    ),
    Pattern(
        "report-unit",
        "trước ngày 25 của tháng báo cáo",
        REGIME,
        r"(?:của\s+|trong\s+)?(?P<unit>tháng|quý)\s+báo cáo",
    ),
    Pattern(
        "report-period",
        "ngày 21 tháng 12 của kỳ báo cáo",
        REGIME,
        r"(?:của|trong)\s+(?:mỗi\s+)?kỳ báo cáo",
    ),
    Pattern(
        "days",
        "ngày 10, 20 hằng tháng",
        ANNEX,
        rf"(?:ngày\s*(?:mùng\s*|mồng\s*)?)(?P<list>\d{{1,2}}(?!\s*[/.\-]?\d|\s*tháng)"
        rf"(?:{AND}(?:ngày\s*)?\d{{1,2}}(?!\s*[/.\-]?\d|\s*tháng|\s*giờ))*)"
        r"|(?P<list_2>\d{1,2})(?=\s+(?:hằng|mỗi)\s+tháng)",
    ),
    # A year told by another.
    Pattern(
        "year-beside",
        "31 tháng 01 năm sau",
        REGIME,
        rf"(?:của\s+)?năm\s+(?P<beside>{NEXT}|trước(?!\s+(?:ngày|\d)))"
        r"(?:\s+(?:của\s+)?(?:năm )?(?:kế hoạch|báo cáo|liền kề))*",
    ),
    Pattern(
        "plan-year",
        "Trong năm",
        ANNEX,
        r"trong năm(?:\s+(?:nay|này|kế hoạch))?(?!\s*\d)|(?:của\s+)?năm\s+(?:nay|này|kế hoạch)",
    ),
    Pattern(
        "beside-issue",
        "tháng sau",
        "which one depends on the day of issue: asked",
        rf"(?:tháng|quý|tuần)\s+(?:này|nay|{NEXT}|trước)",
    ),
    # Work without an end, on demand, or bound to what is not known yet.
    Pattern(
        "continuous",
        "Thường xuyên",
        ANNEX,
        r"thường xuyên|liên tục|quanh năm|cả năm|hằng ngày"
        r"|(?:trong\s+)?suốt\s+(?:cả\s+)?(?:năm|quá trình|thời gian|giai đoạn)",
    ),
    Pattern(
        "then-continuous",
        "sau đó duy trì thường xuyên",
        ANNEX,
        r"(?:sau đó|và)\s+(?:\w+\s+){0,4}?(?:thường xuyên|liên tục|duy trì)(?:\s*,?\s*liên tục)?",
    ),
    Pattern(
        "then-yearly",
        "và rà soát, bổ sung trong các năm tiếp theo",
        ANNEX,
        r"(?:trong\s+|vào\s+)?(?:các|những)\s+năm\s+(?:tiếp theo|sau|kế tiếp|tới)",
    ),
    Pattern(
        "on-demand",
        "đột xuất khi có yêu cầu",
        ANNEX,
        r"(?:báo cáo\s+)?đột xuất(?:\s+(?:khi có|khi|theo)\s+(?:\w+\s?){1,4})?",
    ),
    Pattern(
        "elsewhere",
        "Theo Kế hoạch riêng",
        "the day stands in another document: asked",
        r"(?:theo|thực hiện theo|căn cứ)\s+(?:các\s+)?(?:kế hoạch|chương trình|quy định|lịch|lộ trình"
        r"|thời hạn|thời gian|quy chế|định kỳ|đề án)",
    ),
    Pattern(
        "ditto",
        "như trên",
        "the cell above",
        r"(?:nt|n\.t\.?|như trên|-\s*nt\s*-)",
    ),
    Pattern(
        "vague",
        "dự kiến",
        "an estimate is no deadline: asked",
        r"dự kiến|khoảng|ước|tạm thời|sớm nhất|càng sớm càng tốt",
    ),
    Pattern("or", "hoặc", ANNEX, r"hoặc"),
    Pattern("afterwards", "sau đó", ANNEX, r"sau đó"),
    Pattern(
        "finish",
        "hoàn thành",
        ANNEX,
        r"hoàn thành|hoàn tất|hoàn thiện|xong|kết thúc(?! năm| quý| tháng)|ban hành|(?<!chương )(?<!công )(?<!quy )trình",
    ),
    # What an event is opened by.
    Pattern(
        "at-meeting",
        "tại Phiên họp thứ 42",
        ANNEX,
        r"(?P<opener>tại|trước|sau|vào)\s+(?P<event>(?:các\s+)?(?:kỳ họp|phiên họp|cuộc họp|hội nghị"
        r"|đại hội|lễ|buổi)(?!\w))",
    ),
    Pattern(
        "event",
        "ngay sau khi Kế hoạch được ban hành",
        CC147,
        r"(?:(?P<at_once>ngay(?:\s+sau)?)\s+(?:khi|ngày)|sau khi|trước khi|(?:kể|tính)\s+từ"
        r"(?:\s+(?:khi|ngày|thời điểm))?(?!\s*(?:đầu|giữa|cuối|tháng|quý|năm))"
        r"|từ (?:khi|thời điểm|ngày(?!\s*\d))|so với(?:\s+ngày)?"
        r"|khi(?:\s+có)?|(?:tùy\s+|thực hiện\s+)?theo|tùy|căn cứ|trên cơ sở|cùng với"
        r"|sau(?=\s+(?:ngày|đợt)))",
    ),
    # How a day bounds.
    Pattern(
        "until-and-with",
        "trước hoặc trong ngày 10/12",
        "both words together include the day",
        r"trước\s+(?:hoặc|và)\s+(?:trong|vào|đến|đúng)|trong\s+(?:hoặc|và)\s+trước",
    ),
    Pattern(
        "not-after",
        "không sau ngày 10/12",
        URGENT,
        r"không\s+(?:quá|muộn hơn|chậm hơn|trễ hơn|chậm quá|muộn quá|để quá|sau)",
    ),
    Pattern(
        "before",
        "chậm nhất trước ngày 10/12",
        f"{CC148}.6: the day before ends at 24:00",
        r"(?:(?:chậm|muộn|trễ) nhất(?:\s+là)?\s+|đến\s+)?trước(?:\s+(?:thời điểm|mốc|hạn|lễ|dịp))?",
    ),
    Pattern(
        "no-later",
        "chậm nhất là ngày 10/12",
        URGENT,
        r"(?:chậm|muộn|trễ) nhất(?:\s+là)?(?:\s+(?:vào|trong|đến hết|đến))?"
        r"|hạn\s+(?:chót|cuối(?: cùng)?)(?:\s+là)?",
    ),
    Pattern(
        "until",
        "đến hết ngày 31/12/2025",
        f"{CC148}.6",
        r"(?:cho\s+)?(?:đến|tới)(?:\s+(?:hết|ngày(?=\s+ngày)))?|hết",
    ),
    Pattern(
        "from",
        "từ quý III/2025",
        ANNEX,
        r"(?:(?:bắt đầu|kể|tính|triển khai|thực hiện)\s+)*từ|bắt đầu|sau(?=\s+(?:ngày\s*)?\d)",
    ),
    Pattern("now", "từ nay đến 31/12/2025", ANNEX, r"nay"),
    Pattern("within", "trong quý III", ANNEX, r"trong|vào"),
    Pattern("periodic", "định kỳ trước ngày 15/6 và 15/12", REGIME, r"(?:định|thường) kỳ"),
)

BY_NAME: Final = {pattern.name: pattern for pattern in PATTERNS}
GRAMMAR: Final = re.compile(
    "|".join(
        f"(?P<{pattern.name.replace('-', '_')}>{INSIDE_GROUP.sub('(?:', pattern.regex.pattern)})"
        for pattern in PATTERNS
    ),
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Found:
    """One wording found in a text: the pattern's name, its parts, and where it stands."""

    name: str
    parts: dict[str, str]
    start: int
    end: int


def find_all(text: str) -> tuple[Found, ...]:
    """Return the wordings of time in a tidy text, from left to right."""
    return tuple(_found(text, match) for match in GRAMMAR.finditer(text))


def _found(text: str, match: re.Match[str]) -> Found:
    name = (match.lastgroup or "").replace("_", "-")
    inner = BY_NAME[name].regex.match(text, match.start())
    parts = inner.groupdict(default="") if inner else {}
    return Found(name, parts, match.start(), match.end())
