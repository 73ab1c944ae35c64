"""Scorers that the gate, the tests and the published figures share."""
