"""A small office that runs for real in memory, and whose files change while it runs."""

import asyncio
import json
from datetime import timedelta

from cchc_scheduler.actions.apply_documents import Application, apply_documents
from cchc_scheduler.actions.go_live import go_live
from cchc_scheduler.clock import OFFICE_ZONE, VirtualClock
from cchc_scheduler.engine.jobs import find_jobs
from cchc_scheduler.home import Home
from cchc_scheduler.service import office_files
from cchc_scheduler.simulate.coming import coming_letters
from cchc_scheduler.simulate.season import simulated_service
from cchc_scheduler.simulate.sim_wire import SimWire
from cchc_scheduler.store import audit, deadlines, letters, notices, obligations, revisions
from cchc_scheduler.store.migrate import new_in_memory
from tests.core.cast import at, day
from tests.plan.small_home import SmallHome

HOURS = ("07:30", "14:00")


class ChangingOffice:
    """Files, store, jobs, clock and an obliging mail server."""

    def __init__(self, folder):
        self.files = SmallHome(folder / "config")
        self.home = Home(folder, None, "test", own=True)
        self.db = new_in_memory()
        self.clock = VirtualClock(at("2025-07-28 07:30"))
        self.wire = SimWire(self.clock)
        self.service = simulated_service(self.home, self.db, self.clock, self.wire)
        self.jobs = [job.run for job in find_jobs(self.home.job_files())]

    @property
    def documents(self):
        return office_files(self.home).documents

    def go_live(self, moment):
        self.clock.move_to(at(moment))
        go_live(self.db, self.service.records, self.documents, "it", self.clock.now())

    def apply(self):
        """Apply the files as they stand; return how many documents changed."""
        return self.put(self.documents).documents

    def put(self, documents):
        """Apply documents; return what came of it."""
        return apply_documents(*self.pieces, Application(documents, "it"), self.clock.now())

    @property
    def pieces(self):
        return self.db, self.service.records, self.service.outbox

    def coming(self, *, changed=False):
        """Return the coming letters, as they are or as the files would have them."""
        return coming_letters(self.service, self.documents if changed else None)

    def run_at(self, moment):
        """Let every job run at a moment until all rests."""
        self.clock.move_to(at(moment))
        asyncio.run(self._rest())

    async def _rest(self):
        busy = True
        while busy:
            busy = False
            for job in self.jobs:
                outcome = job(self.service)
                if asyncio.iscoroutine(outcome):
                    outcome = await outcome
                busy = busy or bool(outcome)

    def live(self, first, last):
        """Live the weekdays from first to last, both included."""
        today = day(first)
        while today <= day(last):
            for hour in HOURS if today.weekday() < 5 else ():
                self.run_at(f"{today.isoformat()} {hour}")
            today += timedelta(days=1)

    def sent(self, *kinds):
        """Return (moment, kind, address, items) of every accepted letter of these kinds, or all."""
        with self.db.read() as connection:
            rows = [row for row in letters.every_brief(connection) if row["sent_at"] is not None]
            carried = notices.of_letters(connection, [row["id"] for row in rows])
        return [
            (
                f"{row['sent_at'].astimezone(OFFICE_ZONE):%m-%d %H:%M}",
                row["kind"],
                row["to_address"].partition("@")[0],
                [f"{n['obligation']} {n['rung']}" for n in carried.get(row["id"], [])],
            )
            for row in rows
            if not kinds or row["kind"] in kinds
        ]

    def obligation(self, key):
        with self.db.read() as connection:
            return obligations.one(connection, key)

    def states(self):
        with self.db.read() as connection:
            return {row["id"]: row["state"] for row in obligations.every(connection)}

    def versions(self, key):
        """Return (reason, last day) of each version of an obligation's deadline."""
        with self.db.read() as connection:
            return [
                (each.reason, each.days.last_day.isoformat())
                for each in deadlines.versions(connection, key)
            ]

    def numbers(self):
        """Return how much the store holds: revisions, log entries, letters."""
        with self.db.read() as connection:
            return (
                revisions.newest_number(connection),
                audit.last_number(connection),
                len(letters.every_brief(connection)),
            )

    def log(self, *verbs):
        """Return (verb, subject, detail) of every entry with one of these verbs."""
        with self.db.read() as connection:
            return [
                (row["verb"], row["subject"], json.loads(row["detail"]))
                for row in audit.since(connection, 0)
                if row["verb"] in verbs
            ]
