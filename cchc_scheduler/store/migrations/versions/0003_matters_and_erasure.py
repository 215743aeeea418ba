"""Matters that units raise; when the content of a submission was erased."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Make the table of matters and widen that of submissions."""
    op.create_table(
        "matter",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("obligation", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("carrier", sa.String(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("by", sa.String(), nullable=False),
        sa.Column("person", sa.String(), nullable=True),
        sa.Column("address", sa.String(), nullable=True),
        sa.Column("raised_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("answer", sa.String(), nullable=True),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("answered_by", sa.String(), nullable=True),
        sa.CheckConstraint(
            "kind IN ('difficulty', 'plan-change', 'row-wrong', 'row-right', 'hand-over')",
            name=op.f("ck_matter_kind"),
        ),
        sa.CheckConstraint("state IN ('asked', 'answered', 'noted')", name=op.f("ck_matter_state")),
        sa.ForeignKeyConstraint(
            ["obligation"], ["obligation.id"], name=op.f("fk_matter_obligation_obligation")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_matter")),
        sa.UniqueConstraint("carrier", name=op.f("uq_matter_carrier")),
    )
    op.create_index(op.f("ix_matter_obligation"), "matter", ["obligation"])
    with op.batch_alter_table("submission", recreate="always") as submission:
        submission.add_column(sa.Column("erased_at", sa.DateTime(timezone=True), nullable=True))
