"""/ban/nhat-ky: who did what, when, about what; found, carried out, and whole."""

import csv
import io
import re
from datetime import datetime

from openpyxl import load_workbook

from cchc_scheduler.store import audit
from tests.web.signed_in.entering import COORDINATOR, KEEPER, LEADER, entered, with_keeper

PATH = "/ban/nhat-ky"


def numbers(page):
    return [int(each) for each in re.findall(r'<td class="number">(\d+)</td>', page.text)]


def test_the_newest_entry_stands_first_in_words(office):
    page = entered(office).get(PATH)

    assert page.status_code == 200
    assert numbers(page) == sorted(numbers(page), reverse=True)
    assert "đăng nhập" in page.text
    assert "báo cáo quý III/2025, Phòng Kinh tế" in page.text


def test_pages_go_on_where_the_one_before_ended(office):
    entry = ("service", "reconciled", "bao-cao-quy/2025-Q3", {})
    with office.service.db.work() as connection:
        audit.write(connection, office.clock.now(), [entry] * 150)
    browser = entered(office)
    page, seen = browser.get(PATH), []
    while True:
        seen += numbers(page)
        older = re.search(r'href="([^"]+)">Các dòng cũ hơn', page.text)
        if older is None:
            break
        page = browser.get(older[1].replace("&amp;", "&"))

    with office.service.db.read() as connection:
        assert seen == list(range(audit.last_number(connection), 0, -1))


def test_words_are_found_without_marks(office):
    page = entered(office).get(PATH, params={"tim": "mo ky phong kinh te"})

    assert len(numbers(page)) == 1
    assert "Phòng Kinh tế" in page.text


def test_a_day_and_an_actor_narrow_it(office):
    browser = entered(office)

    some = browser.get(PATH, params={"tu": "2025-09-04", "den": "2025-09-04"})
    mine = browser.get(PATH, params={"ai": COORDINATOR})
    none = browser.get(PATH, params={"tu": "2026-01-01"})
    odd = browser.get(PATH, params={"tu": "hôm qua", "truoc": "x"})

    newest = numbers(browser.get(PATH))
    assert numbers(some) == newest[:2]
    assert numbers(mine) == newest[:1]
    assert "Không có dòng nào." in none.text
    assert odd.status_code == 200


def test_the_letter_of_an_entry_is_one_press_away(office):
    page = entered(office).get(PATH, params={"tim": "gui thu"})

    assert re.search(r'<a href="/ban/thu/\d+">thư &#34;', page.text)


def test_it_is_carried_out_with_real_moments(office):
    browser = entered(office)
    sheet = load_workbook(io.BytesIO(browser.get(f"{PATH}.xlsx").content)).active
    rows = list(csv.reader(io.StringIO(browser.get(f"{PATH}.csv").content.decode("utf-8-sig"))))

    assert [cell.value for cell in sheet[1]] == rows[0]
    assert isinstance(sheet["B2"].value, datetime)
    assert len(rows) == sheet.max_row
    assert rows[1][3] == "đăng nhập"


def test_a_changed_row_is_named(office):
    browser = entered(office)
    whole = browser.get(f"{PATH}/kiem-tra")
    with office.service.db.work() as connection:
        connection.exec_driver_sql("UPDATE audit SET actor = 'ai đó' WHERE number = 7")

    broken = browser.get(f"{PATH}/kiem-tra")

    assert "Chuỗi nhật ký nguyên vẹn" in whole.text
    assert "Chuỗi nhật ký bị đứt ở 1 dòng:</strong> số 7." in broken.text


def test_leaders_do_not_read_it_and_the_keeper_does(office):
    with_keeper(office)

    assert entered(office, LEADER).get(PATH).status_code == 403
    assert entered(office, KEEPER).get(PATH).status_code == 200
