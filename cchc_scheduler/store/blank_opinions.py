"""How the words of an opinion and of its answer are emptied, in the store and every copy of it.

That one was given, by which organisation and when stays; it waits for no answer any more. No
letter repeats its words.
"""

from dataclasses import dataclass

from cchc_scheduler.store.blanking import Execute, columns

ERASED = "(đã xóa)"


@dataclass(frozen=True, slots=True)
class OpinionKey:
    """Which opinion; by what carried it besides its number, since a restored store reuses those."""

    opinion: int
    carrier: str


_WHERE = "id = ? AND carrier = ?"


def holds_opinion(execute: Execute, key: OpinionKey) -> bool:
    """Tell whether a store or a copy of it has the opinion with its words."""
    if not columns(execute, "opinion", ("text",)):
        return False
    query = f"SELECT count(*) FROM opinion WHERE {_WHERE} AND text <> ?"  # noqa: S608
    return bool(execute(query, (key.opinion, key.carrier, ERASED)).fetchone()[0])


def blank_opinion(execute: Execute, key: OpinionKey) -> None:
    """Empty an opinion and its answer."""
    if not columns(execute, "opinion", ("text",)):
        return
    execute(
        "UPDATE opinion SET text = ?, answer = CASE WHEN answer IS NULL THEN NULL ELSE ? END, "  # noqa: S608
        f"state = 'answered' WHERE {_WHERE}",
        (ERASED, ERASED, key.opinion, key.carrier),
    )
