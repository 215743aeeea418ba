"""Báo cáo đã nhận: the list, one report with its versions, accepting, going back with a comment."""

import re
from datetime import date, timedelta

import pytest

from cchc_scheduler.store import files, letters
from tests.web.conftest import DUE
from tests.web.signed_in.entering import entered
from tests.web.signed_in.reports_in import hand_in, handed_in, standing

LIST = "/ban/bao-cao-nhan"
BACK = {"comment": "Bổ sung số liệu tháng 8.", "until": "2025-09-12", "kind": "formal"}


def later(office, hours=1):
    office.clock.move_to(office.clock.now() + timedelta(hours=hours))


def returns(office):
    with office.service.db.read() as connection:
        return [row for row in letters.every_brief(connection) if row["kind"] == "return"]


def test_the_list_shows_what_came_finds_it_without_marks_and_carries_it_out(office):
    number = hand_in(office, "Ban hành 05 văn bản.")
    browser = entered(office)

    page = browser.get(LIST).text
    found, none = (browser.get(f"{LIST}?tim={each}").text for each in ("phong kinh te", "cong an"))
    sheet = browser.get(f"{LIST}.csv").text

    assert f'href="{LIST}/{number}"' in page
    assert "chờ xem" in page
    assert f'href="{LIST}/{number}"' in found
    assert "Không có báo cáo nào khớp" in none
    assert "Phòng Kinh tế" in sheet
    assert ",2025-09-09,đúng thời hạn," in sheet
    assert browser.get(f"{LIST}.xlsx").content.startswith(b"PK")


def test_a_report_is_shown_with_what_changed_since_the_version_before(office):
    hand_in(office, "Ban hành 05 văn bản.")
    later(office)
    number = hand_in(office, "Ban hành 06 văn bản <b>.")

    page = entered(office).get(f"{LIST}/{number}").text

    assert "<del>05 </del><ins>06 </ins>" in page
    assert "&lt;b&gt;" in page
    assert "So với lần gửi thứ 1" in page
    assert "Theo Kế hoạch: hết thứ Ba, ngày 09/9/2025" in page
    assert "đúng thời hạn" in page
    assert f"cchc erase {DUE} {number}" in page


def test_its_file_is_sent_as_an_attachment_and_no_other(office, tmp_path):
    kept = files.keep(tmp_path, [b"PK nothing"])
    number = hand_in(office, "A.", file_sha256=kept.sha256, file_name='x"><script>.docx')
    browser = entered(office)

    answer = browser.get(f"{LIST}/{number}/tep")

    assert answer.content == b"PK nothing"
    assert answer.headers["content-disposition"].startswith("attachment")
    assert answer.headers["content-security-policy"].endswith("sandbox")
    assert "<script>" not in browser.get(f"{LIST}/{number}").text
    assert browser.get(f"{LIST}/999/tep").status_code == 404
    assert browser.get(f"{LIST}/999").status_code == 404


def test_a_report_is_accepted_once_and_an_older_version_never(office):
    old = hand_in(office, "Ban hành 05 văn bản.")
    later(office)
    new = hand_in(office, "Ban hành 06 văn bản.")
    browser = entered(office)

    refused = browser.post(f"{LIST}/{old}")
    answers = [browser.post(f"{LIST}/{new}") for _ in range(2)]

    assert refused.status_code == 409
    assert "Đơn vị đã gửi bản mới hơn" in refused.text
    assert ["Đã chấp nhận báo cáo" in each.text for each in answers] == [True, True]
    assert standing(office)[0] == "accepted"


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"comment": " "}, "Ghi nội dung cần bổ sung"),
        ({"comment": "Độ mật: TUYỆT MẬT"}, "dấu độ mật"),
        ({"comment": "x" * 4001}, "dài quá"),
        ({"until": ""}, "Ghi ngày theo lịch"),
        ({"until": "2025-09-31"}, "Ghi ngày theo lịch"),
        ({"until": "2025-09-03"}, "Ngày này đã qua"),
        ({"until": "2025-10-01"}, "Không chọn được sau ngày 30/9/2025"),
        ({"kind": ""}, "Chọn bản đã gửi có dùng được không"),
    ],
)
@pytest.mark.parametrize("step", ["look", "send"])
def test_what_is_wrong_with_a_return_is_said_and_nothing_is_lost(office, changes, told, step):
    number = hand_in(office, "A.")

    typed = {**BACK, **changes, "step": step}
    answer = entered(office).post(f"{LIST}/{number}/tra-lai", data=typed)

    assert answer.status_code == 422
    assert told in answer.text
    assert "TUYỆT MẬT" not in answer.text
    kept = typed["comment"].strip()
    assert kept in answer.text or "MẬT" in kept
    assert standing(office)[0] == "submitted"
    assert returns(office) == []


@pytest.mark.parametrize(("kind", "kept"), [("formal", True), ("unusable", False)])
def test_the_letter_is_shown_before_it_is_sent_and_then_sent_once(office, kind, kept):
    number = hand_in(office, "A.")
    browser = entered(office)
    typed = {**BACK, "kind": kind}

    shown = browser.post(f"{LIST}/{number}/tra-lai", data={**typed, "step": "look"})
    before = standing(office)[0], returns(office)
    again = browser.post(f"{LIST}/{number}/tra-lai", data={**typed, "step": "change"})
    sent = [
        browser.post(f"{LIST}/{number}/tra-lai", data={**typed, "step": "send"}) for _ in range(2)
    ]

    assert "Bổ sung số liệu tháng 8." in shown.text
    assert "đến hết thứ Sáu, ngày 12/9/2025" in shown.text
    assert "cchc.xa.example/n/" not in shown.text
    assert before == ("submitted", [])
    assert re.search(r"<textarea[^>]*>Bổ sung số liệu tháng 8\.</textarea>", again.text)
    assert ["Đã trả lại" in each.text for each in sent] == [True, True]
    state, first, day = standing(office)
    assert (state, first is not None, day) == ("returned", kept, date(2025, 9, 12))
    assert len(returns(office)) == 1
    assert [row["usable"] for row in handed_in(office)] == [kept]


def test_a_version_that_came_while_somebody_wrote_is_named_and_the_words_are_kept(office):
    old = hand_in(office, "A.")
    later(office)
    hand_in(office, "B.")

    answer = entered(office).post(f"{LIST}/{old}/tra-lai", data={**BACK, "step": "send"})

    assert answer.status_code == 409
    assert "Đơn vị đã gửi bản mới hơn" in answer.text
    assert "Bổ sung số liệu tháng 8." in answer.text
    assert standing(office)[0] == "submitted"
