"""Ask the head of the coordinating unit before a level is told that needs a person's word."""

from collections.abc import Sequence

from cchc_scheduler.actions.desk import Desk
from cchc_scheduler.actions.ladder_letters import ladder_facts, standing_of, template_of
from cchc_scheduler.actions.letter_facts import about_rows, common, item
from cchc_scheduler.actions.outbox import Draft
from cchc_scheduler.clock import office_date
from cchc_scheduler.core.addressees import Addressee
from cchc_scheduler.core.cases import Case
from cchc_scheduler.core.ladder import AskApproval
from cchc_scheduler.core.policies import LEVEL_OF_RUNG
from cchc_scheduler.documents.facts import ApprovalLetter
from cchc_scheduler.store import approvals, audit, obligations, requests
from cchc_scheduler.words import Rung

Asked = tuple[Case, AskApproval]


def ask_approvals(desk: Desk, found: Sequence[tuple[Case, AskApproval | None]]) -> None:
    """Record what is asked and write one letter per level and period; an answer is awaited."""
    asked = [(case, ask) for case, ask in found if ask is not None]
    gathered: dict[tuple[Rung, str], list[Asked]] = {}
    for case, ask in asked:
        gathered.setdefault((ask.rung, case.group), []).append((case, ask))
    for (rung, group), together in gathered.items():
        _record(desk, together)
        _write(desk, rung, group, together)


def _record(desk: Desk, together: Sequence[Asked]) -> None:
    rows = [
        {
            "obligation": case.obligation,
            "deadline_version": case.deadline.version,
            "rung": ask.rung,
            "state": "asked",
            "asked_at": desk.now,
        }
        for case, ask in together
    ]
    approvals.add(desk.connection, rows)
    for case, ask in together:
        known = approvals.in_force(desk.connection, [case.obligation])[case.obligation]
        mine = next(each for each in known if each["rung"] == ask.rung)
        approvals.change(desk.connection, mine["id"], state="asked", asked_at=desk.now)
    entries: list[audit.Entry] = [
        ("service", "asked approval", case.obligation, {"rung": ask.rung}) for case, ask in together
    ]
    audit.write(desk.connection, desk.now, entries)


def _write(desk: Desk, rung: Rung, group: str, together: Sequence[Asked]) -> None:
    office = desk.in_force.office
    to = desk.directory.at_post(office.coordinator.head, office_date(desk.now))
    if not isinstance(to, Addressee):
        return
    ids = [case.obligation for case, _ in together]
    rows = {row["id"]: row for row in obligations.many(desk.connection, ids)}
    subjects = about_rows(desk, [(rows[key], rung) for key in ids], history=True)
    unit = together[0][0].unit
    above, standing = _at_level(desk, rung, unit), standing_of(desk, group)
    facts = ApprovalLetter(
        common=common(desk, to, "đồng chí là người đứng đầu đơn vị tổng hợp", subjects[0]),
        items=tuple(item(desk, subject) for subject in subjects),
        level=above.post.title if above else "cấp trên",
        goes_at=min(ask.goes_at for _, ask in together),
        pending=sum(len(each) for each in requests.pending(desk.connection, ids).values()),
        draft=ladder_facts(desk, above, subjects, "", standing) if above else None,
        draft_form=template_of(desk, rung, unit),
        to_vice_chair=rung == "late-1",
    )
    cause = f"{rung} {group} {desk.now.isoformat()}"
    draft = Draft("approval", "approval", facts, to, cause=cause)
    desk.outbox.put(desk.connection, desk.in_force, draft, desk.now)


def _at_level(desk: Desk, rung: Rung, unit: str) -> Addressee | None:
    """Return who would be written to at the level of a rung, if anybody can be today."""
    reach = desk.directory.reach(LEVEL_OF_RUNG[rung], unit, office_date(desk.now))
    return reach if isinstance(reach, Addressee) else None
