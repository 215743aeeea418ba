"""How wide Times New Roman Bold prints a text, by Liberation Serif Bold, which has its widths."""

import struct
from functools import cache
from pathlib import Path
from unicodedata import combining, normalize

import pytest

FONT = Path("/usr/share/fonts/truetype/liberation/LiberationSerif-Bold.ttf")
POINT = 25.4 / 72


def width_mm(text: str, points: float) -> float:
    advances, glyphs, units = _font()
    last = len(advances) - 1
    plain = normalize("NFD", text.translate({ord("đ"): "d", ord("Đ"): "D"}))
    letters = (letter for letter in plain if not combining(letter))  # marks take no room
    return sum(advances[min(glyphs[ord(c)], last)] for c in letters) / units * points * POINT


@cache
def _font() -> tuple[tuple[int, ...], dict[int, int], int]:
    if not FONT.exists():
        pytest.fail(f"{FONT} is missing: apt-get install fonts-liberation")
    data = FONT.read_bytes()
    tables = _tables(data)
    (units,) = struct.unpack(">H", data[tables["head"] + 18 :][:2])
    (count,) = struct.unpack(">H", data[tables["hhea"] + 34 :][:2])
    metrics = struct.unpack(f">{count * 2}H", data[tables["hmtx"] :][: count * 4])
    return metrics[::2], _glyphs(data, tables["cmap"]), units


def _tables(data: bytes) -> dict[str, int]:
    (count,) = struct.unpack(">H", data[4:6])
    records = (data[12 + 16 * n :][:16] for n in range(count))
    return {record[:4].decode(): struct.unpack(">I", record[8:12])[0] for record in records}


def _glyphs(data: bytes, at: int) -> dict[int, int]:
    """Read the character map of format 4, which covers the letters of Vietnamese."""
    (count,) = struct.unpack(">H", data[at + 2 :][:2])
    offsets = [struct.unpack(">HHI", data[at + 4 + 8 * n :][:8])[2] for n in range(count)]
    start = next(at + o for o in offsets if struct.unpack(">H", data[at + o :][:2])[0] == 4)
    segments = struct.unpack(">H", data[start + 6 :][:2])[0] // 2
    arrays = [start + 14, start + 16 + 2 * segments, start + 16 + 4 * segments]
    ranges_at = start + 16 + 6 * segments
    ends, begins, deltas = (
        struct.unpack(f">{segments}H", data[a:][: 2 * segments]) for a in arrays
    )
    found: dict[int, int] = {}
    for n, (begin, end, delta) in enumerate(zip(begins, ends, deltas, strict=True)):
        (offset,) = struct.unpack(">H", data[ranges_at + 2 * n :][:2])
        for code in range(begin, end + 1):
            if offset:
                place = ranges_at + 2 * n + offset + 2 * (code - begin)
                (glyph,) = struct.unpack(">H", data[place:][:2].ljust(2, b"\0"))
                found[code] = (glyph + delta) % 65536 if glyph else 0
            else:
                found[code] = (code + delta) % 65536
    return found
