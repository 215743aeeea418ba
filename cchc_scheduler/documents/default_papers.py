"""The templates of papers a person signs: letters of request, slip, submission, thanks, apology.

Their wording is the office's own; whoever changes it does so in Word.
"""

from collections.abc import Callable, Sequence
from typing import Any, Final

from docx.document import Document as WordDocument
from docx.enum.table import WD_ROW_HEIGHT_RULE, WD_TABLE_ALIGNMENT
from docx.shared import Cm

from cchc_scheduler.documents.template_annexes import annexes
from cchc_scheduler.documents.template_parts import (
    BLANK_DAY,
    TAG,
    addressees,
    end_section,
    foot,
    keep_row_whole,
    letterhead,
    new_template,
    write,
    write_all,
    write_last,
)

# the symbol of a unit's letters is the clerk's to decide
OF_UNIT: Final = "/          "
OF_OFFICE: Final = "/UBND-VHXH"
BASIS: Final = (
    "Thực hiện {{ paper.basis.plan }} (ban hành kèm theo Quyết định số {{ paper.basis.number }} "
    "ngày {{ paper.basis.day | short_day }} của {{ paper.basis.issuer }}), các cơ quan, đơn vị gửi "
    "báo cáo {{ paper.standing.period }} về {{ paper.coordinator }} {{ paper.standing.due }}."
)
COUNTED: Final = (
    "Đến {{ paper.standing.at | moment }}, {{ paper.coordinator }} đã nhận "
    "{{ paper.standing.received | two }}/{{ paper.standing.expected | two }} báo cáo và chưa nhận "
    "được báo cáo của các đơn vị có tên trên."
)
BY_DAY: Final = (
    "trước ngày {% if paper.asked_by %}{{ paper.asked_by | short_day }}"
    "{% else %}...../...../{{ paper.letterhead.year }}{% endif %}"
)
ASKED: Final = (
    "Để kịp tổng hợp, báo cáo Ủy ban nhân dân xã, {{ paper.coordinator }} đề nghị các đơn vị quan "
    f"tâm, gửi báo cáo {BY_DAY} (bản ký số qua hệ thống Quản lý văn bản; bản Word theo đề cương đã "
    "gửi). Sau thời gian trên, Phòng tổng hợp, báo cáo Ủy ban nhân dân xã theo quy định."
)
REPORTED: Final = (
    "Theo báo cáo của {{ paper.coordinator }}, đến {{ paper.standing.at | moment }} có "
    "{{ paper.standing.received | two }}/{{ paper.standing.expected | two }} cơ quan, đơn vị đã "
    "gửi báo cáo {{ paper.standing.period }}; còn {{ paper.standing.outstanding | two }} đơn vị "
    "chưa gửi (danh sách kèm theo)."
)
DECIDED: Final = (
    "Ngày {{ paper.basis.day | short_day }}, {{ paper.basis.issuer }} ban hành Quyết định số "
    "{{ paper.basis.number }} về {{ paper.basis.plan }}, trong đó quy định chế độ báo cáo tại "
    "{{ paper.basis.clause }}."
)
HEADS_ASKED: Final = (
    "{% if paper.by_order %}Thừa lệnh Chủ tịch Ủy ban nhân dân xã, {{ paper.chief }}{% else %}Ủy "
    "ban nhân dân xã{% endif %} đề nghị Thủ trưởng các đơn vị có tên tại danh sách chỉ đạo hoàn "
    f"thành, gửi báo cáo về {{{{ paper.coordinator }}}} {BY_DAY}; trường hợp có khó khăn, vướng "
    "mắc, báo cáo Ủy ban nhân dân xã (qua {{ paper.coordinator }} tổng hợp)."
)
GIVEN: Final = (
    "Giao {{ paper.chief }} theo dõi, đôn đốc; {{ paper.coordinator }} tổng hợp, báo cáo kết quả./."
)
WITH: Final = (
    f"(Kèm theo Công văn số       {OF_OFFICE} {BLANK_DAY} {{{{ paper.letterhead.year }}}})"
)
THANKS: Final = (
    "Đến {{ paper.standing.at | moment }}, {{ paper.coordinator }} đã nhận đủ "
    "{{ paper.standing.received | two }}/{{ paper.standing.expected | two }} báo cáo CCHC "
    "{{ paper.standing.period }}. Xin trân trọng cảm ơn các đồng chí. Báo cáo tổng hợp sau khi ban "
    "hành được gửi đến đơn vị qua hệ thống Quản lý văn bản./."
)
BLANK: Final = "...../...../{{ paper.letterhead.year }}"
LETTER_DAY: Final = (
    "{% if paper.mistake.letter_day %}{{ paper.mistake.letter_day | short_day }}"
    f"{{% else %}}{BLANK}{{% endif %}}"
)
APOLOGY: Final = (
    "{{ paper.coordinator }} đã đối chiếu: {{ paper.mistake.unit }} gửi báo cáo ngày "
    "{% if paper.mistake.handed_in_day %}{{ paper.mistake.handed_in_day | short_day }}"
    f"{{% else %}}{BLANK}{{% endif %}}"
    "{% if paper.mistake.number %} (văn bản số {{ paper.mistake.number }}){% endif %}, trong thời "
    f"hạn. Phòng xin lỗi đơn vị vì thư ngày {LETTER_DAY} và đã đính chính bảng theo dõi."
    "{% if paper.mistake.told %} Nội dung đính chính đã được báo cáo {{ paper.mistake.told }}."
    "{% endif %}/."
)
SUBJECT: Final = (
    "Vấn đề trình: Ký ban hành Báo cáo kết quả công tác CCHC {{ paper.standing.period }} gửi Sở "
    "Nội vụ; báo cáo Thường trực, Ban Thường vụ Đảng ủy xã."
)
COMPILED: Final = (
    "(1) đã tổng hợp từ {{ paper.standing.received | two }}/{{ paper.standing.expected | two }} "
    "đơn vị;"
)
PROPOSALS: Final = "kiến nghị cần lãnh đạo cho ý kiến trước khi gửi"
# a target without figures is neither met nor unmet
NO_TARGET: Final = "không có, trong số chỉ tiêu đã có số liệu"
SLIP: Final = (
    ("VBNoiDung", "Kính trình: Đồng chí {{ paper.slip.leader }}"),
    ("VBNoiDung", SUBJECT),
    ("VBNoiDung", "Đơn vị trình: {{ paper.coordinator }}."),
    ("VBNoiDung", "Tóm tắt:"),
    ("VBNoiDung", COMPILED),
)
AMENDING: Final = (
    "Ngày {{ paper.basis.day | short_day }}, {{ paper.basis.issuer }} ban hành Quyết định số "
    "{{ paper.basis.number }} về {{ paper.basis.plan }}. Theo đoạn cuối Mục V Kế hoạch, nội dung, "
    "nhiệm vụ cần sửa đổi, bổ sung được các cơ quan, đơn vị báo cáo Ủy ban nhân dân xã (qua "
    "{{ paper.coordinator }} tổng hợp) để xem xét, quyết định."
)
PROPOSED: Final = (
    "Đến {{ paper.standing.at | moment }}, {{ paper.coordinator }} đã nhận "
    "{{ paper.proposed | two }} đề xuất sửa đổi, bổ sung của các đơn vị (danh sách kèm theo)."
)
SUBMITTED: Final = (
    "{{ paper.coordinator }} kính trình Ủy ban nhân dân xã xem xét, quyết định việc sửa đổi, bổ "
    "sung Kế hoạch./."
)
WITH_SUBMISSION: Final = (
    f"(Kèm theo Tờ trình số       {OF_UNIT} {BLANK_DAY} {{{{ paper.letterhead.year }}}})"
)

