"""Soạn tổng hợp: what to do first, sections nothing writes over, files, papers, the way."""

import io
import re
import zipfile
from datetime import timedelta

import pytest

from cchc_scheduler.actions.erase_submission import erase_submission
from cchc_scheduler.store import audit, kept_texts, way_steps
from tests.web.signed_in.entering import entered
from tests.web.signed_in.reports_in import hand_in

PATH = "/ban/soan"
PERIOD = f"{PATH}/2025-Q3"
CITY = "bao-cao-so-noi-vu"
SECTION = f"{PERIOD}/{CITY}/II.5.a"
OLD, NEW = "Ban hành 05 văn bản.", "Ban hành 06 văn bản."
MINE = "Ủy ban nhân dân xã đã ban hành 05 văn bản đúng hạn."


def later(office, hours=1):
    office.clock.move_to(office.clock.now() + timedelta(hours=hours))


def fields(page):
    """The hidden fields of a section's page, and its text."""
    hidden = {
        name: re.search(f'name="{name}" value="([^"]*)"', page.text)[1]
        for name in ("after", "seen")
    }
    text = re.search(r"<textarea[^>]*>([^<]*)</textarea>", page.text)[1]
    return {**hidden, "text": text}


def save(browser, page, text, do="save", **more):
    return browser.post(SECTION, data={**fields(page), "text": text, "do": do, **more})


def kept(office):
    with office.service.db.read() as connection:
        rows = kept_texts.of_section(connection, "2025-Q3", CITY, "II.5.a")
    return [(row["text"], row["sources"], row["edited_by"]) for row in rows]


@pytest.fixture
def browser(office):
    return entered(office)


def test_the_overview_says_first_what_is_to_do_and_changes_nothing(office, browser):
    hand_in(office, OLD)
    with office.service.db.read() as connection:
        before = audit.last_number(connection)

    page = browser.get(PATH).text
    todo, _, rest = page.partition("Các mục khác")

    assert browser.get(PERIOD).status_code == 200
    assert "1/5</strong>báo cáo đã nhận" in page
    assert "còn thiếu" in todo
    assert "Chưa nhận được báo cáo của: " in page
    assert f'href="{SECTION}"' in rest
    assert "Công văn đôn đốc" in page
    assert "Thư cảm ơn" not in page
    with office.service.db.read() as connection:
        assert audit.last_number(connection) == before


@pytest.mark.parametrize(
    "path",
    [
        f"{PATH}/2031-Q1",
        f"{PATH}/abc",
        f"{PERIOD}/{CITY}/XX",
        f"{PERIOD}/khac/I.1",
        f"{PERIOD}/tep/khac.docx",
        f"{PERIOD}/van-ban/khac",
        f"{PERIOD}/van-ban/cam-on",
        f"{PERIOD}/{CITY}/phu-luc/khac",
    ],
)
def test_what_is_not_there_is_told_in_a_sentence(browser, path):
    answer = browser.get(path)

    assert answer.status_code == 404
    assert "Trở lại trang soạn tổng hợp" in answer.text


def test_a_section_shows_what_units_sent_beside_the_text_with_source_and_version(office, browser):
    number = hand_in(office, f"{OLD} <b>")

    page = browser.get(SECTION).text

    assert f'<a href="/ban/bao-cao-nhan/{number}">Phòng Kinh tế, lần gửi thứ 1</a>' in page
    assert page.count("Ban hành 05 văn bản. &lt;b&gt;") == 2
    assert 'rel="prev"' in page
    assert 'rel="next"' in page
    assert "rows=" in page


def test_a_text_is_saved_as_one_works_and_what_comes_later_is_only_proposed(office, browser):
    hand_in(office, OLD)
    saved = save(browser, browser.get(SECTION), MINE)
    later(office)
    number = hand_in(office, NEW)

    page = browser.get(SECTION)

    assert "Đã lưu lời văn" in saved.text
    assert fields(page)["text"] == MINE
    assert "Nội dung mới sau khi sửa lời" in page.text
    assert f'name="source" value="{number}"' in page.text
    assert "có nội dung mới" in browser.get(PERIOD).text


def test_what_came_later_is_taken_into_the_text_or_left_and_is_asked_once(office, browser):
    hand_in(office, OLD)
    save(browser, browser.get(SECTION), f"{OLD}\nMột câu của đầu mối.")
    later(office)
    number = hand_in(office, NEW)

    taken = save(browser, browser.get(SECTION), "", "take", source=number)
    later(office)
    last = hand_in(office, "Ban hành 07 văn bản.")
    left = save(browser, browser.get(SECTION), "", "leave", source=last)

    assert fields(taken)["text"] == f"{NEW}\nMột câu của đầu mối."
    assert fields(left)["text"] == f"{NEW}\nMột câu của đầu mối."
    assert "Nội dung mới sau khi sửa lời" not in left.text
    assert "có nội dung mới" not in browser.get(PERIOD).text


def test_of_two_who_edit_the_second_sees_the_difference_and_nothing_is_lost(office, browser):
    hand_in(office, OLD)
    first, second = browser, entered(office, "truong-phong-van-hoa-xa-hoi")
    opened = [each.get(SECTION) for each in (first, second)]

    save(first, opened[0], MINE)
    refused = save(second, opened[1], f"{MINE} Thêm.")
    between = kept(office)
    agreed = save(second, refused, fields(refused)["text"])

    assert refused.status_code == 409
    assert "Người khác vừa sửa mục này" in refused.text
    assert "<ins>Thêm." in refused.text
    assert fields(refused)["text"] == f"{MINE} Thêm."
    assert [text for text, *_ in between] == [MINE]
    assert agreed.status_code == 200
    assert [text for text, *_ in kept(office)] == [MINE, f"{MINE} Thêm."]
    assert "Dùng lại bản này" in agreed.text


