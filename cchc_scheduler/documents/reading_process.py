"""Reads the text of a stranger's file in a process of its own: a hostile file can stop only that.

Run as a program it reads a file from standard input and writes its lines to standard output.
"""

import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import suppress
from io import BytesIO
from pathlib import Path
from typing import Final, Literal

Kind = Literal["pdf", "zipped"]
MOST_PAGES: Final = 200
MOST_TEXT: Final = 8 * 1024 * 1024
SECONDS: Final = 10
# Address space in bytes; the program itself needs about a fifth of it.
MEMORY: Final = 640 * 1024 * 1024
PROGRAM: Final = (sys.executable, "-I", "-m", "cchc_scheduler.documents.reading_process")
_turn: Final = threading.Lock()


def lines_by_process(kind: Kind, content: bytes) -> Iterator[str]:
    """Yield the lines of a file; those written so far when it takes too long. One at a time."""
    with _turn:
        try:
            done = subprocess.run(  # noqa: S603 - this very file, by this interpreter
                [*PROGRAM, kind],
                input=content,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                timeout=SECONDS,
                check=False,
                env={},
            )
            written = done.stdout
        except subprocess.TimeoutExpired as late:
            written = late.stdout or b""
        except OSError:
            written = b""
    for line in BytesIO(written[:MOST_TEXT]):
        yield line.decode("utf-8", "replace").rstrip()


def lines_of_pdf(content: bytes) -> Iterator[str]:
    """Yield the text of each of a PDF's first pages."""
    from pypdf import PdfReader  # noqa: PLC0415 - only the process that reads needs it

    for page in PdfReader(BytesIO(content), strict=False).pages[:MOST_PAGES]:
        yield page.extract_text()


def _main(kind: str) -> None:
    """Write what is read until it is too much; a fault of the file ends the process."""
    _limit()
    from cchc_scheduler.documents.zipped_texts import lines_of_zipped  # noqa: PLC0415

    content = sys.stdin.buffer.read()
    left = MOST_TEXT
    for text in lines_of_pdf(content) if kind == "pdf" else lines_of_zipped(content):
        line = f"{text}\n".encode("utf-8", "replace")
        sys.stdout.buffer.write(line)
        if kind == "pdf":
            sys.stdout.buffer.flush()
        left -= len(line)
        if left <= 0:
            return


def _limit() -> None:
    """Bound memory and time, and be the first to go when the machine runs out of memory."""
    import resource  # noqa: PLC0415 - not on every system, and needed only here

    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    with suppress(OSError):
        Path("/proc/self/oom_score_adj").write_text("1000", encoding="ascii")


if __name__ == "__main__":
    _main(sys.argv[1])