KEPT: Final = ("- Như trên;", "- Lưu: VT, VHXH.")
TO_PEERS: Final = (
    KEPT[0],
    "- Lãnh đạo UBND xã (để b/c);",
    "- Văn phòng HĐND-UBND xã (để p/h);",
    KEPT[1],
)
FROM_OFFICE: Final = (
    KEPT[0],
    "- Chủ tịch, các PCT UBND xã;",
    "- Văn phòng HĐND-UBND xã;",
    KEPT[1],
)


def request_by_unit() -> WordDocument:
    """Return the letter of request that the coordinating unit signs, a peer of those it asks."""
    document = _letter(
        "V/v đề nghị gửi báo cáo cải cách hành chính {{ paper.standing.period }}", OF_UNIT
    )
    _body(document, (BASIS, COUNTED, ASKED, "Rất mong nhận được sự phối hợp của các đơn vị./."))
    foot(document, "paper", TO_PEERS)
    return document


def request_by_office() -> WordDocument:
    """Return the letter of request that the People's Committee signs, with the list of units."""
    document = _letter(
        "V/v đôn đốc gửi báo cáo cải cách hành chính {{ paper.standing.period }}", OF_OFFICE
    )
    _body(document, (DECIDED, REPORTED, HEADS_ASKED, GIVEN))
    foot(document, "paper", FROM_OFFICE)
    end_section(document)
    annexes(document, "paper", "Danh sách kèm theo", WITH)
    return document


def thanks() -> WordDocument:
    """Return the letter of thanks to every unit, sent when everything has come in."""
    document = _letter("V/v cảm ơn các đơn vị đã phối hợp", OF_UNIT)
    _body(document, (THANKS,))
    foot(document, "paper", KEPT)
    return document


