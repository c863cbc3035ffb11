"""Where each person's five-year game stands."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Make the table."""
    op.create_table(
        "games",
        sa.Column("person_id", sa.Integer, nullable=False),
        sa.Column("code", sa.String(400), nullable=False),
        sa.Column("round", sa.Integer, nullable=False),
        sa.Column("health", sa.Integer, nullable=False),
        sa.Column("changed_at", sa.BigInteger, nullable=False),
        sa.PrimaryKeyConstraint("person_id", name="pk_games"),
        sa.ForeignKeyConstraint(
            ["person_id"], ["people.id"], name="fk_games_person_id", ondelete="CASCADE"
        ),
    )
