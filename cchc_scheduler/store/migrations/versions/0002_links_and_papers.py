"""Capability links; type and day of what was handed in; mail that came in and where it lay."""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Make the tables of links and of mail that came in, and widen that of submissions."""
    _links()
    with op.batch_alter_table("submission", recreate="always") as submission:
        submission.add_column(sa.Column("file_type", sa.String(), nullable=True))
        submission.add_column(sa.Column("document_day", sa.Date(), nullable=True))
    _mailbox()
    _incoming()


def _links() -> None:
    op.create_table(
        "capability",
        sa.Column("fingerprint", sa.String(), nullable=False),
        sa.Column("purpose", sa.String(), nullable=False),
        sa.Column("subject", sa.String(), nullable=False),
        sa.Column("generation", sa.Integer(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("revoked_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "purpose IN ('page', 'reply', 'bounce', 'feed')", name=op.f("ck_capability_purpose")
        ),
        sa.PrimaryKeyConstraint("fingerprint", name=op.f("pk_capability")),
        sa.UniqueConstraint("purpose", "subject", "generation", name="uq_capability_key"),
    )


def _mailbox() -> None:
    op.create_table(
        "mailbox",
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("validity", sa.Integer(), nullable=True),
        sa.Column("last_uid", sa.Integer(), nullable=False),
        sa.Column("read_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("fault", sa.String(), nullable=True),
        sa.Column("fault_since", sa.DateTime(timezone=True), nullable=True),
        sa.Column("faults", sa.Integer(), nullable=False),
        sa.Column("stuck_uid", sa.Integer(), nullable=True),
        sa.Column("stuck_tries", sa.Integer(), nullable=False),
        sa.Column("next_try_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_mailbox")),
    )


def _incoming() -> None:
    op.create_table("incoming", *_incoming_columns(), *_incoming_constraints())
    op.create_index("ix_incoming_subject_key", "incoming", ["subject_key"])
    op.create_index("ix_incoming_message_id", "incoming", ["message_id"])
    op.create_index(
        "ix_incoming_kept",
        "incoming",
        ["id"],
        sqlite_where=sa.text("state = 'kept'"),
        postgresql_where=sa.text("state = 'kept'"),
    )


def _incoming_columns() -> list[sa.Column[Any]]:
    return [
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("sha256", sa.String(), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("arrived_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("stored_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("validity", sa.Integer(), nullable=True),
        sa.Column("uid", sa.Integer(), nullable=True),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("why", sa.String(), nullable=True),
        sa.Column("kind", sa.String(), nullable=True),
        sa.Column("sender", sa.String(), nullable=True),
        sa.Column("subject", sa.String(), nullable=True),
        sa.Column("message_id", sa.String(), nullable=True),
        sa.Column("content", sa.String(), nullable=True),
        sa.Column("excerpt", sa.String(), nullable=True),
        sa.Column("unit", sa.String(), nullable=True),
        sa.Column("obligation", sa.String(), nullable=True),
        sa.Column("submission", sa.Integer(), nullable=True),
        sa.Column("letter", sa.Integer(), nullable=True),
        sa.Column("subject_key", sa.String(), nullable=True),
        sa.Column("answer", sa.String(), nullable=True),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("settled_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("settled_by", sa.String(), nullable=True),
    ]


def _incoming_constraints() -> list[Any]:
    return [
        sa.CheckConstraint(
            "state IN ('kept', 'recorded', 'person', 'quarantined', 'absence', 'bounce', "
            "'automatic', 'repeat', 'poisoned', 'settled')",
            name=op.f("ck_incoming_state"),
        ),
        sa.CheckConstraint(
            "answer IN ('receipt', 'read', 'which', 'stranger')", name=op.f("ck_incoming_answer")
        ),
        sa.ForeignKeyConstraint(
            ["obligation"], ["obligation.id"], name=op.f("fk_incoming_obligation_obligation")
        ),
        sa.ForeignKeyConstraint(
            ["submission"], ["submission.id"], name=op.f("fk_incoming_submission_submission")
        ),
        sa.ForeignKeyConstraint(["letter"], ["letter.id"], name=op.f("fk_incoming_letter_letter")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_incoming")),
        sa.UniqueConstraint("sha256", name=op.f("uq_incoming_sha256")),
    ]