def test_pressing_save_twice_keeps_one_version(office, browser):
    hand_in(office, OLD)
    opened = browser.get(SECTION)

    answers = [save(browser, opened, MINE) for _ in range(2)]

    assert [each.status_code for each in answers] == [200, 200]
    assert len(kept(office)) == 1


def test_one_goes_back_to_what_units_sent_and_forward_again(office, browser):
    hand_in(office, OLD)
    save(browser, browser.get(SECTION), MINE)

    back = save(browser, browser.get(SECTION), "", "back")
    later(office)
    again = save(browser, browser.get(SECTION), "", "again", number=1)

    assert fields(back)["text"] == OLD
    assert "Đã trở lại lời văn" in back.text
    assert fields(again)["text"] == MINE
    assert [text for text, *_ in kept(office)] == [MINE, None, MINE]


def test_what_came_while_somebody_wrote_is_still_proposed(office, browser):
    hand_in(office, OLD)
    opened = browser.get(SECTION)
    later(office)
    hand_in(office, NEW)

    saved = save(browser, opened, MINE)

    assert "Nội dung mới sau khi sửa lời" in saved.text


def test_a_text_is_erased_with_every_submission_it_came_from(office, browser, tmp_path):
    number = hand_in(office, OLD)
    save(browser, browser.get(SECTION), MINE)
    later(office)
    newer = hand_in(office, NEW)
    save(browser, browser.get(SECTION), "", "take", source=newer)

    erase_submission(
        office.service.db,
        tmp_path,
        ("bao-cao-quy/2025-Q3/phong-kinh-te", number),
        "A",
        office.clock.now(),
    )

    assert [text for text, *_ in kept(office)] == [None, None]
    assert MINE not in browser.get(SECTION).text


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (" ", "Ghi lời văn của mục"),
        ("Độ mật: TUYỆT MẬT", "dấu độ mật"),
    ],
)
def test_a_text_that_can_not_be_kept_is_told(office, browser, text, told):
    hand_in(office, OLD)

    answer = save(browser, browser.get(SECTION), text)

    assert answer.status_code == 422
    assert told in answer.text
    assert "TUYỆT MẬT" not in answer.text
    assert kept(office) == []


def test_files_and_papers_are_made_when_asked_for_and_sent_as_attachments(office, browser):
    page = browser.get(PERIOD).text
    paths = re.findall(rf'href="({PERIOD}/(?:tep|van-ban)/[^"]+)"', page)
    pdf = [each for each in paths if each.endswith(".pdf")]

    answers = {each: browser.get(each) for each in paths if not each.endswith(".pdf")}

    assert pdf == [f"{PERIOD}/tep/{CITY}-2025-Q3.pdf"]
    assert len([each for each in answers if "/van-ban/" in each]) == 3
    for path, answer in answers.items():
        assert answer.status_code == 200, path
        assert answer.headers["content-disposition"].startswith("attachment")
        assert zipfile.ZipFile(io.BytesIO(answer.content)).namelist()


def test_figures_and_targets_stand_in_tables_also_beside_their_section(browser):
    annex = browser.get(f"{PERIOD}/{CITY}/phu-luc/phu-luc-2").text
    section = browser.get(f"{PERIOD}/{CITY}/I.4").text

    assert f'href="{PERIOD}/{CITY}/phu-luc/phu-luc-2"' in browser.get(PERIOD).text
    for page in (annex, section):
        assert "<table>" in page
        assert '<th scope="col">Chỉ tiêu</th>' in page


def test_a_step_is_recorded_in_the_name_of_who_is_signed_in(office, browser):
    wrong = browser.post(PERIOD, data={"step": "issued", "day": "2025-09-04"})
    done = browser.post(PERIOD, data={"step": "draft", "day": "2025-09-04", "by": "ai đó"})

    assert wrong.status_code == 422
    assert "Ghi số, ký hiệu văn bản" in wrong.text
    assert "Đã ghi bước trình ký" in done.text
    with office.service.db.read() as connection:
        rows = way_steps.of_report(connection, "2025-Q3", CITY)
    assert [(row["step"], row["by"]) for row in rows] == [
        ("draft", "Đầu mối báo cáo Phòng Văn hóa-Xã hội")
    ]


def test_before_the_first_period_there_is_nothing_to_write(office, browser):
    with office.service.db.work() as connection:
        connection.exec_driver_sql("UPDATE obligation SET opened_at = NULL")

    assert "Chưa có kỳ báo cáo nào mở" in browser.get(PATH).text


def test_with_every_report_in_there_are_thanks_to_write(office, browser):
    with office.service.db.read() as connection:
        owed = connection.exec_driver_sql(
            "SELECT id FROM obligation WHERE period = '2025-Q3' AND id LIKE 'bao-cao-quy/%'"
        ).scalars()
        ids = list(owed)
    for each in ids:
        hand_in(office, f"Nội dung của {each}.", each)

    page = browser.get(PERIOD).text

    assert "5/5</strong>" in page
    assert browser.get(f"{PERIOD}/van-ban/cam-on").status_code == 200
    assert browser.get(f"{PERIOD}/van-ban/don-doc-a").status_code == 404
