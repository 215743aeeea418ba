"""`cchc record way|text|draft|correction`: what people do with the compiled reports."""

import secrets
from datetime import datetime
from pathlib import Path
from unicodedata import normalize

import click

from cchc_scheduler.actions.draft_reports import Asking, ask_draft
from cchc_scheduler.actions.draft_room import DraftRoom
from cchc_scheduler.actions.freeze_evidence import Correcting, correct_evidence
from cchc_scheduler.actions.keep_text import Editing, keep_text
from cchc_scheduler.actions.read_way import TO_THE_CITY
from cchc_scheduler.actions.record_way import Recording, record_way
from cchc_scheduler.cli.shared import say, service_of
from cchc_scheduler.clock import office_date
from cchc_scheduler.core.errors import BadInput
from cchc_scheduler.core.report_way import Step
from cchc_scheduler.service import Service
from cchc_scheduler.words import WAY_STEPS, WayStep

DAY = click.DateTime(formats=["%Y-%m-%d"])
BY = click.option("--by", required=True, help="who says so")
REPORT = click.option(
    "--report", default=TO_THE_CITY, show_default=True, help="the outline of the report"
)
AGAIN = "this was recorded before; nothing was changed"


@click.command("way")
@click.argument("period")
@click.argument("step", type=click.Choice(WAY_STEPS))
@click.option("--day", type=DAY, help="the day it was done (default: today)")
@click.option("--number", default="", help="the number of the issued document")
@click.option("--note", default="")
@REPORT
@BY
@click.pass_context
def way(
    ctx: click.Context,
    period: str,
    step: WayStep,
    day: datetime | None,
    number: str,
    note: str,
    report: str,
    by: str,
) -> None:
    """A compiled report of PERIOD has come to STEP on its way to be issued."""
    with service_of(ctx) as service:
        now = service.now()
        done = Step(step, day.date() if day else office_date(now), by, number, note)
        recorded = record_way(room_of(service), Recording(period, done, report), now)
    say("recorded; nothing is sent anywhere" if recorded else AGAIN)


@click.command("text")
@click.argument("period")
@click.argument("section")
@click.option("--unit", default="", help="only this unit's words; leave out for the whole section")
@click.option("--file", "path", type=Path, required=True, help="a text file, a paragraph a line")
@REPORT
@BY
@click.pass_context
def text(
    ctx: click.Context, period: str, section: str, unit: str, path: Path, report: str, by: str
) -> None:
    """Keep an edited text for SECTION (II.1.a) of the report of PERIOD."""
    editing = Editing(period, section, _read(path), by, unit, report)
    with service_of(ctx) as service:
        number = keep_text(room_of(service), editing, service.now())
    say(f"kept as version {number}; compiling never writes over it" if number else AGAIN)


@click.command("draft")
@click.argument("period")
@click.option("--key", help="the same key again makes nothing (default: a new one)")
@BY
@click.pass_context
def draft(ctx: click.Context, period: str, key: str | None, by: str) -> None:
    """Make a draft of PERIOD now; the coordinator has the letter about it in the next window."""
    with service_of(ctx) as service:
        asking = Asking(period, by, f"cli:{key or secrets.token_hex(8)}")
        number = ask_draft(room_of(service), asking, service.now())
    say(f"draft {number} is made" if number else AGAIN)


@click.command("correction")
@click.argument("obligation")
@click.option("--text", "words", required=True, help="what is right instead")
@click.option("--reason", required=True, help="how it is known")
@BY
@click.pass_context
def correction(ctx: click.Context, obligation: str, words: str, reason: str, by: str) -> None:
    """Put a correction beside the frozen evidence of OBLIGATION; the row itself stays."""
    with service_of(ctx) as service:
        given = Correcting(obligation, words, reason, by)
        number = correct_evidence(service.db, given, service.now())
    say(f"correction {number} stands beside the row" if number else AGAIN)


def room_of(service: Service) -> DraftRoom:
    """Return what drafting works with, of a service."""
    return DraftRoom(service.db, service.records, service.outbox, service.template_dirs)


def _read(path: Path) -> str:
    try:
        return normalize("NFC", path.read_text(encoding="utf-8-sig"))
    except OSError as fault:
        raise BadInput(f"{path}: {fault.strerror}") from fault
    except UnicodeDecodeError as fault:
        raise BadInput(f"{path}: is no text in UTF-8; save it as plain text first") from fault
