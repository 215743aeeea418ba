"""What the coordinator should do, for the digest: answers awaited first, then what may be done."""

from collections.abc import Iterator, Sequence
from typing import Final, Literal

from sqlalchemy import RowMapping

from cchc_scheduler.actions.coming_letters import LEVEL_WORDS
from cchc_scheduler.actions.desk import Desk
from cchc_scheduler.actions.desk_pages import desk_page, period_page
from cchc_scheduler.actions.letter_facts import About, about_rows, head_title
from cchc_scheduler.actions.read_evidence import unconfirmed
from cchc_scheduler.actions.telephone import called_at, called_by_address
from cchc_scheduler.actions.tell_held import why_held
from cchc_scheduler.actions.tell_of_mail import absences_told, mail_to_do
from cchc_scheduler.actions.tell_way import steps_due, steps_passed
from cchc_scheduler.clock import office_date
from cchc_scheduler.core.evidence import LAST_OPEN_DAY, asks_for_confirmation
from cchc_scheduler.core.offices import Unit
from cchc_scheduler.core.periods import period_named
from cchc_scheduler.core.policies import LEVEL_OF_RUNG
from cchc_scheduler.documents.digests import ToDo
from cchc_scheduler.documents.matter_words import MATTER_WORDS
from cchc_scheduler.documents.vietnamese import listed, short_day, short_period, two_digits
from cchc_scheduler.store import (
    approvals,
    directory,
    markers,
    matters,
    obligations,
    opinions,
    overview,
    requests,
)
from cchc_scheduler.words import CHASED

HELD: Final = "Hệ thống đang giữ thư, đề nghị kiểm tra rồi cho gửi tiếp"
TEXTS: Final = {"talk": "Trao đổi với {unit}", "see": "Xem, xác nhận báo cáo của {unit}"}
OWN_TEXTS: Final = {**TEXTS, "talk": "Hoàn thành phần báo cáo do {unit} chủ trì"}
Asking = Literal["talk", "see"]
# Above this, units that are asked for the same are one thing to do: the list stays readable.
APART: Final = 8


def awaited(desk: Desk) -> list[ToDo]:
    """Return what waits for the coordinator's answer: a held backlog, a unit's request."""
    todo: list[ToDo] = []
    held = markers.read(desk.connection, "held-why")
    if held is not None:
        todo.append(ToDo(HELD, why_held(held), desk_page(desk, "thu"), kind="held"))
    for request in requests.every_pending(desk.connection):
        row = obligations.one(desk.connection, request["obligation"])
        if row is not None and row["state"] in (*CHASED, "scheduled"):
            unit = desk.in_force.office.unit(row["unit"]).name
            text = f"Trả lời đề nghị của {unit} về báo cáo {_period(row)}"
            todo.append(
                ToDo(
                    text,
                    _request_words(request),
                    desk_page(desk, "hom-nay"),
                    quoted=True,
                    kind="request",
                    key=row["id"],
                )
            )
    todo += _opinions(desk)
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
            desk_page(desk, "hom-nay"),
            quoted=True,
            kind="matter",
            key=str(each["id"]),
        )
        for each in asked
    ]


