"""Links that a sender put into a mail: found, unwrapped from mail filters, and never fetched."""

import base64
import binascii
import re
from collections.abc import Callable, Iterable
from typing import Final
from urllib.parse import parse_qs, unquote, urlsplit, urlunsplit

MOST_LINKS: Final = 500
MOST_WRAPS: Final = 5
LONGEST: Final = 4_000
# With what filters put around it; a longer one is no link that somebody wrote.
LONGEST_WRAPPED: Final = 20_000
URL: Final = re.compile(r"https?://[^\s<>\"'`{}|\\^\[\]]+", re.IGNORECASE)
ENDINGS: Final = ".,;:!?»”’*_…"
BRACKETS: Final = {")": "(", "]": "[", "}": "{"}
PROOFPOINT_2: Final = str.maketrans({"-": "%", "_": "/"})
PROOFPOINT_3: Final = re.compile(r"/v3/__(?P<url>.+?)__;(?P<codes>[^!]*)!", re.IGNORECASE)
RUN: Final = re.compile(r"\*(\*[A-Z])?")


def links_in(text: str, targets: Iterable[str] = ()) -> tuple[list[str], list[str]]:
    """Return the links of a text and of an HTML body, unwrapped, each once, in order; and warnings.

    Only http and https; a link that names a user before its host is left out and told.
    """
    found: dict[str, None] = {}
    warnings: list[str] = []
    for raw in [*(match.group() for match in URL.finditer(text)), *targets]:
        link, warning = _accepted(raw)
        if warning is not None and warning not in warnings:
            warnings.append(warning)
        if link is not None:
            found.setdefault(link)
        if len(found) > MOST_LINKS:
            warnings.append(f"more than {MOST_LINKS} links; the others are left out")
            break
    return list(found)[:MOST_LINKS], warnings


def unwrap(link: str) -> str:
    """Return the link behind what filters and search pages put around it, at most five deep."""
    for _ in range(MOST_WRAPS):
        inner = next((found for open_ in _UNWRAPPERS if (found := open_(link))), None)
        if inner is None or inner == link:
            return link
        link = inner
    return link


def trimmed(link: str) -> str:
    """Return a link without the punctuation of the sentence it stands in."""
    while link:
        last = link[-1]
        opened = BRACKETS.get(last)
        unmatched = opened is not None and link.count(last) > link.count(opened)
        if last not in ENDINGS and not unmatched:
            return link
        link = link[:-1]
    return link


def _accepted(raw: str) -> tuple[str | None, str | None]:
    if len(raw) > LONGEST_WRAPPED:
        return None, "a link that is too long was left out"
    try:
        link = unwrap(trimmed(raw.strip().replace("\n", "")))
        parts = urlsplit(link)
        host = parts.hostname
    except ValueError:
        return None, "a link that can't be read was left out"
    if parts.scheme.lower() not in ("http", "https") or not host or len(link) > LONGEST:
        return None, None
    if "@" in parts.netloc:
        return None, f"a link with a user name before {host} was left out"
    return _plain_host(link), None


def _plain_host(link: str) -> str:
    """Return a link with its host as ASCII, so that a look-alike can be seen."""
    parts = urlsplit(link)
    host = parts.hostname or ""
    if host.isascii():
        return link
    try:
        plain = host.encode("idna").decode("ascii")
    except UnicodeError:
        return link
    port = f":{parts.port}" if parts.port else ""
    return urlunsplit(parts._replace(netloc=f"{plain}{port}"))


def _query(link: str, *names: str) -> str | None:
    values = parse_qs(urlsplit(link).query)
    found = next((values[name][0] for name in names if values.get(name)), None)
    return found if found and found.lower().startswith(("http://", "https://")) else None


def _safelinks(link: str) -> str | None:
    host = urlsplit(link).hostname or ""
    return _query(link, "url") if host.endswith("safelinks.protection.outlook.com") else None


def _google(link: str) -> str | None:
    parts = urlsplit(link)
    is_google = (parts.hostname or "").removeprefix("www.") in ("google.com", "google.com.vn")
    return _query(link, "q", "url") if is_google and parts.path == "/url" else None


def _zalo(link: str) -> str | None:
    parts = urlsplit(link)
    host = parts.hostname or ""
    is_zalo = host == "zalo.me" or host.endswith((".zalo.me", ".zaloapp.com"))
    return _query(link, "url", "continue", "link") if is_zalo else None


def _facebook(link: str) -> str | None:
    parts = urlsplit(link)
    return (
        _query(link, "u")
        if (parts.hostname or "") in ("l.facebook.com", "lm.facebook.com")
        else None
    )


def _proofpoint(link: str) -> str | None:
    parts = urlsplit(link)
    if not (parts.hostname or "").endswith("urldefense.proofpoint.com") and not (
        parts.hostname or ""
    ).endswith("urldefense.com"):
        return None
    coded = PROOFPOINT_3.search(link)
    if coded is not None:
        return _proofpoint_3(coded["url"], coded["codes"])
    wrapped = parse_qs(parts.query).get("u")
    return unquote(wrapped[0].translate(PROOFPOINT_2)) if wrapped else None


def _proofpoint_3(url: str, codes: str) -> str:
    """Put back the characters that version 3 took out: one for `*`, a run for `**X`."""
    taken = iter(_decoded_codes(codes))

    def put_back(match: re.Match[str]) -> str:
        run = match.group(1)
        count = 1 if run is None else ord(run[1]) - ord("A") + 2
        return "".join(next(taken, "") for _ in range(count))

    return RUN.sub(put_back, url)


def _decoded_codes(codes: str) -> str:
    try:
        padded = codes + "=" * (-len(codes) % 4)
        return base64.urlsafe_b64decode(padded).decode("utf-8", "replace")
    except (binascii.Error, ValueError):
        return ""


_UNWRAPPERS: Final[tuple[Callable[[str], str | None], ...]] = (
    _safelinks,
    _google,
    _zalo,
    _facebook,
    _proofpoint,
)
