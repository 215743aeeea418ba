"""A Word file as PDF, by LibreOffice where the machine has it: a service beside, never a need.

LibreOffice runs in a process group of its own with a profile of its own, so that one which hangs
is ended with all its children and disturbs no other one that somebody has open.
"""

import os
import shutil
import signal
import subprocess
import tempfile
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Literal

WhyNoPdf = Literal["missing", "too-slow", "failed"]
PROGRAMS: Final = ("soffice", "libreoffice")
SECONDS: Final = 90.0
PDF_SIGN: Final = b"%PDF-"
NOT_FOUND: Final = "soffice not found; apt install libreoffice-writer-nogui"
WORDS: Final[dict[WhyNoPdf, str]] = {
    "missing": NOT_FOUND,
    "too-slow": f"soffice did not end within {SECONDS:.0f} s and was stopped",
    "failed": "soffice could not make it; try opening the Word file by hand",
}


@dataclass(frozen=True, slots=True)
class Printed:
    """A document as PDF, or why there is none."""

    pdf: bytes | None
    why_not: WhyNoPdf | None = None

    @property
    def reason(self) -> str | None:
        """Why there is no PDF, for people; None when there is one."""
        return WORDS[self.why_not] if self.why_not else None


def soffice() -> str | None:
    """Return where LibreOffice is on this machine, or None."""
    return next((found for name in PROGRAMS if (found := shutil.which(name))), None)


def as_pdf(content: bytes, seconds: float = SECONDS) -> Printed:
    """Return a .docx as PDF; whatever goes wrong is told, never raised."""
    program = soffice()
    if program is None:
        return Printed(None, "missing")
    try:
        with tempfile.TemporaryDirectory(prefix="cchc-pdf-", ignore_cleanup_errors=True) as made:
            return _converted(program, content, Path(made), seconds)
    except OSError:
        return Printed(None, "failed")


def _converted(program: str, content: bytes, folder: Path, seconds: float) -> Printed:
    source = folder / "van-ban.docx"
    source.write_bytes(content)
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    asked = [program, "--headless", "--norestore", profile]
    asked += ["--convert-to", "pdf", "--outdir", str(folder), str(source)]
    if not _ended(asked, folder, seconds):
        return Printed(None, "too-slow")
    target = source.with_suffix(".pdf")
    pdf = target.read_bytes() if target.is_file() else b""
    return Printed(pdf) if pdf.startswith(PDF_SIGN) else Printed(None, "failed")


def _ended(asked: list[str], folder: Path, seconds: float) -> bool:
    """Run a program to its end; end it with all its children when it takes too long."""
    # Nothing of the service's environment, which may hold passwords; and a home of its own, for the
    # service's may be read-only.
    path = f"{Path(asked[0]).parent}:{os.defpath}"
    running = subprocess.Popen(  # noqa: S603 - the machine's own LibreOffice, our own file
        asked,
        cwd=folder,
        env={"HOME": str(folder), "LANG": "C.UTF-8", "PATH": path},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        running.wait(seconds)
    except subprocess.TimeoutExpired:
        return False
    else:
        return True
    finally:
        # Also after a good end: what it left running would keep the folder in use.
        with suppress(ProcessLookupError):
            os.killpg(running.pid, signal.SIGKILL)
        running.wait()
