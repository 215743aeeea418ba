"""The simulation is the service (invariant 13), whatever the cadence at which it looks."""

import socket
from collections import Counter
from datetime import date, datetime, timedelta
from types import MethodType

from aiosmtpd.controller import Controller

from cchc_scheduler.clock import OFFICE_ZONE, VirtualClock
from cchc_scheduler.engine.jobs import find_jobs
from cchc_scheduler.engine.worker import WorkerThread
from cchc_scheduler.home import Home
from cchc_scheduler.mail.outcomes import Unreachable
from cchc_scheduler.service import build_service, office_files
from cchc_scheduler.simulate.findings import findings
from cchc_scheduler.simulate.scenario import parse_scenario
from cchc_scheduler.simulate.season import Season, simulate, span_of
from cchc_scheduler.simulate.world import World

SEPTEMBER = """
- {at: "2025-09-04 09:12", unit: trung-tam-phuc-vu-hanh-chinh-cong, period: 2025-Q3, do: submit,
   by: A, link: "https://tailieu.example/a"}
- {at: "2025-09-05 10:05", unit: phong-kinh-te, period: 2025-Q3, do: ask-extension,
   until: 2025-09-12, reason: "chờ số liệu"}
- {at: "2025-09-05 15:07", unit: phong-van-hoa-xa-hoi, period: 2025-Q3, do: nil, by: B,
   note: "Trong kỳ không phát sinh"}
- {at: "2025-09-08 06:02", do: smtp-down, until: "2025-09-08 09:10"}
- {at: "2025-09-08 09:23", unit: phong-kinh-te, period: 2025-Q3, do: grant}
- {at: "2025-09-11 08:33", unit: trung-tam-phuc-vu-hanh-chinh-cong, period: 2025-Q3, do: return,
   until: 2025-09-15, usable: true, comment: "bổ sung số liệu"}
- {at: "2025-09-16 16:10", unit: phong-kinh-te, period: 2025-Q3, do: elsewhere, by: A,
   number: "12/BC-PKT"}
- {at: "2025-09-17 10:20", unit: van-phong-hdnd-ubnd, period: 2025-Q3, do: submit, by: A,
   file: bao-cao.docx}
"""


class Box:
    """Keeps what a real server on loopback accepted, with the virtual moment."""

    def __init__(self, clock):
        self.clock = clock
        self.accepted = []

    async def handle_DATA(self, _server, _session, envelope):  # noqa: N802 - aiosmtpd's own name
        at = self.clock.now().astimezone(OFFICE_ZONE)
        recipients = tuple(envelope.rcpt_tos)
        self.accepted.append((at, recipients, envelope.content.replace(b"\r\n", b"\n")))
        return "250 2.0.0 kept"


def free_port():
    with socket.socket() as door:
        door.bind(("127.0.0.1", 0))
        return door.getsockname()[1]


def let_it_go_down(wire, clock):
    """Give the real courier an off switch, at the edge: while it is off no server answers."""
    until = [clock.now()]
    deliver = wire.deliver

    async def deliver_if_up(_self, envelopes, before_data, settled):
        if clock.now() >= until[0]:
            await deliver(envelopes, before_data, settled)
            return
        for envelope in envelopes:
            await settled(Unreachable(envelope.letter, "the mail server does not answer"))

    wire.deliver = MethodType(deliver_if_up, wire)
    wire.go_down = lambda instant: until.__setitem__(0, instant)


def serve(home, season, folder, monkeypatch):
    """Live a season with the service's own store on disk, thread and courier over SMTP."""
    span = span_of(season)
    clock = VirtualClock(span.start)
    box = Box(clock)
    port = free_port()
    server = Controller(box, hostname="127.0.0.1", port=port)
    server.start()
    monkeypatch.setenv("CCHC_SMTP_URL", f"smtp://127.0.0.1:{port}")
    worker = WorkerThread()
    service = build_service(Home(home.root, folder, "test", own=True), worker, clock)
    let_it_go_down(service.wire, clock)
    jobs = [job.run for job in find_jobs(home.job_files())]
    try:
        World(service, clock, service.wire, jobs).play(
            span, office_files(home).documents, season.deeds
        )
        with service.db.read() as connection:
            return findings(connection), box.accepted
    finally:
        server.stop()
        worker.close()
        service.close()


def test_the_simulation_is_what_the_service_really_sends(checkout, tmp_path, monkeypatch):
    season = Season(date(2025, 9, 3), date(2025, 9, 18), parse_scenario(SEPTEMBER))

    really, accepted = serve(checkout, season, tmp_path, monkeypatch)
    simulated = simulate(checkout, season)

    in_box = [
        (at.astimezone(OFFICE_ZONE), each.recipients, each.data.replace(b"\r\n", b"\n"))
        for at, each in simulated.letters
    ]
    assert sorted(in_box) == sorted(accepted)
    assert _sorted(simulated.findings["letters"]) == _sorted(really["letters"])
    for part in ("obligations", "skipped", "summary"):
        assert simulated.findings[part] == really[part]


def _sorted(letters):
    return sorted(letters, key=lambda letter: (letter["at"], letter["message_id"]))


def letters_at(home, cadence, first, last, deeds=()):
    found = simulate(home, Season(first, last, deeds, cadence))
    found.db.close()
    return found.findings["letters"]


def compare(expected, actual, most):
    """The same letters in the same words; moments may differ by less than the cadence.

    Whatever the calendar or a person sets off lies on a full quarter of an hour or wakes the
    service itself. Only what waits for the mail server's rest (1, 2, 5 ... minutes) is found at
    the next look, so that those letters leave a little later, never earlier.
    """
    assert Counter(map(_words, expected)) == Counter(map(_words, actual))
    waits = {}
    for letter in expected:
        waits.setdefault(letter["message_id"], datetime.fromisoformat(letter["at"]))
    for letter in actual:
        later = datetime.fromisoformat(letter["at"]) - waits[letter["message_id"]]
        assert abs(later) < most, letter


def _words(letter):
    items = tuple(f"{item['obligation']} {item['rung']}" for item in letter["items"])
    return letter["kind"], *letter["to"], *letter["cc"], letter["subject"], items


def test_every_minute_brings_the_same_letters_around_the_due_day(checkout):
    span = date(2025, 9, 8), date(2025, 9, 10)
    deeds = parse_scenario(
        """
- {at: "2025-09-08 15:07", unit: phong-kinh-te, period: 2025-Q3, do: ask-extension,
   until: 2025-09-12, reason: "chờ số liệu"}
- {at: "2025-09-09 06:02", do: smtp-down, until: "2025-09-09 09:10"}
- {at: "2025-09-09 09:23", unit: phong-kinh-te, period: 2025-Q3, do: grant}
- {at: "2025-09-10 14:02", unit: van-phong-hdnd-ubnd, period: 2025-Q3, do: submit, by: A,
   file: bao-cao.docx}
"""
    )

    expected = letters_at(checkout, "next", *span, deeds)
    actual = letters_at(checkout, "1m", *span, deeds)

    compare(expected, actual, timedelta(minutes=1))


def test_every_quarter_of_an_hour_brings_the_same_letters_of_the_season(checkout):
    """With a scenario in the first quarter and nobody acting in the second."""
    span = date(2025, 7, 28), date(2025, 12, 31)
    deeds = parse_scenario(SEPTEMBER)

    expected = letters_at(checkout, "next", *span, deeds)
    actual = letters_at(checkout, "15m", *span, deeds)

    compare(expected, actual, timedelta(minutes=15))
