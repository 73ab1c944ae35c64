"""From a predicate up to the word that its clause depends on."""

from __future__ import annotations

from onrecord.analyse.factuality.clause import (
    certain,
    is_clausal,
    is_negated,
    is_past,
    read_clause,
    says_none,
)
from onrecord.analyse.factuality.status import Signature, state
from onrecord.analyse.factuality.step import STOP, Step, give, governing_words, lead_words
from onrecord.analyse.factuality.vocabulary import Construction, Governor, find_governor
from onrecord.analyse.lexicon.words import read_lexicon
from onrecord.analyse.parse import Parse, Token

_SHARED = certain(state("positive", "actual", 2.6))
_OPEN = Signature(state("positive", "possible", 1.3), state("negative", "possible", -0.8))
_PURPOSE = Signature(state("positive", "possible", 1.6), state("positive", "possible", 0.8))
_NOT_YET = Signature(state("negative", "actual", -1.3), state("positive", "actual", 1.5))
_UNREAL = Signature(state("negative", "possible", -1.0), state("positive", "possible", 0.5))
_FOILED = Signature(state("negative", "actual", -1.4), state("positive", "possible", 0.6))
_ACHIEVED = Signature(state("positive", "actual", 2.2), state("positive", "possible", 0.6))
_CONDITION = state("positive", "possible", 0.8)
_LEFT_OUT = state("negative", "actual", -1.5)
_DISBELIEVED = state("negative", "possible", -0.8)
_EXCESS = ("too",)
_BELIEF = frozenset({"believe", "think", "expect", "suppose", "accept", "see"})
_TEMPORAL = frozenset({"when", "before", "after", "until", "till", "once", "while", "as", "whenever"})
_RANKED = frozenset({"first", "last", "second", "third", "only", "latest", "next", "youngest", "oldest"})
_FAILURE = frozenset({"fail", "collapse", "founder", "falter", "stall"})
_FAILED = frozenset({"failed", "unsuccessful", "abortive", "botched", "doomed", "futile", "vain", "aborted", "foiled"})
_SUCCESS = frozenset({"succeed", "work"})
_SUCCEEDED = frozenset({"successful"})
_EPISTEMIC = frozenset({"believe", "doubt", "feared", "know", "ability", "deny", "fail", "ask", "promise", "refuse"})
