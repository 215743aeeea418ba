import pytest

from cchc_scheduler.core.markings import marking_in


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
