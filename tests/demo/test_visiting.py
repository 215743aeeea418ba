"""A visitor acts for a unit: its mailbox, the real page behind the button, the receipt, the end."""

import re
import tempfile
from pathlib import Path

import httpx
import pytest

FORM = {
    "kind": "link",
    "link": "https://tailieu.tuetinh.example/bao-cao-quy-3.docx",
    "by": "Nguyễn Thị Hoa",
    "declared": "yes",
}
UNIT = "Phòng Kinh tế"


@pytest.fixture
def client(site):
    """A visitor of a moment in which nothing was done yet."""
    with httpx.Client(base_url=site, follow_redirects=True) as found:
        found.post("/lam-thu")
        yield found


def button_of(client):
    """Return the path behind the button of the letter that is open."""
    page = client.get("/lam-thu").text
    letter = client.get(re.search(r'<iframe src="(/lam-thu/\d+)"', page)[1]).text
    return re.search(r'target="_top" href="http://127\.0\.0\.1:\d+(/n/\w{32})"', letter)[1]


def hand_in(client, **values):
    path = button_of(client)
    nonce = re.search(r'name="nonce" value="(\w+)"', client.get(path).text)[1]
    return client.post(path, data=FORM | {"nonce": nonce} | values)


def subjects(page):
    return re.findall(r'class="subject">([^<]+)<', page.text)


def to_come(page):
    return re.findall(r"<li>(?!<del>)<strong>([^<]+)</strong>", page.text)


def test_before_anything_is_done_the_mailbox_ends_with_the_last_reminder(client):
    page = client.get("/lam-thu")

    assert "Đồng hồ dừng lúc 08 giờ 00, thứ Hai, ngày 08/9/2025" in page.text
    assert subjects(page)[0] == "[CCHC quý III/2025] Phòng Kinh tế: thời hạn là ngày mai, 09/9"
    assert "vừa đến" not in page.text
    assert to_come(page) == [
        "thứ Ba, ngày 09/9/2025",
        "thứ Tư, ngày 10/9/2025",
        "thứ Sáu, ngày 12/9/2025",
        "thứ Ba, ngày 16/9/2025",
    ]


def test_what_is_said_to_come_is_what_the_season_really_brought(client, story):
    said = [re.search(r"(\d\d/\d+)/2025", day)[1] for day in to_come(client.get("/lam-thu"))]

    marks = [
        f"{mark.event.at:%d}/{mark.event.at.month}"
        for mark in story.panels[0].marks
        if mark.event.unit == "phong-kinh-te"
        and mark.event.kind in ("reminder", "head", "office", "leaders")
        and f"{mark.event.at:%m-%d}" > "09-08"
    ]
    assert said == marks


def test_the_button_leads_to_the_products_own_page_with_a_way_back(client):
    page = client.get(button_of(client))

    assert f"<h1>{UNIT}: nộp báo cáo cải cách hành chính quý III năm 2025</h1>" in page.text
    assert '<a href="/lam-thu">Bản trình diễn: trở lại hộp thư của đơn vị</a>' in page.text
    assert page.headers["content-security-policy"].startswith("default-src 'none'")


def test_after_handing_in_the_receipt_has_come_by_mail_and_nothing_more_is_to_come(client):
    receipt = hand_in(client)
    page = client.get("/lam-thu")

    code = re.search(r"BN-2025Q3-\d{4}", receipt.text)[0]
    assert subjects(page)[0] == f"[CCHC quý III/2025] Đã nhận báo cáo của {UNIT} - mã {code}"
    assert page.text.count("vừa đến") == 1
    assert to_come(page) == []
    assert "Không còn thư nào về báo cáo này." in page.text
    assert page.text.count("<del>") == 4
    assert "08/9/2025, 08:00" in page.text
    assert "Báo cáo quý đã được nhận" in client.get("/").text


def test_a_form_with_something_missing_sends_nothing(client):
    answer = hand_in(client, link="")

    assert answer.status_code == 422
    assert len(to_come(client.get("/lam-thu"))) == 4


def test_a_second_version_brings_a_second_receipt(client):
    path = button_of(client)
    for number in (1, 2):
        nonce = re.search(r'name="nonce" value="(\w+)"', client.get(path).text)[1]
        client.post(path, data=FORM | {"nonce": nonce, "note": f"bản {number}"})

    assert client.get("/lam-thu").text.count("vừa đến") == 2


def test_a_file_that_was_handed_in_is_removed_at_the_end(season, client, site):
    path = button_of(client)
    nonce = re.search(r'name="nonce" value="(\w+)"', client.get(path).text)[1]
    file = {"file": ("bc.pdf", b"%PDF-1.7 bao cao", "application/pdf")}
    before = kept_files()

    client.post(path, data=FORM | {"kind": "file", "nonce": nonce}, files=file)
    during = kept_files() - before
    client.post("/lam-thu")

    assert [each.read_bytes() if each.exists() else None for each in during] == [None]


def kept_files():
    folder = Path(tempfile.gettempdir())
    return {each for each in folder.glob("cchc-demo-*/files/*/*") if each.is_file()}


def test_beginning_anew_forgets_what_was_done(client):
    hand_in(client)

    page = client.post("/lam-thu")

    assert page.url.path == "/lam-thu"
    assert len(to_come(page)) == 4
    assert "vừa đến" not in page.text


def test_a_letter_of_the_seasons_end_leads_to_a_page_on_which_all_is_handed_in(client, story):
    letter = next(
        each
        for each in reversed(story.letters)
        if each.sent.kind == "reminder" and "/n/" in each.html
    )

    page = client.get(re.search(r"/n/\w{32}", letter.html)[0])

    assert "đã xác nhận báo cáo" in page.text
    assert '<a href="/">Bản trình diễn, lúc hết mùa báo cáo: trở lại trang chính</a>' in page.text


@pytest.mark.parametrize(
    "address", ["/lam-thu/9999", "/n/khong-co", f"/n/{'a' * 32}", "/lam-thu/x"]
)
def test_what_is_not_there_is_not_found(client, address):
    assert client.get(address).status_code == 404


@pytest.mark.parametrize("asked", ["9999", "-1", "x", "²", ""])
def test_an_unknown_letter_shows_the_newest(client, asked):
    page = client.get("/lam-thu", params={"letter": asked})

    assert page.text.count('aria-current="true"') == 1
