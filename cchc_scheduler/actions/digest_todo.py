"""What the coordinator should do, for the digest: answers awaited first, then what may be done."""

from collections.abc import Sequence
from typing import Final, Literal

from sqlalchemy import RowMapping

from cchc_scheduler.actions.desk import Desk
from cchc_scheduler.actions.letter_facts import About, about_rows
from cchc_scheduler.actions.read_evidence import unconfirmed
from cchc_scheduler.actions.tell_held import why_held
from cchc_scheduler.actions.tell_of_mail import absences_told, mail_to_do
from cchc_scheduler.actions.tell_way import steps_due, steps_passed
from cchc_scheduler.clock import office_date
from cchc_scheduler.core.evidence import LAST_OPEN_DAY, asks_for_confirmation
from cchc_scheduler.core.periods import period_named
from cchc_scheduler.documents.facts import ToDo
from cchc_scheduler.documents.matter_words import MATTER_WORDS
from cchc_scheduler.documents.vietnamese import listed, short_day, short_period
from cchc_scheduler.store import directory, markers, matters, obligations, overview, requests
from cchc_scheduler.words import CHASED

HELD: Final = "Hệ thống đang giữ thư, đề nghị kiểm tra rồi cho gửi tiếp"
TEXTS: Final = {"talk": "Trao đổi với {unit}", "see": "Xem, xác nhận báo cáo của {unit}"}
OWN_TEXTS: Final = {**TEXTS, "talk": "Hoàn thành phần báo cáo do {unit} chủ trì"}


def awaited(desk: Desk) -> list[ToDo]:
    """Return what waits for the coordinator's answer: a held backlog, a unit's request."""
    todo: list[ToDo] = []
    held = markers.read(desk.connection, "held-why")
    if held is not None:
        todo.append(ToDo(HELD, why_held(held), kind="held"))
    for request in requests.every_pending(desk.connection):
        row = obligations.one(desk.connection, request["obligation"])
        if row is not None and row["state"] in (*CHASED, "scheduled"):
            unit = desk.in_force.office.unit(row["unit"]).name
            text = f"Trả lời đề nghị của {unit} về báo cáo {_period(row)}"
            todo.append(ToDo(text, _request_words(request), kind="request", key=row["id"]))
    return [*todo, *_matters(desk), *mail_to_do(desk), *_unconfirmed(desk), *steps_due(desk)]


def _matters(desk: Desk) -> list[ToDo]:
    """Return what units raised and nobody answered yet, with the number to answer it by."""
    asked = matters.every_asked(desk.connection)
    rows = {row["id"]: row for row in obligations.many(desk.connection, _about(asked))}
    office = desk.in_force.office
    return [
        ToDo(
            f"Trả lời {MATTER_WORDS[each['kind']]} của "
            f"{office.unit(rows[each['obligation']]['unit']).name} (số {each['id']})",
            _matter_words(each),
            kind="matter",
            key=str(each["id"]),
        )
        for each in asked
    ]


def _unconfirmed(desk: Desk) -> list[ToDo]:
    """Return which units have not confirmed their rows, in the days before these are frozen."""
    today = office_date(desk.now)
    if not asks_for_confirmation(today):
        return []
    open_rows = unconfirmed(desk, today.year)
    if not open_rows:
        return []
    names = listed(list(dict.fromkeys(each.unit_name for each in open_rows)))
    day = short_day(today.replace(day=LAST_OPEN_DAY))
    text = f"Bảng theo dõi năm {today.year} chốt hết ngày {day}; đơn vị chưa xác nhận dòng của mình"
    return [ToDo(text, names, kind="rows")]


def _about(asked: Sequence[RowMapping]) -> set[str]:
    return {each["obligation"] for each in asked}


def _matter_words(matter: RowMapping) -> str:
    if matter["kind"] == "hand-over":
        return f"{matter['person']}, {matter['address']}: {matter['text']}"
    return str(matter["text"])


def standing(desk: Desk, late: Sequence[RowMapping]) -> list[ToDo]:
    """Return what may be done any day: addresses to mend, units to call, reports to see."""
    submitted = overview.submitted(desk.connection)
    return [
        *(
            ToDo(
                f"Kiểm tra địa chỉ {row['address']}: thư không chuyển được",
                row["why"],
                kind="address",
                key=row["address"],
            )
            for row in directory.troubled_addresses(desk.connection)
        ),
        *absences_told(desk),
        *_by_unit(desk, late, "talk", "chưa nhận được"),
        *_by_unit(desk, submitted, "see", ""),
        *steps_passed(desk),
    ]


def late_and_missing(desk: Desk) -> list[RowMapping]:
    """Return what may be called late and is still missing."""
    return list(overview.late(desk.connection, desk.now))


def chased(desk: Desk) -> list[About]:
    """Return everything that is asked for, with its deadlines."""
    rows = obligations.chased(desk.connection)
    return about_rows(desk, [(row, None) for row in rows], history=False)


def _by_unit(
    desk: Desk, rows: Sequence[RowMapping], text: Literal["talk", "see"], detail: str
) -> list[ToDo]:
    """Return one thing to do for each unit, with the periods it is about."""
    periods: dict[str, list[str]] = {}
    first: dict[str, str] = {}
    for row in rows:
        periods.setdefault(row["unit"], []).append(_period(row))
        first.setdefault(row["unit"], row["id"])
    units = [unit for unit in desk.in_force.office.units if unit.id in periods]
    return [
        ToDo(
            (OWN_TEXTS if unit.coordinator else TEXTS)[text].format(unit=unit.name),
            f"{detail} báo cáo {listed(list(dict.fromkeys(periods[unit.id])))}".strip(),
            kind=text,
            key=first[unit.id],
        )
        for unit in units
    ]


def _period(row: RowMapping) -> str:
    return short_period(period_named(row["period"]))


def _request_words(request: RowMapping) -> str:
    if request["kind"] == "not-ours":
        return f"cho rằng không thuộc trách nhiệm: {request['reason']}"
    return f"xin gửi đến hết {short_day(request['until'])}: {request['reason']}"
