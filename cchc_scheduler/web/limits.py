"""How often an address may ask: a bucket of permits that fills up again with time."""

from collections import OrderedDict
from dataclasses import dataclass
from typing import Final

MOST_KNOWN: Final = 10_000


@dataclass(frozen=True, slots=True)
class Rate:
    """So many at once, and one more every so many seconds."""

    burst: int
    seconds_each: float


class Limiter:
    """Counts by a key; what was not seen for longest is forgotten first."""

    def __init__(self, rate: Rate) -> None:
        """Begin with full buckets."""
        self._rate: Final = rate
        self._buckets: Final[OrderedDict[str, tuple[float, float]]] = OrderedDict()

    def allows(self, key: str, now: float) -> bool:
        """Take a permit at a monotonic second; tell whether there was one."""
        left, at = self._buckets.pop(key, (float(self._rate.burst), now))
        left = min(left + (now - at) / self._rate.seconds_each, self._rate.burst)
        allowed = left >= 1
        self._buckets[key] = (left - 1 if allowed else left, now)
        if len(self._buckets) > MOST_KNOWN:
            self._buckets.popitem(last=False)
        return allowed
