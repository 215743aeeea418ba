"""Frozen rows are written once; corrections stand beside them."""

from datetime import date

from cchc_scheduler.store import evidence
from tests.store.rows import KEY, NOW

ROW = {
    "obligation": KEY,
    "year": 2025,
    "unit": "phong-kinh-te",
    "unit_name": "Phòng Kinh tế",
    "period": "2025-Q3",
    "title": "Báo cáo",
    "plan_day": date(2025, 9, 9),
    "late_after": NOW,
    "told": 5,
    "frozen_at": NOW,
}
WRONG = {"obligation": KEY, "text": "nhận 08/9", "reason": "sổ văn bản đến", "by": "Hoa", "at": NOW}


def test_a_frozen_row_is_never_written_again(connection):
    written = [evidence.freeze(connection, [ROW | {"told": told}]) for told in (5, 6)]

    assert written == [1, 0]
    assert evidence.frozen(connection, [KEY])[KEY]["told"] == 5


def test_corrections_are_numbered_and_the_same_words_are_one(connection):
    evidence.freeze(connection, [ROW])

    numbers = [
        evidence.correct(connection, row) for row in (WRONG, WRONG | {"text": "nhận 07/9"}, WRONG)
    ]

    assert numbers == [1, 2, 0]
    assert [row["text"] for row in evidence.corrections(connection, [KEY])[KEY]] == [
        "nhận 08/9",
        "nhận 07/9",
    ]
