"""The real process is killed (kill -9) at every named checkpoint and at random moments.

Started again it ends its week as if nothing had been: the oracle finds nothing, no letter comes
more than twice, both copies are the same bytes, and `status` shows them as unknown.
"""

import random
import re
from collections import Counter
from datetime import datetime

import pytest

from cchc_scheduler.actions.apply_draft import list_drafts
from cchc_scheduler.actions.read_applied import list_applies
from cchc_scheduler.actions.report_status import status
from cchc_scheduler.store.migrate import open_store
from tests.deaths.season_driver import LAST, REACHED
from tests.oracle.oracle import violations
from tests.oracle.stage import ROOT

KILLED = -9
SENDING = ("letters.answered", "letters.settled")  # the only deaths after a final dot
CHECKPOINT = re.compile(r'\bcheckpoint\("([^"]+)"\)')


def named_checkpoints():
    """Every checkpoint in the program's source, so that a new one is never forgotten."""
    files = sorted((ROOT / "cchc_scheduler").rglob("*.py"))
    return sorted({n for path in files for n in CHECKPOINT.findall(path.read_text("utf-8"))})


def judge(week):
    """What must hold after any death."""
    seen = week.evidence()
    copies = Counter(delivery.message_id for delivery in seen.box)
    db = open_store(week.folder / "data", LAST)
    told = status(db, LAST)
    drafts, applies = list_drafts(db), list_applies(db)
    db.close()

    assert violations(seen) == []
    assert max(copies.values()) <= 2
    assert {key for key, count in copies.items() if count == 2} <= set(told["unknown"])
    assert "sending" not in told["letters"]
    assert [(draft.state, draft.apply) for draft in drafts] == [("open", None)]
    assert len([each for each in applies if each.undoes]) == 1


def test_a_week_without_death_passes_every_checkpoint(week):
    assert week.live(record=True) == 0

    reached = set((week.folder / REACHED).read_text("ascii").split())
    assert reached == set(named_checkpoints())
    judge(week)


@pytest.mark.parametrize("name", named_checkpoints())
def test_killed_at_a_checkpoint(name, week):
    assert week.live(checkpoint=name) == KILLED
    assert week.live() == 0

    judge(week)
    if name not in SENDING:
        assert len({d.message_id for d in week.box()}) == len(week.box())


@pytest.mark.parametrize("name", ["letters.claimed", "letters.marked", "letters.answered"])
def test_killed_again_and_again_while_sending(name, week):
    assert [week.live(checkpoint=name, nth=2) for _ in range(4)] == [KILLED] * 4
    assert week.live() == 0

    judge(week)


@pytest.mark.parametrize("moment", ["before the dot", "after the dot"])
def test_killed_while_the_server_reads_or_answers(moment, week):
    week.order_death(moment)

    assert week.live() == KILLED
    assert week.live() == 0

    copies = Counter(delivery.message_id for delivery in week.box())
    judge(week)
    assert max(copies.values()) == {"before the dot": 1, "after the dot": 2}[moment]


@pytest.mark.parametrize("seed", range(3))
def test_killed_at_random_moments(seed, week):
    dice = random.Random(seed)
    moments = [round(dice.uniform(0.3, 1.5), 3) for _ in range(4)]
    print(f"seed {seed}: {moments}")

    for after_s in moments:
        if week.live(after_s=after_s) == 0:
            break
    assert week.live() == 0

    judge(week)


def test_the_engine_itself_killed_at_random_moments(week):
    """`cchc run` as it is, its jobs ringing often and its clock running ten minutes a second."""
    jobs = week.folder / "home" / "jobs"
    jobs.mkdir()
    for path in (ROOT / "jobs").glob("*.py"):
        often = re.sub(
            r"EVERY = timedelta\(.*\)", "EVERY = timedelta(seconds=0.2)", path.read_text()
        )
        (jobs / path.name).write_text(often, encoding="utf-8")
    dice = random.Random(5)
    moments = [round(dice.uniform(0.8, 2.5), 3) for _ in range(3)]
    print(f"seed 5: {moments}")

    ends = [week.live(engine=True, after_s=after_s) for after_s in moments]
    stopped = week.live(engine=True, stop_after_s=10)

    now = datetime.fromisoformat((week.folder / "clock").read_text("ascii"))
    seen = week.evidence(now)
    assert (ends, stopped) == ([KILLED] * 3, 0)
    assert violations(seen) == []
    assert [d.recipients[0] for d in seen.box if "due-day" in rungs_of(seen, d)]


def rungs_of(seen, delivery):
    return {rung for _, rung in seen.items.get(seen.by_message_id[delivery.message_id]["id"], ())}
