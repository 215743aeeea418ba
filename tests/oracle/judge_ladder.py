"""The ladder: levels in their order, nothing stale, nothing early, nothing lost."""

import json
from collections import defaultdict
from datetime import timedelta

from tests.oracle.naive_calendar import LATE_RUNGS, UNIT_RUNGS, day_of, wall

BELOW = {"late-3": "late-1", "late-5": "late-3"}
LEVEL = {"late-1": "head", "late-3": "office", "late-5": "leaders"}
REACH = ("unit", "head", "office", "leaders")
PASSED = ("no-post", "vacant", "absent", "own-head", "ranks-below")
RANKS = ("staff", "head", "vice-chair", "chair")


def carried(seen):
    """Every ladder item that reached a server: (delivery, letter, obligation, rung, version)."""
    for message_id, delivery in seen.first_delivery.items():
        row = seen.by_message_id.get(message_id)
        for obligation, rung in seen.items.get(row["id"], ()) if row else ():
            version = seen.version_told(row["id"], obligation)
            yield delivery, row, obligation, rung, version


def judge_keys(seen):
    """A notice is unique by obligation, deadline version, rung and role (1)."""
    keys = defaultdict(int)
    for row in seen.rows["notice"]:
        keys[(row["obligation"], row["deadline_version"], row["rung"], row["role"])] += 1
    for key, count in keys.items():
        if count > 1:
            yield f"{count} notices of {key}"


def judge_told_once(seen):
    """Each rung of a deadline version reaches its post once, unless the mail came back."""
    letters = defaultdict(list)
    for _, row, obligation, rung, version in carried(seen):
        letters[(obligation, version["version"], rung)].append(row)
    for key, rows in letters.items():
        arrived = [row for row in rows if not seen.phases(row["id"], "bounced")]
        if len(arrived) > 1:
            yield f"{key} was told by {len(arrived)} letters"


def judge_levels(seen):
    """A level goes out two working days after the one below was accepted, never before (3)."""
    for delivery, row, obligation, rung, version in carried(seen):
        if rung not in BELOW:
            continue
        told = _told_at(seen, obligation, version, BELOW[rung], delivery.at)
        named = f"{rung} of {obligation} at {delivery.at.isoformat()}"
        if told is None:
            yield f"{named}: {BELOW[rung]} has no proof of being told (letter {row['id']})"
            continue
        gap = seen.policy["level_gap"]
        if seen.calendar.plus(day_of(told), gap) > day_of(delivery.at):
            yield f"{named}: the level below was told on {day_of(told)} only"


def _told_at(seen, obligation, version, rung, before):
    """When a level was told, by server, telephone or a lawful passing over; None without proof."""
    moments = []
    for delivery, row, key, other, told in carried(seen):
        if (key, other, told["version"]) != (obligation, rung, version["version"]):
            continue
        accepted = [each["at"] for each in seen.phases(row["id"], "accepted")]
        bounced = [e for e in seen.phases(row["id"], "bounced") if e["at"] < before]
        if accepted and min(accepted) <= before and not bounced:
            moments.append(max(delivery.at, min(accepted)))
    for row in seen.audit("told by telephone"):
        same = row["subject"] == obligation and json.loads(row["detail"])["rung"] == rung
        if same and version["set_at"] <= row["at"] <= before:
            moments.append(row["at"])
    notice = seen.notice(obligation, version["version"], rung)
    if notice and notice["state"] == "skipped" and notice["why"] in PASSED:
        moments.append(notice["fire_at"])
    return min(moments, default=None)


def judge_passing_over(seen):
    """Only a post that is missing, vacant, away, the unit's own head or below it is passed over."""
    for notice in seen.rows["notice"]:
        if notice["state"] != "skipped":
            continue
        if not notice["why"]:
            yield f"{notice['rung']} of {notice['obligation']} was skipped without a reason"
        elif notice["why"] in PASSED and not _may_pass(seen, notice):
            yield f"{notice['rung']} of {notice['obligation']} was passed over: {notice['why']}"


def _may_pass(seen, notice):
    office = seen.office(notice["decided_at"])
    posts = {post["id"]: post for post in office["posts"]}
    head = posts[seen.unit(notice["obligation"].rsplit("/", 1)[1])["head"]]
    asked = {
        "late-1": [head["id"]],
        "late-3": [office.get("office_chief")],
        "late-5": [office.get("vice_chair"), office["chair"]],
    }[notice["rung"]]
    return all(_out_of_reach(seen, notice, posts.get(each), head) for each in asked)


def _out_of_reach(seen, notice, post, head):
    if post is None or not post.get("holder"):
        return True
    away = any(
        row["post"] == post["id"]
        and row["first_day"] <= day_of(notice["decided_at"]) <= row["last_day"]
        and (not row["deputy"] or row["deputy"] == head.get("holder"))
        for row in seen.rows["absence"]
    )
    if notice["rung"] == "late-1":
        return False
    own = post["id"] == head["id"] or post["holder"] == head.get("holder")
    return away or own or RANKS.index(post["rank"]) < RANKS.index(head["rank"])


