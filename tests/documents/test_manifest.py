"""The manifest of what was handed in: a table that Excel opens, and a text for reading."""

import csv
import io
from dataclasses import replace
from datetime import UTC, date, datetime

from cchc_scheduler.documents.manifest import HandedIn, Manifest, manifest_csv, manifest_text

NOW = datetime(2025, 9, 16, 2, 0, tzinfo=UTC)
LINE = HandedIn(
    reference="BN-2025Q3-0007",
    period="2025-Q3",
    period_words="quý III/2025",
    unit="phong-kinh-te",
    unit_name="Phòng Kinh tế",
    title="báo cáo kết quả",
    received_at=datetime(2025, 9, 4, 2, 12, 5, tzinfo=UTC),
    by="Nguyễn Thị Hoa",
    version=2,
    kind="file",
    file_name="báo cáo quý III.docx",
    file_size=18_432,
    file_sha256="ab" * 32,
    path="2025-Q3/phong-kinh-te/BN-2025Q3-0007_lan-2_báo cáo quý III.docx",
    fate="packed",
)
PAPER = replace(
    LINE,
    reference="BN-2025Q3-0008",
    kind="elsewhere",
    file_name=None,
    file_size=None,
    file_sha256=None,
    path=None,
    number="12/BC-PKT",
    document_day=date(2025, 9, 3),
    fate="no-file",
)


def manifest(*lines):
    return Manifest("Ủy ban nhân dân xã Tuệ Tĩnh", "quý III năm 2025", NOW, lines)


def table(*lines):
    """The rows of the table by their head."""
    text = manifest_csv(manifest(*lines)).decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text)))


def told(*lines):
    return manifest_text(manifest(*lines)).decode("utf-8-sig")


def test_the_table_says_of_each_file_whose_when_what_and_its_hash():
    assert table(LINE) == [
        {
            "TT": "1",
            "Mã biên nhận": "BN-2025Q3-0007",
            "Kỳ": "2025-Q3",
            "Đơn vị": "Phòng Kinh tế",
            "Nội dung": "báo cáo kết quả",
            "Lần gửi": "2",
            "Hình thức": "tệp",
            "Thời gian nhận": "2025-09-04 09:12:05",
            "Người gửi": "Nguyễn Thị Hoa",
            "Tên tệp gốc": "báo cáo quý III.docx",
            "Kích thước (byte)": "18432",
            "SHA-256": "ab" * 32,
            "Tên trong gói": LINE.path,
            "Đường liên kết": "",
            "Số, ký hiệu văn bản": "",
            "Ngày văn bản": "",
            "Ghi chú": "",
            "Tình trạng": "có trong gói",
        }
    ]


def test_both_begin_with_the_sign_by_which_windows_knows_utf_8_and_end_lines_its_way():
    for content in (manifest_csv(manifest(LINE)), manifest_text(manifest(LINE))):
        assert content.startswith(b"\xef\xbb\xbf")
        assert content.count(b"\n") == content.count(b"\r\n") > 1


def test_words_of_a_unit_never_become_a_formula_of_the_table():
    note = '=cmd|"/c calc"!A1'

    row = table(replace(LINE, note=note, by="@hoa", link="+1", number="-2"))[0]

    assert row["Ghi chú"] == f"'{note}"
    assert [row["Người gửi"], row["Đường liên kết"], row["Số, ký hiệu văn bản"]] == [
        "'@hoa",
        "'+1",
        "'-2",
    ]


def test_a_note_of_several_lines_with_quotes_stays_one_cell():
    note = 'dòng "một"\ndòng hai; ba, bốn'

    assert table(replace(LINE, note=note))[0]["Ghi chú"] == note


def test_the_text_can_be_read_from_top_to_bottom():
    words = told(LINE, PAPER)

    assert words.startswith("DANH MỤC TÀI LIỆU CÁC ĐƠN VỊ ĐÃ GỬI, QUÝ III NĂM 2025\r\n")
    assert "Tổng số 2 mục, trong đó 1 mục có tệp trong gói này." in words
    assert "1. Phòng Kinh tế, quý III/2025, lần 2 (BN-2025Q3-0007)" in words
    assert "   Nhận: 09 giờ 12 ngày 04/9/2025, người gửi: Nguyễn Thị Hoa" in words
    assert "   Tệp gốc: báo cáo quý III.docx (18 KB)" in words
    assert "   Số, ký hiệu: 12/BC-PKT ngày 03/9/2025" in words


def test_what_is_not_packed_says_why():
    erased = replace(LINE, fate="erased", path=None, file_name=None)
    again = replace(LINE, usable=False)

    assert table(erased)[0]["Tình trạng"] == "không đưa vào gói: nội dung đã được xóa"
    assert "nội dung đã được xóa" in told(erased)
    assert table(again)[0]["Tình trạng"] == "có trong gói; đã đề nghị gửi lại"


def test_words_are_composed_and_a_broken_letter_breaks_nothing():
    row = table(replace(LINE, by="Nguye\u0302\u0303n\ud800"))[0]

    assert row["Người gửi"] == "Nguyễn?"


def test_of_nothing_there_is_a_manifest_too():
    assert table() == []
    assert "Tổng số 0 mục" in told()
