"""Tasks are told from sections, heads that come again, counted columns and what stands below."""

import pytest

from tests.core.annexes.drawn import HEADS, drawn, kinds, leads, read, supports, tasks_of


def row(number, text, **other):
    usual = {"lead": "Phòng Kinh tế", "support": "", "deadline": "31/12/2025", "product": ""}
    return (number, text, *(usual | other).values())


def section(number, text):
    return (number, text, "", "", "", "")


def test_a_row_is_a_task_with_its_words_unchanged():
    (task,) = tasks_of(
        ("1", "Rà soát,  ban hành", "Phòng Kinh tế", "TTPVHCC", "Trước ngày 15/9/2025", "Văn bản")
    )

    assert (task.number, task.text, task.product) == ("1", "Rà soát,  ban hành", "Văn bản")
    assert (leads(task), supports(task)) == (["kinh-te"], ["hanh-chinh-cong"])
    assert (
        task.deadline_text,
        task.deadline.due[0].isoformat(),
    ) == ("Trước ngày 15/9/2025", "2025-09-14")
    assert (task.confidence, task.questions) == (1.0, ())


@pytest.mark.parametrize(
    ("title", "shown"),
    [
        (("I", "CHỈ ĐẠO, ĐIỀU HÀNH", "<", "<", "<", "<"), "I. CHỈ ĐẠO, ĐIỀU HÀNH"),
        (("I. Chỉ đạo", "<", "<", "<", "<", "<"), "I. Chỉ đạo"),
        (("I. Chỉ đạo", "", "", "", "", ""), "I. Chỉ đạo"),
        (("*I CHỈ ĐẠO", "", "", "", "", ""), "I CHỈ ĐẠO"),
        (("A", "Chỉ đạo", "", "", "", ""), "A. Chỉ đạo"),
        (("", "CHỈ ĐẠO", "", "", "", ""), "CHỈ ĐẠO"),
        (("", "*Chỉ đạo", "", "", "", ""), "Chỉ đạo"),
        (("1.", "Chỉ đạo", "<", "<", "<", "<"), "1. Chỉ đạo"),
    ],
)
def test_a_title_over_the_columns_is_a_section(title, shown):
    (task,) = tasks_of(title, row("1", "Việc"))

    assert shown == task.section


def test_numbers_begin_anew_in_each_section():
    tasks = tasks_of(
        section("I", "Thể chế"),
        row("1", "Việc một"),
        section("II", "Bộ máy"),
        row("1", "Việc hai"),
    )

    assert [(t.section, t.number) for t in tasks] == [("I. Thể chế", "1"), ("II. Bộ máy", "1")]


def test_sections_stand_inside_sections():
    tasks = tasks_of(
        section("A", "Nhiệm vụ"),
        section("I", "Thể chế"),
        row("1", "Một"),
        section("II", "Bộ máy"),
        row("1", "Hai"),
        section("B", "Giải pháp"),
        row("1", "Ba"),
    )

    assert [task.section for task in tasks] == [
        "A. Nhiệm vụ › I. Thể chế",
        "A. Nhiệm vụ › II. Bộ máy",
        "B. Giải pháp",
    ]


def test_a_numbered_line_above_its_parts_groups_them():
    tasks = tasks_of(section("1", "Nâng cao nhận thức"), row("1.1", "Một"), row("1.2", "Hai"))

    assert [task.section for task in tasks] == ["1. Nâng cao nhận thức", "1. Nâng cao nhận thức"]


def test_a_title_in_the_column_of_groups_is_a_section():
    heads = ("TT", "Mục tiêu", "Nhiệm vụ", "Chủ trì", "Thời hạn")
    annex = read(
        drawn(
            heads,
            ("I", "Thể chế", "", "", ""),
            ("1", "Đồng bộ", "Rà soát", "Phòng Kinh tế", "2025"),
        )
    )

    assert [task.section for task in annex.tasks] == ["I. Thể chế › Đồng bộ"]


def test_a_numbered_line_above_tasks_without_numbers_groups_them():
    tasks = tasks_of(section("1", "Nâng cao nhận thức"), row("", "Một"), row("", "Hai"))

    assert [(task.section, task.text) for task in tasks] == [
        ("1. Nâng cao nhận thức", "Một"),
        ("1. Nâng cao nhận thức", "Hai"),
    ]


def test_a_column_of_fields_is_part_of_the_section():
    heads = ("STT", "Lĩnh vực", "Nhiệm vụ", "Chủ trì", "Thời hạn")
    annex = read(
        drawn(
            heads,
            ("1", "Thể chế", "Một", "Phòng Kinh tế", "2025"),
            ("2", "^", "Hai", "Phòng Kinh tế", "2025"),
        )
    )

    assert [task.section for task in annex.tasks] == ["Thể chế", "Thể chế"]


