"""The record: the log's chain, receipts, corrections, timeliness by two clocks, the page."""

import hashlib
import itertools
from collections import Counter
from datetime import timedelta

from tests.oracle.judge_ladder import BELOW, carried
from tests.oracle.naive_calendar import DAY, day_of, first_of_month, hour_of, wall

FIRST = "0" * 64


def judge_chain(seen):
    """The log verifies: each row follows the one before and hashes to what it says."""
    before = FIRST
    for row in seen.rows["audit"]:
        if row["before"] != before:
            yield f"audit row {row['number']} does not follow the row before"
        words = [row[name] for name in ("actor", "verb", "subject", "detail", "before")]
        text = "\x1f".join([row["at"].isoformat(), *words])
        before = hashlib.sha256(text.encode()).hexdigest()
        if before != row["hash"]:
            yield f"audit row {row['number']} was changed after it was written"


def judge_logged(seen):
    """Each letter written, accepted or lost has its row in the log."""
    told = Counter((row["verb"], row["subject"]) for row in seen.rows["audit"])
    for row in seen.rows["letter"]:
        if row["state"] in ("sent", "bounced") and told["sent", row["message_id"]] != 1:
            yield f"letter {row['id']}: {told['sent', row['message_id']]} rows say it was sent"
        if row["slot"] is not None and told["wrote", row["message_id"]] != 1:
            yield f"letter {row['id']}: {told['wrote', row['message_id']]} rows say it was written"
        if row["lost"] and not told["unknown", row["message_id"]]:
            yield f"letter {row['id']} was lost and the log does not say so"


def judge_acts_logged(seen):
    """Each submission and each new deadline stands in the log (design, the engine)."""
    told = Counter((row["verb"], row["subject"]) for row in seen.rows["audit"])
    handed = Counter(row["obligation"] for row in seen.rows["submission"])
    for obligation, count in handed.items():
        if told["submitted", obligation] != count:
            yield f"{obligation}: {count} submissions, {told['submitted', obligation]} in the log"
    for row in seen.rows["deadline"]:
        verbs = ("granted", "returned", "moved")
        if row["version"] > 1 and not any(told[verb, row["obligation"]] for verb in verbs):
            yield f"{row['obligation']}: the log does not tell of deadline {row['version']}"


def judge_receipts(seen):
    """Each submission is answered by one receipt, at once when service and mail run."""
    for row in seen.rows["submission"]:
        cause = f"submission {row['id']}"
        found = [
            letter
            for letter in seen.rows["letter"]
            if letter["kind"] == "receipt" and letter["cause"] == cause
        ]
        if not found and _nobody_to_tell(seen, row):
            continue
        if len(found) != 1:
            yield f"{cause} of {row['obligation']} has {len(found)} receipts"
            continue
        letter = found[0]
        arrived = seen.first_delivery.get(letter["message_id"])
        stopped = any(since <= row["recorded_at"] < until for since, until in _stops(seen))
        troubled = stopped or seen.phases(letter["id"], "deferred", "lost", "released")
        if letter["state"] == "sent" and not troubled and arrived.at != row["recorded_at"]:
            yield f"the receipt for {cause} came at {arrived.at}, not at {row['recorded_at']}"
        if letter["state"] in ("queued", "deferred") and not stopped:
            yield f"the receipt for {cause} never left"


def _nobody_to_tell(seen, submission):
    """Tell whether neither focal point nor head of the unit has an address that works."""
    unit = seen.unit(submission["obligation"].rsplit("/", 1)[1])
    at = submission["recorded_at"]
    return not any(seen.reachable(unit[role], at) for role in ("focal", "head"))


def _stops(seen):
    slack = timedelta(minutes=30)  # the relay rests up to a quarter of an hour after it is back
    return [*seen.off, *((since, until + slack) for since, until in seen.down)]


def judge_timeliness(seen):
    """The first complete version decides, against the day in force when it came (5)."""
    for obligation, row in seen.obligations.items():
        usable = [
            each
            for each in seen.rows["submission"]
            if each["obligation"] == obligation and each["usable"]
        ]
        first = usable[0]["handed_in_at"] if usable else None
        if row["first_complete_at"] != first:
            yield f"{obligation}: first complete {row['first_complete_at']}, by hand {first}"
    for found in seen.findings.get("obligations", ()):
        expected = _judged(seen, found["id"])
        if found["on_time"] != expected:
            yield f"{found['id']}: on time {found['on_time']}, by hand {expected}"


def _judged(seen, obligation):
    """By the day in force when the first complete version came; a return's day never counts."""
    row = seen.obligations[obligation]
    first = row["first_complete_at"]
    if first is None:
        return None
    known = [
        each["last_day"]
        for each in seen.versions(obligation)
        if each["reason"] != "return" and (each["version"] == 1 or each["set_at"] <= first)
    ]
    return day_of(first) <= seen.calendar.late_day(known[-1], row["roll"])


def judge_heads_informed(seen):
    """Where a unit is reported above its head, the head is told so separately."""
    informed = [row for row in seen.rows["letter"] if row["kind"] == "information"]
    for delivery, row, obligation, rung, _ in carried(seen):
        if rung not in BELOW or row["state"] == "unknown":
            continue
        post = seen.unit(obligation.rsplit("/", 1)[1])["head"]
        about = f"reported {obligation} {rung} letter {row['id']}"
        told = [each for each in informed if each["cause"] == about]
        own = row["addressee"] == seen.address_of(post)
        if not own and seen.reachable(post, delivery.at) and len(told) != 1:
            yield f"the head was told {len(told)} times that {obligation} was reported at {rung}"


