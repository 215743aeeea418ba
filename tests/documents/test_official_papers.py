"""The papers say exactly what the office agreed to say."""

import io
from dataclasses import replace

import pytest
from docx import Document

from cchc_scheduler.documents.official_papers import Mistake, official_paper
from tests.documents.official_cast import (
    APOLOGY,
    NOW,
    OFFICE_REQUEST,
    REQUEST,
    SLIP,
    TEMPLATES,
    THANKS,
)

FORBIDDEN = ("nhắc nhở", "chậm trễ", "yêu cầu", "phê bình", "vi phạm", "KHẨN", "!")


def opened(paper):
    return Document(io.BytesIO(official_paper(paper, [TEMPLATES], NOW)))


def texts(paper):
    return [p.text for p in opened(paper).paragraphs if p.text]


def paragraphs(words):
    """Texts as they are written in a test: wrapped, with an empty line between two paragraphs."""
    return [" ".join(each.split()) for each in words.strip().split("\n\n")]


def cell(paper, table, column):
    return [p.text for p in opened(paper).tables[table].cell(0, column).paragraphs if p.text]


def test_the_coordinating_unit_asks_its_peers():
    assert texts(REQUEST) == paragraphs(
        """
        Kính gửi:

        - Phòng Kinh tế;

        - Trung tâm Văn hóa, Thể thao và truyền thông.

        Thực hiện Kế hoạch Cải cách hành chính nhà nước xã Tuệ Tĩnh 6 tháng cuối năm 2025 (ban
        hành kèm theo Quyết định số 362/QĐ-UBND ngày 28/7/2025 của Chủ tịch Ủy ban nhân dân xã Tuệ
        Tĩnh), các cơ quan, đơn vị gửi báo cáo quý III năm 2025 về Phòng Văn hóa-Xã hội trước ngày
        10/9/2025.

        Đến 09 giờ 00 ngày 16/9/2025, Phòng Văn hóa-Xã hội đã nhận 03/05 báo cáo và chưa nhận được
        báo cáo của các đơn vị có tên trên.

        Để kịp tổng hợp, báo cáo Ủy ban nhân dân xã, Phòng Văn hóa-Xã hội đề nghị các đơn vị quan
        tâm, gửi báo cáo trước ngày 17/9/2025 (bản ký số qua hệ thống Quản lý văn bản; bản Word
        theo đề cương đã gửi). Sau thời gian trên, Phòng tổng hợp, báo cáo Ủy ban nhân dân xã theo
        quy định.

        Rất mong nhận được sự phối hợp của các đơn vị./.
        """
    )
    assert cell(REQUEST, 0, 0) == [
        "ỦY BAN NHÂN DÂN",
        "XÃ TUỆ TĨNH",
        "PHÒNG VĂN HÓA-XÃ HỘI",
        "Số:         /          ",
        "V/v đề nghị gửi báo cáo cải cách hành chính quý III năm 2025",
    ]
    assert cell(REQUEST, 1, 0) == [
        "Nơi nhận:",
        "- Như trên;",
        "- Lãnh đạo UBND xã (để b/c);",
        "- Văn phòng HĐND-UBND xã (để p/h);",
        "- Lưu: VT, VHXH.",
    ]
    assert cell(REQUEST, 1, 1) == ["TRƯỞNG PHÒNG"]


def test_one_unit_is_addressed_on_one_line():
    assert texts(replace(REQUEST, addressees=("Phòng Kinh tế",)))[0] == "Kính gửi: Phòng Kinh tế"


def test_a_day_that_nobody_set_is_left_to_the_signer():
    assert "trước ngày ...../...../2025 (bản ký số" in texts(replace(REQUEST, asked_by=None))[-2]


def test_the_peoples_committee_asks_with_the_list_of_units():
    found = texts(OFFICE_REQUEST)

    assert found[3:7] == paragraphs(
        """
        Ngày 28/7/2025, Chủ tịch Ủy ban nhân dân xã Tuệ Tĩnh ban hành Quyết định số 362/QĐ-UBND về
        Kế hoạch Cải cách hành chính nhà nước xã Tuệ Tĩnh 6 tháng cuối năm 2025, trong đó quy định
        chế độ báo cáo tại điểm c khoản 1 Mục V.

        Theo báo cáo của Phòng Văn hóa-Xã hội, đến 09 giờ 00 ngày 16/9/2025 có 03/05 cơ quan, đơn
        vị đã gửi báo cáo quý III năm 2025; còn 02 đơn vị chưa gửi (danh sách kèm theo).

        Ủy ban nhân dân xã đề nghị Thủ trưởng các đơn vị có tên tại danh sách chỉ đạo hoàn thành,
        gửi báo cáo về Phòng Văn hóa-Xã hội trước ngày 17/9/2025; trường hợp có khó khăn, vướng
        mắc, báo cáo Ủy ban nhân dân xã (qua Phòng Văn hóa-Xã hội tổng hợp).

        Giao Văn phòng HĐND-UBND xã theo dõi, đôn đốc; Phòng Văn hóa-Xã hội tổng hợp, báo cáo kết
        quả./.
        """
    )
    assert found[7:9] == ["Danh sách kèm theo", "TÌNH HÌNH GỬI BÁO CÁO"]
    assert found[-1] == "Dữ liệu tính đến nay."
    assert cell(OFFICE_REQUEST, 1, 1) == ["TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"]
    assert cell(OFFICE_REQUEST, 0, 0)[2:] == [
        "Số:         /UBND-VHXH",
        "V/v đôn đốc gửi báo cáo cải cách hành chính quý III năm 2025",
    ]


