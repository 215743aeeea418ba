"""The first tables."""

from datetime import date, datetime
from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None

_RUNGS = "opening remind-7 remind-3 remind-1 due-day late-1 late-3 late-5"


def upgrade() -> None:
    """Make every table of the first release."""
    _absence()
    _address()
    _audit()
    _job_run()
    _letter()
    _marker()
    _obligation()
    _reconciliation()
    _revision()
    _approval()
    _attempt()
    _deadline()
    _notice()
    _request()
    _submission()


def _text(name: str, *, nullable: bool = False) -> sa.Column[str]:
    return sa.Column(name, sa.String(), nullable=nullable)


def _number(name: str, *, nullable: bool = False) -> sa.Column[int]:
    return sa.Column(name, sa.Integer(), nullable=nullable)


def _day(name: str, *, nullable: bool = False) -> sa.Column[date]:
    return sa.Column(name, sa.Date(), nullable=nullable)


def _one_of(table: str, column: str, words: str) -> sa.CheckConstraint:
    listed = ", ".join(f"'{word}'" for word in words.split())
    return sa.CheckConstraint(f"{column} IN ({listed})", name=op.f(f"ck_{table}_{column}"))


def _belongs(table: str, other: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        [other], [f"{other}.id"], name=op.f(f"fk_{table}_{other}_{other}")
    )


def _where(condition: str) -> dict[str, Any]:
    return {"sqlite_where": sa.text(condition), "postgresql_where": sa.text(condition)}


def _instant(name: str, *, nullable: bool = False) -> sa.Column[datetime]:
    return sa.Column(name, sa.DateTime(timezone=True), nullable=nullable)