def judge_corrections(seen):
    """Those above the head who were told are told when the unit has handed in, once each."""
    corrected = [row for row in seen.rows["letter"] if row["kind"] == "correction"]
    for delivery, row, obligation, rung, _ in carried(seen):
        if rung not in BELOW:
            continue
        handed = [
            each
            for each in seen.rows["submission"]
            if each["obligation"] == obligation and each["recorded_at"] >= delivery.at
        ]
        mine = [
            each
            for each in corrected
            if each["addressee"] == row["addressee"]
            and (each["cause"] or "").startswith(f"received {obligation} ")
            and each["cause"].endswith(f" letter {row['id']}")
        ]
        if handed and len(mine) < 1 and not seen.dead_since(row["addressee"]):
            yield f"{row['addressee']} was told of {obligation} at {rung}, but not that it came"
        if len(mine) > len(handed) + 1:
            yield f"{row['addressee']} was told {len(mine)} times that {obligation} came"


def judge_leaders_page(seen):
    """The leaders' page goes on its days, at 07:30, and on no other."""
    pages = [row for row in seen.rows["letter"] if row["kind"] == "leaders" and row["cause"]]
    live = seen.live_since or seen.end  # what rehearsal wrote is set aside
    for group in {row["task_group"] for row in seen.rows["obligation"]}:
        begun = [
            row["opened_at"]
            for row in seen.rows["obligation"]
            if row["task_group"] == group and row["opened_at"]
        ]
        if not begun or group.split("/")[0] not in seen.cycles:
            continue
        expected = _page_days(seen, group)
        written = [row for row in pages if row["cause"].startswith(f"{group} ")]
        for day, count in Counter(day_of(row["created_at"]) for row in written).items():
            if count > 1 or day not in expected:
                yield f"{count} leaders' pages of {group} on {day}"
        days = {day_of(row["created_at"]) for row in written}
        for day in sorted(expected - days):
            opens = wall(day, seen.calendar.opens)
            if _ran_all_day(seen, day) and max(min(begun), live) <= opens < seen.end:
                yield f"no leaders' page of {group} on {day}"


def _page_days(seen, group):
    members = [row for row in seen.rows["obligation"] if row["task_group"] == group]
    late = {seen.calendar.late_day(_plan_day(seen, row["id"]), row["roll"]) for row in members}
    year, quarter = group.rsplit("/", 1)[1].split("-Q")
    months = [d for d in late if d.year == int(year) and (d.month - 1) // 3 + 1 == int(quarter)]
    first = first_of_month(min(months))
    last = (first + 32 * DAY).replace(day=1) - DAY
    weekly = {}
    for day in seen.calendar.days(first, last):
        weekly.setdefault(day.isocalendar()[:2], day)
    return {seen.calendar.plus(day, 2) for day in late} | set(weekly.values())


def _plan_day(seen, obligation):
    plan = [v for v in seen.versions(obligation) if v["reason"] in ("plan", "amendment")]
    return plan[-1]["last_day"]


def _ran_all_day(seen, day):
    opens, closes = wall(day, seen.calendar.opens), wall(day, seen.calendar.closes)
    stops = [*seen.off, *seen.held]
    return not any(since < closes and until > opens for since, until in stops)


def judge_tick_lists(seen):
    """Before anybody above the focal point hears, the coordinator compares with the register:
    at 14:00 of the day at whose end something becomes late, and at 07:30 of the next."""
    lists = {
        (day_of(row["created_at"]), hour_of(row["created_at"]) >= seen.calendar.noon)
        for row in seen.rows["letter"]
        if row["template"] == "tick-list"
    }
    for chase in seen.chases:
        row = seen.obligations[chase.obligation]
        last_day = seen.versions(chase.obligation)[chase.version - 1]["last_day"]
        late = seen.calendar.late_day(last_day, row["roll"])
        slots = (late, seen.calendar.noon), (seen.calendar.plus(late, 1), seen.calendar.opens)
        for day, hour in slots:
            asked = chase.start < wall(day, hour) < chase.end and seen.calendar.works(day)
            if asked and _ran_all_day(seen, day) and (day, hour == seen.calendar.noon) not in lists:
                yield f"no tick list at {hour} of {day}, with {chase.obligation} still missing"


def judge_heartbeat(seen):
    """The coordinator hears from the service at least once in eight days while it runs."""
    days = [day_of(d.at) for d in seen.box if _kind(seen, d) == "digest"]
    for before, after in itertools.pairwise(days):
        gap = seen.calendar.days(before + DAY, after - DAY)
        if len(gap) > 6 and all(_ran_all_day(seen, day) for day in gap) and not seen.down:
            yield f"no digest between {before} and {after}"


def _kind(seen, delivery):
    row = seen.by_message_id.get(delivery.message_id)
    return row["kind"] if row else None


JUDGES = (
    judge_chain,
    judge_logged,
    judge_acts_logged,
    judge_receipts,
    judge_timeliness,
    judge_heads_informed,
    judge_corrections,
    judge_leaders_page,
    judge_tick_lists,
    judge_heartbeat,
)
