"""The office as values: its units, its posts and the people who hold them.

A role is a post, a post is held by a person, a person has an address: the three never mix.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Final

from cchc_scheduler.words import Rank

# Reserved by RFC 2606 for examples: nobody can ever be reached there.
PLACEHOLDERS: Final = ("example", "example.com", "example.net", "example.org")


def is_placeholder(address: str) -> bool:
    """Tell whether an address only stands for one, such as `dau-moi@phong-kinh-te.example`."""
    domain = address.rpartition("@")[2].casefold().rstrip(".")
    return any(domain == name or domain.endswith(f".{name}") for name in PLACEHOLDERS)


@dataclass(frozen=True, slots=True)
class Person:
    """Someone who can be written to; `name` is None while only the post is known."""

    id: str
    name: str | None
    address: str
    phone: str | None


@dataclass(frozen=True, slots=True)
class Post:
    """A post (chức danh): `holder` None means vacant; `second` is a second contact, if any."""

    id: str
    title: str
    rank: Rank
    holder: str | None
    second: str | None = None


@dataclass(frozen=True, slots=True)
class Unit:
    """A department that owes something; `head` and `focal` are ids of posts.

    `from_day` and `to_day` bound its existence, so that an old period keeps the old name.
    """

    id: str
    name: str
    short: str
    head: str
    focal: str
    coordinator: bool = False
    from_day: date | None = None
    to_day: date | None = None

    def exists_on(self, day: date) -> bool:
        """Tell whether the unit exists on a day."""
        begun = self.from_day is None or self.from_day <= day
        return begun and (self.to_day is None or day <= self.to_day)


@dataclass(frozen=True, slots=True)
class Absence:
    """A post whose holder is away on the given days, both included; `deputy` is a person's id."""

    post: str
    first_day: date
    last_day: date
    deputy: str | None


@dataclass(frozen=True, slots=True)
class Former:
    """Units and posts that the directory no longer has; nobody holds such a post."""

    units: tuple[Unit, ...] = ()
    posts: tuple[Post, ...] = ()


@dataclass(frozen=True, slots=True)
class _ById:
    """Everything of an office by its id, and the highest rank of each person."""

    units: Mapping[str, Unit]
    posts: Mapping[str, Post]
    people: Mapping[str, Person]
    ranks: Mapping[str, Rank]
    places: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Office:
    """One commune's People's Committee: the office whose home this is.

    `office_chief` is the post of the Chánh Văn phòng, `vice_chair` the vice chair in charge;
    None where no such post is named. `link_hosts` are the hosts the office keeps its papers on,
    `it` is the person who keeps the machine, if one is named. `former` are units and posts that an
    earlier directory knew and this one leaves out: the record may still speak of them.
    """

    name: str
    place: str
    city: str
    sender_name: str
    sender_address: str
    units: tuple[Unit, ...]
    posts: tuple[Post, ...]
    people: tuple[Person, ...]
    chair: str
    office_chief: str | None
    vice_chair: str | None
    link_hosts: tuple[str, ...] = ()
    it: str | None = None
    former: Former = Former()
    _known: _ById = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        ranks: dict[str, Rank] = {}
        for post in self.posts:
            if post.holder is not None:
                ranks[post.holder] = max(post.rank, ranks.get(post.holder, post.rank))
        units = {unit.id: unit for unit in self.every_unit}
        known = _ById(
            units,
            {post.id: post for post in (*self.posts, *self.former.posts)},
            {person.id: person for person in self.people},
            ranks,
            {unit: number for number, unit in enumerate(units)},
        )
        object.__setattr__(self, "_known", known)  # the value is frozen, its index is no part of it

    def unit(self, unit_id: str) -> Unit:
        """Return the unit with this id; KeyError when there is none and never was."""
        return self._known.units[unit_id]

    def order_of(self, unit_id: str) -> int:
        """Return where a unit stands in the plan's order; former ones come after all others."""
        return self._known.places.get(unit_id, len(self._known.places))

    @property
    def every_unit(self) -> tuple[Unit, ...]:
        """The units in the plan's order, then the former ones."""
        return (*self.units, *self.former.units)

    def is_former(self, unit_id: str) -> bool:
        """Tell whether the directory no longer has this unit."""
        return self.order_of(unit_id) >= len(self.units)

    def post(self, post_id: str) -> Post:
        """Return the post with this id; KeyError when there is none."""
        return self._known.posts[post_id]

    def person(self, person_id: str) -> Person:
        """Return the person with this id; KeyError when there is none."""
        return self._known.people[person_id]

    @property
    def placeholders(self) -> tuple[str, ...]:
        """The addresses of people and sender that only stand for one, in order of the alphabet."""
        known = {self.sender_address, *(person.address for person in self.people)}
        return tuple(sorted(address for address in known if is_placeholder(address)))

    def rank_at(self, post_id: str) -> Rank:
        """Return the rank of whoever holds a post: that of the highest post they hold."""
        post = self.post(post_id)
        if post.holder is None:
            return post.rank
        return self._known.ranks[post.holder]

    @property
    def coordinator(self) -> Unit:
        """The unit that compiles the reports."""
        return next(unit for unit in self.units if unit.coordinator)


def with_former(office: Office, earlier: Iterable[Office]) -> Office:
    """Return the office that also knows what only earlier directories, oldest first, had."""
    units: dict[str, Unit] = {}
    posts: dict[str, Post] = {}
    for each in earlier:
        units |= {unit.id: unit for unit in each.units}
        posts |= {post.id: replace(post, holder=None, second=None) for post in each.posts}
    kept_units, kept_posts = {u.id for u in office.units}, {p.id for p in office.posts}
    former = Former(
        tuple(unit for key, unit in units.items() if key not in kept_units),
        tuple(post for key, post in posts.items() if key not in kept_posts),
    )
    return replace(office, former=former)
