import pytest

from cchc_scheduler.core.markings import marking_in, marking_in_name


@pytest.mark.parametrize(
    ("text", "marking"),
    [
        ("MẬT\nBáo cáo", "MẬT"),
        ("Độ mật: TỐI MẬT", "TỐI MẬT"),
        ("(TUYỆT MẬT)", "TUYỆT MẬT"),
        ("Báo cáo\n\n  MẬT  \n\nNội dung", "MẬT"),
        ("| MẬT |", "MẬT"),
        ("MẬT\n...\nTUYỆT  MẬT", "TUYỆT MẬT"),
        ("MẬT", "MẬT"),
        ("Trang 1\nT Ố I  M Ậ T\nNội dung", "TỐI MẬT"),
        ("[ M Ậ T ]", "MẬT"),
    ],
)
def test_a_marking_that_stands_alone_is_found(text, marking):
    assert marking_in(text) == marking


@pytest.mark.parametrize(
    "text",
    [
        "bảo mật thông tin",
        "BẢO MẬT THÔNG TIN",
        "CÔNG TÁC BẢO MẬT",
        "Mật độ dân số",
        "mật khẩu",
        "BÍ MẬT NHÀ NƯỚC",
        "Không gửi tài liệu có nội dung bí mật nhà nước.",
        "",
    ],
)
def test_ordinary_words_are_no_marking(text):
    assert marking_in(text) is None


@pytest.mark.parametrize(
    ("name", "marking"),
    [
        ("MẬT_bao cao.docx", "MẬT"),
        ("BC-TỐI MẬT.pdf", "TỐI MẬT"),
        ("bc (TUYỆT MẬT) 9.2025.odt", "TUYỆT MẬT"),
        ("BẢO MẬT THÔNG TIN.docx", None),
        ("MẬT KHẨU.xlsx", None),
        ("mật.docx", None),
        ("", None),
    ],
)
def test_a_marking_in_the_name_of_a_file_is_a_word_of_its_own(name, marking):
    assert marking_in_name(name) == marking


def test_a_long_run_of_blank_lines_takes_no_time():
    assert marking_in("\n" * 2_000_000 + "MẬT") == "MẬT"
    assert marking_in((" " * 1000 + "\n") * 1000) is None
