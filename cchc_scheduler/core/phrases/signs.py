"""The grammar of what stands around a day: kinds of work, events, words that bound."""

from typing import Final

from cchc_scheduler.core.phrases.fragments import NEXT
from cchc_scheduler.core.phrases.pattern import ANNEX, CC147, CC148, REGIME, URGENT, Pattern

SIGNS: Final = (
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
        "trong năm kế hoạch",
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
        "Thực hiện thường xuyên",
        ANNEX,
        r"thường xuyên|liên tục|quanh năm|cả (?:năm|giai đoạn)|(?-i:TX)|hằng ngày"
        r"|(?:trong\s+)?suốt\s+(?:cả\s+)?(?:năm|quá trình|thời gian|giai đoạn)",
    ),
    Pattern(
        "then-continuous",
        "sau đó duy trì thường xuyên",
        ANNEX,
        r"(?:sau đó|và)\s+(?:\w+\s+){0,4}?(?:thường xuyên|liên tục|duy trì)(?:\s*,?\s*liên tục)?"
        r"|(?:tiếp tục\s+)?(?:duy trì|vận hành)\s+(?:\w+\s+){0,2}?(?:thường xuyên|liên tục)",
    ),
    Pattern(
        "then-yearly",
        "và rà soát, bổ sung trong các năm tiếp theo",
        ANNEX,
        r"(?:trong\s+|vào\s+)?(?:các|những)\s+(?:năm|quý|tháng)\s+(?:tiếp theo|sau|kế tiếp|tới)",
    ),
    Pattern(
        "on-demand",
        "đột xuất khi có yêu cầu",
        ANNEX,
        r"(?:báo cáo\s+)?đột xuất"
        r"(?:\s*\(?(?:khi có|khi|theo)\s+(?:các\s+)?(?:yêu cầu|phát sinh|chỉ đạo))?",
    ),
    Pattern(
        "elsewhere",
        "theo kế hoạch của ngành",
        "the day stands in another document: asked",
        r"(?:theo|thực hiện theo|căn cứ)\s+(?:các\s+)?(?:kế hoạch|chương trình|quy định|lịch"
        r"|lộ trình|thời hạn|thời gian|kỳ báo cáo|quy chế|định kỳ|đề án)",
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
        r"dự kiến|khoảng|ước tính|tạm thời|sớm nhất|càng sớm càng tốt",
    ),
    Pattern("or", "hoặc", ANNEX, r"hoặc"),
    Pattern("afterwards", "sau đó", ANNEX, r"sau đó"),
    Pattern(
        "finish",
        "hoàn thành",
        ANNEX,
        r"hoàn thành|hoàn tất|hoàn thiện|xong|kết thúc(?! năm| quý| tháng)|ban hành|tổng kết|sơ kết"
        r"|(?<!chương )(?<!công )(?<!quy )trình",
    ),
    # What an event is opened by.
    Pattern(
        "at-meeting",
        "tại Phiên họp thứ 42",
        ANNEX,
        r"(?P<opener>tại|trước|sau|vào)\s+(?P<event>(?:các\s+)?(?:kỳ họp|phiên họp|cuộc họp"
        r"|hội nghị|đại hội|lễ|buổi)(?!\w))",
    ),
    Pattern(
        "before-day-of",
        "trước ngày Luật có hiệu lực",
        CC147,
        r"trước ngày(?!\s*(?:\d|cuối|đầu|làm việc|thứ|giỗ|quốc|pháp luật|nhà giáo|chuyển đổi|tết"
        r"|thương binh|quân đội|giải phóng|lễ|mùng|mồng|rằm|chủ nhật)|\s*$)",
    ),
    Pattern(
        "before-end",
        "trước khi kết thúc quý III/2025",
        f"{CC148}: the last day still counts",
        r"trước khi (?:kết thúc|hết)(?=\s+(?:năm|quý|tháng)\s*(?:\d|[ivx]+\b))",
    ),
    Pattern(
        "event",
        "ngay sau khi Kế hoạch được phê duyệt",
        CC147,
        r"(?:(?P<at_once>ngay(?:\s+sau)?)\s+(?:khi|ngày)|sau khi|trước khi|(?:kể|tính)\s+từ"
        r"(?:\s+(?:khi|ngày|thời điểm))?(?!\s*(?:đầu|giữa|cuối|tháng|quý|năm))"
        r"|từ (?:khi|thời điểm|ngày(?!\s*\d))|so với(?:\s+ngày)?"
        r"|khi(?:\s+có)?|(?:tùy\s+|thực hiện\s+)?theo|tùy|căn cứ|trên cơ sở|cùng với"
        r"|sau\s+ngày(?!\s*\d)|sau(?=\s+(?:ngày|đợt)))",
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
        r"|hạn\s+(?:chót|cuối(?: cùng)?)(?:\s+là)?|là(?=\s+(?:trước\s+)?ngày\s*\d)",
    ),
    Pattern(
        "until",
        "đến hết ngày 30/11/2025",
        f"{CC148}.6",
        r"(?:cho\s+)?(?:đến|tới)(?:\s+(?:hết|ngày(?=\s+ngày)))?|hết",
    ),
    Pattern(
        "from",
        "từ quý III/2025",
        ANNEX,
        r"(?:(?:bắt đầu|kể|tính|triển khai|thực hiện)\s+)*từ|bắt đầu"
        r"|sau(?=\s+(?:\d|(?:tháng|quý|năm)\s*[\divx]|tết|giỗ tổ|(?:lễ|dịp|ngày)?\s*quốc khánh))",
    ),
    Pattern("onward", "từ quý III/2025 trở đi", ANNEX, r"trở (?:đi|về sau)"),
    Pattern("now", "từ nay đến 31/12/2025", ANNEX, r"nay"),
    Pattern("within", "trong quý III", ANNEX, r"trong|vào"),
    Pattern("periodic", "định kỳ trước ngày 15/6 và 15/12", REGIME, r"(?:định|thường) kỳ"),
)
