"""Which part of a plain text its sender typed: above the first quote, without what programs add.

The rules are a table: each pattern with an example of what it recognises. Vietnamese and English
programs are named; every other language is caught by shape (a date, an address, a colon).
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

MARKER: Final = "Vui lòng trả lời phía trên dòng này"
LONGEST_INTRODUCTION: Final = 4
MOST_CHARACTERS: Final = 400
BLOCK_LINES: Final = 9
NO_BREAK: Final = str.maketrans({"\u00a0": " ", "\u202f": " ", "\u2007": " "})


@dataclass(frozen=True, slots=True)
class Rule:
    """One pattern, held against a line (or lines joined), and a line it was written for."""

    pattern: re.Pattern[str]
    example: str


def _rule(pattern: str, example: str) -> Rule:
    return Rule(re.compile(pattern, re.IGNORECASE), example)


_WHEN = r"(?:\d{1,2}[:.h]\d{2}|\d{4}|\d{1,2}[/.-]\d{1,2})"
_ADDRESS = r"[<(\[]\s*(?:mailto:)?[^\s<>()]+@[^\s<>()]+?(?:<\s*mailto:[^>]*>)?\s*[>)\]]+"

INTRODUCTIONS: Final = (
    _rule(
        r"^(?:vào|lúc|ngày|hôm|thứ|chủ nhật|cn|t[2-7])\b.*\d.*\bviết\s*:?$",
        "Vào Th 3, 9 thg 9, 2025 vào lúc 08:15 Phòng VH-XH <vhxh@xa.example> đã viết:",
    ),
    _rule(r"^.{2,120}\bđã viết(?: vào lúc .*\d.*)?\s*:$", "Nguyễn Văn A đã viết:"),
    _rule(r"^[-\s]*on\b.*\d.*\bwrote\s*:?[-\s]*$", "On 09/09/2025 8:15 AM, Phòng VH-XH wrote:"),
    _rule(
        rf"^.*{_WHEN}.*{_ADDRESS}(?:\s*[^\W\d_][\w().]*){{0,4}}\s*:$",
        "Le 9 sept. 2025 à 08:15, Phòng VH-XH <vhxh@xa.example> a écrit :",
    ),
    _rule(
        rf"^.*{_WHEN}.*\b(?:schrieb|schreef|skrev|escribió|escreveu|napisał)\b.*[^\s]\s*:$",
        "Am 09.09.2025 08:15 schrieb Phòng VH-XH:",
    ),
)
STARTERS: Final = re.compile(
    r"^[>\-\s]*(?:on|vào|lúc|ngày|hôm|thứ|le|il|in data|am|em|el|op|den|w dniu|dnia)\b",
    re.IGNORECASE,
)
SEPARATORS: Final = (
    _rule(
        r"^\W*[-_]{2,}\s*(?:original message|thư gốc|tin nhắn gốc|forwarded message|"
        r"(?:thư|tin nhắn) (?:đã )?(?:được )?chuyển tiếp|message d'origine|"
        r"urspr(?:ü|ue)ngliche nachricht|oprindelig (?:besked|meddelelse)|mensaje original|"
        r"messaggio originale|mensagem original|oorspronkelijk bericht|пересылаемое сообщение|"
        r"исходное сообщение)\s*[-_]{2,}\s*$",
        "-------- Thư Gốc --------",
    ),
    _rule(r"^(?:begin forwarded message|bắt đầu thư chuyển tiếp)\s*:$", "Begin forwarded message:"),
    _rule(rf"^.*{re.escape(MARKER)}.*$", f"— {MARKER} —"),
)
SIGNATURES: Final = (
    _rule(r"^--\s*$", "-- "),
    _rule(r"^_{2,}\s*$", "___"),
)
ADVERTS: Final = (
    _rule(
        r"^(?:đã |được )?gửi từ [^.,;!?]{2,60}$|^(?:tải|lấy) outlook (?:cho|dành cho) .{2,40}$",
        "Đã gửi từ iPhone của tôi",
    ),
    _rule(
        r"^(?:sent|written) (?:from|with|via|using) (?!here|there|home)[^.,;!?]{2,60}"
        r"(?:<https?:[^>]*>|\(https?:[^)]*\))?$",
        "Sent from my iPhone",
    ),
    _rule(r"^get outlook for .{2,40}$", "Get Outlook for iOS"),
    _rule(
        r"^(?:envoyé (?:de|à partir de|depuis)|gesendet (?:von|mit)|enviado (?:desde|do)|"
        r"inviato da|verzonden vanaf|skickat från|sendt fra) .{2,60}$",
        "Gesendet von Outlook für Android",
    ),
)


def _words(listed: str) -> frozenset[str]:
    return frozenset(listed.split("|"))


LABELS: Final[dict[str, frozenset[str]]] = {
    "from": _words("from|từ|người gửi|de|von|van|da|od|fra|från|от|от кого|remitente|expéditeur"),
    "sent": _words(
        "sent|date|đã gửi|gửi|gửi lúc|ngày|ngày gửi|thời gian|envoyé|envoyé le|gesendet|datum|"
        "verzonden|inviato|data|sendt|dato|skickat|enviado|enviada|fecha|wysłano|дата|"
        "отправлено"
    ),
    "to": _words("to|tới|đến|người nhận|à|a|an|aan|para|do|til|till|кому|cc|đồng gửi|kính gửi"),
    "subject": _words(
        "subject|chủ đề|tiêu đề|objet|sujet|betreff|onderwerp|oggetto|assunto|asunto|temat|emne|"
        "ämne|тема"
    ),
}
LABEL_LINE: Final = re.compile(
    r"^[>\s*_]*(?P<label>[^\W\d_][^:*\n]{0,18}?)\s*\**\s*:\**(?:\s|$|\S)"
)
DECORATION: Final = re.compile(r"^[\s\-_=*#~]*$")


@dataclass(frozen=True, slots=True)
class Visible:
    """What the sender typed, and whether a quote stands below it."""

    text: str
    quoted: bool


def visible(text: str) -> Visible:
    """Return what was typed above the first quote, without signature and adverts.

    A reply written under its quote gives the text under it.
    """
    lines = text.translate(NO_BREAK).split("\n")
    start = 0
    end = _first_quote(lines, start)
    while end < len(lines) and not "".join(lines[start:end]).strip():
        below = _after_quote(lines, end)
        if below is None:
            break
        start, end = below, _first_quote(lines, below)
    typed = _tidy(lines[start:end])
    quoted = any(lines[n].strip() and _quotes(lines, n) for n in range(end, len(lines)))
    return Visible(typed, quoted)


def _first_quote(lines: Sequence[str], start: int) -> int:
    """Return the number of the first line that is no longer the sender's."""
    for number in range(start, len(lines)):
        line = lines[number].strip()
        if line and any(opens(lines, number) for opens in _OPENINGS):
            return number
    return len(lines)


