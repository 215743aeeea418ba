"""`cchc record way|text|draft|correction`: what people do with the compiled reports."""

import pytest

from cchc_scheduler.engine.worker import run_inline
from cchc_scheduler.home import find_home
from cchc_scheduler.service import build_service
from cchc_scheduler.store import compilations, kept_texts, way_steps

CITY = "bao-cao-so-noi-vu"
BY = ("--by", "Nguyễn Thị Hoa")


@pytest.fixture
def stored(season):
    """Return what is read from the home's store."""

    def read(ask):
        service = build_service(find_home(season, {}), run_inline)
        with service.db.read() as connection:
            found = ask(connection)
        service.close()
        return found

    return read


def test_a_step_of_the_way_is_recorded_once(cchc, stored):
    answers = [cchc("record", "way", "2025-Q3", "draft", "--note", "bản 1", *BY) for _ in range(2)]

    assert [each.out for each in answers] == [
        "recorded; nothing is sent anywhere\n",
        "this was recorded before; nothing was changed\n",
    ]
    rows = stored(lambda connection: way_steps.of_report(connection, "2025-Q3", CITY))
    assert [(row["step"], row["day"].isoformat(), row["note"]) for row in rows] == [
        ("draft", "2025-09-04", "bản 1")
    ]


def test_an_issued_report_needs_its_number(cchc, season):
    answer = cchc("record", "way", "2025-Q3", "issued", *BY)

    assert (answer.code, answer.err) == (2, "cchc: number: missing\n")


def test_a_draft_is_asked_for_and_its_letter_waits(cchc, stored):
    answers = [cchc("record", "draft", "2025-Q3", "--key", "a", *BY) for _ in range(2)]

    assert [each.out for each in answers] == [
        "draft 1 is made\n",
        "this was recorded before; nothing was changed\n",
    ]
    rows = stored(lambda connection: compilations.of_period(connection, "2025-Q3"))
    assert [(row["cause"], row["made_by"]) for row in rows] == [("asked", "Nguyễn Thị Hoa")]


def test_an_edited_text_is_kept(cchc, stored, tmp_path):
    path = tmp_path / "muc.txt"
    path.write_text("Đã sửa.\nĐoạn hai.\n", encoding="utf-8-sig")

    answer = cchc("record", "text", "2025-Q3", "IV.1", "--file", str(path), *BY)

    assert answer.out == "kept as version 1; compiling never writes over it\n"
    rows = stored(lambda connection: kept_texts.newest_of(connection, "2025-Q3"))
    assert [row["text"] for row in rows] == ["Đã sửa.\nĐoạn hai."]


@pytest.mark.parametrize(
    ("content", "told"),
    [(None, "No such file"), (b"\xff\xfe\x00", "is no text in UTF-8"), (b"  ", "needs its words")],
)
def test_a_file_that_is_no_text_is_refused_with_a_sentence(cchc, season, tmp_path, content, told):
    path = tmp_path / "muc.txt"
    if content is not None:
        path.write_bytes(content)

    answer = cchc("record", "text", "2025-Q3", "IV.1", "--file", str(path), *BY)

    assert answer.code == 2
    assert told in answer.err


def test_a_correction_needs_a_frozen_row(cchc, season):
    told = ("--text", "nhận 08/9", "--reason", "sổ văn bản đến")

    answer = cchc("record", "correction", "bao-cao-quy/2025-Q3/phong-kinh-te", *told, *BY)

    assert answer.code == 6
    assert "frozen at the end of 12/12" in answer.err
