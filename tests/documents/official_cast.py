"""One report with everything a report can hold, and the papers beside it, written for the tests."""

from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

from cchc_scheduler.core.reports import (
    Annex,
    Column,
    Letterhead,
    Line,
    OfficialReport,
    Passage,
    Section,
    Signature,
    Source,
)
from cchc_scheduler.documents.official_papers import (
    Basis,
    Mistake,
    OfficialPaper,
    Slip,
    Standing,
)

ROOT = Path(__file__).resolve().parents[2]
TEMPLATES = ROOT / "templates"
NOW = datetime(2025, 9, 16, 2, 0, tzinfo=UTC)
SOURCE = Source("phong-kinh-te", 7, 2, NOW)
TEXT = (
    "Ủy ban nhân dân xã ban hành Kế hoạch, phân công người đứng đầu các cơ quan, đơn vị chịu trách "
    "nhiệm về kết quả thực hiện; kết quả được theo dõi hằng tuần & số hồ sơ quá hạn < 05."
)
MISSING = "[Chưa nhận được báo cáo của Phòng Kinh tế]"
OFFICE = Letterhead(
    parent=(),
    issuer=("ỦY BAN NHÂN DÂN", "XÃ TUỆ TĨNH"),
    symbol="/BC-UBND",
    place="Xã Tuệ Tĩnh",
    year=2025,
    name="Ủy ban nhân dân xã Tuệ Tĩnh",
)
UNIT = replace(
    OFFICE,
    parent=OFFICE.issuer,
    issuer=("TRUNG TÂM PHỤC VỤ HÀNH CHÍNH CÔNG",),
    symbol="/BC",
    name="Trung tâm Phục vụ hành chính công",
)
COORDINATOR = replace(OFFICE, parent=OFFICE.issuer, issuer=("PHÒNG VĂN HÓA-XÃ HỘI",), symbol="")
COLUMNS = (
    Column("TT", 1, "center"),
    Column("Nhiệm vụ", 7),
    Column("Chủ trì", 4),
    Column("Thời hạn", 3, "center"),
    Column("Số lượng", 2, "right"),
    Column("Tình trạng", 4, "center"),
)


def rows(count: int) -> tuple[Line, ...]:
    yielded = [Line(("III.2. CẢI CÁCH THỂ CHẾ",), "group")]
    for number in range(1, count + 1):
        cells = (
            str(number),
            "Rà soát, kiểm tra, xử lý văn bản hết hiệu lực, không còn phù hợp",
            "Văn phòng HĐND-UBND xã",
            "trước ngày 10/9/2025",
            "1.234,5",
            "Đang thực hiện, trong hạn",
        )
        yielded.append(Line(cells))
    yielded.append(Line(("", "Tổng cộng", "", "", "12.345", ""), "total"))
    return tuple(yielded)


def sections(count: int) -> tuple[Section, ...]:
    """A report's body: a part, a heading and a point in turn, the last of them still empty."""
    found = []
    for number in range(1, count + 1):
        found += [
            Section(f"{number}", f"{'I' * number}.", 1, "KẾT QUẢ THỰC HIỆN CÁC NHIỆM VỤ"),
            Section(
                f"{number}.1", "1.", 2, "Cải cách thể chế", (), (Passage(TEXT, "given", SOURCE),)
            ),
            Section(
                f"{number}.1.a",
                "a)",
                3,
                "Xây dựng văn bản quy phạm pháp luật",
                (),
                (Passage(f"{TEXT}\n{TEXT}", "edited", SOURCE), Passage(MISSING, "missing")),
            ),
        ]
    return tuple(found)


