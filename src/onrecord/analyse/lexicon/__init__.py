"""Vocabulary as data, and its readers."""
