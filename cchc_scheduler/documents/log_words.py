"""The log in words: what was done, by whom, about what; a word that is not known stays as it is."""

import json
import re
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any, Final

from cchc_scheduler.core.offices import Office
from cchc_scheduler.core.periods import period_named
from cchc_scheduler.documents.vietnamese import moment, post_of_unit, short_day, short_period

VERBS: Final[Mapping[str, str]] = {
    "absence ended": "kết thúc vắng mặt",
    "absent": "ghi nhận vắng mặt",
    "accepted": "xác nhận báo cáo",
    "added": "thêm việc phải báo cáo",
    "addendum": "lập bản bổ sung",
    "answer changed": "sửa trả lời ý kiến giám sát",
    "applied": "đưa vào áp dụng",
    "approved": "đồng ý cho gửi",
    "asked": "gửi đề nghị",
    "asked approval": "xin ý kiến trước khi gửi",
    "bounced": "thư bị trả lại",
    "brought back": "đưa trở lại theo kế hoạch",
    "called": "ghi cuộc gọi",
    "cancelled": "hủy",
    "clock went back": "đồng hồ máy chủ chạy lùi",
    "compiled": "lập dự thảo báo cáo",
    "confirmed": "xác nhận dòng theo dõi",
    "copy refused": "bản sao không chuyển được",
    "draft kept": "lưu bản nháp",
    "dropped": "bỏ bản nháp kế hoạch",
    "erased": "xóa nội dung",
    "evidence corrected": "đính chính bảng theo dõi",
    "expired": "hết thời gian gửi",
    "feed made": "tạo đường dẫn lịch",
    "feed revoked": "thu hồi liên kết lịch",
    "frozen": "chốt bảng theo dõi",
    "granted": "đồng ý đề nghị",
    "held": "giữ thư lại",
    "ledger closed": "ghi kết quả trong sổ theo dõi",
    "ledger reopened": "mở lại nội dung trong sổ theo dõi",
    "link reissued": "cấp lại đường dẫn",
    "links sent": "gửi lại các đường dẫn",
    "mail absence": "thư báo vắng mặt",
    "mail automatic": "thư trả lời tự động",
    "mail erased": "xóa nội dung thư đến",
    "mail person": "thư đến chờ người xử lý",
    "mail quarantined": "thư đến giữ riêng",
    "mail recorded": "ghi nhận báo cáo từ thư đến",
    "mail settled": "xử lý thư đến",
    "marking refused": "từ chối nội dung có dấu độ mật",
    "matter answered": "trả lời vướng mắc",
    "mended": "địa chỉ nhận thư trở lại",
    "moved": "đổi thời hạn",
    "noted in ledger": "ghi vào sổ theo dõi",
    "opened": "mở kỳ",
    "opinion answered": "trả lời ý kiến giám sát",
    "opinion given": "gửi ý kiến giám sát",
    "organisation named": "ghi tổ chức giám sát",
    "owes": "ghi việc phải báo cáo",
    "postponed": "lùi thời điểm gửi",
    "period closed": "đóng kỳ báo cáo",
    "period reopened": "mở lại kỳ báo cáo",
    "private link made": "lập liên kết riêng",
    "private link revoked": "thu hồi liên kết riêng",
    "raised": "nêu vướng mắc, đề xuất",
    "reconciled": "đối chiếu văn bản đến",
    "refused": "chưa đồng ý đề nghị",
    "relay rests": "máy chủ thư chưa nhận thư",
    "released": "cho gửi thư đã giữ",
    "reminded now": "nhắc ngay",
    "restored": "khôi phục từ bản sao lưu",
    "returned": "đề nghị bổ sung",
    "sent": "gửi thư",
    "session ended": "kết thúc phiên đăng nhập",
    "sign-in made": "tạo đường dẫn đăng nhập",
    "sign-in sent": "gửi đường dẫn đăng nhập",
    "signed in": "đăng nhập",
    "skipped": "bỏ qua một nấc",
    "submitted": "gửi báo cáo",
    "template put": "thay mẫu Word",
    "template taken back": "trở lại mẫu Word ban đầu",
    "test sent": "gửi thư thử",
    "text kept": "lưu lời văn đã sửa",
    "text taken back": "trở lại lời tổng hợp",
    "to-page": "chỉ ghi ở trang lãnh đạo",
    "told by telephone": "trao đổi qua điện thoại",
    "undid": "hoàn tác lần áp dụng",
    "unknown": "chưa rõ thư đã đến hay chưa",
    "uploaded": "tải lên phụ lục kế hoạch",
    "waived": "miễn báo cáo",
    "way": "ghi bước trình ký",
    "went live": "vận hành chính thức",
    "withdrew": "rút khỏi áp dụng",
    "wrote": "viết thư",
}
ACTORS: Final[Mapping[str, str]] = {
    "command line": "Người quản trị (dòng lệnh)",
    "it": "Người quản trị (dòng lệnh)",
    "mail": "Hộp thư đến",
    "service": "Hệ thống",
    "simulation": "Mô phỏng",
    "unit": "Đơn vị (trang nộp báo cáo)",
}
SUBJECTS: Final[Mapping[str, str]] = {
    "address": "địa chỉ thư",
    "clock": "đồng hồ",
    "mailbox": "hộp thư đến",
    "office": "cơ quan",
    "office office": "danh bạ",
    "outbox": "hộp thư đi",
    "policy policy": "quy định đôn đốc",
    "store": "kho dữ liệu",
}
# What the first word of a subject stands for; what follows it stays.
SUBJECT_HEADS: Final[Mapping[str, str]] = {
    "calendar": "lịch nghỉ năm",
    "letter": "thư số",
    "mail": "thư đến số",
    "plan": "kế hoạch",
    "session": "phiên đăng nhập số",
    "year": "năm",
}
DETAILS: Final[Mapping[str, str]] = {
    "addendum": "bản bổ sung số",
    "address": "địa chỉ",
    "backup": "bản sao lưu",
    "clause": "điểm khoản",
    "comment": "ý kiến",
    "day": "ngày",
    "deputy": "người thay",
    "document": "văn bản",
    "first_day": "từ ngày",
    "from": "từ",
    "is": "mới",
    "kind": "loại",
    "last_day": "ngày cuối",
    "letter": "thư số",
    "letters": "số thư",
    "mail": "thư đến số",
    "note": "ghi chú",
    "number": "số, ký hiệu",
    "reason": "lý do",
    "request": "đề nghị số",
    "revision": "phiên bản",
    "rung": "nấc",
    "since": "từ",
    "step": "bước",
    "submission": "lần gửi số",
    "to": "đến",
    "until": "đến ngày",
    "was": "cũ",
    "why": "lý do",
}
# What tells a person nothing.
LEFT_OUT: Final = frozenset({"sha256", "recorded_at", "recorded_by", "post", "items"})
DAY: Final = re.compile(r"\d{4}-\d{2}-\d{2}")
MOMENT: Final = re.compile(r"\d{4}-\d{2}-\d{2}[ T]\d{2}:\d{2}:\d{2}[.\d]*[+-]\d{2}:\d{2}")
PARTS_OF_OBLIGATION: Final = 3