def test_heads_that_come_again_on_a_new_page_are_passed_over():
    annex = read(drawn(HEADS, row("1", "Một"), HEADS, row("2", "Hai")))

    assert [task.text for task in annex.tasks] == ["Một", "Hai"]
    assert ("heads-repeated", ("1",)) in [(each.kind, each.told) for each in annex.warnings]


def test_two_rows_of_heads_that_come_again_are_passed_over():
    heads = (
        ("TT", "Nhiệm vụ", "Cơ quan thực hiện", "<", "Thời gian", "Sản phẩm"),
        ("", "", "Chủ trì", "Phối hợp", "", ""),
    )

    annex = read(drawn(*heads, row("1", "Một"), *heads, row("2", "Hai")))

    assert [task.text for task in annex.tasks] == ["Một", "Hai"]


def test_the_row_that_counts_the_columns_is_no_task():
    assert len(tasks_of(("(1)", "(2)", "(3)", "(4)", "(5)", "(6)"), row("1", "Việc"))) == 1


def test_a_table_broken_over_pages_is_one():
    annex = read(
        drawn(HEADS, section("I", "Thể chế"), row("1", "Một")),
        drawn(HEADS, row("2", "Hai"), name="bảng 2", before=("3",)),
        drawn(row("3", "Ba"), name="bảng 3"),
    )

    assert [(task.section, task.text) for task in annex.tasks] == [
        ("I. Thể chế", "Một"),
        ("I. Thể chế", "Hai"),
        ("I. Thể chế", "Ba"),
    ]
    assert ("tables-joined", ("3",)) in [(each.kind, each.told) for each in annex.warnings]


def test_a_row_torn_by_a_page_is_one_task_and_asked_about():
    annex = read(
        drawn(HEADS, row("1", "Rà soát, ban hành", deadline="Trước ngày")),
        drawn(HEADS, ("", "văn bản", "", "", "15/9/2025", ""), row("2", "Hai"), name="bảng 2"),
    )

    one, two = annex.tasks
    assert (one.text, one.deadline_text) == ("Rà soát, ban hành văn bản", "Trước ngày 15/9/2025")
    assert (kinds(one), kinds(two)) == (["torn"], [])


def test_a_line_between_two_parts_of_a_table_is_a_section():
    annex = read(
        drawn(HEADS, row("1", "Một"), before=("I. THỂ CHẾ",)),
        drawn(HEADS, row("1", "Hai"), name="bảng 2", before=("II. BỘ MÁY",)),
    )

    assert [task.section for task in annex.tasks] == ["", "II. BỘ MÁY"]


def test_two_annexes_are_two_tables_to_choose_from():
    grids = (
        drawn(HEADS, row("1", "Một"), before=("Phụ lục I",)),
        drawn(HEADS, row("1", "Hai"), name="bảng 2", before=("Phụ lục II",)),
    )

    (fault,) = read(*grids).faults
    assert (fault.kind, fault.told) == ("several-tables", ("1: bảng 1 (1)", "2: bảng 2 (1)"))
    assert [task.text for task in read(*grids, table=2).tasks] == ["Hai"]
    assert read(*grids, table=3).faults[0].kind == "no-such-table"


def test_two_sheets_are_two_tables():
    grids = (
        drawn(HEADS, row("1", "Một"), name="Kế hoạch", sheet=True),
        drawn(HEADS, row("1", "Hai"), name="Bản cũ", sheet=True),
    )

    assert read(*grids).faults[0].kind == "several-tables"


def test_another_table_further_down_in_a_sheet_is_another_table():
    other = ("TT", "Công việc", "Tiến độ", "Đơn vị chủ trì", "", "")
    grid = drawn(HEADS, row("1", "Một"), other, ("1", "Hai", "2025", "TTPVHCC", "", ""), sheet=True)

    assert read(grid).faults[0].kind == "several-tables"
    assert [leads(task) for task in read(grid, table=2).tasks] == [["hanh-chinh-cong"]]


def test_a_cell_that_reaches_down_counts_for_each_row():
    one, two = tasks_of(row("1", "Một"), ("2", "Hai", "^", "^", "^", ""))

    assert (leads(two), two.deadline_text, kinds(two)) == (["kinh-te"], "31/12/2025", [])
    assert leads(one) == leads(two)


def test_products_on_rows_of_their_own_belong_to_one_task():
    (task,) = tasks_of(row("1", "Việc", product="Kế hoạch"), ("^", "^", "^", "^", "^", "Báo cáo"))

    assert task.product == "Kế hoạch\nBáo cáo"


def test_one_task_of_two_units_is_two_proposals_and_no_doubled_task():
    tasks = tasks_of(row("1", "Việc"), ("^", "^", "TTPVHCC", "", "30/9/2025", ""))

    assert [leads(task) for task in tasks] == [["kinh-te"], ["hanh-chinh-cong"]]
    assert [kinds(task) for task in tasks] == [[], []]


