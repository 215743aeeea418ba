"""`python -m benchmarks.mail_folder FOLDER`: how the parser reads a folder of messages.

FOLDER holds `index.jsonl`, one message a line: `project` and `file` (together its path), `kind`
(reply, bounce, forward, other), `form` (message, plain-body, html-body), and where the project
states them `expected` (the reply's text) and `expected_addresses` (those that a bounce names).
Nothing is copied; figures only are printed, as JSON.
"""

import argparse
import json
import sys
import time
from collections import Counter
from collections.abc import Iterator
from email.message import EmailMessage
from pathlib import Path
from typing import Any

from cchc_scheduler.mail.reading import ReadMail, read_mail

CRASHED = "could not be read"
MISFIT = "did not fit"
SLOW_S = 10.0
FORMS = {"plain-body": "plain", "html-body": "html"}


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.mail_folder", description=__doc__)
    parser.add_argument("folder", type=Path)
    asked = parser.parse_args(arguments)
    print(json.dumps(figures(asked.folder), ensure_ascii=False, indent=2))
    return 0


def figures(folder: Path) -> dict[str, dict[str, int]]:
    """Return the counts, grouped by what they speak of."""
    counts: dict[str, Counter[str]] = {
        "messages": Counter(read=0, crashed=0, slow=0, unread_charset=0),
        "bounces": Counter(known=0, recognised=0, addresses_stated=0, addresses_right=0),
        "not bounces": Counter(known=0, taken_for_bounces=0),
        "reply texts": Counter(stated=0, exact=0, lost=0, extra=0),
    }
    for row, raw in _messages(folder):
        began = time.perf_counter()
        try:
            read = read_mail(raw)
        except Exception:  # noqa: BLE001 - a crash is what is counted here
            counts["messages"]["crashed"] += 1
            continue
        counts["messages"]["slow"] += time.perf_counter() - began > SLOW_S
        _count(row, read, counts)
    return {name: dict(each) for name, each in counts.items()}


def _messages(folder: Path) -> Iterator[tuple[dict[str, Any], bytes]]:
    for line in (folder / "index.jsonl").read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        content = (folder / row["project"] / row["file"]).read_bytes()
        yield row, _whole(content, row["form"])


def _whole(content: bytes, form: str) -> bytes:
    """Return a message; where a project keeps bodies only, a reply is put around it."""
    if form not in FORMS:
        return content
    message = EmailMessage()
    message["From"] = "sender@example.org"
    message["Subject"] = "Re: a subject"
    message["In-Reply-To"] = "<asked@example.org>"
    text = content.decode("utf-8", "replace")
    message.set_content(text, subtype=FORMS[form], charset="utf-8", cte="base64")
    return message.as_bytes()


def _count(row: dict[str, Any], read: ReadMail, counts: dict[str, Counter[str]]) -> None:
    messages = counts["messages"]
    messages["read"] += 1
    messages["crashed"] += any(told.startswith(CRASHED) for told in read.warnings)
    messages["unread_charset"] += any(MISFIT in told for told in read.warnings)
    if row["kind"] == "bounce":
        _count_bounce(row, read, counts["bounces"])
    else:
        counts["not bounces"]["known"] += 1
        counts["not bounces"]["taken_for_bounces"] += read.kind == "bounce"
    if "expected" in row:
        compare = row.get("compare")
        _count_text(row["expected"], read.text, counts["reply texts"], joined=bool(compare))


def _count_bounce(row: dict[str, Any], read: ReadMail, counts: Counter[str]) -> None:
    counts["known"] += 1
    counts["recognised"] += read.kind == "bounce"
    stated = row.get("expected_addresses")
    if stated:
        found = {each.address.lower() for each in read.bounce.recipients} if read.bounce else set()
        counts["addresses_stated"] += 1
        counts["addresses_right"] += found == {each.lower() for each in stated}


def _count_text(expected: str, found: str, counts: Counter[str], *, joined: bool) -> None:
    """Count one reply; `joined` compares without any blanks, as the project itself does."""
    counts["stated"] += 1
    if joined:
        wanted, had = ["".join(expected.split())], ["".join(found.split())]
    else:
        wanted, had = _lines(expected), _lines(found)
    counts["exact"] += wanted == had
    left = Counter(had)
    left.subtract(Counter(wanted))
    counts["lost"] += any(number < 0 for number in left.values())
    counts["extra"] += any(number > 0 for number in left.values())


def _lines(text: str) -> list[str]:
    return [" ".join(line.split()) for line in text.splitlines() if line.strip()]


if __name__ == "__main__":
    sys.exit(main())
