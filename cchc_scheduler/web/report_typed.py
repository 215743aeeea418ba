"""The form of a report as a browser sends it: answers by their fields, and what to do with them."""

from dataclasses import dataclass
from typing import Final

from cchc_scheduler.core.answers import Answer, Answers
from cchc_scheduler.core.outlines import UnitForm
from cchc_scheduler.web.reading import Typed, is_nonce

# Before the field's slug: its text, its state, and whether its figure is an estimate.
TEXT: Final = "t."
STATE: Final = "s."
ESTIMATED: Final = "u."
# The last field of the form: without it a browser or a scanner sent only a part.
WHOLE: Final = "whole"


@dataclass(frozen=True, slots=True)
class TypedReport:
    """What was typed; `after` is the version the form was shown with, 0 for none.

    `whole` is false when the form came without its end or was never shown.
    """

    answers: Answers
    by: str
    declared: bool
    hand_in: bool
    after: int
    nonce: str
    whole: bool


def typed_report(found: Typed, form: UnitForm) -> TypedReport:
    """Return a form as it was typed, every field of the outline read."""
    answers = {}
    for field in form.fields:
        answers[field.key] = Answer(
            text=found.text(f"{TEXT}{field.slug}"),
            state=found.text(f"{STATE}{field.slug}") or None,
            estimated=found.text(f"{ESTIMATED}{field.slug}") == "yes",
        )
    after = found.text("after")
    return TypedReport(
        answers=answers,
        by=found.line("by"),
        declared=found.text("declared") == "yes",
        hand_in=found.text("act") == "hand-in",
        after=int(after) if after.isascii() and after.isdecimal() and len(after) < 12 else 0,  # noqa: PLR2004
        nonce=found.text("nonce"),
        whole=is_nonce(found.text("nonce")) and found.text(WHOLE) == "yes",
    )