def _absence() -> None:
    op.create_table(
        "absence",
        _number("id"),
        _text("post"),
        _day("first_day"),
        _day("last_day"),
        _text("deputy", nullable=True),
        _instant("recorded_at"),
        _text("recorded_by"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_absence")),
    )
    op.create_index(op.f("ix_absence_post"), "absence", ["post"])


def _address() -> None:
    op.create_table(
        "address",
        _text("address"),
        _text("state"),
        _text("why"),
        _instant("since"),
        _instant("hold_until", nullable=True),
        _one_of("address", "state", "dead soft"),
        sa.PrimaryKeyConstraint("address", name=op.f("pk_address")),
    )


def _audit() -> None:
    op.create_table(
        "audit",
        _number("number"),
        _instant("at"),
        _text("actor"),
        _text("verb"),
        _text("subject"),
        _text("detail"),
        _text("before"),
        _text("hash"),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_audit")),
    )
    op.create_index(op.f("ix_audit_subject"), "audit", ["subject"])


def _job_run() -> None:
    op.create_table(
        "job_run",
        _text("job"),
        _instant("started_at"),
        _instant("ended_at"),
        _text("fault", nullable=True),
        _number("faults_in_a_row"),
        sa.PrimaryKeyConstraint("job", name=op.f("pk_job_run")),
    )


def _letter() -> None:
    op.create_table(
        "letter",
        _number("id"),
        _text("kind"),
        _text("template"),
        _text("cause", nullable=True),
        _text("addressee"),
        _text("post", nullable=True),
        _text("to_address"),
        _text("cc"),
        _text("subject"),
        _text("message_id"),
        _text("sender"),
        _text("state"),
        _day("slot_day", nullable=True),
        _text("slot", nullable=True),
        sa.Column("rehearsal", sa.Boolean(), nullable=False),
        sa.Column("held", sa.Boolean(), nullable=False),
        _instant("created_at"),
        _instant("next_attempt_at", nullable=True),
        _instant("expires_at", nullable=True),
        _number("attempts"),
        _instant("marked_at", nullable=True),
        _number("lost"),
        _instant("sent_at", nullable=True),
        _text("reply", nullable=True),
        _text("sha256"),
        sa.Column("bytes", sa.LargeBinary(), nullable=False),
        _one_of(
            "letter",
            "kind",
            "opening reminder escalation information correction approval digest leaders "
            "receipt return extension report undelivered login system test",
        ),
        _one_of("letter", "slot", "morning afternoon"),
        _one_of(
            "letter", "state", "queued sending sent deferred unknown dead expired cancelled bounced"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_letter")),
        sa.UniqueConstraint("message_id", name=op.f("uq_letter_message_id")),
    )
    op.create_index(
        "ix_letter_next_attempt_at",
        "letter",
        ["next_attempt_at"],
        **_where("next_attempt_at IS NOT NULL"),
    )
    op.create_index("ix_letter_to_address", "letter", ["addressee", "id"])
    op.create_index(
        "uq_letter_cause",
        "letter",
        ["kind", "addressee", "cause"],
        unique=True,
        **_where("cause IS NOT NULL"),
    )
    op.create_index(
        "uq_letter_slot",
        "letter",
        ["addressee", "slot_day", "slot"],
        unique=True,
        **_where(
            "slot IS NOT NULL AND state IN ('queued', 'sending', 'sent', 'deferred', "
            "'unknown', 'bounced')"
        ),
    )


def _marker() -> None:
    op.create_table(
        "marker",
        _text("name"),
        _text("value"),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_marker")),
    )


def _obligation() -> None:
    op.create_table(
        "obligation",
        _text("id"),
        _text("task"),
        _text("period"),
        _text("task_group"),
        _text("unit"),
        _text("title"),
        _text("clause"),
        _text("roll"),
        _text("state"),
        _number("version"),
        _number("deadline_version"),
        _number("policy_revision", nullable=True),
        _day("upstream_day", nullable=True),
        _instant("next_check_at", nullable=True),
        _instant("first_complete_at", nullable=True),
        _instant("opened_at", nullable=True),
        _instant("created_at"),
        _one_of(
            "obligation", "state", "scheduled open submitted accepted returned waived cancelled"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_obligation")),
    )
    op.create_index(
        "ix_obligation_next_check_at",
        "obligation",
        ["next_check_at"],
        **_where("next_check_at IS NOT NULL"),
    )
    op.create_index(op.f("ix_obligation_task_group"), "obligation", ["task_group"])
    op.create_index(op.f("ix_obligation_unit"), "obligation", ["unit"])


def _reconciliation() -> None:
    op.create_table(
        "reconciliation",
        _number("id"),
        _text("task_group"),
        _instant("at"),
        _text("by"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reconciliation")),
    )
    op.create_index(op.f("ix_reconciliation_task_group"), "reconciliation", ["task_group"])


def _revision() -> None:
    op.create_table(
        "revision",
        _number("id"),
        _text("kind"),
        _text("name"),
        _text("document"),
        _text("sha256"),
        _instant("applied_at"),
        _text("applied_by"),
        _one_of("revision", "kind", "office policy plan calendar"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_revision")),
    )
    op.create_index(op.f("ix_revision_kind"), "revision", ["kind"])


def _approval() -> None:
    op.create_table(
        "approval",
        _number("id"),
        _text("obligation"),
        _number("deadline_version"),
        _text("rung"),
        _text("state"),
        _instant("until", nullable=True),
        _text("reason", nullable=True),
        _instant("asked_at"),
        _instant("decided_at", nullable=True),
        _text("decided_by", nullable=True),
        _one_of("approval", "rung", _RUNGS),
        _one_of("approval", "state", "asked approved to-page postponed"),
        _belongs("approval", "obligation"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_approval")),
        sa.UniqueConstraint("obligation", "deadline_version", "rung", name="uq_approval_key"),
    )


def _attempt() -> None:
    op.create_table(
        "attempt",
        _number("id"),
        _number("letter"),
        _number("number"),
        _text("phase"),
        _text("recipient", nullable=True),
        _number("code", nullable=True),
        _text("reply", nullable=True),
        _instant("at"),
        _one_of(
            "attempt",
            "phase",
            "claimed data accepted refused deferred lost released cc-refused bounced",
        ),
        _belongs("attempt", "letter"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_attempt")),
    )
    op.create_index(op.f("ix_attempt_letter"), "attempt", ["letter"])


def _deadline() -> None:
    op.create_table(
        "deadline",
        _text("obligation"),
        _number("version"),
        _text("reason"),
        _day("last_day"),
        _day("target"),
        _instant("due"),
        _instant("late_after"),
        _text("climbs_to"),
        _instant("set_at"),
        _text("set_by"),
        _text("note", nullable=True),
        _one_of("deadline", "climbs_to", "unit head office leaders"),
        _one_of("deadline", "reason", "plan later-day extension return amendment"),
        _belongs("deadline", "obligation"),
        sa.PrimaryKeyConstraint("obligation", "version", name=op.f("pk_deadline")),
    )


def _notice() -> None:
    op.create_table(
        "notice",
        _number("id"),
        _text("obligation"),
        _number("deadline_version"),
        _text("rung"),
        _text("role"),
        _text("state"),
        _text("why", nullable=True),
        _number("letter", nullable=True),
        _instant("fire_at"),
        _instant("decided_at"),
        _instant("accepted_at", nullable=True),
        sa.Column("proven", sa.Boolean(), nullable=False),
        _one_of("notice", "role", "focal head office leader"),
        _one_of("notice", "rung", _RUNGS),
        _one_of("notice", "state", "waiting carried spent skipped"),
        _belongs("notice", "letter"),
        _belongs("notice", "obligation"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_notice")),
        sa.UniqueConstraint("obligation", "deadline_version", "rung", "role", name="uq_notice_key"),
    )
    op.create_index("ix_notice_letter", "notice", ["letter"], **_where("letter IS NOT NULL"))


def _request() -> None:
    op.create_table(
        "request",
        _number("id"),
        _text("obligation"),
        _number("deadline_version"),
        _text("kind"),
        _day("until", nullable=True),
        _text("reason"),
        _text("by"),
        _instant("asked_at"),
        _instant("held_until", nullable=True),
        _text("state"),
        _text("answer", nullable=True),
        _instant("decided_at", nullable=True),
        _text("decided_by", nullable=True),
        _one_of("request", "kind", "later-day not-ours"),
        _one_of("request", "state", "asked granted refused"),
        _belongs("request", "obligation"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_request")),
    )
    op.create_index(op.f("ix_request_obligation"), "request", ["obligation"])


def _submission() -> None:
    op.create_table(
        "submission",
        _number("id"),
        _text("obligation"),
        _number("version"),
        _text("kind"),
        _text("carrier"),
        _text("by"),
        _text("link", nullable=True),
        _text("file_name", nullable=True),
        _number("file_size", nullable=True),
        _text("file_sha256", nullable=True),
        _text("number", nullable=True),
        _text("note", nullable=True),
        _instant("handed_in_at"),
        _instant("recorded_at"),
        _text("recorded_by"),
        sa.Column("usable", sa.Boolean(), nullable=False),
        _one_of("submission", "kind", "link file nil elsewhere"),
        _belongs("submission", "obligation"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_submission")),
        sa.UniqueConstraint("carrier", name=op.f("uq_submission_carrier")),
    )
    op.create_index(op.f("ix_submission_obligation"), "submission", ["obligation"])
