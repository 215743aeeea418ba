"""What follows from an event: receipts, news to a head, corrections to those who were told."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from sqlalchemy import RowMapping

from cchc_scheduler.actions.desk import Desk
from cchc_scheduler.actions.filled_reports import filled_facts
from cchc_scheduler.actions.letter_facts import (
    About,
    about,
    common,
    counted,
    item,
    reason_for_unit,
    receipt_code,
)
from cchc_scheduler.actions.letter_links import with_link
from cchc_scheduler.actions.outbox import Draft
from cchc_scheduler.actions.reply_to_letters import door_of
from cchc_scheduler.clock import office_date
from cchc_scheduler.core.addressees import Addressee
from cchc_scheduler.core.deadlines import Deadline
from cchc_scheduler.core.timeliness import timeliness
from cchc_scheduler.documents.facts import AnswerLetter, NewsLetter, ReceiptLetter
from cchc_scheduler.documents.vietnamese import listed
from cchc_scheduler.store import deadlines, letters, notices, obligations, requests, submissions
from cchc_scheduler.words import CHASED, LetterKind

# The letters about one unit whose reply may hand in; news to those above goes to the coordinator.
ANSWERED: Final[tuple[LetterKind, ...]] = ("return", "extension")
REPORTING: Final = ("late-3", "late-5")
EARLIER: Final = "đồng chí đã nhận thư trước về nội dung này"
CLOSED_BY: Final = {
    "waived": "được miễn theo ý kiến lãnh đạo",
    "cancelled": "không còn trong kế hoạch",
}


def follow_up_accepted(desk: Desk, accepted: Sequence[RowMapping]) -> None:
    """Act on letters that a server has just accepted.

    Levels above the head: each late unit's head is told separately; if a unit has handed in
    meanwhile, those just told are told. A late rung lets the ladder be looked at again.
    """
    ladder = [row["id"] for row in accepted if row["kind"] == "escalation"]
    if not ladder:
        return
    for carried in notices.of_letters(desk.connection, ladder).values():
        late = [each for each in carried if each["rung"].startswith("late-")]
        obligations.check_now(desk.connection, {each["obligation"] for each in late}, desk.now)
        for notice in carried:
            if notice["rung"] in REPORTING:
                _tell_head(desk, notice)
                if notice["obligation_state"] not in CHASED:
                    correct_those_told(desk, notice["obligation"])


def _tell_head(desk: Desk, notice: RowMapping) -> None:
    """Tell a unit's head, alone, that the unit was named (9a)."""
    to = desk.directory.reach("head", notice["unit"], office_date(desk.now))
    letter = letters.brief(desk.connection, [notice["letter"]])[0]
    if not isinstance(to, Addressee) or to.person.address == letter["addressee"]:
        return
    subject = about(desk, notice["obligation"], notice["rung"])
    unit = desk.in_force.office.unit(notice["unit"])
    facts = NewsLetter(
        common=common(desk, to, reason_for_unit(to, unit), subject),
        item=item(desk, subject),
        counted=counted(desk, subject.row["task_group"]),
        letter_at=letter["sent_at"],
        told=f"đồng chí {_title(desk, letter)}",
    )
    cause = f"reported {notice['obligation']} {notice['rung']} letter {letter['id']}"
    _put(desk, "information", "reported", facts, (to, cause))


def correct_those_told(desk: Desk, obligation: str) -> None:
    """Tell everyone above the head who was told of this unit how it stands now, once each.

    Whoever was told although the unit had handed in by then gets an apology with it.
    """
    told = [
        row
        for row in notices.of_obligations(desk.connection, [obligation])
        if row["accepted_at"] is not None and row["letter"] is not None
    ]
    late = [row for row in told if row["rung"].startswith("late-")]
    if not late:
        return
    subject = about(desk, obligation)
    latest = submissions.latest(desk.connection, [obligation]).get(obligation)
    wrong = _sent_in_error(desk, obligation, late, latest)
    reported = [row for row in late if row["rung"] in REPORTING]
    for notice in reported:
        _correct(desk, subject, notice, (latest, notice["id"] in wrong))
    if latest is not None and wrong:
        _apologise(desk, subject, [row for row in late if row["id"] in wrong], latest)


