"""Plays the demonstration's half-year: real jobs on a virtual clock, real SMTP to a server here."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from email import message_from_bytes
from typing import Final

from sqlalchemy import Connection

from cchc_scheduler.clock import OFFICE_ZONE, VirtualClock, office_instant
from cchc_scheduler.core.offices import Office
from cchc_scheduler.demo.mailbox import LoopbackServer, Mailbox
from cchc_scheduler.demo.opened import OpenedLetter, open_letter
from cchc_scheduler.demo.pages import ObligationLine, Story
from cchc_scheduler.demo.timeline import Event, MarkKind, draw
from cchc_scheduler.demo.timeline import Season as DrawnSeason
from cchc_scheduler.demo.wire import DemoWire
from cchc_scheduler.engine.jobs import find_jobs
from cchc_scheduler.home import Home
from cchc_scheduler.service import Service, office_files
from cchc_scheduler.simulate.findings import findings
from cchc_scheduler.simulate.scenario import read_scenario
from cchc_scheduler.simulate.season import MIDNIGHT, Season, simulated_service, span_of
from cchc_scheduler.simulate.world import World
from cchc_scheduler.store import letters, notices, submissions
from cchc_scheduler.store.migrate import new_in_memory

FIRST_DAY: Final = date(2025, 7, 28)
LAST_DAY: Final = date(2025, 12, 31)
STATES: Final = {
    "scheduled": "chưa đến kỳ",
    "open": "chưa nhận",
    "submitted": "đã nhận",
    "accepted": "đã xác nhận",
    "returned": "đang bổ sung",
    "waived": "được miễn",
    "cancelled": "không còn trong kế hoạch",
}
LEVEL_MARK: Final[dict[str, MarkKind]] = {
    "opening": "opening",
    "late-1": "head",
    "late-3": "office",
    "late-5": "leaders",
}


@dataclass(frozen=True, slots=True)
class Played:
    """The story for the page, and how many letters really passed the mail server."""

    story: Story
    delivered: int


def play(home: Home, progress: Callable[[datetime], None]) -> Played:
    """Play the half-year and return its story; `progress` hears of each new moment."""
    files = office_files(home)
    deeds = read_scenario(home.config_file("examples/demo-season.yaml"))
    mailbox = Mailbox()
    server = LoopbackServer(mailbox)
    clock = VirtualClock(office_instant(FIRST_DAY, MIDNIGHT))
    wire = DemoWire(server.start(), clock)
    service = simulated_service(home, new_in_memory(), clock, wire)
    try:
        jobs = [job.run for job in find_jobs(home.job_files())]
        world = World(service, clock, wire, jobs)
        world.play(span_of(Season(FIRST_DAY, LAST_DAY)), files.documents, deeds, progress)
    finally:
        server.stop()
    return Played(_story(service, files.office, mailbox), len(mailbox.received))


def _story(service: Service, office: Office, mailbox: Mailbox) -> Story:
    with service.db.read() as connection:
        found = findings(connection)
        opened = _opened(connection, mailbox)
        events = _events(connection, {letter.number: letter for letter in opened[1]}, opened[0])
        plan = service.records.read(connection).plans[-1]
    season = DrawnSeason(
        first_day=FIRST_DAY,
        last_day=LAST_DAY,
        units=[(unit.id, unit.short) for unit in office.units],
        deadlines=sorted(
            {date.fromisoformat(o["original_due"][:10]) for o in found["obligations"]}
        ),
    )
    return Story(
        office=office.name,
        plan=plan.title,
        span=f"{FIRST_DAY:%d/%m/%Y} đến {LAST_DAY:%d/%m/%Y}",
        people=found["summary"]["people"],
        most_a_day=found["summary"]["max_per_person_day"],
        timeline=draw(season, events),
        obligations=[_line(office, each) for each in found["obligations"]],
        letters=opened[1],
    )


def _opened(connection: Connection, mailbox: Mailbox) -> tuple[dict[int, int], list[OpenedLetter]]:
    """Return the letters as the server got them, and the mailbox number of each row."""
    rows = {row["message_id"]: row for row in letters.every_brief(connection)}
    numbers: dict[int, int] = {}
    opened: list[OpenedLetter] = []
    for number, received in enumerate(mailbox.received, 1):
        row = rows[message_from_bytes(received.data)["Message-ID"].strip()]
        numbers[row["id"]] = number
        opened.append(open_letter(number, row["sent_at"], row["kind"], received.data))
    return numbers, opened


def _events(
    connection: Connection, opened: dict[int, OpenedLetter], numbers: dict[int, int]
) -> list[Event]:
    """Return what happened to each unit: letters of the ladder, and what was handed in."""
    events: list[Event] = []
    for row_id, carried in notices.of_letters(connection, list(numbers)).items():
        letter = opened[numbers[row_id]]
        for notice in carried:
            kind = LEVEL_MARK.get(notice["rung"], "reminder")
            events.append(Event(notice["unit"], letter.at, kind, letter.subject, letter.number))
    events += [
        Event(
            row["obligation"].split("/")[2],
            row["handed_in_at"],
            "submission",
            f"{row['handed_in_at'].astimezone(OFFICE_ZONE):%d/%m %H:%M}: đã nhận báo cáo",
        )
        for row in submissions.every(connection)
    ]
    return sorted(events, key=lambda event: event.at)


def _line(office: Office, found: dict[str, str]) -> ObligationLine:
    came = found["first_complete_at"]
    last_day = date.fromisoformat(found["last_day"])
    state, tone = STATES[found["state"]], "good" if came else ""
    if came and not found["on_time"]:
        state, tone = f"{state}, sau thời hạn", "late"
    elif came:
        state = f"{state}, trong thời hạn"
    return ObligationLine(
        unit=office.unit(found["unit"]).name,
        period=found["period"],
        last_day=f"{last_day:%d/%m/%Y}",
        came=f"{datetime.fromisoformat(came):%d/%m/%Y %H:%M}" if came else "",
        state=state,
        tone=tone,
    )
