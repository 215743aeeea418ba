"""Tasks of an amended plan are known by what they say, whatever number and place they have."""

import random

from hypothesis import given, settings
from hypothesis import strategies as st

from cchc_scheduler.core.plan_changes import task_changes
from cchc_scheduler.core.plan_matching import match_tasks
from cchc_scheduler.core.plans import StatedDeadline, Task
from tests.core.cast import day

TEXT = (
    "rà soát văn bản công khai thủ tục hành chính đối thoại doanh nghiệp tuyên truyền kiểm tra "
    "đơn giản hóa số hóa hồ sơ một cửa tập huấn đánh giá hài lòng chỉ số ngân sách biên chế"
)
WORDS = TEXT.split()


def task(clause, text, lead="kinh-te", last_day="2025-10-14", task_id=None):
    days = StatedDeadline("hạn", "once", "inclusive", day(last_day))
    return Task(task_id or clause, clause, "PL.I", text, (lead,), (), days)


def told(old, new):
    return [(each.sign, each.task.text, each.parts) for each in task_changes(old, new)]


@st.composite
def plans(draw):
    """Tasks of six to twelve words that no two share as a whole."""
    texts = draw(
        st.lists(
            st.lists(st.sampled_from(WORDS), min_size=6, max_size=12).map(" ".join),
            min_size=1,
            max_size=12,
            unique=True,
        )
    )
    leads = st.sampled_from(("kinh-te", "van-hoa", "van-phong"))
    return [task(f"PL.I.{at}", text, draw(leads)) for at, text in enumerate(texts, 1)]


def renumbered(tasks, seed):
    """The same tasks in another order, numbered anew."""
    order = list(tasks)
    random.Random(seed).shuffle(order)
    return [
        Task(
            f"PL.I.{at}", f"PL.I.{at}", each.area, each.text, each.lead, each.support, each.deadline
        )
        for at, each in enumerate(order, 1)
    ]


@settings(deadline=None)
@given(plans(), st.integers())
def test_shuffling_and_renumbering_is_no_change(tasks, seed):
    assert task_changes(tasks, renumbered(tasks, seed)) == ()


@settings(deadline=None)
@given(plans(), st.integers(), st.data())
def test_what_is_added_changed_and_withdrawn_is_found(tasks, seed, data):
    gone = data.draw(st.sampled_from(tasks))
    staying = [each for each in renumbered(tasks, seed) if each.text != gone.text]
    new = task("PL.II.1", "một việc hoàn toàn khác chưa từng ghi trong kế hoạch nào trước đây")
    moved = None
    if staying:
        at = data.draw(st.integers(0, len(staying) - 1))
        moved = staying[at] = task(
            staying[at].clause, staying[at].text, staying[at].lead[0], "2025-11-20"
        )

    changes = task_changes(tasks, [new, *staying])

    assert [each.task for each in changes if each.sign == "+"] == [new]
    assert [each.task.text for each in changes if each.sign == "-"] == [gone.text]
    assert [(each.is_now, each.parts) for each in changes if each.sign == "~"] == (
        [(moved, ("deadline",))] if moved else []
    )


def test_a_task_that_was_reworded_a_little_is_the_same_one():
    old = [task("1", "Rà soát văn bản quy phạm pháp luật của xã")]
    new = [task("7", "Rà soát các văn bản quy phạm pháp luật của xã")]

    assert told(old, new) == [("~", new[0].text, ("text",))]


def test_another_task_under_the_old_number_is_another_task():
    old = [task("PL.I.3", "Tuyên truyền cải cách hành chính trên đài truyền thanh")]
    new = [task("PL.I.3", "Kiểm tra việc tiếp công dân tại Trung tâm")]

    assert [each[0] for each in told(old, new)] == ["+", "-"]


def test_of_tasks_with_the_same_words_the_lead_decides_and_not_the_number():
    one, other = task("1", "Báo cáo kết quả", "a"), task("2", "Báo cáo kết quả", "b")
    turned = [task("1", "Báo cáo kết quả", "b"), task("2", "Báo cáo kết quả", "a")]

    assert match_tasks([one, other], turned).pairs == ((other, turned[0]), (one, turned[1]))
    assert task_changes([one, other], turned) == ()


def test_what_a_person_settled_goes_before_likeness():
    old = [task("1", "Rà soát văn bản"), task("2", "Kiểm tra công vụ")]
    new = [task("1", "Rà soát văn bản"), task("2", "Công khai thủ tục")]

    settled = match_tasks(old, new, {0: "", 1: "2"})

    assert settled.pairs == ((old[1], new[1]),)
    assert (settled.added, settled.withdrawn) == ((new[0],), (old[0],))


def test_five_hundred_rows_are_matched_in_good_time():
    old = [
        task(f"1.{n}", f"Nhiệm vụ số {n}: " + " ".join(WORDS[n % 9 : n % 9 + 9]))
        for n in range(500)
    ]
    new = [
        task(f"2.{n}", f"{each.text} và báo cáo kết quả") for n, each in enumerate(reversed(old))
    ]

    matched = match_tasks(old, new)

    assert len(matched.pairs) == 500
    assert all(now.text.startswith(was.text) for was, now in matched.pairs)
