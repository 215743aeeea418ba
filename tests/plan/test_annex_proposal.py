"""A plan's file with an annex in it is a plan's file, whatever the annex holds."""

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cchc_scheduler.core.plans import Plan
from cchc_scheduler.documents.annex_words import question_words
from cchc_scheduler.plan.annex_proposal import with_annex
from tests.core.annexes.drawn import HEADS, drawn, read
from tests.plan.small_home import PLAN

UNITS = (("tong-hop", "Phòng Tổng hợp", "TH"), ("kinh-te", "Phòng Kinh tế", "KT"))
WORDS = st.one_of(
    st.sampled_from(
        [
            "",
            "1",
            "1.1",
            "a)",
            "-",
            "nt",
            "Phòng Kinh tế",
            "Phòng Tổng hợp; Phòng Kinh tế",
            "2025",
            "Trước ngày 15/9/2025",
            "Thường xuyên",
            "hằng quý",
            "31/2/2025",
            "\u200b",
            "Ðề án",
            "# x",
        ]
    ),
    st.text(max_size=30),
)
ROWS = st.lists(st.tuples(*[WORDS] * 6), max_size=6)
TASK = ("1", "Rà soát", "Phòng Kinh tế", "Phòng Tổng hợp", "Trước ngày 15/9/2025", "Báo cáo")


def written(*rows, plan=PLAN, known=None):
    annex = read(drawn(HEADS, *rows), units=UNITS)
    return with_annex(plan, known or read_plan(), annex, question_words)


def read_plan(tasks=()):
    return Plan(
        id="ke-hoach",
        title="",
        decision=None,
        first_day=None,
        last_day=None,
        areas=(),
        tasks=tasks,
        targets=(),
        duties=(),
        asks=(),
        cycles=(),
        recipients=(),
        annex_wording=None,
        annex_imported=False,
        to_confirm=(),
    )


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(ROWS)
def test_any_annex_gives_a_file_without_faults(home, rows):
    if not read(drawn(HEADS, *rows), units=UNITS).tasks:
        return

    home.put("plans/ke-hoach.yaml", written(*rows))

    assert home.faults() == []


def test_the_plans_own_lines_stay_as_they_are():
    found = written(TASK)

    assert set(PLAN.splitlines()) - set(found.splitlines()) == {
        "annex: {wording: null, imported: false}"
    }
    assert "annex: {wording: null, imported: true}" in found


def test_what_is_asked_stands_above_its_task_and_a_doubtful_deadline_is_unknown():
    found = written(
        ("1", "Rà soát", "Trạm Y tế", "", "theo kế hoạch riêng", "Báo cáo")
    ).splitlines()

    at = next(number for number, line in enumerate(found) if "PL.1.1" in line)
    above = [line.strip() for line in found[at - 5 : at]]
    assert above[0] == "# bảng 1, dòng 2"
    assert above[1:3] == ["# Chủ trì: Trạm Y tế", "# Sản phẩm: Báo cáo"]
    assert all(line.startswith("# CẦN XÁC NHẬN: bảng 1, dòng 2, cột") for line in above[3:])
    assert 'deadline: {text: "theo kế hoạch riêng", kind: unknown}' in found[at + 4]


def test_a_dated_task_is_written_with_its_last_day():
    wanted = 'deadline: {text: "Trước ngày 15/9/2025", kind: once, bound: exclusive, '

    assert f"{wanted}last_day: 2025-09-14}}" in written(TASK)


def test_a_plan_without_areas_takes_the_annex_as_its_first():
    plan = "id: a\nareas: []\ncycles: []\nannex:\n  imported: false\n"

    assert written(TASK, plan=plan).startswith("id: a\nareas:\n  # Phụ lục kèm theo")
    assert "\ncycles: []\nannex:\n  imported: true\n" in written(TASK, plan=plan)


def test_numbers_that_come_twice_give_clauses_of_their_own():
    found = written(TASK, ("1", "Công khai", *TASK[2:]))

    assert [line.split()[-1] for line in found.splitlines() if 'clause: "PL.1.' in line] == [
        '"PL.1.1"',
        '"PL.1.1.d3"',
    ]
