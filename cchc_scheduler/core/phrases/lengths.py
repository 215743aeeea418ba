"""The grammar of names of documents, of lengths that run from an event, and of clock times."""

from typing import Final

from cchc_scheduler.core.phrases.fragments import DURATION, DURATION_BACK, EACH, OPENER, UNNUMBERED
from cchc_scheduler.core.phrases.pattern import ANNEX, CC147, REGIME, URGENT, Pattern

LENGTHS: Final = (
    # Names of documents: the days in them are no deadlines.
    Pattern(
        "document",
        "Kế hoạch số 12/KH-UBND ngày 05/5/2025",
        "Decree 30/2020 art. 8: number and sign of a document",
        r"(?:số\s*:?\s*)?\d+(?:/\d{4})?[/\-](?-i:[A-ZĐ]{2})[\w/.\-]*"
        r"(?:\s*,?\s*ngày\s+\d{1,2}(?:\s*[/.\-]\s*|\s+tháng\s+)\d{1,2}"
        r"(?:\s*[/.\-]\s*|\s*,?\s*năm\s+)\d{4}|\s+năm\s+\d{4})?",
    ),
    # Terms counted from an event.
    Pattern(
        "after-period",
        "trong 05 ngày làm việc sau khi kết thúc quý",
        REGIME,
        rf"(?:trong\s+(?:vòng\s+|thời hạn\s+)?)?{DURATION}\s*,?\s*(?:kể\s+|tính\s+)?"
        r"(?:từ\s+|sau\s+)?(?:ngày|khi|thời điểm)?\s*kết thúc\s+"
        rf"{EACH}(?:kỳ báo cáo (?=quý|tháng|năm))?"
        rf"(?P<period>quý|tháng|kỳ báo cáo|(?:0?6|sáu) tháng|năm){UNNUMBERED}",
    ),
    Pattern(
        "before-event",
        "trước 03 ngày làm việc so với ngày họp",
        CC147,
        rf"trước\s+(?:ít nhất\s+)?{DURATION}(?=\s*,?\s*(?:so với|khi|trước|tính))"
        rf"|{DURATION_BACK}(?=\s+trước\s+(?!(?:ngày\s*)?\d))",
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
        r"(?:trong|sau|không quá)\s+(?:vòng\s+|thời hạn\s+|thời gian\s+)?"
        rf"(?:không quá\s+|tối đa\s+)?(?:là\s+)?{DURATION}(?!\s*(?:\d|đầu|cuối))",
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
)
