"""`cchc erase OBLIGATION NUMBER`: remove what was handed in or raised, also from the backups."""

import re
from typing import Final

import click

from cchc_scheduler.actions.erase_matter import Erasable as Written
from cchc_scheduler.actions.erase_matter import erase_matter, find_matter
from cchc_scheduler.actions.erase_opinion import ABOUT, erase_opinion, find_opinion
from cchc_scheduler.actions.erase_request import erase_request, find_request
from cchc_scheduler.actions.erase_submission import (
    Erasable,
    Erased,
    erase_submission,
    find_erasable,
)
from cchc_scheduler.cli.shared import YES_OPTION, home_of, say, service_of
from cchc_scheduler.clock import OFFICE_ZONE
from cchc_scheduler.core.errors import BadInput

FIND: Final = {"matter": find_matter, "request": find_request, ABOUT: find_opinion}
ERASE: Final = {
    None: erase_submission,
    "matter": erase_matter,
    "request": erase_request,
    ABOUT: erase_opinion,
}


@click.command("erase")
@click.argument("obligation")
@click.argument("submission")
@click.option("--matter", "what", flag_value="matter", help="it is the number of a matter")
@click.option("--request", "what", flag_value="request", help="it is the number of a request")
@click.option("--by", required=True, help="who decided it")
@YES_OPTION
@click.pass_context
def command(
    ctx: click.Context,
    obligation: str,
    submission: str,
    what: str | None,
    by: str,
    yes: bool,  # noqa: FBT001
) -> None:
    """Remove the content of SUBMISSION, the number or the receipt's code (BN-2025Q3-0007).

    File, link, number and note go, with the letters and the mail that repeat them, from the store
    and from every backup in the data folder. That something was handed in, and when, stays.

    With --matter it is what a unit raised on its page: its words, and the person it names; with
    --request why it asked to hand in later, or that a duty is not its own. `cchc erase opinion 3`
    removes the words of the opinion registered under number 3, and of its answer.
    """
    number = _number(submission)
    what = ABOUT if obligation == ABOUT else what
    with service_of(ctx) as service:
        if what is None:
            _tell(find_erasable(service.db, obligation, number))
        else:
            _tell_written(what, FIND[what](service.db, obligation, number))
        if not yes:
            click.confirm("Remove it for good? There is no way back", abort=True)
        data = home_of(ctx).data_folder()
        done = ERASE[what](service.db, data, (obligation, number), by, service.now())
    _tell_done(done)


def _number(text: str) -> int:
    found = re.fullmatch(r"(?:BN-[0-9A-Z]+-)?([0-9]{1,9})", text.strip(), re.ASCII)
    if found is None:
        raise BadInput(f"{text!r} is no submission; write its number or its receipt's code.")
    return int(found[1])


def _tell(found: Erasable) -> None:
    at = found.handed_in_at.astimezone(OFFICE_ZONE)
    size = f", a file of {found.size} bytes" if found.size is not None else ""
    say(
        f"submission {found.submission} of {found.obligation}: {found.kind}{size}, "
        f"handed in {at:%Y-%m-%d %H:%M} by {found.by}"
    )
    if found.erased_at is not None:
        say("its rows were emptied before; what is left of it is looked for again")
    for each in found.shared:
        say(f"submission {each} holds the very same file: the file stays until that is erased too")


def _tell_written(what: str, found: Written) -> None:
    at = found.at.astimezone(OFFICE_ZONE)
    about = f"{what} {found.number} of {found.obligation}: {found.kind}"
    say(f"{about}, written {at:%Y-%m-%d %H:%M} by {found.by}")


def _tell_done(done: Erased) -> None:
    say(f"erased: the rows, {done.files} files; {len(done.backups)} backups rewritten")
    for path in done.backups:
        say(f"  {path}")
    if done.unfinished or not done.compacted:
        say("A copy is being written or the store is being read just now: run this once more.")
    say("Copies kept elsewhere still hold it: erase them there, or run this after restoring one.")
