"""The unit's report as a form: shown, saved as a draft, handed in, downloaded and read back."""

import hashlib
import io
import re
from datetime import date, time

from docx import Document

from cchc_scheduler.store import audit, obligations, report_answers, submissions
from tests.web.conftest import DUE

CULTURE = "bao-cao-quy/2025-Q3/trung-tam-van-hoa-the-thao-va-truyen-thong"


def fields(page, **values):
    """The hidden fields of a page as it was shown, and what a person types."""
    hidden = dict(re.findall(r'<input type="hidden" name="(\w+)" value="(\w+)">', page.text))
    return {**hidden, **values}


def send(office, page, act, **values):
    path = f"{office.path_of()}/bao-cao"
    files = {"none": ("", b"", "application/octet-stream")}
    return office.browser.post(path, data={**fields(page, **values), "act": act}, files=files)


def show(office):
    return office.browser.get(f"{office.path_of()}/bao-cao")


def kept(office, obligation=DUE):
    """The newest version: whether it was handed in, and its answers by field."""
    with office.service.db.read() as connection:
        form = report_answers.newest(connection, obligation)
        if form is None:
            return None
        rows = report_answers.answers_of(connection, form["id"])
        return form["submission"], {row["key"]: (row["text"], row["state"]) for row in rows}


def handed_in(office):
    with office.service.db.read() as connection:
        return [
            (row["kind"], row["file_name"], row["file_sha256"])
            for row in submissions.of_obligation(connection, DUE)
        ]


def test_the_hand_in_page_offers_the_form_folded_away(office):
    page = office.browser.get(office.path_of())

    assert "<summary>Lập báo cáo theo mẫu của đơn vị (không bắt buộc)</summary>" in page.text
    assert f'href="{office.path_of()}/bao-cao"' in page.text
    assert f'href="{office.path_of()}/bao-cao.docx"' in page.text


def test_the_form_asks_clause_by_clause_in_the_plans_words(office):
    page = show(office)

    assert page.status_code == 200
    assert "Điểm b khoản 6 Mục III" in page.text
    assert "Điều hành chi ngân sách nhà nước theo dự toán" in page.text
    assert "Đoạn thứ 2 điểm d khoản 6 Mục III" in page.text
    assert "Thu ngân sách đã thực hiện" in page.text
    assert "Hồ sơ quá hạn" not in page.text


def test_a_unit_that_leads_no_area_is_asked_about_its_own_duties(office):
    page = office.browser.get(f"{office.path_of(CULTURE)}/bao-cao")

    assert "Gạch đầu dòng thứ 1 điểm đ khoản 2 Mục V" in page.text
    assert "Gạch đầu dòng thứ 3 điểm đ khoản 2 Mục V" in page.text
    assert "Tin, bài về cải cách hành chính" in page.text


def test_looking_and_downloading_change_nothing(office):
    path = office.path_of()
    with office.service.db.read() as connection:
        written = audit.last_number(connection)

    for _ in range(3):
        office.browser.get(f"{path}/bao-cao")
        office.browser.head(f"{path}/bao-cao")
        office.browser.get(f"{path}/bao-cao.docx")

    with office.service.db.read() as connection:
        assert audit.last_number(connection) == written
    assert kept(office) is None


def test_a_draft_keeps_everything_and_is_not_handed_in(office):
    page = send(office, show(office), "draft", **{"t.III-6-b": "Đã chi 80% dự toán"})

    assert "Đã lưu bản nháp, chưa gửi lúc 09 giờ 00 ngày 04/9/2025" in page.text
    assert "Đã chi 80% dự toán</textarea>" in page.text
    assert kept(office) == (None, {"III.6.b": ("Đã chi 80% dự toán", None)})
    assert handed_in(office) == []
    with office.service.db.read() as connection:
        assert obligations.one(connection, DUE)["state"] == "open"


def test_a_number_that_is_none_stays_in_a_draft_as_it_was_typed(office):
    page = send(office, show(office), "draft", **{"t.thu-ngan-sach": "khoảng 12 tỷ"})

    assert page.status_code == 200
    assert 'value="khoảng 12 tỷ"' in page.text
    assert kept(office) == (None, {"thu-ngan-sach": ("khoảng 12 tỷ", None)})


def test_a_form_handed_in_is_a_word_file_with_its_answers_beside_it(office, tmp_path):
    receipt = send(
        office,
        show(office),
        "hand-in",
        by="Nguyễn Thị Hoa",
        declared="yes",
        **{
            "t.III-6-b": "Đã chi 80% dự toán",
            "s.III-6-b": "ongoing-with-result",
            "t.thu-ngan-sach": "1.234,5",
            "u.thu-ngan-sach": "yes",
        },
    )

    ((kind, name, digest),) = handed_in(office)
    content = (tmp_path / "files" / digest[:2] / digest).read_bytes()
    printed = "\n".join(p.text for p in Document(io.BytesIO(content)).paragraphs)
    assert receipt.url.path == f"{office.path_of()}/bien-nhan/1"
    assert "Báo cáo lập từ mẫu trên trang: 02 mục có nội dung." in receipt.text
    assert '01 số ghi "ước"' in receipt.text.replace("&#34;", '"')
    assert (kind, name) == ("file", "Báo cáo CCHC quý III năm 2025 - Phòng Kinh tế.docx")
    assert hashlib.sha256(content).hexdigest() == digest
    assert "Điều hành chi ngân sách nhà nước theo dự toán" in printed
    assert kept(office) == (
        1,
        {
            "III.6.b": ("Đã chi 80% dự toán", "ongoing-with-result"),
            "thu-ngan-sach": ("1.234,5", None),
        },
    )


