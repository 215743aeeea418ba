"""A Word file's tables as grids; text that was deleted or hidden does not count."""

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, Final

from cchc_scheduler.core.annexes.grids import NOTHING, Cell, Grid, Paper, Row, Told
from cchc_scheduler.plan.annex_archive import Archive, attribute, kind
from cchc_scheduler.plan.annex_faults import UnreadableAnnex

MAIN_PART: Final = "word/document.xml"
WIDEST: Final = 64
# Tables inside cells of tables are looked into so many times.
DEEPEST: Final = 3
MOST_ROWS: Final = 12_000
HEAD_LINES: Final = 60
# What holds blocks of text around others: content controls, tracked insertions, smart tags.
AROUND: Final = ("sdt", "sdtContent", "ins", "moveTo", "customXml", "smartTag")
GONE: Final = ("del", "moveFrom", "Fallback", "instrText", "sdtPr", "delText", "pPr", "tcPr")
BREAKS: Final = {"br": "\n", "cr": "\n", "tab": " ", "noBreakHyphen": "-"}
RAISED: Final = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
OFF: Final = ("0", "false", "off", "none")


@dataclass(slots=True)
class _Reading:
    """What is gathered on the way through a document."""

    grids: list[Grid] = field(default_factory=list)
    before: list[str] = field(default_factory=list)
    head: list[str] = field(default_factory=list)
    paged: bool = False
    page: int = 1
    rows: int = 0
    depth: int = 0


def read_word(archive: Archive) -> Paper:
    """Return the tables of a Word file in their order, with the lines that lead to each."""
    root = archive.tree(MAIN_PART)
    if root is None:
        raise UnreadableAnnex("damaged", MAIN_PART)
    body = next((element for element in root if kind(element) == "body"), root)
    found = _Reading(paged=_page_breaks(body) > 0)
    _blocks(body, found)
    told: list[Told] = []
    if archive.has_macros:
        told.append("macros")
    if any(kind(each) in ("ins", "del", "moveFrom", "moveTo") for each in body.iter()):
        told.append("tracked-changes")
    if found.rows > MOST_ROWS:
        told.append("cut-off")
    return Paper(tuple(found.grids), tuple(found.head), _fonts(body), tuple(told))


def _blocks(around: Any, found: _Reading) -> None:
    for element in around:
        name = kind(element)
        if name == "p":
            line = _clean(_text(element))
            found.page += _page_breaks(element)
            if line:
                _line(found, line)
        elif name == "tbl":
            _table(element, found)
        elif name in AROUND:
            _blocks(element, found)


def _line(found: _Reading, line: str) -> None:
    found.before.append(line)
    if len(found.head) < HEAD_LINES:
        found.head.append(line)


def _table(table: Any, found: _Reading) -> None:
    """Add a table, and each table inside one of its cells as a table of its own."""
    name = f"bảng {len(found.grids) + 1}"
    before, found.before = tuple(found.before), []
    at = len(found.grids)
    found.grids.append(Grid(name, ()))
    rows: list[Row] = []
    open_above: dict[int, Cell] = {}
    for element in _children(table, "tr"):
        found.rows += 1
        if found.rows > MOST_ROWS:
            break
        row = _row(element, name, len(rows) + 1, open_above)
        rows.append(Row(row.number, row.place, row.cells, found.page if found.paged else None))
        found.page += _page_breaks(element)
    found.grids[at] = Grid(name, tuple(rows), before)
    room = HEAD_LINES - len(found.head)
    lines = (line for row in rows[:room] for cell in row.own for line in cell.text.split("\n"))
    found.head += [line for _, line in zip(range(room), lines, strict=False)]
    if found.depth < DEEPEST:
        _inside(table, found)


def _children(around: Any, name: str) -> Iterator[Any]:
    """Yield the children of a kind, looking through what only wraps them."""
    for element in around:
        if kind(element) == name:
            if not _deleted(element):
                yield element
        elif kind(element) in AROUND:
            yield from _children(element, name)


def _deleted(element: Any) -> bool:
    """Tell whether a row was taken out as a tracked change."""
    settings = next((each for each in element if kind(each) == "trPr"), ())
    return any(kind(each) == "del" for each in settings)


def _inside(table: Any, found: _Reading) -> None:
    found.depth += 1
    for nested in _nested(table):
        _table(nested, found)
    found.depth -= 1


def _nested(table: Any) -> Iterator[Any]:
    for row in _children(table, "tr"):
        for cell in _children(row, "tc"):
            yield from _children(cell, "tbl")


