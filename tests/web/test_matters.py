"""Difficulties, the unit's row of the table, another receiver: raised, answered, shown."""

import re
from datetime import UTC, date, datetime, time

import pytest

from cchc_scheduler.actions.erase_matter import erase_matter
from cchc_scheduler.actions.freeze_evidence import (
    Correcting,
    correct_evidence,
    freeze_evidence,
)
from cchc_scheduler.actions.raise_matter import answer_matter
from cchc_scheduler.store import markers, matters
from tests.web.conftest import DUE

NO_FILE = {"none": ("", b"", "application/octet-stream")}


def send(office, page, **values):
    path = f"{office.path_of()}/{page}"
    nonce = re.search(r'name="nonce" value="(\w+)"', office.browser.get(path).text)[1]
    return office.browser.post(path, data={"nonce": nonce, **values}, files=NO_FILE)


def hand_in(office):
    path = office.path_of()
    typed = {"kind": "link", "link": "https://tailieu.vn/1", "by": "Hoa", "declared": "yes"}
    office.browser.post(path, data=typed)


def raised(office):
    with office.service.db.read() as connection:
        return [
            (row["kind"], row["text"], row["by"], row["state"])
            for row in matters.of_obligation(connection, DUE)
        ]


def test_a_difficulty_is_raised_at_any_time_and_waits_on_the_page(office):
    page = send(office, "vuong-mac", kind="difficulty", text="Chờ hướng dẫn của Sở", by="Hoa")

    assert page.url.path.endswith("/vuong-mac")
    assert "Khó khăn, vướng mắc" in page.text
    assert "Đang chờ Phòng Văn hóa-Xã hội trả lời" in page.text
    assert raised(office) == [("difficulty", "Chờ hướng dẫn của Sở", "Hoa", "asked")]


def test_what_was_erased_is_told_as_such_and_waits_no_more(office, tmp_path):
    send(office, "vuong-mac", kind="difficulty", text="Chờ hướng dẫn của Sở", by="Hoa")

    erase_matter(office.service.db, tmp_path, (DUE, 1), "it", office.clock.now())

    page = office.browser.get(f"{office.path_of()}/vuong-mac").text
    assert "nội dung đã được xóa khỏi hệ thống theo quy định" in page
    assert "Chờ hướng dẫn của Sở" not in page
    assert "Đang chờ" not in page


def test_the_answer_is_shown_with_its_day(office):
    send(office, "vuong-mac", kind="plan-change", text="Lùi điểm b", by="Hoa")
    office.move_to(date(2025, 9, 5), time(8, 0))
    answer_matter(office.service.db, 1, "Sẽ trình lãnh đạo.", "Đầu mối", office.clock.now())

    page = office.browser.get(f"{office.path_of()}/vuong-mac")

    assert "trả lời ngày 05/9/2025:" in page.text
    assert "Sẽ trình lãnh đạo." in page.text
    assert "Đang chờ" not in page.text


def test_it_can_be_raised_after_the_report_was_closed(office):
    hand_in(office)
    with office.service.db.work() as connection:
        connection.exec_driver_sql("UPDATE obligation SET state = 'accepted'")

    send(office, "vuong-mac", kind="difficulty", text="Thiếu máy", by="Hoa")

    assert raised(office) == [("difficulty", "Thiếu máy", "Hoa", "asked")]


def test_the_units_row_is_seen_before_and_after_handing_in(office):
    before = office.browser.get(f"{office.path_of()}/theo-doi")
    hand_in(office)
    after = office.browser.get(f"{office.path_of()}/theo-doi")

    assert "chưa nhận được" in before.text
    assert "Dòng này đúng" not in before.text
    assert "09 giờ 00 ngày 04/9/2025" in after.text
    assert "trong thời hạn" in after.text
    assert "Dòng này đúng" in after.text


def test_a_confirmation_keeps_what_it_confirms_and_needs_no_answer(office):
    hand_in(office)

    page = send(office, "theo-doi", kind="row-right", text="thừa", by="Hoa")

    words = "nhận lúc 09 giờ 00 ngày 04/9/2025, trong thời hạn theo Kế hoạch (hết 09/9/2025)"
    assert raised(office) == [("row-right", words, "Hoa", "noted")]
    assert "Dòng này đúng" not in page.text
    assert "Đang chờ" not in page.text


