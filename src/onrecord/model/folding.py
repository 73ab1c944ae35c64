"""Words without what people write differently: case, accents, punctuation."""

from __future__ import annotations

import unicodedata

_LAST_PLAIN = "\x7f"


def fold_name(name: str) -> str:
    """The letters and digits of a name, in lower case and without accents, with a space between words."""
    if name.isascii():
        plain = name.lower()
    else:
        parts = unicodedata.normalize("NFKD", name).casefold()
        plain = "".join(one for one in parts if one <= _LAST_PLAIN or not unicodedata.combining(one))
    return " ".join("".join(one if one.isalnum() else " " for one in plain).split())
