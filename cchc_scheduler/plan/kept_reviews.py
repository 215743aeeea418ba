"""An annex that was read and the mendings of it as JSON text, which the store keeps, and back."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from pydantic import TypeAdapter

from cchc_scheduler.core.annexes.values import Annex
from cchc_scheduler.core.mendings import Mending


@dataclass(frozen=True, slots=True)
class KeptMending:
    """A mending with who settled it, when, and in which version of the draft."""

    mending: Mending
    by: str
    at: datetime
    version: int


ANNEX: Final = TypeAdapter(Annex)
MENDINGS: Final = TypeAdapter(tuple[KeptMending, ...])


def annex_text(annex: Annex) -> str:
    """Return an annex as JSON."""
    return ANNEX.dump_json(annex).decode()


def annex_from_text(text: str) -> Annex:
    """Return the annex of a JSON text."""
    return ANNEX.validate_json(text)


def mendings_text(mendings: Iterable[KeptMending]) -> str:
    """Return mendings as JSON."""
    return MENDINGS.dump_json(tuple(mendings)).decode()


def mendings_from_text(text: str) -> tuple[KeptMending, ...]:
    """Return the mendings of a JSON text."""
    return MENDINGS.validate_json(text)
