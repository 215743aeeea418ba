"""A digest that grew too long loses its tail, never what is to be done."""

from dataclasses import replace

from cchc_scheduler.documents.digest_cuts import CUTS, SHORT, shorter
from cchc_scheduler.documents.digests import ToDo
from tests.letters.cast import FACTS

WHOLE = replace(
    FACTS["digest"],
    todo=tuple(ToDo(f"Trả lời đề nghị {n}", "chờ số liệu " * 40, quoted=True) for n in range(30)),
    questions=tuple(f"Câu hỏi {n}" for n in range(9)),
    coming=tuple(f"Thư {n}" for n in range(9)),
    news=tuple(f"Tin {n}" for n in range(9)),
)
DESK = "https://cchc.xa.example/ban/hom-nay"


def test_the_first_is_the_digest_itself():
    assert next(shorter(WHOLE)) == WHOLE


def test_where_the_desk_shows_all_long_words_are_quoted_in_part_at_once():
    first = next(shorter(replace(WHOLE, desk=DESK)))

    assert all(len(each.detail) <= SHORT + 1 for each in first.todo)
    assert all(each.detail.endswith(("số…", "liệu…", "chờ…")) for each in first.todo)
    assert not first.cut


def test_what_the_program_itself_lists_is_never_cut():
    units = ToDo("Trao đổi với 39 đơn vị", ", ".join(f"Đơn vị {n}" for n in range(39)))

    steps = list(shorter(replace(WHOLE, todo=(units,), desk=DESK)))

    assert {step.todo for step in steps} == {(units,)}


def test_the_last_section_goes_first_and_to_a_few_lines_before_it_goes():
    steps = list(shorter(WHOLE))

    assert [len(step.questions) for step in steps][:3] == [9, 3, 3]
    assert [len(step.coming) for step in steps][:3] == [9, 9, 3]
    assert [len(step.news) for step in steps][:5] == [9, 9, 9, 9, 3]
    assert [max(len(each.detail) for each in step.todo) < 90 for step in steps][:4] == [
        False,
        False,
        False,
        True,
    ]
    assert [step.cut for step in steps] == [False] + [True] * (len(steps) - 1)


def test_everything_to_do_and_every_level_announced_stays_to_the_end():
    for step in shorter(WHOLE):
        assert [each.text for each in step.todo] == [each.text for each in WHOLE.todo]
        assert step.announced == WHOLE.announced
        assert step.periods == WHOLE.periods


def test_the_last_holds_little_but_what_is_to_be_done():
    last = list(shorter(WHOLE))[-1]

    assert {getattr(last, section) for section, most in CUTS if most == 0} == {()}
    assert last.matrix == ()


def test_before_the_table_goes_it_keeps_the_rows_of_who_is_missing():
    before = list(shorter(WHOLE))[-2]

    assert [row.unit for row in before.matrix] == ["Phòng Kinh tế"]
