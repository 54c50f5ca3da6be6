"""The journal of a replay."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "marketdata_0001"
down_revision: str | None = None
branch_labels: Sequence[str] | None = ("marketdata",)
depends_on: Sequence[str] | None = None


def upgrade() -> None:
    """Create the tables."""
    op.create_table(
        "replays",
        sa.Column("run", sa.Text, primary_key=True),
        sa.Column("source", sa.Text, nullable=False),
        sa.Column("started_ns", sa.BigInteger, nullable=False),
        sa.Column("ended", sa.LargeBinary),
    )
    op.create_table(
        "replay_rounds",
        sa.Column("step", sa.BigInteger, primary_key=True, autoincrement=False),
        sa.Column("round", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("advance", sa.LargeBinary, nullable=False),
    )


def downgrade() -> None:
    """Drop the tables."""
    for table in ("replay_rounds", "replays"):
        op.drop_table(table)