def test_nothing_can_be_confirmed_before_anything_came(office):
    page = send(office, "theo-doi", kind="row-right", by="Hoa")

    assert page.status_code == 409
    assert raised(office) == []


def test_what_is_wrong_with_the_row_is_asked(office):
    send(office, "theo-doi", kind="row-wrong", text="Đã gửi 12/BC-PKT ngày 03/9", by="Hoa")

    assert raised(office) == [("row-wrong", "Đã gửi 12/BC-PKT ngày 03/9", "Hoa", "asked")]


def test_another_receiver_is_proposed_and_the_directory_stays(office):
    page = send(
        office,
        "doi-nguoi-nhan",
        person="Trần Văn Bình, chuyên viên",
        address="binh.kinhte@tuetinh.example",
        text="nghỉ thai sản",
        by="Hoa",
    )

    with office.service.db.read() as connection:
        row = matters.one(connection, 1)
        people = office.service.records.read(connection).office.people
    assert (row["kind"], row["address"]) == ("hand-over", "binh.kinhte@tuetinh.example")
    assert "binh.kinhte@tuetinh.example" in page.text
    assert "binh.kinhte@tuetinh.example" not in {each.address for each in people}


@pytest.mark.parametrize("page", ["vuong-mac", "theo-doi", "doi-nguoi-nhan"])
def test_an_empty_form_is_told_and_records_nothing(office, page):
    answer = send(office, page)

    assert answer.status_code == 422
    assert "<title>Lỗi: " in answer.text
    assert answer.text.index('class="summary" role="alert"') < answer.text.index("<h1>")
    assert raised(office) == []


def test_the_summary_says_the_same_words_as_the_field_and_nothing_is_lost(office):
    page = send(office, "doi-nguoi-nhan", person="A <b>", address="x@", text="vì", by="Hoa & Lan")

    assert page.text.count("Địa chỉ thư chưa đúng dạng") == 2
    assert '<a href="#address">' in page.text
    assert 'aria-invalid="true" aria-describedby="address-loi"' in page.text
    assert 'value="A &lt;b&gt;"' in page.text
    assert 'value="Hoa &amp; Lan"' in page.text
    assert ">vì</textarea>" in page.text


def test_a_double_click_raises_one_matter(office):
    path = f"{office.path_of()}/vuong-mac"
    nonce = re.search(r'name="nonce" value="(\w+)"', office.browser.get(path).text)[1]
    typed = {"nonce": nonce, "kind": "difficulty", "text": "x", "by": "Hoa"}

    office.browser.post(path, data=typed)
    office.browser.post(path, data=typed)

    assert len(raised(office)) == 1


def test_the_hand_in_page_leads_to_every_other_page(office):
    path = office.path_of()
    page = office.browser.get(path)

    for other in ("theo-doi", "vuong-mac", "doi-nguoi-nhan", "lich"):
        assert f'href="{path}/{other}"' in page.text
        assert office.browser.get(f"{path}/{other}").status_code == 200


def test_a_unit_sees_its_frozen_row_and_every_correction_beside_it(office):
    end = datetime(2025, 12, 12, 17, 0, tzinfo=UTC)
    service = office.service
    with service.db.work() as connection:
        markers.put(connection, "alive-at", end)
    office.clock.move_to(end)
    before = office.browser.get(f"{office.path_of()}/theo-doi").text
    freeze_evidence(service.db, service.records, service.outbox, end)
    wrong = Correcting(DUE, "nhận ngày 09/9", "sổ văn bản đến", "Nguyễn Thị Hoa")
    correct_evidence(service.db, wrong, end)

    after = office.browser.get(f"{office.path_of()}/theo-doi").text

    assert "Dòng đã chốt" not in before
    assert "Chốt lúc 00 giờ 00 ngày 13/12/2025: chưa nhận được; đơn vị chưa xác nhận" in after
    assert "Đính chính số 01" in after
    assert "sổ văn bản đến" in after
