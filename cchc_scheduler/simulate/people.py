"""The people of a scenario: each deed becomes the action that the page or the CLI would call."""

from datetime import date, datetime, time
from typing import Final

from cchc_scheduler.actions.ask_later import Asked, ask_later
from cchc_scheduler.actions.close_obligation import Closing, close_obligation
from cchc_scheduler.actions.decide_request import Answer, decide_request
from cchc_scheduler.actions.desk import desk_at
from cchc_scheduler.actions.pieces import Pieces
from cchc_scheduler.actions.record_facts import (
    Bounce,
    Call,
    record_absence,
    record_bounce,
    record_call,
    record_reconciliation,
)
from cchc_scheduler.actions.record_submission import Handed, record_submission
from cchc_scheduler.actions.release_backlog import release_backlog
from cchc_scheduler.actions.return_submission import Return, return_submission
from cchc_scheduler.actions.steer_level import Word, steer_level
from cchc_scheduler.clock import office_date, office_instant
from cchc_scheduler.core.errors import BadInput
from cchc_scheduler.core.obligations import UPSTREAM, obligation_id, upstream_id
from cchc_scheduler.core.offices import Absence, Office
from cchc_scheduler.core.policies import LATE_RUNGS
from cchc_scheduler.simulate.filled_forms import FindForms, no_forms, with_form
from cchc_scheduler.simulate.scenario import Deed
from cchc_scheduler.store import obligations
from cchc_scheduler.words import SubmissionKind

OFFICE_HOURS_END: Final = time(16, 0)


