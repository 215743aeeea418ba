"""A played season served on loopback, and a browser to look at it; for tests and pictures."""

import socket
import threading
from collections.abc import Iterator
from contextlib import AbstractContextManager, closing, contextmanager
from pathlib import Path

import uvicorn
from playwright.sync_api import Browser, sync_playwright
from starlette.applications import Starlette

from cchc_scheduler.demo.doors import Doors, doors_at
from cchc_scheduler.demo.pages import Pages
from cchc_scheduler.demo.play import Played
from cchc_scheduler.demo.reporting import Reporting
from cchc_scheduler.demo.story import Story
from cchc_scheduler.demo.visiting import Visit
from cchc_scheduler.home import find_home

CHROMIUM = Path("/usr/bin/chromium")
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
START_S = 10


def served(story: Story) -> AbstractContextManager[str]:
    """Serve a story's page in a thread; give its address without a slash at the end."""
    return serving(Pages(story, find_home(None).template_dirs()).application())


@contextmanager
def visited(played: Played, door: socket.socket) -> Iterator[str]:
    """Serve everything of a played season at the door its letters lead to."""
    if played.stage is None:
        raise AssertionError("the season has no moment to act at")
    home = find_home(None)
    visit = Visit(played.stage, played.ended, home.template_dirs())
    reporting = Reporting(played.ended, played.data, lambda _: None)
    pages = Pages(played.story, home.template_dirs(), visit, reporting)
    with closing(visit), closing(reporting), serving(pages.application(), door) as address:
        yield address


def doors_of(door: socket.socket) -> Doors:
    """Return what letters lead to that are served at a socket."""
    return doors_at(f"http://127.0.0.1:{door.getsockname()[1]}", "khoa-chi-dung-trong-kiem-thu")


@contextmanager
def serving(application: Starlette, at: socket.socket | None = None) -> Iterator[str]:
    """Serve an application in a thread; give its address without a slash at the end."""
    server = uvicorn.Server(uvicorn.Config(application, log_config=None))
    with at or socket.create_server(("127.0.0.1", 0)) as door:
        thread = threading.Thread(target=server.run, args=([door],), daemon=True)
        thread.start()
        try:
            yield f"http://127.0.0.1:{door.getsockname()[1]}"
        finally:
            server.should_exit = True
            thread.join(START_S)


@contextmanager
def browser() -> Iterator[Browser]:
    """Give the machine's own chromium; a missing one is an error that says how to get it."""
    if not CHROMIUM.exists():
        raise FileNotFoundError("chromium is missing: apt-get install chromium")
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        try:
            yield chromium
        finally:
            chromium.close()
