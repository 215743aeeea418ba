"""Reads a large mail in a process of its own, within bounds: a hostile one can stop only that.

Run as a program it reads a mail from standard input and writes to standard output what it found:
a line of JSON, then the bytes of its files one after the other.
"""

import json
import subprocess
import sys
from contextlib import suppress
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any, Final

from cchc_scheduler.mail.arriving import Arrival, arrival_of, arrival_of_head
from cchc_scheduler.mail.attachments import Attachment
from cchc_scheduler.mail.bounces import Bounce, FailedRecipient
from cchc_scheduler.mail.reading import UNREADABLE, ReadMail

# Up to this size the slowest mail that could be thought of took two seconds (tests/mail).
AT_ONCE: Final = 64 * 1024
# Of the processor; a machine with much else to do may take its time, but not for ever.
SECONDS: Final = 10
PATIENCE_S: Final = 30
# Address space in bytes: a mail of 25 MB with one file needs about a third of it.
MEMORY: Final = 768 * 1024 * 1024
PROGRAM: Final = (sys.executable, "-I", "-m", "cchc_scheduler.mail.reading_apart")


def arrival_within(raw: bytes, authserv_id: str | None = None) -> Arrival:
    """Return a mail as it arrived, for any bytes, after ten seconds of the processor at most.

    Of one that needs longer, or more memory than it may have, or that can't be read at all, only
    its headers are read, and `whole` is false.
    """
    if len(raw) <= AT_ONCE:
        found: Arrival | None = arrival_of(raw, authserv_id)
    else:
        found = _apart(raw, authserv_id)
    if found is None or any(each.startswith(UNREADABLE) for each in found.read.warnings):
        return arrival_of_head(raw, authserv_id)
    return found


def _apart(raw: bytes, authserv_id: str | None) -> Arrival | None:
    """Return what the process found, None when that is not whole."""
    try:
        return _from_wire(_written(raw, authserv_id))
    except Exception:  # noqa: BLE001 - whatever a hostile mail made the process write
        return None


def _written(raw: bytes, authserv_id: str | None) -> bytes:
    """Return what the process wrote; nothing when it did not come to its end."""
    try:
        done = subprocess.run(  # noqa: S603 - this very file, by this interpreter
            [*PROGRAM, str(SECONDS), str(MEMORY), authserv_id or ""],
            input=raw,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            timeout=PATIENCE_S,
            check=False,
            env={},
        )
    except (subprocess.TimeoutExpired, OSError):
        return b""
    return done.stdout if done.returncode == 0 else b""


def _to_wire(arrival: Arrival) -> bytes:
    files = arrival.read.attachments
    bare = tuple(replace(each, data=b"") for each in files)
    told = asdict(replace(arrival, read=replace(arrival.read, attachments=bare)))
    for each in told["read"]["attachments"]:
        del each["data"]
    return json.dumps(told).encode() + b"\n" + b"".join(each.data for each in files)


def _from_wire(written: bytes) -> Arrival:
    """Return what was written; a fault when that is not whole."""
    head, _, rest = written.partition(b"\n")
    told = json.loads(head)
    read = told.pop("read")
    files = _files(read.pop("attachments"), rest)
    read |= {name: tuple(read[name]) for name in ("references", "links", "warnings")}
    read["bounce"] = _bounce(read["bounce"])
    told |= {name: tuple(told[name]) for name in ("recipients", "answered")}
    return Arrival(read=ReadMail(attachments=files, **read), **told)


def _files(told: list[dict[str, Any]], rest: bytes) -> tuple[Attachment, ...]:
    if sum(each["size"] for each in told) != len(rest):
        raise ValueError("the files are not whole")
    found: list[Attachment] = []
    begin = 0
    for each in told:
        end = begin + each["size"]
        found.append(Attachment(data=rest[begin:end], **each))
        begin = end
    return tuple(found)


def _bounce(told: dict[str, Any] | None) -> Bounce | None:
    if told is None:
        return None
    recipients = tuple(FailedRecipient(**each) for each in told["recipients"])
    return Bounce(recipients, told["original_id"])


def _main(seconds: str, memory: str, authserv_id: str) -> None:
    _limit(int(seconds), int(memory))
    sys.stdout.buffer.write(_to_wire(arrival_of(sys.stdin.buffer.read(), authserv_id or None)))


def _limit(seconds: int, memory: int) -> None:
    """Bound memory and time, and be the first to go when the machine runs out of memory."""
    import resource  # noqa: PLC0415 - not on every system, and needed only here

    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
    with suppress(OSError):
        Path("/proc/self/oom_score_adj").write_text("1000", encoding="ascii")


if __name__ == "__main__":
    _main(*sys.argv[1:])
