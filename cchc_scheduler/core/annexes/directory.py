"""The directory by every way a unit's name is written: whole, shortened, by its initials."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Final

from cchc_scheduler.core.annexes.keys import key, without_accents
from cchc_scheduler.core.annexes.unit_words import BELONGS, SHORT_FIRST, SPELT_OUT
from cchc_scheduler.core.offices import Office, Unit

WHOLE: Final = 1.0
WITHOUT_PLACE: Final = 0.98
INITIALS: Final = 0.9
WITHOUT_ACCENTS: Final = 0.85
BARE_INITIALS: Final = 0.8
# "Trưởng Phòng Kinh tế" means the unit, which is asked.
BY_POST: Final = 0.75
SPELT_OUT_WEIGHT: Final = 0.95
NEAR: Final = 0.87
LONGEST_NAME: Final = 150
ONLY_BEGINNING: Final = 0.9
RESEMBLES: Final = 0.7
NEAR_COUNTS: Final = 0.75
SHORTEST_INITIALS: Final = 3


@dataclass(frozen=True, slots=True)
class Directory:
    """Units by their packed names: the id and the confidence of each way to write one."""

    known: dict[str, tuple[str, float]]
    names: dict[str, str]
    place: str

    def find(self, name: str) -> tuple[str, float] | None:
        """Return the unit a name means and the confidence, or None when it is none's name."""
        words = key(name)
        tries = ((words, 1.0), (self._without_place(words), WITHOUT_PLACE))
        for written, weight in tries:
            for form, likely in ((written, 1.0), (spelt_out(written), SPELT_OUT_WEIGHT)):
                found = self.known.get(packed(form))
                if found is not None:
                    return found[0], found[1] * weight * likely
        bare = self.known.get(without_accents(packed(spelt_out(self._without_place(words)))))
        return (bare[0], min(bare[1], WITHOUT_ACCENTS)) if bare else None

    def nearest(self, name: str) -> tuple[str, float] | None:
        """Return the unit whose name is most like this one, and how much, from 0 to 1.

        The beginning of one name only counts as near: "Văn phòng" where there is one.
        """
        if len(name) > LONGEST_NAME:
            return None
        words = without_accents(packed(spelt_out(self._without_place(key(name)))))
        begun = [unit for full, unit in self.names.items() if full.startswith(words)]
        if len(begun) == 1 and " " in key(name):
            return begun[0], ONLY_BEGINNING
        rated = [
            (SequenceMatcher(None, words, packed_name, autojunk=False).ratio(), unit)
            for packed_name, unit in self.names.items()
        ]
        likeness, unit = max(rated, default=(0.0, ""))
        return (unit, likeness) if likeness >= RESEMBLES else None

    def _without_place(self, words: str) -> str:
        whole = words.removesuffix(f" {self.place}") if self.place else words
        return BELONGS.sub("", whole).removesuffix(" thuộc").removesuffix(" của")


def directory_of(office: Office) -> Directory:
    """Return the directory of an office; a form that two units share belongs to none."""
    place = key(office.place)
    found: dict[str, list[tuple[str, float]]] = {}
    for unit in office.units:
        posts = (post.title for post in office.posts if post.id in (unit.head, unit.focal))
        for form, confidence in (*_forms(unit, place), *((key(post), BY_POST) for post in posts)):
            for written in dict.fromkeys((form, spelt_out(form))):
                found.setdefault(packed(written), []).append((unit.id, confidence))
    known = {
        form: max(rated, key=lambda each: each[1])
        for form, rated in found.items()
        if len({unit for unit, _ in rated}) == 1
    }
    names = {
        without_accents(packed(spelt_out(_bare(unit.name, place)))): unit.id
        for unit in office.units
    }
    return Directory(_with_unaccented(known), names, place)


def packed(words: str) -> str:
    """Return a key without spaces and without "và", as which names are compared."""
    return "".join(word for word in words.split() if word != "và")


def spelt_out(words: str) -> str:
    """Return a key with the usual abbreviations spelt out."""
    return " ".join(SPELT_OUT.get(word, word) for word in words.split())


def _with_unaccented(known: dict[str, tuple[str, float]]) -> dict[str, tuple[str, float]]:
    """Add each form without accents, where that means one unit only."""
    bare: dict[str, set[str]] = {}
    for form, (unit, _) in known.items():
        bare.setdefault(without_accents(form), set()).add(unit)
    added = {
        form: (next(iter(units)), WITHOUT_ACCENTS)
        for form, units in bare.items()
        if len(units) == 1
    }
    return added | known


def _forms(unit: Unit, place: str) -> Iterator[tuple[str, float]]:
    for name in dict.fromkeys((unit.name, unit.short)):
        yield key(name), WHOLE
        yield _bare(name, place), WITHOUT_PLACE
    bare = _bare(unit.name, place)
    yield from _shortened(bare)
    yield from _initials_alone(bare)


def _bare(name: str, place: str) -> str:
    return BELONGS.sub("", key(name).removesuffix(f" {place}"))


def _shortened(name: str) -> Iterator[tuple[str, float]]:
    """Yield a name with its first words and the rest shortened: P. VHXH, TT PVHCC, TTPVHCC."""
    for first, shorts in SHORT_FIRST.items():
        if not name.startswith(f"{first} "):
            continue
        rest = name.removeprefix(f"{first} ")
        for written in _rests(rest):
            yield f"{first} {written}", INITIALS
            yield from ((f"{short} {written}", INITIALS) for short in shorts)
        yield from ((f"{short} {rest}", INITIALS) for short in shorts)


def _rests(rest: str) -> Iterable[str]:
    words = rest.split()
    short = "".join(word[0] for word in words)
    without_and = "".join(word[0] for word in words if word != "và")
    return dict.fromkeys((short, without_and))


def _initials_alone(name: str) -> Iterator[tuple[str, float]]:
    """Yield the initials of what follows the first word, as in a column of VHXH, PVHCC."""
    for first in SHORT_FIRST:
        if name.startswith(f"{first} "):
            for short in _rests(name.removeprefix(f"{first} ")):
                if len(short) >= SHORTEST_INITIALS:
                    yield short, BARE_INITIALS
