"""The outlines of compiled reports, as values: sections with their clauses, annexes, columns.

What is collected is mapped to a section by the clauses of the plan, so that another body's outline
takes up the same texts. Words in braces (`{ky}`) are filled in when a report is compiled.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final, Literal

from cchc_scheduler.core.outlines import Outline
from cchc_scheduler.core.reports import Alignment

CompiledKind = Literal["upward", "party", "internal"]
Speaker = Literal["office", "coordinator"]
FigureRuleKind = Literal["sum", "at-most", "rate"]
SectionKind = Literal["answers", "targets", "sentences"]
Only = Literal["always", "period", "year"]
TableKind = Literal[
    "tasks", "targets", "figures", "one-line", "answers", "spending", "proposals", "follow-up",
    "hand-ins", "evidence",
]  # fmt: skip


def holds(only: Only, *, ends_year: bool) -> bool:
    """Tell whether something stands in a report, which ends a year or does not."""
    return only == "always" or (only == "year") == ends_year


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence the outline itself brings; `year` binds it to the reports of one year."""

    text: str
    only: Only = "always"
    year: int | None = None

    def holds(self, year: int, *, ends_year: bool) -> bool:
        """Tell whether the sentence stands in a report of this year."""
        return holds(self.only, ends_year=ends_year) and self.year in (None, year)


@dataclass(frozen=True, slots=True)
class SectionOutline:
    """One heading: what it takes up (`clauses`), who provides it, what else stands in it.

    `units` empty means every unit. `questions` are answers taken up by their own id before any
    clause. `figures` are told in one sentence. With `most_lines` everything becomes one paragraph.
    `prompt` says what a person writes here when nobody gave anything. `only` binds the section to
    reports that end a year, or to those that don't.
    """

    id: str
    title: str
    clauses: tuple[str, ...]
    units: tuple[str, ...] = ()
    support: tuple[str, ...] = ()
    kind: SectionKind = "answers"
    questions: tuple[str, ...] = ()
    figures: tuple[str, ...] = ()
    annexes: tuple[str, ...] = ()
    sentences: tuple[Sentence, ...] = ()
    prompt: str | None = None
    most_lines: int | None = None
    number: str | None = None
    only: Only = "always"
    sections: tuple["SectionOutline", ...] = ()

    def walk(self) -> Iterator["SectionOutline"]:
        """Yield this section and all below it, in the order of reading."""
        yield self
        for each in self.sections:
            yield from each.walk()

    def within(self, *, ends_year: bool) -> "SectionOutline | None":
        """Return the section as it stands in a report that ends a year or does not, if it does."""
        if not holds(self.only, ends_year=ends_year):
            return None
        return replace(self, sections=sections_within(self.sections, ends_year=ends_year))


def sections_within(
    sections: "Sequence[SectionOutline]", *, ends_year: bool
) -> "tuple[SectionOutline, ...]":
    """Return the sections that stand in a report that ends a year or does not."""
    found = (each.within(ends_year=ends_year) for each in sections)
    return tuple(each for each in found if each is not None)


@dataclass(frozen=True, slots=True)
class AnnexColumn:
    """One column: `id` names what stands in it, `outside` that it is printed in what leaves."""

    id: str
    title: str
    share: float
    alignment: Alignment = "left"
    outside: bool = False


@dataclass(frozen=True, slots=True)
class FigureUse:
    """A figure that stands under another number too (6.1a: the figure of 2-3a)."""

    row: str
    figure: str


@dataclass(frozen=True, slots=True)
class FigureGroup:
    """A group of the table of figures, by the first number of its rows."""

    number: str
    title: str
    also: tuple[FigureUse, ...] = ()


@dataclass(frozen=True, slots=True)
class TargetUse:
    """How a target is measured: `reached` against `of`, or against `least`.

    `unpublished` is what is said while its figure is not yet published; `tasks` counts the plan's.
    """

    clause: str
    measure: str = ""
    goal: str = ""
    reached: str | None = None
    of: str | None = None
    least: float | None = None
    unpublished: str | None = None
    tasks: bool = False


@dataclass(frozen=True, slots=True)
class FigureRule:
    """What must hold between figures; `whole` and `parts` are ids of figures.

    `sum`: the parts make up the whole. `at-most`: no part is more than the whole. `rate`: `rate`
    is what the parts are of the whole in per cent.
    """

    rule: FigureRuleKind
    whole: str
    parts: tuple[str, ...]
    rate: str | None = None


