"""The visitor at the desk: time goes on at a button, the units do theirs, the product answers."""

import html
import re

import httpx
import pytest

OURS = {"sec-fetch-site": "same-origin"}
PAGE = "/ban/phien"


@pytest.fixture
def client(site):
    """A visitor of a moment in which nothing was done yet."""
    with httpx.Client(base_url=site, follow_redirects=True, headers=OURS) as found:
        found.post("/lam-thu")
        yield found


def press(client, **form):
    """Press a button of the bar; the bar as it is shown afterwards."""
    client.post("/dong-ho", data=form)
    return bar(client)


def bar(client):
    return html.unescape(client.get(PAGE).text)


def now_of(page):
    return re.search(r"Bây giờ là ([^<]+)\.</p>", page)[1]


def told(page):
    return re.findall(r"<li>(\d\d giờ \d\d ngày [^<]+)</li>", page)


def test_the_visitor_sits_at_the_desk_without_signing_in(client):
    page = bar(client)

    assert now_of(page) == "08 giờ 00, thứ Hai, ngày 08/9/2025"
    assert "Đầu mối báo cáo Phòng Văn hóa-Xã hội" in page
    assert told(page) == []


def test_a_day_brings_what_the_day_brings(client):
    page = press(client, den="day")

    assert now_of(page) == "08 giờ 00, thứ Ba, ngày 09/9/2025"
    assert "[CCHC quý III/2025] Phòng Kinh tế: hôm nay là ngày cuối gửi báo cáo" in page
    assert "Văn phòng HĐND-UBND gửi văn bản qua hệ thống Quản lý văn bản" in page
    assert "(số 15/BC-VP)" in page


def test_the_next_event_is_the_next_thing_that_happens(client):
    moments = [now_of(press(client, den="event")) for _ in range(3)]

    assert len(set(moments)) == 3
    assert told(bar(client)) != []


def test_in_two_weeks_the_late_unit_climbs_and_hands_in_as_in_the_season(client):
    press(client, den="week")
    page = press(client, den="week")

    assert now_of(page) == "08 giờ 00, thứ Hai, ngày 22/9/2025"
    mailbox = html.unescape(client.get("/lam-thu").text)
    assert "Đã nhận báo cáo quý III" in mailbox


def test_a_unit_the_visitor_handed_in_for_hands_in_no_second_time(client):
    page = client.get("/lam-thu").text
    letter = client.get(re.search(r'<iframe src="(/lam-thu/\d+)"', page)[1]).text
    path = re.search(r'target="_top" href="http://127\.0\.0\.1:\d+(/n/\w{32})"', letter)[1]
    nonce = re.search(r'name="nonce" value="(\w+)"', client.get(path).text)[1]
    client.post(
        path,
        data={"nonce": nonce, "kind": "nil", "note": "Không phát sinh.", "by": "Hoa"}
        | {"declared": "yes"},
    )

    lines = [*told(press(client, den="week")), *told(press(client, den="week"))]

    assert [line for line in lines if "Phòng Kinh tế gửi báo cáo" in line] == []


def test_time_ends_with_the_season(client):
    for _ in range(18):
        page = press(client, den="week")

    assert "Đã hết mùa báo cáo" in page
    assert page.count("disabled") == 3
    assert now_of(page).endswith("31/12/2025")


def test_the_leader_is_another_person_with_other_pages(client):
    page = press(client, xem="leader")

    assert "Chủ tịch Ủy ban nhân dân xã" in page
    assert "Chủ tịch" not in press(client, xem="coordinator").split("</header>")[0]


def test_who_signed_out_comes_back_by_the_bar(client):
    client.post("/ban/dang-xuat")
    assert client.get(PAGE).url.path == "/dang-nhap"

    assert "Các phiên đăng nhập" in press(client, xem="coordinator")


def test_the_desk_takes_no_form_from_elsewhere(client):
    answer = client.post("/ban/dang-xuat", headers={"sec-fetch-site": "cross-site"})

    assert answer.status_code == 403


@pytest.mark.parametrize("form", [{"den": "year"}, {}, {"xem": "it"}, {"den": ""}])
def test_what_is_no_button_moves_nothing(client, form):
    assert now_of(press(client, **form)) == "08 giờ 00, thứ Hai, ngày 08/9/2025"


def test_beginning_again_begins_at_the_moment(client):
    press(client, den="week")
    client.post("/lam-thu")

    assert now_of(bar(client)) == "08 giờ 00, thứ Hai, ngày 08/9/2025"
