"""Headers and bytes of mail that came in, as text: never an error, whatever stands there.

Names and subjects are read with the legacy header decoder: the modern one puts blanks into
Vietnamese names that stand in two encoded words.
"""

import re
from email.header import Header, decode_header
from email.utils import getaddresses, parseaddr
from typing import Final
from unicodedata import normalize

# What a declared charset is tried as, when it is not known or does not fit (in this order).
FALLBACKS: Final = ("utf-8", "windows-1258")
MESSAGE_ID: Final = re.compile(r"<[^<>\s]+>")
# Old Vietnamese fonts (TCVN3) used these signs for accented letters; dense, they give it away.
TCVN3_SIGNS: Final = frozenset("µ¸¶·¹¨»¾¼½Æ©ÇÊÈÉË®ÐÌÎÏÑªÒÕÓÔÖ×ÝØÜÞßãáâä«åèæçé¬êíëìîïóñòô­õøö÷ùúýûüþ")
TCVN3_SHARE: Final = 0.08
LEAST_LETTERS: Final = 40
UNSEEN: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u200b\u2060\ufeff]")


def header_text(value: object) -> str:
    """Return a header's value as one line of NFC text; encoded words are decoded."""
    if value is None:
        return ""
    raw = value if isinstance(value, Header) else str(value)
    try:
        parts = [_decoded(part, charset) for part, charset in decode_header(raw)]
    except Exception:  # noqa: BLE001 - a header of any shape must give some text
        parts = [str(raw)]
    return " ".join(clean("".join(parts)).split())


def addresses(value: object) -> list[str]:
    """Return the addresses of an address header, lower-cased, in order."""
    if value is None:
        return []
    try:
        found = getaddresses([str(value)])
    except Exception:  # noqa: BLE001 - the same
        return []
    return [address.lower() for _, address in found if "@" in address]


def first_address(value: object) -> str:
    """Return the first address of a header, or what stands there, or an empty text."""
    known = addresses(value)
    if known:
        return known[0]
    try:
        return parseaddr(str(value or ""))[1].lower()
    except Exception:  # noqa: BLE001 - the same
        return ""


def message_ids(value: object) -> list[str]:
    """Return every Message-ID that stands in a header, in order."""
    return MESSAGE_ID.findall(str(value)) if value is not None else []


def body_text(octets: bytes, charset: str | None) -> tuple[str, str | None]:
    """Return bytes of a body as NFC text, and a warning when the charset was not what it said."""
    if charset:
        try:
            return clean(octets.decode(charset)), None
        except (LookupError, UnicodeDecodeError, ValueError):
            pass
    for name in FALLBACKS:
        try:
            text = clean(octets.decode(name))
        except (UnicodeDecodeError, ValueError):
            continue
        plain = charset is None or charset.lower() in ("us-ascii", "ascii", "unknown-8bit")
        told = plain and (name == "utf-8" or octets.isascii())
        return text, None if told else f"charset {charset!r} did not fit; read as {name}"
    return clean(octets.decode("latin-1")), f"charset {charset!r} did not fit; read as latin-1"


def looks_like_tcvn3(text: str) -> bool:
    """Tell whether a text seems to be written for an old Vietnamese font (.VnTime and the like)."""
    letters = [character for character in text if character.isalpha() or not character.isascii()]
    if len(letters) < LEAST_LETTERS:
        return False
    odd = sum(character in TCVN3_SIGNS for character in letters)
    vietnamese = any(
        character in "ạảấầậẩẫắằặẳẵẹẻẽếềệểễỉịọỏốồộổỗớờợởỡụủứừựửữỳỵỷỹ" for character in text
    )
    return not vietnamese and odd / len(letters) > TCVN3_SHARE


def clean(text: str) -> str:
    """Return text in NFC with LF line ends and without characters that can't be seen."""
    mended = as_text(text)
    return UNSEEN.sub("", normalize("NFC", mended.replace("\r\n", "\n").replace("\r", "\n")))


def as_text(text: str) -> str:
    """Return text in which bytes that stood raw in a header are read: UTF-8, else windows-1258."""
    if not any("\ud800" <= character <= "\udfff" for character in text):
        return text
    octets = text.encode("utf-8", "surrogateescape")
    try:
        return octets.decode("utf-8")
    except UnicodeDecodeError:
        return octets.decode("windows-1258", "replace")


def _decoded(part: bytes | str, charset: str | None) -> str:
    if isinstance(part, str):
        return part
    return body_text(part, charset)[0]
