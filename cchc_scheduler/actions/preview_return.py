"""Show the letter that a return would send, before anything is recorded. Writes nothing."""

from cchc_scheduler.actions.desk import Desk
from cchc_scheduler.actions.follow_up import return_letter
from cchc_scheduler.actions.letter_facts import about
from cchc_scheduler.actions.outbox import Draft
from cchc_scheduler.actions.return_submission import Return
from cchc_scheduler.core.deadlines import Deadline, resolve
from cchc_scheduler.documents.letters import Rendered
from cchc_scheduler.words import Level


def preview_return(desk: Desk, back: Return) -> tuple[str, Rendered] | None:
    """Return the address and the words; None while nobody of the unit can be written to.

    The link to the unit's own page is left out: it is the unit's alone.
    """
    subject = about(desk, back.obligation)
    days = resolve(back.until, desk.in_force.calendar, subject.row["roll"])
    version = subject.row["deadline_version"] + 1
    climbs: Level = "head" if back.usable else "leaders"
    deadline = Deadline(version, "return", days, desk.now, climbs)
    found = return_letter(desk, subject, deadline, back.comment)
    if found is None:
        return None
    to, facts = found
    return to.person.address, desk.outbox.words(Draft("return", "return", facts, to))
