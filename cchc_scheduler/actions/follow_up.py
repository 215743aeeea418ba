"""What follows from an event: receipts, news to a head, corrections to those who were told."""

from collections.abc import Sequence

from sqlalchemy import RowMapping

from cchc_scheduler.actions.desk import Desk
from cchc_scheduler.actions.letter_facts import (
    About,
    about,
    common,
    counted,
    item,
    receipt_code,
)
from cchc_scheduler.actions.outbox import Draft
from cchc_scheduler.clock import office_date
from cchc_scheduler.core.addressees import Addressee
from cchc_scheduler.core.deadlines import Deadline
from cchc_scheduler.core.timeliness import timeliness
from cchc_scheduler.documents.facts import AnswerLetter, NewsLetter, ReceiptLetter
from cchc_scheduler.store import deadlines, letters, notices, obligations, requests, submissions
from cchc_scheduler.words import CHASED, LetterKind

REPORTING = ("late-3", "late-5")


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
        common=common(desk, to, f"đồng chí là người đứng đầu {unit.name}", subject),
        item=item(desk, subject),
        counted=counted(desk, subject.row["task_group"]),
        letter_at=letter["sent_at"],
        told=f"đồng chí {desk.in_force.office.post(letter['post']).title}",
    )
    cause = f"reported {notice['obligation']} {notice['rung']} letter {letter['id']}"
    _put(desk, "information", "reported", facts, (to, cause))


def correct_those_told(desk: Desk, obligation: str) -> None:
    """Tell everyone above the head who was told of this unit how it stands now, once each.

    Where the unit turns out to have been in time, it gets an apology as well.
    """
    told = [
        row
        for row in notices.of_obligations(desk.connection, [obligation])
        if row["accepted_at"] is not None and row["letter"] is not None
    ]
    reported = [row for row in told if row["rung"] in REPORTING]
    late = [row for row in told if row["rung"].startswith("late-")]
    if not late:
        return
    subject = about(desk, obligation)
    latest = submissions.latest(desk.connection, [obligation]).get(obligation)
    for notice in reported:
        _correct(desk, subject, notice, latest)
    if latest is not None and _was_on_time(desk, subject):
        _apologise(desk, subject, late[0], bool(reported))


def _correct(desk: Desk, subject: About, notice: RowMapping, latest: RowMapping | None) -> None:
    letter = letters.brief(desk.connection, [notice["letter"]])[0]
    to = _same_person(desk, letter)
    if to is None:
        return
    closed = subject.row["state"] if subject.row["state"] in ("waived", "cancelled") else None
    words = {"waived": "được miễn theo ý kiến lãnh đạo", "cancelled": "không còn trong kế hoạch"}
    facts = NewsLetter(
        common=common(desk, to, "đồng chí đã nhận thư trước về nội dung này", subject),
        item=item(desk, subject),
        counted=counted(desk, subject.row["task_group"]),
        received_at=latest["handed_in_at"] if latest else None,
        letter_at=letter["sent_at"],
        number=latest["number"] if latest else None,
        on_time=_was_on_time(desk, subject),
        closed_by=words[closed] if closed else None,
    )
    version = latest["version"] if latest else closed
    cause = f"received {subject.row['id']} {version} letter {letter['id']}"
    _put(desk, "correction", "received", facts, (to, cause))


def _apologise(desk: Desk, subject: About, notice: RowMapping, was_reported: bool) -> None:  # noqa: FBT001
    to = desk.directory.reach("head", subject.row["unit"], office_date(desk.now))
    if not isinstance(to, Addressee):
        return
    letter = letters.brief(desk.connection, [notice["letter"]])[0]
    latest = submissions.latest(desk.connection, [subject.row["id"]])[subject.row["id"]]
    facts = NewsLetter(
        common=common(desk, to, "đồng chí đã nhận thư trước về nội dung này", subject),
        item=item(desk, subject),
        counted=counted(desk, subject.row["task_group"]),
        received_at=latest["handed_in_at"],
        letter_at=letter["sent_at"],
        number=latest["number"],
        told="nơi đã nhận thông tin" if was_reported else None,
        on_time=True,
    )
    _put(desk, "correction", "apology", facts, (to, f"sorry {subject.row['id']}"))


def send_receipt(desk: Desk, obligation: str, submission: int) -> None:
    """Write the receipt to the unit's own post (10)."""
    subject = about(desk, obligation)
    to = desk.directory.reach("unit", subject.row["unit"], office_date(desk.now))
    if not isinstance(to, Addressee):
        return
    handed = submissions.one(desk.connection, submission)
    unit = desk.in_force.office.unit(subject.row["unit"])
    facts = ReceiptLetter(
        common=common(desk, to, f"đồng chí là đầu mối báo cáo của {unit.name}", subject),
        item=item(desk, subject),
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
    )
    _put(desk, "receipt", "receipt", facts, (to, f"submission {submission}"))


def send_answer(desk: Desk, obligation: str, request: int) -> None:
    """Write the answer to a request to the unit (12a, 12b, 12c)."""
    subject = about(desk, obligation)
    to = desk.directory.reach("unit", subject.row["unit"], office_date(desk.now))
    if not isinstance(to, Addressee):
        return
    asked = requests.one(desk.connection, request)
    granted = asked["state"] == "granted"
    unit = desk.in_force.office.unit(subject.row["unit"])
    facts = AnswerLetter(
        common=common(desk, to, f"đồng chí là đầu mối báo cáo của {unit.name}", subject),
        item=item(desk, About(subject.row, subject.plan_deadline, subject.plan_deadline)),
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
    subject = about(desk, obligation)
    to = desk.directory.reach("unit", subject.row["unit"], office_date(desk.now))
    if not isinstance(to, Addressee):
        return
    unit = desk.in_force.office.unit(subject.row["unit"])
    facts = AnswerLetter(
        common=common(desk, to, f"đồng chí là đầu mối báo cáo của {unit.name}", subject),
        item=item(desk, subject),
        new_day=deadline.days.last_day,
        comment=comment,
        first_at=subject.row["first_complete_at"],
        usable=deadline.climbs_to == "head",
    )
    _put(desk, "return", "return", facts, (to, f"return {obligation} {deadline.version}"))


def _put(
    desk: Desk, kind: LetterKind, template: str, facts: object, to: tuple[Addressee, str]
) -> None:
    draft = Draft(kind, template, facts, to[0], cause=to[1])
    desk.outbox.put(desk.connection, desk.in_force, draft, desk.now)


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
