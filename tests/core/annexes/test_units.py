"""Names of units are found by folded key and abbreviation; what the directory lacks is proposed."""

import unicodedata

import pytest

from cchc_scheduler.core.annexes.directory import directory_of
from cchc_scheduler.core.annexes.unit_cells import UnitReader, lead_and_support
from tests.core.annexes.drawn import HEADS, drawn, kinds, leads, office, read, supports, tasks_of

READER = UnitReader(directory_of(office()))


def named(text):
    return [match.unit or match.name for match in READER.units_in(text)]


@pytest.mark.parametrize(
    ("written", "unit"),
    [
        ("Phòng Văn hóa-Xã hội", "van-hoa"),
        ("Phòng Văn hoá – Xã hội", "van-hoa"),
        ("PHÒNG VĂN HÓA - XÃ HỘI", "van-hoa"),
        ("Phòng Văn hóa\n- Xã hội", "van-hoa"),
        ("Phòng Văn hóa và Xã hội", "van-hoa"),
        ("Phòng Văn hóa & Xã hội", "van-hoa"),
        ("Phòng  VH-XH", "van-hoa"),
        ("P. VHXH", "van-hoa"),
        ("Phòng VH - XH xã", "van-hoa"),
        ("VHXH", "van-hoa"),
        ("Phòng Văn hóa-Xã hội xã An Bình", "van-hoa"),
        ("phong van hoa xa hoi", "van-hoa"),
        (unicodedata.normalize("NFD", "Phòng Văn hóa-Xã hội"), "van-hoa"),
        ("Văn phòng HĐND và UBND", "van-phong"),
        ("Văn phòng HĐND, UBND xã", "van-phong"),
        ("VP HĐND&UBND", "van-phong"),
        ("Văn phòng Hội đồng nhân dân và Ủy ban nhân dân xã", "van-phong"),
        ("Văn phòng Hội đồng nhân dân - Uỷ ban nhân dân", "van-phong"),
        ("Phòng KT", "kinh-te"),
        ("Phòng Kinh tế thuộc UBND xã", "kinh-te"),
        ("Phòng Kinh tế¹", "kinh-te"),
        ("Phòng Kinh tế (bộ phận Nội vụ)", "kinh-te"),
        ("TTPVHCC", "hanh-chinh-cong"),
        ("TT PVHCC xã", "hanh-chinh-cong"),
        ("Trung tâm PVHCC", "hanh-chinh-cong"),
        ("Trung tâm Phục vụ HCC", "hanh-chinh-cong"),
        ("Trung tâm Văn hoá, Thể thao và Truyền thông", "van-hoa-the-thao"),
        ("TT VHTT&TT", "van-hoa-the-thao"),
    ],
)
def test_a_unit_is_found_however_its_name_is_written(written, unit):
    assert [unit] == named(written)


@pytest.mark.parametrize(
    ("written", "least", "most"),
    [
        ("Phòng Kinh tế", 1.0, 1.0),
        ("phòng kinh tế", 1.0, 1.0),
        ("P. VHXH", 0.85, 0.95),
        ("VHXH", 0.75, 0.85),
        ("phong kinh te", 0.8, 0.9),
        ("Văn phòng", 0.5, 0.75),
        ("Trung tâm Hành chính công", 0.5, 0.79),
    ],
)
def test_confidence_falls_with_what_had_to_be_supplied(written, least, most):
    (match,) = READER.units_in(written)

    assert least <= match.confidence <= most


@pytest.mark.parametrize(
    "written",
    [
        "Phòng Kinh tế - Hạ tầng",
        "Phòng Kinh tế và Hạ tầng",
        "Phòng Kinh tế xã Bình Minh",
        "Trạm Y tế",
        "UBND xã",
        "Trung tâm",
        "Chủ tịch UBND xã",
    ],
)
def test_a_name_that_only_begins_like_a_unit_is_not_that_unit(written):
    assert [match.unit for match in READER.units_in(written)] == [None]


@pytest.mark.parametrize(
    ("written", "names"),
    [
        ("Phòng Kinh tế; TTPVHCC", ["kinh-te", "hanh-chinh-cong"]),
        ("Phòng Kinh tế, Văn phòng HĐND-UBND", ["kinh-te", "van-phong"]),
        ("Phòng Kinh tế và Phòng VH-XH", ["kinh-te", "van-hoa"]),
        ("Phòng Kinh tế\nTTPVHCC", ["kinh-te", "hanh-chinh-cong"]),
        ("- Phòng Kinh tế;\n- Phòng VH-XH;", ["kinh-te", "van-hoa"]),
        ("Phòng Kinh tế/Phòng VH-XH", ["kinh-te", "van-hoa"]),
        (
            "Trung tâm Văn hóa, Thể thao và truyền thông, Phòng Kinh tế",
            ["van-hoa-the-thao", "kinh-te"],
        ),
        ("Phòng Kinh tế, Phòng Kinh tế", ["kinh-te"]),
        ("Sở Khoa học và Công nghệ, Sở Nội vụ", ["Sở Khoa học và Công nghệ", "Sở Nội vụ"]),
        (
            "Sở Nông nghiệp và Môi trường; Công an xã, Trạm Y tế",
            ["Sở Nông nghiệp và Môi trường", "Công an xã", "Trạm Y tế"],
        ),
        ("Phòng Kinh tế và Phòng Giáo dục, Đào tạo", ["kinh-te", "Phòng Giáo dục, Đào tạo"]),
    ],
)
def test_a_cell_is_taken_apart_where_one_name_ends_and_another_begins(written, names):
    assert names == named(written)