def _after_quote(lines: Sequence[str], quote: int) -> int | None:
    """Return where text goes on under a quote that is marked by `>`; None when it does not."""
    number = quote
    while number < len(lines) and not lines[number].lstrip().startswith(">"):
        if lines[number].strip() and not _introduces(lines, quote):
            return None
        number += 1
        if number - quote > LONGEST_INTRODUCTION:
            return None
    while number < len(lines) and (
        lines[number].lstrip().startswith(">") or not lines[number].strip()
    ):
        number += 1
    return number if number < len(lines) else None


def _introduces(lines: Sequence[str], number: int) -> bool:
    """Tell whether a line, joined with up to three after it, introduces a quote."""
    first = lines[number].strip().lstrip("> ")
    if not first.endswith(":") and not _may_go_on(first):
        return False
    joined = first
    for following in lines[number + 1 : number + LONGEST_INTRODUCTION + 1]:
        if _is_introduction(joined):
            return True
        if not following.strip() or not _may_go_on(first):
            return False
        joined = f"{joined} {following.strip()}"
    return _is_introduction(joined)


def _is_introduction(joined: str) -> bool:
    """Look at the end first: nearly every line that is none shows it there."""
    ends = joined.rstrip(" -").lower().endswith((":", "wrote", "viết"))
    return ends and _matches(INTRODUCTIONS, joined)


def _may_go_on(first: str) -> bool:
    """An introduction is broken over lines only when its first line begins like one."""
    return bool(STARTERS.match(first)) or bool(re.search(_WHEN, first))


def _quotes(lines: Sequence[str], number: int) -> bool:
    """Tell whether a line belongs to a quote, rather than to a signature or an advert."""
    line = lines[number].rstrip()
    introduced = _heads(lines, number) or _introduces(lines, number)
    return _is_quoted(lines, number) or introduced or _matches(SEPARATORS, line)


def _is_quoted(lines: Sequence[str], number: int) -> bool:
    return lines[number].lstrip().startswith(">")


def _separates(lines: Sequence[str], number: int) -> bool:
    return _matches((*SEPARATORS, *SIGNATURES), lines[number].rstrip("\r"))


def _advertises(lines: Sequence[str], number: int) -> bool:
    return _matches(ADVERTS, lines[number].strip())


def _heads(lines: Sequence[str], number: int) -> bool:
    """Tell whether a block of header lines (From, Sent, To, Subject) begins here."""
    if _label(lines[number]) != "from" and not lines[number].lower().startswith("message du"):
        return False
    kinds = {_label(line) for line in lines[number : number + BLOCK_LINES]} - {None, "from"}
    return len(kinds) >= 2  # noqa: PLR2004


def _label(line: str) -> str | None:
    found = LABEL_LINE.match(line)
    if found is None:
        return None
    word = found["label"].strip().lower()
    return next((kind for kind, words in LABELS.items() if word in words), None)


def _matches(rules: Sequence[Rule], line: str) -> bool:
    return len(line) <= MOST_CHARACTERS and any(rule.pattern.match(line) for rule in rules)


def _tidy(lines: Sequence[str]) -> str:
    """Return the lines without decoration at the end and blank lines around."""
    kept = list(lines)
    while kept and DECORATION.match(kept[-1]):
        kept.pop()
    while kept and not kept[0].strip():
        kept.pop(0)
    return "\n".join(line.rstrip() for line in kept)


_OPENINGS: Final[tuple[Callable[[Sequence[str], int], bool], ...]] = (
    _is_quoted,
    _separates,
    _advertises,
    _heads,
    _introduces,
)