@dataclass(frozen=True, slots=True)
class AnnexOutline:
    """One annex: which table it is, its columns, what fills it."""

    id: str
    number: str
    title: str
    table: TableKind
    clauses: tuple[str, ...]
    columns: tuple[AnnexColumn, ...]
    questions: tuple[str, ...] = ()
    figures: tuple[str, ...] = ()
    rows: str | None = None
    groups: tuple[FigureGroup, ...] = ()
    targets: tuple[TargetUse, ...] = ()
    note: str | None = None

    def shown(self, *, outside: bool) -> tuple[AnnexColumn, ...]:
        """Return the columns that are printed in what leaves the office, or inside it."""
        return tuple(each for each in self.columns if each.outside or not outside)


@dataclass(frozen=True, slots=True)
class ReportOutline:
    """One compiled report: its title by quarter and by year, to whom, on what basis, what in it.

    `annexes` are ids of shared annexes; `tables` are annexes of its own, printed after them.
    `leaves_out` names questions and clauses whose texts stand in no section of it.
    """

    id: str
    kind: CompiledKind
    title: str
    year_title: str
    speaker: Speaker
    symbol: str
    addressees: tuple[str, ...]
    basis: tuple[str, ...]
    opening: tuple[Sentence, ...]
    estimates: str | None
    sections: tuple[SectionOutline, ...]
    annexes: tuple[str, ...]
    tables: tuple[AnnexOutline, ...]
    recipients: tuple[str, ...]
    signature: tuple[str, ...]
    leaves_out: tuple[str, ...] = ()

    def walk(self) -> Iterator[SectionOutline]:
        """Yield every section, in the order of reading."""
        for each in self.sections:
            yield from each.walk()

    def leaves(self, key: str, clauses: Sequence[str]) -> bool:
        """Tell whether a text, by its question and clauses, is left out of this report's text."""
        return key in self.leaves_out or any(each in self.leaves_out for each in clauses)


@dataclass(frozen=True, slots=True)
class ReportOutlines:
    """All outlines of a home: the units' own report, the compiled reports, the shared annexes.

    `rules` are what must hold between figures.
    """

    unit: Outline
    reports: tuple[ReportOutline, ...]
    annexes: tuple[AnnexOutline, ...]
    rules: tuple[FigureRule, ...] = ()

    def annexes_of(self, report: ReportOutline) -> tuple[AnnexOutline, ...]:
        """Return a report's annexes in its order; one that no file defines is left out."""
        known = {each.id: each for each in self.annexes}
        return (*(known[each] for each in report.annexes if each in known), *report.tables)


# What may stand in braces in an outline's sentences and notes.
FILLED_IN: Final = (
    "ky", "nam", "nam_sau", "tu", "den", "chot", "co_quan", "xa", "ke_hoach", "quyet_dinh",
    "don_vi_dau_moi", "thoi_diem", "trich_xuat",
)  # fmt: skip
# What may stand in a column of each table; anything else stays an empty column to fill by hand.
HAND_FILLED: Final = ("ghi-chu", "van-ban", "hinh-thuc", "thoi-gian", "thoi-han", "nguoi-theo-doi")
CELLS: Final[dict[TableKind, tuple[str, ...]]] = {
    "tasks": (
        "tt", "nhiem-vu", "diem", "chu-tri", "phoi-hop", "thoi-han", "san-pham", "ket-qua",
        "tinh-trang", "kho-khan", "kiem-chung", "ghi-chu",
    ),
    "targets": (
        "tt", "chi-tieu", "don-vi-tinh", "muc-tieu", "trong-ky", "luy-ke", "ty-le", "ky-truoc",
        "uoc", "nguon", "don-vi", "ghi-chu",
    ),
    "figures": (
        "tt", "chi-tieu", "don-vi-tinh", "trong-ky", "luy-ke", "uoc", "don-vi", "diem", "ghi-chu",
    ),
    "one-line": ("tt", "ten", "ty-le", "ghi-chu"),
    "answers": (
        "tt", "ten", "don-vi", "noi-dung", "so-ky-hieu", "ngay", "linh-vuc", "co-quan", "hieu-qua",
        "pham-vi", "cong-nhan", "da-khac-phuc", *HAND_FILLED,
    ),
    "spending": (
        "tt", "noi-dung", "don-vi", "du-toan", "trong-ky", "luy-ke", "ty-le", "nguon", "ghi-chu",
    ),
    "proposals": (
        "tt", "noi-dung", "don-vi", "ngay", "co-quan", "ket-qua", "thoi-han", "trang-thai",
    ),
    "follow-up": ("tt", "ton-tai", "don-vi", "giai-phap", "thoi-han", "ket-qua", "kiem-chung"),
    "hand-ins": (
        "tt", "don-vi", "thoi-han", "da-lui", "nhan", "ban-ky-so", "tinh-trang", "theo-moc-lui",
        "so-lan", "y-kien", "xac-nhan",
    ),
    "evidence": (
        "ma", "tieu-chi", "toi-da", "tu-cham", "tai-lieu", "tep", "don-vi", "diem", "con-thieu",
    ),
}  # fmt: skip
