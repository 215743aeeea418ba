"""A filled-in form is read back, whatever a program did to it; any other bytes do no harm."""

import io
import shutil
import subprocess
import zipfile
from unicodedata import normalize

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cchc_scheduler.core.answers import Answer, understood
from cchc_scheduler.documents.report_form import report_form
from cchc_scheduler.documents.report_reading import read_form
from tests.documents.report_cast import (
    ANSWERS,
    NOW,
    facts_of,
    main_part,
    with_main_part,
    without_controls,
)

FACTS = facts_of()
FILLED = report_form(FACTS.with_answers(ANSWERS), NOW)
EXPECTED = understood(FACTS.form, ANSWERS, {})


def answers(reading):
    return understood(FACTS.form, reading.answers, {})


def read(content):
    reading = read_form(content, FACTS)
    return answers(reading), reading.unread


def changed(old, new, content=FILLED):
    xml = main_part(content)
    assert old in xml, old
    return with_main_part(content, xml.replace(old, new, 1))


def converted(content, folder, *endings):
    """The file opened and saved again by LibreOffice, once for each ending."""
    soffice = shutil.which("soffice")
    if soffice is None:
        pytest.fail("LibreOffice is missing: apt-get install libreoffice-writer-nogui")
    path = folder / "mau.docx"
    path.write_bytes(content)
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    for number, ending in enumerate(endings):
        out = folder / str(number)
        command = [soffice, profile, "--headless", "--convert-to", ending, "--outdir", out, path]
        subprocess.run(command, check=True, capture_output=True, timeout=120)
        path = out / f"mau.{ending}"
    return path.read_bytes()


def test_what_was_filled_in_is_read_back():
    assert read(FILLED) == (EXPECTED, ())


def test_an_empty_form_holds_nothing_and_misses_nothing():
    assert read(report_form(FACTS, NOW)) == ({}, ())


def test_a_program_that_drops_controls_and_bookmarks_loses_no_answer():
    assert read(without_controls(FILLED)) == (EXPECTED, ())


@pytest.mark.parametrize("endings", [("docx",), ("odt", "docx")])
def test_libreoffice_saves_it_again_without_loss(tmp_path, endings):
    assert read(converted(FILLED, tmp_path, *endings)) == (EXPECTED, ())


def test_text_typed_beside_its_place_belongs_to_the_question_above():
    mark = "Đã phối hợp</w:t></w:r></w:sdtContent></w:sdt>"
    more = "</w:p><w:p><w:r><w:t>Thêm một đoạn ngoài ô.</w:t></w:r>"

    found, unread = read(changed(mark, f"{mark}{more}"))

    assert found["III.3.c"] == Answer("Đã phối hợp\nThêm một đoạn ngoài ô.")
    assert unread == ()


def test_a_table_inside_an_answer_is_kept_as_lines():
    cells = "".join(f"<w:tc><w:p><w:r><w:t>{n}</w:t></w:r></w:p></w:tc>" for n in ("A", "B"))
    table = f"</w:p><w:tbl><w:tr>{cells}</w:tr></w:tbl><w:p>"
    mark = "Đã phối hợp</w:t></w:r></w:sdtContent></w:sdt>"
    content = changed(mark, f"{mark}{table}")

    assert read(content)[0]["III.3.c"] == Answer("Đã phối hợp\nA | B")


def test_a_tracked_deletion_is_gone_and_an_insertion_is_there():
    new = (
        '<w:del w:id="1" w:author="a"><w:r><w:delText>cũ</w:delText></w:r></w:del>'
        '<w:ins w:id="2" w:author="a"><w:r><w:t>mới</w:t></w:r></w:ins>'
    )
    content = without_controls(FILLED)
    content = changed('<w:r><w:t xml:space="preserve">Đã phối hợp</w:t></w:r>', new, content)

    assert read(content)[0]["III.3.c"] == Answer("mới")


def test_a_number_written_otherwise_is_kept_and_named():
    found, unread = read(changed(">1.234,5<", ">khoảng 1,2 tỷ<"))

    assert found["thu-ngan-sach"] == Answer("khoảng 1,2 tỷ", estimated=True)
    assert unread == ("2-3b Thu ngân sách đã thực hiện",)


def test_a_state_in_other_words_is_named():
    found, unread = read(changed(">Thường xuyên, có kết quả</w:t>", ">Tốt</w:t>"))

    assert found["III.6.a"].state is None
    assert unread == ("tình trạng của Điểm a khoản 6 Mục III",)


def test_a_question_that_was_taken_out_is_named():
    xml = main_part(without_controls(FILLED))
    start = xml.index("6.4. Tài liệu kiểm chứng")
    content = with_main_part(FILLED, xml[:start] + xml[start + len("6.4. Tài liệu kiểm chứng") :])

    assert read(content)[1] == ("Tài liệu kiểm chứng",)


def test_the_form_of_another_report_is_not_read_as_this_one():
    other = report_form(facts_of("van-phong-hdnd-ubnd"), NOW)

    reading = read_form(other, FACTS)

    assert reading.answers == {}
    assert "đây là mẫu của báo cáo khác" in reading.unread[0]


def test_a_form_without_its_code_is_told_and_not_guessed():
    reading = read_form(changed("Mã biểu mẫu", "Mã"), FACTS)

    assert (reading.answers, reading.unread) == ({}, ("mã biểu mẫu (dòng cuối của mẫu)",))


def zipped(**members):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name.replace("__", "/") + ".xml", content)
    return out.getvalue()


ENTITY = (
    '<?xml version="1.0"?><!DOCTYPE d [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]>'
    '<w:document xmlns:w="w"><w:body><w:p><w:r><w:t>Mã biểu mẫu (đề nghị giữ nguyên): &b;'
    "</w:t></w:r></w:p></w:body></w:document>"
)


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"PK\x03\x04",
        FILLED[:-40],
        FILLED[: len(FILLED) // 2],
        zipped(word__document=b""),
        zipped(word__document=b"<w:document"),
        zipped(word__document=ENTITY.encode()),
        zipped(word__document=b"<a>" * 2_000 + b"</a>" * 2_000),
        zipped(word__document=b" " * 9_000_000),
        zipped(word__document=b"<a>" + b"x" * 5_000_000 + b"</a>"),
        zipped(**{f"word__p{n}": b"<a/>" for n in range(2_100)}, word__document=b"<a/>"),
        zipped(other=b"<a/>"),
    ],
    ids=range(12),
)
def test_what_is_damaged_or_hostile_is_no_form(content):
    assert read_form(content, FACTS) is None


@given(st.binary(max_size=400))
def test_no_bytes_make_it_fail(content):
    assert read_form(content, FACTS) is None


@settings(max_examples=40, deadline=None)
@given(st.data())
def test_no_change_of_a_byte_makes_it_fail(data):
    place = data.draw(st.integers(0, len(FILLED) - 1))
    byte = data.draw(st.integers(0, 255))

    read_form(FILLED[:place] + bytes([byte]) + FILLED[place + 1 :], FACTS)


@settings(max_examples=30, deadline=None)
@given(st.text(st.characters(blacklist_categories=("Cs", "Cc")), min_size=1, max_size=80))
def test_any_text_of_a_field_comes_back_word_for_word(text):
    typed = {"III.6.b": Answer(text), "ton-tai": Answer(text)}
    seen = "".join(c for c in text if c not in "\ufffe\uffff")
    wanted = normalize("NFC", " ".join(seen.split()))

    found, unread = read(report_form(FACTS.with_answers(typed), NOW))

    assert [found[key].text for key in typed if key in found] == [wanted] * (2 if wanted else 0)
    assert unread == ()