def test_signed_by_order_the_office_asks_in_the_chairs_name():
    (asked,) = [t for t in texts(replace(OFFICE_REQUEST, by_order=True)) if "Thừa lệnh" in t]

    assert asked.startswith(
        "Thừa lệnh Chủ tịch Ủy ban nhân dân xã, Văn phòng HĐND-UBND xã đề nghị Thủ trưởng"
    )


def test_the_slip_sums_up_and_leaves_room_for_three_opinions():
    assert texts(SLIP) == paragraphs(
        """
        PHIẾU TRÌNH GIẢI QUYẾT CÔNG VIỆC

        Kính trình: Đồng chí Chủ tịch Ủy ban nhân dân xã

        Vấn đề trình: Ký ban hành Báo cáo kết quả công tác CCHC quý III năm 2025 gửi Sở Nội vụ; báo
        cáo Thường trực, Ban Thường vụ Đảng ủy xã.

        Đơn vị trình: Phòng Văn hóa-Xã hội.

        Tóm tắt:

        (1) đã tổng hợp từ 03/05 đơn vị;

        (2) 01 nội dung còn ghi "ước" hoặc "đang tổng hợp": Mục II.1.a Xây dựng văn bản;

        (3) chỉ tiêu chưa đạt: không có, trong số chỉ tiêu đã có số liệu;

        (4) kiến nghị cần lãnh đạo cho ý kiến trước khi gửi:

        - Bố trí kinh phí (Phòng Kinh tế).

        (5) thời hạn gửi Sở Nội vụ: chưa có văn bản.
        """
    )
    assert [row.cells[0].text for row in opened(SLIP).tables[-1].rows] == [
        "Ý kiến Trưởng Phòng Văn hóa-Xã hội:",
        "Ý kiến Văn phòng HĐND-UBND xã:",
        "Ý kiến lãnh đạo UBND xã:",
    ]


def test_the_thanks_go_to_all_and_rank_nobody():
    assert texts(THANKS)[-1] == (
        "Đến 09 giờ 00 ngày 16/9/2025, Phòng Văn hóa-Xã hội đã nhận đủ 05/05 báo cáo CCHC quý III "
        "năm 2025. Xin trân trọng cảm ơn các đồng chí. Báo cáo tổng hợp sau khi ban hành được gửi "
        "đến đơn vị qua hệ thống Quản lý văn bản./."
    )


def test_the_apology_says_when_the_report_came_and_which_letter_was_wrong():
    assert texts(APOLOGY)[-1] == (
        "Phòng Văn hóa-Xã hội đã đối chiếu: Phòng Kinh tế gửi báo cáo ngày 08/9/2025 (văn bản số "
        "12/BC-PKT), trong thời hạn. Phòng xin lỗi đơn vị vì thư ngày 10/9/2025 và đã đính chính "
        "bảng theo dõi./."
    )
    told = replace(APOLOGY, mistake=Mistake("Phòng Kinh tế", told="Chánh Văn phòng"))
    assert texts(told)[-1] == (
        "Phòng Văn hóa-Xã hội đã đối chiếu: Phòng Kinh tế gửi báo cáo ngày ...../...../2025, trong "
        "thời hạn. Phòng xin lỗi đơn vị vì thư ngày ...../...../2025 và đã đính chính bảng theo "
        "dõi. Nội dung đính chính đã được báo cáo Chánh Văn phòng./."
    )


@pytest.mark.parametrize("paper", [REQUEST, OFFICE_REQUEST, SLIP, THANKS, APOLOGY])
def test_no_paper_uses_a_word_that_only_its_signer_may_add(paper):
    said = " ".join(texts(paper))

    assert not [word for word in FORBIDDEN if word in said]


@pytest.mark.parametrize("paper", [REQUEST, OFFICE_REQUEST, SLIP, THANKS, APOLOGY])
def test_the_same_paper_and_time_give_the_same_bytes(paper):
    first = official_paper(paper, [TEMPLATES], NOW)

    assert official_paper(paper, [TEMPLATES], NOW) == first
