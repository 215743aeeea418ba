"""Papers a person signs, as Word files: requests, slip, submission, thanks, the apology.

The program drafts them from the record and leaves number, date and name to the people whose they
are. Their wording stands in the Word templates.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Final, Literal

from cchc_scheduler.core.reports import Annex, Letterhead, Signature

if TYPE_CHECKING:
    from docx.document import Document as WordDocument

PaperKind = Literal["don-doc-a", "don-doc-b", "phieu-trinh", "to-trinh", "cam-on", "cao-loi"]
TEMPLATES: Final[dict[PaperKind, str]] = {
    "don-doc-a": "cong-van-don-doc-a.docx",
    "don-doc-b": "cong-van-don-doc-b.docx",
    "phieu-trinh": "phieu-trinh.docx",
    "to-trinh": "to-trinh.docx",
    "cam-on": "thu-cam-on.docx",
    "cao-loi": "thu-cao-loi.docx",
}


@dataclass(frozen=True, slots=True)
class Basis:
    """What a paper refers to: the plan, the decision behind it and the clause on reports."""

    plan: str
    number: str
    day: date
    issuer: str
    clause: str


@dataclass(frozen=True, slots=True)
class Standing:
    """How far a period's collection has come at a moment.

    `missing` are the names of units in the plan's order, `due` the deadline as the plan words it.
    """

    period: str
    period_short: str
    due: str
    at: datetime
    expected: int
    received: int
    missing: tuple[str, ...]

    @property
    def outstanding(self) -> int:
        """How many reports have not come in."""
        return len(self.missing)


@dataclass(frozen=True, slots=True)
class Slip:
    """What the slip (phiếu trình) sums up for the leader it goes to; each item is one line.

    `upstream_day` is None while no document names the day for the city.
    """

    leader: str
    unfinished: tuple[str, ...] = ()
    unmet: tuple[str, ...] = ()
    proposals: tuple[str, ...] = ()
    upstream_day: date | None = None


@dataclass(frozen=True, slots=True)
class Mistake:
    """What an apology is for: a letter about a report that had come in; what is unknown is None."""

    unit: str
    letter_day: date | None = None
    handed_in_day: date | None = None
    number: str | None = None
    told: str | None = None


@dataclass(frozen=True, slots=True)
class OfficialPaper:
    """One paper ready to be laid out.

    `office` and `coordinator` are names as sentences write them. `asked_by` is the day a letter
    asks for, None to leave it to whoever signs. `by_order` tells that the office's chief signs by
    the chair's order, `chief` is then the name of that office. `proposed` counts the proposals a
    submission to change the plan lists.
    """

    kind: PaperKind
    title: str
    letterhead: Letterhead
    addressees: tuple[str, ...]
    signature: Signature
    office: str
    coordinator: str
    chief: str
    basis: Basis
    standing: Standing
    asked_by: date | None = None
    by_order: bool = False
    annexes: tuple[Annex, ...] = ()
    slip: Slip | None = None
    mistake: Mistake | None = field(default=None)
    proposed: int = 0


def official_paper(paper: OfficialPaper, template_dirs: Sequence[Path], now: datetime) -> bytes:
    """Return a paper as a .docx; the same paper and time give the same bytes.

    Raises BadInput naming the template when it can't be used.
    """
    # Papers are drafted as values by every service; only who wants one as a file needs this.
    from cchc_scheduler.documents.official_report import lay_out_annexes  # noqa: PLC0415
    from cchc_scheduler.documents.word_templates import rendered, template_file  # noqa: PLC0415

    template = template_file(TEMPLATES[paper.kind], template_dirs)

    def finish(document: "WordDocument") -> None:
        lay_out_annexes(document, paper.annexes)

    return rendered(template, {"paper": paper}, paper.title, now, finish)
