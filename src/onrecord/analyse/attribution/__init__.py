"""Statements: who says, thinks or wants what, as far as the article's words show it.

The encoder says which statements there are (`learned.py`); quotation marks, syntax and layout, read by
rule, add what lies within them (`joining.py`).
"""

from __future__ import annotations

from collections.abc import Sequence

from onrecord.analyse.attribution.captions import (
    beside_cue,
    less_repeated,
    own_quotation,
    own_sentence,
    without_captions,
    without_rest,
)
from onrecord.analyse.attribution.citations import chain_citations, chain_reported
from onrecord.analyse.attribution.clauses import (
    keep_claim,
    leave_cue,
    leave_hearer,
    name_teller,
    take_sentence,
    whole_name,
)
from onrecord.analyse.attribution.confidence import Calibration, read_calibration
from onrecord.analyse.attribution.cues import find_cues
from onrecord.analyse.attribution.draft import Draft
from onrecord.analyse.attribution.extents import (
    less_asked,
    whole_source,
    without_address,
    without_heading,
)
from onrecord.analyse.attribution.joining import join_drafts
from onrecord.analyse.attribution.labels import find_labelled
from onrecord.analyse.attribution.learned import Reading
from onrecord.analyse.attribution.nesting import (
    find_parents,
    keep_distinct,
    split_second_verbs,
    tie_second_verbs,
)
from onrecord.analyse.attribution.quoted import tie_quotes
from onrecord.analyse.attribution.seams import find_seams, keep_to_sides
from onrecord.analyse.attribution.set_phrases import find_phrased, settle_phrased
from onrecord.analyse.parse import Parse
from onrecord.analyse.quotes import Quote
from onrecord.model.document import Segment

__all__ = ["Draft", "find_drafts", "find_parents", "find_ruled"]


def find_drafts(
    parse: Parse,
    quotes: Sequence[Quote],
    segments: Sequence[Segment],
    reading: Reading,
    calibration: Calibration | None = None,
) -> list[Draft]:
    """All statements of the text in order, not yet tied to entities.

    `segments` are the stretches that were parsed; a quotation is tied to cues of its own segment.
    `reading` is what the encoder read in them; `calibration` is the package's own where it is left out.
    """
    ruled = find_ruled(parse, quotes, segments)
    joined = join_drafts(parse, quotes, segments, ruled, reading, calibration or read_calibration())
    closed = [quote.span for quote in quotes if quote.closed]
    for draft in joined:
        draft.content = without_rest(parse, closed, draft)
        draft.content = own_quotation(parse, closed, draft)
        draft.content = own_sentence(parse.text, draft)
        draft.content = without_captions(parse.text, less_repeated(parse.text, beside_cue(parse, draft)))
        take_sentence(parse, draft)
        leave_hearer(parse, draft)
        keep_claim(parse, draft)
        name_teller(parse, draft)
    joined = keep_to_sides(parse, find_seams(parse, quotes), joined)
    joined = settle_phrased(list(find_phrased(parse, quotes)), joined)
    split_second_verbs(parse, joined)
    tie_second_verbs(parse, joined)
    chained = chain_reported(parse, joined)
    for draft in chained:
        leave_cue(parse, draft)
        draft.content = less_asked(parse.text, without_address(parse.text, draft.content))
        if draft.source is not None:
            draft.source = whole_source(parse.text, without_heading(parse.text, draft.source))
            whole_name(parse, draft)
    return keep_distinct(chained)


def find_ruled(parse: Parse, quotes: Sequence[Quote], segments: Sequence[Segment]) -> list[Draft]:
    """All statements that quotation marks, syntax and layout show by rule, nested ones among them."""
    labelled = list(find_labelled(parse, quotes, segments))
    drafts = tie_quotes(parse, quotes, [*labelled, *find_cues(parse)], segments)
    return chain_citations(parse, keep_distinct(drafts))
