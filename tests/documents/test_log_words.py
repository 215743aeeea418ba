"""The log's words: every verb that the program writes has its own."""

import ast
from pathlib import Path
from typing import get_args

import pytest

from cchc_scheduler.actions.close_obligation import Ending
from cchc_scheduler.actions.close_period import CLOSED, REOPENED
from cchc_scheduler.core.replies import Fate
from cchc_scheduler.documents import log_words
from cchc_scheduler.home import find_home
from cchc_scheduler.plan.of_home import files_of
from cchc_scheduler.words import APPROVAL_STATES

PROGRAM = Path(log_words.__file__).parents[1]
ENTRY = 4
# Verbs that are no plain text where they are written, with every word they can be.
NAMED = {
    "apply_documents.py 'withdrew' if row['document'] == revisions.WITHDRAWN else 'applied'": (
        "applied",
        "withdrew",
    ),
    "apply_mail.py f'mail {verdict.fate}'": [f"mail {fate}" for fate in get_args(Fate)],
    "claim_letters.py state": ("cancelled", "expired"),
    "close_obligation.py state": get_args(Ending),
    "close_period.py verb": (CLOSED, REOPENED),
    "decide_request.py verb": ("granted", "refused"),
    "give_opinion.py verb": ("answer changed", "opinion answered"),
    "raise_matter.py verb": ("confirmed", "raised"),
    "replan.py verb": (),
    "steer_level.py word.state": set(APPROVAL_STATES) - {"asked"},
}


def entries():
    """Every entry that the program writes: its file, and its verb as it stands there."""
    files = (*sorted((PROGRAM / "actions").glob("*.py")), PROGRAM / "store" / "restore.py")
    for path in files:
        text = path.read_text(encoding="utf-8")
        if "audit" not in text:
            continue
        for node in ast.walk(ast.parse(text)):
            if isinstance(node, ast.Tuple) and len(node.elts) == ENTRY:
                last = node.elts[-1]
                if isinstance(last, ast.Dict | ast.Name):
                    yield path.name, node.elts[1]
            if isinstance(node, ast.Call) and ast.unparse(node.func) == "act.log":
                yield path.name, node.args[0]


def test_every_verb_has_its_words():
    verbs, named = set(), set()
    for file, verb in entries():
        if isinstance(verb, ast.Constant):
            verbs.add(verb.value)
        else:
            named.add(f"{file} {ast.unparse(verb)}")

    assert named == set(NAMED)
    assert {*verbs, *(verb for each in NAMED.values() for verb in each)} <= set(log_words.VERBS)


def test_a_verb_that_is_not_known_stays_as_it_is():
    assert log_words.verb_words("wrote") == "viết thư"
    assert log_words.verb_words("danced") == "danced"


@pytest.fixture(scope="module")
def office():
    return files_of(find_home(None)).office


@pytest.mark.parametrize(
    ("subject", "words"),
    [
        (
            "bao-cao-quy/2025-Q3/phong-kinh-te",
            "báo cáo quý III/2025, Phòng Kinh tế",
        ),
        ("letter 12", "thư số 12"),
        ("calendar 2026", "lịch nghỉ năm 2026"),
        ("person chu-tich", "Chủ tịch Ủy ban nhân dân xã"),
        ("report 2025-Q3", "báo cáo tổng hợp quý III/2025"),
        ("a/b/c", "nhiệm vụ a b, c"),
        ("outbox", "hộp thư đi"),
        ("ghế số 5", "ghế số 5"),
    ],
)
def test_what_an_entry_is_about_is_said_in_words(office, subject, words):
    assert log_words.subject_words(office, subject) == words


@pytest.mark.parametrize(
    ("actor", "words"),
    [
        ("service", "Hệ thống"),
        ("dau-moi-vhxh", "Đầu mối báo cáo Phòng Văn hóa-Xã hội"),
        ("Nguyễn Văn A", "Nguyễn Văn A"),
    ],
)
def test_who_did_it_is_said_in_words(office, actor, words):
    assert log_words.actor_words(office, actor) == words


@pytest.mark.parametrize(
    ("detail", "words"),
    [
        ('{"last_day": "2025-09-09", "sha256": "a"}', "ngày cuối: 09/9/2025"),
        (
            '{"until": "2025-09-08T00:15:00+00:00", "why": "hết chỗ"}',
            "đến ngày: 07 giờ 15 ngày 08/9/2025; lý do: hết chỗ",
        ),
        ("{}", ""),
        ("[1]", "[1]"),
        ("không phải JSON", "không phải JSON"),
    ],
)
def test_details_are_said_in_words(detail, words):
    assert log_words.detail_words(detail) == words
