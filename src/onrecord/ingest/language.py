"""Which language a text is in, told only as far as is needed to refuse what is not English."""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from typing import TYPE_CHECKING

from onrecord.errors import UnsupportedLanguage

if TYPE_CHECKING:
    from py3langid.langid import LanguageIdentifier

ENGLISH = "en"
UNDETERMINED = "und"
_FEWEST_WORDS = 20
_ENGLISH_SHARE = 0.1
_CERTAIN = 0.9
_WINDOW = 4000
_WORD = re.compile(r"[^\W\d_]+")
# Words that are frequent in any English prose, and hardly words of the other languages in Latin letters.
# fmt: off
_FUNCTION_WORDS = frozenset({
    "about", "after", "and", "are", "because", "been", "but", "by", "could", "from", "had", "has",
    "have", "he", "his", "it", "its", "of", "on", "she", "that", "the", "their", "there", "they",
    "this", "to", "we", "were", "when", "which", "who", "will", "with", "would", "you",
})
# fmt: on


def check_choice(language: str | None) -> None:
    """Check the language that an article is to be taken for.

    Raises:
        UnsupportedLanguage: it is not English.
    """
    if language is not None and language.lower().replace("_", "-").split("-")[0] != ENGLISH:
        raise UnsupportedLanguage(f"language {language!r}: onrecord reads English (en) only")


def detect_language(text: str) -> str:
    """The ISO 639-1 code of the language of `text`, or `und` where it is not English and else not clear.

    English has the benefit of the doubt: `en` is the answer also for a text without letters, for one in Latin
    letters of fewer than twenty words, for one with a usual share of English function words, and for one that
    no other language clearly fits. A long text is judged by its beginning, middle and end.
    """
    sample = unicodedata.normalize("NFKC", _sample(text))
    letters = "".join(_WORD.findall(sample))
    if not letters:
        return ENGLISH
    if 2 * sum(map(_is_latin, letters)) < len(letters):
        language, _ = _identify(sample)
        return language if language != ENGLISH else UNDETERMINED
    words = _WORD.findall(sample.lower())
    if len(words) < _FEWEST_WORDS or _function_share(words) >= _ENGLISH_SHARE:
        return ENGLISH
    language, probability = _identify(sample)
    return language if probability >= _CERTAIN else ENGLISH


def _sample(text: str) -> str:
    # The identifier walks through every byte in Python, which takes seconds for a megabyte.
    if len(text) <= 3 * _WINDOW:
        return text
    middle = len(text) // 2
    return f"{text[:_WINDOW]} {text[middle : middle + _WINDOW]} {text[-_WINDOW:]}"


def _is_latin(letter: str) -> bool:
    return letter < "\u0250" or "\u1e00" <= letter < "\u1f00"


def _function_share(words: list[str]) -> float:
    return sum(word in _FUNCTION_WORDS for word in words) / len(words)


def _identify(text: str) -> tuple[str, float]:
    """The likeliest language and its probability."""
    language, probability = _load_identifier().classify(text)
    return str(language), float(probability)


@cache
def _load_identifier() -> LanguageIdentifier:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