@pytest.mark.parametrize(
    "written",
    [
        "Các cơ quan, đơn vị liên quan",
        "các phòng, ban, ngành, đoàn thể xã",
        "Cơ quan, địa phương liên quan",
        "UBND các xã, phường",
        "UBND cấp xã",
        "Sở, ban, ngành, tổ chức chính trị - xã hội",
        "Các thôn, tổ dân phố",
        "Thủ trưởng các cơ quan, đơn vị",
    ],
)
def test_a_group_is_no_unit_and_is_not_proposed_as_one(written):
    assert [(m.unit, m.collective) for m in READER.units_in(written)] == [(None, True)]


def test_the_first_that_can_answer_is_asked_and_the_rest_support():
    (task,) = tasks_of(("1", "Việc", "Trạm Y tế; Phòng Kinh tế, TTPVHCC", "Công an xã", "2025", ""))

    assert (
        leads(task),
        supports(task),
    ) == (["kinh-te"], ["Trạm Y tế", "hanh-chinh-cong", "Công an xã"])
    assert [(question.kind, question.told) for question in task.questions] == [
        ("several-leads", ("Phòng Kinh tế", "Trạm Y tế, TTPVHCC"))
    ]


def test_a_lead_with_all_others_concerned_is_one_lead():
    (task,) = tasks_of(("1", "Việc", "Phòng Kinh tế và các đơn vị liên quan", "", "2025", ""))

    assert (leads(task), kinds(task)) == (["kinh-te"], [])


def test_a_group_that_leads_is_asked_about():
    (task,) = tasks_of(("1", "Việc", "Các cơ quan, đơn vị", "", "2025", ""))

    assert kinds(task) == ["lead-collective"]


def test_a_lead_that_does_not_exist_is_asked_about_and_proposed():
    annex = read(drawn(HEADS, ("1", "Việc", "Trạm Y tế", "Trạm Y tế; Công an xã", "2025", "")))

    assert kinds(annex.tasks[0]) == ["lead-unknown"]
    assert [
        (unit.name, unit.proposed_id, unit.as_lead, unit.as_support) for unit in annex.unmatched
    ] == [("Trạm Y tế", "tram-y-te", (2,), ()), ("Công an xã", "cong-an-xa", (), (2,))]


def test_an_unknown_name_is_told_with_the_nearest_known_one():
    (task,) = tasks_of(("1", "Việc", "Phòng Kinh tế - Hạ tầng", "", "2025", ""))

    assert task.questions[0].told == ("Phòng Kinh tế - Hạ tầng", "kinh-te")


def test_a_name_nearly_a_units_is_asked_about():
    (task,) = tasks_of(("1", "Việc", "Trung tâm Hành chính công", "", "2025", ""))

    assert (leads(task), kinds(task)) == (["hanh-chinh-cong"], ["lead-near"])


def test_the_head_of_a_unit_means_the_unit_and_is_asked_about():
    (task,) = tasks_of(("1", "Việc", "Trưởng phòng Kinh tế", "", "2025", ""))

    assert (leads(task), kinds(task)) == (["kinh-te"], ["lead-near"])


def test_a_supporting_name_nearly_a_units_is_asked_about():
    (task,) = tasks_of(("1", "Việc", "Phòng Kinh tế", "Trung tâm Hành chính công", "2025", ""))

    assert (supports(task), kinds(task)) == (["hanh-chinh-cong"], ["support-near"])


def test_a_form_that_two_units_share_means_neither():
    two = (("kt", "Phòng Kinh tế", "Phòng KT"), ("kth", "Phòng Kiến trúc", "Phòng KTr"))

    annex = read(drawn(HEADS, ("1", "Việc", "Phòng Kt", "", "2025", "")), units=two)

    assert [leads(task) for task in annex.tasks] == [["kt"]]
    assert [match.name for match in UnitReader(directory_of(office(two))).units_in("Phòng K")] == [
        "Phòng K"
    ]


@pytest.mark.parametrize(
    ("written", "halves"),
    [
        ("Phòng Kinh tế chủ trì, phối hợp với Công an xã", ("Phòng Kinh tế", "Công an xã")),
        ("Chủ trì: Phòng Kinh tế; Phối hợp: Công an xã", ("Phòng Kinh tế", "Công an xã")),
        ("Chủ trì: Phòng Kinh tế\nPhối hợp: Công an xã", ("Phòng Kinh tế", "Công an xã")),
        ("Phối hợp: Công an xã; Chủ trì: Phòng Kinh tế", ("Phòng Kinh tế", "Công an xã")),
        ("Phòng Kinh tế (chủ trì)\nCông an xã (phối hợp)", ("Phòng Kinh tế", "Công an xã")),
        ("Phòng Kinh tế", None),
    ],
)
def test_who_leads_and_who_supports_may_stand_in_one_cell(written, halves):
    assert halves == lead_and_support(written)


def test_a_column_for_both_takes_the_first_as_lead():
    heads = ("TT", "Nhiệm vụ", "Đơn vị chủ trì, phối hợp", "Thời hạn")
    annex = read(
        drawn(
            heads,
            ("1", "Một", "Phòng Kinh tế; TTPVHCC", "2025"),
            ("2", "Hai", "Chủ trì: TTPVHCC; phối hợp: Phòng Kinh tế", "2025"),
        )
    )

    assert [(*leads(task), *supports(task)) for task in annex.tasks] == [
        ("kinh-te", "hanh-chinh-cong"),
        ("hanh-chinh-cong", "kinh-te"),
    ]
    assert "lead-and-support-together" in [notice.kind for notice in annex.warnings]
