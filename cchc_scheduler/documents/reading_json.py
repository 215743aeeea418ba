"""How a deadline's wording was read, as the JSON that other programs are promised."""

from datetime import date
from typing import Any

from cchc_scheduler.core.phrases.values import Reading
from cchc_scheduler.documents.phrase_reasons import why_confirm


def reading_as_json(reading: Reading) -> dict[str, Any]:
    """Return a reading; keys as documented for `deadline read --json`."""
    return {
        "phrase": reading.phrase,
        "kind": reading.kind,
        "bound": reading.bound,
        "due": [day.isoformat() for day in reading.due],
        "freq": reading.freq,
        "start": iso(reading.start),
        "event": reading.event,
        "offset": reading.offset,
        "time": reading.time,
        "needs_confirmation": reading.needs_confirmation,
        "reason": why_confirm(reading.reason),
    }


def iso(day: date | None) -> str | None:
    """Return a day as 2025-09-09, None where there is none."""
    return day.isoformat() if day else None
