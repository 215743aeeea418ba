"""An outline and a plan make the form of each unit: its clauses, its duties, its figures."""

from datetime import date

import pytest

from cchc_scheduler.core.outlines import (
    FigureRow,
    Outline,
    Part,
    Question,
    StateChoice,
    Support,
    form_of,
)
from cchc_scheduler.core.plans import Area, Decision, Duty, Plan, StatedDeadline, Task

STATES = (
    StateChoice("ongoing", "Thường xuyên, có kết quả", continuous=True),
    StateChoice("done", "Hoàn thành đúng hạn", continuous=False),
)
CONTINUOUS = StatedDeadline(None, "continuous")


def task(clause, *lead, text="Làm việc.", deadline=CONTINUOUS, **more):
    area = clause.rpartition(".")[0]
    return Task(clause, clause, area, text, lead, more.pop("support", ()), deadline, **more)


def plan(*tasks, areas=(), duties=()):
    return Plan(
        id="ke-hoach",
        title="Kế hoạch",
        decision=Decision("1/QĐ-UBND", date(2025, 7, 1), "Chủ tịch", "Ban hành"),
        first_day=date(2025, 7, 1),
        last_day=date(2025, 12, 31),
        areas=areas or (Area("III.1", "III.1", "Chỉ đạo", ("tong-hop",), "V.2.a.1"),),
        tasks=tasks,
        targets=(),
        duties=duties,
        asks=(),
        cycles=(),
        recipients=(),
        annex_wording=None,
        annex_imported=False,
        to_confirm=(),
    )


def outline(**more):
    parts = more.pop("parts", (Part("ket-qua", "Kết quả", "results"),))
    return Outline("mau", "Kết quả", STATES, parts, more.pop("figures", ()), **more)


def keys(form):
    return [field.key for field in form.fields]


def test_a_unit_is_asked_about_the_tasks_it_leads_under_their_area():
    form = form_of(
        outline(), plan(task("III.1.a", "tong-hop"), task("III.1.b", "van-phong")), "tong-hop"
    )

    (group,) = form.parts[0].groups
    assert (group.title, group.clause) == ("Chỉ đạo", "III.1")
    assert keys(form) == ["III.1.a"]
    assert form.fields[0].prompt == "Làm việc"


def test_a_unit_that_leads_no_area_is_asked_about_its_duties():
    duties = (Duty("V.2.đ.1", "van-hoa", "Tuyên truyền."), Duty("V.2.a.1", "tong-hop", "Chủ trì."))

    form = form_of(outline(), plan(task("III.1.a", "tong-hop"), duties=duties), "van-hoa")

    assert keys(form) == ["V.2.đ.1"]
    assert form.fields[0].slug == "V-2-dd-1"


def test_a_duty_that_only_names_the_lead_of_an_area_or_task_is_not_asked_twice():
    duties = tuple(Duty(f"V.2.a.{n}", "tong-hop", "Việc.") for n in (1, 2, 3))
    led = task("III.1.a", "tong-hop", lead_clause="V.2.a.2")

    form = form_of(outline(), plan(led, duties=duties), "tong-hop")

    assert keys(form) == ["III.1.a", "V.2.a.3"]
    assert form.fields[0].clauses == ("III.1.a", "V.2.a.2")


def test_a_text_of_two_paragraphs_is_two_questions():
    form = form_of(outline(), plan(task("III.1.a", "tong-hop", text="Một.\nHai.")), "tong-hop")

    assert keys(form) == ["III.1.a/1", "III.1.a/2"]
    assert [field.prompt for field in form.fields] == ["Một", "Hai"]


def test_a_continuous_task_can_never_be_said_to_be_late():
    dated = StatedDeadline("trước 30/9", "once", None, date(2025, 9, 29))
    made = plan(task("III.1.a", "tong-hop"), task("III.1.b", "tong-hop", deadline=dated))

    form = form_of(outline(), made, "tong-hop")

    assert [[state.id for state in field.states] for field in form.fields] == [
        ["ongoing"],
        ["done"],
    ]


def test_a_supporting_unit_is_asked_for_its_share_without_a_state():
    made = plan(task("III.1.a", "tong-hop", support=("kinh-te",)), task("III.1.b", "tong-hop"))
    asks = outline(support=(Support("III.1.b", ("kinh-te", "tong-hop")),))

    form = form_of(asks, made, "kinh-te")

    assert keys(form) == ["III.1.a", "III.1.b"]
    assert [(field.kind, field.states, field.support) for field in form.fields] == [
        ("text", (), True)
    ] * 2
    assert keys(form_of(asks, made, "tong-hop")) == ["III.1.a", "III.1.b"]


@pytest.mark.parametrize(("unit", "rows"), [("kinh-te", ["thu", "chung"]), ("khac", ["chung"])])
def test_figures_are_asked_of_their_providers_or_of_all(unit, rows):
    figures = (
        FigureRow("thu", "2-3", "II.3", "Thu", "triệu đồng", ("kinh-te",)),
        FigureRow("chung", "2-4", "II.4", "Cuộc", "cuộc", ()),
    )

    form = form_of(
        outline(parts=(Part("so", "Số liệu", "figures"),), figures=figures), plan(), unit
    )

    assert keys(form) == rows


def test_a_question_for_one_unit_is_asked_of_it_alone_and_an_empty_part_is_left_out():
    part = Part(
        "chung", "Chung", "questions", questions=(Question("a", "V.1.a", "Việc", units=("x",)),)
    )

    assert keys(form_of(outline(parts=(part,)), plan(), "x")) == ["a"]
    assert form_of(outline(parts=(part,)), plan(), "y").parts == ()
