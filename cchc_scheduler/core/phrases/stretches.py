"""The grammar of stretches of a year, and of days that have a name."""

from typing import Final

from cchc_scheduler.core.phrases.fragments import (
    EDGE,
    JOIN,
    MONTH,
    MORE_MONTHS,
    MORE_QUARTERS,
    NOT_MORE,
    PART,
    ROMAN,
    YEAR,
)
from cchc_scheduler.core.phrases.pattern import ANNEX, CC146, Pattern

STRETCHES: Final = (
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
        "quý cuối năm 2026",
        ANNEX,
        rf"quý\s+(?P<edge>{EDGE})(?:\s+của)?\s+năm{YEAR}",
    ),
    Pattern(
        "months",
        "tháng 10, 11/2025",
        ANNEX,
        rf"{PART}(?:các\s+|những\s+)?(?:tháng|thg\.?|T\.?(?=\d))\s*"
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
        r"(?P<on>ngày\s+)?(?P<part>đầu tiên|đầu|giữa|cuối cùng|cuối)\s+(?:của\s+)?"
        rf"năm{YEAR}(?!\s*(?:\d|học))",
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
        "lunar",
        "mùng 3 Tết",
        "days by the moon other than Tết and Giỗ Tổ: asked",
        r"(?:mùng|mồng)\s*\d{1,2}\s*(?:/|tháng|tết)|\d{1,2}\s+tết(?!\s+dương)"
        r"|tháng giêng|tháng chạp|(?:tết\s+)?trung thu"
        r"|rằm|tất niên|giao thừa|âm lịch",
    ),
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
)
