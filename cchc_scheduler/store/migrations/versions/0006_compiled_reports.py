"""Compiled reports: drafts, kept texts, the way of a report, addenda, frozen evidence."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"

PURPOSES = "purpose IN ('page', 'reply', 'bounce', 'feed', 'report')"


def upgrade() -> None:
    """Make the tables of compiled reports; a link may open one."""
    _drafts()
    _texts_and_way()
    _addenda()
    _evidence()
    with op.batch_alter_table("capability", recreate="always") as capability:
        capability.drop_constraint(op.f("ck_capability_purpose"), type_="check")
        capability.create_check_constraint(op.f("ck_capability_purpose"), PURPOSES)


def _drafts() -> None:
    """Drafts, what each was made from, and what it said."""
    op.create_table(
        "compilation",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("period", sa.String(), nullable=False),
        sa.Column("cause", sa.String(), nullable=False),
        sa.Column("asked", sa.String(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("made_by", sa.String(), nullable=False),
        sa.Column("expected", sa.Integer(), nullable=False),
        sa.Column("received", sa.Integer(), nullable=False),
        sa.Column("on_time", sa.Integer(), nullable=False),
        sa.Column("findings", sa.Integer(), nullable=True),
        sa.CheckConstraint(
            "cause IN ('after-due', 'complete', 'asked', 'laid')",
            name=op.f("ck_compilation_cause"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_compilation")),
        sa.UniqueConstraint("period", "cause", "asked", name="uq_compilation_key"),
    )
    op.create_table(
        "compiled_from",
        sa.Column("compilation", sa.Integer(), nullable=False),
        sa.Column("submission", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["compilation"],
            ["compilation.id"],
            name=op.f("fk_compiled_from_compilation_compilation"),
        ),
        sa.ForeignKeyConstraint(
            ["submission"], ["submission.id"], name=op.f("fk_compiled_from_submission_submission")
        ),
        sa.PrimaryKeyConstraint("compilation", "submission", name=op.f("pk_compiled_from")),
    )
    op.create_table(
        "compiled_passage",
        sa.Column("compilation", sa.Integer(), nullable=False),
        sa.Column("report", sa.String(), nullable=False),
        sa.Column("section", sa.String(), nullable=False),
        sa.Column("unit", sa.String(), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("text", sa.String(), nullable=True),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("sources", sa.String(), nullable=False),
        sa.Column("submission", sa.Integer(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["compilation"],
            ["compilation.id"],
            name=op.f("fk_compiled_passage_compilation_compilation"),
        ),
        sa.ForeignKeyConstraint(
            ["submission"],
            ["submission.id"],
            name=op.f("fk_compiled_passage_submission_submission"),
        ),
        sa.PrimaryKeyConstraint(
            "compilation", "report", "section", "unit", name=op.f("pk_compiled_passage")
        ),
    )


def _texts_and_way() -> None:
    """Texts a person wrote, and the steps of a report's way."""
    op.create_table(
        "kept_text",
        sa.Column("period", sa.String(), nullable=False),
        sa.Column("report", sa.String(), nullable=False),
        sa.Column("section", sa.String(), nullable=False),
        sa.Column("unit", sa.String(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("text", sa.String(), nullable=True),
        sa.Column("edited_by", sa.String(), nullable=False),
        sa.Column("edited_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("sources", sa.String(), nullable=False),
        sa.Column("submission", sa.Integer(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["submission"], ["submission.id"], name=op.f("fk_kept_text_submission_submission")
        ),
        sa.PrimaryKeyConstraint(
            "period", "report", "section", "unit", "number", name=op.f("pk_kept_text")
        ),
    )
    op.create_table(
        "way_step",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("period", sa.String(), nullable=False),
        sa.Column("report", sa.String(), nullable=False),
        sa.Column("step", sa.String(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("by", sa.String(), nullable=False),
        sa.Column("number", sa.String(), nullable=False),
        sa.Column("note", sa.String(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "step IN ('draft', 'head', 'for-signature', 'signed', 'issued')",
            name=op.f("ck_way_step_step"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_way_step")),
        sa.UniqueConstraint(
            "period", "report", "step", "day", "by", "number", "note", name="uq_way_step_key"
        ),
    )


def _addenda() -> None:
    """Addenda with what they change."""
    op.create_table(
        "addendum",
        sa.Column("period", sa.String(), nullable=False),
        sa.Column("report", sa.String(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("submission", sa.Integer(), nullable=False),
        sa.Column("unit", sa.String(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["submission"], ["submission.id"], name=op.f("fk_addendum_submission_submission")
        ),
        sa.PrimaryKeyConstraint("period", "report", "number", name=op.f("pk_addendum")),
        sa.UniqueConstraint("period", "report", "submission", name="uq_addendum_submission"),
    )
    op.create_index(op.f("ix_addendum_submission"), "addendum", ["submission"])
    op.create_table(
        "addendum_change",
        sa.Column("period", sa.String(), nullable=False),
        sa.Column("report", sa.String(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("section", sa.String(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("unit", sa.String(), nullable=False),
        sa.Column("before", sa.String(), nullable=True),
        sa.Column("after", sa.String(), nullable=True),
        sa.Column("before_sources", sa.String(), nullable=False),
        sa.Column("after_sources", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint(
            "period", "report", "number", "place", name=op.f("pk_addendum_change")
        ),
    )


def _evidence() -> None:
    """Frozen rows and their corrections."""
    op.create_table(
        "evidence",
        sa.Column("obligation", sa.String(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("unit", sa.String(), nullable=False),
        sa.Column("unit_name", sa.String(), nullable=False),
        sa.Column("period", sa.String(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("plan_day", sa.Date(), nullable=False),
        sa.Column("late_after", sa.DateTime(timezone=True), nullable=False),
        sa.Column("complete_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("by_plan", sa.Boolean(), nullable=True),
        sa.Column("agreed_day", sa.Date(), nullable=True),
        sa.Column("agreed_by", sa.String(), nullable=True),
        sa.Column("by_agreed", sa.Boolean(), nullable=True),
        sa.Column("text_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("paper_number", sa.String(), nullable=True),
        sa.Column("paper_day", sa.Date(), nullable=True),
        sa.Column("paper_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("told", sa.Integer(), nullable=False),
        sa.Column("opinion", sa.String(), nullable=True),
        sa.Column("confirmed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("confirmed_by", sa.String(), nullable=True),
        sa.Column("frozen_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["obligation"], ["obligation.id"], name=op.f("fk_evidence_obligation_obligation")
        ),
        sa.PrimaryKeyConstraint("obligation", name=op.f("pk_evidence")),
    )
    op.create_index(op.f("ix_evidence_year"), "evidence", ["year"])
    op.create_table(
        "evidence_correction",
        sa.Column("obligation", sa.String(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("by", sa.String(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["obligation"],
            ["evidence.obligation"],
            name=op.f("fk_evidence_correction_obligation_evidence"),
        ),
        sa.PrimaryKeyConstraint("obligation", "number", name=op.f("pk_evidence_correction")),
        sa.UniqueConstraint(
            "obligation", "text", "reason", "by", name="uq_evidence_correction_key"
        ),
    )
