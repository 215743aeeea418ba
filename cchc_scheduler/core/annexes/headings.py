"""The words by which the columns of an annex are known, as a table; the first that fits decides.

Words are compared without accents, since heads are typed in capitals and in every spelling.
"""

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Final, Literal

from cchc_scheduler.core.annexes.keys import plain

Role = Literal[
    "number",
    "section",
    "text",
    "product",
    "lead",
    "support",
    "lead-and-support",
    "deadline",
    "other",
]
MOST_WORDS: Final = 14


@dataclass(frozen=True, slots=True)
class Heading:
    """Words of a head and what stands below it; of two heads of one role the stronger is taken."""

    role: Role
    example: str
    words: re.Pattern[str]
    strength: int = 1


def _heading(role: Role, example: str, words: str, strength: int = 1) -> Heading:
    return Heading(role, example, re.compile(words), strength)


BODY: Final = r"(?:co quan|don vi|bo phan|to chuc|phong ban|ca nhan|nguoi|cap)"
HEADINGS: Final = (
    _heading("lead-and-support", "Đơn vị chủ trì, phối hợp", r"chu tri.*phoi hop"),
    _heading("support", "Cơ quan phối hợp", r"phoi hop|phoi thuoc|\bph$"),
    _heading("lead", "Cơ quan, đơn vị chủ trì", r"chu tri|chu quan thuc hien", 3),
    _heading("other", "Thời gian bắt đầu", r"^(?!.*(?:ket thuc|hoan thanh)).*bat dau"),
    _heading("other", "Văn bản giao nhiệm vụ", r"(?:van ban|cong van) (?:giao|chi dao)|can cu"),
    _heading("other", "Ngày giao", r"(?:ngay|thoi gian) giao|ma so|ma nhiem vu"),
    _heading("other", "Lãnh đạo phụ trách", r"lanh dao|chu tich|nguoi chi dao"),
    _heading(
        "deadline",
        "Thời hạn hoàn thành",
        r"(?:thoi (?:gian|han|diem)|han|ngay|moc).*"
        r"(?:hoan thanh|ket thuc|xong|phai nop|nop bao cao)",
        3,
    ),
    _heading("deadline", "Thời gian thực hiện", r"thoi (?:gian|han|diem)|ky han|lo trinh", 2),
    _heading(
        "deadline", "Hạn", r"^(?:han|han (?:chot|cuoi|nop|xu ly|thuc hien)|ket thuc|hoan thanh)$", 2
    ),
    _heading("deadline", "Tiến độ", r"tien do|hoan thanh (?:truoc|trong)|moc hoan thanh"),
    _heading("other", "Tình trạng", r"tinh trang|trang thai|ghi chu|kinh phi|nguon (?:luc|von)"),
    _heading("other", "Cơ quan trình", rf"ty le|^{BODY} (?:trinh|ban hanh|tham dinh|phe duyet)"),
    _heading(
        "lead",
        "Đơn vị thực hiện",
        rf"{BODY}.*(?:thuc hien|phu trach|chiu trach nhiem"
        r"|tham muu|trien khai|xu ly)",
        2,
    ),
    _heading(
        "lead",
        "Phân công",
        r"phan cong|^trach nhiem|dau moi|^don vi$|^co quan$"
        r"|^co quan don vi$",
    ),
    _heading("product", "Sản phẩm dự kiến", r"san pham|dau ra", 2),
    _heading("product", "Kết quả", r"ket qua"),
    _heading("number", "STT", r"^(?:s?tt|so tt|so thu tu|thu tu|so|stt tt|tt stt)$"),
    _heading("section", "Lĩnh vực", r"^(?:linh vuc|nhom .*|chuong|muc tieu|muc|phan)$"),
    _heading("text", "Tên nhiệm vụ", r"nhiem vu", 3),
    _heading("text", "Nội dung công việc", r"noi dung|cong viec|dau viec|viec can lam", 2),
    _heading("text", "Hoạt động", r"hoat dong|giai phap|cong tac|de an|danh muc|dau muc"),
)
NEEDED: Final = (
    "nhiệm vụ hoặc nội dung",
    "cơ quan chủ trì hoặc đơn vị thực hiện",
    "thời gian hoàn thành",
)


@lru_cache(2048)
def heading_of(text: str) -> Heading | None:
    """Return what a head says stands below it; None when it is no head that is known."""
    words = plain(text)
    if not words or len(words.split()) > MOST_WORDS:
        return None
    return next((each for each in HEADINGS if each.words.search(words)), None)
