"""The sample office live in a store, its letters written by the real actions, and a post room."""

from datetime import UTC, datetime
from functools import cache
from pathlib import Path

from cchc_scheduler.actions.deliver_letters import PostRoom, deliver_letters
from cchc_scheduler.actions.go_live import go_live
from cchc_scheduler.actions.open_periods import open_periods
from cchc_scheduler.actions.outbox import Outbox
from cchc_scheduler.actions.records import Records
from cchc_scheduler.actions.write_due_letters import write_due_letters
from cchc_scheduler.clock import VirtualClock
from cchc_scheduler.documents.letters import LetterTexts
from cchc_scheduler.engine.worker import run_inline
from cchc_scheduler.home import find_home
from cchc_scheduler.mail.outgoing import Courier
from cchc_scheduler.service import office_files
from cchc_scheduler.store import attempts, audit, letters, markers, notices
from cchc_scheduler.store.migrate import new_in_memory
from tests.mail.rounds import relay_to
from tests.store.rows import letter

HOME = find_home(Path(__file__).resolve().parents[2])
OPENING = datetime(2025, 8, 15, 0, 30, tzinfo=UTC)  # Friday 07:30 at the office
REMIND_1 = datetime(2025, 9, 8, 0, 30, tzinfo=UTC)  # Monday 07:30 at the office
LATE_1 = datetime(2025, 9, 10, 7, 0, tzinfo=UTC)  # Wednesday 14:00 at the office
LATE_3 = datetime(2025, 9, 12, 7, 0, tzinfo=UTC)  # Friday 14:00 at the office
ECONOMY_HEAD = "truongphong.kinhte@tuetinh.example"
CHIEF = "chanhvanphong@tuetinh.example"
ECONOMY = "kinhte@tuetinh.example"
CULTURE = "vhxh@tuetinh.example"
FOCAL_POINTS = [
    CULTURE,
    "vanphong@tuetinh.example",
    ECONOMY,
    "ttpvhcc@tuetinh.example",
    "ttvhtt@tuetinh.example",
]


@cache
def documents():
    """The sample office's files, read once."""
    return office_files(HOME).documents


@cache
def texts():
    """The sample office's templates, compiled once."""
    return LetterTexts(HOME.template_dirs())


class PostOffice:
    """A live office: `tick` writes what is due at the clock's time, `deliver` sends it."""

    def __init__(self, at=OPENING, db=None, worker=run_inline):
        self.db = db or new_in_memory()
        self.clock = VirtualClock(at)
        self.records = Records()
        self.outbox = Outbox(texts())
        self.worker = worker
        self.wire = None
        self.stopping = lambda: False
        go_live(self.db, self.records, documents(), "test", at)

    def connect(self, port, **relay):
        """Use a mail server on loopback from now on."""
        self.wire = Courier(relay_to(port, **relay))

    def tick(self, at=None):
        """Write what is due."""
        if at is not None:
            self.clock.move_to(at)
        open_periods(self.db, self.records, self.clock.now())
        write_due_letters(self.db, self.records, self.outbox, self.clock.now())

    async def deliver(self, at=None):
        """Send what is due; return how many letters were looked at."""
        if at is not None:
            self.clock.move_to(at)
        room = PostRoom(
            db=self.db,
            records=self.records,
            outbox=self.outbox,
            clock=self.clock,
            wire=self.wire,
            worker=self.worker,
            stopping=self.stopping,
        )
        return await deliver_letters(room)

    def pile_up(self, number, first=1, domain="tuetinh.example"):
        """Write a number of receipts, due at once, each to an address of its own."""
        rows = [
            letter(
                each,
                kind="receipt",
                template="receipt",
                cause=f"{each}",
                addressee=f"a{each}@{domain}",
                to_address=f"a{each}@{domain}",
                post="dau-moi-kinhte",
                created_at=self.clock.now(),
                next_attempt_at=self.clock.now(),
                bytes=f"Message-ID: <{each}@ubnd.example>\r\n\r\nx\r\n".encode(),
            )
            for each in range(first, first + number)
        ]
        with self.db.work() as connection:
            letters.add_many(connection, rows)

    def letters(self, *states):
        """Return the letters in these states, or all, in order of writing."""
        with self.db.read() as connection:
            if states:
                return letters.in_state(connection, *states)
            return letters.every_brief(connection)

    def letter_to(self, address, kind="opening"):
        """Return the one letter of a kind that is meant for an address."""
        found = [
            row for row in self.letters() if (row["addressee"], row["kind"]) == (address, kind)
        ]
        assert len(found) == 1, [(row["kind"], row["state"]) for row in found]
        return found[0]

    def states(self, kind="opening"):
        """Return the state of each address's letter of a kind."""
        return {row["addressee"]: row["state"] for row in self.letters() if row["kind"] == kind}

    def phases(self, letter):
        """Return what happened to a letter, in order."""
        with self.db.read() as connection:
            return [row["phase"] for row in attempts.of_letters(connection, [letter])[letter]]

    def attempts(self, letter):
        """Return the record of a letter's attempts."""
        with self.db.read() as connection:
            return attempts.of_letters(connection, [letter])[letter]

    def carried(self, letter):
        """Return the notices that a letter carries."""
        with self.db.read() as connection:
            return notices.of_letters(connection, [letter]).get(letter, [])

    def marker(self, name):
        """Return a marker's text."""
        with self.db.read() as connection:
            return markers.read(connection, name)

    def verbs(self):
        """Return what the audit says was done, in order."""
        with self.db.read() as connection:
            return [row["verb"] for row in audit.since(connection, 0)]
