"""How much each benchmark does: as `make bench` runs it, or tiny, to see that it runs at all."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Sizes:
    """`stores` are numbers of obligations; spans are in seconds, counts in letters."""

    stores: tuple[int, ...] = (10_000, 100_000, 1_000_000)
    due: int = 100
    tick_rounds: int = 7
    idle_ticks: int = 100
    mail_letters: int = 500
    mail_source: int = 5_000
    mail_rounds: int = 5
    forecast: int = 10_000
    season_units: int = 200
    process_runs: int = 5
    page_units: int = 400
    page_gets: int = 3_000
    page_posts: int = 400
    page_rounds: int = 5
    upload_mb: int = 20
    desk_units: int = 40
    desk_obligations: int = 5_000
    desk_pages: int = 20
    desk_rounds: int = 5
    mail_replies: int = 1_000
    report_sections: int = 30
    report_rows: int = 100
    sheet_rows: int = 10_000
    pack_years: int = 10
    pack_kb: int = 500
    report_rounds: int = 7
    idle_seconds: float = 60.0
    settle_seconds: float = 75.0


TINY = Sizes(
    stores=(400, 800),
    due=20,
    tick_rounds=2,
    idle_ticks=3,
    mail_letters=20,
    mail_source=40,
    mail_rounds=1,
    forecast=50,
    season_units=8,
    process_runs=1,
    page_units=16,
    page_gets=64,
    page_posts=32,
    page_rounds=1,
    desk_units=12,
    desk_obligations=400,
    desk_pages=2,
    desk_rounds=1,
    mail_replies=40,
    report_sections=3,
    report_rows=5,
    sheet_rows=60,
    pack_years=1,
    pack_kb=4,
    report_rounds=1,
    idle_seconds=1.0,
    settle_seconds=1.0,
)
