"""Who is called when a mail does not arrive: a post with its unit, and the telephone number."""

from collections.abc import Iterable
from dataclasses import dataclass

from cchc_scheduler.actions.desk import Desk
from cchc_scheduler.core.offices import Post
from cchc_scheduler.documents.vietnamese import phone_words, post_of_unit


@dataclass(frozen=True, slots=True)
class Called:
    """A post in words, and the number of who holds it; None where the directory has none."""

    post: str
    phone: str | None

    @property
    def words(self) -> str:
        """The post with its number, or that there is none."""
        return f"{self.post}, {phone_words(self.phone)}"


def called_at(desk: Desk, post_id: str | None) -> Called | None:
    """Return whom to call at a post; None when the office has no such post (any more)."""
    office = desk.in_force.office
    post = next((each for each in office.posts if each.id == post_id), None)
    if post is None:
        return None
    holder = office.person(post.holder) if post.holder else None
    return Called(_with_unit(desk, post), holder.phone if holder else None)


def called_by_address(desk: Desk, address: str) -> Called | None:
    """Return whom to call for an address: the first post that is held or seconded from there."""
    office = desk.in_force.office
    owners = {person.id for person in office.people if person.address == address}
    return _first(called_at(desk, p.id) for p in office.posts if {p.holder, p.second} & owners)


def _first(found: Iterable[Called | None]) -> Called | None:
    return next((each for each in found if each is not None), None)


def _with_unit(desk: Desk, post: Post) -> str:
    """Return a post's title with its unit; a post above the units stays as it is."""
    for unit in desk.in_force.office.units:
        if post.id in (unit.focal, unit.head):
            return post_of_unit(post.title, unit.name)
    return post.title
