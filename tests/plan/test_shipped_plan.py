"""What Decision 362 says, as the shipped files must hold it: counts, leads, words and slips."""

from collections import Counter
from pathlib import Path

import pytest

from cchc_scheduler.core.deadlines import DeadlineRule
from cchc_scheduler.core.obligations import owed
from cchc_scheduler.core.plans import Decision
from cchc_scheduler.home import Home
from cchc_scheduler.service import office_files
from cchc_scheduler.words import Rank
from tests.core.cast import day

ROOT = Path(__file__).parents[2]
VHXH = "phong-van-hoa-xa-hoi"
VP = "van-phong-hdnd-ubnd"
KT = "phong-kinh-te"
TTPVHCC = "trung-tam-phuc-vu-hanh-chinh-cong"
TTVH = "trung-tam-van-hoa-the-thao-va-truyen-thong"
UNITS = [VHXH, VP, KT, TTPVHCC, TTVH]


@pytest.fixture(scope="module")
def files():
    return office_files(Home(ROOT, None, "test", own=False))


@pytest.fixture(scope="module")
def plan(files):
    (only,) = files.plans
    return only


@pytest.fixture(scope="module")
def tasks(plan):
    return {task.clause: task for task in plan.tasks}


def test_the_decision_is_cited_in_its_own_words(plan):
    assert plan.decision == Decision(
        number="362/QĐ-UBND",
        day=day("2025-07-28"),
        issuer="Chủ tịch Uỷ ban nhân dân xã Tuệ Tĩnh",
        title=("Ban hành Kế hoạch Cải cách hành chính nhà nước Xã Tuệ Tĩnh 6 tháng cuối năm 2025"),
    )
    assert (plan.first_day, plan.last_day) == (day("2025-07-28"), day("2025-12-31"))
    assert len(plan.basis) == 4


def test_there_are_seven_areas_with_their_leads(plan):
    assert [(area.id, area.title, area.lead, area.lead_clause) for area in plan.areas] == [
        ("III.1", "Công tác chỉ đạo, điều hành", (VHXH,), "V.2.a.1"),
        ("III.2", "Cải cách thể chế", (VP,), "V.2.b.2"),
        ("III.3", "Cải cách thủ tục hành chính", (TTPVHCC,), "V.2.d.1"),
        ("III.4", "Cải cách tổ chức bộ máy", (VHXH,), "V.2.a.1"),
        ("III.5", "Cải cách chế độ công vụ", (VHXH,), "V.2.a.1"),
        ("III.6", "Cải cách tài chính công", (KT,), "V.2.c.1"),
        (
            "III.7",
            "Xây dựng và phát triển chính quyền điện tử, chính quyền số",
            (VHXH,),
            "V.2.a.1",
        ),
    ]


def test_the_culture_centre_leads_no_area(plan):
    assert plan.areas_led_by(TTVH) == ()
    assert [duty.clause for duty in plan.duties_of(TTVH)] == ["V.2.đ.1", "V.2.đ.2", "V.2.đ.3"]


def test_there_are_thirty_four_tasks_numbered_as_printed(plan):
    assert [task.clause for task in plan.tasks] == [
        *(f"III.1.{letter}" for letter in "abcdđ"),
        *(f"III.2.{letter}" for letter in "abc"),
        *(f"III.3.{letter}" for letter in "abcd"),
        *(f"III.4.{letter}" for letter in "abcd"),
        *(f"III.5.{letter}" for letter in "abcdđ"),
        *(f"III.6.{letter}" for letter in "abcdđe"),
        *(f"III.7.{number}" for number in range(1, 8)),
    ]
    assert list(Counter(task.area for task in plan.tasks).values()) == [5, 3, 4, 4, 5, 6, 7]