def _sent_in_error(
    desk: Desk, obligation: str, late: Sequence[RowMapping], latest: RowMapping | None
) -> set[int]:
    """Return the late notices that spoke of a deadline which the unit had kept after all.

    A later day agreed since, or a completion asked for, makes no earlier letter wrong.
    """
    if latest is None:
        return set()
    versions = {each.version: each for each in deadlines.versions(desk.connection, obligation)}
    return {
        row["id"]
        for row in late
        if latest["handed_in_at"] < versions[row["deadline_version"]].days.late_after
    }


def _correct(
    desk: Desk, subject: About, notice: RowMapping, handed: tuple[RowMapping | None, bool]
) -> None:
    """Tell one who was told of a unit how it stands now, once for the letter it had (9b)."""
    letter = letters.brief(desk.connection, [notice["letter"]])[0]
    to = _same_person(desk, letter)
    if to is None:
        return
    latest, in_error = handed
    facts = NewsLetter(
        common=common(desk, to, EARLIER, subject),
        item=item(desk, subject),
        counted=counted(desk, subject.row["task_group"]),
        received_at=latest["handed_in_at"] if latest else None,
        letter_at=letter["sent_at"],
        number=latest["number"] if latest else None,
        on_time=in_error,
        closed_by=CLOSED_BY.get(subject.row["state"]),
        upward=notice["rung"] == "late-5",
    )
    cause = f"received {subject.row['id']} letter {letter['id']}"
    _put(desk, "correction", "received", facts, (to, cause))


def _apologise(desk: Desk, subject: About, wrong: Sequence[RowMapping], latest: RowMapping) -> None:
    """Apologise to a unit's head for letters about a report that was there in time (15)."""
    to = desk.directory.reach("head", subject.row["unit"], office_date(desk.now))
    if not isinstance(to, Addressee):
        return
    sent = letters.brief(desk.connection, [row["letter"] for row in wrong])
    first = next(each for each in sent if each["id"] == wrong[0]["letter"])
    above = {row["letter"] for row in wrong if row["rung"] in REPORTING}
    told = [f"đồng chí {_title(desk, each)}" for each in sent if each["id"] in above]
    facts = NewsLetter(
        common=common(desk, to, EARLIER, subject),
        item=item(desk, subject),
        counted=counted(desk, subject.row["task_group"]),
        received_at=latest["handed_in_at"],
        letter_at=first["sent_at"],
        number=latest["number"],
        told=listed(told) or None,
        on_time=True,
    )
    _put(desk, "correction", "apology", facts, (to, f"sorry {subject.row['id']}"))


def send_receipt(
    desk: Desk,
    obligation: str,
    submission: int,
    to: Addressee | None = None,
    answers: str | None = None,
) -> None:
    """Write the receipt to the unit's own post, or to `to` (10).

    `answers` is the Message-ID of the mail by which it was handed in.
    """
    subject = about(desk, obligation)
    to = to or _post_of(desk, subject)
    if not isinstance(to, Addressee):
        return
    handed = submissions.one(desk.connection, submission)
    filled = filled_facts(desk.connection, submission)
    unit = desk.in_force.office.unit(subject.row["unit"])
    facts = ReceiptLetter(
        common=common(desk, to, reason_for_unit(to, unit), subject),
        item=with_link(desk, item(desk, subject)),
        code=receipt_code(obligation, submission),
        kind=handed["kind"],
        at=handed["handed_in_at"],
        by=handed["by"],
        version=handed["version"],
        on_time=_was_on_time(desk, subject),
        link=handed["link"],
        file_name=handed["file_name"],
        file_size=handed["file_size"],
        sha256=handed["file_sha256"],
        number=handed["number"],
        note=handed["note"],
        first_at=subject.row["first_complete_at"],
        unread=filled.unread if filled else (),
    )
    cause, door = f"submission {submission}", door_of(desk, [obligation])
    draft = Draft("receipt", "receipt", facts, to, cause=cause, reply=door, answers=answers)
    desk.outbox.put(desk.connection, desk.in_force, draft, desk.now)


