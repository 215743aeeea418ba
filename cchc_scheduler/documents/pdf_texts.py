"""The text of a PDF file, read by a process of its own: a hostile file can stop only that one.

Run as a program it reads a PDF from standard input and writes its lines, page by page.
"""

import subprocess
import sys
import threading
from typing import Final

MOST_PAGES: Final = 200
MOST_TEXT: Final = 4 * 1024 * 1024
SECONDS: Final = 8
MEMORY: Final = 1024 * 1024 * 1024
AT_ONCE: Final = 2
_turns: Final = threading.BoundedSemaphore(AT_ONCE)


def lines_of_pdf(content: bytes) -> list[str]:
    """Return the lines of a PDF's first pages; those read so far when it takes too long."""
    with _turns:
        try:
            done = subprocess.run(  # noqa: S603 - this file, by this interpreter
                [sys.executable, "-I", __file__],
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
    return written[:MOST_TEXT].decode("utf-8", "replace").splitlines()


def _read() -> None:
    """Write the lines of the PDF on standard input to standard output."""
    import io  # noqa: PLC0415 - only the child needs these
    import resource  # noqa: PLC0415

    from pypdf import PdfReader  # noqa: PLC0415

    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    reader = PdfReader(io.BytesIO(sys.stdin.buffer.read()), strict=False)
    written = 0
    for page in reader.pages[:MOST_PAGES]:
        text = (page.extract_text() + "\n").encode("utf-8", "replace")
        sys.stdout.buffer.write(text)
        sys.stdout.buffer.flush()
        written += len(text)
        if written > MOST_TEXT:
            return


if __name__ == "__main__":
    _read()
