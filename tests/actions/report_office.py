"""A post office that drafts reports, with what units hand in as a filled-in form."""

from datetime import UTC, datetime

from cchc_scheduler.actions.desk import desk_at
from cchc_scheduler.actions.draft_reports import draft_reports
from cchc_scheduler.actions.draft_room import DraftRoom
from cchc_scheduler.actions.filled_reports import Filled
from cchc_scheduler.actions.read_outline import unit_outline
from cchc_scheduler.actions.record_submission import Handed, record_submission
from cchc_scheduler.actions.report_forms import read_report
from cchc_scheduler.core.answers import Answer
from tests.actions.post_office import HOME, OPENING, PostOffice

GROUP = "bao-cao-quy/2025-Q3"
ECONOMY = f"{GROUP}/phong-kinh-te"
UNITS = (
    "phong-van-hoa-xa-hoi",
    "van-phong-hdnd-ubnd",
    "phong-kinh-te",
    "trung-tam-phuc-vu-hanh-chinh-cong",
    "trung-tam-van-hoa-the-thao-va-truyen-thong",
)
EARLY = datetime(2025, 9, 4, 2, 0, tzinfo=UTC)  # Thursday 09:00 at the office
MORNING_AFTER = datetime(2025, 9, 10, 0, 30, tzinfo=UTC)  # Wednesday 07:30
LATER = datetime(2025, 9, 18, 2, 0, tzinfo=UTC)


class ReportOffice(PostOffice):
    """The sample office, with its drafting room."""

    def __init__(self, at=OPENING, **more):
        super().__init__(at, **more)
        self.tick()

    @property
    def room(self):
        return DraftRoom(self.db, self.records, self.outbox, HOME.template_dirs())

    def draft(self, at=None):
        """Run the job; return how many drafts and addenda were made."""
        if at is not None:
            self.clock.move_to(at)
        return draft_reports(self.room, self.clock.now())

    def read(self, ask):
        """Return what is read at a desk of this moment."""
        with self.db.work() as connection:
            return ask(desk_at(connection, self.records, self.outbox, self.clock.now()))

    def hand_in(self, unit, at, words=None, link=None):
        """Hand in for a unit: its form with `words` for its first clause, a link, or nil."""
        self.clock.move_to(at)
        report = self.read(lambda desk: self._filled(desk, unit, words)) if words else None
        handed = Handed(
            obligation=f"{GROUP}/{unit}",
            kind="link" if link else "file" if words else "nil",
            carrier=f"form {unit} {at.isoformat()}",
            by="A",
            recorded_by="unit",
            file_name="a.docx" if words else None,
            link=link,
            note="không phát sinh",
            report=report,
        )
        return record_submission(self.db, self.records, self.outbox, handed, at).submission

    def _filled(self, desk, unit, words):
        facts = read_report(desk, unit_outline(HOME.template_dirs()), f"{GROUP}/{unit}")
        results = next(part for part in facts.form.parts if part.kind == "results")
        return Filled(facts.form, "page", {results.fields[0].key: Answer(words)})
