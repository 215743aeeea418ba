"""A visitor answers a letter of the mailbox: the service's own door, its receipt, the end."""

import re

import httpx
import pytest

from cchc_scheduler.demo.replying import LARGEST_FILE

LINK = "https://tailieu.tuetinh.example/bao-cao-quy-3.docx"
NOTHING = {"file": ("", b"")}
READ = "[CCHC] Đã đọc thư trả lời; báo cáo chưa được ghi nhận"
RECEIPT = r"\[CCHC quý III/2025\] Đã nhận báo cáo của Phòng Kinh tế - mã BN-2025Q3-\d{4}"


@pytest.fixture
def client(site):
    """A visitor of a moment in which nothing was done yet."""
    with httpx.Client(base_url=site, follow_redirects=True) as found:
        found.post("/lam-thu")
        yield found


def form_of(client):
    """Return the path of the form for the letter that is open, and its nonce."""
    path = re.search(r'href="(/lam-thu/\d+/tra-loi)"', client.get("/lam-thu").text)[1]
    return path, re.search(r'name="nonce" value="(\w{32})"', client.get(path).text)[1]


def reply(client, words="", files=NOTHING):
    path, nonce = form_of(client)
    return client.post(path, data={"nonce": nonce, "words": words}, files=files)


def subjects(page):
    return re.findall(r'class="subject">([^<]+)<', page.text)


def told(page):
    return re.findall(r'class="took">([^<]+)<', page.text)


def test_the_form_shows_from_whom_to_which_address_and_what_is_quoted(client):
    page = client.get(form_of(client)[0]).text

    assert "&lt;kinhte@tuetinh.example&gt;" in page
    assert re.search(r"<dd>[\w.]+\+[a-z2-7]{32}@tuetinh\.example</dd>", page)
    assert "Re: [CCHC quý III/2025] Phòng Kinh tế: thời hạn là ngày mai, 09/9" in page
    assert "&gt; --- Vui lòng trả lời phía trên dòng này ---" in page


@pytest.mark.parametrize(
    ("words", "files"),
    [
        (f"Kính gửi Phòng, báo cáo ở đây: {LINK}", NOTHING),
        ("", {"file": ("Báo cáo quý III.pdf", b"%PDF-1.7 bao cao")}),
    ],
    ids=["link", "file"],
)
def test_a_reply_is_recorded_its_receipt_comes_and_nothing_more_is_to_come(client, words, files):
    page = reply(client, words, files)

    assert page.url.path == "/lam-thu"
    assert re.fullmatch(RECEIPT, subjects(page)[0])
    assert page.text.count("vừa đến") == 1
    assert page.text.count("<del>") == 4
    assert told(page) == [
        "Thư trả lời lúc 08:00 đã đến hệ thống: đã ghi nhận là báo cáo của đơn vị."
    ]


def test_words_alone_are_read_and_left_to_the_coordinator_while_the_letters_go_on(client):
    page = reply(client, "Đơn vị đã nộp trực tiếp tại Phòng.")

    assert subjects(page)[0] == READ
    assert "đã chuyển đầu mối tổng hợp xem, vì: thư không có tệp" in told(page)[0]
    assert page.text.count("<del>") == 0
    assert "Nếu không có gì thay đổi, về báo cáo này còn 04 thư" in page.text


def test_the_same_form_sent_twice_is_one_mail(client):
    path, nonce = form_of(client)
    for _ in range(2):
        page = client.post(path, data={"nonce": nonce, "words": LINK}, files=NOTHING)

    assert len(told(page)) == 1
    assert page.text.count("vừa đến") == 1


def test_a_second_reply_within_the_hour_is_recorded_and_told_to_wait_for_its_receipt(client):
    reply(client, LINK)

    page = reply(client, f"{LINK}?ban=2")

    assert "đã ghi nhận là báo cáo của đơn vị. Mỗi giờ hệ thống chỉ" in told(page)[1]
    assert page.text.count("vừa đến") == 1


def test_looking_at_the_form_sends_nothing(client):
    path, _ = form_of(client)
    for method in ("GET", "HEAD", "GET"):
        assert client.request(method, path).status_code == 200

    assert told(client.get("/lam-thu")) == []


def test_a_reply_with_nothing_in_it_is_refused_in_words(client):
    page = reply(client)

    assert page.status_code == 422
    assert "<title>Lỗi: " in page.text
    assert page.text.count("Viết lời trả lời có đường dẫn đến báo cáo, hoặc chọn tệp") == 2
    assert 'aria-describedby="words-goi-y words-loi"' in page.text
    assert told(client.get("/lam-thu")) == []


def test_a_file_that_is_too_large_is_refused_and_the_words_stay(client):
    page = reply(client, "Gửi kèm <b>báo cáo</b>", {"file": ("bc.pdf", bytes(LARGEST_FILE + 1))})

    assert page.status_code == 422
    assert page.text.count("chọn tệp không quá 16 MB") == 2
    assert ">Gửi kèm &lt;b&gt;báo cáo&lt;/b&gt;</textarea>" in page.text
    assert told(client.get("/lam-thu")) == []


def test_a_request_that_does_not_say_how_much_it_brings_is_not_read(client):
    path, _ = form_of(client)
    kind = {"content-type": "multipart/form-data; boundary=x"}

    answer = client.post(path, headers=kind, content=iter([b"--x"]))

    assert answer.status_code == 413
    assert "Tệp quá lớn để gửi kèm thư" in answer.text


@pytest.mark.parametrize("number", [1, 9999])
def test_a_letter_of_another_mailbox_cannot_be_answered_here(client, number):
    """The first letter of the season is not of this unit's mailbox, the last does not exist."""
    answer = client.post(f"/lam-thu/{number}/tra-loi", data={"words": LINK}, files=NOTHING)

    assert answer.status_code == 404
    assert told(client.get("/lam-thu")) == []


def test_the_form_may_do_what_the_other_pages_may_and_no_more(client):
    page = client.get(form_of(client)[0])

    assert page.headers["content-security-policy"] == (
        "default-src 'none'; style-src 'self'; frame-src 'self'; base-uri 'none'; "
        "form-action 'self'; frame-ancestors 'none'"
    )


def test_beginning_anew_forgets_what_was_replied(client):
    reply(client, LINK)

    page = client.post("/lam-thu")

    assert told(page) == []
    assert page.text.count("vừa đến") == 0
