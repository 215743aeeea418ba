"""A small office and its calendar, built in code: three units, their people, and two leaders.

Binh heads the coordinating unit, Chi the office itself, Dung the economy; An is the chair and Hoa
the vice chair in charge. Em, Giang and Lan are the three focal points.
"""

from dataclasses import replace
from datetime import date, datetime

from cchc_scheduler.clock import OFFICE_ZONE
from cchc_scheduler.core.addressees import Directory
from cchc_scheduler.core.cases import Case
from cchc_scheduler.core.deadlines import Deadline, resolve
from cchc_scheduler.core.offices import Office, Person, Post, Unit
from cchc_scheduler.core.policies import Policy
from cchc_scheduler.core.workdays import CalendarYear, DayOff, MakeUpDay
from cchc_scheduler.plan.calendars import work_calendar
from cchc_scheduler.words import Rank


def _year(year, off, worked):
    return CalendarYear(
        year,
        official=True,
        days_off=tuple(DayOff(day(each), name, "thông báo") for each, name in off.items()),
        make_up_days=tuple(MakeUpDay(day(each), "thông báo") for each in worked),
    )


def day(text):
    """Return a day written as 2025-09-09."""
    return date.fromisoformat(text)


def at(text):
    """Return an instant written on the office's wall as 2025-09-09 14:00."""
    return datetime.fromisoformat(text).replace(tzinfo=OFFICE_ZONE)


YEAR_2025 = _year(
    2025,
    {
        "2025-01-01": "Tết Dương lịch",
        "2025-01-27": "Tết Nguyên đán",
        "2025-01-28": "Tết Nguyên đán",
        "2025-01-29": "Tết Nguyên đán",
        "2025-01-30": "Tết Nguyên đán",
        "2025-01-31": "Tết Nguyên đán",
        "2025-04-07": "Giỗ Tổ Hùng Vương",
        "2025-04-30": "Ngày Chiến thắng",
        "2025-05-01": "Ngày Quốc tế lao động",
        "2025-05-02": "hoán đổi",
        "2025-09-01": "Quốc khánh",
        "2025-09-02": "Quốc khánh",
    },
    ["2025-04-26"],
)
YEAR_2026 = _year(
    2026,
    {
        "2026-01-01": "Tết Dương lịch",
        "2026-01-02": "hoán đổi",
        "2026-02-16": "Tết Nguyên đán",
        "2026-02-17": "Tết Nguyên đán",
        "2026-02-18": "Tết Nguyên đán",
        "2026-02-19": "Tết Nguyên đán",
        "2026-02-20": "Tết Nguyên đán",
        "2026-04-27": "nghỉ bù Giỗ Tổ Hùng Vương",
        "2026-04-30": "Ngày Chiến thắng",
        "2026-05-01": "Ngày Quốc tế lao động",
        "2026-08-31": "hoán đổi",
        "2026-09-01": "Quốc khánh",
        "2026-09-02": "Quốc khánh",
        "2026-11-24": "Ngày Văn hóa Việt Nam",
    },
    ["2026-01-10", "2026-08-22"],
)
CALENDAR = work_calendar([YEAR_2025, YEAR_2026])

PEOPLE = tuple(
    Person(name, name.title(), f"{name}@xa.example", None)
    for name in ("an", "hoa", "chi", "binh", "dung", "em", "giang", "lan")
)
POSTS = (
    Post("chair", "Chủ tịch", Rank.CHAIR, "an"),
    Post("vice-chair", "Phó Chủ tịch", Rank.VICE_CHAIR, "hoa"),
    Post("chief", "Chánh Văn phòng", Rank.HEAD, "chi"),
    Post("head-culture", "Trưởng phòng", Rank.HEAD, "binh"),
    Post("head-economy", "Trưởng phòng", Rank.HEAD, "dung"),
    Post("focal-culture", "Đầu mối", Rank.STAFF, "em"),
    Post("focal-office", "Đầu mối", Rank.STAFF, "giang"),
    Post("focal-economy", "Đầu mối", Rank.STAFF, "lan"),
)
UNITS = (
    Unit("culture", "Phòng VH-XH", "VHXH", "head-culture", "focal-culture", coordinator=True),
    Unit("office", "Văn phòng", "VP", "chief", "focal-office"),
    Unit("economy", "Phòng Kinh tế", "KT", "head-economy", "focal-economy"),
)
OFFICE = Office(
    name="UBND xã",
    place="Xã",
    city="thành phố",
    sender_name="Phòng VH-XH",
    sender_address="cchc@xa.example",
    units=UNITS,
    posts=POSTS,
    people=PEOPLE,
    chair="chair",
    office_chief="chief",
    vice_chair="vice-chair",
)


def with_post(office, post_id, **changes):
    """Return the office with one post changed."""
    posts = tuple(replace(p, **changes) if p.id == post_id else p for p in office.posts)
    return replace(office, posts=posts)


def directory(office=OFFICE, absences=(), dead=()):
    """Return the directory of an office on which nothing else is known."""
    return Directory(office, absences, dead)


def deadline(last_day, *, version=1, reason="plan", set_at="2025-01-02 08:00", **more):
    """Return a deadline version for a last permitted day."""
    roll = more.pop("roll", "forward")
    return Deadline(version, reason, resolve(day(last_day), CALENDAR, roll), at(set_at), **more)


def case(last_day="2025-09-09", unit="economy", **more):
    """Return an open obligation of a unit, with nothing written yet."""
    known = {
        "obligation": f"report/2025-Q3/{unit}",
        "unit": unit,
        "group": "report/2025-Q3",
        "state": "open",
        "deadline": deadline(last_day),
        "policy": Policy(),
    }
    return Case(**(known | more))
