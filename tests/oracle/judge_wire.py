"""What the mail server saw: copies, bytes, hours, the cap, rehearsal, privacy, tone."""

import hashlib
import re
from collections import Counter, defaultdict
from itertools import pairwise

from tests.oracle.naive_calendar import day_of, hour_of

LADDER = ("opening", "reminder", "escalation")
AT_ONCE = ("receipt", "login", "system", "test")
BLAME = ("nhắc nhở", "chậm trễ", "chây ì", "vi phạm", "phê bình")
LATE_COUNT = re.compile(r"(quá hạn|chậm|trễ|muộn)\s*\d*\s*ngày", re.IGNORECASE)
MOST_COPIES = 2


def judge_copies(seen):
    """At most one copy more than the times its fate was unknown, and always the same bytes (7)."""
    copies = Counter(delivery.message_id for delivery in seen.box)
    for message_id, count in copies.items():
        row = seen.by_message_id.get(message_id)
        if row is None:
            yield f"{message_id} is in the box, but no row tells of it"
            continue
        if count > min(1 + row["lost"], MOST_COPIES):
            yield f"{message_id} came {count} times, its fate was unknown {row['lost']} times"


def judge_bytes(seen):
    """The same Message-ID is the same bytes, those that were frozen in its row (6, 7)."""
    for delivery in seen.box:
        row = seen.by_message_id.get(delivery.message_id)
        if row is None:
            continue
        if hashlib.sha256(row["bytes"]).hexdigest() != row["sha256"]:
            yield f"{delivery.message_id}: the row's bytes were changed after they were frozen"
        if _lines(delivery.data) != _lines(row["bytes"]):
            yield f"{delivery.message_id}: other bytes arrived than those of its row"
    known = [row["message_id"] for row in seen.rows["letter"]]
    for message_id, count in Counter(known).items():
        if count > 1:
            yield f"{message_id} stands on {count} rows"


def _lines(data):
    return data.replace(b"\r\n", b"\n").rstrip(b"\n")


def judge_accepted(seen):
    """What the store calls sent is in the box; what is in the box is not called unsent."""
    for row in seen.rows["letter"]:
        arrived = row["message_id"] in seen.first_delivery
        if row["state"] in ("sent", "bounced") and not arrived:
            yield f"letter {row['id']} ({row['subject']}) is called {row['state']}; it never came"
        if row["state"] in ("queued", "deferred", "dead") and arrived and not row["lost"]:
            yield f"letter {row['id']} is called {row['state']}, but the server has it"
        if row["state"] == "sending":
            yield f"letter {row['id']} was left in sending"
        if row["lost"] and not seen.phases(row["id"], "lost"):
            yield f"letter {row['id']} counts as lost without an attempt that was"


def judge_hours(seen):
    """Everything but receipts and the like leaves in the window of a working day (8)."""
    for delivery in seen.box:
        row = seen.by_message_id.get(delivery.message_id)
        if row is None:
            continue
        rungs = {rung for _, rung in seen.items.get(row["id"], ())}
        at, clock = hour_of(delivery.at), seen.calendar
        named = f"{row['kind']} {delivery.message_id} at {delivery.at.isoformat()}"
        if row["kind"] not in AT_ONCE and not clock.in_window(delivery.at):
            yield f"{named} left outside the window"
        if any(rung.startswith("late-") for rung in rungs) and at < clock.noon:
            yield f"{named}: a late rung in the morning"
        if rungs and row["kind"] != "escalation" and hour_of(row["created_at"]) >= clock.noon:
            yield f"{named}: a reminder written in the afternoon"
        if row["slot_day"] is not None and day_of(delivery.at) != row["slot_day"]:
            yield f"{named} was written for {row['slot_day']} and left on another day"


def judge_cap(seen):
    """One morning and one afternoon ladder letter per address and working day (8)."""
    found = defaultdict(set)
    for delivery in seen.box:
        row = seen.by_message_id.get(delivery.message_id)
        if row is None or row["kind"] not in LADDER:
            continue
        slot = "afternoon" if row["kind"] == "escalation" else "morning"
        found[(row["addressee"], day_of(delivery.at), slot)].add(delivery.message_id)
    for (address, day, slot), letters in found.items():
        if len(letters) > 1:
            yield f"{address} had {len(letters)} ladder letters in the {slot} of {day}"


