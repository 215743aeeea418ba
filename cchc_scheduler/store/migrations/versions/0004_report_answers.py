"""What units fill into the form of their report."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    """Make the two tables of filled-in forms."""
    op.create_table(
        "report_form",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("obligation", sa.String(), nullable=False),
        sa.Column("submission", sa.Integer(), nullable=True),
        sa.Column("carrier", sa.String(), nullable=False),
        sa.Column("outline", sa.String(), nullable=False),
        sa.Column("source", sa.String(), nullable=False),
        sa.Column("saved_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("saved_by", sa.String(), nullable=False),
        sa.Column("unread", sa.String(), nullable=True),
        sa.CheckConstraint("source IN ('page', 'word')", name=op.f("ck_report_form_source")),
        sa.ForeignKeyConstraint(
            ["obligation"], ["obligation.id"], name=op.f("fk_report_form_obligation_obligation")
        ),
        sa.ForeignKeyConstraint(
            ["submission"], ["submission.id"], name=op.f("fk_report_form_submission_submission")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_report_form")),
        sa.UniqueConstraint("submission", name=op.f("uq_report_form_submission")),
        sa.UniqueConstraint("carrier", name=op.f("uq_report_form_carrier")),
    )
    op.create_index(op.f("ix_report_form_obligation"), "report_form", ["obligation"])
    op.create_table(
        "report_answer",
        sa.Column("form", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("clauses", sa.String(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("state", sa.String(), nullable=True),
        sa.Column("figure", sa.String(), nullable=True),
        sa.Column("estimated", sa.Boolean(), nullable=False),
        sa.Column("unchanged", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["form"], ["report_form.id"], name=op.f("fk_report_answer_form_report_form")
        ),
        sa.PrimaryKeyConstraint("form", "key", name=op.f("pk_report_answer")),
    )
