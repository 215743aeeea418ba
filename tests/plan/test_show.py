"""The JSON that other programs are promised."""

from cchc_scheduler.core.workdays import CalendarYear, DayOff, MakeUpDay
from cchc_scheduler.plan.calendars import work_calendar
from cchc_scheduler.plan.show import calendar_add_as_json, calendar_as_json, plan_as_json
from tests.core.cast import day


def test_a_plan_has_the_promised_keys_and_meanings(home):
    files, _ = home.read()

    found = plan_as_json(files.office, files.plans[0])

    assert found == {
        "plan": "ke-hoach",
        "title": "Kế hoạch",
        "areas": [
            {"id": "III.1", "clause": "III.1", "title": "Chỉ đạo", "lead": ["tong-hop"]},
        ],
        "tasks": [
            {
                "id": "III.1.a",
                "clause": "III.1.a",
                "area": "III.1",
                "text": "Kiểm tra",
                "lead": ["tong-hop"],
                "support": [],
                "deadline": {"text": None, "kind": "continuous"},
            },
            {
                "id": "III.1.b",
                "clause": "III.1.b",
                "area": "III.1",
                "text": "Lập danh mục",
                "lead": ["kinh-te"],
                "support": [],
                "deadline": {
                    "text": "trước 15/10/2025",
                    "kind": "once",
                    "last_day": "2025-10-14",
                },
            },
        ],
        "targets": [{"clause": "II.1", "text": "Đạt 90%"}],
        "duties": [{"clause": "V.2.b.1", "unit": "kinh-te", "text": "Theo dõi kinh phí"}],
        "units": [
            {"id": "tong-hop", "name": "Tổng hợp", "short": "TH", "coordinator": True},
            {"id": "kinh-te", "name": "Kinh tế", "short": "KT", "coordinator": False},
        ],
        "cycles": [
            {
                "id": "bao-cao",
                "clause": "V.1.c",
                "wording": "trước ngày 10 của tháng cuối quý",
                "frequency": "quarter",
                "units": ["tong-hop", "kinh-te"],
                "deadline": {
                    "bound": "exclusive",
                    "day": 10,
                    "months_after": 0,
                    "roll": "forward",
                },
                "cutoff": None,
                "upstream_due": None,
                "compile_day": None,
            },
        ],
        "asks": [],
        "annex": {"wording": None, "imported": False},
        "to_confirm": [],
    }


YEAR = CalendarYear(
    2025,
    official=True,
    days_off=(
        DayOff(day("2025-09-01"), "Quốc khánh", "thông báo"),
        DayOff(day("2025-09-02"), "Quốc khánh", "luật"),
    ),
    make_up_days=(MakeUpDay(day("2025-04-26"), "công văn"),),
)


def test_a_year_lists_public_holidays_and_swapped_days_but_no_weekend():
    assert calendar_as_json(work_calendar([YEAR]), 2025) == {
        "year": 2025,
        "official": True,
        "days_off": [
            {"date": "2025-09-01", "name": "Quốc khánh", "source": "thông báo"},
            {"date": "2025-09-02", "name": "Quốc khánh", "source": "luật"},
        ],
        "make_up_days": [{"date": "2025-04-26", "source": "công văn"}],
    }


def test_a_year_beyond_every_calendar_is_empty_and_not_official():
    assert calendar_as_json(work_calendar([YEAR]), 2099) == {
        "year": 2099,
        "official": False,
        "days_off": [],
        "make_up_days": [],
    }


def test_counting_shows_each_step_and_why_a_day_is_not_counted():
    found = calendar_add_as_json(work_calendar([YEAR]), day("2025-08-29"), 1)

    assert found["date"] == "2025-09-03"
    assert [(step["date"], step["counted"]) for step in found["steps"]] == [
        ("2025-08-30", None),
        ("2025-08-31", None),
        ("2025-09-01", None),
        ("2025-09-02", None),
        ("2025-09-03", 1),
    ]
    assert found["steps"][2]["why"] == "Quốc khánh"


def test_counting_back_goes_the_other_way():
    assert calendar_add_as_json(work_calendar([YEAR]), day("2025-09-03"), -1)["date"] == (
        "2025-08-29"
    )


def test_counting_nothing_stays_where_it_is():
    assert calendar_add_as_json(work_calendar([YEAR]), day("2025-09-01"), 0) == {
        "date": "2025-09-01",
        "steps": [],
    }
