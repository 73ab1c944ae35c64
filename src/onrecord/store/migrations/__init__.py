"""The steps from each version of the schema to the next, as Alembic runs them."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import Connection

if TYPE_CHECKING:
    from alembic.config import Config


def upgrade(connection: Connection, found: str | None) -> bool:
    """Bring the schema from revision `found`, None for an empty database, to the newest.

    It is False where this version knows no such revision.

    It runs within the transaction of `connection`, so that a store is brought up to date as a whole or not at
    all.
    """
    from alembic import command
    from alembic.script import ScriptDirectory

    config = make_config()
    if found is not None and not any(
        script.revision == found for script in ScriptDirectory.from_config(config).walk_revisions()
    ):
        return False
    config.attributes["connection"] = connection
    command.upgrade(config, "head")
    return True


def make_config() -> Config:
    """Alembic's settings."""
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent).replace("%", "%%"))
    return config