def _row(element: Any, table: str, number: int, open_above: dict[int, Cell]) -> Row:
    """Return a row; `open_above` holds the cells that reach down from the row before."""
    cells: list[Cell] = [NOTHING] * min(_skipped(element), WIDEST)
    still_open: dict[int, Cell] = {}
    for tc in _children(element, "tc"):
        at = len(cells)
        if at >= WIDEST:
            break
        span, down = _spans(tc)
        above = open_above.get(at)
        if down == "continue" and above is not None:
            cell = above
        else:
            cell = _cell(tc, table, number, at + 1)
        if down:
            still_open[at] = cell
        cells += [cell] * min(span, WIDEST - at)
    open_above.clear()
    open_above.update(still_open)
    return Row(number, f"{table}, dòng {number}", tuple(cells))


def _skipped(row: Any) -> int:
    """Return how many columns a row leaves out at its beginning."""
    for settings in row:
        if kind(settings) == "trPr":
            skipped = (attribute(each, "val") for each in settings if kind(each) == "gridBefore")
            return _number(next(skipped, "0"), 0)
    return 0


def _spans(cell: Any) -> tuple[int, str]:
    """Return over how many columns a cell reaches, and whether it begins or goes on downwards."""
    settings = next((each for each in cell if kind(each) == "tcPr"), ())
    span, down = 1, ""
    for each in settings:
        if kind(each) == "gridSpan":
            span = max(_number(attribute(each, "val"), 1), 1)
        elif kind(each) == "vMerge":
            down = attribute(each, "val") or "continue"
    return span, down


def _number(text: str, otherwise: int) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 6 else otherwise  # noqa: PLR2004


def _cell(cell: Any, table: str, row: int, column: int) -> Cell:
    place = f"{table}, dòng {row}, cột {column}"
    text = _clean(_text(cell))
    numbered = not text and any(kind(each) == "numPr" for each in cell.iter())
    bold = bool(text) and all(_is_bold(run) for run in _runs(cell))
    return Cell(text, row, column, place, bold=bold, numbered=numbered)


def _runs(cell: Any) -> Iterator[Any]:
    for run in cell.iter():
        if kind(run) == "r" and any(
            kind(each) == "t" and (each.text or "").strip() for each in run
        ):
            yield run


def _is_bold(run: Any) -> bool:
    return _set(run, "b")


def _set(run: Any, name: str) -> bool:
    """Tell whether a run's own settings switch something on."""
    settings = next((each for each in run if kind(each) == "rPr"), ())
    return any(kind(each) == name and attribute(each, "val") not in OFF for each in settings)


def _text(element: Any) -> str:
    """Return all the text inside an element; paragraphs in it stand on lines of their own."""
    pieces: list[str] = []
    for part in element:
        _gather(part, pieces)
    return "".join(pieces)


def _gather(part: Any, pieces: list[str]) -> None:
    name = kind(part)
    if name in GONE or name == "rPr":
        return
    if name == "t":
        pieces.append(part.text or "")
    elif name in BREAKS:
        pieces.append(BREAKS[name])
    elif name == "footnoteReference":
        pieces.append(attribute(part, "id").translate(RAISED))
    elif name == "r":
        _gather_run(part, pieces)
    else:
        if name in ("p", "tr", "tc") and pieces:
            pieces.append("\n")
        for each in part:
            _gather(each, pieces)


def _gather_run(run: Any, pieces: list[str]) -> None:
    """Add a run's text; figures above the line stay so, since they are marks of footnotes."""
    if _set(run, "vanish"):
        return
    inner: list[str] = []
    for each in run:
        _gather(each, inner)
    text = "".join(inner)
    pieces.append(text.translate(RAISED) if _raised(run) else text)


def _raised(run: Any) -> bool:
    settings = next((each for each in run if kind(each) == "rPr"), ())
    return any(
        kind(each) == "vertAlign" and attribute(each, "val") == "superscript" for each in settings
    )


def _page_breaks(element: Any) -> int:
    return sum(kind(each) == "lastRenderedPageBreak" for each in element.iter())


def _clean(text: str) -> str:
    lines = (" ".join(line.split()) for line in unicodedata.normalize("NFC", text).split("\n"))
    return "\n".join(line for line in lines if line)


def _fonts(body: Any) -> tuple[str, ...]:
    """Return the fonts that runs with text ask for."""
    found: dict[str, None] = {}
    for each in body.iter():
        if kind(each) == "rFonts":
            for name in ("ascii", "hAnsi"):
                found.setdefault(attribute(each, name))
    return tuple(name for name in found if name)
