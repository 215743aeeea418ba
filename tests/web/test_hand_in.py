"""A department hands in on its page: form, error, receipt, replacement."""

import hashlib
import io
import re
import zipfile
from datetime import date, time

import pytest

from cchc_scheduler.store import audit, letters, obligations, submissions
from tests.web.conftest import DUE

PDF = b"%PDF-1.7 bao cao quy III"


def nonce_of(page):
    return re.search(r'name="nonce" value="(\w+)"', page.text)[1]


def form(page, **values):
    return {"by": "Nguyễn Thị Hoa", "declared": "yes", "nonce": nonce_of(page), **values}


def record(office):
    with office.service.db.read() as connection:
        return (
            obligations.one(connection, DUE)["state"],
            [(row["version"], row["kind"]) for row in submissions.of_obligation(connection, DUE)],
        )


def word_file():
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("word/document.xml", "<w:document/>")
    return file.getvalue()


def test_the_page_says_the_day_both_ways_and_what_is_left(office):
    page = office.browser.get(office.path_of())

    assert page.status_code == 200
    assert "trước ngày 10/9/2025" in page.text
    assert "hết thứ Ba, ngày 09/9/2025" in page.text
    assert "03 ngày làm việc (tính đến 04/9)" in page.text
    assert "Cải cách tài chính công" in page.text


def test_a_unit_that_leads_no_area_has_its_own_questions(office):
    path = office.path_of("bao-cao-quy/2025-Q3/trung-tam-van-hoa-the-thao-va-truyen-thong")

    page = office.browser.get(path)

    assert "Thực hiện tuyên truyền các văn bản chỉ đạo" in page.text
    assert "gạch đầu dòng thứ 3 điểm đ khoản 2 Mục V" in page.text


def test_a_page_shows_one_units_one_obligation(office):
    page = office.browser.get(office.path_of())

    assert "Trung tâm" not in page.text
    assert "Văn phòng HĐND" not in page.text


def test_looking_changes_nothing_however_often(office):
    path = office.path_of()
    before = record(office)
    with office.service.db.read() as connection:
        written = audit.last_number(connection)

    for _ in range(3):
        office.browser.get(path)
        office.browser.head(path)
        office.browser.get(f"{path}/bien-nhan/1")

    with office.service.db.read() as connection:
        assert audit.last_number(connection) == written
    assert record(office) == before


def test_a_button_pressed_without_content_records_nothing(office):
    path = office.path_of()

    answer = office.browser.post(path, data={"kind": "file"})

    assert answer.status_code == 422
    assert record(office) == ("open", [])


def test_a_file_is_kept_by_its_hash_and_the_receipt_tells_it(office, tmp_path):
    path = office.path_of()
    page = office.browser.get(path)
    file = {"file": ("báo cáo quý III.pdf", PDF, "application/pdf")}

    receipt = office.browser.post(path, data=form(page, kind="file"), files=file)

    digest = hashlib.sha256(PDF).hexdigest()
    assert receipt.url.path == f"{path}/bien-nhan/1"
    assert "BN-2025Q3-0001" in receipt.text
    assert "báo cáo quý III.pdf" in receipt.text
    assert digest in receipt.text
    assert "Trong thời hạn" in receipt.text
    assert (tmp_path / "files" / digest[:2] / digest).read_bytes() == PDF
    assert record(office) == ("submitted", [(1, "file")])


def test_the_receipt_is_mailed_to_the_unit_at_once(office):
    path = office.path_of()
    page = office.browser.get(path)

    office.browser.post(path, data=form(page, kind="link", link="https://drive.google.com/bc"))

    with office.service.db.read() as connection:
        newest = letters.every_brief(connection)[-1]
    assert (newest["kind"], newest["to_address"]) == ("receipt", "kinhte@tuetinh.example")


def test_a_word_file_is_known_by_its_content(office):
    path = office.path_of()
    page = office.browser.get(path)
    file = {"file": ("bc.bin", word_file(), "application/octet-stream")}

    receipt = office.browser.post(path, data=form(page, kind="file"), files=file)

    assert receipt.status_code == 200


def test_a_link_to_another_host_is_taken_with_a_request_for_the_file(office):
    path = office.path_of()
    page = office.browser.get(path)

    receipt = office.browser.post(
        path, data=form(page, kind="link", link="https://drive.google.com/bc")
    )

    assert "đề nghị đơn vị gửi thêm tệp" in receipt.text


