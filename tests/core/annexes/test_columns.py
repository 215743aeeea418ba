"""The table is known by the words of its heads, in any order and spelling."""

import unicodedata

import pytest

from cchc_scheduler.core.annexes.columns import find_columns
from cchc_scheduler.core.annexes.headings import HEADINGS, heading_of
from tests.core.annexes.drawn import drawn, read

ROW = ("1", "Ban hành kế hoạch", "Phòng Kinh tế", "Công an xã", "31/12/2025", "Kế hoạch")


def roles(*heads, body=ROW):
    found = find_columns(drawn(*heads, body))
    return None if found is None else dict(sorted(found.positions.items()))


@pytest.mark.parametrize("heading", HEADINGS, ids=lambda heading: heading.example)
def test_each_entry_of_the_table_knows_its_own_example(heading):
    assert heading == heading_of(heading.example)


@pytest.mark.parametrize(
    ("word", "role"),
    [
        ("TT", "number"),
        ("Số TT", "number"),
        ("Nội dung/nhiệm vụ", "text"),
        ("TÊN NHIỆM VỤ", "text"),
        ("Nội dung\nthực hiện", "text"),
        ("Cơ quan, đơn vị chủ trì", "lead"),
        ("ĐƠN VỊ CHỦ TRÌ THỰC HIỆN", "lead"),
        ("Đơn vị thực hiện", "lead"),
        ("Phân công thực hiện", "lead"),
        ("Co quan phoi hop", "support"),
        ("Chủ trì/Phối hợp", "lead-and-support"),
        ("Thời gian\nhoàn thành", "deadline"),
        ("Tiến độ thực hiện", "deadline"),
        ("Thời hạn", "deadline"),
        ("Hạn hoàn thành", "deadline"),
        ("Sản phẩm dự kiến", "product"),
        ("Kết quả đầu ra", "product"),
        ("Văn bản giao nhiệm vụ", "other"),
        ("Tình trạng", "other"),
        ("Nguồn lực thực hiện", "other"),
        ("Ghi chú", "other"),
        ("Lĩnh vực", "section"),
    ],
)
def test_a_head_is_known_by_its_words(word, role):
    assert role == heading_of(word).role


@pytest.mark.parametrize(
    "change", [str.upper, str.lower, lambda s: unicodedata.normalize("NFD", s)]
)
def test_case_and_composition_of_letters_do_not_matter(change):
    heads = ("STT", "Nội dung", "Chủ trì", "Phối hợp", "Thời hạn", "Sản phẩm")

    assert roles(heads) == roles(tuple(change(head) for head in heads))


def test_columns_stand_in_any_order():
    found = roles(("Thời hạn", "Sản phẩm", "Cơ quan chủ trì", "STT", "Nhiệm vụ"))

    assert found == {"deadline": 0, "lead": 2, "number": 3, "product": 1, "text": 4}


def test_heads_in_two_rows_are_read_together():
    found = roles(
        ("TT", "Nhiệm vụ", "Cơ quan thực hiện", "<", "Thời gian", "Sản phẩm"),
        ("^", "^", "Chủ trì", "Phối hợp", "^", "^"),
    )

    assert found == {"deadline": 4, "lead": 2, "number": 0, "product": 5, "support": 3, "text": 1}


def test_heads_in_two_rows_need_no_merged_cells():
    found = roles(
        ("TT", "Nhiệm vụ", "Cơ quan thực hiện", "", "Thời gian", ""),
        ("", "", "Chủ trì", "Phối hợp", "", ""),
    )

    assert (found["lead"], found["support"]) == (2, 3)


def test_of_a_beginning_and_an_end_under_one_head_the_end_is_the_deadline():
    found = roles(
        ("TT", "Nhiệm vụ", "Đơn vị thực hiện", "Thời gian thực hiện", "<", "Ghi chú"),
        ("^", "^", "^", "Bắt đầu", "Kết thúc", "^"),
        body=("1", "Rà soát", "Phòng Kinh tế", "ngày 01 tháng 8 năm 2025", "30/9/2025", ""),
    )

    assert found["deadline"] == 4


