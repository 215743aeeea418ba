"""Evens out how people type Vietnamese, without changing a word or losing capitals."""

import re
import unicodedata
from typing import Final

TONES: Final = "\u0300\u0301\u0303\u0309\u0323"
LOOKALIKES: Final = str.maketrans({"\u00d0": "Đ", "\u0189": "Đ", "\u00f0": "đ"})
# Footnote marks go before NFKC, which would make 31/12/2025¹ into 31/12/20251.
FOOTNOTES: Final = re.compile(
    r"[\u00b9\u00b2\u00b3\u2070\u2074-\u2079*†‡]|\[\d{1,2}\]|\(\*+\)|(?<=[\w\s])\(\d{1,2}\)(?=\s*$)"
)
UNSEEN: Final = re.compile("[\u00ad\u200b-\u200f\u2060\ufeff]")
DASHES: Final = re.compile("[\u2010-\u2015\u2212]")
SPACES: Final = re.compile(r"\s+")
OPEN_GLIDE: Final = re.compile(
    rf"(?<![qQ])(o[ae]|uy)([{TONES}])(?![\w\u0300-\u036f])", re.IGNORECASE
)
QU: Final = re.compile(rf"(q)u([{TONES}])([yi])", re.IGNORECASE)
QUARTER: Final = re.compile(r"\b(q)(?:uí|uy(?=\s*(?:[IVX1-4])))", re.IGNORECASE)
EVERY: Final = re.compile(r"\b(h)àng(?=\s+(?:\d|ngày|tuần|tháng|quý|năm|kỳ))", re.IGNORECASE)
EARLY_DAY: Final = re.compile(r"\b(ngày )(?:mùng|mồng) (?=\d)", re.IGNORECASE)
SPELT_NUMBER: Final = re.compile(
    r"(?<=\d)\s*\((?:không |một|hai|ba|bốn|năm|sáu|bảy|tám|chín|mười|lăm|mươi|hai|\s)+\)",
    re.IGNORECASE,
)


def tidy(text: str) -> str:
    """Return text in NFC with one spelling: spaces, dashes, tone marks, quí, hàng; no footnotes.

    Tone marks stand on the first vowel (hòa, ủy), as dictionaries before 1984 and the plans have
    it; letters stay large or small, since what is left over names an event.
    """
    text = UNSEEN.sub("", FOOTNOTES.sub("", text).translate(LOOKALIKES))
    text = DASHES.sub("-", unicodedata.normalize("NFKD", text))
    text = QU.sub(r"\1u\3\2", text)
    text = OPEN_GLIDE.sub(_tone_forward, text)
    text = unicodedata.normalize("NFC", text)
    text = SPELT_NUMBER.sub("", SPACES.sub(" ", text)).strip()
    text = QUARTER.sub(r"\1uý", text)
    return EARLY_DAY.sub(r"\1", EVERY.sub(r"\1ằng", text))


def _tone_forward(found: re.Match[str]) -> str:
    pair, tone = found.groups()
    return f"{pair[0]}{tone}{pair[1]}"
