"""Word files printed by LibreOffice, all by one start of it, and what stands on their pages."""

import re
import shutil
import subprocess
from dataclasses import dataclass
from html import unescape
from itertools import groupby
from pathlib import Path

import pytest

POINT_MM = 25.4 / 72
DOTS = 100  # a picture's dots per inch
MM = DOTS / 25.4
WORD = re.compile(
    r'<word xMin="([\d.]+)" yMin="([\d.]+)" xMax="([\d.]+)" yMax="([\d.]+)">(.*?)</word>'
)
PAGE = re.compile(r'<page width="([\d.]+)" height="([\d.]+)">(.*?)</page>', re.DOTALL)


@dataclass(frozen=True)
class Printed:
    """One word and where it stands, in millimetres from the left and the top."""

    text: str
    left: float
    top: float
    right: float
    bottom: float


@dataclass(frozen=True)
class Page:
    """One page: its size in millimetres, its words, and its picture in shades of grey."""

    width: float
    height: float
    words: tuple[Printed, ...]
    picture: bytes
    dots: tuple[int, int]

    def word(self, text: str) -> Printed:
        return next(each for each in self.words if each.text == text)

    def above(self, millimetres: float) -> list[str]:
        return [each.text for each in self.words if each.bottom <= millimetres]

    def dark(
        self, left: float, top: float, right: float, bottom: float, *, below: int = 200
    ) -> int:
        """How many dots of a part of the page are darker than `below` (255 is white)."""
        columns = slice(max(round(left * MM), 0), round(right * MM))
        rows = range(max(round(top * MM), 0), min(round(bottom * MM), self.dots[1]))
        return sum(sum(dot < below for dot in self._row(row)[columns]) for row in rows)

    def longest_line(self, left: float, top: float, right: float, bottom: float) -> float:
        """The longest unbroken dark line across, in millimetres."""
        columns = slice(max(round(left * MM), 0), round(right * MM))
        longest = 0
        for row in range(round(top * MM), round(bottom * MM)):
            for dark, run in groupby(self._row(row)[columns], lambda dot: dot < 160):
                longest = max(longest, len(list(run)) if dark else 0)
        return longest / MM

    def _row(self, number: int) -> bytes:
        return self.picture[number * self.dots[0] : (number + 1) * self.dots[0]]


def printed(documents: dict[str, bytes], folder: Path) -> dict[str, list[Page]]:
    """Print documents by one start of LibreOffice; return each one's pages."""
    soffice = _program("soffice", "libreoffice-writer-nogui")
    for name, content in documents.items():
        (folder / f"{name}.docx").write_bytes(content)
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    files = [folder / f"{name}.docx" for name in documents]
    command = [soffice, profile, "--headless", "--convert-to", "pdf", "--outdir", folder, *files]
    subprocess.run(command, check=True, capture_output=True, timeout=180)
    return {name: _pages(folder / f"{name}.pdf") for name in documents}


def _pages(pdf: Path) -> list[Page]:
    text, picture = (_program(name, "poppler-utils") for name in ("pdftotext", "pdftoppm"))
    told = subprocess.run([text, "-bbox", pdf, "-"], check=True, capture_output=True, text=True)
    made = subprocess.run([picture, "-gray", "-r", str(DOTS), pdf], check=True, capture_output=True)
    pictures = _pictures(made.stdout)
    return [
        Page(float(w) * POINT_MM, float(h) * POINT_MM, _words(inner), picture, dots)
        for (w, h, inner), (picture, dots) in zip(PAGE.findall(told.stdout), pictures, strict=True)
    ]


def _words(inner: str) -> tuple[Printed, ...]:
    return tuple(
        Printed(unescape(text), *(float(each) * POINT_MM for each in places))
        for *places, text in WORD.findall(inner)
    )


def _pictures(stream: bytes) -> list[tuple[bytes, tuple[int, int]]]:
    """Split what pdftoppm writes, one binary PGM after the other."""
    found, at = [], 0
    while at < len(stream):
        header = re.compile(rb"P5\s+(\d+)\s+(\d+)\s+255\s").match(stream, at)
        width, height = int(header[1]), int(header[2])
        begin = header.end()
        at = begin + width * height
        found.append((stream[begin:at], (width, height)))
    return found


def _program(name: str, package: str) -> str:
    found = shutil.which(name)
    if found is None:
        pytest.fail(f"{name} is missing: apt-get install {package}")
    return found
