"""Something bears a marking of a state secret: it is not kept, and the coordinator is told."""

from datetime import datetime

from cchc_scheduler.actions.desk import desk_at
from cchc_scheduler.actions.obligation_book import find
from cchc_scheduler.actions.outbox import Outbox
from cchc_scheduler.actions.records import Records
from cchc_scheduler.actions.tell_coordinator import tell_matter
from cchc_scheduler.clock import office_date
from cchc_scheduler.documents.marked import PLACE_WORDS, Marked
from cchc_scheduler.documents.vietnamese import moment
from cchc_scheduler.store import audit
from cchc_scheduler.store.database import Database


def refuse_marked(
    db: Database,
    records: Records,
    outbox: Outbox,
    refused: tuple[str, Marked],
    now: datetime,
) -> None:
    """Record that something marked was refused about an obligation, without any of its content.

    The coordinator is told at once, one letter a day for each obligation.
    """
    obligation, marked = refused
    with db.work() as connection:
        desk = desk_at(connection, records, outbox, now)
        row = find(desk, obligation)
        unit = desk.in_force.office.unit(row["unit"]).name
        refused_words = (
            f"Lúc {moment(now)}, trang nộp báo cáo của {unit} nhận được nội dung có dấu độ mật "
            f"({PLACE_WORDS[marked.place]}). Hệ thống đã từ chối và không lưu nội dung."
        )
        what_to_do = (
            "Đề nghị đồng chí gọi đơn vị để xác định: nếu là tài liệu bí mật nhà nước thì chuyển "
            "theo quy định về bảo vệ bí mật nhà nước và báo người phụ trách; nếu không phải, đơn "
            "vị bỏ dòng chữ đó rồi gửi lại."
        )
        sentences = (refused_words, what_to_do)
        cause = f"marking {row['id']} {office_date(now).isoformat()}"
        tell_matter(desk, f"{unit}: nội dung có dấu độ mật đã bị từ chối", sentences, cause)
        detail = {"marking": marked.marking, "place": marked.place}
        audit.write(connection, now, [("service", "marking refused", row["id"], detail)])


def refuse_marked_opinion(
    db: Database,
    records: Records,
    outbox: Outbox,
    refused: tuple[int, str, Marked],
    now: datetime,
) -> None:
    """Record the same of an opinion: `refused` is the organisation's number, its name, the marking.

    The coordinator is told at once, one letter a day for each organisation.
    """
    number, name, marked = refused
    with db.work() as connection:
        desk = desk_at(connection, records, outbox, now)
        refused_words = (
            f"Lúc {moment(now)}, trang giám sát của {name} nhận được ý kiến có dấu độ mật "
            f"({PLACE_WORDS[marked.place]}). Hệ thống đã từ chối và không lưu nội dung."
        )
        what_to_do = (
            "Đề nghị đồng chí trao đổi với tổ chức: nếu là tài liệu bí mật nhà nước thì chuyển "
            "theo quy định về bảo vệ bí mật nhà nước."
        )
        sentences = (refused_words, what_to_do)
        cause = f"marking organisation {number} {office_date(now).isoformat()}"
        tell_matter(desk, f"{name}: nội dung có dấu độ mật đã bị từ chối", sentences, cause)
        detail = {"marking": marked.marking, "place": marked.place}
        subject = f"organisation {number}"
        audit.write(connection, now, [("service", "marking refused", subject, detail)])
