"""Tokens of pages: the place of the last row of a page in the order of a list."""

from __future__ import annotations

import re

from onrecord.errors import InputError

_DIGITS = re.compile(r"[0-9a-f]{1,14}")
"""The keys of `store/keys.py` have 53 bits."""


def make_token(number: int, rest: str | int) -> str:
    """The token of the page behind a row, by the number and then the id or number that it is sorted by."""
    return f"{number:x}.{rest}"


def read_token(token: str) -> tuple[int, str]:
    """What `make_token` was given.

    Raises:
        InputError: this is no token.
    """
    digits, _, rest = token.partition(".")
    number = read_digits(digits)
    if number is None or not rest:
        raise no_token(token)
    return number, rest


def read_digits(digits: str) -> int | None:
    """The number that tokens write so, and None for what they never do: `0x1`, `1_0`, ` 1`, `1F`."""
    return int(digits, 16) if _DIGITS.fullmatch(digits) else None


def no_token(token: str, page: str = "a page") -> InputError:
    """The error that somebody gave this for the token of a page."""
    return InputError(f"{token!r} is no token of {page}: give what the page before it said")