def test_nothing_is_taken_from_above_for_an_empty_cell():
    _, task = tasks_of(row("1", "Một"), ("2", "Hai", "", "", "", "Báo cáo"))

    assert (leads(task), kinds(task)) == ([], ["lead-missing", "deadline"])


def test_a_task_half_written_is_asked_about():
    (task,) = tasks_of(("1", "Tuyên truyền cải cách hành chính", "", "", "", ""))

    assert kinds(task) == ["lead-missing", "deadline"]
    assert all(question.place for question in task.questions)


@pytest.mark.parametrize("ditto", ["nt", "NT", "n.t", "-nt-", "như trên", "Như trên.", '"', "''"])
def test_nt_is_the_cell_above_and_is_asked_about(ditto):
    _, task = tasks_of(row("1", "Một"), row("2", "Hai", lead=ditto, deadline=ditto))

    assert (leads(task), kinds(task)) == (["kinh-te"], ["lead-ditto", "deadline"])
    assert (ditto, "ditto") == (task.deadline_text, task.deadline.reason)
    assert [day.isoformat() for day in task.deadline.due] == ["2025-12-31"]


def test_nt_under_nt_is_the_first_cell():
    *_, task = tasks_of(
        row("1", "Một"), row("2", "Hai", lead="nt"), row("3", "Ba", lead="nt", support="nt")
    )

    assert (leads(task), supports(task)) == (["kinh-te"], [])


def test_footnote_marks_hide_neither_unit_nor_day():
    (task,) = tasks_of(row("1", "Việc¹", lead="Phòng Kinh tế²", deadline="Quý III/2025 (*)"))

    assert (leads(task), kinds(task), task.text) == (["kinh-te"], [], "Việc¹")
    assert [day.isoformat() for day in task.deadline.due] == ["2025-09-30"]


def test_a_dash_below_a_task_is_joined_to_it_and_asked_about():
    (task,) = tasks_of(row("1", "Tổ chức"), section("", "- hội nghị tập huấn;"))

    assert (task.text, kinds(task)) == ("Tổ chức\n- hội nghị tập huấn;", ["joined"])


def test_rows_of_dots_are_left_out_and_named():
    annex = read(drawn(HEADS, row("1", "Một"), ("…", "……", "", "", "...", ""), row("2", "Hai")))

    assert [task.text for task in annex.tasks] == ["Một", "Hai"]
    assert ("rows-left-out", ("bảng 1, dòng 3",)) in [(w.kind, w.told) for w in annex.warnings]


def test_who_signs_and_who_receives_ends_the_table():
    annex = read(
        drawn(
            HEADS,
            row("1", "Một"),
            ("", "", "", "", "TM. ỦY BAN NHÂN DÂN", ""),
            ("", "Nơi nhận:", "", "", "CHỦ TỊCH", ""),
            ("", "", "", "", "Nguyễn Văn A", ""),
        )
    )

    assert [task.text for task in annex.tasks] == ["Một"]


def test_a_note_below_the_table_is_left_out():
    assert len(tasks_of(row("1", "Một"), ("Ghi chú: số liệu ước", "<", "<", "<", "<", "<"))) == 1


def test_a_row_one_column_to_the_right_is_read_so_and_asked_about():
    (task,) = tasks_of(("…", "2", "Thành lập quỹ phòng chống", "Phòng Kinh tế", "TTPVHCC", "2025"))

    assert (task.number, task.text) == ("2", "Thành lập quỹ phòng chống")
    assert (leads(task), kinds(task)) == (["kinh-te"], ["columns-shifted"])


def test_the_same_task_twice_is_asked_about_with_the_place_of_the_first():
    _, task = tasks_of(row("1", "Ban hành kế hoạch"), row("2", "Ban hành  Kế hoạch."))

    assert [(q.kind, q.told) for q in task.questions] == [("duplicate", ("bảng 1, dòng 2",))]


def test_a_row_that_the_sheet_hides_is_read_and_asked_about():
    annex = read(drawn(HEADS, row("1", "Một"), hidden=(2,)))

    assert kinds(annex.tasks[0]) == ["hidden-row"]
    assert ("hidden-rows", ("1",)) in [(each.kind, each.told) for each in annex.warnings]


def test_a_row_with_a_unit_but_no_task_is_asked_about():
    (task,) = tasks_of(("1", "", "Phòng Kinh tế", "", "2025", ""))

    assert kinds(task) == ["text-missing"]


def test_heads_without_rows_are_told():
    assert read(drawn(HEADS)).faults[0].kind == "no-tasks"


def test_more_rows_than_an_annex_has_are_refused():
    (fault,) = read(drawn(HEADS, *(row(str(n), f"Việc {n}") for n in range(5_001)))).faults

    assert (fault.kind, fault.told) == ("too-many-rows", ("5001", "5000"))
