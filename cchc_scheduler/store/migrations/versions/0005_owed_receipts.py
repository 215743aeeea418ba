"""Receipts that are written after the submission they tell of."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    """Widen the table of submissions; what came before owes no receipt."""
    with op.batch_alter_table("submission", recreate="always") as submission:
        submission.add_column(
            sa.Column("receipt_owed_since", sa.DateTime(timezone=True), nullable=True)
        )
    owed = sa.text("receipt_owed_since IS NOT NULL")
    op.create_index(
        op.f("ix_submission_receipt_owed_since"),
        "submission",
        ["receipt_owed_since"],
        sqlite_where=owed,
        postgresql_where=owed,
    )
