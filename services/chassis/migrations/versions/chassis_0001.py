"""The log, its streams and events, consumers' positions, requests' answers."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "chassis_0001"
down_revision: str | None = None
branch_labels: Sequence[str] | None = ("chassis",)
depends_on: Sequence[str] | None = None


def upgrade() -> None:
    """Create the tables."""
    op.create_table(
        "log",
        sa.Column("key", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("log_id", sa.Text, nullable=False),
        sa.Column("created_ns", sa.BigInteger, nullable=False),
    )
    op.create_table(
        "streams",
        sa.Column("stream", sa.Text, primary_key=True),
        sa.Column("head", sa.BigInteger, nullable=False),
        sa.Column("published", sa.BigInteger, nullable=False),
    )
    op.create_table(
        "events",
        sa.Column("stream", sa.Text, primary_key=True),
        sa.Column("seq", sa.BigInteger, primary_key=True, autoincrement=False),
        sa.Column("event_id", sa.Text, nullable=False),
        sa.Column("type", sa.Text, nullable=False),
        sa.Column("event_ns", sa.BigInteger, nullable=False),
        sa.Column("recorded_ns", sa.BigInteger, nullable=False),
        sa.Column("traceparent", sa.Text, nullable=False),
        sa.Column("payload", sa.LargeBinary, nullable=False),
        sa.UniqueConstraint("event_id", name="events_event_id_key"),
    )
    op.create_table(
        "sequence_blocks",
        sa.Column("stream", sa.Text, primary_key=True),
        sa.Column("reserved", sa.BigInteger, nullable=False),
    )
    op.create_table(
        "consumer_positions",
        sa.Column("consumer", sa.Text, primary_key=True),
        sa.Column("log_id", sa.Text, primary_key=True),
        sa.Column("stream", sa.Text, primary_key=True),
        sa.Column("seq", sa.BigInteger, nullable=False),
    )
    op.create_table(
        "request_answers",
        sa.Column("ordinal", sa.Integer, primary_key=True, autoincrement=True),
        sa.Column("scope", sa.Text, nullable=False),
        sa.Column("request_id", sa.Text, nullable=False),
        sa.Column("request_digest", sa.LargeBinary, nullable=False),
        sa.Column("response", sa.LargeBinary, nullable=False),
        sa.Column("recorded_ns", sa.BigInteger, nullable=False),
        sa.UniqueConstraint("scope", "request_id", name="request_answers_request_key"),
    )
    op.create_index("request_answers_recorded_ns", "request_answers", ["recorded_ns"])


def downgrade() -> None:
    """Drop the tables."""
    for table in (
        "request_answers",
        "consumer_positions",
        "sequence_blocks",
        "events",
        "streams",
        "log",
    ):
        op.drop_table(table)
