"""Capability links; the type of a file that was handed in and the day of a signed paper."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Make the table of links and widen that of submissions."""
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
    with op.batch_alter_table("submission", recreate="always") as submission:
        submission.add_column(sa.Column("file_type", sa.String(), nullable=True))
        submission.add_column(sa.Column("document_day", sa.Date(), nullable=True))
