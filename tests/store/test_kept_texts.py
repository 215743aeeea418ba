"""The coordinator's own texts: only added to, the newest of a place counts."""

from cchc_scheduler.store import kept_texts
from tests.store.rows import NOW

TEXT = {
    "period": "2025-Q3",
    "report": "bao-cao",
    "section": "I",
    "unit": "u",
    "text": "một",
    "edited_by": "Hoa",
    "edited_at": NOW,
    "sources": "",
}


def test_a_text_is_followed_by_the_next_and_never_written_over(connection):
    numbers = [kept_texts.add(connection, TEXT | {"text": each}) for each in ("một", "hai")]

    found = kept_texts.newest_of(connection, "2025-Q3")

    assert numbers == [1, 2]
    assert [(row["number"], row["text"]) for row in found] == [(2, "hai")]


def test_the_same_text_again_adds_nothing(connection):
    assert [kept_texts.add(connection, TEXT) for _ in range(2)] == [1, 0]


def test_each_unit_section_and_report_has_a_text_of_its_own(connection):
    others = ({}, {"unit": "v"}, {"section": "II"}, {"report": "khac"}, {"period": "2025-Q4"})
    for other in others:
        assert kept_texts.add(connection, TEXT | other) == 1

    assert len(kept_texts.newest_of(connection, "2025-Q3")) == 4
