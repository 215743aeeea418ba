"""The annexes of compiled reports: rows from tasks, targets, figures, answers and matters."""

from dataclasses import replace
from datetime import date

import pytest

from cchc_scheduler.core.answers import Answer
from cchc_scheduler.core.collected import Raised
from cchc_scheduler.core.plans import StatedDeadline
from tests.documents.collected_cast import (
    CHANCERY,
    CULTURE,
    ECONOMY,
    INTERNAL,
    MEDIA,
    PLAN,
    SERVICE,
    UNITS,
    UPWARD,
    collection,
    compile_all,
    filled,
    found_by,
    nil,
    rows,
    unread,
    with_plan,
)


def task_row(compilation, begins):
    (found,) = [
        each
        for each in rows(compilation, "phu-luc-1")
        if not isinstance(each, str) and each["nhiem-vu"].startswith(begins)
    ]
    return found


def dated(text="trước ngày 15/10/2025"):
    """The plan with III.6.b dated and its annex imported."""
    deadline = StatedDeadline(text, "once", "exclusive", date(2025, 10, 14))
    tasks = tuple(
        replace(task, deadline=deadline) if task.clause == "III.6.b" else task
        for task in PLAN.tasks
    )
    return replace(PLAN, tasks=tasks, annex_imported=True)


def test_tasks_stand_word_for_word_in_the_plans_order_under_their_areas():
    compilation = compile_all(collection())

    found = rows(compilation, "phu-luc-1")
    tasks = [each for each in found if not isinstance(each, str)]
    assert [each["nhiem-vu"] for each in tasks] == [task.text for task in PLAN.tasks]
    assert [each["tt"] for each in tasks] == [str(number) for number in range(1, 35)]
    assert next(each for each in found if isinstance(each, str)) == (
        "III.1. Công tác chỉ đạo, điều hành"
    )


def test_a_task_has_what_its_lead_says_and_how_it_stands():
    typed = {"III.6.b": ("Đã chi 80%\nĐúng dự toán", "ongoing-with-result")}

    row = task_row(compile_all(collection(filled(ECONOMY, typed))), "Điều hành chi ngân sách")

    assert (row["chu-tri"], row["thoi-han"]) == ("Phòng Kinh tế", "Thường xuyên")
    assert row["ket-qua"] == "Đã chi 80%\nĐúng dự toán"
    assert row["tinh-trang"] == "Thường xuyên, có kết quả"


def test_the_two_paragraphs_of_a_task_stand_in_its_one_row():
    typed = {"III.6.d/1": "Đã giao", "III.6.d/2": "Đã phê duyệt"}

    row = task_row(compile_all(collection(filled(ECONOMY, typed))), "Nghiêm túc thực hiện")

    assert row["ket-qua"] == "Đã giao\nĐã phê duyệt"


def test_a_continuous_task_is_never_past_its_day():
    given = filled(ECONOMY, {"III.6.b": ("Đã chi", "ongoing-with-result")})
    forged = replace(
        given, given=tuple(replace(each, state="past-its-day") for each in given.given)
    )

    compilation = compile_all(collection(forged))

    assert task_row(compilation, "Điều hành chi ngân sách")["tinh-trang"] == ""
    assert found_by(compilation, "state") == [
        (
            "Phòng Kinh tế: tình trạng đã chọn ở điểm b khoản 6 Mục III không dùng cho loại nhiệm "
            "vụ này, không in."
        )
    ]


def test_a_dated_task_stands_with_its_wording_and_its_state():
    plan = dated()
    typed = {"III.6.b": ("Chưa xong", "past-its-day")}

    row = task_row(
        compile_all(collection(filled(ECONOMY, typed, plan=plan), plan=plan)), "Điều hành chi"
    )

    assert (row["thoi-han"], row["tinh-trang"]) == (
        "trước ngày 15/10/2025",
        "Quá hạn, chưa hoàn thành",
    )


@pytest.mark.parametrize(
    ("material", "said"),
    [
        ((), "[Chưa có báo cáo của Phòng Kinh tế - cán bộ tổng hợp bổ sung]"),
        (
            (unread(ECONOMY),),
            "[Đã gửi báo cáo, chưa có nội dung theo điểm này - cán bộ tổng hợp bổ sung]",
        ),
    ],
)
def test_a_task_without_words_says_why(material, said):
    row = task_row(compile_all(collection(*material)), "Điều hành chi ngân sách")

    assert row["ket-qua"] == said


def test_the_years_report_has_what_was_said_of_a_task_in_earlier_periods():
    earlier = [("2025-Q3", {"III.6.b": Answer("Đã chi 40%\nĐúng dự toán")})]
    given = filled(ECONOMY, {"III.6.b": "Đã chi 98%"}, earlier=earlier)

    of_year = task_row(compile_all(collection(given, period="2025-Q4")), "Điều hành chi")
    of_quarter = task_row(compile_all(collection(given)), "Điều hành chi")

    assert of_year["ket-qua"] == "Quý III/2025: Đã chi 40%; Đúng dự toán\nĐã chi 98%"
    assert of_quarter["ket-qua"] == "Đã chi 98%"


