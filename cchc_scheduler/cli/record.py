"""`cchc record`: what a person records while there are no pages."""

from collections.abc import Iterable
from datetime import datetime
from difflib import get_close_matches

import click

from cchc_scheduler.actions.ask_later import Asked, ask_later
from cchc_scheduler.actions.close_obligation import Closing, Ending, close_obligation
from cchc_scheduler.actions.decide_request import Answer, decide_request
from cchc_scheduler.actions.raise_matter import answer_matter
from cchc_scheduler.actions.record_facts import (
    Bounce,
    Call,
    record_absence,
    record_bounce,
    record_call,
    record_mended,
    record_reconciliation,
)
from cchc_scheduler.actions.return_submission import Return, return_submission
from cchc_scheduler.actions.steer_level import Word, steer_level
from cchc_scheduler.cli.record_report import correction, draft, text, way
from cchc_scheduler.cli.shared import say, service_of
from cchc_scheduler.clock import office_date
from cchc_scheduler.core.errors import NotFound
from cchc_scheduler.core.offices import Absence, Office
from cchc_scheduler.core.policies import LATE_RUNGS
from cchc_scheduler.service import Service
from cchc_scheduler.store import obligations
from cchc_scheduler.words import ApprovalState, Rung

DAY = click.DateTime(formats=["%Y-%m-%d"])
BY = click.option("--by", required=True, help="who says so")


@click.group("record")
def command() -> None:
    """Record what people said and did."""


@command.command("request")
@click.argument("obligation")
@click.option("--until", type=DAY, help="the day asked for; leave out for `not ours`")
@click.option("--reason", required=True)
@BY
@click.pass_context
def request(
    ctx: click.Context, obligation: str, until: datetime | None, reason: str, by: str
) -> None:
    """A unit asks to hand in later, or says that a duty is not its own."""
    kind = "later-day" if until else "not-ours"
    asked = Asked(obligation, kind, until.date() if until else None, reason, by)  # type: ignore[arg-type]
    with service_of(ctx) as service:
        ask_later(service.db, service.records, service.outbox, asked, service.now())
    say("recorded; levels above the head wait up to two working days")


@command.command("answer")
@click.argument("obligation")
@click.option("--grant/--refuse", required=True)
@click.option("--document", help="the leader's document that makes it an extension")
@click.option("--reason", help="why it is refused")
@BY
@click.pass_context
def answer(
    ctx: click.Context,
    obligation: str,
    grant: bool,  # noqa: FBT001
    document: str | None,
    reason: str | None,
    by: str,
) -> None:
    """Answer the oldest pending request."""
    given = Answer(obligation, grant, by, document, reason)
    with service_of(ctx) as service:
        decide_request(service.db, service.records, service.outbox, given, service.now())
    say("answered; the unit is written to")


@command.command("matter")
@click.argument("number", type=int)
@click.option("--answer", "words", required=True, help="the words the unit reads on its page")
@BY
@click.pass_context
def matter(ctx: click.Context, number: int, words: str, by: str) -> None:
    """Answer a matter that a unit raised; the digest lists their numbers."""
    with service_of(ctx) as service:
        answer_matter(service.db, number, words, by, service.now())
    say("answered; the unit reads it on its page")


@command.command("return")
@click.argument("obligation")
@click.option("--until", type=DAY, required=True)
@click.option("--comment", required=True)
@click.option("--usable/--unusable", default=True, help="formal return, or can't be used at all")
@BY
@click.pass_context
def return_(
    ctx: click.Context,
    obligation: str,
    until: datetime,
    comment: str,
    usable: bool,  # noqa: FBT001
    by: str,
) -> None:
    """Return a submission for completion."""
    back = Return(obligation, until.date(), comment, usable, by)
    with service_of(ctx) as service:
        return_submission(service.db, service.records, service.outbox, back, service.now())
    say("returned; the unit is written to")


