"""The grammar of what comes back: how often something is asked for."""

from typing import Final

from cchc_scheduler.core.phrases.fragments import AND, CADENCE, UNNUMBERED
from cchc_scheduler.core.phrases.pattern import ANNEX, REGIME, Pattern

REGIMES: Final = (
    # What comes back.
    Pattern(
        "cadence",
        "hằng tháng, quý, 6 tháng, năm",
        REGIME,
        rf"(?:định kỳ\s+|báo cáo\s+)*(?:hằng|mỗi|từng)\s+(?P<list>{CADENCE}"
        rf"(?:\s*(?:,\s*và|[,;/]|và|hoặc)\s*(?:hằng\s+|mỗi\s+|định kỳ\s+)*{CADENCE}{UNNUMBERED})*)",
    ),
    Pattern(
        "each-of-year",
        "các quý trong năm",
        REGIME,
        r"(?:các|từng)\s+(?P<list>tháng|quý)\s+(?:trong|của)\s+năm(?!\s*\d)",
    ),
    Pattern(
        "reports",
        "báo cáo 6 tháng, năm",
        REGIME,
        r"(?:định kỳ|báo cáo|sơ kết|tổng kết|theo)\s+(?:định kỳ\s+|theo\s+)?"
        rf"(?P<list>{CADENCE}{UNNUMBERED}"
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
        rf"(?P<list>(?:(?:0?[69]|sáu|chín) tháng|0?1 năm){UNNUMBERED}"
        r"|(?:(?<=và )|(?<=, )|(?<=; ))năm(?=\s*(?:$|[,;.:()]|trước|chậm)))(?!\s*lần)",
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
        r"(?:của|trong)\s+(?:mỗi\s+)?kỳ báo cáo|(?:của\s+)?năm báo cáo|của năm kế hoạch",
    ),
    Pattern(
        "days",
        "ngày 10, 20 hằng tháng",
        ANNEX,
        rf"(?:ngày\s*(?:mùng\s*|mồng\s*)?)(?P<list>\d{{1,2}}(?!\s*[/.\-]?\d|\s*tháng)"
        rf"(?:{AND}(?:ngày\s*)?\d{{1,2}}(?!\s*[/.\-]?\d|\s*tháng|\s*giờ))*)"
        r"|(?P<list_2>\d{1,2})(?=\s+(?:hằng|mỗi)\s+tháng)",
    ),
)
