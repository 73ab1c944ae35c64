"""For users of spaCy: a component, and documents converted both ways.

    import spacy
    nlp = spacy.blank("en")
    nlp.add_pipe("onrecord", config={"published": "2018-08-05"})
    doc = nlp(text)
    doc._.record.statements

Spans of the record are code points of `doc.text`, so that `doc.char_span` gives their tokens.
"""

from __future__ import annotations

from onrecord.spacy.component import Component
from onrecord.spacy.docs import parse_of, to_doc

__all__ = ["Component", "parse_of", "to_doc"]
