"""The program's own words in compiled reports: what is missing, what figures say, who speaks."""

import re
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Final

from cchc_scheduler.core.collected import Collection, UnitMaterial
from cchc_scheduler.core.compiling import FigureSum
from cchc_scheduler.core.cycles import figures_from
from cchc_scheduler.core.outlines import FigureRow
from cchc_scheduler.documents.vietnamese import (
    clause_words,
    listed,
    long_period,
    moment,
    number_words,
    short_day,
)

TO_ADD: Final = "cán bộ tổng hợp bổ sung"
NO_FIGURES: Final = "[Chưa có số liệu]"
NOTHING_AROSE: Final = "Không phát sinh"
NO_PAPER: Final = "chưa có văn bản"
FIRST_PLACE: Final = re.compile(r"((?:điểm|gạch đầu dòng thứ|đoạn thứ|khoản) )(\S+)(.*)")
PLACEHOLDER: Final = re.compile(r"\{([a-z_]+)\}")


def filled(text: str, words: Mapping[str, str]) -> str:
    """Return an outline's text with its words in braces filled in; unknown ones stay as written."""
    return PLACEHOLDER.sub(lambda found: words.get(found[1], found[0]), text)


def period_words(collection: Collection) -> str:
    """Return quý III năm 2025, or quý IV và năm 2025."""
    return long_period(collection.period, with_year=collection.cycle.with_year)


def outline_words(collection: Collection) -> dict[str, str]:
    """Return what fills the words in braces of an outline."""
    office, plan, period = collection.office, collection.plan, collection.period
    decided = plan.decision
    return {
        "ky": period_words(collection),
        "nam": str(period.year),
        "nam_sau": str(period.year + 1),
        "tu": short_day(figures_from(collection.cycle, period, plan.first_day)),
        "den": short_day(collection.cutoff or period.last_day),
        "chot": short_day(collection.cutoff) if collection.cutoff else NO_PAPER,
        "co_quan": office.name,
        "xa": office.place,
        "ke_hoach": plan.title,
        "quyet_dinh": f"Quyết định số {decided.number} ngày {short_day(decided.day)} của "
        f"{decided.issuer}",
        "don_vi_dau_moi": office.coordinator.name,
        "thoi_diem": moment(collection.made_at),
    }


def nothing_came(names: Sequence[str]) -> str:
    """Return the bracketed note that units have not handed in yet."""
    return f"[Chưa có báo cáo của {listed(names)} - {TO_ADD}]"


def not_read(name: str, unit: UnitMaterial, clauses: Sequence[str]) -> str:
    """Return the bracketed note that a report came whose content is not in the record.

    When it came stands in the internal annex only.
    """
    came = _came_as(unit)
    told = f" ({came})" if came else ""
    return f"[{name} đã gửi báo cáo{told}, chưa có nội dung theo {cited(clauses)} - {TO_ADD}]"


def left_empty(name: str, clauses: Sequence[str]) -> str:
    """Return the bracketed note that a unit filled in the form and left something empty."""
    return f"[{name} chưa có nội dung theo {cited(clauses)} - {TO_ADD}]"


def to_write(prompt: str) -> str:
    """Return the bracketed note that a person writes something here."""
    return f"[Cán bộ tổng hợp viết: {prompt}]"


def without_figure(names: Sequence[str]) -> str:
    """Return the bracketed note that units gave no figure."""
    return f"[chưa có số của {listed(names)}]"


def cited(clauses: Sequence[str]) -> str:
    """Return clauses as they are cited; points of one paragraph together: điểm a, b khoản 5."""
    together: dict[tuple[str, str], list[str]] = {}
    for clause in clauses:
        before, named, after = _pieces(clause_words(clause))
        together.setdefault((before, after), []).append(named)
    return listed([f"{b}{', '.join(named)}{a}" for (b, a), named in together.items()])


def figure_words(value: Decimal | None, *, estimated: bool) -> str:
    """Return a figure as it is printed, marked (ước) where it is an estimate; empty for none."""
    if value is None:
        return ""
    return f"{number_words(value)}{' (ước)' if estimated else ''}"


def per_cent(share: Decimal | None) -> str:
    """Return a rate without noughts that say nothing, 98,5 for 98.50; empty for none."""
    return "" if share is None else number_words(share.normalize() + Decimal(0))


def figure_sentence(figure: FigureSum) -> str:
    """Return what one figure says in the text, with the year's value where that is another."""
    row = figure.row
    if figure.value is None:
        return ""
    said = f"{row.title}: {_measured(figure.value, row, estimated=figure.estimated)}"
    if row.adding == "sum" and figure.whole is not None and figure.whole != figure.value:
        whole = _measured(figure.whole, row, estimated=figure.whole_estimated)
        return f"{said}, lũy kế từ đầu năm {whole}"
    return said


def _measured(value: Decimal, row: FigureRow, *, estimated: bool) -> str:
    unit = row.measure if row.measure == "%" else f" {row.measure}"
    return f"{number_words(value)}{unit}{' (ước)' if estimated else ''}"


def _pieces(words: str) -> tuple[str, str, str]:
    """Part a citation around its first letter or number: `điểm `, `a`, ` khoản 5 Mục III`."""
    found = FIRST_PLACE.match(words)
    return (found[1], found[2], found[3]) if found else ("", words, "")


def _came_as(unit: UnitMaterial) -> str:
    handed = unit.handed
    if handed is None:
        return ""
    if handed.kind == "elsewhere":
        day = f" ngày {short_day(handed.day)}" if handed.day else ""
        return f"văn bản số {handed.number}{day}"
    if handed.kind == "file":
        return f"tệp {handed.file_name}" if handed.file_name else "tệp"
    return "đường dẫn" if handed.kind == "link" else ""
