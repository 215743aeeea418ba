"""The difference of two texts by words: nothing is lost, whatever the texts are."""

from hypothesis import given
from hypothesis import strategies as st

from cchc_scheduler.core.text_changes import Piece, changes

TEXTS = st.lists(st.sampled_from(["đã", "ban", "hành", "05", "06", "văn\n", "bản."]), max_size=12)


def test_a_changed_number_is_the_only_change():
    assert changes("Ban hành 05 văn bản.", "Ban hành 06 văn bản.") == (
        Piece("same", "Ban hành "),
        Piece("gone", "05 "),
        Piece("new", "06 "),
        Piece("same", "văn bản. "),
    )


def test_from_nothing_everything_is_new_and_to_nothing_everything_goes():
    assert changes("", "Có 01 mô hình.") == (Piece("new", "Có 01 mô hình. "),)
    assert changes("Có 01 mô hình.", " ") == (Piece("gone", "Có 01 mô hình. "),)
    assert changes("", "") == ()


@given(TEXTS, TEXTS)
def test_the_pieces_make_both_texts(old, new):
    before, after = " ".join(old), " ".join(new)
    found = changes(before, after)

    kept = [each.text for each in found if each.kind != "gone"]
    left = [each.text for each in found if each.kind != "new"]
    assert "".join(kept).split() == after.split()
    assert "".join(left).split() == before.split()