def test_a_tasks_lead_is_the_one_that_section_v_names_else_its_areas(tasks):
    own = {
        clause: (task.lead, task.lead_clause)
        for clause, task in tasks.items()
        if task.lead_clause is not None
    }

    assert own == {
        "III.1.b": ((VP,), "V.2.b.1"),
        "III.1.c": ((VHXH,), "V.2.a.2"),
        "III.7.7": ((VHXH,), "V.2.a.3"),
    }
    assert tasks["III.1.a"].lead == (VHXH,)
    assert tasks["III.6.đ"].lead == (KT,)


def test_no_task_has_a_date_so_none_makes_an_obligation(tasks, files, plan):
    assert {task.deadline.kind for task in tasks.values()} == {"continuous"}
    assert {task.deadline.text for task in tasks.values()} == {None}
    assert {one.item for one in owed(plan, files.calendar)} == {"bao-cao-quy"}


def test_no_task_names_a_supporting_unit_because_the_text_names_none(tasks):
    assert {task.support for task in tasks.values()} == {()}


def test_clause_iii_6_d_keeps_both_paragraphs(tasks):
    first, second = tasks["III.6.d"].text.split("\n")

    assert first.startswith("Nghiêm túc thực hiện các quy định về cơ chế tự chủ")
    assert second.startswith("Triển khai và thực hiện có hiệu quả cơ chế tự chủ tài chính")
    assert second.endswith("giải thể đơn vị sự nghiệp công lập.")


def test_slips_of_the_printed_text_are_kept(plan, tasks):
    targets = {target.clause: target.text for target in plan.targets}

    assert "tự kiểm tra cách hành chính" in targets["II.4"]
    assert "kết hợp khai các ứng dụng" in tasks["III.7.3"].text
    assert "71/2014/TTLT-BTC-BNV ngày 30/5/2021" in tasks["III.6.d"].text


def test_both_spellings_of_the_committee_and_the_long_dash_are_kept(plan):
    duties = {duty.clause: duty.text for duty in plan.duties}
    asks = {ask.clause: ask.text for ask in plan.asks}

    assert "được Ủy ban nhân dân thành phố, Chủ tịch Uỷ ban nhân dân" in duties["V.2.b.1"]
    assert "gửi về Phòng Văn hóa–Xã hội tổng hợp" in asks["V.1.c"]
    assert "(qua Phòng Văn hóa-Xã hội tổng hợp)" in asks["V.đoạn-cuối"]


def test_there_are_seven_targets(plan):
    assert [target.clause for target in plan.targets] == [f"II.{n}" for n in range(1, 8)]
    assert plan.targets[-1].text == (
        "Mức độ hài lòng của người dân và doanh nghiệp về giải quyết TTHC đạt 90% trở lên."
    )


def test_there_are_fourteen_standing_duties_each_with_its_unit(plan):
    assert [(duty.clause, duty.unit) for duty in plan.duties] == [
        *((f"V.2.a.{n}", VHXH) for n in range(1, 6)),
        *((f"V.2.b.{n}", VP) for n in range(1, 3)),
        *((f"V.2.c.{n}", KT) for n in range(1, 4)),
        ("V.2.d.1", TTPVHCC),
        *((f"V.2.đ.{n}", TTVH) for n in range(1, 4)),
    ]


def test_the_general_clauses_say_what_they_are_served_by(plan):
    assert {ask.clause: ask.served_by for ask in plan.asks} == {
        "V.1.a": (
            "Kế hoạch của từng đơn vị: hỏi thời hạn (văn bản không nêu), hỏi trong báo cáo từng kỳ"
        ),
        "V.1.b": "Mục mô hình, giải pháp, sáng kiến trong báo cáo từng kỳ",
        "V.1.c": "Chế độ báo cáo bao-cao-quy",
        "V.2.e": "Khó khăn, vướng mắc: nêu bất cứ lúc nào, chuyển UBND xã, có trả lời",
        "V.2.g": "Mời tham gia giám sát; không nhắc lịch, không báo lên cấp trên",
        "V.đoạn-cuối": "Đề nghị sửa đổi, bổ sung nhiệm vụ: tổng hợp, trình UBND xã",
    }


