"""Words are found without marks, and stand in the order of a Vietnamese dictionary."""

import random
from unicodedata import normalize

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cchc_scheduler.core.search import finds, folded, order_key


@pytest.mark.parametrize(
    ("asked", "held", "found"),
    [
        ("don doc", "đã đôn đốc 02 lần", True),
        ("ĐÔN ĐỐC", "đã đôn đốc 02 lần", True),
        (normalize("NFD", "Văn hóa"), "Phòng Văn hóa-Xã hội", True),
        ("doc don", "đã đôn đốc 02 lần", True),
        ("don thu", "đã đôn đốc 02 lần", False),
        ("", "bất kỳ", True),
    ],
)
def test_a_word_is_found_with_or_without_marks(asked, held, found):
    assert finds(asked, [held]) is found


def test_names_stand_as_in_a_dictionary():
    names = ["An", "Ánh", "Ấm", "Bình", "Châu", "Dương", "Đào", "Đạo", "Hải", "Hái", "Oanh", "Ơn"]
    mixed = random.Random(7).sample(names, len(names))

    assert sorted(mixed, key=order_key) == names


def test_tones_stand_in_their_order():
    tones = ["ma", "mà", "mả", "mã", "má", "mạ", "mai"]

    assert sorted(["mai", "mạ", "má", "mã", "mả", "mà", "ma"], key=order_key) == tones


@given(st.text())
def test_folding_twice_is_folding_once(text):
    assert folded(folded(text)) == folded(text)


@given(st.lists(st.text(max_size=8)))
def test_the_order_is_one_and_the_same_however_a_list_begins(names):
    turned = list(reversed(names))

    assert sorted(names, key=order_key) == sorted(turned, key=order_key)
