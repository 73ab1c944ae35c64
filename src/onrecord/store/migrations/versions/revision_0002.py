"""What follows from several articles, judgements and lists of names; all articles wait to be compared."""

from __future__ import annotations

from pathlib import Path

from alembic import op

from onrecord.store.migrations.versions.revision_0001 import SEPARATOR

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the tables and indexes that revision 0002 adds, and let every article wait to be compared."""
    connection = op.get_bind()
    script = Path(__file__).with_name(f"schema_0002_{connection.dialect.name}.sql")
    for statement in script.read_text("utf-8").split(SEPARATOR):
        connection.exec_driver_sql(statement.strip())
    connection.exec_driver_sql("INSERT INTO unresolved (document, seen) SELECT key, FALSE FROM documents")


def downgrade() -> None:
    """What was judged and watched for would be lost."""
    raise NotImplementedError
