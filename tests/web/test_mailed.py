"""The page behind the button of an answer offers the mail itself; only its own button records."""

import re

import pytest
from starlette.testclient import TestClient

from cchc_scheduler.core.submissions import Bounds
from cchc_scheduler.engine.worker import run_inline
from cchc_scheduler.web.application import application
from cchc_scheduler.web.site import SitePieces
from tests.actions.bundled_office import BundledOffice
from tests.actions.mail_office import LINK, OWED
from tests.actions.post_office import HOME
from tests.mail.clients import File, docx, reply


@pytest.fixture
def office(tmp_path):
    """An office that asked for which of two things a mail was."""
    return BundledOffice(tmp_path)


@pytest.fixture
def browser(office, tmp_path):
    pieces = SitePieces(
        db=office.db,
        records=office.records,
        outbox=office.outbox,
        clock=office.clock,
        worker=run_inline,
        links=office.links,
        data=tmp_path,
        bounds=Bounds(own_host="cchc.xa.example"),
    )
    pages = application(list, list, pieces, HOME.template_dirs())
    with TestClient(pages, base_url="https://cchc.xa.example") as found:
        yield found


def form_of(page):
    """Return where the button posts to, and what it says."""
    action = re.search(r'action="(/n/\w+/thu)"', page.text)
    return action and (action[1], re.search(r'name="thu" value="([^"]+)"', page.text)[1])


def test_the_page_offers_the_mails_link_and_the_button_leads_to_the_receipt(office, browser):
    office.come(reply(office.raw_letter(), f"Gửi báo cáo: {LINK}"))

    page = browser.get(office.buttons()["report"])
    path, told = form_of(page)
    receipt = browser.post(path, data={"thu": told})

    assert "Đã nhận thư lúc 07 giờ 35 ngày 15/8/2025, với đường dẫn" in page.text
    assert f'<span class="mono">{LINK}</span>' in page.text
    assert re.search(r"/bien-nhan/\d+$", str(receipt.url))
    assert "07 giờ 35 ngày 15/8/2025" in receipt.text
    assert [row["link"] for row in office.handed_in(OWED)] == [LINK]


def test_a_file_is_named_and_its_name_escaped(office, browser):
    file = File("bao cao & phu luc.docx", docx())
    office.come(reply(office.raw_letter(), "Gửi kèm", file))

    page = browser.get(office.buttons()["task"])

    assert "với tệp bao cao &amp; phu luc.docx." in page.text
    assert form_of(page) is not None


def test_looking_as_often_as_one_likes_and_pressing_without_content_changes_nothing(
    office, browser
):
    office.come(reply(office.raw_letter(), f"Gửi báo cáo: {LINK}"))
    for path in office.buttons().values():
        for method in ("GET", "HEAD", "GET"):
            browser.request(method, path)
    path, _ = form_of(browser.get(office.buttons()["report"]))

    answers = [browser.post(path), browser.post(path, data={"thu": ""}), browser.get(path)]

    assert [each.status_code for each in answers] == [409, 409, 405]
    assert "Chưa ghi nhận được thư này" in answers[0].text
    assert office.handed_in(OWED) == []
    assert office.last()["state"] == "person"


def test_pressed_twice_it_leads_to_the_same_receipt(office, browser):
    office.come(reply(office.raw_letter(), f"Gửi báo cáo: {LINK}"))
    path, told = form_of(browser.get(office.buttons()["report"]))

    first, second = (browser.post(path, data={"thu": told}) for _ in range(2))

    assert (first.status_code, first.url) == (200, second.url)
    assert len(office.handed_in(OWED)) == 1


def test_a_mail_that_was_settled_is_told_as_such_and_offers_no_button(office, browser):
    office.come(reply(office.raw_letter(), f"Gửi báo cáo: {LINK}"))
    path, told = form_of(browser.get(office.buttons()["report"]))
    browser.post(path, data={"thu": told})

    page = browser.get(office.buttons()["task"])

    assert form_of(page) is None
    assert "đã được ghi nhận hoặc đã được đầu mối tổng hợp xem" in page.text


def test_a_mail_named_on_another_page_or_by_a_guess_is_never_shown(office, browser):
    office.come(reply(office.raw_letter(), f"Gửi báo cáo: {LINK}"))
    report, task = office.buttons()["report"], office.buttons()["task"]
    swapped = report.partition("?")[0] + "?" + task.partition("?")[2]
    guessed = f"{report.partition('?')[0]}?thu=1-{'a' * 32}"

    pages = [browser.get(path) for path in (swapped, guessed, f"{report}x", f"{guessed}%00")]

    assert {each.status_code for each in pages} == {200}
    assert [each for each in pages if LINK in each.text or "Thư của đơn vị" in each.text] == []
