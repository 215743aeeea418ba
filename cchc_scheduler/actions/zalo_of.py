"""Fill the short text to copy about one unit's obligation. Writes nothing."""

from datetime import date

from cchc_scheduler.actions.desk import Desk
from cchc_scheduler.actions.letter_facts import About, about, common, head_title, item
from cchc_scheduler.actions.tell_coordinator import REASON, coordinator
from cchc_scheduler.clock import office_date
from cchc_scheduler.documents.zalo_text import ZaloState, zalo_text
from cchc_scheduler.words import CHASED


def zalo_of(desk: Desk, obligation: str) -> str | None:
    """Return the text to copy, or None while there is nothing to ask for.

    None is also the answer when nobody can be written to for the coordinating unit: the text would
    not say whom to call. Raises KeyError when there is no such obligation.
    """
    subject, to = about(desk, obligation, history=True), coordinator(desk)
    if subject.row["state"] not in CHASED or to is None:
        return None
    words = item(desk, subject)
    shared = common(desk, to, REASON, subject)
    return zalo_text(shared, words, _state(desk, subject), _told_on(desk, subject))


def _state(desk: Desk, subject: About) -> ZaloState:
    late = desk.now >= subject.deadline.days.late_after
    if subject.deadline.reason == "return":
        return "returned-late" if late else "returned"
    if late:
        return "late"
    # A last day that is a day off may pass before anybody is late: then no day is called the last.
    return "due-day" if office_date(desk.now) == subject.deadline.days.last_day else "before"


def _told_on(desk: Desk, subject: About) -> date | None:
    """Return the day of the last letter that reached the unit itself: the way in stands there."""
    office = desk.in_force.office
    unit = office.unit(subject.row["unit"])
    own = {office.post(unit.focal).title, office.post(unit.head).title, head_title(office, unit)}
    reached = [told.at for told in subject.told if told.to in own and told.outcome == "đã chuyển"]
    return office_date(reached[-1]) if reached else None