def test_the_front_is_asked_never_reminded(plan, files):
    assert not any("Mặt trận" in unit.name for unit in files.office.units)


def test_five_units_owe_the_report_and_the_coordinator_is_one_of_them(files, plan):
    (cycle,) = plan.cycles

    assert list(cycle.units) == [unit.id for unit in files.office.units] == UNITS
    assert [unit.id for unit in files.office.units if unit.coordinator] == [VHXH]
    assert cycle.recipient == VHXH


def test_the_cycle_says_what_v_1_c_says_and_no_more(plan):
    (cycle,) = plan.cycles

    assert (cycle.id, cycle.clause, cycle.frequency, cycle.with_year) == (
        "bao-cao-quy",
        "V.1.c",
        "quarter",
        True,
    )
    assert cycle.wording == "báo cáo hàng quý và báo cáo năm gửi trước ngày 10 của tháng cuối quý"
    assert cycle.deadline == DeadlineRule("exclusive", 10, 0, "forward")
    assert (cycle.cutoff_day, cycle.upstream_day, cycle.compile_day) == (None, None, None)


def test_the_cycles_wording_stands_in_its_clause(plan):
    asks = {ask.clause: ask.text for ask in plan.asks}
    (cycle,) = plan.cycles

    assert cycle.wording in asks[cycle.clause]


def test_the_last_permitted_days_are_9_september_and_9_december(plan, files):
    assert {(one.period, one.last_day) for one in owed(plan, files.calendar)} == {
        ("2025-Q3", day("2025-09-09")),
        ("2025-Q4", day("2025-12-09")),
    }


def test_the_recipients_are_those_the_decision_names(plan):
    assert plan.recipients == (
        "Ủy ban nhân dân xã",
        "Thường trực, Ban Thường vụ Đảng ủy",
        "Sở Nội vụ thành phố",
        "TT Đảng ủy xã",
        "TT HĐND",
        "Lãnh đạo UBND xã",
        "Ban chỉ đạo CCHC xã",
        "Các cơ quan, đơn vị có liên quan",
        "Cổng TTĐT xã",
        "Lưu: VT, VHXH",
    )


def test_the_annex_is_quoted_and_not_imported(plan):
    assert plan.annex_wording == "(Danh mục nhiệm vụ cụ thể tại Phụ lục kèm theo Kế hoạch này)"
    assert plan.annex_imported is False


def test_what_is_inferred_is_asked_for(plan):
    assert plan.to_confirm == (
        (
            "Năm đơn vị phải báo cáo là suy ra từ khoản 2 Mục V, "
            "vì điểm c khoản 1 Mục V không liệt kê"
        ),
        "Báo cáo năm gửi chung với báo cáo quý IV vì cùng thời hạn (điểm c khoản 1 Mục V)",
        "Thời hạn đơn vị xây dựng kế hoạch triển khai (điểm a khoản 1 Mục V): văn bản không nêu",
        "Đơn vị phối hợp của từng nhiệm vụ: văn bản không nêu, Phụ lục chưa có",
    )


def test_each_head_has_a_post_of_its_own_of_heads_rank_and_the_chair_is_the_leader(files):
    office = files.office
    heads = [office.post(unit.head) for unit in office.units]

    assert len({head.id for head in heads}) == len({head.holder for head in heads}) == 5
    assert {head.rank for head in heads} == {Rank.HEAD}
    assert office.vice_chair is None
    assert office.post(office.chair).title == "Chủ tịch Ủy ban nhân dân xã"
    assert office.post(office.office_chief).title == "Chánh Văn phòng HĐND-UBND xã"


def test_every_address_is_a_placeholder_and_no_name_is_invented(files):
    people = files.office.people

    assert {person.name for person in people} == {None}
    assert {person.phone for person in people} == {None}
    assert len(files.office.placeholders) == len(people) + 1
