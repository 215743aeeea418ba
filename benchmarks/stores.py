"""Stores with many obligations, filled by SQL, and groups that come due on one morning each."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from pathlib import Path

from benchmarks.offices import large_office, packaged_home, unit_id
from cchc_scheduler.actions.go_live import go_live
from cchc_scheduler.actions.open_periods import add_obligations
from cchc_scheduler.actions.outbox import Outbox
from cchc_scheduler.actions.records import Records
from cchc_scheduler.clock import office_instant
from cchc_scheduler.core.deadlines import resolve
from cchc_scheduler.core.obligations import Owed
from cchc_scheduler.documents.letters import LetterTexts
from cchc_scheduler.store import markers
from cchc_scheduler.store.database import Database
from cchc_scheduler.store.deadlines import PLAN
from cchc_scheduler.store.migrate import open_store

START = date(2025, 8, 1)
IN_GROUP = 100
FAR = "datetime('2027-01-01', '+' || (i % 900) || ' days', '+' || (i % 86400) || ' seconds')"
# Of ten obligations four are done, three are still to begin, three wait for a later rung.
FILL = (
    """
    INSERT INTO obligation (id, task, period, task_group, unit, title, clause, roll, state, version,
      deadline_version, policy_revision, next_check_at, first_complete_at, opened_at, created_at)
    SELECT task || '/2025-Q1/' || unit, task, '2025-Q1', task || '/2025-Q1', unit,
      'Rà soát, trình ban hành quyết định về quy chế làm việc', 'III.2.a', 'forward',
      CASE WHEN i % 10 < 4 THEN 'accepted' WHEN i % 10 < 7 THEN 'scheduled' ELSE 'open' END,
      3, 1, :policy, CASE WHEN i % 10 < 4 THEN NULL ELSE far || '.000000' END,
      CASE WHEN i % 10 < 4 THEN '2025-03-05 02:00:00.000000' END,
      '2025-02-14 00:30:00.000000', '2025-01-02 00:30:00.000000'
    FROM (SELECT value AS i, printf('viec-%06d', value / :group) AS task,
      printf('unit-%05d', value % :group) AS unit, FAR AS far FROM numbers)
    """.replace("FAR", FAR.replace("i %", "value %")),
    """
    INSERT INTO deadline (obligation, version, reason, last_day, target, due, late_after, climbs_to,
      set_at, set_by)
    SELECT id, 1, 'plan', '2027-03-09', '2027-03-09', '2027-03-09 17:00:00.000000',
      '2027-03-09 17:00:00.000000', 'leaders', '2025-01-02 00:30:00.000000', 'plan'
    FROM obligation WHERE task LIKE 'viec-%'
    """,
    """
    INSERT INTO letter (kind, template, cause, addressee, post, to_address, cc, subject, message_id,
      sender, state, rehearsal, held, created_at, attempts, lost, sent_at, reply, sha256, bytes)
    SELECT 'opening', 'opening', NULL, 'old@bench.example', 'chu-tich', 'old@bench.example', '[]',
      'CCHC', '<old.' || value || '@bench.example>', 'cchc@bench.example', 'sent', 0, 0,
      '2025-02-14 00:30:00.000000', 1, 0, '2025-02-14 00:30:05.000000', '250 ok', '0',
      randomblob(600)
    FROM numbers WHERE value % :group = 0
    """,
    """
    INSERT INTO notice (obligation, deadline_version, rung, role, state, letter, fire_at,
      decided_at, accepted_at, proven)
    SELECT id, 1, 'opening', 'focal', 'spent', (SELECT max(id) FROM letter),
      '2025-02-14 00:30:00.000000',
      '2025-02-14 00:30:00.000000', '2025-02-14 00:30:05.000000', 1
    FROM obligation WHERE task LIKE 'viec-%' AND state <> 'scheduled'
    """,
)


@dataclass(frozen=True, slots=True)
class Filled:
    """A store with what writing letters needs, and the morning on which each group is due."""

    db: Database
    records: Records
    outbox: Outbox
    mornings: tuple[datetime, ...]

    def ready(self, now: datetime) -> None:
        """Let the service have been alive a minute ago, as the job that mends does."""
        with self.db.work() as connection:
            markers.put(connection, "alive-at", now - timedelta(minutes=1))

    def forget(self, round_number: int) -> None:
        """Look no more at a group that had its letters."""
        with self.db.work() as connection:
            connection.exec_driver_sql(
                "UPDATE obligation SET next_check_at = NULL WHERE task LIKE ?",
                (f"dot-{round_number}-%",),
            )


def filled(folder: Path, obligations: int, due: int, rounds: int) -> Filled:
    """Return a live file store of `obligations` rows, of which `due` come due each morning."""
    units = max(due, IN_GROUP)
    at = office_instant(START, time(7, 0))
    db = open_store(folder, at)
    records = Records()
    go_live(db, records, large_office(units), "benchmark", at)
    mornings = _add_due(db, records, due, rounds)
    fill(db, obligations - due * rounds)
    outbox = Outbox(LetterTexts(packaged_home().template_dirs()))
    return Filled(db, records, outbox, mornings)


def _add_due(db: Database, records: Records, due: int, rounds: int) -> tuple[datetime, ...]:
    mornings: list[datetime] = []
    with db.work() as connection:
        in_force = records.read(connection)
        calendar, policy = in_force.calendar, in_force.policy
        for number in range(rounds):
            day = calendar.shift(START, number + 1)
            days = resolve(calendar.shift(day, policy.rungs.opening), calendar)
            owed = [_owed(f"dot-{number}-{unit // IN_GROUP}", unit, days) for unit in range(due)]
            add_obligations(connection, in_force, owed, PLAN, office_instant(day, time(7)))
            mornings.append(office_instant(day, policy.window.opens))
        connection.exec_driver_sql(
            "UPDATE obligation SET state = 'open', policy_revision = ? WHERE task LIKE 'dot-%'",
            (in_force.policy_number,),
        )
    return tuple(mornings)


def _owed(task: str, unit: int, days: object) -> Owed:
    return Owed(
        id=f"{task}/2025-Q3/{unit_id(unit)}",
        item=task,
        unit=unit_id(unit),
        period="2025-Q3",
        title="Rà soát, trình ban hành quyết định về quy chế làm việc của cơ quan",
        clause="III.2.a",
        days=days,
        roll="forward",
    )


def fill(db: Database, count: int, in_group: int = IN_GROUP) -> None:
    """Add obligations with their deadlines, notices and letters, a task for every so many units."""
    with db.work() as connection:
        connection.exec_driver_sql(
            "CREATE TEMP TABLE numbers AS WITH RECURSIVE up(value) AS "
            "(SELECT 0 UNION ALL SELECT value + 1 FROM up WHERE value + 1 < ?) SELECT * FROM up",
            (max(count, 1),),
        )
        policy = connection.exec_driver_sql(
            "SELECT max(id) FROM revision WHERE kind = 'policy'"
        ).scalar_one()
        for statement in FILL:
            named = {"group": in_group, "policy": policy}
            connection.exec_driver_sql(
                statement, {k: v for k, v in named.items() if f":{k}" in statement}
            )
        connection.exec_driver_sql("DROP TABLE numbers")
    with db.read() as connection:
        connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
