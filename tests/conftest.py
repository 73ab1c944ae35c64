"""Settings and fixtures for all tests."""

from __future__ import annotations

import signal

from hypothesis import settings

from tests.postgresql import postgresql_database, postgresql_url
from tests.stores import store, store_location

__all__ = ["postgresql_database", "postgresql_url", "store", "store_location"]

settings.register_profile("project", deadline=None)
"""No deadline: the machines are shared, and a slow moment is no bug."""
settings.load_profile("project")

# A shell begins what it puts into the background with interrupts ignored, and every process that a test
# begins would inherit that; what is tested is how commands answer to one.
if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    signal.signal(signal.SIGINT, signal.default_int_handler)
