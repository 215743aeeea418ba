"""`office.yaml`: the commune's units, the posts in them and the people who hold the posts."""

from typing import Final, Literal

from pydantic import Field

from cchc_scheduler.core.offices import Office, Person, Post, Unit
from cchc_scheduler.plan.fields import Address, Clause, Day, FileModel, Host, Id, Line
from cchc_scheduler.words import Rank

RankWord = Literal["staff", "head", "vice-chair", "chair"]
RANK_OF: Final[dict[RankWord, Rank]] = {
    "staff": Rank.STAFF,
    "head": Rank.HEAD,
    "vice-chair": Rank.VICE_CHAIR,
    "chair": Rank.CHAIR,
}


class SenderEntry(FileModel):
    """The box in whose name letters go out."""

    name: Line
    address: Address


class UnitEntry(FileModel):
    """A unit; `source` is the clause that names it, `head` and `focal` are ids of posts."""

    id: Id
    name: Line
    short: Line
    source: Clause
    head: Id
    focal: Id
    coordinator: bool = False
    from_day: Day | None = None
    to_day: Day | None = None

    def value(self) -> Unit:
        """Return the unit as a value of the rules."""
        return Unit(
            id=self.id,
            name=self.name,
            short=self.short,
            head=self.head,
            focal=self.focal,
            coordinator=self.coordinator,
            from_day=self.from_day,
            to_day=self.to_day,
        )


class PostEntry(FileModel):
    """A post; `holder` empty means vacant, `second` is one more contact for the same post."""

    id: Id
    title: Line
    rank: RankWord
    holder: Id | None
    second: Id | None = None

    def value(self) -> Post:
        """Return the post as a value of the rules."""
        return Post(self.id, self.title, RANK_OF[self.rank], self.holder, self.second)


class PersonEntry(FileModel):
    """Someone who can be written to; the name may stay empty, the address may not."""

    id: Id
    name: Line | None = None
    address: Address
    phone: Line | None = None

    def value(self) -> Person:
        """Return the person as a value of the rules."""
        return Person(self.id, self.name, self.address, self.phone)


class OfficeFile(FileModel):
    """The whole of `office.yaml`."""

    name: Line
    place: Line
    city: Line
    sender: SenderEntry
    units: list[UnitEntry] = Field(min_length=1)
    posts: list[PostEntry] = Field(min_length=1)
    people: list[PersonEntry] = Field(min_length=1)
    chair: Id
    office_chief: Id | None
    vice_chair: Id | None
    link_hosts: list[Host] = Field(default_factory=list)
    it: Id | None = None

    def value(self) -> Office:
        """Return the office as a value of the rules."""
        return Office(
            name=self.name,
            place=self.place,
            city=self.city,
            sender_name=self.sender.name,
            sender_address=self.sender.address,
            units=tuple(unit.value() for unit in self.units),
            posts=tuple(post.value() for post in self.posts),
            people=tuple(person.value() for person in self.people),
            chair=self.chair,
            office_chief=self.office_chief,
            vice_chair=self.vice_chair,
            link_hosts=tuple(self.link_hosts),
            it=self.it,
        )
