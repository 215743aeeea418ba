"""What an outline must keep besides its fields: known units and clauses, ids that do not repeat."""

from collections.abc import Collection
from typing import Final

from cchc_scheduler.plan.checks import ids_of, no_repeats
from cchc_scheduler.plan.faults import Path
from cchc_scheduler.plan.sources import Source

# Parts of a plan whose clauses are held clause by clause; others are quoted freely (I.2, IV).
HELD: Final = ("II.", "III.", "V.")


def check_outline(outline: Source, units: Collection[str], clauses: Collection[str]) -> None:
    """Record units the office lacks, clauses no plan holds, ids that repeat, questions of nothing.

    No unit or no clause at all means that those files could not be read; that is told there.
    """
    questions = [path for part, _ in outline.entries("parts") for path in _questions(outline, part)]
    figures = [path for path, _ in outline.entries("figures")]
    support = [path for path, _ in outline.entries("support")]
    no_repeats(outline, [(*path, "id") for path, _ in outline.entries("states")])
    no_repeats(outline, [(*path, "id") for path, _ in outline.entries("parts")])
    no_repeats(outline, [(*path, "id") for path in (*questions, *figures)])
    no_repeats(outline, [(*path, "row") for path in figures])
    if clauses:
        _check_clauses(outline, [*questions, *figures, *support], clauses)
    if units:
        _check_units(outline, questions, figures, support, units)
    _check_looks_back(outline, questions)
    _check_parts(outline)


def check_between_outlines(sources: list[Source]) -> None:
    """Record an id that two outlines share."""
    owner: dict[str, str] = {}
    for source in sources:
        name = source.text("id")
        if name is None:
            continue
        other = owner.setdefault(name, source.file)
        if other != source.file:
            source.add(("id",), f"is the id of {other} too; give each outline its own")


def clauses_of(plans: list[Source]) -> set[str]:
    """Return every clause that plans hold, with the paragraphs of tasks that have several."""
    found: set[str] = set()
    for plan in plans:
        for part in ("targets", "areas", "duties", "asks", "cycles"):
            found |= {str(entry.get("clause")) for _, entry in plan.entries(part)}
        for area, _ in plan.entries("areas"):
            for _, task in plan.entries(*area, "tasks"):
                clause, paragraphs = str(task.get("clause")), str(task.get("text")).split("\n")
                found |= {clause, *(f"{clause}/{n + 1}" for n in range(len(paragraphs)))}
    return found


def _questions(outline: Source, part: Path) -> list[Path]:
    return [path for path, _ in outline.entries(*part, "questions")]


def _check_clauses(outline: Source, paths: list[Path], clauses: Collection[str]) -> None:
    for path in paths:
        clause = outline.text(*path, "clause")
        if clause is not None and clause.startswith(HELD) and clause not in clauses:
            outline.add_unknown((*path, "clause"), "is a clause that no plan holds", clauses)


def _check_units(
    outline: Source,
    questions: list[Path],
    figures: list[Path],
    support: list[Path],
    units: Collection[str],
) -> None:
    lists = [(*path, "units") for path in (*questions, *support)]
    lists += [(*path, "providers") for path in figures]
    for listed in lists:
        for path, word in outline.words(*listed):
            if word not in units:
                outline.add_unknown(path, "is no unit", units)


def _check_looks_back(outline: Source, questions: list[Path]) -> None:
    ids = [word for path in questions if (word := outline.text(*path, "id")) is not None]
    for path in questions:
        named = outline.text(*path, "looks_back")
        if named is not None and named not in ids:
            outline.add_unknown((*path, "looks_back"), "is no question of this outline", ids)


def _check_parts(outline: Source) -> None:
    """Record a part with questions where none are asked, or with none where they should be."""
    for path, part in outline.entries("parts"):
        asks = part.get("kind") in ("about", "questions")
        if asks and not part.get("questions"):
            outline.add_bare(path, "asks nothing; give it questions")
        if not asks and part.get("questions"):
            outline.add_bare((*path, "questions"), "belong to parts of kind questions or about")
    kinds = [part.get("kind") for _, part in outline.entries("parts")]
    if ids_of(outline, "figures") and "figures" not in kinds:
        outline.add_bare(("figures",), "are printed nowhere; add a part of kind figures")
    for kind in ("results", "figures"):
        if kinds.count(kind) > 1:
            outline.add_bare(("parts",), f"hold more than one part of kind {kind}")
