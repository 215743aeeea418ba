"""The tables of a PDF by pdfplumber: the extra `pdf` of the installation."""

import re
import unicodedata
from io import BytesIO
from itertools import pairwise
from typing import Any, Final

from cchc_scheduler.core.annexes.grids import NOTHING, Cell, Grid, Paper, Row
from cchc_scheduler.plan.annex_faults import UnreadableAnnex

MOST_PAGES: Final = 80
FEWEST_LETTERS: Final = 20
# A line that does not begin with the mark of a list goes on from the one above.
WRAPPED: Final = re.compile(r"\s*\n(?!\s*[-+•*–]\s)\s*")


def read_pdf(content: bytes) -> Paper:
    """Return the tables of a PDF, page by page; one that only holds pictures is told apart."""
    try:
        import pdfplumber  # noqa: PLC0415 - an extra, loaded when asked for
    except ImportError as error:
        raise UnreadableAnnex("needs-pdf") from error
    try:
        with pdfplumber.open(BytesIO(content)) as document:
            pages = document.pages[:MOST_PAGES]
            scanned = sum(len(page.chars) for page in pages) < FEWEST_LETTERS
            found = None if scanned else _pages(pages, cut=len(document.pages) > MOST_PAGES)
    except Exception as error:  # the library lets every kind of error of its own parts through
        locked = "password" in f"{error!r} {error.__context__!r}".casefold()
        raise UnreadableAnnex("password" if locked else "damaged", str(error)) from error
    if found is None:
        raise UnreadableAnnex("scanned-pdf")
    return found


def _pages(pages: list[Any], *, cut: bool) -> Paper:
    grids: list[Grid] = []
    head: list[str] = []
    fonts: dict[str, None] = {}
    for page in pages:
        tables = page.find_tables()
        lines = _lines_above(page, tables)
        head += lines[: max(60 - len(head), 0)]
        fonts.update(dict.fromkeys(str(char["fontname"]).rpartition("+")[2] for char in page.chars))
        for number, table in enumerate(tables):
            before = tuple(lines) if number == 0 else ()
            grids.append(_table(table, page.page_number, number + 1, before))
        page.close()
    return Paper(tuple(grids), tuple(head), tuple(fonts), ("cut-off",) if cut else ())


def _lines_above(page: Any, tables: list[Any]) -> list[str]:
    """Return the lines of text above the first table of a page, or all when it has none."""
    bottom = min((table.bbox[1] for table in tables), default=page.height)
    above = page.crop((0, 0, page.width, max(bottom, 1)), strict=False)
    text = unicodedata.normalize("NFC", above.extract_text() or "")
    return [line.strip() for line in text.split("\n") if line.strip()]


def _table(table: Any, page: int, number: int, before: tuple[str, ...]) -> Grid:
    """Return a table; a cell stands in each place whose middle lies in it, as merged cells do."""
    texts = table.extract()
    name = f"trang {page}, bảng {number}"
    boxes: list[tuple[Any, Cell]] = []
    for at, (row, words) in enumerate(zip(table.rows, texts, strict=True)):
        for column, (box, text) in enumerate(zip(row.cells, words, strict=True)):
            if box is not None:
                place = f"trang {page}, dòng {at + 1}, cột {column + 1}"
                boxes.append((box, Cell(_unwrapped(text or ""), at + 1, column + 1, place)))
    edges = sorted({round(edge) for box, _ in boxes for edge in (box[0], box[2])})
    edges = [edge for at, edge in enumerate(edges) if at == 0 or edge - edges[at - 1] > 2]  # noqa: PLR2004
    rows = []
    for at, row in enumerate(table.rows):
        middle = (row.bbox[1] + row.bbox[3]) / 2
        cells = tuple(_at(boxes, (left + right) / 2, middle) for left, right in pairwise(edges))
        rows.append(Row(at + 1, f"trang {page}, dòng {at + 1}", cells, page))
    return Grid(name, tuple(rows), before)


def _unwrapped(text: str) -> str:
    """Return a cell's text with the lines that only a narrow column parted joined again."""
    return WRAPPED.sub(" ", unicodedata.normalize("NFC", text)).strip()


def _at(boxes: list[tuple[Any, Cell]], x: float, y: float) -> Cell:
    found = (cell for box, cell in boxes if box[0] <= x <= box[2] and box[1] <= y <= box[3])
    return next(found, NOTHING)
