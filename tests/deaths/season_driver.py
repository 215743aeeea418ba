"""The real service in a process that may die: it lives four days on a clock kept in a file.

Run as `python -m tests.deaths.season_driver`: it reads one order a line (JSON), forks a process
that lives until the week is over or it is killed, and answers with how that process ended. Forking
spares every death the imports.
"""

import asyncio
import json
import os
import signal
import socket
import sys
import threading
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path

from cchc_scheduler.actions.apply_documents import Application, apply_documents
from cchc_scheduler.actions.apply_draft import DraftApplication, apply_draft, list_drafts
from cchc_scheduler.actions.close_period import (
    CLOSED,
    REOPENED,
    OfPeriod,
    close_period,
    reopen_period,
    subject_of,
)
from cchc_scheduler.actions.collect_mail import Came, store_mail, take_in
from cchc_scheduler.actions.go_live import go_live
from cchc_scheduler.actions.inbox import Inbox, MailRoom
from cchc_scheduler.actions.mend_draft import Mendings, mend_draft
from cchc_scheduler.actions.read_applied import list_applies
from cchc_scheduler.actions.sign_in import open_session
from cchc_scheduler.actions.undo_apply import undo_apply
from cchc_scheduler.actions.upload_annex import Upload, upload_annex
from cchc_scheduler.checkpoints import watch
from cchc_scheduler.clock import SystemClock, VirtualClock
from cchc_scheduler.core.access import SIGN_IN_LASTS
from cchc_scheduler.core.capabilities import fingerprint
from cchc_scheduler.core.mendings import Mending
from cchc_scheduler.engine.jobs import find_jobs
from cchc_scheduler.engine.logs import set_up_logs
from cchc_scheduler.engine.running import run_service
from cchc_scheduler.engine.worker import WorkerThread
from cchc_scheduler.home import Home
from cchc_scheduler.service import build_service, office_files
from cchc_scheduler.simulate.scenario import parse_scenario
from cchc_scheduler.simulate.world import Span, World
from cchc_scheduler.store import audit, markers, sessions
from tests.deaths.mail_server import CLOCK, PID, PORT
from tests.plan.annexes import HEADS, excel, row

FIRST = datetime.fromisoformat("2025-09-09T00:00:00+07:00")
ENGINE_FIRST = datetime.fromisoformat("2025-09-09T07:20:00+07:00")
LAST = datetime.fromisoformat("2025-09-12T15:30:00+07:00")
REVIEWED = datetime.fromisoformat("2025-09-09T08:00:00+07:00")
MOVED = datetime.fromisoformat("2025-09-10T10:00:00+07:00")
HANDED_IN = """
- {at: "2025-09-09 09:00", unit: phong-kinh-te, period: 2025-Q3, do: submit, by: A, file: a.docx}
- {at: "2025-09-10 10:00", unit: phong-kinh-te, period: 2025-Q3, do: submit, by: A, file: b.docx}
- {at: "2025-09-12 15:00", unit: trung-tam-phuc-vu-hanh-chinh-cong, period: 2025-Q3, do: submit,
   by: B, file: c.docx}
"""
REPLIED = datetime.fromisoformat("2025-09-11T09:00:00+07:00")
REPLY = (
    b"From: kinhte@tuetinh.example\r\nTo: vhxh@tuetinh.example\r\n"
    b"Message-ID: <1@tuetinh.example>\r\nSubject: Re: bao cao\r\n\r\nDa gui: https://tailieu.tuetinh.example/kinh-te.docx\r\n"
)
REACHED = "reached"
ANNEX = excel(
    ("(Kèm theo Quyết định số 362/QĐ-UBND ngày 28/7/2025 của Chủ tịch UBND xã)",),
    HEADS,
    row("1", "Rà soát văn bản của xã"),
    row("2", "Đối thoại với doanh nghiệp", lead="Trạm Y tế"),
)


class FileClock(VirtualClock):
    """A virtual clock that outlives its process."""

    def __init__(self, path):
        known = path.is_file()
        start = datetime.fromisoformat(path.read_text(encoding="ascii")) if known else FIRST
        self.path = path
        super().__init__(start)
        self.move_to(start)

    def move_to(self, instant):
        super().move_to(instant)
        new = self.path.with_suffix(".new")
        new.write_text(self.now().astimezone(UTC).isoformat(), encoding="ascii")
        new.rename(self.path)


class RunningClock(SystemClock):
    """The office's time for the real engine: it begins in a file and runs ten minutes a second."""

    SPEED = 600

    def __init__(self, path):
        known = path.is_file()
        self.path = path
        self.base = datetime.fromisoformat(path.read_text("ascii")) if known else ENGINE_FIRST
        self.began = self.monotonic()

    def now(self):
        passed = timedelta(seconds=(self.monotonic() - self.began) * self.SPEED)
        instant = (self.base + passed).astimezone(UTC)
        new = self.path.with_suffix(f".{threading.get_ident()}")
        new.write_text(instant.isoformat(), encoding="ascii")
        new.rename(self.path)
        return instant


@cache
def _documents(root, _office):
    return office_files(Home(root, None, "test", own=True)).documents


def documents_of(root):
    """The documents of a home; one whose office reads the same is not parsed again."""
    path = root / "config" / "office.yaml"
    text = path.read_text(encoding="utf-8") if path.is_file() else ""
    known = ROOTS.setdefault(text, root)
    return _documents(known, text)


ROOTS = {}


def free_port():
    with socket.socket() as door:
        door.bind(("127.0.0.1", 0))
        return door.getsockname()[1]


def die(*_):
    os.kill(os.getpid(), signal.SIGKILL)


class Reaper:
    """Kills this very process when a checkpoint is reached for the n-th time."""

    def __init__(self, nth):
        self.left = nth

    def __call__(self, _name):
        self.left -= 1
        if self.left == 0:
            die()


