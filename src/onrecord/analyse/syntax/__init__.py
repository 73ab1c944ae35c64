"""Syntax from the shared encoder: words and sentences to trees in Universal Dependencies."""
