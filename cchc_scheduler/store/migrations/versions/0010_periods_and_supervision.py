"""Periods that are closed; links of leaders and of organisations, whose opinions are registered."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"

PURPOSES = "purpose IN ('page', 'reply', 'bounce', 'feed', 'report', 'leader', 'supervision')"


def upgrade() -> None:
    """Add the column and the two tables; a link may open what it could not before."""
    op.add_column("obligation", sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True))
    with op.batch_alter_table("capability", recreate="always") as capability:
        capability.drop_constraint(op.f("ck_capability_purpose"), type_="check")
        capability.create_check_constraint(op.f("ck_capability_purpose"), PURPOSES)
    op.create_table(
        "organisation",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("contact", sa.String(), nullable=False),
        sa.Column("added_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("added_by", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_organisation")),
    )
    op.create_table(
        "opinion",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("organisation", sa.Integer(), nullable=False),
        sa.Column("carrier", sa.String(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("given_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("answer", sa.String(), nullable=True),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("answered_by", sa.String(), nullable=True),
        sa.CheckConstraint("state IN ('asked', 'answered')", name=op.f("ck_opinion_state")),
        sa.ForeignKeyConstraint(
            ["organisation"],
            ["organisation.id"],
            name=op.f("fk_opinion_organisation_organisation"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_opinion")),
        sa.UniqueConstraint("carrier", name=op.f("uq_opinion_carrier")),
    )
    op.create_index(op.f("ix_opinion_organisation"), "opinion", ["organisation"])
