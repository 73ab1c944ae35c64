"""Who may do what: users, their sessions, what their browsers prove, limits. Begin with `gate.py`."""