async def live(service, clock, folder):
    """Live the week from where the clock stands; what people did before is not done twice."""
    jobs = [job.run for job in find_jobs(service.home.job_files())]
    world = World(service, clock, service.wire, jobs)
    with service.db.read() as connection:
        new = markers.read(connection, "live-since") is None
    if new:
        documents = documents_of(folder / "home")
        go_live(service.db, service.records, documents, "deaths", clock.now())
    world._start()
    deeds = list(parse_scenario(HANDED_IN))
    while True:
        now = clock.now()
        if REVIEWED <= now < MOVED:
            review_annex(service, folder, now)
        if REVIEWED <= now < MOVED:
            close_and_reopen(service, now)
            sign_in(service, now)
        if now >= MOVED:
            documents = documents_of(folder / "after")
            application = Application(documents, "deaths")
            apply_documents(service.db, service.records, service.outbox, application, now)
        if now >= REPLIED:
            mail_comes(service, folder, now)
        await world._moment(deeds, now)
        coming = world._next_moment(Span(FIRST, LAST), deeds, now)
        if coming is None or coming > LAST:
            break
        clock.move_to(coming)
    await service.wire.close()


def review_annex(service, folder, now):
    """Bring an annex in, mend it, apply it and take it back; what was done is not done again."""
    if any(each.undoes for each in list_applies(service.db)):
        return
    drafts = list_drafts(service.db)
    if not drafts:
        upload = Upload("phu-luc.xlsx", ANNEX, "deaths")
        upload_annex(service.db, service.records, folder / "data", upload, now)
        (draft,) = list_drafts(service.db)
    else:
        (draft,) = drafts
    if draft.state == "open":
        mended = Mendings(draft.number, draft.version, "deaths", [Mending("2", left_out=True)])
        version = mend_draft(service.db, service.records, mended, now).version
        wanted = DraftApplication(draft.number, version, "deaths")
        apply_draft(service.db, service.records, service.outbox, wanted, now)
    undo_apply(service.db, service.records, "deaths", now)


def close_and_reopen(service, now):
    """Close the period by mistake and open it again; what was done is not done again."""
    about = OfPeriod("2025-Q3", "deaths", "nhầm")
    with service.db.read() as connection:
        subject = subject_of(about.period)
        closed = audit.latest(connection, subject, (CLOSED,))
        reopened = audit.latest(connection, subject, (REOPENED,))
    if closed is None:
        close_period(service.db, service.records, about, now)
    if reopened is None:
        reopen_period(service.db, service.records, about, now)


def sign_in(service, now):
    """The coordinator signs in by a link; one that was used opens nothing again."""
    token = "a" * 32
    with service.db.work() as connection:
        if sessions.newest_link(connection, "dau-moi-vhxh") is None:
            row = {
                "fingerprint": fingerprint(token),
                "person": "dau-moi-vhxh",
                "made_at": now,
                "made_by": "deaths",
                "ends_at": now + SIGN_IN_LASTS,
            }
            sessions.add_link(connection, row)
    open_session(service.db, service.records, token, "deaths", now)


def mail_comes(service, folder, now):
    """Deliver the reply, again and again as a mailbox that is read anew does, and understand it."""
    inbox = Inbox(None, folder / "data")
    room = MailRoom(
        service.db, service.records, service.outbox, service.clock, service.worker, inbox
    )
    store_mail(service.db, inbox, Came(REPLY, REPLIED), now)
    take_in(room, inbox)


async def run(service, folder):
    """Run the service as `cchc run` does, going live first."""
    set_up_logs("json")
    with service.db.read() as connection:
        new = markers.read(connection, "live-since") is None
    if new:
        documents = documents_of(folder / "home")
        go_live(service.db, service.records, documents, "deaths", service.now())
    await run_service(service)


def child(order):
    """Live in this process, dying as ordered."""
    folder = Path(order["folder"])
    (folder / PID).write_text(str(os.getpid()), encoding="ascii")
    port = (folder / PORT).read_text(encoding="ascii")
    os.environ["CCHC_SMTP_URL"] = f"smtp://127.0.0.1:{port}"
    os.environ["CCHC_BIND"] = f"127.0.0.1:{free_port()}"
    if order.get("checkpoint"):
        watch(order["checkpoint"], Reaper(order.get("nth", 1)))
    if order.get("after_s"):
        threading.Timer(order["after_s"], die).start()
    if order.get("record"):
        reached = (folder / REACHED).open("a", encoding="ascii")
        watch("*", lambda name: print(name, file=reached, flush=True))
    if order.get("stop_after_s"):
        threading.Timer(order["stop_after_s"], os.kill, (os.getpid(), signal.SIGTERM)).start()
    home = Home(folder / "home", folder / "data", "test", own=True)
    engine = bool(order.get("engine"))
    clock = RunningClock(folder / CLOCK) if engine else FileClock(folder / CLOCK)
    worker = WorkerThread()
    service = build_service(home, worker, clock)
    asyncio.run(run(service, folder) if engine else live(service, clock, folder))
    worker.close()
    service.close()


def answer(order):
    """Fork, wait, and say how the child ended: minus the signal, or its exit code."""
    for name in ("home", "after"):
        documents_of(Path(order["folder"]) / name)
    pid = os.fork()
    if pid == 0:
        code = 1
        try:
            child(order)
            code = 0
        finally:
            sys.stderr.flush()
            os._exit(code)
    _, status = os.waitpid(pid, 0)
    print(json.dumps({"ended": os.waitstatus_to_exitcode(status)}), flush=True)


def main():
    for line in sys.stdin:
        answer(json.loads(line))


if __name__ == "__main__":
    main()
