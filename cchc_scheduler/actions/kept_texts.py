"""The coordinator's own texts: kept, laid over what is compiled, never written over."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from sqlalchemy import Connection, RowMapping

from cchc_scheduler.core.kept_texts import KeptText, Newer, laid_over
from cchc_scheduler.core.reports import Compilation, Finding, Source
from cchc_scheduler.documents.vietnamese import moment
from cchc_scheduler.store import kept_texts, obligations, submissions

NEWER: Final = "newer-material"
HOMELESS: Final = "kept-text-without-section"


def with_kept_texts(connection: Connection, compilation: Compilation) -> Compilation:
    """Return a compilation with the texts a person edited in their places.

    A finding names what came in after an edited text, and a text whose section is no more.
    """
    laid = laid_over(compilation, kept_of(connection, compilation.period))
    findings = [*compilation.findings, *map(_newer, laid.newer), *map(_homeless, laid.homeless)]
    return replace(laid.compilation, findings=tuple(findings))


def kept_of(connection: Connection, period: str) -> list[KeptText]:
    """Return the newest text of every place; one that was erased or taken back is none."""
    rows = [row for row in kept_texts.newest_of(connection, period) if row["text"] is not None]
    return [_value(connection, row) for row in rows]


def numbers_in(sources: str) -> list[int]:
    """Return the numbers of the submissions that a row names (`|3|5|`)."""
    return [int(each) for each in sources.split("|") if each]


def sources_named(numbers: Sequence[int]) -> str:
    """Return the submissions as a row names them; nothing for none."""
    return f"|{'|'.join(map(str, numbers))}|" if numbers else ""


def _value(connection: Connection, row: RowMapping) -> KeptText:
    over = tuple(_source(connection, number) for number in numbers_in(row["sources"]))
    return KeptText(
        row["report"],
        row["section"],
        row["unit"],
        row["text"],
        row["edited_by"],
        row["edited_at"],
        over,
    )


def _source(connection: Connection, number: int) -> Source:
    row = submissions.one(connection, number)
    owed = obligations.one(connection, row["obligation"])
    unit = owed["unit"] if owed else ""
    return Source(unit, number, row["version"], row["handed_in_at"])


def _newer(newer: Newer) -> Finding:
    section = newer.section
    where = f"{section.key}. {section.title}"
    return Finding(
        NEWER,
        section.key,
        f'Mục "{where}" giữ lời văn do {newer.kept.by} sửa lúc {moment(newer.kept.at)}; sau đó có '
        f"nội dung mới (lần gửi thứ {newer.source.version}, nhận lúc "
        f"{moment(newer.source.received_at)}), đề nghị xem và sửa lại nếu cần.",
    )


def _homeless(kept: KeptText) -> Finding:
    return Finding(
        HOMELESS,
        kept.section,
        f"Lời văn do {kept.by} sửa ở mục {kept.section} không còn chỗ trong đề cương hiện hành; "
        "lời văn vẫn được giữ, chưa đưa vào báo cáo.",
    )
