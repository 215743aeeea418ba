"""The directory of an office (danh bạ) as tables: which sheets, which columns, which words."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, Literal

Part = Literal["units", "posts", "people"]
ColumnKind = Literal["id", "text", "post", "person", "rank", "yes", "day"]


@dataclass(frozen=True, slots=True)
class DirectoryColumn:
    """One column: its key in the office's file, its head, and what may stand in it."""

    key: str
    head: str
    kind: ColumnKind = "text"
    width: int = 24


@dataclass(frozen=True, slots=True)
class DirectoryTable:
    """One sheet; `names` is the key by which a person would call an entry."""

    part: Part
    sheet: str
    names: str
    columns: tuple[DirectoryColumn, ...]


TABLES: Final = (
    DirectoryTable(
        "units",
        "Đơn vị",
        "name",
        (
            DirectoryColumn("id", "Mã đơn vị", "id"),
            DirectoryColumn("name", "Tên đơn vị", width=40),
            DirectoryColumn("short", "Tên viết tắt"),
            DirectoryColumn("source", "Căn cứ (điểm, khoản)"),
            DirectoryColumn("head", "Thủ trưởng (chức danh)", "post", 32),
            DirectoryColumn("focal", "Đầu mối (chức danh)", "post", 32),
            DirectoryColumn("coordinator", "Đầu mối tổng hợp (x)", "yes"),
            DirectoryColumn("from_day", "Có từ ngày", "day", 14),
            DirectoryColumn("to_day", "Đến hết ngày", "day", 14),
        ),
    ),
    DirectoryTable(
        "posts",
        "Chức danh",
        "title",
        (
            DirectoryColumn("id", "Mã chức danh", "id", 32),
            DirectoryColumn("title", "Chức danh", width=44),
            DirectoryColumn("rank", "Cấp", "rank"),
            DirectoryColumn("holder", "Người giữ", "person", 32),
            DirectoryColumn("second", "Người nhận thứ hai", "person", 32),
        ),
    ),
    DirectoryTable(
        "people",
        "Người nhận",
        "name",
        (
            DirectoryColumn("id", "Mã người", "id", 32),
            DirectoryColumn("name", "Họ và tên", width=32),
            DirectoryColumn("address", "Địa chỉ thư", width=40),
            DirectoryColumn("phone", "Điện thoại"),
        ),
    ),
)
LEADERS_SHEET: Final = "Lãnh đạo"
LEADERS_HEADS: Final = ("Vai trò", "Mã chức danh")
LEADERS: Final[Mapping[str, str]] = {
    "chair": "Chủ tịch",
    "vice_chair": "Phó Chủ tịch phụ trách",
    "office_chief": "Chánh Văn phòng HĐND-UBND",
}
RANKS: Final[Mapping[str, str]] = {
    "staff": "Nhân viên",
    "head": "Người đứng đầu đơn vị",
    "vice-chair": "Phó Chủ tịch",
    "chair": "Chủ tịch",
}
YES: Final = "x"
# What of the office's file the directory is; the rest stays as it is.
DIRECTORY_KEYS: Final = (*(table.part for table in TABLES), *LEADERS)