@command.command("close")
@click.argument("obligation")
@click.argument("state", type=click.Choice(["accepted", "waived", "cancelled"]))
@click.option("--reason", default="", help="the leader's document or words")
@BY
@click.pass_context
def close(ctx: click.Context, obligation: str, state: Ending, reason: str, by: str) -> None:
    """Accept what was handed in, or waive or cancel an obligation."""
    with service_of(ctx) as service:
        close_obligation(
            service.db,
            service.records,
            service.outbox,
            Closing(obligation, state, by, reason),
            service.now(),
        )
    say(state)


@command.command("level")
@click.argument("obligation")
@click.argument("word", type=click.Choice(["approved", "postponed", "to-page"]))
@click.option("--until", type=DAY)
@click.option("--reason", default="")
@BY
@click.pass_context
def level(
    ctx: click.Context,
    obligation: str,
    word: ApprovalState,
    until: datetime | None,
    reason: str,
    by: str,
) -> None:
    """Agree to the next level above the head, put it off, or leave it to the leaders' page."""
    said = Word(obligation, word, by, until.date() if until else None, reason)
    with service_of(ctx) as service:
        rung = steer_level(service.db, service.records, service.outbox, said, service.now())
    say(f"{rung}: {word}")


@command.command("call")
@click.argument("obligation")
@click.argument("rung", type=click.Choice(LATE_RUNGS))
@click.option("--note", default="")
@BY
@click.pass_context
def call(ctx: click.Context, obligation: str, rung: Rung, note: str, by: str) -> None:
    """A post was told by telephone: it is proof that this level was told."""
    with service_of(ctx) as service:
        record_call(
            service.db,
            service.records,
            service.outbox,
            Call(obligation, rung, by, note),
            service.now(),
        )
    say("recorded")


@command.command("reconciled")
@click.argument("group")
@BY
@click.pass_context
def reconciled(ctx: click.Context, group: str, by: str) -> None:
    """GROUP (bao-cao-quy/2025-Q3) was compared with the register of incoming documents now."""
    with service_of(ctx) as service:
        _require("period", group, _groups(service))
        record_reconciliation(service.db, group, by, service.now())
    say("recorded")


@command.command("absence")
@click.argument("post")
@click.option("--until", type=DAY, required=True)
@click.option("--deputy", help="id of the person who stands in")
@BY
@click.pass_context
def absence(ctx: click.Context, post: str, until: datetime, deputy: str | None, by: str) -> None:
    """The holder of POST is away from today until a day, included."""
    with service_of(ctx) as service:
        office = _office(service)
        _require("post", post, [each.id for each in office.posts])
        _require("person", deputy, [each.id for each in office.people])
        away = Absence(post, office_date(service.now()), until.date(), deputy)
        record_absence(service.db, away, by, service.now())
    say("recorded")


@command.command("bounce")
@click.argument("address")
@click.option("--permanent/--for-now", default=True)
@click.option("--why", default="reported by a person")
@click.pass_context
def bounce(ctx: click.Context, address: str, permanent: bool, why: str) -> None:  # noqa: FBT001
    """Mail to ADDRESS came back."""
    with service_of(ctx) as service:
        record_bounce(
            service.db,
            service.records,
            service.outbox,
            Bounce(address, permanent, why),
            service.now(),
        )
    say("recorded")


@command.command("mended")
@click.argument("address")
@BY
@click.pass_context
def mended(ctx: click.Context, address: str, by: str) -> None:
    """ADDRESS takes mail again: letters go there from now on."""
    with service_of(ctx) as service:
        record_mended(service.db, address, by, service.now())
    say("recorded")


for each in (way, text, draft, correction):
    command.add_command(each)


def _office(service: Service) -> Office:
    with service.db.read() as connection:
        return service.records.read(connection).office


def _groups(service: Service) -> set[str]:
    with service.db.read() as connection:
        return {row["task_group"] for row in obligations.every(connection)}


def _require(what: str, name: str | None, known: Iterable[str]) -> None:
    """Raise NotFound, with the nearest known name, when a name that was given is none."""
    names = list(known)
    if name is None or name in names:
        return
    close = get_close_matches(name, names, 1)
    meant = f"; did you mean {close[0]}?" if close else "."
    raise NotFound(f"There is no {what} {name}{meant}")