def verb_words(verb: str) -> str:
    """Return what was done, in words."""
    return VERBS.get(verb, verb)


def actor_words(office: Office, actor: str) -> str:
    """Return who did it: a part of the service, a person by post, or the name that was given."""
    if actor in ACTORS:
        return ACTORS[actor]
    person = next((each for each in office.people if each.id == actor), None)
    if person is None:
        return actor
    return person.name or _title_of(office, actor) or actor


def subject_words(office: Office, subject: str) -> str:
    """Return what it was about: an obligation by period and unit, anything else by its word."""
    if subject in SUBJECTS:
        return SUBJECTS[subject]
    parts = subject.split("/")
    if len(parts) == PARTS_OF_OBLIGATION:
        return _obligation_words(office, *parts)
    head, _, rest = subject.partition(" ")
    if rest:
        return _named(office, head, rest)
    return _first((each.title for each in office.posts if each.id == subject), subject)


def _named(office: Office, head: str, rest: str) -> str:
    """Return a subject that names its kind before what it is: "unit x", "letter 12"."""
    if head == "person":
        return actor_words(office, rest)
    if head == "report":
        return f"báo cáo tổng hợp {_period_words(rest)}"
    if head == "unit":
        return _unit_words(office, rest)
    return f"{SUBJECT_HEADS.get(head, head)} {rest}"


def detail_words(detail: str) -> str:
    """Return the rest of an entry as words: "lý do: ...; ngày cuối: 09/9/2025"."""
    try:
        known: Any = json.loads(detail)
    except ValueError:
        return detail
    if not isinstance(known, dict):
        return str(known)
    return "; ".join(
        f"{DETAILS.get(key, key)}: {_value(value)}"
        for key, value in known.items()
        if key not in LEFT_OUT and value not in (None, "", [])
    )


def _value(value: object) -> str:
    text = str(value)
    if DAY.fullmatch(text):
        return short_day(date.fromisoformat(text))
    return moment(datetime.fromisoformat(text)) if MOMENT.fullmatch(text) else text


def _obligation_words(office: Office, task: str, period: str, unit: str) -> str:
    what = "báo cáo" if task.startswith("bao-cao") else f"nhiệm vụ {task}"
    return f"{what} {_period_words(period)}, {_unit_words(office, unit)}"


def _period_words(period: str) -> str:
    try:
        return short_period(period_named(period))
    except (KeyError, ValueError):
        return period


def _unit_words(office: Office, unit: str) -> str:
    return _first((each.name for each in office.units if each.id == unit), unit)


def _title_of(office: Office, person: str) -> str:
    post = next((each for each in office.posts if person in (each.holder, each.second)), None)
    if post is None:
        return ""
    units = (each.name for each in office.units if post.id in (each.head, each.focal))
    return post_of_unit(post.title, _first(units, post.title))


def _first(texts: Iterable[str], otherwise: str) -> str:
    return next(iter(texts), otherwise)
