"""Everything that was handed in as one .zip: whole, named, and nothing that may not leave."""

import hashlib
import io
import tracemalloc
import zipfile
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import NamedTuple

import pytest

from cchc_scheduler.actions.desk import desk_at
from cchc_scheduler.actions.erase_submission import erase_submission
from cchc_scheduler.actions.pack_submissions import findings_of, handed_in, pack
from cchc_scheduler.actions.record_submission import Handed, record_submission
from cchc_scheduler.actions.return_submission import Return, return_submission
from cchc_scheduler.documents.manifest import Manifest
from cchc_scheduler.store import files, inbound
from tests.actions.post_office import PostOffice
from tests.documents.test_manifest import LINE

NOW = datetime(2025, 9, 16, 2, 0, tzinfo=UTC)
OWED = "bao-cao-quy/2025-Q3/phong-kinh-te"
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


class Outcome(NamedTuple):
    """Every line with its fate, and what a person should look at."""

    lines: tuple
    findings: tuple


def line(data, content=b"bao cao", **more):
    """A line whose file is kept in the data folder."""
    kept = files.keep(data, [content])
    known = {"file_size": kept.size, "file_sha256": kept.sha256, "fate": "no-file", "path": None}
    return replace(LINE, **{**known, **more})


def packed(data, *lines, now=NOW):
    """The .zip of some lines, and what came of it."""
    out = io.BytesIO()
    outcome = pack(out, data, Manifest("Ủy ban nhân dân xã", "quý III năm 2025", now, lines))
    return zipfile.ZipFile(out), Outcome(outcome, tuple(findings_of(outcome)))


def names(archive):
    return [name for name in archive.namelist() if not name.startswith("MANIFEST")]


def test_a_file_stands_by_period_and_unit_under_its_receipt_and_its_own_name(tmp_path):
    archive, outcome = packed(tmp_path, line(tmp_path))

    name = "2025-Q3/phong-kinh-te/BN-2025Q3-0007_lan-2_báo cáo quý III.docx"
    assert archive.namelist() == [name, "MANIFEST.csv", "MANIFEST.txt"]
    assert archive.read(name) == b"bao cao"
    assert (outcome.lines[0].fate, outcome.lines[0].path) == ("packed", name)
    assert name in archive.read("MANIFEST.csv").decode("utf-8-sig")
    assert archive.testzip() is None


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("../../../etc/passwd", "passwd"),
        ("..\\..\\win.ini", "win.ini"),
        ("/báo cáo.docx", "báo cáo.docx"),
        ("con.docx", "_con.docx"),
        ("a\u202excod.exe", "axcod.exe"),
        ("Ba\u0301o ca\u0301o.docx", "Báo cáo.docx"),
        ("", "tep-khong-ten"),
        ("a:b?c.docx", "a_b_c.docx"),
    ],
)
def test_no_name_leads_out_of_its_folder(tmp_path, given, kept):
    archive, _ = packed(tmp_path, line(tmp_path, file_name=given, file_type=None))

    assert names(archive) == [f"2025-Q3/phong-kinh-te/BN-2025Q3-0007_lan-2_{kept}"]


def test_a_name_without_its_ending_gets_the_one_of_its_content(tmp_path):
    archive, _ = packed(tmp_path, line(tmp_path, file_name="báo cáo", file_type=WORD))

    assert names(archive)[0].endswith("_báo cáo.docx")


def test_two_files_of_one_name_are_both_there(tmp_path):
    first = line(tmp_path, b"1")
    second = line(tmp_path, b"2", reference="BN-2025Q3-0008", version=3)

    archive, _ = packed(tmp_path, first, second)

    assert [archive.read(name) for name in names(archive)] == [b"1", b"2"]


def test_a_missing_file_is_named_and_the_rest_is_packed(tmp_path):
    gone = replace(line(tmp_path, b"gone"), reference="BN-2025Q3-0001")
    files.path_of(tmp_path, gone.file_sha256).unlink()

    archive, outcome = packed(tmp_path, gone, line(tmp_path))

    assert [each.fate for each in outcome.lines] == ["missing", "packed"]
    assert len(names(archive)) == 1
    assert "không tìm thấy tệp lưu" in archive.read("MANIFEST.txt").decode("utf-8-sig")
    assert [(each.check, each.where, each.text) for each in outcome.findings] == [
        (
            "kept-file-missing",
            "phong-kinh-te",
            'Không tìm thấy tệp lưu "báo cáo quý III.docx" (BN-2025Q3-0001) của Phòng Kinh tế.',
        )
    ]


def test_a_damaged_file_is_named_and_not_packed_as_if_it_were_whole(tmp_path):
    bad = line(tmp_path, b"was whole")
    files.path_of(tmp_path, bad.file_sha256).write_bytes(b"was whOle")

    archive, outcome = packed(tmp_path, bad)

    assert (outcome.lines[0].fate, names(archive)) == ("damaged", [])
    assert outcome.findings[0].check == "kept-file-damaged"


def test_a_file_that_cannot_be_read_is_named_too(tmp_path):
    bad = line(tmp_path)
    path = files.path_of(tmp_path, bad.file_sha256)
    path.unlink()
    path.mkdir()

    assert packed(tmp_path, bad)[1].lines[0].fate == "damaged"


@pytest.mark.parametrize("fate", ["erased", "marked"])
def test_what_was_erased_or_is_marked_is_never_packed(tmp_path, fate):
    archive, outcome = packed(tmp_path, line(tmp_path, fate=fate))

    assert (names(archive), outcome.lines[0].fate) == ([], fate)


