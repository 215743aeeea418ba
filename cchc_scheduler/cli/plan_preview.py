"""How `cchc plan` shows what an apply would mean, what was applied, and what is under review."""

from collections.abc import Iterable, Iterator
from dataclasses import asdict
from typing import Any

from cchc_scheduler.actions.apply_draft import list_drafts
from cchc_scheduler.actions.apply_effects import Effect
from cchc_scheduler.actions.preview_apply import Preview
from cchc_scheduler.actions.read_applied import ApplyRecord, list_applies
from cchc_scheduler.cli.shared import print_json, say
from cchc_scheduler.clock import OFFICE_ZONE
from cchc_scheduler.service import Service
from cchc_scheduler.simulate.coming import coming_line


def preview_as_json(found: Preview) -> dict[str, Any]:
    """Return a preview as one JSON value."""
    return {
        "changes": [str(change) for change in found.changes],
        "tasks": [asdict(change) for change in found.tasks],
        "effects": [asdict(effect) for effect in found.effects],
        "told": [asdict(letter) for letter in found.told],
        "gone": [coming_line(each) for each in found.gone],
        "kept": [coming_line(each) for each in found.kept],
        "new": [coming_line(each) for each in found.new],
    }


def show_preview(found: Preview) -> None:
    """Print a preview for people."""
    if not found.changes:
        say("nothing differs from what is in force")
        return
    for change in found.changes:
        say(str(change))
    if found.effects:
        say("what is owed:")
        for line in effect_lines(found.effects, found):
            say(line)
    if found.told:
        say("told once:")
        for letter in found.told:
            say(f"  {letter.post} <{letter.address}>: {letter.subject}")
    say("coming letters:")
    signed = [(coming_line(each), "-") for each in found.gone]
    signed += [(coming_line(each), " ") for each in found.kept]
    signed += [(coming_line(each), "+") for each in found.new]
    for line, sign in sorted(set(signed)):
        say(f"{sign} {line}")


def effect_lines(effects: Iterable[Effect], found: Preview | None = None) -> Iterator[str]:
    """Yield what becomes of each obligation, with its next letter where a preview knows it."""
    for effect in effects:
        days = [str(day) for day in (effect.was, effect.is_now) if day is not None]
        coming = found.next_of(effect.obligation) if found else None
        at = coming.at.astimezone(OFFICE_ZONE) if coming else None
        then = f"; next letter {at:%Y-%m-%d %H:%M}" if at else ""
        shown = " -> ".join(dict.fromkeys(days))
        yield f"  {effect.effect:<12} {effect.obligation}  {shown}{then}"


def show_applies(service: Service, *, as_json: bool) -> None:
    """Print everything that was ever applied, newest first."""
    found = list_applies(service.db)
    if as_json:
        print_json([asdict(each) for each in found])
        return
    for each in found:
        say(_apply_line(each))


def _apply_line(each: ApplyRecord) -> str:
    at = each.at.astimezone(OFFICE_ZONE)
    named = [name if kind == name else f"{kind} {name}" for kind, name in each.documents]
    named += [f"without {kind} {name}" for kind, name in each.withdrawn]
    notes = [f"{count} {effect}" for effect, count in each.did.items()]
    if each.draft is not None:
        notes.append(f"from draft {each.draft}")
    if each.undoes is not None:
        notes.append(f"took back apply {each.undoes}")
    if each.undone_by is not None:
        notes.append(f"taken back by apply {each.undone_by}")
    did = f" ({'; '.join(notes)})" if notes else ""
    return f"{each.number:>4}  {at:%Y-%m-%d %H:%M}  {each.by}: {', '.join(named)}{did}"


def show_drafts(service: Service, *, as_json: bool) -> None:
    """Print every annex that was uploaded for review, newest first."""
    found = list_drafts(service.db)
    if as_json:
        print_json([asdict(each) for each in found])
        return
    for each in found:
        at = each.changed_at.astimezone(OFFICE_ZONE)
        words = f"{each.plan}: {each.name}, {each.state}, version {each.version}"
        say(f"{each.number:>4}  {at:%Y-%m-%d %H:%M}  {each.changed_by}: {words}")