def test_a_paper_sent_elsewhere_has_number_and_day(office):
    path = office.path_of()
    page = office.browser.get(path)
    typed = form(page, kind="elsewhere", number="12/BC-PKT", document_day="2025-09-03")

    receipt = office.browser.post(path, data=typed)

    assert "văn bản số 12/BC-PKT ngày 03/9/2025" in receipt.text


def test_nothing_to_report_needs_one_sentence(office):
    path = office.path_of()
    page = office.browser.get(path)

    refused = office.browser.post(path, data=form(page, kind="nil"))
    taken = office.browser.post(
        path, data=form(refused, kind="nil", note="Trong kỳ không phát sinh nội dung mới.")
    )

    assert "Ghi một câu về việc không phát sinh" in refused.text
    assert "không phát sinh: Trong kỳ không phát sinh nội dung mới." in taken.text


def test_what_was_typed_is_never_lost(office):
    path = office.path_of()

    page = office.browser.post(
        path,
        data={"kind": "link", "link": 'x"><b>', "note": "Ghi <chú>", "by": ""},
    )

    assert page.status_code == 422
    assert 'value="x&#34;&gt;&lt;b&gt;"' in page.text
    assert "Ghi &lt;chú&gt;</textarea>" in page.text
    assert 'id="kind-link" value="link" checked' in page.text


def test_the_summary_says_the_same_words_as_the_field(office):
    page = office.browser.post(office.path_of(), data={"kind": "link", "link": "xa.example"})

    assert page.text.count("Đường dẫn phải bắt đầu bằng https:// hoặc http://") == 2
    assert page.text.index('class="summary" role="alert"') < page.text.index("<h1>")
    assert '<a href="#link">' in page.text
    assert "<title>Lỗi: " in page.text
    assert 'aria-describedby="link-loi"' in page.text


def test_a_double_click_and_a_second_tab_record_once_each(office):
    path = office.path_of()
    page, other = office.browser.get(path), office.browser.get(path)
    first = form(page, kind="link", link="https://drive.google.com/bc")
    second = form(other, kind="link", link="https://drive.google.com/bc")

    office.browser.post(path, data=first)
    office.browser.post(path, data=first)
    office.browser.post(path, data=second)

    assert record(office) == ("submitted", [(1, "link"), (2, "link")])


def test_a_later_version_keeps_the_first_stamp(office):
    path = office.path_of()
    page = office.browser.get(path)
    office.browser.post(path, data=form(page, kind="link", link="https://drive.google.com/1"))
    office.move_to(date(2025, 9, 12), time(10, 0))

    again = office.browser.get(path)
    receipt = office.browser.post(
        path, data=form(again, kind="link", link="https://drive.google.com/2")
    )

    assert "Gửi bản thay thế hoặc bổ sung" in again.text
    assert "lần gửi thứ 2" in receipt.text
    assert "Trong thời hạn" in receipt.text


def test_after_the_deadline_it_is_taken_and_said_plainly(office):
    path = office.path_of()
    office.move_to(date(2025, 9, 12), time(10, 0))
    page = office.browser.get(path)

    receipt = office.browser.post(
        path, data=form(page, kind="link", link="https://drive.google.com/1")
    )

    assert "Thời hạn theo Kế hoạch là hết thứ Ba, ngày 09/9/2025" in receipt.text


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("bc.pdf", b"", "Tệp không có nội dung"),
        ("bc.pdf", b"MZ\x90\x00", "Trang chỉ nhận tệp"),
        ("bc.docx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1x", "Tệp đang đặt mật khẩu"),
        ("bc.html", b"<script>", "Trang chỉ nhận tệp"),
    ],
)
def test_a_file_that_can_not_be_kept_is_told_in_words(office, name, content, words):
    path = office.path_of()
    page = office.browser.get(path)

    answer = office.browser.post(
        path, data=form(page, kind="file"), files={"file": (name, content, "application/pdf")}
    )

    assert answer.status_code == 422
    assert words in answer.text
    assert record(office) == ("open", [])


def test_a_file_announced_too_large_is_refused_unread(office):
    path = office.path_of()

    answer = office.browser.post(
        path,
        content=iter([b"x"]),
        headers={"content-length": str(10**9), "content-type": "multipart/form-data; boundary=b"},
    )

    assert answer.status_code == 413
    assert "Tệp lớn hơn 20 MB" in answer.text


