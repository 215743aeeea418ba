"""Fill the letters' facts from the record: whom, about what, how counted, and what came before."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from sqlalchemy import RowMapping

from cchc_scheduler.actions.desk import Desk
from cchc_scheduler.actions.explain_dates import explained, wording_of
from cchc_scheduler.clock import office_date
from cchc_scheduler.core.addressees import Addressee
from cchc_scheduler.core.cycles import days_of
from cchc_scheduler.core.deadlines import Deadline
from cchc_scheduler.core.obligations import UPSTREAM
from cchc_scheduler.core.offices import Office, Unit
from cchc_scheduler.core.periods import Period, period_named
from cchc_scheduler.core.plans import Cycle, Plan
from cchc_scheduler.core.timeliness import timeliness
from cchc_scheduler.documents.deadline_words import BY_PLAN, agreed_words, due_words
from cchc_scheduler.documents.explanation import explain_deadline
from cchc_scheduler.documents.facts import Common, Counted, Item, Told
from cchc_scheduler.documents.leads import leads_in_brief, leads_of
from cchc_scheduler.documents.vietnamese import (
    clause_words,
    long_period,
    post_of_unit,
    short_day,
    short_period,
)
from cchc_scheduler.store import deadlines, letters, notices, obligations, requests
from cchc_scheduler.words import Rank, Rung

RUNG_WORDS: Final[dict[Rung, str]] = {
    "opening": "mở kỳ báo cáo",
    "remind-7": "nhắc lịch",
    "remind-3": "nhắc lịch",
    "remind-1": "nhắc lịch",
    "due-day": "ngày cuối",
    "late-1": "đề nghị người đứng đầu quan tâm",
    "late-3": "đề nghị Văn phòng phối hợp",
    "late-5": "báo cáo lãnh đạo",
}
STANDING_WORDS: Final = {
    "deputy": "Đồng chí nhận thư này thay đồng chí {post} trong thời gian vắng mặt.",
    "head-for-focal": "Đồng chí nhận thư này vì đơn vị hiện chưa có đầu mối nhận được thư điện tử.",
    "absent": "Đồng chí {post} đang vắng mặt, chưa có người thay; "
    "thư vẫn gửi theo địa chỉ công vụ.",
    "second": "Thư gửi địa chỉ thứ hai vì địa chỉ của đồng chí {post} không nhận được thư.",
    "chair-for-vice": "Thư kính gửi đồng chí {post} vì đồng chí Phó Chủ tịch phụ trách đang vắng "
    "mặt, chưa được phân công hoặc trực tiếp là người đứng đầu đơn vị được nêu.",
}


@dataclass(frozen=True, slots=True)
class About:
    """One obligation's row with its deadlines, and what a letter may need beside."""

    row: RowMapping
    deadline: Deadline
    plan_deadline: Deadline
    rung: Rung | None = None
    told: tuple[Told, ...] = ()
    opinion: str | None = None


def about(desk: Desk, obligation: str, rung: Rung | None = None, *, history: bool = False) -> About:
    """Return what a letter says of one obligation; `history` adds what was told before."""
    row = obligations.one(desk.connection, obligation)
    if row is None:
        raise KeyError(obligation)
    return about_rows(desk, [(row, rung)], history=history)[0]


def about_rows(
    desk: Desk, rows: Sequence[tuple[RowMapping, Rung | None]], *, history: bool
) -> list[About]:
    """Return the same for several rows at once, in their order."""
    ids = [row["id"] for row, _ in rows]
    versions = deadlines.all_versions(desk.connection, ids)
    told = told_before(desk, ids) if history else {}
    pending = requests.pending(desk.connection, ids) if history else {}
    found: list[About] = []
    for row, rung in rows:
        known = versions[row["id"]]
        in_force = next(each for each in known if each.version == row["deadline_version"])
        by_plan = [each for each in known if each.reason in BY_PLAN][-1]
        opinion = _opinion(pending.get(row["id"], ()))
        earlier = told.get(row["id"], ())
        found.append(About(row, in_force, by_plan, rung, tuple(earlier), opinion))
    return found


def item(desk: Desk, subject: About) -> Item:
    """Return an obligation as a letter speaks of it today."""
    row, in_force = subject.row, desk.in_force
    unit = in_force.office.unit(row["unit"])
    owed_for = (row["task"], row["period"])
    cycle, plan = in_force.cycle(*owed_for), in_force.plan_of(*owed_for)
    period = period_named(row["period"])
    named = days_of(cycle, period) if cycle else None
    days = subject.deadline.days
    today = office_date(desk.now)
    left = in_force.calendar.count(today, days.target) if today <= days.target else None
    report = report_words(row, cycle, period)
    completes = subject.deadline.reason == "return"
    _, bound = wording_of(in_force.plans_for(row["period"]), *owed_for)
    return Item(
        obligation=row["id"],
        rung=subject.rung,
        rung_words=RUNG_WORDS[subject.rung] if subject.rung else "",
        unit=unit.name,
        unit_short=unit.short,
        head_title=head_title(in_force.office, unit),
        report=report,
        asked=f"bản bổ sung {report}" if completes else report,
        piece="bản bổ sung" if completes else _piece(row, cycle),
        period=long_period(period, with_year=bool(cycle and cycle.with_year)),
        period_short=short_period(period),
        due_words=due_words(subject.deadline, bound),
        plan_due_words=due_words(subject.plan_deadline, bound),
        last_day=days.last_day,
        plan_last_day=subject.plan_deadline.days.last_day,
        target=days.target,
        days_left=left,
        leads=leads_of(plan, row["unit"]) if plan and cycle else (),
        leads_brief=leads_in_brief(plan, row["unit"]) if plan and cycle else (),
        told=subject.told,
        opinion=subject.opinion,
        cutoff=named.cutoff if named else None,
        compile_day=named.compile_day if named else None,
        upstream_day=row["upstream_day"],
        agreed=agreed_words(subject.deadline),
        completes=completes,
        own_of_coordinator=unit.coordinator,
    )


