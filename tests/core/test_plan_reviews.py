"""An annex with what people settled about it: rows, open questions, mendings that fit nothing."""

import pytest

from cchc_scheduler.core.mendings import Mending
from cchc_scheduler.core.plan_reviews import Known, mended
from cchc_scheduler.core.plans import StatedDeadline
from tests.core.annexes.drawn import HALF_YEAR, HEADS, drawn, office, read
from tests.core.cast import day

KNOWN = Known(frozenset(unit.id for unit in office().units), frozenset(("III.1.a",)), HALF_YEAR)
ROWS = (
    ("1", "Rà soát văn bản", "Phòng Kinh tế", "TTPVHCC", "Trước ngày 15/9/2025", ""),
    ("2", "Đối thoại", "Trạm Y tế", "", "Quý IV/2025", ""),
    ("3", "Tuyên truyền", "Phòng VH-XH; Phòng Kinh tế", "", "Xong trước tuần 2 tháng 10/2025", ""),
    ("4", "", "Phòng Kinh tế", "", "30/9/2025", ""),
)


def review(*mendings, rows=ROWS):
    return mended(read(drawn(HEADS, *rows)), mendings, KNOWN)


def asked(found):
    return [(row.key, question.kind) for row, question in found.open]


def test_what_nobody_mended_stands_as_it_was_read_with_its_questions():
    found = review()

    assert [(row.key, row.lead, row.support) for row in found.rows] == [
        ("1", "kinh-te", ("hanh-chinh-cong",)),
        ("2", None, ()),
        ("3", "van-hoa", ("kinh-te",)),
        ("4", "kinh-te", ()),
    ]
    assert asked(found) == [
        ("2", "lead-unknown"),
        ("3", "several-leads"),
        ("3", "deadline"),
        ("4", "text-missing"),
    ]
    assert not found.ready
    assert found.rows[0].deadline == StatedDeadline(
        "Trước ngày 15/9/2025", "once", "exclusive", day("2025-09-14")
    )


def test_every_question_can_be_answered_in_its_own_way():
    found = review(
        Mending("2", lead="kinh-te"),
        Mending("3", confirmed=("several-leads",), deadline="Trước ngày 30/11/2025"),
        Mending("4", left_out=True),
    )

    assert (found.ready, found.gone) == (True, ("4",))
    assert [(row.lead, row.deadline.last_day) for row in found.rows] == [
        ("kinh-te", day("2025-09-14")),
        ("kinh-te", day("2025-12-31")),
        ("van-hoa", day("2025-11-29")),
    ]


def test_a_meaning_is_settled_and_the_words_stay():
    found = review(Mending("3", lead="van-hoa", last_day=day("2025-10-31")))

    assert found.rows[2].deadline == StatedDeadline(
        "Xong trước tuần 2 tháng 10/2025", "once", None, day("2025-10-31")
    )


def test_an_unclear_deadline_that_is_confirmed_stays_without_a_day():
    found = review(Mending("3", confirmed=("all",)))

    assert found.rows[2].open == ()
    assert found.rows[2].deadline.last_day is None


def test_a_row_without_words_is_never_confirmed():
    assert ("4", "text-missing") in asked(review(Mending("4", confirmed=("all",))))


def test_new_words_for_a_deadline_are_asked_about_as_the_old_ones():
    found = review(Mending("1", deadline="Trước ngày 31/6/2025"))

    assert asked(found)[0] == ("1", "deadline")
    assert found.rows[0].deadline.kind == "unknown"


def test_a_settled_day_before_the_plan_is_asked_about():
    found = review(Mending("1", last_day=day("2025-05-01")))

    assert asked(found)[0] == ("1", "deadline-before-plan")
    assert found.rows[0].deadline.last_day is None


def test_several_days_of_one_row_are_asked_about_until_it_is_split():
    rows = (("1", "Kiểm tra", "Phòng Kinh tế", "", "30/9/2025; 30/11/2025", ""),)
    split = (
        Mending("1", parts=("Kiểm tra đợt 1", "Kiểm tra đợt 2")),
        Mending("1/1", deadline="30/9/2025"),
        Mending("1/2", deadline="30/11/2025", lead="van-phong"),
    )

    whole, parts = review(rows=rows), review(*split, rows=rows)

    assert "several-days" in [kind for _, kind in asked(whole)]
    assert [(row.key, row.text, row.lead, row.deadline.last_day) for row in parts.rows] == [
        ("1/1", "Kiểm tra đợt 1", "kinh-te", day("2025-09-30")),
        ("1/2", "Kiểm tra đợt 2", "van-phong", day("2025-11-30")),
    ]
    assert parts.ready


def test_joined_rows_are_one_with_the_words_and_units_of_both():
    rows = (
        ("1", "Rà soát", "Phòng Kinh tế", "", "", ""),
        ("2", "báo cáo kết quả", "Phòng VH-XH", "TTPVHCC", "30/9/2025", ""),
    )

    (row,) = review(Mending("2", joined_to="1"), rows=rows).rows

    assert (row.text, row.lead) == ("Rà soát\nbáo cáo kết quả", "kinh-te")
    assert row.support == ("van-hoa", "hanh-chinh-cong")
    assert row.deadline.last_day == day("2025-09-30")


def test_a_task_that_stands_twice_is_settled_by_leaving_one_out():
    rows = (ROWS[0], ("2", *ROWS[0][1:]))

    assert asked(review(rows=rows)) == [("2", "duplicate")]
    assert review(Mending("1", left_out=True), rows=rows).ready
    assert review(Mending("2", left_out=True), rows=rows).ready


def test_what_was_settled_for_a_whole_row_holds_for_its_parts():
    found = review(
        Mending("2", parts=("Đối thoại quý III", "Đối thoại quý IV"), lead="van-phong"),
        Mending("2/1", lead="kinh-te"),
    )

    assert [row.lead for row in found.rows[1:3]] == ["kinh-te", "van-phong"]


@pytest.mark.parametrize(
    ("mending", "problem", "told"),
    [
        (Mending("9", text="x"), "no-such-row", "9"),
        (Mending("1/1", text="x"), "no-such-row", "1/1"),
        (Mending("1", lead="tram-y-te"), "no-such-unit", "tram-y-te"),
        (Mending("1", support=("kinh-te", "x")), "no-such-unit", "x"),
        (Mending("1", parts=("a", " ")), "empty-part", ""),
        (Mending("1", parts=("a",)), "one-part", ""),
        (Mending("1", joined_to="1"), "joined-to-none", "1"),
        (Mending("1", joined_to="9"), "joined-to-none", "9"),
        (
            Mending("1", means="continuous", last_day=day("2025-09-30")),
            "day-without-meaning",
            "2025-09-30",
        ),
        (Mending("1", same_as="III.9"), "no-such-task", "III.9"),
    ],
)
def test_a_mending_that_fits_nothing_is_told(mending, problem, told):
    faults = review(mending).faults

    assert [(each.row, each.problem, each.told) for each in faults] == [
        (mending.row, problem, told)
    ]


def test_an_empty_mending_changes_nothing():
    assert review(Mending("1"), Mending("77")) == review()
