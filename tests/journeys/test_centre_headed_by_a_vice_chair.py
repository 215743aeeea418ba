"""A centre headed by a vice chair is one line in office.yaml: what follows from it, all late."""

import pytest

from cchc_scheduler.home import find_home, make_home
from cchc_scheduler.simulate.scenario import read_scenario
from cchc_scheduler.simulate.season import Season, simulate
from tests.core.cast import day

DIRECTOR = "giamdoc.ttpvhcc@tuetinh.example"
CHIEF = "chanhvanphong@tuetinh.example"
CHAIR = "chutich@tuetinh.example"
COORDINATORS_HEAD = "truongphong.vhxh@tuetinh.example"
CENTRE = "bao-cao-quy/2025-Q3/trung-tam-phuc-vu-hanh-chinh-cong"
OFFICES_OWN = "bao-cao-quy/2025-Q3/van-phong-hdnd-ubnd"
APPROVE = """\
- {at: "2025-09-10 10:00", unit: trung-tam-phuc-vu-hanh-chinh-cong, period: 2025-Q3, do: approve}
"""


@pytest.fixture
def home(tmp_path):
    """The sample office, with the rank of one post changed and nothing else."""
    folder = tmp_path / "home"
    make_home(folder, "k" * 43)
    path = folder / "config" / "office.yaml"
    text = path.read_text(encoding="utf-8")
    lines = [line for line in text.splitlines() if "id: giam-doc-ttpvhcc, title" in line]
    (line,) = lines
    path.write_text(text.replace(line, line.replace("rank: head", "rank: vice-chair")), "utf-8")
    return find_home(folder, {})


def letters_of(home, deeds=()):
    """Return (moment, kind, to, obligations with rungs) of a week in which nobody hands in."""
    season = Season(day("2025-09-09"), day("2025-09-22"), tuple(deeds))
    return [
        (
            letter["at"][5:16],
            letter["kind"],
            letter["to"][0],
            [(item["obligation"], item["rung"]) for item in letter["items"]],
        )
        for letter in simulate(home, season).findings["letters"]
    ]


def test_the_vice_chair_gets_nothing_by_itself_but_a_draft_goes_to_the_coordinators_head(home):
    letters = letters_of(home)

    assert [letter for letter in letters if letter[2] == DIRECTOR] == []
    assert [letter for letter in letters if letter[1] == "approval"] == [
        ("09-10T07:30", "approval", COORDINATORS_HEAD, []),
    ]


def test_while_the_draft_lies_unsent_nobody_above_is_told_of_the_centre(home):
    escalations = [letter for letter in letters_of(home) if letter[1] == "escalation"]

    assert not any(item == CENTRE for *_, items in escalations for item, _ in items)


def test_once_approved_it_is_the_level_of_the_head_and_the_ladder_goes_on_past_the_chief(
    home, tmp_path
):
    (tmp_path / "scenario.yaml").write_text(APPROVE, encoding="utf-8")

    letters = letters_of(home, read_scenario(tmp_path / "scenario.yaml"))

    about = [
        (at, to, rung)
        for at, _, to, items in letters
        for obligation, rung in items
        if obligation == CENTRE and rung.startswith("late-")
    ]
    assert about == [
        ("09-10T14:00", DIRECTOR, "late-1"),
        ("09-16T14:00", CHAIR, "late-5"),
    ]


def test_the_chief_is_told_of_the_other_units_but_not_of_the_centre_nor_of_his_own(home):
    (told,) = [
        items
        for at, kind, to, items in letters_of(home)
        if (at, kind, to) == ("09-12T14:00", "escalation", CHIEF)
    ]

    assert [obligation.rpartition("/")[2] for obligation, _ in told] == [
        "phong-van-hoa-xa-hoi",
        "phong-kinh-te",
        "trung-tam-van-hoa-the-thao-va-truyen-thong",
    ]
    assert OFFICES_OWN not in [obligation for obligation, _ in told]
