"""A compiled report as values: what stands in it, where each part came from, what to look at.

Several reports are made of one collection: each unit's own, the office's to the city, the shorter
one to the Party committee, and the internal annexes. Figures are computed once, before this.
Texts are what is printed; nothing here is laid out.
"""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

ReportKind = Literal["unit", "upward", "party", "internal"]
PassageKind = Literal["given", "missing", "written", "edited"]
LineKind = Literal["row", "group", "total"]
Alignment = Literal["left", "center", "right"]


@dataclass(frozen=True, slots=True)
class Source:
    """What a passage was taken from: one version of what a unit handed in.

    `unit` is the unit's id, `version` counts its submissions for the period from 1.
    """

    unit: str
    submission: int
    version: int
    received_at: datetime


@dataclass(frozen=True, slots=True)
class Passage:
    """One paragraph of a section.

    `given` are a unit's words, `missing` the bracketed note that something is still to come,
    `written` the program's own sentence, `edited` what the coordinator wrote in their place. A
    paragraph that several units' words were joined to names the others in `also`.
    """

    text: str
    kind: PassageKind
    source: Source | None = None
    also: tuple[Source, ...] = ()


@dataclass(frozen=True, slots=True)
class Section:
    """One heading of the report with its passages; `level` is 1 for I, 2 for 1, 3 for a.

    `key` is the outline's own id (`II.1.a`); `number` is printed before the title with its sign
    (`I.`, `1.`, `a)`), empty where a paragraph stands without one.
    """

    key: str
    number: str
    level: int
    title: str
    clauses: tuple[str, ...] = ()
    passages: tuple[Passage, ...] = ()


@dataclass(frozen=True, slots=True)
class Column:
    """One column of an annex; `share` is its part of the table's width, in any unit.

    `id` is the outline's own name of it (`ty-le`), whatever title is printed.
    """

    title: str
    share: float
    alignment: Alignment = "left"
    id: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """One line of an annex; a `group` line has one cell and spans the table."""

    cells: tuple[str, ...]
    kind: LineKind = "row"


@dataclass(frozen=True, slots=True)
class Annex:
    """One annex (phụ lục), printed in landscape; `note` stands below its table.

    `number` is printed as a Roman number, or as it is for an internal annex (`A`). `table` says
    what it is a table of (`targets`, `proposals`, as outlines name it).
    """

    key: str
    number: str
    title: str
    columns: tuple[Column, ...]
    lines: tuple[Line, ...]
    note: str | None = None
    table: str = ""


@dataclass(frozen=True, slots=True)
class Letterhead:
    """Who issues a document: `parent` lines plain, `issuer` lines bold (Decree 30, box 2).

    `symbol` follows the blank for the number (`/BC-UBND`); `place` precedes the blank date; `year`
    is printed after it. `name` is the issuer as a sentence writes it (`Ủy ban nhân dân xã Tuệ
    Tĩnh`), for the line under an annex's title; empty leaves that part of the line out.
    """

    parent: tuple[str, ...]
    issuer: tuple[str, ...]
    symbol: str
    place: str
    year: int
    name: str = ""


@dataclass(frozen=True, slots=True)
class Signature:
    """Who signs: the lines of authority and title (`TM. ỦY BAN NHÂN DÂN`, `CHỦ TỊCH`)."""

    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class OfficialReport:
    """One report ready to be laid out as a document.

    `key` names its file (`bao-cao-so-noi-vu`); `title` is the summary under BÁO CÁO; `basis` and
    `opening` stand before the first section; `recipients` are the lines of Nơi nhận without dash
    and stop (`Như trên`, `Lưu: VT, VHXH`), `addressees` those after Kính gửi.
    """

    key: str
    kind: ReportKind
    period: str
    title: str
    letterhead: Letterhead
    addressees: tuple[str, ...]
    basis: tuple[str, ...]
    opening: tuple[str, ...]
    sections: tuple[Section, ...]
    annexes: tuple[Annex, ...]
    recipients: tuple[str, ...]
    signature: Signature


@dataclass(frozen=True, slots=True)
class Finding:
    """Something a person should look at before the report is laid before anyone; only a warning.

    `check` is the id of the check, `where` the section, annex or unit, `text` one Vietnamese
    sentence.
    """

    check: str
    where: str
    text: str


@dataclass(frozen=True, slots=True)
class Compilation:
    """Everything compiled for one period, and how far its collection has come.

    `expected` units owe a report, `received` have handed in, `on_time` did so by the plan's day;
    `missing` are ids of units, in the plan's order. `made_at` is the instant of reading the store.
    """

    period: str
    period_words: str
    made_at: datetime
    reports: tuple[OfficialReport, ...]
    findings: tuple[Finding, ...]
    expected: int
    received: int
    on_time: int
    missing: tuple[str, ...] = field(default=())

    def report(self, key: str) -> OfficialReport:
        """Return the report with this key; KeyError when there is none."""
        return {each.key: each for each in self.reports}[key]
