import pytest
from sqlalchemy.exc import IntegrityError

from cchc_scheduler.store import matters
from tests.store.rows import KEY, NOW


def matter(carrier="form-1", **values):
    return {
        "obligation": KEY,
        "kind": "difficulty",
        "carrier": carrier,
        "text": "chờ hướng dẫn",
        "by": "Nguyễn Thị Hoa",
        "raised_at": NOW,
        "state": "asked",
        **values,
    }


def test_the_same_form_is_one_matter(connection):
    number = matters.add(connection, matter())

    assert matters.by_carrier(connection, "form-1")["id"] == number
    with pytest.raises(IntegrityError, match="carrier"):
        matters.add(connection, matter())


def test_what_waits_for_an_answer_is_found_oldest_first(connection):
    first = matters.add(connection, matter("form-1"))
    matters.add(connection, matter("form-2", kind="row-right", state="noted"))
    third = matters.add(connection, matter("form-3"))

    before = [row["id"] for row in matters.every_asked(connection)]
    matters.answer(connection, first, state="answered", answer="đã rõ", answered_at=NOW)

    assert before == [first, third]
    assert [row["id"] for row in matters.every_asked(connection)] == [third]
    assert matters.one(connection, first)["answer"] == "đã rõ"
    assert matters.one(connection, 99) is None


@pytest.mark.parametrize("wrong", [{"kind": "complaint"}, {"state": "open"}, {"obligation": "x"}])
def test_an_unknown_word_or_obligation_is_refused(connection, wrong):
    with pytest.raises(IntegrityError):
        matters.add(connection, matter(**wrong))
