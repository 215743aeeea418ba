"""How the words of a matter that a unit raised are emptied, in the store and every copy of it.

That something was raised, of which kind, when and by whom stays; it waits for no answer any more.
"""

from dataclasses import dataclass

from cchc_scheduler.store.blanking import Execute, blank_letters, columns


@dataclass(frozen=True, slots=True)
class MatterKey:
    """Which matter; by what carried it besides its number, since a restored store reuses those."""

    matter: int
    obligation: str
    carrier: str


_WHERE = "id = ? AND obligation = ? AND carrier = ?"


def holds_matter(execute: Execute, key: MatterKey) -> bool:
    """Tell whether a store or a copy of it has the matter with its words."""
    if not columns(execute, "matter", ("text",)):
        return False
    query = f"SELECT count(*) FROM matter WHERE {_WHERE} AND text <> ''"  # noqa: S608
    return bool(execute(query, _values(key)).fetchone()[0])


def blank_matter(execute: Execute, key: MatterKey) -> None:
    """Empty a matter and every digest it stood in while it waited for its answer."""
    if not columns(execute, "matter", ("text",)):
        return
    query = f"SELECT raised_at, answered_at FROM matter WHERE {_WHERE} AND state <> 'noted'"  # noqa: S608
    for raised, answered in execute(query, _values(key)).fetchall():
        about = "kind = 'digest' AND created_at >= ? AND created_at <= coalesce(?, '9999-12-31')"
        blank_letters(execute, about, (raised, answered))
    execute(
        "UPDATE matter SET text = '', person = NULL, address = NULL, answer = NULL, "  # noqa: S608
        f"state = CASE state WHEN 'asked' THEN 'noted' ELSE state END WHERE {_WHERE}",
        _values(key),
    )


def _values(key: MatterKey) -> tuple[int, str, str]:
    return key.matter, key.obligation, key.carrier
