"""Tell the coordinator of mail that only a person can settle: at once, and in the digest."""

from datetime import timedelta
from typing import Final

from sqlalchemy import RowMapping

from cchc_scheduler.actions.desk import Desk
from cchc_scheduler.actions.desk_pages import desk_page
from cchc_scheduler.actions.tell_coordinator import tell_matter
from cchc_scheduler.clock import office_date
from cchc_scheduler.documents.digests import ToDo
from cchc_scheduler.documents.vietnamese import moment, short_day
from cchc_scheduler.store import inbound, obligations

SHOWN: Final = 10
NOT_RECORDED: Final = "Báo cáo chưa được ghi nhận, các thư nhắc lịch vẫn theo thời hạn. "
AWAY_FOR: Final = timedelta(days=7)
WARN_AHEAD: Final = timedelta(days=14)
# Why a person must look, in the words of the digest.
WHY_WORDS: Final = {
    "automatic-with-report": "thư do máy gửi tự động nhưng có tệp hoặc đường dẫn",
    "failed-authentication": "máy chủ thư báo không xác thực được người gửi",
    "unknown-sender": "người gửi không có trong danh sách đầu mối",
    "other-unit": "người gửi thuộc đơn vị khác",
    "marked": "có dấu hiệu nội dung bí mật nhà nước; đề nghị không chuyển tiếp",
    "changed-content": "trùng mã với một thư trước nhưng nội dung khác",
    "too-large": "thư quá lớn nên chỉ giữ phần đầu",
    "unread": "hệ thống không đọc được nội dung thư; thư gốc được giữ nguyên",
    "too-many-links": "thư có quá nhiều đường dẫn",
    "nil": "đơn vị báo không phát sinh",
    "other-files": "tệp kèm theo không đúng loại, bị khóa, rỗng hoặc quá lớn",
    "words-only": "thư không có tệp và đường dẫn báo cáo",
    "after-receipt": "đơn vị viết thêm về báo cáo đã gửi",
    "closed": "báo cáo này không còn chờ nhận",
    "unproven": "chưa chắc chắn người gửi và nội dung được trả lời",
    "which": "chưa rõ thư trả lời cho nội dung nào",
    "not-allowed": "tệp hoặc đường dẫn không được nhận theo quy định của trang",
}
POISONED: Final = "hệ thống ba lần không đọc được thư này"


def tell_of_mail(desk: Desk, number: int) -> None:
    """Tell the coordinator of one mail; what more comes within the hour waits for the digest."""
    row = inbound.one(desk.connection, number)
    if row is None:
        return
    came = f"Thư của {_sender(row)}, đến lúc {moment(row['arrived_at'])}"
    stands = "" if row["why"] == "after-receipt" else NOT_RECORDED
    what_to_do = (
        f"{stands}Sau khi xem, đề nghị ghi nhận hoặc bỏ qua thư số {row['id']} "
        f"(lệnh: cchc mail settle {row['id']})."
    )
    sentences = (
        f"{came}{_about(desk, row)}: {why_words(row)}.",
        _title(row),
        _excerpt(row),
        what_to_do,
    )
    told = tuple(each for each in sentences if each)
    cause = f"mail {row['subject_key']} {desk.now:%Y-%m-%dT%H}"
    tell_matter(desk, f"Thư trả lời số {row['id']} cần đồng chí xem", told, cause)


def mail_to_do(desk: Desk) -> list[ToDo]:
    """Return the mails that wait for a person, the oldest first; and mailboxes that can't be read.

    What a mail was about may have come in another way since; then nothing is to be done.
    """
    rows = [row for row in inbound.waiting(desk.connection) if not _has_come(desk, row)]
    todo = [*_expiring(desk), *(_unread(row) for row in inbound.failing(desk.connection))]
    page = desk_page(desk, "bao-cao-nhan")
    for row in rows[:SHOWN]:
        text = f"Xem thư số {row['id']} của {_sender(row)}{_about(desk, row)}: {why_words(row)}"
        number = str(row["id"])
        todo.append(ToDo(text, _excerpt(row) or None, page, quoted=True, kind="mail", key=number))
    if len(rows) > SHOWN:
        more = f"Còn {len(rows) - SHOWN} thư khác cần xem"
        todo.append(ToDo(more, link=page, kind="mail", how="lệnh: cchc mail waiting"))
    return todo


def absences_told(desk: Desk) -> list[ToDo]:
    """Return who seems to be away by their automatic answers of the last week."""
    rows = inbound.absences_since(desk.connection, desk.now - AWAY_FOR)
    latest = {row["sender"]: row for row in rows}
    return [
        ToDo(
            f"{_sender(row)} có thể đang vắng mặt; đề nghị ghi nhận người thay",
            _excerpt(row),
            quoted=True,
            kind="away",
        )
        for row in latest.values()
    ]


def _expiring(desk: Desk) -> list[ToDo]:
    """Return that the mailbox's password expires soon, from two weeks before that day."""
    last = desk.outbox.replies.expires if desk.outbox.replies else None
    if last is None or office_date(desk.now) < last - WARN_AHEAD:
        return []
    words = f"Mật khẩu hộp thư nhận trả lời hết hạn ngày {short_day(last)}"
    return [ToDo(f"{words}; đề nghị thay và báo người quản trị", kind="mailbox")]


def _unread(row: RowMapping) -> ToDo:
    since = moment(row["fault_since"])
    return ToDo(
        f"Hộp thư nhận trả lời không đọc được từ {since}; thư trả lời chưa được ghi nhận. "
        "Đề nghị kiểm tra mật khẩu, máy chủ thư",
        row["fault"],
        kind="mailbox",
    )


def _has_come(desk: Desk, row: RowMapping) -> bool:
    if row["obligation"] is None or row["why"] in ("marked", "changed-content"):
        return False
    about = obligations.one(desk.connection, row["obligation"])
    first = about["first_complete_at"] if about is not None else None
    return first is not None and first >= row["arrived_at"]


def _sender(row: RowMapping) -> str:
    return row["sender"] or "người gửi không rõ"


def _about(desk: Desk, row: RowMapping) -> str:
    units = {unit.id: unit.name for unit in desk.in_force.office.units}
    return f" ({units[row['unit']]})" if row["unit"] in units else ""


def why_words(row: RowMapping) -> str:
    """Return why a mail waits for a person, in words."""
    return POISONED if row["state"] == "poisoned" else WHY_WORDS.get(row["why"], "cần xem")


def _title(row: RowMapping) -> str:
    return "" if row["why"] == "marked" else f'Tiêu đề: "{row["subject"] or ""}".'


def _excerpt(row: RowMapping) -> str:
    """Return the first words that were typed; of what may be secret, none."""
    if row["why"] == "marked" or not row["excerpt"]:
        return ""
    return '"{}"'.format(" ".join(str(row["excerpt"]).split()).replace('"', "'"))
