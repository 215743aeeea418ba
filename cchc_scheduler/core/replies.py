"""What follows from a mail that came in: recorded, a person decides, kept apart, or nothing.

A reply is recorded only when it is sure who sent it, what it answers, and what was handed in; every
other case goes to a person, and the chase goes on meanwhile.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Final, Literal
from unicodedata import combining, normalize
from urllib.parse import urlsplit

from cchc_scheduler.core.submissions import FILE_TYPES, HandedFile

Fate = Literal["recorded", "person", "quarantined", "absence", "automatic"]
Answer = Literal["receipt", "read", "which", "stranger"]
Proof = Literal["token", "thread", "none"]
Why = Literal[
    "own-mail",
    "automatic",
    "automatic-with-report",
    "away",
    "failed-authentication",
    "unknown-sender",
    "other-unit",
    "marked",
    "changed-content",
    "too-large",
    "unread",
    "too-many-links",
    "nil",
    "other-files",
    "words-only",
    "after-receipt",
    "closed",
    "unproven",
    "which",
    "not-allowed",
]
MOST_LINKS: Final = 20
TAKES: Final = ("scheduled", "open", "returned", "submitted")
CHASED: Final = ("open", "returned")
# What of several files is the report itself: the text to compile from first.
ORDER: Final = (".docx", ".odt", ".pdf", ".xlsx", ".zip")
# Pages that stand under a signature, never reports.
SOCIAL: Final = ("facebook.com", "zalo.me", "youtube.com", "tiktok.com", "linkedin.com", "x.com")
NIL_WORDS: Final = re.compile(r"khong (?:co (?:noi dung )?)?phat sinh")
SPACES: Final = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class Candidate:
    """Something a mail may answer; `names` are the words by which a person would call it."""

    obligation: str
    unit: str
    state: str
    names: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Seen:
    """A mail as far as it matters here.

    `words` is what was typed, with subject and file names; `links` only those that may be a report;
    `files` those of a kind that may be handed in. `changed` says that a mail with its Message-ID
    and other content came before; `whole` is false when it was too large to fetch, `readable`
    when only its headers could be read.
    """

    sender: str
    automatic: bool = False
    away: bool = False
    authentication: Literal["passed", "failed", "unknown"] = "unknown"
    proof: Proof = "none"
    words: str = ""
    links: tuple[str, ...] = ()
    files: tuple[HandedFile, ...] = ()
    other_files: int = 0
    marked: bool = False
    changed: bool = False
    whole: bool = True
    readable: bool = True


@dataclass(frozen=True, slots=True)
class Known:
    """What the office knows: its own addresses, the unit's contacts, what the mail may answer.

    `contacts` are addresses of the units of `candidates`; `people` everybody of the office.
    """

    own: frozenset[str]
    people: frozenset[str]
    contacts: frozenset[str]
    candidates: tuple[Candidate, ...]


@dataclass(frozen=True, slots=True)
class Verdict:
    """What becomes of a mail, why, for what, and what its sender is told (None: nothing)."""

    fate: Fate
    why: Why | None = None
    obligation: str | None = None
    answer: Answer | None = None


def judge(seen: Seen, known: Known) -> Verdict:
    """Return what becomes of one mail; what a person must look at bears its obligation if sure."""
    verdict = (
        _not_from_a_person(seen, known)
        or _not_from_the_unit(seen, known)
        or _not_to_be_read(seen)
        or _nothing_in_it(seen, known)
        or _chosen(seen, known)
    )
    if verdict.fate in ("person", "quarantined") and len(known.candidates) == 1:
        return replace(verdict, obligation=known.candidates[0].obligation)
    return verdict


def report_links(links: Iterable[str], own_host: str | None) -> tuple[str, ...]:
    """Return the links that may be a report: not our own, not a bare site, not a social page."""
    return tuple(link for link in links if _may_be_a_report(link, own_host))


def main_file(files: Sequence[HandedFile]) -> HandedFile | None:
    """Return which of several files is the report itself; None when there is none."""
    ranked = sorted(files, key=lambda file: ORDER.index(FILE_TYPES[file.type]))
    return ranked[0] if ranked else None


def folded(text: str) -> str:
    """Return text as it is compared: no case, no accents, single blanks."""
    plain = normalize("NFD", text.casefold().replace("đ", "d").replace("_", " "))
    return SPACES.sub(" ", "".join(c for c in plain if not combining(c))).strip()


def _may_be_a_report(link: str, own_host: str | None) -> bool:
    try:
        parts = urlsplit(link)
    except ValueError:
        return False
    host = (parts.hostname or "").lower()
    social = any(host == each or host.endswith(f".{each}") for each in SOCIAL)
    bare = parts.path in ("", "/") and not parts.query and not parts.fragment
    own = own_host is not None and host == own_host.lower()
    return not (own or social or bare)


def _not_from_a_person(seen: Seen, known: Known) -> Verdict | None:
    """Mail of programs is never a report and never answered; with a report in it a person looks."""
    if seen.sender in known.own:
        return Verdict("automatic", "own-mail")
    if not seen.automatic:
        return None
    if (seen.files or seen.links) and seen.proof == "token" and seen.sender in known.contacts:
        return Verdict("person", "automatic-with-report")
    if seen.away and seen.sender in known.people:
        return Verdict("absence", "away")
    return Verdict("automatic", "automatic")


def _not_from_the_unit(seen: Seen, known: Known) -> Verdict | None:
    """Who is no contact of the unit needs a person's word; a forged sender is told nothing."""
    if seen.authentication == "failed":
        return Verdict("quarantined", "failed-authentication")
    if seen.sender in known.contacts:
        return None
    why: Why = "other-unit" if seen.sender in known.people else "unknown-sender"
    told = seen.proof == "token" or why == "other-unit"
    return Verdict("quarantined", why, answer="stranger" if told else None)


