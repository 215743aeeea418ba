"""Draft the papers of a period that a person signs: requests, slip, submission, thanks, apology.

Number, day and name stay blank; what the record does not say is left for the signer to fill in.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Final, Literal

from sqlalchemy import RowMapping

from cchc_scheduler.actions.change_proposals import proposals, proposals_annex
from cchc_scheduler.actions.collect_reports import named_period, owed
from cchc_scheduler.actions.desk import Desk
from cchc_scheduler.actions.letter_facts import About, about_rows, item, told_before
from cchc_scheduler.clock import office_date
from cchc_scheduler.core.errors import BadInput, NotFound
from cchc_scheduler.core.offices import Office
from cchc_scheduler.core.periods import Period
from cchc_scheduler.core.plans import Cycle, Plan
from cchc_scheduler.core.reports import Annex, Column, Line, OfficialReport, Signature
from cchc_scheduler.core.slips import slip_items
from cchc_scheduler.core.timeliness import timeliness
from cchc_scheduler.documents.facts import Item
from cchc_scheduler.documents.official_papers import (
    Basis,
    Mistake,
    OfficialPaper,
    PaperKind,
    Slip,
    Standing,
)
from cchc_scheduler.documents.report_letterhead import letterhead_of
from cchc_scheduler.documents.vietnamese import (
    clause_words,
    long_period,
    moment,
    short_period,
)
from cchc_scheduler.store import deadlines, submissions

Signer = Literal["chair", "vice-chair", "office-chief"]
SIGNATURES: Final[dict[Signer, tuple[str, ...]]] = {
    "chair": ("TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH"),
    "vice-chair": ("TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"),
    "office-chief": ("TL. CHỦ TỊCH", "CHÁNH VĂN PHÒNG"),
}
TITLES: Final[dict[PaperKind, str]] = {
    "don-doc-a": "Đề nghị gửi báo cáo cải cách hành chính {period}",
    "don-doc-b": "Đôn đốc gửi báo cáo cải cách hành chính {period}",
    "phieu-trinh": "Phiếu trình giải quyết công việc",
    "to-trinh": "Về việc sửa đổi, bổ sung Kế hoạch",
    "cam-on": "Cảm ơn các đơn vị đã phối hợp",
    "cao-loi": "Thư xin lỗi",
}
LIST_TITLE: Final = "Tình hình gửi báo cáo cải cách hành chính {period}"
LIST_COLUMNS: Final = (
    Column("TT", 1, "center"),
    Column("Cơ quan, đơn vị", 5),
    Column("Nội dung báo cáo chủ trì (điểm, khoản)", 8),
    Column("Thời hạn theo Kế hoạch", 4, "center"),
    Column("Thời gian đã thống nhất lùi (nếu có)", 4, "center"),
    Column("Ghi chú", 3),
)


@dataclass(frozen=True, slots=True)
class _Period:
    """What every paper of a period is about."""

    plan: Plan
    cycle: Cycle
    rows: Sequence[RowMapping]
    items: Sequence[Item]
    missing: Sequence[Item]


def draft_request(
    desk: Desk, period: str, *, by_office: bool, asked_by: date | None, signer: Signer | None
) -> OfficialPaper:
    """Return the letter to the units whose report has not come: the unit's own or the office's.

    `signer` is chosen by who is there when None. Raises NotFound when nothing is missing.
    """
    about = _about(desk, period)
    if not about.missing:
        raise NotFound(f"Every report of {period} has come in; there is no one to ask.")
    paper = _paper(desk, about, "don-doc-b" if by_office else "don-doc-a")
    paper = replace(paper, addressees=tuple(each.unit for each in about.missing), asked_by=asked_by)
    if not by_office:
        return paper
    chosen = signer or _signer(desk.in_force.office)
    return replace(
        paper,
        letterhead=letterhead_of(desk.in_force.office, None, "", paper.letterhead.year),
        signature=Signature(SIGNATURES[chosen]),
        by_order=chosen == "office-chief",
        annexes=(_list(about.missing, paper.standing),),
    )


def draft_slip(desk: Desk, period: str, report: OfficialReport) -> OfficialPaper:
    """Return the slip that goes with a compiled report to the leaders."""
    about, office = _about(desk, period), desk.in_force.office
    found = slip_items(report)
    upstream = {each.upstream_day for each in about.items} - {None}
    slip = Slip(
        leader=office.post(office.chair).title,
        unfinished=found.unfinished,
        unmet=found.unmet,
        proposals=found.proposals,
        upstream_day=min((day for day in upstream if day is not None), default=None),
    )
    return replace(_paper(desk, about, "phieu-trinh"), slip=slip)


def draft_submission(desk: Desk, period: str) -> OfficialPaper:
    """Return the submission to change the plan, with every proposal that units have raised so far.

    It goes by the last paragraph of V of the plan. Raises NotFound when nobody proposed anything.
    """
    about = _about(desk, period)
    rows = proposals(desk, about.plan)
    if not rows:
        raise NotFound("No unit has proposed a change of the plan; there is nothing to submit.")
    paper = replace(_paper(desk, about, "to-trinh"), proposed=len(rows))
    return replace(
        paper,
        addressees=(desk.in_force.office.name,),
        annexes=(proposals_annex(desk, rows, paper.standing.at),),
    )


def draft_thanks(desk: Desk, period: str) -> OfficialPaper:
    """Return the letter of thanks to every unit; NotFound while a report is still missing."""
    about = _about(desk, period)
    if about.missing:
        waiting = ", ".join(each.unit for each in about.missing)
        raise NotFound(f"The thanks are for when every report has come; missing: {waiting}.")
    paper = _paper(desk, about, "cam-on")
    return replace(paper, addressees=tuple(each.unit for each in about.items))


def draft_apology(desk: Desk, period: str, unit: str) -> OfficialPaper:
    """Return the letter of apology to a unit that was written to though its report had come.

    Raises NotFound when the unit owes nothing or handed nothing in, BadInput when its report came
    after its day: an apology would say that it came in time.
    """
    about = _about(desk, period)
    row = next((each for each in about.rows if each["unit"] == unit), None)
    if row is None:
        known = ", ".join(each["unit"] for each in about.rows)
        raise NotFound(f"{unit} owes no report for {period}; units are {known}.")
    named = desk.in_force.office.unit(unit).name
    paper = replace(_paper(desk, about, "cao-loi"), addressees=(named,))
    return replace(paper, mistake=_mistake(desk, row, named))


def _about(desk: Desk, period_id: str) -> _Period:
    plan, cycle, rows = owed(desk, named_period(period_id))
    counted = [row for row in rows if row["state"] != "waived"]
    subjects = about_rows(desk, [(row, None) for row in counted], history=False)
    items = [item(desk, subject) for subject in subjects]
    missing = [
        each for each, subject in zip(items, subjects, strict=True) if _is_missing(desk, subject)
    ]
    return _Period(plan, cycle, counted, items, missing)


def _is_missing(desk: Desk, subject: About) -> bool:
    """Tell whether nothing usable has come."""
    versions = submissions.of_obligation(desk.connection, subject.row["id"])
    return not any(each["usable"] and each["erased_at"] is None for each in versions)


def _paper(desk: Desk, about: _Period, kind: PaperKind) -> OfficialPaper:
    office, plan = desk.in_force.office, about.plan
    period = named_period(about.rows[0]["period"])
    standing = _standing(desk, about, period)
    unit = office.coordinator
    return OfficialPaper(
        kind=kind,
        title=TITLES[kind].format(period=standing.period),
        letterhead=letterhead_of(office, unit.name, "", desk.now.year),
        addressees=(),
        signature=Signature((_head_of(office.post(unit.head).title, unit.name).upper(),)),
        office=office.name,
        coordinator=unit.name,
        chief=_chief(office),
        basis=_basis(plan, about.cycle),
        standing=standing,
    )


def _standing(desk: Desk, about: _Period, period: Period) -> Standing:
    return Standing(
        period=long_period(period, with_year=about.cycle.with_year),
        period_short=short_period(period),
        due=about.items[0].plan_due_words,
        at=desk.now,
        expected=len(about.items),
        received=len(about.items) - len(about.missing),
        missing=tuple(each.unit for each in about.missing),
    )


def _basis(plan: Plan, cycle: Cycle) -> Basis:
    decided = plan.decision
    issuer = decided.issuer.replace("Uỷ", "Ủy")  # the plan's words are kept as printed
    return Basis(plan.title, decided.number, decided.day, issuer, clause_words(cycle.clause))


def _head_of(title: str, unit: str) -> str:
    """Return a head's title without the unit's own name: Trưởng phòng, Giám đốc."""
    begin = title.casefold().find(unit.casefold())
    if begin <= 0:
        return title
    words = title[:begin].strip()
    return f"{words} {unit.split(maxsplit=1)[0].lower()}" if words.casefold() == "trưởng" else words


def _chief(office: Office) -> str:
    """Return the name of the unit that the office's chief heads, as sentences name it."""
    heads = {unit.head: unit.name for unit in office.units}
    return heads.get(office.office_chief or "", office.name)


