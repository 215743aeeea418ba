"""Who may sign in, and as what: the coordinating unit, the leaders, whoever keeps the machine.

Access follows from the posts a person holds today; nobody is given it twice.
"""

from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from cchc_scheduler.core.offices import Office, Person
from cchc_scheduler.words import Access, Rank

# A link by mail is used at once; a working day is done without signing in again.
SIGN_IN_LASTS: Final = timedelta(minutes=15)
SESSION_LASTS: Final = timedelta(hours=12)


@dataclass(frozen=True, slots=True)
class SignedIn:
    """Who looks at a page: the person, what their posts let them do, and the session's number.

    `title` is the post by which they are spoken to.
    """

    person: Person
    title: str
    access: frozenset[Access]
    session: int

    @property
    def name(self) -> str:
        """The name that is recorded with what they do: their own, or that of the post."""
        return self.person.name or self.title


def access_of(office: Office, person: str) -> frozenset[Access]:
    """Return what a person's posts let them do here; nothing for who holds none of them.

    The coordinator is whoever holds (or is the second contact of) the posts of focal point and
    head of the coordinating unit; a leader is whoever holds a post of rank vice chair or above.
    """
    found: set[Access] = set()
    unit = office.coordinator
    for post in office.posts:
        if person not in (post.holder, post.second):
            continue
        if post.id in (unit.focal, unit.head):
            found.add("coordinator")
        if post.rank >= Rank.VICE_CHAIR and person == post.holder:
            found.add("leader")
    if office.it == person:
        found.add("it")
    return frozenset(found)


def title_of(office: Office, person: str) -> str:
    """Return the highest post a person holds, or what they are here when they hold none."""
    held = [post for post in office.posts if person in (post.holder, post.second)]
    if not held:
        return "Người quản trị hệ thống"
    return max(held, key=lambda post: post.rank).title


def person_at(office: Office, address: str) -> Person | None:
    """Return the person with a mail address, however it is written; None when nobody has it."""
    wanted = address.strip().casefold()
    return next((each for each in office.people if each.address.casefold() == wanted), None)
