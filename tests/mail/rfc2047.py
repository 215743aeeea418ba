"""A reader of mail headers written from RFC 5322 and RFC 2047 alone, to hold the writer against.

It shares nothing with `email.header`: unfolding, encoded words and addresses are read by hand.
"""

import base64
import re

ENCODED = re.compile(r"=\?([A-Za-z0-9-]+)\?([bB])\?([A-Za-z0-9+/=]*)\?=")
BETWEEN = re.compile(r"(=\?[^?\s]+\?[bB]\?[^?\s]*\?=)[ \t]+(?==\?[^?\s]+\?[bB]\?[^?\s]*\?=)")


def header_lines(message: bytes) -> list[str]:
    """Return the physical lines of a message's head."""
    return message.partition(b"\r\n\r\n")[0].decode("ascii").split("\r\n")


def headers(message: bytes) -> list[tuple[str, str]]:
    """Return names and unfolded raw values, in order (RFC 5322 2.2.3)."""
    found: list[tuple[str, str]] = []
    for line in header_lines(message):
        if line[0] in " \t":
            name, value = found[-1]
            found[-1] = (name, value + line)
        else:
            name, _, value = line.partition(":")
            found.append((name, value))
    return [(name, value.strip(" ")) for name, value in found]


def header(message: bytes, name: str) -> str:
    """Return the one header of this name."""
    values = [value for known, value in headers(message) if known == name]
    assert len(values) == 1, f"{name}: {values}"
    return values[0]


def text(raw: str) -> str:
    """Return unstructured text: blanks between two encoded words are no text (RFC 2047 6.2)."""
    joined = BETWEEN.sub(r"\1", raw)
    octets = b""
    read = ""
    at = 0
    for word in ENCODED.finditer(joined):
        assert word[1].lower() == "utf-8"
        if joined[at : word.start()]:
            read += octets.decode("utf-8") + joined[at : word.start()]
            octets = b""
        # Each word must hold whole characters (RFC 2047 5): decode it by itself.
        base64.b64decode(word[3], validate=True).decode("utf-8")
        octets += base64.b64decode(word[3], validate=True)
        at = word.end()
    return read + octets.decode("utf-8") + joined[at:]


def mailboxes(raw: str) -> list[tuple[str, str]]:
    """Return names and addresses; quoted strings and encoded words hold no separator."""
    return [_mailbox(part.strip()) for part in _split(raw)]


def _split(raw: str) -> list[str]:
    parts = [""]
    quoted = escaped = False
    for character in raw:
        if escaped:
            escaped = False
        elif character == "\\" and quoted:
            escaped = True
        elif character == '"':
            quoted = not quoted
        elif character == "," and not quoted:
            parts.append("")
            continue
        parts[-1] += character
    return parts


def _mailbox(part: str) -> tuple[str, str]:
    name, _, rest = part.rpartition("<")
    assert rest.endswith(">"), part
    name = name.strip()
    if name.startswith('"'):
        return re.sub(r"\\(.)", r"\1", name[1:-1]), rest[:-1]
    return text(name), rest[:-1]