def _signer(office: Office) -> Signer:
    """Return who signs for the office: the vice chair in charge where that post is held."""
    if office.vice_chair is None or office.post(office.vice_chair).holder is None:
        return "chair"
    return "vice-chair"


def _list(missing: Iterable[Item], standing: Standing) -> Annex:
    lines = tuple(
        Line(
            (
                str(number),
                each.unit,
                "; ".join(each.leads_brief),
                each.plan_due_words,
                each.agreed or "",
                "",
            )
        )
        for number, each in enumerate(missing, start=1)
    )
    return Annex(
        key="danh-sach",
        number="",
        title=LIST_TITLE.format(period=standing.period),
        columns=LIST_COLUMNS,
        lines=lines,
        note=f"Dữ liệu tính đến {moment(standing.at)}.",
    )


def _mistake(desk: Desk, row: RowMapping, named: str) -> Mistake:
    versions = submissions.of_obligation(desk.connection, row["id"])
    first = next((each for each in versions if each["usable"]), None)
    if first is None:
        raise NotFound(f"{named} handed nothing in; there is nothing to apologise for.")
    judged = timeliness(row["first_complete_at"], deadlines.versions(desk.connection, row["id"]))
    if not judged.in_force:
        raise BadInput(f"The report of {named} did not come in time; the apology says it did.")
    told = told_before(desk, [row["id"]]).get(row["id"], [])
    after = [each.at for each in told if each.at > first["handed_in_at"]]
    return Mistake(
        unit=named,
        letter_day=office_date(max(after)) if after else None,
        handed_in_day=first["document_day"] or office_date(first["handed_in_at"]),
        number=first["number"],
    )
