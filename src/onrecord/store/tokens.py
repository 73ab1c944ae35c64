"""Tokens of pages: the place of the last row of a page in the order of a list."""

from __future__ import annotations

from onrecord.errors import InputError


def make_token(number: int, rest: str | int) -> str:
    """The token of the page behind a row, by the number and then the id or number that it is sorted by."""
    return f"{number:x}.{rest}"


def read_token(token: str) -> tuple[int, str]:
    """What `make_token` was given.

    Raises:
        InputError: this is no token.
    """
    number, separator, rest = token.partition(".")
    try:
        place = int(number, 16)
    except ValueError:
        place = -1
    if not separator or not rest or not 0 <= place < 1 << 63:
        raise InputError(f"{token!r} is no token of a page: give what the page before it said")
    return place, rest