def report_words(row: RowMapping, cycle: Cycle | None, period: Period) -> str:
    """Return what is owed in words: the period's report, or the result of a task in its words."""
    if row["task"] == UPSTREAM:
        return f"{row['title']} {long_period(period)}"
    if cycle is None:
        return f'kết quả nhiệm vụ "{str(row["title"]).rstrip(".;")}"'
    return f"{cycle.title} {long_period(period, with_year=cycle.with_year)}"


def head_title(office: Office, unit: Unit) -> str:
    """Return the post of a unit's head with the unit; a leader's title stays as it is."""
    title = office.post(unit.head).title
    if office.rank_at(unit.head) >= Rank.VICE_CHAIR:
        return title
    return post_of_unit(title, unit.name)


def reason_for_unit(to: Addressee, unit: Unit) -> str:
    """Return why a letter about a unit's own matter goes to this addressee."""
    if to.post.id == unit.head:
        return f"đồng chí là người đứng đầu {unit.name}"
    return f"đồng chí là đầu mối báo cáo của {unit.name}"


def common(desk: Desk, to: Addressee, reason: str, subject: About | None = None) -> Common:
    """Return what every letter holds, for one addressee."""
    office = desk.in_force.office
    coordinator = office.coordinator
    focal = office.post(coordinator.focal)
    holder = office.person(focal.holder) if focal.holder else None
    about_task = (subject.row["task"], subject.row["period"]) if subject else ("",)
    plan = desk.in_force.plan_of(*about_task)
    standing = STANDING_WORDS.get(to.standing)
    return Common(
        office=office.name,
        coordinator=coordinator.name,
        contact=post_of_unit(focal.title, coordinator.name),
        phone=holder.phone if holder else None,
        mailbox=holder.address if holder else office.sender_address,
        decision=decision_words(plan) if plan else "",
        clause=clause_words(subject.row["clause"]) if subject and plan else None,
        explanation=explanation(desk, subject) if subject else None,
        reason=reason,
        now=desk.now,
        to_title=to.post.title,
        rehearsal_for=f"{to.post.title} <{to.person.address}>" if desk.in_force.rehearsal else None,
        standing=standing.format(post=to.post.title) if standing else None,
    )


def decision_words(plan: Plan) -> str:
    """Return how the plan's decision is cited."""
    decision = plan.decision
    return f"Quyết định số {decision.number} ngày {short_day(decision.day)} của {decision.issuer}"


def explanation(desk: Desk, subject: About) -> str:
    """Return the sentence that explains the obligation's deadline."""
    found = explained(desk.in_force, subject.row, subject.deadline, subject.plan_deadline)
    return explain_deadline(found)


def counted(desk: Desk, group: str) -> Counted:
    """Count a period's reports: expected, received, on time, being completed, missing."""
    rows = [
        row
        for row in obligations.in_group(desk.connection, group)
        if row["state"] not in ("waived", "cancelled")
    ]
    versions = deadlines.all_versions(desk.connection, [row["id"] for row in rows])
    judged = [timeliness(row["first_complete_at"], versions[row["id"]]).in_force for row in rows]
    came = [
        row
        for row in rows
        if row["first_complete_at"] is not None or row["state"] in ("submitted", "accepted")
    ]
    return Counted(
        expected=len(rows),
        received=len(came),
        on_time=sum(each is True for each in judged),
        completing=sum(row["state"] == "returned" for row in rows),
        missing=len(rows) - len(came),
    )


def told_before(desk: Desk, ids: Sequence[str]) -> dict[str, list[Told]]:
    """Return every letter that was accepted about each obligation, with its fate."""
    spent = [
        row
        for row in notices.of_obligations(desk.connection, ids)
        if row["letter"] is not None and row["accepted_at"] is not None
    ]
    sent = {row["id"]: row for row in letters.brief(desk.connection, {r["letter"] for r in spent})}
    found: dict[str, list[Told]] = {}
    for row in spent:
        letter = sent[row["letter"]]
        post = desk.in_force.office.post(letter["post"]).title
        fate = "đã chuyển" if letter["state"] == "sent" else "không chuyển được"
        found.setdefault(row["obligation"], []).append(Told(row["accepted_at"], post, fate))
    return found


def receipt_code(obligation: str, submission: int) -> str:
    """Return a receipt's reference: BN-2025Q3-0007."""
    period = obligation.split("/")[1].replace("-", "")
    return f"BN-{period}-{submission:04}"


def _opinion(pending: Sequence[RowMapping]) -> str | None:
    if not pending:
        return None
    latest = pending[-1]
    if latest["kind"] == "not-ours":
        return f"cho rằng không thuộc trách nhiệm: {latest['reason']}"
    return f"đề nghị gửi đến hết {short_day(latest['until'])}: {latest['reason']}"


def _piece(row: RowMapping, cycle: Cycle | None) -> str:
    return "báo cáo" if cycle or row["task"] == UPSTREAM else "kết quả"
