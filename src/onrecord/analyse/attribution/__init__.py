"""Statements: who says, thinks or wants what, as far as the article's words show it.

This first engine reads quotation marks and syntax by rule; `find_drafts` is the signature behind which a
learned one takes its place.
"""

from __future__ import annotations

from collections.abc import Sequence

from onrecord.analyse.attribution.citations import chain_citations
from onrecord.analyse.attribution.cues import find_cues
from onrecord.analyse.attribution.draft import Draft
from onrecord.analyse.attribution.labels import find_labelled
from onrecord.analyse.attribution.nesting import find_parents, keep_distinct
from onrecord.analyse.attribution.quoted import tie_quotes
from onrecord.analyse.parse import Parse
from onrecord.analyse.quotes import Quote
from onrecord.model.document import Segment

__all__ = ["Draft", "find_drafts", "find_parents"]


def find_drafts(parse: Parse, quotes: Sequence[Quote], segments: Sequence[Segment]) -> list[Draft]:
    """All statements of the text in order, not yet tied to entities.

    `segments` are the stretches that were parsed; a quotation is tied to cues of its own segment.
    """
    labelled = list(find_labelled(parse, quotes, segments))
    drafts = tie_quotes(parse, quotes, [*labelled, *find_cues(parse)], segments)
    return chain_citations(parse, keep_distinct(drafts))