def test_a_task_completed_in_an_earlier_period_stays_completed():
    plan = dated()
    earlier = [("2025-Q3", {"III.6.b": Answer("Xong", "done-after")})]
    given = filled(ECONOMY, {"III.6.a": "Đã thu"}, earlier=earlier, plan=plan)

    compilation = compile_all(collection(given, period="2025-Q4", plan=plan))

    assert target(compilation, "2.1")["luy-ke"] == "1/1"


def target(compilation, number):
    return next(each for each in rows(compilation, "phu-luc-2") if each["tt"] == number)


def test_targets_are_measured_by_figures_computed_once():
    typed = {"thu-ngan-sach": "30", "thu-ngan-sach-giao": "100"}
    earlier = [("2025-Q2", {"thu-ngan-sach": Answer("50", value=50)})]
    service = filled(
        SERVICE,
        {"ho-so-giai-quyet": "200", "ho-so-dung-han": "197", "hai-long": "92,5"},
    )

    compilation = compile_all(collection(filled(ECONOMY, typed, earlier=earlier), service))

    assert target(compilation, "3")["ty-le"] == "80"
    assert (target(compilation, "3.2")["trong-ky"], target(compilation, "3.2")["luy-ke"]) == (
        "30",
        "80",
    )
    assert target(compilation, "5")["trong-ky"] == "98,5"
    assert target(compilation, "7")["ty-le"] == "102,78"


def test_what_the_city_publishes_is_not_published_until_it_is():
    before = compile_all(collection(filled(CULTURE, {"III.1.a": "Đã làm"})))
    after = compile_all(collection(filled(CULTURE, {"hang-par-index": "12"})))

    assert target(before, "1")["ghi-chu"] == "chưa công bố"
    assert target(before, "1.1")["ghi-chu"] == "chưa công bố"
    assert (target(after, "1")["ghi-chu"], target(after, "1.1")["luy-ke"]) == ("", "12")


def test_completed_tasks_are_counted_only_with_the_list_imported():
    typed = {"III.6.b": ("Xong", "done-on-time")}
    without = compile_all(collection(filled(ECONOMY, typed)))
    plan = dated()
    with_list = compile_all(collection(filled(ECONOMY, typed, plan=plan), plan=plan))

    assert target(without, "2")["ghi-chu"].startswith("chưa tính được vì Danh mục")
    assert target(without, "2")["ty-le"] == ""
    assert target(with_list, "2")["ty-le"] == "100"
    assert target(with_list, "2.1")["luy-ke"] == "1/1"


def test_statistics_stand_in_groups_and_name_who_gave_nothing():
    compilation = compile_all(
        collection(filled(CULTURE, {"tu-kiem-tra-cuoc": "2"}), nil(MEDIA), nil(CHANCERY))
    )

    found = rows(compilation, "phu-luc-3")
    groups = [each for each in found if isinstance(each, str)]
    checks = next(each for each in found if not isinstance(each, str) and each["tt"] == "1.2a")
    assert len(groups) == 7
    assert checks["trong-ky"] == "2"
    assert checks["ghi-chu"] == ("[chưa có số của Phòng Kinh tế và TTPVHCC]")


def test_procedures_have_one_total_line_and_say_that_fields_are_not_collected():
    typed = {
        "ho-so-tiep-nhan": "210",
        "ho-so-giai-quyet": "200",
        "ho-so-dung-han": "197",
        "giai-quyet-truoc-han": "150",
        "trich-xuat": "09/9/2025, 08 giờ",
    }

    report = compile_all(collection(filled(SERVICE, typed)))

    ((row),) = rows(report, "phu-luc-4")
    assert (row["ten"], row["ho-so-tiep-nhan"], row["giai-quyet-truoc-han"], row["ty-le"]) == (
        "Tổng số",
        "210",
        "150",
        "98,5",
    )
    note = next(each.note for each in report.report(UPWARD).annexes if each.key == "phu-luc-4")
    assert "09/9/2025, 08 giờ" in note
    assert "theo từng lĩnh vực chưa được thu thập" in note


def test_answers_become_rows_with_the_number_and_day_of_the_document():
    typed = {
        "ke-hoach-don-vi": "Kế hoạch số 05/KH-PKT ngày 06/8/2025 về cải cách\nChưa có phân công",
        "sang-kien": "Không có",
    }

    compilation = compile_all(collection(filled(ECONOMY, typed)))

    first, second = rows(compilation, "phu-luc-6")
    assert (first["tt"], first["so-ky-hieu"], first["ngay"], first["co-quan"]) == (
        "1",
        "05/KH-PKT",
        "06/8/2025",
        "Phòng Kinh tế",
    )
    assert (second["tt"], second["so-ky-hieu"]) == ("2", "")
    assert rows(compilation, "phu-luc-7") == ["[Chưa có số liệu]"]


