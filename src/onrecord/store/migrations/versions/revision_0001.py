"""The first schema, frozen as it was: later revisions begin from here."""

from __future__ import annotations

from pathlib import Path

from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

SEPARATOR = "\n-- next\n"


def upgrade() -> None:
    """Make all tables, indexes and views of revision 0001."""
    connection = op.get_bind()
    script = Path(__file__).with_name(f"schema_0001_{connection.dialect.name}.sql")
    for statement in script.read_text("utf-8").split(SEPARATOR):
        connection.exec_driver_sql(statement.strip())


def downgrade() -> None:
    """There is nothing before the first."""
    raise NotImplementedError
