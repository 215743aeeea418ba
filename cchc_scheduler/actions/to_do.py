"""All that the coordinator should do, one list: the desk shows it, the digest tells most of it."""

from cchc_scheduler.actions.desk import Desk
from cchc_scheduler.actions.digest_questions import questions_of
from cchc_scheduler.actions.digest_todo import awaited, late_and_missing, standing
from cchc_scheduler.actions.to_compare import groups_to_compare
from cchc_scheduler.documents.digests import ToDo
from cchc_scheduler.documents.vietnamese import listed


def to_do(desk: Desk) -> list[ToDo]:
    """Return what to do: what holds everything up first, what no document answers last."""
    asked = awaited(desk)
    held = [each for each in asked if each.kind == "held"]
    rest = [each for each in asked if each.kind != "held"]
    questions = [ToDo(words, kind="question") for words in questions_of(desk)]
    return [*held, *_to_compare(desk), *rest, *standing(desk, late_and_missing(desk)), *questions]


def _to_compare(desk: Desk) -> list[ToDo]:
    """Return the comparison with the register of incoming documents, all periods in one."""
    groups = groups_to_compare(desk)
    if not groups:
        return []
    units = dict.fromkeys(unit for group in groups for unit in group.units)
    text = "Đối chiếu sổ văn bản đến trong hệ thống Quản lý văn bản"
    return [ToDo(text, f"chưa nhận được của {listed(list(units))}", kind="reconcile")]