def judge_after_the_end(seen):
    """Nothing is asked for after it was handed in, waived, cancelled or given another day (4)."""
    order = {row["subject"]: row["number"] for row in seen.audit("sent")}
    ends = [
        (row["subject"], row["at"], row["number"])
        for row in seen.audit("submitted", "waived", "cancelled", "granted", "returned", "moved")
    ]
    for delivery, row, obligation, rung, _ in carried(seen):
        for subject, at, number in ends:
            if subject != obligation or at < row["created_at"]:
                continue
            later = order.get(row["message_id"], 0) > number
            if at < delivery.at or (at == delivery.at and later and row["created_at"] <= at):
                yield f"{rung} of {obligation} left at {delivery.at}, after it was settled at {at}"


def judge_moments(seen):
    """No rung before its day; of the unit's rungs only the highest one reached (2, 3)."""
    for delivery, _, obligation, rung, version in carried(seen):
        number = version["version"]
        due = seen.moment(obligation, number, rung)
        forward = rung == "late-5" and seen.obligations[obligation]["upstream_day"] is not None
        named = f"{rung} of {obligation} left at {delivery.at.isoformat()}"
        if delivery.at < due and not forward:
            yield f"{named}, before its moment {due}"
        if rung in UNIT_RUNGS:
            higher = UNIT_RUNGS[UNIT_RUNGS.index(rung) + 1 :]
            reached = [
                each for each in higher if seen.moment(obligation, number, each) <= delivery.at
            ]
            if reached:
                yield f"{named}, though {reached[-1]} was reached"


def judge_holds(seen):
    """Levels above the head wait for a pending request, a person's word and approval."""
    for delivery, _, obligation, rung, version in carried(seen):
        if rung not in BELOW:
            continue
        named = f"{rung} of {obligation} left at {delivery.at.isoformat()}"
        for row in seen.rows["request"]:
            mine = row["obligation"] == obligation and row["held_until"] is not None
            answered = row["decided_at"] is not None and row["decided_at"] <= delivery.at
            if mine and not answered and row["asked_at"] <= delivery.at < row["held_until"]:
                yield f"{named}, while a request waited for its answer"
        key = (obligation, version["version"], rung)
        for why in _without_a_word(seen, key, delivery.at):
            yield f"{named}{why}"


def _without_a_word(seen, key, at):
    words = [
        row
        for row in seen.rows["approval"]
        if (row["obligation"], row["deadline_version"], row["rung"]) == key
    ]
    if any(row["state"] == "postponed" and row["until"] and at < row["until"] for row in words):
        yield ", though it was put off"
    if seen.policy["escalation"] != "approval":
        return
    agreed = [row for row in words if row["state"] == "approved" and row["decided_at"] <= at]
    if not agreed:
        yield " without the approval that the policy asks for"


def judge_vice_chairs(seen):
    """A head who is a vice chair gets no automatic late-1: a person sends it."""
    for delivery, row, obligation, rung, version in carried(seen):
        if rung != "late-1":
            continue
        posts = {post["id"]: post for post in seen.office(delivery.at)["posts"]}
        rank = posts[row["post"]]["rank"] if row["post"] in posts else "staff"
        agreed = [
            each
            for each in seen.rows["approval"]
            if (each["obligation"], each["rung"], each["state"]) == (obligation, rung, "approved")
            and each["deadline_version"] == version["version"]
        ]
        if RANKS.index(rank) >= RANKS.index("vice-chair") and not agreed:
            yield f"late-1 of {obligation} went to a vice chair by itself"


def judge_leaders_letter(seen):
    """The leaders get one letter a period."""
    letters = defaultdict(set)
    for _, row, obligation, rung, _ in carried(seen):
        bounced = seen.phases(row["id"], "bounced")
        if rung == "late-5" and not bounced:
            letters[seen.obligations[obligation]["task_group"]].add(row["message_id"])
    for group, found in letters.items():
        if len(found) > 1:
            yield f"the leaders had {len(found)} letters about {group}"


def judge_nothing_lost(seen):
    """Every rung that fell due while it was asked for has one notice and its end (2)."""
    for chase in seen.chases:
        for rung in UNIT_RUNGS:
            yield from _unit_rung_lost(seen, chase, rung)
        climbs = seen.versions(chase.obligation)[chase.version - 1]["climbs_to"]
        for rung in LATE_RUNGS:
            if REACH.index(LEVEL[rung]) <= REACH.index(climbs):
                yield from _late_rung_lost(seen, chase, rung)


def _unit_rung_lost(seen, chase, rung):
    due = seen.moment(chase.obligation, chase.version, rung)
    last = seen.versions(chase.obligation)[chase.version - 1]["due"]
    chances = seen.chances(rung, max(due, chase.start), min(chase.end, last))
    if chances and not _excused(seen, chase, rung, chances):
        yield f"{rung} of {chase.obligation}, due {due}, left no notice (version {chase.version})"


