"""Words as the full-text indexes cut them, and the form in which two of them are the same."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

# The marks that SQLite's tokenizer unicode61 takes for a part of the letter before them; all others part
# words. It takes characters for private use for letters.
_MARKS = "\u0300-\u0304\u0306-\u030c\u030f\u0311\u031b\u0323-\u0328\u032d\u032e\u0330\u0331"
_PRIVATE = "\ue000-\uf8ff\U000f0000-\U000ffffd\U00100000-\U0010fffd"
_WORD = re.compile(rf"(?:[^\W_]|[{_PRIVATE}])(?:[^\W_]++|[{_PRIVATE}{_MARKS}]++)*+")


class Token(NamedTuple):
    """A word at `[start, end)` of a text, and its `folded` form."""

    start: int
    end: int
    folded: str


def tokenize(text: str) -> Iterator[Token]:
    """The words of `text`, in order: runs of letters and digits, with the accents on them.

    They are those that SQLite's FTS5 finds with the tokenizer `unicode61 remove_diacritics 2`.
    """
    for match in _WORD.finditer(text):
        yield Token(match.start(), match.end(), _fold_word(match[0]))


def fold(text: str) -> str:
    """The text without accents and without regard to case, compatible characters being the same (ﬁ, fi)."""
    if text.isascii():
        return text.lower()
    decomposed = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text).casefold())
    return "".join(one for one in decomposed if not unicodedata.category(one).startswith("M"))


def fold_words(text: str) -> str:
    """The folded words of the text with a space between them, as PostgreSQL is given texts to index."""
    return " ".join(token.folded for token in tokenize(text))


@lru_cache(maxsize=65_536)
def _fold_word(word: str) -> str:
    folded = fold(word)
    # The parts of such characters as ½ may be no letters or digits.
    return folded if folded.isalnum() else "".join(filter(str.isalnum, folded)) or word