REPORT = OfficialReport(
    key="bao-cao-so-noi-vu",
    kind="upward",
    period="2025-Q3",
    title="Kết quả thực hiện công tác cải cách hành chính quý III năm 2025",
    letterhead=OFFICE,
    addressees=("Sở Nội vụ thành phố Hải Phòng",),
    basis=("Căn cứ Luật Tổ chức chính quyền địa phương ngày 16/6/2025;",),
    opening=("Ủy ban nhân dân xã Tuệ Tĩnh báo cáo kết quả như sau:",),
    sections=sections(3),
    annexes=(
        Annex("phu-luc-1", "I", "Tình hình thực hiện nhiệm vụ", COLUMNS, rows(30), "Ghi chú."),
        Annex("phu-luc-2", "II", "Chỉ tiêu", COLUMNS, rows(3)),
    ),
    recipients=("Như trên", "Thường trực Đảng ủy xã", "Lưu: VT, VHXH"),
    signature=Signature(("TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH")),
)
PARTY = replace(
    REPORT,
    key="bao-cao-dang-uy",
    kind="party",
    addressees=("Thường trực Đảng ủy xã", "Ban Thường vụ Đảng ủy xã"),
    annexes=REPORT.annexes[1:],
)
OWN = replace(
    REPORT,
    key="bao-cao-don-vi-trung-tam",
    kind="unit",
    letterhead=UNIT,
    addressees=("Phòng Văn hóa-Xã hội",),
    basis=(),
    sections=sections(1),
    annexes=(),
    signature=Signature(("GIÁM ĐỐC",)),
)
INTERNAL = replace(
    REPORT,
    key="phu-luc-noi-bo",
    kind="internal",
    title="Tình hình gửi báo cáo cải cách hành chính quý III năm 2025",
    letterhead=replace(COORDINATOR, symbol="/BC"),
    addressees=("Lãnh đạo Ủy ban nhân dân xã", "Ban Chỉ đạo cải cách hành chính xã"),
    basis=(),
    sections=(),
    annexes=(Annex("noi-bo-a", "A", "Tình hình gửi báo cáo", COLUMNS, rows(5)),),
    signature=Signature(("TRƯỞNG PHÒNG",)),
)
MISSING_UNITS = ("Phòng Kinh tế", "Trung tâm Văn hóa, Thể thao và truyền thông")
REQUEST = OfficialPaper(
    kind="don-doc-a",
    title="Đề nghị gửi báo cáo cải cách hành chính quý III năm 2025",
    letterhead=COORDINATOR,
    addressees=MISSING_UNITS,
    signature=Signature(("TRƯỞNG PHÒNG",)),
    office="Ủy ban nhân dân xã Tuệ Tĩnh",
    coordinator="Phòng Văn hóa-Xã hội",
    chief="Văn phòng HĐND-UBND xã",
    basis=Basis(
        "Kế hoạch Cải cách hành chính nhà nước xã Tuệ Tĩnh 6 tháng cuối năm 2025",
        "362/QĐ-UBND",
        date(2025, 7, 28),
        "Chủ tịch Ủy ban nhân dân xã Tuệ Tĩnh",
        "điểm c khoản 1 Mục V",
    ),
    standing=Standing(
        "quý III năm 2025", "quý III/2025", "trước ngày 10/9/2025", NOW, 5, 3, MISSING_UNITS
    ),
    asked_by=date(2025, 9, 17),
)
OFFICE_REQUEST = replace(
    REQUEST,
    kind="don-doc-b",
    letterhead=OFFICE,
    signature=Signature(("TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH")),
    annexes=(Annex("ds", "", "Tình hình gửi báo cáo", COLUMNS, rows(2), "Dữ liệu tính đến nay."),),
)
SLIP = replace(
    REQUEST,
    kind="phieu-trinh",
    slip=Slip(
        "Chủ tịch Ủy ban nhân dân xã",
        ("Mục II.1.a Xây dựng văn bản",),
        (),
        ("Bố trí kinh phí (Phòng Kinh tế)",),
    ),
)
SUBMISSION = replace(
    REQUEST,
    kind="to-trinh",
    addressees=("Ủy ban nhân dân xã Tuệ Tĩnh",),
    proposed=2,
    annexes=(Annex("de-xuat", "", "Đề xuất sửa đổi", COLUMNS, rows(2), "Dữ liệu tính đến nay."),),
)
THANKS = replace(REQUEST, kind="cam-on", standing=replace(REQUEST.standing, received=5, missing=()))
APOLOGY = replace(
    REQUEST,
    kind="cao-loi",
    addressees=("Phòng Kinh tế",),
    mistake=Mistake("Phòng Kinh tế", date(2025, 9, 10), date(2025, 9, 8), "12/BC-PKT"),
)
