from cchc_scheduler.documents.marked import Marked, NamedContent, marked_in
from tests.documents.test_file_texts import DOCX, W, zipped


def test_a_marking_in_any_typed_text_is_found():
    assert marked_in(["Ghi chú", "TỐI MẬT\nnội dung"]) == Marked("TỐI MẬT", "text")


def test_a_marking_in_the_name_of_a_file_is_found():
    file = NamedContent("MẬT_bao-cao.docx", DOCX, b"")

    assert marked_in([], file) == Marked("MẬT", "name")


def test_a_marking_inside_a_file_is_found():
    inside = f"<w:d {W}><w:p><w:t>TUYỆT MẬT</w:t></w:p></w:d>"
    file = NamedContent("bao-cao.docx", DOCX, zipped(word__document_xml=inside))

    assert marked_in(["Ghi chú"], file) == Marked("TUYỆT MẬT", "file")


def test_an_ordinary_report_bears_none():
    inside = f"<w:d {W}><w:p><w:t>Công tác bảo mật thông tin: BÍ MẬT NHÀ NƯỚC</w:t></w:p></w:d>"
    file = NamedContent("Bảo mật.docx", DOCX, zipped(word__document_xml=inside))

    assert marked_in(["bảo vệ bí mật nhà nước"], file) is None
