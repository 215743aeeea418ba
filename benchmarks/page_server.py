"""`python -m benchmarks.page_server FOLDER COUNT`: the pages as the service serves them, on a file.

Says one line of JSON (port, process, paths of units' pages) and serves until it is ended. Rates
are let out as far as they go, for one machine plays all units; the limiter still counts.
"""

import asyncio
import gc
import json
import os
import socket
import sys
from pathlib import Path

import uvicorn
from starlette.responses import Response
from starlette.routing import Route

from benchmarks.offices import packaged_home
from benchmarks.stores import Filled, filled
from cchc_scheduler.actions.capability_links import Links
from cchc_scheduler.actions.outbox import Outbox
from cchc_scheduler.clock import VirtualClock
from cchc_scheduler.core.submissions import Bounds
from cchc_scheduler.documents.letters import LetterTexts
from cchc_scheduler.engine.worker import WorkerThread
from cchc_scheduler.web import site
from cchc_scheduler.web.application import application
from cchc_scheduler.web.limits import Rate

ADDRESS = "https://cchc.bench.example"
EVERYBODY = Rate(burst=10**9, seconds_each=1.0)


def main(folder: Path, count: int) -> None:
    site.READING = site.WRITING = EVERYBODY
    store = filled(folder, 10 * count, count, 1)
    links = Links(ADDRESS, "bench-secret-key-of-no-office-at-all")
    worker = WorkerThread()
    home = packaged_home()
    clock = VirtualClock(store.mornings[0])
    pieces = site.SitePieces(
        db=store.db,
        records=store.records,
        outbox=Outbox(LetterTexts(home.template_dirs()), links),
        clock=clock,
        worker=worker,
        links=links,
        data=folder,
        bounds=Bounds(own_host="cchc.bench.example"),
    )
    pages = application(list, list, pieces, home.template_dirs())
    pages.router.routes.insert(0, Route("/empty", _empty))
    config = uvicorn.Config(pages, log_config=None, access_log=False, server_header=False)
    with socket.create_server(("127.0.0.1", 0)) as door:
        told = {
            "port": door.getsockname()[1],
            "process": os.getpid(),
            "paths": _paths(store, links, clock),
        }
        gc.freeze()  # as the service does once it has read what is in force
        print(json.dumps(told), flush=True)
        asyncio.run(uvicorn.Server(config).serve(sockets=[door]))


async def _empty(_request: object) -> Response:
    return Response()


def _paths(store: Filled, links: Links, clock: VirtualClock) -> list[str]:
    with store.db.work() as connection:
        query = "SELECT id FROM obligation WHERE task LIKE 'dot-%' ORDER BY id"
        ids = connection.exec_driver_sql(query).scalars().all()
        found = [links.page_of(connection, each, clock.now()) for each in ids]
    return [each.removeprefix(ADDRESS) for each in found]


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]))
