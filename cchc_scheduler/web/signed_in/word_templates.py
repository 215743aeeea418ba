"""/ban/mau: the Word templates; a changed one is checked and shown before it replaces another.

What checks templates takes 8 MB that an idle service never needs: it is loaded when asked for.
"""

import re
from functools import partial
from pathlib import Path
from typing import Final

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import FileResponse, Response
from starlette.routing import Route

from cchc_scheduler.core.access import SignedIn
from cchc_scheduler.core.errors import BadInput, NotFound
from cchc_scheduler.home import Home
from cchc_scheduler.store import files
from cchc_scheduler.web.download import PLAIN, SANDBOX
from cchc_scheduler.web.made_files import sent_when_made
from cchc_scheduler.web.reading import TooLarge, typed
from cchc_scheduler.web.signed_in.door import Door, Facts
from cchc_scheduler.words import Access

PATH: Final = "/ban/mau"
WHO: Final[tuple[Access, ...]] = ("coordinator", "it")
LARGEST: Final = 10 * 1024 * 1024
HASH: Final = re.compile(r"[0-9a-f]{64}")


class WordTemplatesPage:
    """The templates in force, and the way of a changed one into force and back."""

    def __init__(self, door: Door) -> None:
        """Work with the door; without a home of the office's own nothing can be changed."""
        self._door: Final = door
        home = door.site.pieces.home
        self._home: Final[Home | None] = home if home is not None and home.own else None

    def routes(self) -> list[Route]:
        """Return the routes of this page."""
        door, one = self._door, f"{PATH}/{{name}}"
        door.listed(PATH, "Mẫu", *WHO)
        return [
            door.shown(PATH, self._list, *WHO),
            door.shown(one, self._send, *WHO),
            door.taken(one, self._upload, *WHO),
            door.shown(f"{one}/xem-truoc/{{file}}", self._sample, *WHO),
            door.taken(f"{one}/thay", self._put, *WHO),
            door.taken(f"{one}/ban-goc", self._back, *WHO),
        ]

    async def _list(self, request: Request, who: SignedIn) -> Response:
        return await self._page(request, who)

    async def _page(
        self, request: Request, who: SignedIn, wrong: tuple[str, str] = ("", ""), status: int = 200
    ) -> Response:
        from cchc_scheduler.actions.change_template import read_templates  # noqa: PLC0415

        lines = read_templates(self._door.site.template_dirs, self._home)
        facts: Facts = {"lines": lines, "path": PATH, "wrong": wrong, "own": self._home is not None}
        return await self._door.show(request, who, "signed-in/word-templates.html", status, **facts)

    def _known(self, request: Request) -> Path | None:
        """Return the template in force of the name in the address, or None."""
        from cchc_scheduler.actions.change_template import read_templates  # noqa: PLC0415

        lines = read_templates(self._door.site.template_dirs, self._home)
        name = request.path_params["name"]
        return next((each.path for each in lines if each.name == name), None)

    async def _send(self, request: Request, who: SignedIn) -> Response:
        path = self._known(request)
        if path is None:
            return await self._page(request, who, ("", "unknown"), 404)
        headers = {"Content-Security-Policy": SANDBOX, "Cache-Control": "no-store"}
        return FileResponse(path, media_type=PLAIN, filename=path.name, headers=headers)

    async def _upload(self, request: Request, who: SignedIn) -> Response:
        """Check an uploaded template and show what it would change; nothing is replaced yet."""
        name = request.path_params["name"]
        if self._home is None or self._known(request) is None:
            return await self._page(request, who, ("", "unknown"), 404)
        try:
            async with typed(request, LARGEST) as found:
                content = await found.file.read() if found.file is not None else b""
        except TooLarge:
            return await self._page(request, who, (name, "too-large"), 413)
        if not content:
            return await self._page(request, who, (name, "missing"), 422)
        return await self._looked_at(request, who, content)

    async def _looked_at(self, request: Request, who: SignedIn, content: bytes) -> Response:
        from cchc_scheduler.actions.put_template import (  # noqa: PLC0415
            changes_of,
            check_as,
        )

        name, home = request.path_params["name"], self._home
        stored = await run_in_threadpool(files.keep, self._door.site.pieces.data, [content])
        path = files.path_of(self._door.site.pieces.data, stored.sha256)
        try:
            checked = await run_in_threadpool(check_as, path, name)
        except BadInput:
            files.erase(self._door.site.pieces.data, stored.sha256)
            return await self._page(request, who, (name, "no-word-file"), 422)
        changed: tuple[str, ...] = ()
        if not checked.mistakes and home is not None:
            changed = await run_in_threadpool(changes_of, home, path, name)
        status = 422 if checked.mistakes else 200
        facts: Facts = {"name": name, "mark": stored.sha256, "mistakes": checked.mistakes}
        facts |= {"changes": changed, "path": PATH}
        return await self._door.show(request, who, "signed-in/word-template.html", status, **facts)

    def _coming(self, mark: str) -> Path | None:
        """Return an uploaded template by its hash, or None when there is none."""
        if HASH.fullmatch(mark) is None:
            return None
        path = files.path_of(self._door.site.pieces.data, mark)
        return path if path.is_file() else None

    async def _sample(self, request: Request, who: SignedIn) -> Response:
        from cchc_scheduler.documents.as_pdf import as_pdf  # noqa: PLC0415
        from cchc_scheduler.documents.template_samples import sample_document  # noqa: PLC0415

        name = request.path_params["name"]
        mark, _, ending = str(request.path_params["file"]).partition(".")
        path = self._coming(mark)
        if self._home is None or path is None or ending not in ("docx", "pdf"):
            return await self._page(request, who, ("", "unknown"), 404)
        now, coming = self._door.site.pieces.clock.now(), path

        def make(folder: Path) -> Path | None:
            content: bytes | None = sample_document(coming, name, now)
            if ending == "pdf" and content is not None:
                content = as_pdf(content).pdf
            if content is None:
                return None
            made = folder / ending
            made.write_bytes(content)
            return made

        try:
            sent = await sent_when_made(make, f"xem-truoc-{Path(name).stem}.{ending}")
        except BadInput:
            sent = None
        return sent or await self._page(request, who, (name, "no-sample"), 404)

    async def _put(self, request: Request, who: SignedIn) -> Response:
        from cchc_scheduler.actions.change_template import change_template  # noqa: PLC0415
        from cchc_scheduler.actions.put_template import check_as  # noqa: PLC0415

        async with typed(request, 0) as found:
            path = self._coming(found.line("mark"))
        name, home = request.path_params["name"], self._home
        if home is None or path is None or self._known(request) is None:
            return await self._page(request, who, ("", "unknown"), 404)
        # Checked again: only what is without mistakes may come into force, whoever sends the form.
        try:
            mistakes = (await run_in_threadpool(check_as, path, name)).mistakes
        except BadInput:
            return await self._page(request, who, (name, "no-word-file"), 422)
        if mistakes:
            return await self._page(request, who, (name, "mistakes"), 422)
        pieces = self._door.site.pieces
        now = pieces.clock.now()
        doing = partial(change_template, pieces.db, home, (path, name), who.name, now)
        await self._door.site.ask(doing)
        return self._door.done(PATH, "put")

    async def _back(self, request: Request, who: SignedIn) -> Response:
        from cchc_scheduler.actions.change_template import back_to_shipped  # noqa: PLC0415

        async with typed(request, 0):
            name, home = request.path_params["name"], self._home
        if home is None:
            return await self._page(request, who, ("", "unknown"), 404)
        pieces = self._door.site.pieces
        doing = partial(back_to_shipped, pieces.db, home, name, who.name, pieces.clock.now())
        try:
            await self._door.site.ask(doing)
        except NotFound:
            return await self._page(request, who, ("", "unknown"), 404)
        return self._door.done(PATH, "shipped")