def test_what_is_wrong_is_told_twice_in_the_same_words_and_nothing_is_lost(office):
    page = send(office, show(office), "hand-in", **{"t.kinh-phi": "12 tỷ", "t.III-6-b": "Đã <chi>"})

    assert page.status_code == 422
    assert page.text.count("Ghi số theo cách viết 1.234,5") == 2
    assert page.text.count("Ghi họ tên người gửi") == 2
    assert page.text.count("Đánh dấu xác nhận về nội dung trước khi gửi") == 2
    assert 'href="#kinh-phi"' in page.text
    assert page.text.index('class="summary" role="alert"') < page.text.index("<h1>")
    assert "Đã &lt;chi&gt;</textarea>" in page.text
    assert 'value="12 tỷ"' in page.text
    assert (kept(office), handed_in(office)) == (None, [])


def test_an_empty_form_can_not_be_handed_in(office):
    page = send(office, show(office), "hand-in", by="Hoa", declared="yes")

    assert "Ghi kết quả hoặc chọn tình trạng cho ít nhất một nội dung" in page.text
    assert handed_in(office) == []


def test_a_button_pressed_without_the_form_records_nothing(office):
    path = f"{office.path_of()}/bao-cao"
    send(office, show(office), "draft", **{"t.III-6-b": "Đã chi"})

    for act in ("draft", "hand-in"):
        answer = office.browser.post(path, data={"act": act, "by": "x", "declared": "yes"})
        assert answer.status_code == 422

    assert kept(office) == (None, {"III.6.b": ("Đã chi", None)})
    assert handed_in(office) == []


def test_a_double_click_hands_in_once(office):
    page = show(office)
    typed = {"by": "Hoa", "declared": "yes", "s.III-6-b": "ongoing-nothing-new"}

    send(office, page, "hand-in", **typed)
    send(office, page, "hand-in", **typed)

    assert len(handed_in(office)) == 1


def test_two_people_who_fill_in_different_parts_lose_nothing(office):
    mine, theirs = show(office), show(office)
    send(office, theirs, "draft", **{"t.III-6-a": "Của đồng nghiệp"})

    page = send(office, mine, "draft", **{"t.III-6-b": "Của tôi"})

    assert page.status_code == 200
    assert kept(office)[1] == {
        "III.6.a": ("Của đồng nghiệp", None),
        "III.6.b": ("Của tôi", None),
    }


def test_two_people_who_fill_in_the_same_field_see_both_texts(office):
    mine, theirs = show(office), show(office)
    send(office, theirs, "draft", **{"t.III-6-a": "Của đồng nghiệp"})

    page = send(office, mine, "draft", **{"t.III-6-a": "Của tôi"})
    after = send(office, page, "draft", **{"t.III-6-a": "Của cả hai"})

    assert page.status_code == 422
    assert page.text.count("Người khác vừa lưu nội dung khác ở mục này") == 2
    assert "Đã lưu: Của đồng nghiệp" in page.text
    assert "Của tôi</textarea>" in page.text
    assert after.status_code == 200
    assert kept(office)[1] == {"III.6.a": ("Của cả hai", None)}


def test_a_marked_text_is_refused_and_not_kept(office):
    page = send(office, show(office), "draft", **{"t.III-6-b": "TUYỆT MẬT\nnội dung"})

    assert page.status_code == 422
    assert "nội dung gõ trên trang" in page.text
    assert kept(office) is None


def test_the_word_file_comes_filled_in_and_is_read_back_when_handed_in(office):
    path = office.path_of()
    send(office, show(office), "draft", **{"t.III-6-b": "Đã chi 80%", "t.kinh-phi": "12"})
    word = office.browser.get(f"{path}/bao-cao.docx")
    page = office.browser.get(path)
    nonce = re.search(r'name="nonce" value="(\w+)"', page.text)[1]
    form = {"kind": "file", "by": "Hoa", "declared": "yes", "nonce": nonce}

    receipt = office.browser.post(
        path, data=form, files={"file": ("mau.docx", word.content, "application/msword")}
    )

    assert word.headers["content-disposition"].startswith("attachment; filename*=UTF-8''B%C3%A1o")
    assert "Tệp là mẫu báo cáo của đơn vị: đã đọc 02 mục." in receipt.text
    assert kept(office) == (1, {"III.6.b": ("Đã chi 80%", None), "kinh-phi": ("12", None)})