@pytest.mark.parametrize(
    ("materials", "said"),
    [
        ([nil(unit) for unit in UNITS], "Không phát sinh"),
        (
            [*(nil(unit) for unit in UNITS[1:]), filled(CULTURE, {"sang-kien": "Không có."})],
            "Không phát sinh",
        ),
        (
            [*(nil(unit) for unit in UNITS[1:]), filled(CULTURE, {"V.2.a.5": "Có"})],
            "[Chưa có số liệu]",
        ),
        ([nil(unit) for unit in UNITS[1:]], "[Chưa có số liệu]"),
    ],
)
def test_an_empty_annex_says_nothing_arose_only_where_every_unit_said_so(materials, said):
    assert rows(compile_all(collection(*materials)), "phu-luc-7") == [said]


def test_spending_stands_unit_by_unit_with_its_total():
    earlier = [("2025-Q2", {"kinh-phi": Answer("5", value=5)})]
    compilation = compile_all(
        collection(
            filled(CULTURE, {"kinh-phi": Answer("10,5", estimated=True)}, earlier=earlier),
            filled(ECONOMY, {"kinh-phi": "2"}),
        )
    )

    found = rows(compilation, "phu-luc-8")
    assert [(each["don-vi"], each["trong-ky"], each["luy-ke"]) for each in found] == [
        ("Phòng Văn hóa-Xã hội", "10,5 (ước)", "15,5"),
        ("Văn phòng HĐND-UBND xã", "[chưa có số]", ""),
        ("Phòng Kinh tế", "2", "2"),
        ("Trung tâm Phục vụ hành chính công", "[chưa có số]", ""),
        ("Trung tâm Văn hóa, Thể thao và truyền thông", "[chưa có số]", ""),
        ("", "12,5 (ước)", "17,5 (ước)"),
    ]


def test_proposals_come_from_reports_and_from_pages_with_their_answers():
    raised = Raised(
        ECONOMY,
        "difficulty",
        "Thiếu máy quét",
        date(2025, 8, 20),
        "answered",
        "Đã bố trí 01 máy",
        date(2025, 8, 25),
    )
    compilation = compile_all(
        collection(filled(CULTURE, {"kho-khan": "Thiếu kinh phí"}), raised=(raised,))
    )

    written, asked = rows(compilation, "phu-luc-9")
    assert (written["noi-dung"], written["don-vi"]) == ("Thiếu kinh phí", "Phòng Văn hóa-Xã hội")
    assert (asked["ngay"], asked["ket-qua"]) == (
        "20/8/2025",
        "Đã bố trí 01 máy (ngày 25/8/2025)",
    )


def test_what_was_wanting_last_period_stands_beside_what_was_done():
    last = {"ton-tai": Answer("Chậm số hóa")}
    compilation = compile_all(
        collection(
            filled(CULTURE, {"khac-phuc": "Đã số hóa xong"}, last=last),
            filled(ECONOMY, {"III.6.a": "Đã thu"}, last=last),
        )
    )

    assert [
        (each["don-vi"], each["ton-tai"], each["ket-qua"])
        for each in rows(compilation, "phu-luc-10")
    ] == [
        ("Phòng Văn hóa-Xã hội", "Chậm số hóa", "Đã số hóa xong"),
        ("Phòng Kinh tế", "Chậm số hóa", ""),
    ]


def test_proof_is_listed_inside_only():
    compilation = compile_all(
        collection(filled(ECONOMY, {"kiem-chung": "12/BC-PKT ngày 03/9/2025\n13/BC-PKT"}))
    )

    proof = rows(compilation, "noi-bo-b", INTERNAL)
    assert [each["tai-lieu"] for each in proof] == ["12/BC-PKT ngày 03/9/2025", "13/BC-PKT"]
    outside = compilation.report(UPWARD)
    assert "13/BC-PKT" not in str(outside)


def test_columns_that_stay_inside_are_not_printed_outside():
    (annex,) = [
        each for each in compile_all(collection()).report(UPWARD).annexes if each.key == "phu-luc-1"
    ]

    assert [column.id for column in annex.columns] == [
        "tt", "nhiem-vu", "chu-tri", "phoi-hop", "thoi-han", "san-pham", "ket-qua", "tinh-trang"
    ]  # fmt: skip
    assert annex.table == "tasks"


def test_an_imported_list_without_dated_tasks_counts_none():
    compilation = compile_all(with_plan(collection(), annex_imported=True))

    assert target(compilation, "2")["ghi-chu"] == "hoàn thành 00/00 nhiệm vụ có thời hạn"
