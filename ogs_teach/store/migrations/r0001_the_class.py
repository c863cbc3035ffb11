"""A class, its people, their answers, what they finished, and what they thought of it."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "classes",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("code", sa.String(5), nullable=False),
        sa.Column("title", sa.Text, nullable=False),
        sa.Column("opened_on", sa.Date, nullable=False),
        sa.Column("plan", sa.Text, nullable=False),
        sa.Column("pairs", sa.Text, nullable=False),
        sa.Column("stage", sa.Text, nullable=False),
        sa.Column("closed_at", sa.BigInteger),
        sa.PrimaryKeyConstraint("id", name="pk_classes"),
        sa.UniqueConstraint("code", name="uq_classes_code"),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "people",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("class_id", sa.Integer, nullable=False),
        sa.Column("nickname", sa.Text, nullable=False),
        sa.Column("seat", sa.Integer),
        sa.Column("first_form", sa.String(1), nullable=False),
        sa.Column("code", sa.Text, nullable=False),
        sa.Column("code_key", sa.Text, nullable=False),
        sa.Column("gave_feedback", sa.Boolean, nullable=False),
        sa.Column("joined_at", sa.BigInteger, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_people"),
        _goes_with("classes", "people"),
        sa.UniqueConstraint("code_key", name="uq_people_code_key"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_people_class_id", "people", ["class_id"])
    op.create_table(
        "phones",
        sa.Column("token_sha256", sa.String(64), nullable=False),
        sa.Column("person_id", sa.Integer, nullable=False),
        sa.PrimaryKeyConstraint("token_sha256", name="pk_phones"),
        _goes_with("people", "phones"),
    )
    op.create_index("ix_phones_person_id", "phones", ["person_id"])
    op.create_table(
        "answers",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("person_id", sa.Integer, nullable=False),
        sa.Column("sitting", sa.String(8), nullable=False),
        sa.Column("question", sa.Text, nullable=False),
        sa.Column("given", sa.Text, nullable=False),
        sa.Column("is_right", sa.Boolean),
        sa.Column("key", sa.String(80), nullable=False),
        sa.Column("phone", sa.String(64), nullable=False),
        sa.Column("answered_at", sa.BigInteger, nullable=False),
        sa.Column("received_at", sa.BigInteger, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_answers"),
        _goes_with("people", "answers"),
        sa.UniqueConstraint("person_id", "key", name="uq_answers_person_id_key"),
        sqlite_autoincrement=True,
    )
    op.create_index(
        "ix_answers_person_id_sitting_question", "answers", ["person_id", "sitting", "question"]
    )
    op.create_table(
        "finishes",
        sa.Column("person_id", sa.Integer, nullable=False),
        sa.Column("sitting", sa.String(8), nullable=False),
        sa.PrimaryKeyConstraint("person_id", "sitting", name="pk_finishes"),
        _goes_with("people", "finishes"),
    )
    op.create_table(
        "tasks",
        sa.Column("person_id", sa.Integer, nullable=False),
        sa.Column("lesson", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("person_id", "lesson", name="pk_tasks"),
        _goes_with("people", "tasks"),
    )
    op.create_table(
        "feedback",
        sa.Column("id", sa.String(32), nullable=False),
        sa.Column("class_id", sa.Integer, nullable=False),
        sa.Column("ratings", sa.Text, nullable=False),
        sa.Column("words", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_feedback"),
        _goes_with("classes", "feedback"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_feedback_class_id", "feedback", ["class_id"])


def _goes_with(other: str, table: str) -> sa.ForeignKeyConstraint:
    column = {"classes": "class_id", "people": "person_id"}[other]
    name = f"fk_{table}_{column}"
    return sa.ForeignKeyConstraint([column], [f"{other}.id"], name=name, ondelete="CASCADE")