def test_titles_above_the_heads_are_no_heads():
    found = find_columns(
        drawn(
            ("DANH MỤC NHIỆM VỤ", "<", "<", "<", "<", "<"),
            ("Đơn vị chủ trì: UBND xã", "", "", "", "", ""),
            ("STT", "Nhiệm vụ", "Chủ trì", "Phối hợp", "Thời hạn", "Sản phẩm"),
            ROW,
        )
    )

    assert range(2, 3) == found.heads


def test_when_work_begins_is_not_when_it_ends():
    found = roles(("TT", "Nhiệm vụ", "Chủ trì", "Thời gian bắt đầu", "Thời gian kết thúc"))

    assert found["deadline"] == 4


def test_of_two_columns_of_work_the_first_groups_the_second():
    found = roles(
        ("TT", "Giải pháp", "Nhiệm vụ cụ thể", "Chủ trì", "Thời hạn"),
        body=("1", "Nhóm", "Việc dài hơn nhiều", "Phòng Kinh tế", "2025"),
    )

    assert (found["section"], found["text"]) == (1, 2)


def test_a_head_that_reaches_over_two_columns_means_the_fuller_one():
    found = roles(
        ("Nội dung nhiệm vụ", "<", "Chủ trì", "Thời hạn"),
        body=("1", "Ban hành kế hoạch", "Phòng Kinh tế", "2025"),
    )

    assert found["text"] == 1


@pytest.mark.parametrize(
    "heads",
    [
        ("STT", "Họ và tên", "Chức vụ", "Điện thoại"),
        ("STT", "Chỉ tiêu", "Đơn vị tính", "Năm 2025"),
        ("Nơi nhận:", "TM. ỦY BAN NHÂN DÂN"),
        ("STT", "Nhiệm vụ", "Ghi chú"),
    ],
)
def test_a_table_of_something_else_is_none(heads):
    assert roles(heads) is None


def test_without_a_table_it_is_told_what_was_looked_for_and_what_is_there():
    annex = read(drawn(("STT", "Họ và tên", "Chức vụ"), ("1", "Ông A", "Trưởng phòng")))

    (fault,) = annex.faults
    assert fault.kind == "no-table"
    assert "thời gian hoàn thành" in fault.told[0]
    assert fault.told[1] == "bảng 1: STT | Họ và tên | Chức vụ"
    assert annex.tasks == ()


def test_a_column_nobody_understands_is_named():
    annex = read(
        drawn(
            ("STT", "Nhiệm vụ", "Chủ trì", "Thời hạn", "Mức độ ưu tiên"),
            ("1", "Việc", "Phòng Kinh tế", "2025", "cao"),
        )
    )

    assert ("Mức độ ưu tiên",) in [notice.told for notice in annex.warnings]


def test_of_two_columns_of_work_the_finer_one_holds_the_tasks():
    heads = ("TT", "Nhiệm vụ", "Nội dung thực hiện", "Chủ trì", "Thời hạn")
    annex = read(
        drawn(
            heads,
            ("1", "Cải cách thể chế", "Rà soát văn bản", "Phòng Kinh tế", "2025"),
            ("^", "^", "Công khai văn bản", "Phòng Kinh tế", "2025"),
        )
    )

    assert [(task.section, task.text) for task in annex.tasks] == [
        ("Cải cách thể chế", "Rà soát văn bản"),
        ("Cải cách thể chế", "Công khai văn bản"),
    ]


def test_a_column_whose_role_another_has_is_named():
    annex = read(
        drawn(
            ("TT", "Nhiệm vụ", "Cơ quan chủ trì", "Đơn vị thực hiện", "Thời hạn"),
            ("1", "Rà soát", "Phòng Kinh tế", "TTPVHCC", "2025"),
        )
    )

    assert ("Đơn vị thực hiện",) in [notice.told for notice in annex.warnings]
