"""Calls about what is owed, as people note them."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"

RUNGS = "'opening', 'remind-7', 'remind-3', 'remind-1', 'due-day', 'late-1', 'late-3', 'late-5'"


def upgrade() -> None:
    """Make the table; nobody has called yet."""
    op.create_table(
        "call",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("obligation", sa.String(), nullable=False),
        sa.Column("carrier", sa.String(), nullable=False),
        sa.Column("spoke_with", sa.String(), nullable=False),
        sa.Column("words", sa.String(), nullable=False),
        sa.Column("rung", sa.String(), nullable=True),
        sa.Column("called_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("recorded_by", sa.String(), nullable=False),
        sa.CheckConstraint(f"rung IN ({RUNGS})", name=op.f("ck_call_rung")),
        sa.ForeignKeyConstraint(
            ["obligation"], ["obligation.id"], name=op.f("fk_call_obligation_obligation")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_call")),
        sa.UniqueConstraint("carrier", name=op.f("uq_call_carrier")),
    )
    op.create_index(op.f("ix_call_obligation"), "call", ["obligation"])
