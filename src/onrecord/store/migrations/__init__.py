"""The steps from each version of the schema to the next, as Alembic runs them."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import Connection

if TYPE_CHECKING:
    from alembic.config import Config


def knows(revision: str) -> bool:
    """Whether this version knows a revision of the schema; one that it does not is of a newer version."""
    from alembic.script import ScriptDirectory

    scripts = ScriptDirectory.from_config(make_config()).walk_revisions()
    return any(script.revision == revision for script in scripts)


def upgrade(connection: Connection, found: str | None) -> bool:
    """Bring the schema from revision `found`, None for an empty database, to the newest.

    It is False where this version knows no such revision.

    It runs within the transaction of `connection`, so that a store is brought up to date as a whole or not at
    all.
    """
    from alembic import command

    if found is not None and not knows(found):
        return False
    config = make_config()
    config.attributes["connection"] = connection
    command.upgrade(config, "head")
    return True


def make_config() -> Config:
    """Alembic's settings."""
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent).replace("%", "%%"))
    return config
