"""The tables, for SQLite and PostgreSQL alike.

`migrations/` makes them; a test proves that both say the same.
"""

import json
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Date,
    Dialect,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    TypeDecorator,
    UniqueConstraint,
)

_BEGIN = datetime(1970, 1, 1, tzinfo=UTC)
_STEP = timedelta(microseconds=1)


class Moment(TypeDecorator[datetime]):
    """A moment in UTC, kept as whole microseconds since 1970: exact, and sorts as time does."""

    impl = BigInteger
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> int | None:
        """Count microseconds."""
        return None if value is None else (value - _BEGIN) // _STEP

    def process_result_value(self, value: int | None, dialect: Dialect) -> datetime | None:
        """Return the moment."""
        return None if value is None else _BEGIN + value * _STEP


class Json(TypeDecorator[Any]):
    """JSON, kept as ASCII text, so that both databases hold any letter, NUL and half-pairs too."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: Any, dialect: Dialect) -> str:
        """Write JSON."""
        return json.dumps(value, allow_nan=False)

    def process_result_value(self, value: str | None, dialect: Dialect) -> Any:
        """Read JSON."""
        return None if value is None else json.loads(value)


metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)
# A number is never given twice, even when its class or person was forgotten: a phone that
# still holds answers of the one must not hand them in for the other.
_NEVER_AGAIN = True


def _of(table: str, **options: Any) -> Column[int]:
    """Return a column that names a row of a table and goes when that row goes."""
    reference = ForeignKey(f"{table}.id", ondelete="CASCADE")
    name = {"classes": "class_id", "people": "person_id"}[table]
    return Column(name, Integer, reference, nullable=False, **options)


classes = Table(
    "classes",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("code", String(5), nullable=False, unique=True),
    Column("title", Text, nullable=False),
    Column("opened_on", Date, nullable=False),
    Column("plan", Json, nullable=False),
    Column("pairs", Json, nullable=False),
    Column("stage", Json, nullable=False),
    Column("closed_at", Moment),
    sqlite_autoincrement=_NEVER_AGAIN,
)

people = Table(
    "people",
    metadata,
    Column("id", Integer, primary_key=True),
    _of("classes", index=True),
    Column("nickname", Text, nullable=False),
    Column("seat", Integer),  # the number of a table in the hall
    Column("first_form", String(1), nullable=False),
    Column("code", Text, nullable=False),
    Column("code_key", Text, nullable=False, unique=True),  # the code without spaces and tones
    Column("gave_feedback", Boolean, nullable=False),
    Column("joined_at", Moment, nullable=False),
    sqlite_autoincrement=_NEVER_AGAIN,
)

phones = Table(
    "phones",
    metadata,
    Column("token_sha256", String(64), primary_key=True),
    _of("people", index=True),
)

answers = Table(
    "answers",
    metadata,
    Column("id", Integer, primary_key=True),  # in the order of coming in
    _of("people"),
    Column("sitting", String(8), nullable=False),
    Column("question", Text, nullable=False),
    Column("given", Json, nullable=False),
    Column("is_right", Boolean),
    Column("key", String(80), nullable=False),
    Column("phone", String(64), nullable=False),
    Column("answered_at", Moment, nullable=False),
    Column("received_at", Moment, nullable=False),
    UniqueConstraint("person_id", "key"),
    Index(None, "person_id", "sitting", "question"),
    sqlite_autoincrement=_NEVER_AGAIN,
)

finishes = Table(
    "finishes",
    metadata,
    _of("people", primary_key=True),
    Column("sitting", String(8), primary_key=True),
)

tasks = Table(
    "tasks",
    metadata,
    _of("people", primary_key=True),
    Column("lesson", Text, primary_key=True),
)

games = Table(
    "games",
    metadata,
    _of("people", primary_key=True),
    Column("code", String(400), nullable=False),  # the whole game: its seed and every decision
    Column("round", Integer, nullable=False),  # the half-year to come; 11 when it is finished
    Column("health", Integer, nullable=False),  # 0 to 100
    Column("changed_at", Moment, nullable=False),
)

# No column tells who, when or after whom; without a row id not even the order on disk does.
feedback = Table(
    "feedback",
    metadata,
    Column("id", String(32), primary_key=True),
    _of("classes", index=True),
    Column("ratings", Json, nullable=False),
    Column("words", Json, nullable=False),
    sqlite_with_rowid=False,
)
