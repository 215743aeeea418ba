"""Names, identity numbers and telephones of persons: seen where a report must not have them."""

import pytest

from cchc_scheduler.core.personal import numbers_of_persons_in, persons_in


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Kỷ luật ông Nguyễn Văn An và bà Trần Thị Bích Ngọc",
            ("Nguyễn Văn An", "Trần Thị Bích Ngọc"),
        ),
        ("Ông Tạ Quang Minh phản ánh", ("Tạ Quang Minh",)),
        ("Lê Thị Lan Anh gửi đơn", ("Lê Thị Lan Anh",)),
        ("đồng chí Hoàng Minh", ("Hoàng Minh",)),
        ("đồng chí Phó Chủ tịch xã", ()),
        ("đường Lê Hồng Phong, Trường Nguyễn Đức Cảnh", ()),
        ("học tập tư tưởng Hồ Chí Minh", ()),
        ("Đoàn Thanh niên xã; Hồ sơ quá hạn; Lý do; Mai táng", ()),
        ("HỒ SƠ NGUYỄN VĂN AN", ()),
        ("Phòng Văn hóa-Xã hội, xã Tuệ Tĩnh", ()),
        ("", ()),
    ],
)
def test_what_looks_like_a_name_is_seen_and_places_are_passed_over(text, expected):
    assert persons_in(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("CCCD 031099001234", ("031099001234",)),
        ("CMND số 031234567", ("031234567",)),
        ("gọi 0912 345 678 hoặc +84 912345678", ("0912 345 678", "+84 912345678")),
        ("thu 1.234.567.890 đồng", ()),
        ("thu 912345678 đồng", ()),
        ("Trung tâm: 0225.3861234", ()),
        ("số 12/BC-PKT ngày 03/9/2025", ()),
    ],
)
def test_numbers_of_persons_are_told_from_figures_and_documents(text, expected):
    assert numbers_of_persons_in(text) == expected
