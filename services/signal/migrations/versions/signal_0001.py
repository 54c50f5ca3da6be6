"""Strategies, their checkpoints, and signals."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "signal_0001"
down_revision: str | None = None
branch_labels: Sequence[str] | None = ("signal",)
depends_on: Sequence[str] | None = None


def upgrade() -> None:
    """Create the tables."""
    op.create_table(
        "strategies",
        sa.Column("strategy", sa.Text, primary_key=True),
        sa.Column("uid", sa.Text, nullable=False),
        sa.Column("terms", sa.Text, nullable=False),
        sa.Column("state", sa.Text, nullable=False),
        sa.Column("failure", sa.Text, nullable=False),
        sa.Column("revision", sa.BigInteger, nullable=False),
        sa.Column("created_ns", sa.BigInteger, nullable=False),
        sa.Column("updated_ns", sa.BigInteger, nullable=False),
    )
    op.create_table(
        "checkpoints",
        sa.Column("strategy", sa.Text, primary_key=True),
        sa.Column("ordinal", sa.BigInteger, nullable=False),
        sa.Column("saved", sa.Text, nullable=False),
        sa.Column("marks", sa.Text, nullable=False),
    )
    op.create_table(
        "signals",
        sa.Column("signal", sa.Text, primary_key=True),
        sa.Column("strategy", sa.Text, nullable=False),
        sa.Column("ordinal", sa.BigInteger, nullable=False),
        sa.Column("instrument", sa.Text, nullable=False),
        sa.Column("account", sa.Text, nullable=False),
        sa.Column("state", sa.Text, nullable=False),
        sa.Column("created_ns", sa.BigInteger, nullable=False),
        sa.Column("expires_ns", sa.BigInteger, nullable=False),
        sa.Column("message", sa.LargeBinary, nullable=False),
        sa.UniqueConstraint("strategy", "ordinal", name="signals_ordinal_key"),
    )
    op.create_index("signals_created_ns", "signals", ["created_ns", "signal"])
    op.create_index("signals_state", "signals", ["state", "expires_ns"])


def downgrade() -> None:
    """Drop the tables."""
    for table in ("signals", "checkpoints", "strategies"):
        op.drop_table(table)