def apology() -> WordDocument:
    """Return the letter of apology for a letter about a report that had come in."""
    document = _letter(f"V/v xin lỗi về thư ngày {LETTER_DAY}", OF_UNIT)
    _body(document, (APOLOGY,))
    foot(document, "paper", KEPT)
    return document


def submission() -> WordDocument:
    """Return the submission (tờ trình) to change the plan, with the list of what units proposed."""
    document = new_template("Tờ trình")
    letterhead(document, "paper.letterhead", OF_UNIT)
    write_all(
        document,
        (
            ("VBTenLoai", "TỜ TRÌNH"),
            ("VBTrichYeu", "Về việc sửa đổi, bổ sung {{ paper.basis.plan }}"),
            ("VBKe", "40"),
            *addressees("paper"),
        ),
    )
    _body(document, (AMENDING, PROPOSED, SUBMITTED))
    foot(document, "paper", KEPT)
    end_section(document)
    annexes(document, "paper", "Danh sách kèm theo", WITH_SUBMISSION)
    return document


def slip() -> WordDocument:
    """Return the slip that goes with a draft to the leaders, with room for their words."""
    document = new_template("Phiếu trình giải quyết công việc")
    letterhead(document, "paper.letterhead", "")
    write(
        document, "VBTenLoai", "PHIẾU TRÌNH GIẢI QUYẾT CÔNG VIỆC"
    ).paragraph_format.space_after = Cm(0.4)
    write_all(
        document,
        (
            *SLIP,
            *_counted("2", "unfinished", 'nội dung còn ghi "ước" hoặc "đang tổng hợp"'),
            *_named("3", "unmet", ("chỉ tiêu chưa đạt", NO_TARGET)),
            *_named("4", "proposals", (PROPOSALS, "chưa có")),
            ("VBNoiDung", f"(5) thời hạn gửi Sở Nội vụ: {_UPSTREAM}."),
        ),
    )
    _opinions(document)
    return document


_UPSTREAM: Final = (
    "{% if paper.slip.upstream_day %}{{ paper.slip.upstream_day | short_day }}"
    "{% else %}chưa có văn bản{% endif %}"
)
_OPINIONS: Final = (
    "Ý kiến Trưởng {{ paper.coordinator }}:",
    "Ý kiến {{ paper.chief }}:",
    "Ý kiến lãnh đạo UBND xã:",
)


def _letter(about: str, symbol: str) -> WordDocument:
    document = new_template("Công văn")
    letterhead(document, "paper.letterhead", symbol, (("VBVeViec", about),))
    write_all(document, addressees("paper"))
    return document


def _body(document: WordDocument, paragraphs: Sequence[str]) -> None:
    for text in paragraphs[:-1]:
        write(document, "VBNoiDung", text)
    write_last(document, paragraphs[-1])


def _counted(number: str, name: str, words: str) -> tuple[tuple[str, str], ...]:
    items = f"paper.slip.{name}"
    return (
        (TAG, f"{{%p if {items} %}}"),
        (
            "VBNoiDung",
            f'({number}) {{{{ {items} | length | two }}}} {words}: {{{{ {items} | join("; ") }}}};',
        ),
        (TAG, "{%p else %}"),
        ("VBNoiDung", f"({number}) 00 {words};"),
        (TAG, "{%p endif %}"),
    )


def _named(number: str, name: str, said: tuple[str, str]) -> tuple[tuple[str, str], ...]:
    items = f"paper.slip.{name}"
    words, none = said
    return (
        (TAG, f"{{%p if {items} %}}"),
        ("VBNoiDung", f"({number}) {words}:"),
        *_listed(items),
        (TAG, "{%p else %}"),
        ("VBNoiDung", f"({number}) {words}: {none};"),
        (TAG, "{%p endif %}"),
    )


def _listed(items: str) -> tuple[tuple[str, str], ...]:
    return (
        (TAG, f"{{%p for line in {items} | dashed %}}"),
        ("VBNoiDung", "{{ line }}"),
        (TAG, "{%p endfor %}"),
    )


def _opinions(document: WordDocument) -> None:
    """Add a box with room to write for each of the three who are asked."""
    table: Any = document.add_table(rows=0, cols=1)
    table.style, table.alignment = "Table Grid", WD_TABLE_ALIGNMENT.CENTER
    for text in _OPINIONS:
        row = table.add_row()
        keep_row_whole(row)
        row.height, row.height_rule = Cm(3.2), WD_ROW_HEIGHT_RULE.AT_LEAST
        write(row.cells[0], "VBYKien", text)
    write(document, "VBNgatTrang", "")


PAPERS: Final[dict[str, Callable[[], WordDocument]]] = {
    "cong-van-don-doc-a.docx": request_by_unit,
    "cong-van-don-doc-b.docx": request_by_office,
    "phieu-trinh.docx": slip,
    "to-trinh.docx": submission,
    "thu-cam-on.docx": thanks,
    "thu-cao-loi.docx": apology,
}