def send_answer(desk: Desk, obligation: str, request: int) -> None:
    """Write the answer to a request to the unit (12a, 12b, 12c)."""
    subject = about(desk, obligation)
    to = desk.directory.reach("unit", subject.row["unit"], office_date(desk.now))
    if not isinstance(to, Addressee):
        return
    asked = requests.one(desk.connection, request)
    granted = asked["state"] == "granted"
    unit = desk.in_force.office.unit(subject.row["unit"])
    by_plan = About(subject.row, subject.plan_deadline, subject.plan_deadline)
    facts = AnswerLetter(
        common=common(desk, to, reason_for_unit(to, unit), subject),
        item=with_link(desk, item(desk, by_plan)),
        asked_at=asked["asked_at"],
        asked_until=asked["until"],
        asked_reason=asked["reason"],
        new_day=subject.deadline.days.last_day if granted else None,
        document=asked["answer"] if subject.deadline.reason == "extension" else None,
        reason=asked["answer"],
    )
    template = "later-day" if granted else "not-later"
    _put(desk, "extension", template, facts, (to, f"request {request}"))


def send_return(desk: Desk, obligation: str, deadline: Deadline, comment: str) -> None:
    """Write to the unit what is to be completed and by when (11)."""
    found = return_letter(desk, about(desk, obligation), deadline, comment)
    if found is None:
        return
    to, facts = found
    facts = replace(facts, item=with_link(desk, facts.item))
    _put(desk, "return", "return", facts, (to, f"return {obligation} {deadline.version}"))


def return_letter(
    desk: Desk, subject: About, deadline: Deadline, comment: str
) -> tuple[Addressee, AnswerLetter] | None:
    """Return to whom a return is written and what it says; None while nobody can be reached."""
    to = desk.directory.reach("unit", subject.row["unit"], office_date(desk.now))
    if not isinstance(to, Addressee):
        return None
    unit = desk.in_force.office.unit(subject.row["unit"])
    return to, AnswerLetter(
        common=common(desk, to, reason_for_unit(to, unit), subject),
        item=item(desk, subject),
        new_day=deadline.days.last_day,
        comment=comment,
        first_at=subject.row["first_complete_at"],
        usable=deadline.climbs_to == "head",
    )


def _post_of(desk: Desk, subject: About) -> Addressee | None:
    reach = desk.directory.reach("unit", subject.row["unit"], office_date(desk.now))
    return reach if isinstance(reach, Addressee) else None


def _put(
    desk: Desk,
    kind: LetterKind,
    template: str,
    facts: NewsLetter | AnswerLetter,
    to: tuple[Addressee, str],
) -> None:
    reply = door_of(desk, [facts.item.obligation]) if kind in ANSWERED else None
    draft = Draft(kind, template, facts, to[0], cause=to[1], reply=reply)
    desk.outbox.put(desk.connection, desk.in_force, draft, desk.now)


def _title(desk: Desk, letter: RowMapping) -> str:
    return desk.in_force.office.post(letter["post"]).title


def _same_person(desk: Desk, letter: RowMapping) -> Addressee | None:
    """Return the person an earlier letter was meant for, at the post it named."""
    office = desk.in_force.office
    for person in office.people:
        if person.address == letter["addressee"]:
            return Addressee(office.post(letter["post"]), person, "holder")
    return None


def _was_on_time(desk: Desk, subject: About) -> bool | None:
    versions = deadlines.versions(desk.connection, subject.row["id"])
    return timeliness(subject.row["first_complete_at"], versions).in_force
