"""Capability links: made when a letter needs one, opened by a page, revoked by a person."""

from collections.abc import Sequence
from datetime import datetime
from typing import Final

from sqlalchemy import Connection

from cchc_scheduler.core.capabilities import (
    Purpose,
    fingerprint,
    is_token,
    same_token,
    token_of,
)
from cchc_scheduler.core.feeds import COORDINATOR, LEADER
from cchc_scheduler.store import audit, capabilities
from cchc_scheduler.store.database import Database
from cchc_scheduler.store.prepared import Row

FIRST: Final = 1


class Links:
    """Makes and opens links with the office's secret key, under its public address."""

    def __init__(self, base_url: str, key: str) -> None:
        """Keep both; `base_url` has no slash at its end."""
        self.base_url: Final = base_url.rstrip("/")
        self._key: Final = key

    def __repr__(self) -> str:
        """Show where links lead, never with what key they are made."""
        return f"Links({self.base_url})"

    def page_of(self, connection: Connection, obligation: str, now: datetime) -> str:
        """Return the link to the page of one obligation, the same in every letter about it."""
        token = self.token(connection, "page", obligation, now)
        return f"{self.base_url}/n/{token}"

    def report_of(self, connection: Connection, period: str, now: datetime) -> str:
        """Return the coordinator's link to the files of a period's compiled reports."""
        token = self.token(connection, "report", period, now)
        return f"{self.base_url}/r/{token}"

    def token(self, connection: Connection, purpose: Purpose, subject: str, now: datetime) -> str:
        """Return the token in force, making its row when there is none."""
        known = capabilities.newest_generation(connection, purpose, subject)
        token = token_of(self._key, purpose, subject, known or FIRST)
        if not known:
            capabilities.add(connection, [_row(token, purpose, subject, FIRST, now)])
        return token

    def subject_of(self, connection: Connection, purpose: Purpose, token: str) -> str | None:
        """Return what a token opens, or None when it is none, another's or revoked."""
        return self.subjects_of(connection, purpose, [token])[0]

    def subjects_of(
        self, connection: Connection, purpose: Purpose, tokens: Sequence[str]
    ) -> list[str | None]:
        """Return what each token opens, asking the store once."""
        marks = {token: fingerprint(token) for token in tokens if is_token(token)}
        rows = capabilities.by_fingerprints(connection, marks.values()) if marks else {}
        return [self._opened(rows.get(marks.get(token, "")), purpose, token) for token in tokens]

    def _opened(self, row: Row | None, purpose: Purpose, token: str) -> str | None:
        """Return what a row opens for a token.

        The token is made again from the key and compared, so that a row alone opens nothing.
        """
        if row is None or row["revoked_at"] is not None or row["purpose"] != purpose:
            return None
        right = token_of(self._key, purpose, row["subject"], row["generation"])
        return str(row["subject"]) if same_token(token, right) else None

    def naming_mail(self, link: str, mail: int, sha256: str, obligation: str) -> str:
        """Return the link to an obligation's page that also names a mail that came in."""
        return f"{link}?thu={mail}-{self._mail_token(sha256, obligation)}"

    def opens_mail(self, token: str, sha256: str, obligation: str) -> bool:
        """Tell whether a token names the mail with this hash for this obligation."""
        return is_token(token) and same_token(token, self._mail_token(sha256, obligation))

    def _mail_token(self, sha256: str, obligation: str) -> str:
        return token_of(self._key, "mail", f"{sha256}|{obligation}", FIRST)

    def feed_of(self, connection: Connection, subject: str) -> str | None:
        """Return the link to a calendar feed; None while nobody made one. Writes nothing."""
        newest = capabilities.newest_generation(connection, "feed", subject)
        token = token_of(self._key, "feed", subject, newest)
        known = newest and self.subject_of(connection, "feed", token) == subject
        return _feed(self.base_url, token) if known else None

    def new_feed(self, db: Database, subject: str, by: str, now: datetime) -> str:
        """Make a link to a calendar feed; an earlier one opens nothing from now on.

        `subject` is a unit's id, `coordinator` or `leader:<post>`, as the core's feeds name them.
        """
        with db.work() as connection:
            newest = capabilities.newest_generation(connection, "feed", subject)
            capabilities.revoke(connection, "feed", subject, now)
            token = token_of(self._key, "feed", subject, newest + 1)
            capabilities.add(connection, [_row(token, "feed", subject, newest + 1, now)])
            audit.write(connection, now, [(by, "feed made", _told(subject), {})])
        return _feed(self.base_url, token)

    def end_feed(self, db: Database, subject: str, by: str, now: datetime) -> bool:
        """Revoke the link to a calendar feed; tell whether there was one that still opened it."""
        with db.work() as connection:
            ended = capabilities.revoke(connection, "feed", subject, now) > 0
            if ended:
                audit.write(connection, now, [(by, "feed revoked", _told(subject), {})])
        return ended

    def reissue(self, db: Database, obligation: str, by: str, now: datetime) -> str:
        """Revoke the links of an obligation's page and return a new one."""
        with db.work() as connection:
            newest = capabilities.newest_generation(connection, "page", obligation)
            capabilities.revoke(connection, "page", obligation, now)
            token = token_of(self._key, "page", obligation, newest + 1)
            capabilities.add(connection, [_row(token, "page", obligation, newest + 1, now)])
            audit.write(connection, now, [(by, "link reissued", obligation, {})])
        return f"{self.base_url}/n/{token}"

    def in_force(self, connection: Connection, purpose: Purpose, subject: str) -> str | None:
        """Return the token that opens something now; None while there is none. Writes nothing."""
        newest = capabilities.newest_generation(connection, purpose, subject)
        token = token_of(self._key, purpose, subject, newest)
        known = newest and self.subject_of(connection, purpose, token) == subject
        return token if known else None

    def renew(self, connection: Connection, purpose: Purpose, subject: str, now: datetime) -> str:
        """Revoke what opens something now and return the token of a new link."""
        newest = capabilities.newest_generation(connection, purpose, subject)
        capabilities.revoke(connection, purpose, subject, now)
        token = token_of(self._key, purpose, subject, newest + 1)
        capabilities.add(connection, [_row(token, purpose, subject, newest + 1, now)])
        return token


def _told(subject: str) -> str:
    """Return a feed's subject as the log names it."""
    return subject if subject == COORDINATOR or subject.startswith(LEADER) else f"unit {subject}"


def _feed(base_url: str, token: str) -> str:
    return f"{base_url}/lich/{token}.ics"


def _row(
    token: str, purpose: Purpose, subject: str, generation: int, now: datetime
) -> dict[str, object]:
    return {
        "fingerprint": fingerprint(token),
        "purpose": purpose,
        "subject": subject,
        "generation": generation,
        "made_at": now,
    }
