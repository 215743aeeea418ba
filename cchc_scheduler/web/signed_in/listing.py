"""A searchable table of a signed-in page: what was asked for in the address, and its exports.

`?tim=` holds the words, `?sap=` the column to sort by; `.xlsx` and `.csv` behind the page's path
carry out the very rows that are shown.
"""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Final

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from cchc_scheduler.core.access import SignedIn
from cchc_scheduler.documents.list_tables import ListTable, as_csv, as_xlsx, in_order, matching
from cchc_scheduler.web.signed_in.door import Door
from cchc_scheduler.words import Access

XLSX: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
LONGEST_ASKED: Final = 200
OfTable = Callable[[Request, SignedIn], Awaitable[ListTable]]


@dataclass(frozen=True, slots=True)
class Listed:
    """A table as it is shown: what was asked for, by which column it is sorted, of how many."""

    table: ListTable
    asked: str
    by: int | None
    of: int


def listed(request: Request, table: ListTable) -> Listed:
    """Return the rows that the address asks for, in the order it asks for."""
    asked = request.query_params.get("tim", "")[:LONGEST_ASKED]
    found = matching(table, asked)
    chosen = request.query_params.get("sap", "")
    by = int(chosen) if chosen.isdecimal() and int(chosen) < len(table.columns) else None
    return Listed(in_order(found, by) if by is not None else found, asked, by, len(table.rows))


def export_routes(door: Door, path: str, table_of: OfTable, *access: Access) -> list[Route]:
    """Return the routes that carry a page's table out as .xlsx and .csv."""

    async def send_xlsx(request: Request, who: SignedIn) -> Response:
        table = listed(request, await table_of(request, who)).table
        return sent_file(as_xlsx(table, door.site.pieces.clock.now()), XLSX, f"{table.name}.xlsx")

    async def send_csv(request: Request, who: SignedIn) -> Response:
        table = listed(request, await table_of(request, who)).table
        return sent_file(as_csv(table), "text/csv; charset=utf-8", f"{table.name}.csv")

    return [
        door.shown(f"{path}.xlsx", send_xlsx, *access),
        door.shown(f"{path}.csv", send_csv, *access),
    ]


def sent_file(content: bytes, kind: str, name: str) -> Response:
    """Return a file to be saved under a name of plain letters."""
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return Response(content, media_type=kind, headers=headers)
