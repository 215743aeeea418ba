"""`python -m benchmarks.desk_server FOLDER UNITS OBLIGATIONS`: the desk as the service serves it.

Says one line of JSON (port, process, a signed-in cookie) and serves until it is ended. One period's
report is late in half of the units, the other obligations lie around it.
"""

import asyncio
import gc
import json
import os
import socket
import sys
from datetime import date, time, timedelta
from pathlib import Path

import uvicorn
from starlette.responses import Response
from starlette.routing import Route
from starlette.testclient import TestClient

from benchmarks.offices import large_office, packaged_home, unit_id
from benchmarks.stores import fill
from cchc_scheduler.actions.capability_links import Links
from cchc_scheduler.actions.go_live import go_live
from cchc_scheduler.actions.open_periods import open_periods
from cchc_scheduler.actions.outbox import Outbox
from cchc_scheduler.actions.record_submission import Handed, record_submission
from cchc_scheduler.actions.records import Records
from cchc_scheduler.actions.sign_in import sign_in_link
from cchc_scheduler.actions.write_due_letters import write_due_letters
from cchc_scheduler.clock import VirtualClock, office_instant
from cchc_scheduler.core.submissions import Bounds
from cchc_scheduler.documents.letters import LetterTexts
from cchc_scheduler.engine.worker import WorkerThread
from cchc_scheduler.store import letters, notices
from cchc_scheduler.store.database import Database
from cchc_scheduler.store.migrate import open_store
from cchc_scheduler.web import site
from cchc_scheduler.web.application import application

ADDRESS = "http://127.0.0.1"
START = office_instant(date(2025, 8, 1), time(7, 0))
MORNINGS = (date(2025, 8, 15), date(2025, 8, 28), date(2025, 9, 4), date(2025, 9, 8))
NOW = office_instant(date(2025, 9, 11), time(9, 0))
OWN_UNITS = 5


def main(folder: Path, units: int, obligations: int) -> None:
    home = packaged_home()
    db, records = open_store(folder, START), Records()
    go_live(db, records, large_office(units - OWN_UNITS), "benchmark", START)
    links = Links(ADDRESS, "bench-secret-key-of-no-office-at-all")
    outbox = Outbox(LetterTexts(home.template_dirs()), links)
    _live(db, records, outbox, units)
    fill(db, obligations, units - OWN_UNITS)
    worker, clock = WorkerThread(), VirtualClock(NOW)
    pieces = site.SitePieces(
        db=db,
        records=records,
        outbox=outbox,
        clock=clock,
        worker=worker,
        links=links,
        data=folder,
        bounds=Bounds(own_host="cchc.bench.example"),
    )
    pages = application(list, list, pieces, home.template_dirs())
    pages.router.routes.insert(0, Route("/empty", _empty))
    cookie = _signed_in(pages, pieces)
    config = uvicorn.Config(pages, log_config=None, access_log=False, server_header=False)
    with socket.create_server(("127.0.0.1", 0)) as door:
        told = {"port": door.getsockname()[1], "process": os.getpid(), "cookie": cookie}
        gc.freeze()  # as the service does once it has read what is in force
        print(json.dumps(told), flush=True)
        asyncio.run(uvicorn.Server(config).serve(sockets=[door]))


async def _empty(_request: object) -> Response:
    return Response()


def _live(db: Database, records: Records, outbox: Outbox, units: int) -> None:
    """Let the quarter's report be asked for, reminded of, and handed in by every second unit."""
    open_periods(db, records, START)
    for day in (*MORNINGS, date(2025, 9, 9)):
        now = office_instant(day, time(7, 30))
        _alive(db, now - timedelta(minutes=1))
        write_due_letters(db, records, outbox, now)
        _accept(db, now)
    now = office_instant(date(2025, 9, 9), time(10, 0))
    handed = [
        Handed(f"bao-cao-quy/2025-Q3/{unit_id(n)}", "nil", f"bench:{n}", "A", "bench", note="-")
        for n in range(0, units - OWN_UNITS, 2)
    ]
    for each in handed:
        record_submission(db, records, outbox, each, now)
    late = office_instant(date(2025, 9, 10), time(14, 0))
    _alive(db, late - timedelta(minutes=1))
    write_due_letters(db, records, outbox, late)
    _accept(db, late)
    _alive(db, NOW)


def _alive(db: Database, now: object) -> None:
    with db.work() as connection:
        connection.exec_driver_sql(
            "INSERT OR REPLACE INTO marker VALUES ('alive-at', ?)", (now.isoformat(),)
        )


def _accept(db: Database, now: object) -> None:
    """Let a server have taken every letter that waits."""
    with db.work() as connection:
        waiting = [row["id"] for row in letters.in_state(connection, "queued")]
        letters.change(connection, waiting, state="sent", sent_at=now, next_attempt_at=None)
        notices.spend(connection, waiting, now)


def _signed_in(pages: object, pieces: site.SitePieces) -> str:
    link = sign_in_link(
        pieces.db, pieces.records, pieces.outbox, "dau-moi-vhxh", pieces.clock.now()
    )
    browser = TestClient(pages, base_url=ADDRESS)
    browser.post(
        link.removeprefix(ADDRESS),
        headers={"sec-fetch-site": "same-origin"},
        follow_redirects=False,
    )
    (cookie,) = browser.cookies.items()
    return "=".join(cookie)


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]))