@pytest.mark.parametrize("token", ["x", "a" * 32, "a" * 400, "%00", "..%2f..%2fetc"])
def test_a_wrong_link_opens_nothing(office, token):
    page = office.browser.get(f"/n/{token}")

    assert page.status_code == 404
    assert "bao-cao-quy" not in page.text


@pytest.mark.parametrize("values", [{"kind": "link", "link": "x"}, {"note": "MẬT"}, {}])
def test_through_a_wrong_link_no_form_is_told_anything(office, values):
    good = {"kind": "nil", "by": "Hoa", "declared": "yes", "note": "Không phát sinh."}

    answer = office.browser.post(f"/n/{'a' * 32}", data=good | values)

    assert answer.status_code == 404
    assert "bao-cao-quy" not in answer.text
    assert record(office) == ("open", [])


def test_a_file_that_comes_through_a_wrong_link_is_not_even_read(office):
    no_form = {"content": b"--b", "headers": {"content-type": "multipart/form-data"}}

    wrong = office.browser.post(f"/n/{'a' * 32}", **no_form)
    right = office.browser.post(office.path_of(), **no_form)

    assert (wrong.status_code, right.status_code) == (404, 400)


def test_a_revoked_link_opens_nothing_and_its_successor_does(office):
    old = office.path_of()
    new = office.links.reissue(office.service.db, DUE, "it", office.clock.now())

    assert office.browser.get(old).status_code == 404
    assert office.browser.get(new).status_code == 200
    assert office.path_of() == new.removeprefix(office.links.base_url)


def test_a_receipt_of_another_obligation_is_not_shown(office):
    path = office.path_of()
    page = office.browser.get(path)
    office.browser.post(path, data=form(page, kind="link", link="https://drive.google.com/1"))
    other = office.path_of("bao-cao-quy/2025-Q3/van-phong-hdnd-ubnd")

    assert office.browser.get(f"{other}/bien-nhan/1").status_code == 404


def test_every_answer_carries_the_guards(office):
    for answer in (
        office.browser.get(office.path_of()),
        office.browser.get("/n/x"),
        office.browser.post(office.path_of(), data={}),
    ):
        assert "default-src 'none'" in answer.headers["content-security-policy"]
        assert answer.headers["referrer-policy"] == "no-referrer"
        assert answer.headers["x-content-type-options"] == "nosniff"
        assert answer.headers["x-frame-options"] == "DENY"
        assert answer.headers["cache-control"] == "no-store"
        assert "set-cookie" not in answer.headers


def test_forms_are_slowed_down_and_words_say_so(office):
    path = office.path_of()

    answers = [office.browser.post(path, data={}).status_code for _ in range(12)]

    assert answers[-1] == 429
    assert answers.count(422) == 10


def test_a_hostile_name_of_a_file_is_made_harmless(office):
    path = office.path_of()
    page = office.browser.get(path)
    file = {"file": ("../../etc/bao\u202ecod.pdf", PDF, "application/pdf")}

    receipt = office.browser.post(path, data=form(page, kind="file"), files=file)

    assert "tệp baocod.pdf" in receipt.text
    assert "etc/" not in receipt.text


@pytest.mark.parametrize(
    ("state", "words"),
    [
        ("accepted", "đã xác nhận báo cáo; đơn vị không phải gửi thêm."),
        ("waived", "Đơn vị được miễn báo cáo này theo ý kiến lãnh đạo UBND xã; không phải gửi."),
        ("cancelled", "Báo cáo này không còn trong Kế hoạch; đơn vị không phải gửi."),
    ],
)
def test_a_closed_report_says_so_and_takes_nothing_more(office, state, words):
    path = office.path_of()
    page = office.browser.get(path)
    if state == "accepted":
        office.browser.post(path, data=form(page, kind="link", link="https://drive.google.com/1"))
    with office.service.db.work() as connection:
        connection.exec_driver_sql("UPDATE obligation SET state = ?", (state,))

    closed = office.browser.get(path)
    refused = office.browser.post(
        path, data=form(page, kind="link", link="https://drive.google.com/2", nonce="0" * 32)
    )

    assert words in closed.text
    assert "<form" not in closed.text
    assert refused.status_code == 422
    assert len(record(office)[1]) == (state == "accepted")