def _late_rung_lost(seen, chase, rung):
    ready = _ready_at(seen, chase, rung)
    if ready is None:
        return
    chances = seen.chances(rung, max(ready, chase.start), chase.end)
    if chances and not _excused(seen, chase, rung, chances):
        yield f"{rung} of {chase.obligation}, free to go at {ready}, left no notice"


def _ready_at(seen, chase, rung):
    """When nothing holds a late rung any more; None while a level or a person's word is missing."""
    waits = [seen.moment(chase.obligation, chase.version, rung)]
    words = [
        row
        for row in seen.rows["approval"]
        if (row["obligation"], row["rung"]) == (chase.obligation, rung)
    ]
    if rung in BELOW:
        below = _settled(seen, chase, BELOW[rung])
        if below is None:
            return None
        gap = seen.calendar.plus(day_of(below), seen.policy["level_gap"])
        waits.append(wall(gap, seen.calendar.noon))
        waits += [
            min(row["held_until"], row["decided_at"] or row["held_until"])
            for row in seen.rows["request"]
            if row["obligation"] == chase.obligation and row["held_until"]
        ]
    waits += [row["until"] for row in words if row["state"] == "postponed" and row["until"]]
    if any(row["state"] in ("asked", "to-page") for row in words):
        return None
    waits += [row["decided_at"] for row in words if row["state"] == "approved"]
    if rung == "late-5":
        held = seen.calendar.plus(day_of(max(waits)), seen.policy["leaders_hold"])
        waits.append(wall(held, seen.calendar.noon))
    return max(waits)


def _settled(seen, chase, rung):
    notice = seen.notice(chase.obligation, chase.version, rung)
    if notice is None:
        return None
    if notice["state"] == "spent" and notice["proven"]:
        return notice["accepted_at"]
    return notice["fire_at"] if notice["why"] in PASSED else None


def _excused(seen, chase, rung, chances):
    """A notice is there; or the post can't be reached, which the coordinator was told; or the
    address had its letter of each slot already; or a person's word is awaited."""
    if seen.notice(chase.obligation, chase.version, rung) is not None:
        return True
    asked = [row for row in seen.rows["approval"] if row["obligation"] == chase.obligation]
    if rung in LATE_RUNGS and any(row["rung"] == rung for row in asked):
        return True
    told = f"no proof {chase.obligation} {chase.version} {rung}"
    if any(row["cause"] == told for row in seen.rows["letter"] if row["kind"] == "undelivered"):
        return True
    unit = seen.unit(chase.obligation.rsplit("/", 1)[1])
    address = seen.address_of(unit["head" if rung == "late-1" else "focal"])
    slot = "afternoon" if rung in LATE_RUNGS else "morning"
    taken = {
        row["slot_day"]
        for row in seen.rows["letter"]
        if row["addressee"] == address and row["slot"] == slot
    }
    return all(day_of(chance) in taken for chance in chances)


def judge_left_over(seen):
    """No notice waits for a letter that never comes; each carried one has a living letter."""
    for notice in seen.rows["notice"]:
        letter = seen.letters.get(notice["letter"])
        named = f"{notice['rung']} of {notice['obligation']} ({notice['state']})"
        if notice["state"] == "carried" and letter["state"] in ("expired", "cancelled", "dead"):
            yield f"{named}: its letter ended {letter['state']}"
        if notice["state"] == "carried" and letter["state"] in ("sent", "bounced"):
            yield f"{named}: its letter was accepted, the notice is not spent"
        if notice["state"] == "spent" and notice["accepted_at"] is None:
            yield f"{named} without a moment of acceptance"
        if notice["state"] == "waiting":
            yield from _waits_in_vain(seen, notice, named)


def _waits_in_vain(seen, notice, named):
    written = [
        seen.letters[letter]["created_at"]
        for letter, items in seen.items.items()
        if (notice["obligation"], notice["rung"]) in items
    ]
    if not written:
        return
    version = seen.versions(notice["obligation"])[notice["deadline_version"] - 1]
    for chase in seen.chases:
        if (chase.obligation, chase.version) != (notice["obligation"], version["version"]):
            continue
        last = version["due"] if notice["rung"] in UNIT_RUNGS else chase.end
        again = max(written) + timedelta(days=1)
        blocked = [until for _, until in seen.down]
        start = max([again, chase.start, *blocked])
        chances = seen.chances(notice["rung"], start, min(chase.end, last))
        if len(chances) > 1 and not _excused_address(seen, notice):
            yield f"{named} waits since {max(written)}, with {len(chances)} slots to go in"


def _excused_address(seen, notice):
    unit = seen.unit(notice["obligation"].rsplit("/", 1)[1])
    addresses = [seen.address_of(unit[role]) for role in ("focal", "head")]
    return any(seen.dead_since(address) for address in addresses if address)


JUDGES = (
    judge_keys,
    judge_told_once,
    judge_levels,
    judge_passing_over,
    judge_after_the_end,
    judge_moments,
    judge_holds,
    judge_vice_chairs,
    judge_leaders_letter,
    judge_nothing_lost,
    judge_left_over,
)