def test_links_nil_reports_and_papers_are_lines_only(tmp_path):
    told = [
        replace(LINE, kind="link", fate="no-file", link="https://tailieu.example/a", path=None),
        replace(LINE, kind="nil", fate="no-file", note="Không phát sinh.", path=None),
        replace(LINE, kind="elsewhere", fate="no-file", number="12/BC-PKT", path=None),
    ]

    archive, outcome = packed(tmp_path, *told)

    assert (names(archive), outcome.findings) == ([], ())
    text = archive.read("MANIFEST.txt").decode("utf-8-sig")
    assert [word in text for word in ("tailieu.example/a", "Không phát sinh.", "12/BC-PKT")] == [
        True
    ] * 3


def test_without_a_data_folder_there_is_still_a_manifest():
    archive, outcome = packed(None, LINE, replace(LINE, fate="no-file"))

    assert outcome.lines[1].fate == "missing"
    assert archive.namelist() == ["MANIFEST.csv", "MANIFEST.txt"]


def test_the_same_files_and_time_give_the_same_bytes(tmp_path):
    made = line(tmp_path, b"x" * 10_000)

    first, second = (packed(tmp_path, made)[0].fp.getvalue() for _ in range(2))

    assert first == second
    assert first != packed(tmp_path, made, now=NOW + timedelta(days=1))[0].fp.getvalue()


def test_a_large_file_is_never_held_in_memory(tmp_path):
    piece = b"x" * 1_000_000
    kept = files.keep(tmp_path, (piece for _ in range(40)))
    big = replace(LINE, file_size=kept.size, file_sha256=kept.sha256, fate="no-file")
    manifest = Manifest("Ủy ban nhân dân xã", "quý III năm 2025", NOW, (big,))
    tracemalloc.start()
    with (tmp_path / "out.zip").open("wb") as out:
        pack(out, tmp_path, manifest)
    most = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()

    assert most < 10_000_000
    with zipfile.ZipFile(tmp_path / "out.zip") as archive:
        digest = hashlib.sha256(archive.read(names(archive)[0])).hexdigest()
    assert digest == kept.sha256


@pytest.fixture
def office(tmp_path):
    made = PostOffice(datetime(2025, 9, 4, 1, 0, tzinfo=UTC))
    made.data = tmp_path
    made.tick()
    return made


def hand_in(office, owed=OWED, **told):
    kept = files.keep(office.data, [told.pop("content", b"bao cao")])
    whole = {
        "kind": "file",
        "file_name": "bao-cao.docx",
        "file_size": kept.size,
        "file_sha256": kept.sha256,
        "file_type": WORD,
        **told,
    }
    carrier = f"form:{owed}{len(told)}{office.clock.now()}"
    handed = Handed(obligation=owed, carrier=carrier, by="Hoa", recorded_by="unit", **whole)
    now = office.clock.now()
    recorded = record_submission(office.db, office.records, office.outbox, handed, now)
    office.clock.move_to(now + timedelta(minutes=5))
    return recorded.submission


def lines_of(office, periods=("2025-Q3",)):
    with office.db.read() as connection:
        desk = desk_at(connection, office.records, office.outbox, office.clock.now())
        return handed_in(desk, periods)


def test_every_version_is_there_in_the_plans_order_of_units(office):
    hand_in(office)
    hand_in(office, "bao-cao-quy/2025-Q3/phong-van-hoa-xa-hoi", kind="nil", note="Không có.")
    now = office.clock.now()
    back = Return(OWED, NOW.date(), "Thiếu số liệu", usable=False, by="coordinator")
    return_submission(office.db, office.records, office.outbox, back, now)
    hand_in(office, content=b"ban 2")

    found = lines_of(office)

    assert [(each.unit, each.version, each.usable) for each in found] == [
        ("phong-van-hoa-xa-hoi", 1, True),
        ("phong-kinh-te", 1, False),
        ("phong-kinh-te", 2, True),
    ]
    assert found[1].reference == "BN-2025Q3-0001"
    assert lines_of(office, ("2025-Q4",)) == ()
    assert lines_of(office, None) == found


def test_what_was_erased_is_named_and_gone_from_the_pack(office):
    number = hand_in(office, content=b"khong duoc giu")
    erase_submission(office.db, office.data, (OWED, number), "Chủ tịch", office.clock.now())

    archive, outcome = packed(office.data, *lines_of(office))

    assert (outcome.lines[0].fate, names(archive)) == ("erased", [])
    whole = b"".join(archive.read(name) for name in archive.namelist())
    assert b"khong duoc giu" not in whole


@pytest.mark.parametrize(
    "told",
    [
        {"file_name": "Báo cáo TỐI MẬT.docx"},
        {"note": "Kèm theo:\nMẬT"},
        {"kind": "elsewhere", "number": "12/BC [MẬT]"},
    ],
)
def test_what_bears_a_marking_is_held_back_without_its_words(office, told):
    hand_in(office, **told)

    archive, outcome = packed(office.data, *lines_of(office))

    assert (outcome.lines[0].fate, names(archive)) == ("marked", [])
    whole = b"".join(archive.read(name) for name in archive.namelist()).decode("utf-8")
    assert not [words for words in ("TỐI MẬT", "[MẬT]", "Kèm theo:", "Hoa") if words in whole]
    assert outcome.findings[0].check == "kept-file-marked"


def test_mail_that_was_held_back_for_its_marking_is_named_without_a_word_of_it(office):
    with office.db.work() as connection:
        inbound.keep(
            connection,
            {
                "sha256": "a" * 64,
                "size": 3,
                "arrived_at": office.clock.now(),
                "stored_at": office.clock.now(),
                "subject": "noi dung",
            },
        )
        inbound.change(connection, 1, state="person", why="marked", obligation=OWED)

    found = lines_of(office)

    assert [(each.reference, each.fate, each.by) for each in found] == [
        ("thư đến số 1", "marked", "(không ghi)")
    ]
