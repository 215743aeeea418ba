"""Capability links: what a person may open and do without an account, and for how long.

A token is made from the office's secret key and what it is for, so that every letter about one
obligation shows the same link. It is valid until revoked, also after the deadline.
"""

import base64
import hashlib
import hmac
import re
from typing import Final, Literal

Purpose = Literal["page", "reply", "bounce", "feed", "mail", "report", "leader", "supervision"]
TOKEN_BYTES: Final = 20
LENGTH: Final = 32
LEAST_KEY: Final = 16
LETTERS: Final = frozenset("abcdefghijklmnopqrstuvwxyz234567")
# A token, or the short mark made from one, wherever it stands in a text.
IN_TEXT: Final = re.compile(r"(?<![A-Za-z0-9])[A-Za-z2-7]{32}(?![A-Za-z0-9])")
TAG_IN_TEXT: Final = re.compile(r"(\[CCHC-)[A-Z2-7]{8}(\])")
MASK: Final = "••••"


def token_of(key: str, purpose: Purpose, subject: str, generation: int) -> str:
    """Return the token for one purpose about one subject: 32 letters and digits, 160 bits.

    `subject` is an obligation's id (a unit's, `coordinator` or a leader's post for a feed, a
    letter's for a bounce, a mail and an obligation for a mail that came in, a period for its
    compiled report, a post for a leader's page, an organisation for its supervision); a higher
    `generation` is a new token.
    Raises ValueError when the key is too short to be a secret.
    """
    if len(key) < LEAST_KEY:
        raise ValueError("the secret key is too short")
    told = f"{purpose}|{subject}|{generation}".encode()
    digest = hmac.digest(key.encode(), told, "sha256")
    return base64.b32encode(digest[:TOKEN_BYTES]).decode().lower()


def folded(token: str) -> str:
    """Return a token as it is compared: mail systems change the case of letters."""
    return token.strip().casefold()


def is_token(text: str) -> bool:
    """Tell whether a text has the form of a token at all."""
    known = folded(text)
    return len(known) == LENGTH and LETTERS.issuperset(known)


def same_token(given: str, right: str) -> bool:
    """Compare two tokens in a time that tells nothing about where they differ."""
    return hmac.compare_digest(folded(given).encode(), folded(right).encode())


def fingerprint(token: str) -> str:
    """Return what the store keeps to find a token by: its hash, from which none can be made."""
    return hashlib.sha256(folded(token).encode()).hexdigest()


def masked(text: str) -> str:
    """Return a text in which no token stands any more, so that showing it opens nothing."""
    return TAG_IN_TEXT.sub(rf"\1{MASK}\2", IN_TEXT.sub(MASK, text))
