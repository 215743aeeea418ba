"""One spelling for what people type."""

import unicodedata

import pytest

from cchc_scheduler.core.phrases.spelling import tidy


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("Quí III–2025", "Quý III-2025"),
        ("Qúy III", "Quý III"),
        ("quy IV", "quý IV"),
        ("quy định", "quy định"),
        ("Hàng quí", "Hằng quý"),
        ("hàng hoá", "hàng hóa"),
        ("Uỷ ban, hoà giải, thuỷ lợi", "Ủy ban, hòa giải, thủy lợi"),
        ("hoặc hoàn thành", "hoặc hoàn thành"),
        ("  Trong\u00a0 tháng\n9 ", "Trong tháng 9"),
        ("31/12/2025¹", "31/12/2025"),
        ("31/12/2025 (*)", "31/12/2025"),
        ("Tháng 9/2025 (2)", "Tháng 9/2025"),
        ("05 (năm) ngày", "05 ngày"),
        ("3０/9/2025", "30/9/2025"),
        ("Ðến hết", "Đến hết"),
        ("tháng\u200b 9", "tháng 9"),
    ],
)
def test_spellings_of_one_wording_become_one(typed, expected):
    assert tidy(typed) == expected


def test_accents_apart_from_their_letters_read_as_together():
    words = "Chậm nhất đến hết ngày 30 tháng 9, quý III, hoà giải, Uỷ ban"

    assert tidy(unicodedata.normalize("NFD", words)) == tidy(words)
