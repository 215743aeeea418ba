"""What happened since the last digest: what people did, and which letters did not arrive."""

from datetime import date
from typing import Final

from sqlalchemy import RowMapping

from cchc_scheduler.actions.desk import Desk
from cchc_scheduler.actions.telephone import called_at
from cchc_scheduler.clock import office_date
from cchc_scheduler.documents.digests import LostLetter
from cchc_scheduler.documents.vietnamese import moment
from cchc_scheduler.store import attempts, audit, letters, markers, obligations

TOLD: Final = {
    "submitted": "đã nhận báo cáo",
    "returned": "đã đề nghị bổ sung",
    "granted": "đã thống nhất lùi thời gian",
    "refused": "đã trả lời đề nghị",
    "asked": "đơn vị có đề nghị",
    "raised": "đơn vị nêu vướng mắc hoặc đề nghị",
    "confirmed": "đơn vị xác nhận thời điểm nhận báo cáo",
    "marking refused": "hệ thống đã từ chối nội dung có dấu độ mật, không lưu lại",
    "accepted": "đã xác nhận báo cáo",
    "waived": "đã được miễn",
    "addendum": "gửi nội dung sau khi báo cáo tổng hợp đã trình ký; đã lập bản bổ sung",
    "asked approval": "đang xin ý kiến về việc thông tin lên cấp trên",
    "moved": "thời hạn thay đổi theo kế hoạch hoặc lịch",
}


def news_of(desk: Desk) -> list[str]:
    """Return what people did since the last digest, oldest first."""
    since = int(markers.read(desk.connection, "digest-audit") or "0")
    told = [row for row in audit.since(desk.connection, since) if row["verb"] in TOLD]
    if not told:
        return []
    about = obligations.many(desk.connection, {row["subject"] for row in told})
    units = {row["id"]: row["unit"] for row in about}
    office = desk.in_force.office
    return [
        f"{office.unit(units[row['subject']]).name}: {TOLD[row['verb']]} ({moment(row['at'])})"
        for row in told
        if row["subject"] in units
    ]


def undelivered_of(desk: Desk) -> list[LostLetter]:
    """Return the letters that turned out lost since the last digest, with whom to call."""
    lost = letters.in_state(desk.connection, "unknown", "dead", "bounced")
    if not lost:
        return []
    last = markers.read(desk.connection, "digest-sent")
    happened = attempts.of_letters(desk.connection, [row["id"] for row in lost])
    return [
        _lost(desk, row)
        for row in lost
        if last is None or _turned_out(row, happened.get(row["id"], [])) >= date.fromisoformat(last)
    ]


def _turned_out(letter: RowMapping, happened: list[RowMapping]) -> date:
    """Return the day on which a letter's fate became known: a mail may come back days later."""
    return office_date(happened[-1]["at"] if happened else letter["created_at"])


def _lost(desk: Desk, letter: RowMapping) -> LostLetter:
    called = called_at(desk, letter["post"])
    return LostLetter(
        subject=letter["subject"],
        to=called.post if called else letter["addressee"],
        phone=called.phone if called else None,
        fate=_fate(letter),
    )


def _fate(row: RowMapping) -> str:
    if row["state"] == "unknown" and row["lost"] > 1:
        return "chưa rõ máy chủ đã nhận hay chưa, không gửi lại; đề nghị hỏi lại bằng điện thoại"
    if row["state"] == "unknown":
        return "chưa rõ máy chủ đã nhận hay chưa, sẽ gửi lại một lần"
    return f"không chuyển được ({row['reply']})"
