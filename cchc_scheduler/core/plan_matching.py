"""Which task of an amended plan is which task of the plan before: by what it says, not by number.

Rows are renumbered and moved about whenever a plan is amended; the words of a task stay, or nearly.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from math import ceil
from typing import Final

from cchc_scheduler.core.annexes.keys import key
from cchc_scheduler.core.plans import Task

# Two texts are one task when they share this part of their words and pairs of words; less is
# enough where the number is the same too.
ALIKE: Final = 0.6
ALIKE_AT_ITS_PLACE: Final = 0.4
PLACE_COUNTS: Final = 0.1


@dataclass(frozen=True, slots=True)
class Matching:
    """Pairs (old, new) in the order of the new tasks, and what stands alone on either side."""

    pairs: tuple[tuple[Task, Task], ...]
    added: tuple[Task, ...]
    withdrawn: tuple[Task, ...]


def match_tasks(
    old: Sequence[Task], new: Sequence[Task], settled: Mapping[int, str] | None = None
) -> Matching:
    """Return which new task goes on which old one.

    `settled` says by position of the new task which old id it is, "" for none, as a person settled.
    """
    play = _Play(list(old), list(new))
    for at, task_id in (settled or {}).items():
        play.settle(at, task_id)
    play.take(_same_words(play))
    play.take(_near_words(play))
    return play.result()


@dataclass(slots=True)
class _Play:
    """Both lists by position; `found` is the old position for each new one that has one."""

    old: list[Task]
    new: list[Task]
    found: dict[int, int] = field(default_factory=dict)
    alone: set[int] = field(default_factory=set)
    taken: set[int] = field(default_factory=set)

    def settle(self, at: int, task_id: str) -> None:
        place = next((n for n, task in enumerate(self.old) if task.id == task_id), None)
        if place is None or place in self.taken:
            self.alone.add(at)
        else:
            self._pair(at, place)

    def take(self, rated: Iterable[tuple[float, int, int]]) -> None:
        """Pair the likest first; each task goes into one pair only."""
        for _, at, place in sorted(rated, key=lambda each: (-each[0], each[1], each[2])):
            if at not in self.found and place not in self.taken:
                self._pair(at, place)

    def _pair(self, at: int, place: int) -> None:
        self.found[at] = place
        self.taken.add(place)

    def free_old(self) -> Iterator[tuple[int, Task]]:
        return ((n, task) for n, task in enumerate(self.old) if n not in self.taken)

    def free_new(self) -> Iterator[tuple[int, Task]]:
        settled = self.found.keys() | self.alone
        return ((n, task) for n, task in enumerate(self.new) if n not in settled)

    def result(self) -> Matching:
        pairs = tuple((self.old[self.found[at]], self.new[at]) for at in sorted(self.found))
        added = tuple(task for at, task in enumerate(self.new) if at not in self.found)
        return Matching(pairs, added, tuple(task for _, task in self.free_old()))


def _same_words(play: _Play) -> Iterator[tuple[float, int, int]]:
    """Rate pairs of the very same words by what else is the same."""
    known: defaultdict[str, list[tuple[int, Task]]] = defaultdict(list)
    for place, task in play.free_old():
        known[key(task.text)].append((place, task))
    for at, task in play.free_new():
        for place, other in known.get(key(task.text), ()):
            yield _beside(other, task), at, place


def _beside(old: Task, new: Task) -> float:
    return (
        4.0 * (set(old.lead) == set(new.lead))
        + 2.0 * (old.deadline.last_day == new.deadline.last_day)
        + 1.0 * (set(old.support) == set(new.support))
        + 0.5 * _same_place(old, new)
    )


def _near_words(play: _Play) -> Iterator[tuple[float, int, int]]:
    """Rate pairs of nearly the same words; only texts that may be alike enough are compared."""
    words = {place: _words(task.text) for place, task in play.free_old()}
    where: defaultdict[str, list[int]] = defaultdict(list)
    for place, own in words.items():
        for word in own:
            where[word].append(place)
    numbered = _by_number(play)
    for at, task in play.free_new():
        own = _words(task.text)
        at_its_place = numbered.get(task.clause, frozenset())
        for place in _candidates(own, where) | at_its_place:
            likeness = 2 * len(own & words[place]) / (len(own) + len(words[place]) or 1)
            same_place = place in at_its_place
            if likeness >= (ALIKE_AT_ITS_PLACE if same_place else ALIKE):
                yield likeness + PLACE_COUNTS * same_place, at, place


def _candidates(own: frozenset[str], where: Mapping[str, list[int]]) -> frozenset[int]:
    """Return the texts that share a rare word: two that are alike share more than the common ones.

    So many words have to be shared that leaving out all but one of them, the commonest, loses none.
    """
    least = ceil(ALIKE * len(own) / (2 - ALIKE))
    rare_first = sorted(own, key=lambda word: len(where.get(word, ())))
    looked_at = rare_first[: len(own) - least + 1]
    return frozenset(place for word in looked_at for place in where.get(word, ()))


def _by_number(play: _Play) -> dict[str, frozenset[int]]:
    """Return where the old tasks stand, by their numbers and ids."""
    found: defaultdict[str, set[int]] = defaultdict(set)
    for place, task in play.free_old():
        found[task.clause].add(place)
        found[task.id].add(place)
    return {number: frozenset(places) for number, places in found.items()}


def _same_place(old: Task, new: Task) -> bool:
    return new.clause in (old.clause, old.id)


def _words(text: str) -> frozenset[str]:
    """Return the words of a text and its pairs of neighbours, which keep the order."""
    words = key(text).split()
    pairs = (f"{one} {two}" for one, two in pairwise(words))
    return frozenset((*words, *pairs))
