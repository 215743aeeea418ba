"""The half-year of the Decision: every letter, and the dates checked by hand."""

import pytest

from tests.season.golden import FILE, lines_of

PENDING = (
    "phong-van-hoa-xa-hoi",
    "van-phong-hdnd-ubnd",
    "phong-kinh-te",
    "trung-tam-phuc-vu-hanh-chinh-cong",
    "trung-tam-van-hoa-the-thao-va-truyen-thong",
)


def test_the_season_is_the_golden_list_letter_by_letter(silent_season):
    """Where a change is wanted, `make golden` writes the list anew; its difference is reviewed."""
    expected = FILE.read_text(encoding="utf-8").splitlines()

    assert expected == lines_of(silent_season)


@pytest.mark.parametrize(
    ("period", "days"),
    [
        # 1 and 2 September are days off; the last day is Tuesday 9 September
        ("2025-Q3", ["08-15", "08-27", "09-04", "09-08", "09-09", "09-10", "09-12", "09-16"]),
        # quarter IV with the year; the last day is Tuesday 9 December
        ("2025-Q4", ["11-18", "11-28", "12-04", "12-08", "12-09", "12-10", "12-12", "12-16"]),
    ],
)
def test_every_rung_falls_on_the_day_counted_by_hand(period, days, silent_season):
    rungs = ["opening", "remind-7", "remind-3", "remind-1", "due-day"]
    hours = dict.fromkeys(rungs, "07:30") | dict.fromkeys(["late-1", "late-3", "late-5"], "14:00")
    expected = {
        rung: {f"2025-{day}T{hour}:00+07:00"}
        for (rung, hour), day in zip(hours.items(), days, strict=True)
    }

    actual = {}
    for letter in silent_season["letters"]:
        for item in letter["items"]:
            if f"/{period}/" in item["obligation"]:
                actual.setdefault(item["rung"], set()).add(letter["at"])
    assert expected == actual


@pytest.mark.parametrize("unit", PENDING)
def test_each_unit_is_asked_for_each_rung_of_both_quarters_once(unit, silent_season):
    told = [
        (item["obligation"], item["rung"])
        for letter in silent_season["letters"]
        for item in letter["items"]
        if item["obligation"].endswith(f"/{unit}")
    ]
    skipped = [
        (each["obligation"], each["rung"])
        for each in silent_season["skipped"]
        if each["obligation"].endswith(f"/{unit}")
    ]

    assert len(told + skipped) == 16
    assert len(set(told + skipped)) == 16


def test_only_the_office_of_van_phong_itself_is_passed_over(silent_season):
    passed = {
        (each["obligation"], each["rung"], each["reason"]) for each in silent_season["skipped"]
    }

    assert passed == {
        ("bao-cao-quy/2025-Q3/van-phong-hdnd-ubnd", "late-3", "own-head"),
        ("bao-cao-quy/2025-Q4/van-phong-hdnd-ubnd", "late-3", "own-head"),
    }