def _opinions(desk: Desk) -> list[ToDo]:
    """Return the opinions of organisations that follow the work and nobody answered yet."""
    return [
        ToDo(
            f"Trả lời ý kiến số {each['id']} của {each['organisation_name']}",
            "xem và trả lời ở trang Ý kiến giám sát",
            kind="opinion",
        )
        for each in opinions.every_asked(desk.connection)
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
    return [ToDo(text, names, desk_page(desk, "hom-nay"), kind="rows")]


def _about(asked: Sequence[RowMapping]) -> set[str]:
    return {each["obligation"] for each in asked}


def _matter_words(matter: RowMapping) -> str:
    if matter["kind"] == "hand-over":
        return f"{matter['person']}, {matter['address']}: {matter['text']}"
    return str(matter["text"])


def standing(desk: Desk, late: Sequence[RowMapping]) -> list[ToDo]:
    """Return what stands until it is done: words awaited, addresses, units to call, reports."""
    submitted = overview.submitted(desk.connection)
    return [
        *_approvals(desk),
        *(_address(desk, row) for row in directory.troubled_addresses(desk.connection)),
        *absences_told(desk),
        *_by_unit(desk, late, "talk", "chưa nhận được"),
        *_by_unit(desk, submitted, "see", ""),
        *steps_passed(desk),
    ]


def _approvals(desk: Desk) -> Iterator[ToDo]:
    """Yield the levels that wait for a person's word, each with all its units."""
    gathered: dict[tuple[str, str], list[RowMapping]] = {}
    for row in approvals.every_asked(desk.connection):
        gathered.setdefault((row["rung"], row["task_group"]), []).append(row)
    office = desk.in_force.office
    head = head_title(office, office.coordinator)
    for rows in gathered.values():
        asked = {row["unit"] for row in rows}
        names = ", ".join(unit.name for unit in office.every_unit if unit.id in asked)
        level = LEVEL_WORDS[LEVEL_OF_RUNG[rows[0]["rung"]]]
        yield ToDo(
            f"Xin ý kiến đồng chí {head}: thông tin đến {level} về báo cáo {_period(rows[0])}",
            names,
            desk_page(desk, "hom-nay"),
            kind="approval",
            key=rows[0]["id"],
        )


def _address(desk: Desk, row: RowMapping) -> ToDo:
    """Return an address that takes no mail, with whom to call."""
    called = called_by_address(desk, row["address"])
    detail = f"{called.words}; {row['why']}" if called else row["why"]
    text = f"Kiểm tra địa chỉ {row['address']}: thư không chuyển được"
    page = desk_page(desk, "thu")
    return ToDo(text, detail, page, kind="address", key=row["address"])


def late_and_missing(desk: Desk) -> list[RowMapping]:
    """Return what may be called late and is still missing."""
    return list(overview.late(desk.connection, desk.now))


def chased(desk: Desk) -> list[About]:
    """Return everything that is asked for, with its deadlines."""
    rows = obligations.chased(desk.connection)
    return about_rows(desk, [(row, None) for row in rows], history=False)


def _by_unit(desk: Desk, rows: Sequence[RowMapping], text: Asking, detail: str) -> list[ToDo]:
    """Return one thing to do for each unit, with the periods it is about; for many units one."""
    owed: dict[str, dict[str, RowMapping]] = {}
    for row in rows:
        owed.setdefault(row["unit"], {}).setdefault(_period(row), row)
    known = desk.in_force.office.every_unit
    units = [unit for unit in known if unit.id in owed]
    others = [unit for unit in units if not unit.coordinator]
    if len(others) > APART:
        own = [_one_unit(desk, u, owed[u.id], (text, detail)) for u in units if u.coordinator]
        return [*own, *_together(desk, others, owed, (text, detail))]
    return [_one_unit(desk, unit, owed[unit.id], (text, detail)) for unit in units]


def _one_unit(
    desk: Desk, unit: Unit, owed: dict[str, RowMapping], said: tuple[Asking, str]
) -> ToDo:
    text, detail = said
    words = f"{detail} báo cáo {listed(list(owed))}".strip()
    called = called_at(desk, unit.focal)
    if text == "talk" and not unit.coordinator and called is not None and called.phone:
        words = f"{words}; điện thoại {called.phone}"
    named = (OWN_TEXTS if unit.coordinator else TEXTS)[text].format(unit=unit.name)
    return ToDo(named, words, _page(desk, text, owed), kind=text, key=_first(owed))


def _together(
    desk: Desk,
    units: Sequence[Unit],
    owed: dict[str, dict[str, RowMapping]],
    said: tuple[Asking, str],
) -> Iterator[ToDo]:
    """Yield one thing to do for all units that are asked for the same periods."""
    text, detail = said
    alike: dict[tuple[str, ...], list[Unit]] = {}
    for unit in units:
        alike.setdefault(tuple(owed[unit.id]), []).append(unit)
    for shown, named in alike.items():
        about = f"{detail} báo cáo {listed(list(shown))}".strip()
        names = ", ".join(unit.short for unit in named)
        counted = TEXTS[text].format(unit=f"{two_digits(len(named))} đơn vị")
        first = owed[named[0].id]
        page = _page(desk, text, first)
        key = _first(first) if len(named) == 1 else ""
        yield ToDo(counted, f"{about}: {names}", page, kind=text, key=key)


def _page(desk: Desk, text: Asking, owed: dict[str, RowMapping]) -> str | None:
    if text == "see":
        return desk_page(desk, "bao-cao-nhan")
    return period_page(desk, list(owed.values())[-1]["period"])


def _first(owed: dict[str, RowMapping]) -> str:
    return str(next(iter(owed.values()))["id"])


def _period(row: RowMapping) -> str:
    return short_period(period_named(row["period"]))


def _request_words(request: RowMapping) -> str:
    if request["kind"] == "not-ours":
        return f"cho rằng không thuộc trách nhiệm: {request['reason']}"
    return f"xin gửi đến hết {short_day(request['until'])}: {request['reason']}"