def _not_to_be_read(seen: Seen) -> Verdict | None:
    if seen.changed:
        return Verdict("person", "changed-content")
    if seen.marked:
        return Verdict("person", "marked", answer="read")
    if not seen.whole:
        return Verdict("person", "too-large", answer="read")
    if not seen.readable:
        return Verdict("person", "unread", answer="read")
    return None


def _nothing_in_it(seen: Seen, known: Known) -> Verdict | None:
    """Words alone clear no deadline: "đã nộp trực tiếp" is for the coordinator to look at.

    Words about something that was handed in, such as the number of the signed paper that a receipt
    asks for, are passed on without an answer.
    """
    if seen.files or 0 < len(seen.links) <= MOST_LINKS:
        return None
    if seen.links:
        return Verdict("person", "too-many-links", answer="read")
    if seen.other_files:
        return Verdict("person", "other-files", answer="read")
    states = {each.state for each in known.candidates}
    if states and not states & {"scheduled", *CHASED}:
        return Verdict("person", "after-receipt")
    nil = NIL_WORDS.search(folded(seen.words)) is not None
    return Verdict("person", "nil" if nil else "words-only", answer="read")


def _chosen(seen: Seen, known: Known) -> Verdict:
    """Find the one thing it answers; unsure means that a person and an answer ask."""
    able = [each for each in known.candidates if each.state in TAKES]
    if not able:
        return Verdict("person", "closed", answer="read")
    if seen.proof != "token" and seen.authentication != "passed":
        return Verdict("person", "unproven", answer="read")
    one = _narrowed(able, folded(seen.words))
    if one is None:
        return Verdict("person", "which", answer="which")
    return Verdict("recorded", None, one.obligation, "receipt")


def _narrowed(able: Sequence[Candidate], words: str) -> Candidate | None:
    if len(able) == 1:
        return able[0]
    named = [each for each in able if any(_stands_in(folded(name), words) for name in each.names)]
    if named:
        return named[0] if len(named) == 1 else None
    chased = [each for each in able if each.state in CHASED]
    return chased[0] if len(chased) == 1 else None


def _stands_in(name: str, words: str) -> bool:
    return bool(name) and re.search(rf"(?<!\w){re.escape(name)}(?!\w)", words) is not None
