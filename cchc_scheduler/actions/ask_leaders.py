"""What waits for a leader's word, for the leaders' page: only what nobody below may decide."""

from collections.abc import Iterator, Sequence

from sqlalchemy import RowMapping

from cchc_scheduler.actions.desk import Desk
from cchc_scheduler.actions.obligation_book import latest_day_for
from cchc_scheduler.actions.read_way import read_way
from cchc_scheduler.core.periods import period_named
from cchc_scheduler.documents.vietnamese import short_day, short_period
from cchc_scheduler.store import requests


def asked_of_leaders(desk: Desk, rows: Sequence[RowMapping]) -> tuple[str, ...]:
    """Return a line for each request beyond what the coordinator may agree to, and for a signature.

    `rows` are a period's obligations; each line is a fact with its unit, no judgement.
    """
    return (*_beyond(desk, rows), *_signature(desk, rows))


def _beyond(desk: Desk, rows: Sequence[RowMapping]) -> Iterator[str]:
    pending = requests.pending(desk.connection, [row["id"] for row in rows])
    for row in rows:
        unit = desk.in_force.office.unit(row["unit"]).name
        for request in pending.get(row["id"], ()):
            if request["until"] is not None and request["until"] > latest_day_for(desk, row):
                day = short_day(request["until"])
                yield f"Đề nghị gia hạn của {unit} đến hết {day}: {request['reason']}"


def _signature(desk: Desk, rows: Sequence[RowMapping]) -> Iterator[str]:
    """Yield that the compiled report lies before the leaders, while it is not signed."""
    period = rows[0]["period"]
    steps = read_way(desk, period).steps
    if steps and steps[-1].step == "for-signature":
        named = short_period(period_named(period))
        day = short_day(steps[-1].day)
        yield f"Ký báo cáo tổng hợp {named}, đã trình ngày {day}"
