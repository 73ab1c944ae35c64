"""Settings and fixtures for all tests."""

from __future__ import annotations

from hypothesis import settings

from tests.postgresql import postgresql_database, postgresql_url
from tests.stores import store, store_location

__all__ = ["postgresql_database", "postgresql_url", "store", "store_location"]

settings.register_profile("project", deadline=None)
"""No deadline: the machines are shared, and a slow moment is no bug."""
settings.load_profile("project")
