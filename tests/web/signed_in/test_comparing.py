"""Comparing with the register: one tick list, filled by hand or by pasted lines, then confirmed."""

import re
from datetime import date, time

import pytest

from cchc_scheduler.store import obligations, reconciliations, submissions
from tests.web.signed_in.entering import entered

PAGE = "/ban/hom-nay/doi-chieu"
GROUP = "bao-cao-quy/2025-Q3"
ECONOMY = f"{GROUP}/phong-kinh-te"
PASTED = """12/BC-PKT 08/9/2025 Phòng Kinh tế
Sở Nội vụ\t99/SNV-CCHC\t09/9/2025
45/BC-TTPVHCC ngày 09/9/2025"""


@pytest.fixture
def late(office):
    """The morning after the day."""
    office.move_to(date(2025, 9, 10), time(8, 0))
    return office


def form_of(page):
    """The fields of the tick list as a browser would send them back."""
    texts = page.text
    fields = dict(re.findall(r'<input type="hidden" name="([\w-]+)" value="([^"]*)"', texts))
    fields |= dict(
        re.findall(r'<input type="(?:text|date)" id="[^"]+" name="([\w-]+)" value="([^"]*)"', texts)
    )
    fields |= dict.fromkeys(re.findall(r'type="checkbox" id="(\w+)"[^>]* checked>', texts), "co")
    return fields


def came(office):
    with office.service.db.read() as connection:
        return [
            (row["obligation"].split("/")[2], row["number"], row["document_day"])
            for row in submissions.every(connection)
        ]


def compared_at(office):
    with office.service.db.read() as connection:
        return reconciliations.latest(connection, GROUP)


def test_pasted_lines_fill_the_list_and_record_nothing(late):
    browser = entered(late)

    page = browser.post(f"{PAGE}/doc", data={"pasted": PASTED})

    fields = form_of(page)
    ticked = [name for name, value in fields.items() if value == "co"]
    assert [(fields[f"{n}-so"], fields[f"{n}-ngay"]) for n in ticked] == [
        ("12/BC-PKT", "2025-09-08"),
        ("45/BC-TTPVHCC", "2025-09-09"),
    ]
    assert "Sở Nội vụ 99/SNV-CCHC 09/9/2025" in page.text
    assert (came(late), compared_at(late)) == ([], None)


def test_what_is_confirmed_is_recorded_in_one_go_and_once(late):
    browser = entered(late)
    fields = form_of(browser.post(f"{PAGE}/doc", data={"pasted": PASTED}))

    answers = [browser.post(PAGE, data=fields, follow_redirects=False) for _ in range(2)]

    assert [each.status_code for each in answers] == [303, 303]
    assert came(late) == [
        ("phong-kinh-te", "12/BC-PKT", date(2025, 9, 8)),
        ("trung-tam-phuc-vu-hanh-chinh-cong", "45/BC-TTPVHCC", date(2025, 9, 9)),
    ]
    assert compared_at(late) == late.clock.now()
    page = browser.get(answers[0].headers["location"]).text
    assert "Đã ghi nhận việc đối chiếu." in page
    assert "Mở danh sách đối chiếu" not in page


def test_confirming_without_a_tick_says_that_nothing_was_found(late):
    browser = entered(late)

    browser.post(PAGE, data=form_of(browser.get(PAGE)))

    assert came(late) == []
    assert compared_at(late) == late.clock.now()


def test_a_tick_needs_a_number_and_a_day_that_has_come(late):
    browser = entered(late)
    fields = form_of(browser.get(PAGE))

    answer = browser.post(PAGE, data=fields | {"d2": "co", "d2-ngay": "2025-09-11"})

    assert answer.status_code == 422
    assert "Ghi số, ký hiệu văn bản: Phòng Kinh tế" in answer.text
    assert "Chọn ngày không sau hôm nay: Phòng Kinh tế" in answer.text
    assert 'id="d2" name="d2" value="co" checked' in answer.text
    assert (came(late), compared_at(late)) == ([], None)


def test_a_row_stands_for_its_unit_even_when_another_came_meanwhile(late):
    """The list was opened with five rows; one unit hands in before it is confirmed."""
    browser = entered(late)
    fields = form_of(browser.get(PAGE))
    with late.service.db.work() as connection:
        row = obligations.one(connection, f"{GROUP}/phong-van-hoa-xa-hoi")
        obligations.change(connection, row, state="submitted")

    browser.post(PAGE, data=fields | {"d2": "co", "d2-so": "12/BC-PKT"})

    assert came(late) == [("phong-kinh-te", "12/BC-PKT", None)]


@pytest.mark.parametrize(
    ("pasted", "sentence"), [("", "Dán các dòng"), ("Phòng Kinh tế\nTỐI MẬT", "có dấu độ mật")]
)
def test_what_cannot_be_read_is_told(late, pasted, sentence):
    answer = entered(late).post(f"{PAGE}/doc", data={"pasted": pasted})

    assert (answer.status_code, sentence in answer.text) == (422, True)


def test_it_is_asked_for_from_two_on_the_last_day_and_again_the_next_working_day(office):
    browser = entered(office)

    def asked(day, at):
        office.move_to(day, at)
        return "Mở danh sách đối chiếu" in browser.get("/ban/hom-nay").text

    def compare():
        browser.post(PAGE, data=form_of(browser.get(PAGE)))

    browser = entered(office)
    office.move_to(date(2025, 9, 9), time(13, 0))
    browser = entered(office)
    found = [asked(date(2025, 9, 9), time(13, 59)), asked(date(2025, 9, 9), time(14, 0))]
    compare()
    found.append(asked(date(2025, 9, 9), time(15, 0)))
    office.move_to(date(2025, 9, 10), time(7, 30))
    browser = entered(office)
    found.append(asked(date(2025, 9, 10), time(7, 30)))
    compare()
    found.append(asked(date(2025, 9, 10), time(16, 0)))

    assert found == [False, True, False, True, False]
