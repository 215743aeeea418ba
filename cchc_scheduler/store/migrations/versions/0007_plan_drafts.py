"""Drafts of plans under review, which revisions came in force together, and what each did."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"

TOGETHER = (
    "UPDATE revision SET apply = (SELECT MIN(other.id) FROM revision AS other "
    "WHERE other.applied_at = revision.applied_at)"
)


def upgrade() -> None:
    """Make the tables; earlier revisions of one instant came in force together."""
    _drafts()
    _effects()
    op.add_column("revision", sa.Column("apply", sa.Integer(), nullable=True))
    op.add_column("revision", sa.Column("undoes", sa.Integer(), nullable=True))
    op.add_column("revision", sa.Column("last_letter", sa.Integer(), nullable=True))
    op.create_index(op.f("ix_revision_apply"), "revision", ["apply"])
    op.execute(TOGETHER)


def _drafts() -> None:
    op.create_table(
        "plan_draft",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("plan", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("sha256", sa.String(), nullable=False),
        sa.Column("proposal", sa.String(), nullable=False),
        sa.Column("mendings", sa.String(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("made_by", sa.String(), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("changed_by", sa.String(), nullable=False),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("apply", sa.Integer(), nullable=True),
        sa.CheckConstraint(
            "state IN ('open', 'applied', 'dropped')", name=op.f("ck_plan_draft_state")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_plan_draft")),
    )
    op.create_index(op.f("ix_plan_draft_sha256"), "plan_draft", ["sha256"])


def _effects() -> None:
    states = "'scheduled', 'open', 'submitted', 'accepted', 'returned', 'waived', 'cancelled'"
    op.create_table(
        "apply_effect",
        sa.Column("apply", sa.Integer(), nullable=False),
        sa.Column("obligation", sa.String(), nullable=False),
        sa.Column("effect", sa.String(), nullable=False),
        sa.Column("state_before", sa.String(), nullable=True),
        sa.Column("version_before", sa.Integer(), nullable=True),
        sa.CheckConstraint(
            "effect IN ('made', 'moved', 'withdrawn', 'brought-back')",
            name=op.f("ck_apply_effect_effect"),
        ),
        sa.CheckConstraint(
            f"state_before IN ({states})", name=op.f("ck_apply_effect_state_before")
        ),
        sa.ForeignKeyConstraint(
            ["obligation"], ["obligation.id"], name=op.f("fk_apply_effect_obligation_obligation")
        ),
        sa.PrimaryKeyConstraint("apply", "obligation", name=op.f("pk_apply_effect")),
    )
