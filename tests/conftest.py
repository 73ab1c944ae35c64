"""Settings for all tests."""

from __future__ import annotations

from hypothesis import settings

settings.register_profile("project", deadline=None)
"""No deadline: the machines are shared, and a slow moment is no bug."""
settings.load_profile("project")
