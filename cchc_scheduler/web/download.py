"""/n/<token>/tep/<number>: a unit gets back a file it handed in, always as an attachment."""

from pathlib import Path
from typing import Final

from starlette.requests import Request
from starlette.responses import FileResponse, Response
from starlette.routing import Route

from cchc_scheduler.core.submissions import FILE_TYPES
from cchc_scheduler.documents.page_facts import DepartmentPage
from cchc_scheduler.store import files, submissions
from cchc_scheduler.web.department import Department

# Even where a browser shows the file after all, nothing in it runs or loads anything.
SANDBOX: Final = "default-src 'none'; sandbox"
PLAIN: Final = "application/octet-stream"


class Download:
    """Sends what the very obligation of the link holds; other numbers do not exist here."""

    def __init__(self, department: Department) -> None:
        """Work with what the pages of a department share."""
        self._department: Final = department
        self._site: Final = department.site

    def routes(self) -> list[Route]:
        """Return the route of this page."""
        path = "/n/{token}/tep/{number:int}"
        return [self._site.route(path, self._department.shown(self._send))]

    async def _send(self, request: Request, page: DepartmentPage) -> Response:
        number = request.path_params["number"]
        handed = next((each for each in page.handed_in if each.number == number), None)
        if handed is None or handed.kind != "file" or handed.sha256 is None:
            return self._site.show("no-link.html", 404)
        path = files.path_of(self._site.pieces.data, handed.sha256)
        found = await self._site.ask(lambda: self._type_of(number, path))
        if found is None:
            return self._site.show("no-link.html", 404)
        return FileResponse(
            path,
            media_type=found,
            filename=handed.file_name or "bao-cao",
            headers={"Content-Security-Policy": SANDBOX, "Cache-Control": "no-store"},
        )

    def _type_of(self, number: int, path: Path) -> str | None:
        """Return the type to send a file as, one of those that are taken; None if it is gone."""
        if not path.is_file():
            return None
        with self._site.pieces.db.read() as connection:
            known: str | None = submissions.one(connection, number)["file_type"]
        return known if known in FILE_TYPES else PLAIN
