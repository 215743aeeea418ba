"""Whose days a private calendar feed shows: one unit's, the coordinator's, a leader's.

A feed's subject is a text that a capability keeps: a unit's id, `coordinator`, `leader:<post>`.
"""

from dataclasses import dataclass
from typing import Final, Literal

from cchc_scheduler.core.offices import Office
from cchc_scheduler.words import Rank

FeedKind = Literal["unit", "coordinator", "leader"]
COORDINATOR: Final = "coordinator"
LEADER: Final = "leader:"


@dataclass(frozen=True, slots=True)
class FeedSubject:
    """A feed's subject taken apart: `id` is a unit's, a leader's post's, or empty."""

    kind: FeedKind
    id: str = ""


def feed_subjects(office: Office) -> tuple[str, ...]:
    """Return every subject of this office: the coordinator, its leaders' posts, its units.

    A link belongs to a post and not to a person; who takes over a post gets a new one.
    """
    leaders = [post.id for post in office.posts if post.rank >= Rank.VICE_CHAIR]
    units = [unit.id for unit in office.units]
    return (COORDINATOR, *(f"{LEADER}{post}" for post in leaders), *units)


def feed_subject(office: Office, text: str) -> FeedSubject | None:
    """Return a subject taken apart, or None when the office knows none of this name (any more)."""
    if text not in feed_subjects(office):
        return None
    if text == COORDINATOR:
        return FeedSubject("coordinator")
    if text.startswith(LEADER):
        return FeedSubject("leader", text.removeprefix(LEADER))
    return FeedSubject("unit", text)
