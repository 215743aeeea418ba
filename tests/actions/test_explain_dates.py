"""How a date came about, in the very sentence that stands in the letter."""

import email
import email.policy
import re

import pytest

from cchc_scheduler.actions.add_obligation import Extra, add_obligation
from cchc_scheduler.actions.explain_dates import explain_dates
from cchc_scheduler.core.errors import NotFound
from cchc_scheduler.service import office_files
from tests.actions.changing_office import ChangingOffice
from tests.core.cast import day

KT = "bao-cao/2025-Q3/kinh-te"
SENTENCE = (
    '"trước ngày 10 của tháng cuối quý" không tính chính ngày đó, nên ngày cuối là thứ Ba, ngày '
    "09/9/2025; số ngày làm việc không tính thứ Bảy, Chủ nhật và ngày nghỉ 01/9 và 02/9 (Quốc "
    "khánh)."
)


@pytest.fixture
def office(tmp_path):
    return ChangingOffice(tmp_path)


def explained(office, obligation=KT):
    return explain_dates(office.db, office.service.records, office_files(office.home), obligation)


def footer(office, post):
    """Return the sentence that explains the date in the newest letter to a post."""
    (_, envelope) = [
        each for each in office.wire.accepted if each[1].recipients[0].startswith(post)
    ][-1]
    letter = email.message_from_bytes(envelope.data, policy=email.policy.default)
    text = letter.get_body(("plain",)).get_content()
    (sentence,) = re.findall(r"Cách tính thời hạn: (.+?\.)\s", " ".join(text.split()) + " ")
    return sentence


def test_what_is_only_in_the_files_is_explained_from_them(office):
    assert explained(office) == {
        "sentence": SENTENCE,
        "clause": "V.1.c",
        "last_day": "2025-09-09",
        "target": "2025-09-09",
        "due": "2025-09-10T00:00:00+07:00",
        "late_after": "2025-09-10T00:00:00+07:00",
        "rungs": [
            {"rung": rung, "at": f"{at}:00+07:00", "counted": counted}
            for rung, at, counted in [
                ("opening", "2025-08-15T07:30", "15 working days before 2025-09-09"),
                ("remind-7", "2025-08-27T07:30", "7 working days before 2025-09-09"),
                ("remind-3", "2025-09-04T07:30", "3 working days before 2025-09-09"),
                ("remind-1", "2025-09-08T07:30", "1 working day before 2025-09-09"),
                ("due-day", "2025-09-09T07:30", "the day itself"),
                ("late-1", "2025-09-10T14:00", "working day 1 after 2025-09-09"),
                ("late-3", "2025-09-12T14:00", "working day 3 after 2025-09-09"),
                ("late-5", "2025-09-16T14:00", "working day 5 after 2025-09-09"),
            ]
        ],
    }


def test_what_is_in_the_store_is_explained_alike(office):
    from_files = explained(office)

    office.go_live("2025-08-15 07:30")
    office.run_at("2025-08-15 07:30")

    assert explained(office) == from_files


def test_the_sentence_is_the_one_in_the_letters_foot(office):
    office.go_live("2025-08-15 07:30")
    office.run_at("2025-08-15 07:30")

    assert footer(office, "giang") == explained(office)["sentence"] == SENTENCE


def test_after_a_move_letter_and_explanation_still_say_the_same(office):
    office.go_live("2025-08-15 07:30")
    office.run_at("2025-08-15 07:30")
    office.files.swap("plans/ke-hoach.yaml", "day: 10}", "day: 14}")
    office.apply()
    office.live("2025-08-18", "2025-09-03")

    sentence = explained(office)["sentence"]

    assert footer(office, "giang") == sentence
    assert "ngày đó là ngày nghỉ nên đề nghị gửi trong thứ Sáu, ngày 12/9/2025" in sentence
    assert "(khoản 5 Điều 148 Bộ luật Dân sự 2015)" in sentence


def test_a_dated_task_is_explained_with_the_plans_own_words(office):
    found = explained(office, "III.1.b/2025-Q4/kinh-te")

    assert found["clause"] == "III.1.b"
    assert found["sentence"].startswith(
        '"trước 15/10/2025" không tính chính ngày đó, nên ngày cuối là thứ Ba, ngày 14/10/2025;'
    )


def test_a_duty_from_outside_the_plan_has_no_words_to_quote(office):
    office.go_live("2025-08-15 07:30")
    extra = Extra("kinh-te", "giao-viec-01", "Rà soát", day("2025-09-12"), "V.2.b.1")
    key = add_obligation(office.db, office.service.records, extra, "it", office.clock.now())

    found = explained(office, key)

    assert found["clause"] == "V.2.b.1"
    assert found["sentence"].startswith("ngày cuối là thứ Sáu, ngày 12/9/2025;")


def test_an_unknown_obligation_is_told_with_the_nearest_known_one(office):
    with pytest.raises(NotFound) as refused:
        explained(office, "bao-cao/2025-Q3/kinhte")

    assert str(refused.value) == (
        f"There is no obligation bao-cao/2025-Q3/kinhte. Did you mean {KT}?"
    )
