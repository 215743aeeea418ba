"""Seasons of the sample office, lived by the real service, and the letters that left in them."""

from dataclasses import dataclass
from datetime import date, datetime
from email import message_from_bytes
from email.header import decode_header, make_header
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from cchc_scheduler.clock import OFFICE_ZONE
from cchc_scheduler.home import find_home
from cchc_scheduler.simulate.scenario import parse_scenario, read_scenario
from cchc_scheduler.simulate.season import Season, simulate
from cchc_scheduler.store import letters

ROOT = Path(__file__).resolve().parents[2]
OFFICE = Path("config", "office.yaml")
POLICY = Path("config", "policy.yaml")
PLAN = Path("config", "plans", "2025-h2.yaml")
YEAR = 2025
DEMO = ROOT / "config" / "examples" / "demo-season.yaml"
HALF_YEAR = ("2025-07-28", "2025-12-31")
QUARTER = ("2025-09-03", "2025-09-19")


@dataclass(frozen=True)
class Sent:
    """One letter as it left: when (office time), to whom, its template, kind and words."""

    at: datetime
    to: str
    cc: tuple
    template: str
    kind: str
    subject: str
    text: str
    html: str

    @property
    def when(self):
        return f"{self.at:%Y-%m-%d %H:%M}"

    @property
    def post(self):
        return self.to.split("@")[0]


def live(deeds="", span=QUARTER, *, office=(), policy=(), plan=YEAR, plan_changes=()):
    """The letters of a span of time, in the order in which they left.

    `deeds` is a scenario in YAML; `office`, `policy` and `plan_changes` are pairs of words to
    replace in the sample office's files, each found once. `plan` moves the plan to another year.
    """
    years = tuple(
        (f"{end}_day: 2025-{day}", f"{end}_day: {plan}-{day}")
        for end, day in (("first", "07-28"), ("last", "12-31"))
        if plan != YEAR
    )
    changes = (
        (OFFICE, tuple(office)),
        (POLICY, tuple(policy)),
        (PLAN, years + tuple(plan_changes)),
    )
    return _live(deeds, tuple(span), changes)


def demo():
    """The letters of the half-year of the demonstration."""
    return _live(DEMO, HALF_YEAR, ())


@cache
def _live(deeds, span, changes):
    first, last = (date.fromisoformat(day) for day in span)
    parsed = read_scenario(deeds) if isinstance(deeds, Path) else parse_scenario(deeds)
    with TemporaryDirectory() as folder:
        home = _home(Path(folder), changes)
        found = simulate(home, Season(first, last, parsed))
    with found.db.read() as connection:
        rows = {row["message_id"]: row for row in letters.every_brief(connection)}
    return tuple(_sent(at, envelope, rows) for at, envelope in found.letters)


def _home(folder, changes):
    for path, pairs in ((path, pairs) for path, pairs in changes if pairs):
        text = (ROOT / path).read_text(encoding="utf-8")
        for old, new in pairs:
            assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times in {path}"
            text = text.replace(old, new)
        target = folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, encoding="utf-8")
    (folder / "config").mkdir(exist_ok=True)
    return find_home(folder, {}, folder) if changes else find_home(ROOT, {}, ROOT)


def _sent(at, envelope, rows):
    message = message_from_bytes(envelope.data)
    bodies = {
        part.get_content_type(): part.get_payload(decode=True).decode().replace("\r\n", "\n")
        for part in message.walk()
        if not part.is_multipart()
    }
    row = rows[message["Message-ID"].strip()]
    return Sent(
        at=at.astimezone(OFFICE_ZONE),
        to=envelope.recipients[0],
        cc=tuple(envelope.recipients[1:]),
        template=row["template"],
        kind=row["kind"],
        subject=str(make_header(decode_header(message["Subject"]))),
        text=bodies["text/plain"],
        html=bodies["text/html"],
    )


def of(sent, *templates, to=None):
    """Those letters that are of one of these templates, and to one box where `to` names it."""
    return [each for each in sent if each.template in templates and to in (None, each.post)]


def times(sent):
    """When letters left and to which box, in order."""
    return [(each.when, each.post) for each in sent]
