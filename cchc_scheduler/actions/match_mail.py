"""What a mail is about, as the record knows it: the unit, what it may answer, how sure that is."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sqlalchemy import RowMapping

from cchc_scheduler.actions.desk import Desk
from cchc_scheduler.actions.letter_facts import report_words
from cchc_scheduler.clock import office_date
from cchc_scheduler.core.obligations import UPSTREAM
from cchc_scheduler.core.periods import Period, period_named
from cchc_scheduler.core.replies import TAKES, Candidate, Known, Proof
from cchc_scheduler.documents.vietnamese import ROMAN, clause_words, long_period, short_period
from cchc_scheduler.mail.arriving import Arrival
from cchc_scheduler.store import letters, notices, obligations, requests, submissions

OF_SUBMISSION = ("receipt",)
OF_REQUEST = ("extension",)
OF_RETURN = ("return",)


@dataclass(frozen=True, slots=True)
class Match:
    """What the office knows about a mail, how sure it is, and the letter it answers, if any.

    `key` names what it concerns, for the limit of one answer an hour.
    """

    known: Known
    proof: Proof
    letter: RowMapping | None
    key: str


def match_mail(desk: Desk, arrival: Arrival) -> Match:
    """Find what a mail is about: by its token, then the letter it answers, then its sender."""
    letter = _letter(desk, arrival)
    subject = _subject(desk, arrival)
    about = _about(desk, subject, letter, arrival)
    units = {row["unit"] for row in about} or ({subject} if subject else set())
    known = Known(
        own=_own(desk, arrival.read.sender),
        people=frozenset(person.address.lower() for person in desk.in_force.office.people),
        contacts=frozenset(address for unit in units for address in contacts_of(desk, unit)),
        candidates=tuple(_candidate(desk, row) for row in about),
    )
    proof: Proof = "token" if subject else "thread" if letter else "none"
    return Match(known, proof, letter, subject or _key(about, arrival))


def contacts_of(desk: Desk, unit_id: str) -> set[str]:
    """Return the addresses from which a unit may hand in: its posts, their deputies and seconds."""
    office = desk.in_force.office
    unit = next((each for each in office.units if each.id == unit_id), None)
    if unit is None:
        return set()
    people = {office.post(unit.focal).holder, office.post(unit.focal).second}
    people |= {office.post(unit.head).holder, office.post(unit.head).second}
    today = office_date(desk.now)
    for post in (unit.focal, unit.head):
        absence = desk.directory.absence(post, today)
        people.add(absence.deputy if absence else None)
    return {office.person(each).address.lower() for each in people if each is not None}


def _own(desk: Desk, sender: str) -> frozenset[str]:
    office, replies = desk.in_force.office, desk.outbox.replies
    own = replies.is_own(office, sender) if replies else sender == office.sender_address.lower()
    return frozenset((sender,)) if own else frozenset()


def _letter(desk: Desk, arrival: Arrival) -> RowMapping | None:
    """Return the letter of ours that is answered, the nearest in the thread."""
    found = letters.by_message_ids(desk.connection, arrival.answered)
    return next((found[each] for each in arrival.answered if each in found), None)


def _subject(desk: Desk, arrival: Arrival) -> str | None:
    """Return what the token of the address, or the tag of the subject line, is about."""
    replies = desk.outbox.replies
    if replies is None:
        return None
    office = desk.in_force.office
    found = replies.subject_of(desk.connection, office, arrival.recipients)
    if found is not None:
        return found
    rows = obligations.unfinished(desk.connection)
    subjects = [*(row["id"] for row in rows), *dict.fromkeys(row["unit"] for row in rows)]
    return replies.tagged(desk.connection, arrival.read.subject, subjects)


def _about(
    desk: Desk, subject: str | None, letter: RowMapping | None, arrival: Arrival
) -> Sequence[RowMapping]:
    """Return the obligations a mail may answer, in order of their ids."""
    if subject is not None and "/" in subject:
        return _rows(desk, [subject])
    carried = _rows(desk, carried_by(desk, letter)) if letter is not None else []
    if subject is not None:
        own = [row for row in carried if row["unit"] == subject]
        return own or _taking(desk, {subject})
    if carried:
        mine = _units_of(desk, arrival.read.sender)
        return [row for row in carried if row["unit"] in mine] or carried
    return _taking(desk, _units_of(desk, arrival.read.sender))


def carried_by(desk: Desk, letter: RowMapping) -> list[str]:
    """Return the obligations a letter of ours spoke of."""
    carried = notices.of_letters(desk.connection, [letter["id"]]).get(letter["id"], [])
    if carried:
        return [row["obligation"] for row in carried]
    words = str(letter["cause"] or "").split(" ")
    if letter["kind"] in OF_SUBMISSION and words[0] == "submission":
        return [submissions.one(desk.connection, int(words[1]))["obligation"]]
    if letter["kind"] in OF_REQUEST and words[0] == "request":
        return [requests.one(desk.connection, int(words[1]))["obligation"]]
    return [words[1]] if letter["kind"] in OF_RETURN and len(words) > 1 else []


def _rows(desk: Desk, ids: Iterable[str]) -> list[RowMapping]:
    found = obligations.many(desk.connection, dict.fromkeys(ids))
    return sorted(found, key=lambda row: str(row["id"]))


def _taking(desk: Desk, units: set[str]) -> list[RowMapping]:
    """Return what these units have begun and may still hand in for."""
    rows = obligations.unfinished(desk.connection)
    able = (row for row in rows if row["state"] in TAKES and row["closed_at"] is None)
    return [row for row in able if row["unit"] in units]


def _units_of(desk: Desk, sender: str) -> set[str]:
    return {unit.id for unit in desk.in_force.office.units if sender in contacts_of(desk, unit.id)}


def _candidate(desk: Desk, row: RowMapping) -> Candidate:
    period = period_named(row["period"])
    cycle = desk.in_force.cycle(row["task"], row["period"])
    if row["task"] == UPSTREAM:  # of its period alone, the unit's own part is meant
        titles = (str(row["title"]), report_words(row, None, period))
        return Candidate(row["id"], row["unit"], row["state"], (row["id"], *titles))
    names = [row["id"], long_period(period, with_year=bool(cycle and cycle.with_year))]
    names += [short_period(period), long_period(period, with_year=False), *_short_names(period)]
    if cycle is None:
        names += [row["clause"], clause_words(row["clause"]), str(row["title"]).rstrip(".;")]
    state = row["state"] if row["closed_at"] is None else "closed"
    return Candidate(row["id"], row["unit"], state, tuple(dict.fromkeys(names)))


def _short_names(period: Period) -> list[str]:
    """Return what people call a period when they are in a hurry."""
    number = period.number
    if period.frequency == "quarter":
        return [f"quý {ROMAN[number]}", f"quý {number}", f"q{number}"]
    if period.frequency == "month":
        return [f"tháng {number}", f"tháng {number:02}"]
    if period.frequency == "half-year":
        return ["6 tháng cuối năm"] if period.ends_year else ["6 tháng", "6 tháng đầu năm"]
    return {"nine-month": ["9 tháng", "9 tháng đầu năm"], "year": ["báo cáo năm"]}.get(
        period.frequency, []
    )


def _key(about: Sequence[RowMapping], arrival: Arrival) -> str:
    ids = [str(row["id"]) for row in about]
    return ids[0] if len(ids) == 1 else f"from {arrival.read.sender}"