class People:
    """Does what a scenario says, on behalf of the people it names."""

    def __init__(self, pieces: Pieces, forms: FindForms = no_forms) -> None:
        """Act on the given service; `forms` finds what reports are filled in by, when needed."""
        self._pieces: Final = pieces
        self._forms: Final = forms

    def act(self, deed: Deed, now: datetime) -> None:
        """Do one deed at `now`; a deed that can't be done is a fault of the scenario (BadInput)."""
        doers = {
            "submit": self._submit,
            "nil": self._submit,
            "elsewhere": self._submit,
            "ask-extension": self._ask,
            "not-ours": self._ask,
            "grant": self._answer,
            "refuse": self._answer,
            "accept": self._close,
            "waive": self._close,
            "return": self._return,
            "postpone": self._steer,
            "approve": self._steer,
            "telephone": self._call,
            "reconcile": self._reconcile,
            "absent": self._absent,
            "bounce": self._bounce,
            "release": self._release,
        }
        try:
            doers[deed.do](deed, now)
        except BadInput as fault:
            raise BadInput(f"{deed.where}: {fault}") from fault

    def _submit(self, deed: Deed, now: datetime) -> None:
        p = self._pieces
        handed = Handed(
            obligation=self._obligation(deed),
            kind=_kind(deed),
            carrier=f"scenario:{deed.line}",
            by=deed.text("by"),
            recorded_by="unit",
            link=deed.text("link") or None,
            file_name=deed.text("file") or None,
            number=deed.text("number") or None,
            note=deed.text("note") or None,
            handed_in_at=_end_of_work(deed.day("day")) if "day" in deed.values else None,
        )
        if "answers" in deed.values:
            with p.db.read() as connection:
                desk = desk_at(connection, p.records, p.outbox, now)
                handed = with_form(desk, self._forms(), handed, deed.values["answers"])
        record_submission(p.db, p.records, p.outbox, handed, now)

    def _ask(self, deed: Deed, now: datetime) -> None:
        p = self._pieces
        later = deed.do == "ask-extension"
        asked = Asked(
            self._obligation(deed),
            "later-day" if later else "not-ours",
            deed.day("until") if later else None,
            deed.text("reason"),
            deed.text("by", "unit"),
        )
        ask_later(p.db, p.records, p.outbox, asked, now)

    def _answer(self, deed: Deed, now: datetime) -> None:
        p = self._pieces
        answer = Answer(
            self._obligation(deed),
            deed.do == "grant",
            deed.text("by", "coordinator"),
            deed.text("document") or None,
            deed.text("reason") or None,
        )
        decide_request(p.db, p.records, p.outbox, answer, now)

    def _close(self, deed: Deed, now: datetime) -> None:
        p = self._pieces
        reason = deed.text("document") or deed.text("reason") or "scenario"
        closing = Closing(
            self._obligation(deed),
            "accepted" if deed.do == "accept" else "waived",
            deed.text("by", "coordinator"),
            reason,
        )
        close_obligation(p.db, p.records, p.outbox, closing, now)

    def _return(self, deed: Deed, now: datetime) -> None:
        p = self._pieces
        back = Return(
            self._obligation(deed),
            deed.day("until"),
            deed.text("comment"),
            bool(deed.values.get("usable", True)),
            deed.text("by", "coordinator"),
        )
        return_submission(p.db, p.records, p.outbox, back, now)

    def _steer(self, deed: Deed, now: datetime) -> None:
        p = self._pieces
        postpones = deed.do == "postpone"
        word = Word(
            self._obligation(deed),
            "postponed" if postpones else "approved",
            deed.text("by", "coordinator"),
            self._put_off_to(deed, now) if postpones else None,
            deed.text("reason", "scenario"),
        )
        steer_level(p.db, p.records, p.outbox, word, now)

    def _put_off_to(self, deed: Deed, now: datetime) -> date:
        """Return the day a level is put off to: the one named, else the next working day."""
        if "until" in deed.values:
            return deed.day("until")
        with self._pieces.db.read() as connection:
            calendar = self._pieces.records.read(connection).calendar
        return calendar.shift(office_date(now), 1)

    def _call(self, deed: Deed, now: datetime) -> None:
        p = self._pieces
        rung = next((rung for rung in LATE_RUNGS if rung == deed.text("rung")), None)
        if rung is None:
            raise BadInput(f"rung: {deed.text('rung')!r} is none of {', '.join(LATE_RUNGS)}.")
        call = Call(self._obligation(deed), rung, deed.text("by", "coordinator"), deed.text("note"))
        record_call(p.db, p.records, p.outbox, call, now)

    def _reconcile(self, deed: Deed, now: datetime) -> None:
        task = self._task(deed)
        by = deed.text("by", "coordinator")
        record_reconciliation(self._pieces.db, f"{task}/{deed.text('period')}", by, now)

    def _absent(self, deed: Deed, now: datetime) -> None:
        office = self._office()
        post = _post(office, deed)
        deputy = _deputy(office, deed) if deed.values.get("deputy") else None
        absence = Absence(post, office_date(now), deed.day("until"), deputy)
        record_absence(self._pieces.db, absence, "coordinator", now)

    def _bounce(self, deed: Deed, now: datetime) -> None:
        p = self._pieces
        office = self._office()
        holder = office.post(_post(office, deed)).holder
        if holder is None:
            raise BadInput("the post is vacant, so nothing can bounce")
        permanent = bool(deed.values.get("permanent", True))
        words = "550 5.1.1 no such user" if permanent else "452 4.2.2 mailbox full"
        bounce = Bounce(office.person(holder).address, permanent, words)
        record_bounce(p.db, p.records, p.outbox, bounce, now)

    def _release(self, deed: Deed, now: datetime) -> None:
        release_backlog(self._pieces.db, deed.text("by", "coordinator"), now)

    def _office(self) -> Office:
        with self._pieces.db.read() as connection:
            return self._pieces.records.read(connection).office

    def _task(self, deed: Deed) -> str:
        if "task" in deed.values:
            return deed.text("task")
        period = deed.text("period")
        with self._pieces.db.read() as connection:
            plans = self._pieces.records.read(connection).plans
            cycles = [cycle for plan in plans for cycle in plan.cycles]
            owed = (f"{cycle.id}/{period}" for cycle in cycles)
            known = (each for each in owed if obligations.in_group(connection, each))
            return next(known, f"{cycles[0].id}/").partition("/")[0]

    def _obligation(self, deed: Deed) -> str:
        """Return the obligation a deed is about: the cycle's, unless it names a task."""
        task, period = self._task(deed), deed.text("period")
        key = obligation_id(task, period, deed.text("unit"))
        key = upstream_id(period) if task == UPSTREAM else key
        with self._pieces.db.read() as connection:
            if obligations.one(connection, key) is None:
                raise BadInput(f"there is no obligation {key}")
        return key


def _kind(deed: Deed) -> SubmissionKind:
    if deed.do == "nil":
        return "nil"
    if deed.do == "elsewhere":
        return "elsewhere"
    return "link" if "link" in deed.values else "file"


def _post(office: Office, deed: Deed) -> str:
    role = deed.text("role")
    fixed = {"office": office.office_chief, "leader": office.vice_chair or office.chair}
    if role in fixed:
        post = fixed[role]
    else:
        known = {unit.id: unit for unit in office.units}
        if deed.text("unit") not in known:
            raise BadInput(f"{deed.text('unit')!r} is no unit; they are {', '.join(known)}.")
        unit = known[deed.text("unit")]
        post = {"focal": unit.focal, "head": unit.head}.get(role)
    if post is None:
        raise BadInput(f"role: {role!r} is none of focal, head, office, leader")
    return post


def _deputy(office: Office, deed: Deed) -> str | None:
    """Return the deputy: the person named, or the unit's focal point when it only says `true`."""
    named = deed.values["deputy"]
    if named is not True:
        return str(named)
    unit = office.unit(deed.text("unit"))
    role = deed.text("role")
    return office.post(unit.head if role == "focal" else unit.focal).holder


def _end_of_work(day: date) -> datetime:
    return office_instant(day, OFFICE_HOURS_END)
