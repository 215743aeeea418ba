"""Where a reply to a letter goes, and how one is known again: plus address, tag, bounce address.

A letter about one unit gets an address of its own while a mailbox is read; every other letter, and
all of an office without one, is answered to the coordinator's own box.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from sqlalchemy import Connection

from cchc_scheduler.actions.capability_links import FIRST, Links
from cchc_scheduler.core.capabilities import is_token, same_token, token_of
from cchc_scheduler.core.offices import Office
from cchc_scheduler.store import capabilities

BOUNCE: Final = "b-"
TAG_LENGTH: Final = 8


@dataclass(frozen=True, slots=True)
class ReplyDoor:
    """The address replies to one letter go to, and the tag its subject bears where it needs one."""

    address: str
    tag: str | None = None


@dataclass(frozen=True, slots=True)
class ReplySettings:
    """How the office's mailbox takes replies.

    `address` is the mailbox's own (None: the sender's); `plus` says that the mail server delivers
    name+anything there too; `bounces` is the address that returned mail goes to, None to leave the
    sender's own on the envelope. `expires` is the day on which the mailbox's password does.
    """

    address: str | None = None
    plus: bool = True
    bounces: str | None = None
    expires: date | None = None


class Replies:
    """Makes reply addresses with the office's secret key, and knows them again."""

    def __init__(self, key: str, settings: ReplySettings) -> None:
        """Keep both."""
        self._key: Final = key
        self._settings: Final = settings
        self._links: Final = Links("", key)

    @property
    def expires(self) -> date | None:
        """The day on which the mailbox's password expires, where that is known."""
        return self._settings.expires

    def __repr__(self) -> str:
        """Show where replies go, never with what key the addresses are made."""
        return f"Replies({self._settings.address})"

    def door(self, connection: Connection, office: Office, subject: str, at: datetime) -> ReplyDoor:
        """Return where replies about a subject (an obligation, or a unit) go."""
        token = self._links.token(connection, "reply", subject, at)
        name, _, host = self._address(office).rpartition("@")
        if self._settings.plus:
            return ReplyDoor(f"{name}+{token}@{host}")
        return ReplyDoor(f"{name}@{host}", tag_of(token))

    def subject_of(
        self, connection: Connection, office: Office, recipients: Iterable[str]
    ) -> str | None:
        """Return what the first of these addresses that holds a good token is about."""
        for extra in self._extras(self._address(office), recipients):
            subject = self._links.subject_of(connection, "reply", extra)
            if subject is not None:
                return subject
        return None

    def tagged(self, connection: Connection, line: str, subjects: Sequence[str]) -> str | None:
        """Return which of the subjects' tags stands in a mail's subject line."""
        if self._settings.plus:
            return None
        for subject in subjects:
            generation = capabilities.newest_generation(connection, "reply", subject)
            token = token_of(self._key, "reply", subject, generation or FIRST)
            if generation and tag_of(token) in line.upper():
                return subject
        return None

    def envelope(self, message_id: str) -> str | None:
        """Return the address that a letter comes back to if it can't be delivered, or None."""
        if self._settings.bounces is None:
            return None
        name, _, host = self._settings.bounces.rpartition("@")
        return f"{name}+{BOUNCE}{token_of(self._key, 'bounce', message_id, FIRST)}@{host}"

    def returned_to(self, recipients: Iterable[str]) -> list[str]:
        """Return which of the addresses have the form of one that letters come back to."""
        if self._settings.bounces is None:
            return []
        name, _, host = self._settings.bounces.rpartition("@")
        extras = self._extras(self._settings.bounces, recipients)
        tokens = [extra.removeprefix(BOUNCE) for extra in extras if extra.startswith(BOUNCE)]
        return [f"{name}+{BOUNCE}{token}@{host}" for token in tokens if is_token(token)]

    def is_envelope(self, address: str, message_id: str) -> bool:
        """Tell whether a returned address was really made for this letter."""
        right = self.envelope(message_id)
        return right is not None and same_token(address, right)

    def own(self, office: Office) -> frozenset[str]:
        """Return the addresses of the service itself: nothing from them is ever answered."""
        known = {self._address(office), office.sender_address, self._settings.bounces or ""}
        return frozenset(each.lower() for each in known if each)

    def is_own(self, office: Office, address: str) -> bool:
        """Tell whether an address is the service's own, with whatever stands behind a plus."""
        name, _, host = address.lower().rpartition("@")
        return f"{name.partition('+')[0]}@{host}" in self.own(office)

    def _address(self, office: Office) -> str:
        return (self._settings.address or office.sender_address).lower()

    def _extras(self, address: str, recipients: Iterable[str]) -> list[str]:
        """Return what stands behind the plus of each address that is ours."""
        name, _, host = address.lower().rpartition("@")
        found: list[str] = []
        for each in recipients:
            local, _, domain = each.lower().rpartition("@")
            before, plus, extra = local.partition("+")
            if plus and (before, domain) == (name, host):
                found.append(extra)
        return found


def tag_of(token: str) -> str:
    """Return the short mark that a subject line bears where plus addresses are not delivered."""
    return f"[CCHC-{token[:TAG_LENGTH].upper()}]"