def judge_rehearsal(seen):
    """Before going live every letter goes to the coordinator only, marked as rehearsal (12)."""
    for delivery in seen.box:
        if seen.live_since is not None and delivery.at >= seen.live_since:
            continue
        row = seen.by_message_id.get(delivery.message_id)
        allowed = {seen.address_of(seen.coordinator["focal"], delivery.at)}
        if row and row["kind"] in AT_ONCE:
            continue
        if set(delivery.recipients) != allowed:
            yield f"{delivery.message_id} went to {delivery.recipients} during rehearsal"
        elif "diễn tập" not in delivery.words.lower():
            yield f"{delivery.message_id} of the rehearsal is not marked as such"


def judge_recipients(seen):
    """One To; copies only to the unit's own head and only from remind-1 on; late rungs alone."""
    for delivery in seen.box:
        row = seen.by_message_id.get(delivery.message_id)
        if row is None:
            continue
        to = [each.addr_spec for each in delivery.message["To"].addresses]
        if to != [delivery.recipients[0]]:
            yield f"{delivery.message_id}: To {to}, recipients {delivery.recipients}"
        items = seen.items.get(row["id"], ())
        copied = set(delivery.recipients[1:])
        units = {seen.obligations[key]["unit"] for key, _ in items}
        rungs = {rung for _, rung in items}
        if items and copied and not rungs & {"remind-1", "due-day"}:
            yield f"{delivery.message_id} ({', '.join(sorted(rungs))}) was copied to {copied}"
        if items and copied and len(units) > 1:
            yield f"{delivery.message_id} names two units and was copied to {copied}"


def judge_privacy(seen):
    """Nobody of a unit is told of another unit's row."""
    office = seen.office()
    several = {post for post in (office.get("chair"), office.get("vice_chair")) if post}
    several |= {office.get("office_chief"), *(seen.coordinator[r] for r in ("head", "focal"))}
    own = {}
    for unit in office["units"]:
        for role in ("head", "focal"):
            own.setdefault(unit[role], set()).add(unit["id"])
    for delivery in seen.box:
        row = seen.by_message_id.get(delivery.message_id)
        if row is None or row["post"] not in own or row["post"] in several or row["rehearsal"]:
            continue
        units = {key.rsplit("/", 1)[1] for key, _ in seen.items.get(row["id"], ())}
        if units - own[row["post"]]:
            yield f"{row['post']} was told of {sorted(units - own[row['post']])}"
        for unit in office["units"]:
            foreign = unit["id"] not in own[row["post"]] and not unit.get("coordinator")
            named = unit["name"] in delivery.words.replace(f"Chánh {unit['name']}", "")
            if foreign and named and unit["head"] != office.get("office_chief"):
                yield f"the letter {row['subject']!r} to {row['post']} names {unit['name']}"


def judge_dead_addresses(seen):
    """No letter goes to an address that gave back mail for good."""
    for delivery in seen.box:
        since = seen.dead_since(delivery.recipients[0])
        if since is not None and delivery.at > since:
            yield f"{delivery.message_id} went to {delivery.recipients[0]}, dead since {since}"


def judge_tone(seen):
    """Facts and requests, never blame; no count of late days in a subject (14)."""
    for delivery in seen.box:
        words = delivery.words.lower()
        for word in BLAME:
            if word in words:
                yield f"{delivery.message_id} says {word!r}"
        if LATE_COUNT.search(str(delivery.message["Subject"])):
            yield f"the subject {delivery.message['Subject']!r} counts late days"


def judge_thread_of_time(seen):
    """The box is in the order of the clock: nothing was accepted before what came earlier."""
    for before, after in pairwise(seen.box):
        if after.at < before.at:
            yield f"{after.message_id} was accepted before {before.message_id}"


JUDGES = (
    judge_copies,
    judge_bytes,
    judge_accepted,
    judge_hours,
    judge_cap,
    judge_rehearsal,
    judge_recipients,
    judge_privacy,
    judge_dead_addresses,
    judge_tone,
    judge_thread_of_time,
)