def test_the_form_of_another_unit_is_kept_as_a_file_and_told(office):
    path = office.path_of()
    other = office.browser.get(f"{office.path_of(CULTURE)}/bao-cao.docx").content
    nonce = re.search(r'name="nonce" value="(\w+)"', office.browser.get(path).text)[1]
    form = {"kind": "file", "by": "Hoa", "declared": "yes", "nonce": nonce}

    receipt = office.browser.post(path, data=form, files={"file": ("mau.docx", other, "x/y")})

    assert "Chưa đọc được vào mẫu (tệp vẫn được giữ nguyên)" in receipt.text
    assert "đây là mẫu của báo cáo khác" in receipt.text
    assert kept(office) == (1, {})


def test_an_ordinary_word_file_is_simply_kept(office):
    path = office.path_of()
    plain = io.BytesIO()
    document = Document()
    document.add_paragraph("Báo cáo tự do của phòng.")
    document.save(plain)
    nonce = re.search(r'name="nonce" value="(\w+)"', office.browser.get(path).text)[1]
    form = {"kind": "file", "by": "Hoa", "declared": "yes", "nonce": nonce}

    receipt = office.browser.post(
        path, data=form, files={"file": ("bc.docx", plain.getvalue(), "x/y")}
    )

    assert receipt.status_code == 200
    assert "mẫu" not in receipt.text
    assert kept(office) is None


def test_what_was_handed_in_on_paper_of_the_form_can_be_replaced_until_accepted(office):
    first = send(
        office, show(office), "hand-in", by="Hoa", declared="yes", **{"t.III-6-b": "Lần một"}
    )
    office.move_to(date(2025, 9, 5), time(8, 0))

    again = show(office)
    second = send(office, again, "hand-in", by="Hoa", declared="yes", **{"t.III-6-b": "Lần hai"})

    assert first.status_code == 200
    assert "Đã gửi lúc 09 giờ 00 ngày 04/9/2025, người gửi: Hoa" in again.text
    assert "lần gửi thứ 2" in second.text


def test_no_form_is_shown_by_a_link_that_opens_nothing(office):
    assert office.browser.get(f"/n/{'a' * 32}/bao-cao").status_code == 404
    assert office.browser.get(f"/n/{'a' * 32}/bao-cao.docx").status_code == 404


def test_a_form_announced_too_large_is_refused_unread(office):
    answer = office.browser.post(
        f"{office.path_of()}/bao-cao",
        content=iter([b"x"]),
        headers={"content-length": str(10**8), "content-type": "multipart/form-data; boundary=b"},
    )

    assert answer.status_code == 413
    assert "Nội dung dài quá" in answer.text


def test_the_next_period_begins_with_this_ones_words_in_grey_and_adds_up_the_year(office):
    next_period = DUE.replace("Q3", "Q4")
    send(
        office,
        show(office),
        "hand-in",
        by="Hoa",
        declared="yes",
        **{
            "t.III-6-b": "Đã chi 80%",
            "t.ton-tai": "Chậm số liệu thu",
            "t.kinh-phi": "30",
            "u.kinh-phi": "yes",
            "t.so-ky-hieu": "12/BC-PKT",
        },
    )
    path = f"{office.path_of(next_period)}/bao-cao"

    page = office.browser.get(path)
    files = {"none": ("", b"", "application/octet-stream")}
    typed = {"t.III-6-b": "Đã chi 80%", "t.ton-tai": "Chậm số liệu thu", "t.kinh-phi": "12"}
    again = office.browser.post(path, data={**fields(page, **typed), "act": "draft"}, files=files)

    assert "quý IV và năm 2025" in page.text
    assert "Chữ xám là lời của quý III/2025" in page.text
    assert re.search(r'<textarea id="III-6-b"[^>]*class="last"[^>]*>Đã chi 80%', page.text)
    assert "Kỳ trước đã nêu: Chậm số liệu thu" in page.text
    assert "12/BC-PKT" not in page.text
    assert "Lũy kế từ đầu năm: 30 (ước), tính quý III/2025; chưa có số quý IV/2025" in page.text
    assert "Lũy kế từ đầu năm: 42 (ước), tính quý III/2025 và quý IV/2025" in again.text
    with office.service.db.read() as connection:
        form = report_answers.newest(connection, next_period)
        rows = report_answers.answers_of(connection, form["id"])
    assert [row["key"] for row in rows if row["unchanged"]] == ["III.6.b", "ton-tai"]


def test_last_periods_words_alone_are_no_report(office):
    send(office, show(office), "hand-in", by="Hoa", declared="yes", **{"t.III-6-b": "Đã chi"})
    path = f"{office.path_of(DUE.replace('Q3', 'Q4'))}/bao-cao"
    typed = {"t.III-6-b": "Đã chi", "by": "Hoa", "declared": "yes", "act": "hand-in"}
    files = {"none": ("", b"", "application/octet-stream")}

    page = office.browser.post(path, data=fields(office.browser.get(path), **typed), files=files)

    assert page.status_code == 422
    assert "Ghi kết quả hoặc chọn tình trạng cho ít nhất một nội dung" in page.text
