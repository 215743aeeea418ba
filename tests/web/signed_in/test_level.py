"""A level above that is about to be told: its letter is shown, a person says what becomes of it."""

import re
from datetime import date, datetime, time

import pytest

from cchc_scheduler.clock import VirtualClock, office_instant
from cchc_scheduler.home import find_home
from cchc_scheduler.service import office_files
from cchc_scheduler.simulate.season import Season, simulated_service, span_of, world_of
from cchc_scheduler.simulate.sim_wire import SimWire
from cchc_scheduler.store import approvals
from cchc_scheduler.store.migrate import new_in_memory
from tests.web.conftest import copy_of, office  # noqa: F401 - the same office, lived longer
from tests.web.signed_in.entering import entered

PAGE = "/ban/hom-nay/cap"
GROUP = "bao-cao-quy/2025-Q3"
ASKED = {"nac": "late-3", "ky": GROUP}
ECONOMY = f"{GROUP}/phong-kinh-te"
OWN = f"{GROUP}/phong-van-hoa-xa-hoi"


@pytest.fixture(scope="module")
def played():
    """The season lived until the evening of 11/9/2025: the heads were told on the 10th."""
    home = find_home(None)
    clock = VirtualClock(datetime.fromisoformat("2025-07-28T00:00:00+07:00"))
    wire = SimWire(clock)
    service = simulated_service(home, new_in_memory(), clock, wire)
    season = Season(date(2025, 7, 28), date(2025, 9, 11))
    world_of(service, clock, wire).play(span_of(season), office_files(home).documents)
    yield service.db
    service.close()


@pytest.fixture
def eve(office):  # noqa: F811
    """The morning of the day on which the Chánh Văn phòng is told at 14:00."""
    office.clock.move_to(office_instant(date(2025, 9, 12), time(8, 0)))
    return office


def said(office, obligation=ECONOMY):  # noqa: F811
    with office.service.db.read() as connection:
        found = approvals.in_force(connection, [obligation]).get(obligation, ())
    return [(row["rung"], row["state"], row["reason"]) for row in found]


def post(browser, **fields):
    return browser.post(PAGE, data={**ASKED, **fields}, follow_redirects=False)


def test_the_first_page_says_when_it_goes_and_about_whom(eve):
    page = entered(eve).get("/ban/hom-nay").text

    assert "14 giờ 00 ngày 12/9/2025: thông tin đến Chánh Văn phòng" in page
    assert 'href="/ban/hom-nay/cap?nac=late-3&amp;ky=bao-cao-quy%2F2025-Q3"' in page


def test_the_letter_is_shown_as_it_would_go(eve):
    page = entered(eve).get(PAGE, params=ASKED).text

    assert "Kính gửi: Đồng chí Chánh Văn phòng HĐND-UBND xã" in page
    assert "Phòng Kinh tế" in page
    assert "https://cchc.xa.example/n/" not in page


def test_it_is_put_off_for_the_units_that_are_ticked_and_never_for_the_own(eve):
    browser = entered(eve)
    ticks = {f"ve-{ECONOMY}": "co", f"ve-{OWN}": "co"}

    answer = post(browser, choice="postponed", until="2025-09-15", reason="Đang trình ký", **ticks)

    assert answer.status_code == 303
    assert said(eve) == [("late-3", "postponed", "Đang trình ký")]
    assert said(eve, OWN) == []
    rows = browser.get("/ban/hom-nay").text.partition('<ul class="duties">')[2]
    row = re.search(r"Phòng Kinh tế</strong>.*?</li>", rows, re.DOTALL)[0]
    assert "Tự gửi 14 giờ 00 ngày 15/9/2025" in row


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({}, "Chọn một cách"),
        ({"choice": "postponed", "reason": "x"}, "Ghi ngày lùi đến"),
        ({"choice": "postponed", "reason": "x", "until": "2025-09-12"}, "Chọn ngày sau hôm nay"),
        ({"choice": "postponed", "until": "2025-09-15"}, "Ghi lý do"),
        ({"choice": "postponed", "until": "2025-09-15", "reason": "MẬT"}, "có dấu độ mật"),
    ],
)
def test_what_is_missing_is_told_and_nothing_is_recorded(eve, fields, sentence):
    answer = post(entered(eve), **{f"ve-{ECONOMY}": "co"}, **fields)

    assert (answer.status_code, sentence in answer.text) == (422, True)
    assert said(eve) == []


def test_nobody_is_ticked(eve):
    answer = post(entered(eve), choice="postponed", until="2025-09-15", reason="x")

    assert (answer.status_code, "Chọn ít nhất một đơn vị" in answer.text) == (422, True)


def test_what_goes_by_itself_is_not_left_to_the_page(eve):
    answer = post(entered(eve), choice="to-page", reason="x", **{f"ve-{ECONOMY}": "co"})

    assert (answer.status_code, said(eve)) == (409, [])


@pytest.mark.parametrize("asked", [{}, {"nac": "late-5", "ky": GROUP}, {"nac": "x", "ky": "y"}])
def test_a_level_that_is_not_about_to_go_is_told(eve, asked):
    assert entered(eve).get(PAGE, params=asked).status_code == 404


def test_in_the_mode_of_approval_a_person_lets_it_go_or_leaves_it_to_the_page(eve):
    with eve.service.db.work() as connection:
        key = {
            "deadline_version": 1,
            "rung": "late-3",
            "state": "asked",
            "asked_at": eve.clock.now(),
        }
        approvals.add(connection, [{"obligation": each, **key} for each in (ECONOMY, OWN)])
        connection.exec_driver_sql(
            """UPDATE revision SET document = replace(document, '"automatic"', '"approval"')"""
        )
    eve.service.records._number = -1
    browser = entered(eve)
    page = browser.get(PAGE, params=ASKED).text

    post(browser, choice="to-page", reason="Báo cáo miệng", **{f"ve-{ECONOMY}": "co"})
    post(browser, choice="approved", **{f"ve-{OWN}": "co"})

    assert "Thư chỉ gửi khi đồng chí đồng ý" in page
    assert said(eve) == [("late-3", "to-page", "Báo cáo miệng")]
    assert said(eve, OWN) == [("late-3", "approved", "")]
