"""Reports that units hand in, as the tests of the desk need them."""

from cchc_scheduler.actions.draft_room import DraftRoom
from cchc_scheduler.actions.filled_reports import Filled
from cchc_scheduler.actions.read_outline import unit_outline
from cchc_scheduler.actions.record_submission import Handed, record_submission
from cchc_scheduler.actions.report_forms import read_report
from cchc_scheduler.core.answers import Answer
from cchc_scheduler.store import deadlines, obligations, submissions
from tests.web.conftest import DUE


def room_of(office):
    """What drafting works with."""
    service = office.service
    return DraftRoom(service.db, service.records, service.outbox, service.template_dirs)


def hand_in(office, words, owed=DUE, place=0, **more):
    """Hand in a report whose answer at a place of the results is these words; return its number."""
    room, at = room_of(office), office.clock.now()
    with room.db.read() as connection:
        facts = read_report(room.desk(connection, at), unit_outline(room.template_dirs), owed)
    key = next(part for part in facts.form.parts if part.kind == "results").fields[place].key
    report = Filled(facts.form, "page", {key: Answer(words)})
    told = {"file_name": "a.docx", "file_size": 3, "report": report, **more}
    handed = Handed(owed, "file", f"form:{words}", "Nguyễn Thị Hoa", "unit", **told)
    return record_submission(room.db, room.records, room.outbox, handed, at).submission


def standing(office, owed=DUE):
    """Return the state of what is owed, when its first complete version came, its last day."""
    with office.service.db.read() as connection:
        row = obligations.one(connection, owed)
        last = deadlines.versions(connection, owed)[-1]
        return row["state"], row["first_complete_at"], last.days.last_day


def handed_in(office, owed=DUE):
    with office.service.db.read() as connection:
        return submissions.of_obligation(connection, owed)
